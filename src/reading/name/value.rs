//! Names as values, with the text beside them.

use crate::language::{SEPARATORS, WrittenDate};
use crate::plan::DayName;
use crate::units::{NumberRange, Stated};

/// The role of a name in a plan.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::reading) enum OutlineRole {
    /// `Phase 1: Foundation (Weeks 1-4)`. A phase with a name of its own has no number.
    Phase {
        numbers: Option<NumberRange>,
        weeks: Option<NumberRange>,
    },
    /// `Week 1: Title`. A week with a date or a word for a name has no number of its own; `letter` is that of `Week
    /// 8a`.
    Week {
        numbers: Option<NumberRange>,
        letter: Option<char>,
    },
    /// Days outside of the plan's weeks, with the week that their numbers fall in.
    Part(Option<NumberRange>),
    /// A week without study: `Spring Break`.
    Break,
    /// `Monday: Title (2 hours)`.
    Day(DayName),
    /// `Thursday & Friday` above `Thursday` and `Friday`.
    Group,
}

/// A name with the text beside it in its line.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::reading) struct Name {
    pub(in crate::reading) role: OutlineRole,
    /// The words of the name itself: `Week 3` of `Week 3: Title`.
    pub(in crate::reading) called: String,
    /// The rest of the line.
    pub(in crate::reading) title: String,
    pub(in crate::reading) stated: Option<Stated>,
    /// The words of the time of a day: `2 hours` of `Monday: Title (2 hours)`.
    pub(in crate::reading) time: String,
    /// The date of a day, or the first one of a week that is named by dates.
    pub(in crate::reading) date: Option<WrittenDate>,
    /// The date beside it: in brackets, or in another cell of its row.
    pub(in crate::reading) date_beside: Option<WrittenDate>,
    /// The words in front of the name: `Study` of `Study Week 3`.
    pub(in crate::reading) before: String,
    /// Whether the words after it make the line only about it: `Week 3 Checklist`.
    pub(in crate::reading) about: bool,
    /// Whether it is a name only among others: `Final week`, `Spring Break`, `January 4–10`.
    pub(in crate::reading) beside: bool,
    /// Whether a sign separates the title from the name, or there is no title.
    pub(in crate::reading) apart: bool,
    /// The name inside the title: the day of `Week 1, Day 2: Start`.
    pub(in crate::reading) inner: Option<Box<Name>>,
}

impl Name {
    pub(in crate::reading) fn of(role: OutlineRole, called: &str, title: String) -> Self {
        Self {
            role,
            called: trimmed(called).to_owned(),
            title,
            stated: None,
            time: String::new(),
            date: None,
            date_beside: None,
            before: String::new(),
            about: false,
            beside: false,
            apart: true,
            inner: None,
        }
    }

    /// A phase, a week or a day without further text.
    pub(in crate::reading) fn unsaid(role: OutlineRole, called: &str) -> Self {
        Self::of(role, called, String::new())
    }

    /// The name with its title and its time: `Monday: Title (2 hours)`.
    pub(in crate::reading) fn line(&self) -> String {
        let mut line = self.called.clone();
        if !self.title.is_empty() {
            line.extend([": ", &self.title]);
        }
        if !self.time.is_empty() {
            line.extend([" (", &self.time, ")"]);
        }
        line
    }

    /// Whether both names are the same week or day.
    pub(in crate::reading) fn is_same(&self, other: &Self) -> bool {
        self.role == other.role && self.date == other.date && self.role != OutlineRole::Break
    }

    pub(in crate::reading) fn is_phase(&self) -> bool {
        matches!(self.role, OutlineRole::Phase { .. })
    }

    pub(in crate::reading) fn is_week(&self) -> bool {
        matches!(
            self.role,
            OutlineRole::Week { .. } | OutlineRole::Part(_) | OutlineRole::Break
        )
    }

    pub(in crate::reading) fn is_day(&self) -> bool {
        matches!(self.role, OutlineRole::Day(_))
    }

    pub(in crate::reading) fn is_date(&self) -> bool {
        matches!(self.role, OutlineRole::Day(DayName::Date(_)))
    }

    /// Whether it is a week that is named only by its dates: `January 4–10`.
    pub(in crate::reading) fn is_dated_week(&self) -> bool {
        self.is_week() && self.beside && self.date.is_some()
    }

    pub(in crate::reading) fn is_weekday(&self) -> bool {
        matches!(self.role, OutlineRole::Day(DayName::Weekdays { .. }))
    }

    /// The numbers of its weeks.
    pub(in crate::reading) fn weeks(&self) -> Option<NumberRange> {
        match self.role {
            OutlineRole::Week { numbers, .. } => numbers,
            _ => None,
        }
    }
}

/// A name without the separator of its title.
pub(super) fn trimmed(called: &str) -> &str {
    called
        .trim_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c) || ".,([".contains(c))
}
