//! The dates that are written beside the names of weeks and days.

use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Form, NodeId, NodeKind};
use crate::language::{LineReader, Vocabulary, WrittenDate, date_in_title};
use crate::plan::{DayName, Plan, WeekKind};
use crate::reading::fragment::HeadingNames;
use crate::reading::name::Name;
use crate::span::Span;

/// Where the dates of a plan are written.
#[derive(Clone, Copy)]
pub(in crate::reading) struct DateSource<'a> {
    pub(in crate::reading) document: &'a Document,
    pub(in crate::reading) names: &'a HeadingNames,
    pub(in crate::reading) words: &'a Vocabulary,
    pub(in crate::reading) course: &'a Course,
}

/// The dates of a plan, in the order of its text.
#[derive(Debug)]
pub(super) struct WrittenDates {
    /// Those that exist, at least in some years.
    pub(super) parts: Vec<DatedPart>,
    /// Those of weeks that do not exist, each with its words.
    impossible: Vec<(Span, String)>,
}

/// A week or a day with a date.
#[derive(Debug)]
pub(super) struct DatedPart {
    /// An index into the plan's weeks.
    pub(super) week: usize,
    /// An index into the week's days; `None` for the week itself.
    pub(super) day: Option<usize>,
    pub(super) date: WrittenDate,
    /// Whether its week was formed of its days, so the date cannot contradict it.
    pub(super) in_formed: bool,
    /// The weekday beside it, 0 for Monday.
    pub(super) weekday: Option<usize>,
    /// The words of the date.
    pub(super) words: String,
    pub(super) span: Span,
}

/// A date with its words, and whether it is at the beginning of a title, where it can only be the date of the whole.
struct FoundDate {
    date: WrittenDate,
    words: String,
    is_first: bool,
}

impl WrittenDates {
    /// The dates of a plan. One behind the title of a week may be anything, such as a deadline, so these count only if
    /// half of the weeks have a date.
    pub(super) fn of(plan: &Plan, source: DateSource<'_>) -> Self {
        let of_week = |heading: NodeId| week_date(source.names.get(&heading)?, source.words);
        let weeks: Vec<Option<FoundDate>> = plan
            .weeks
            .iter()
            .map(|week| of_week(week.heading))
            .collect();
        let studied = plan.weeks.iter().zip(&weeks);
        let studied = studied.filter(|(week, _)| week.kind == WeekKind::Study);
        let with_date = studied.clone().filter(|(_, date)| date.is_some()).count();
        let is_usual = with_date * 2 >= studied.count();
        let mut dates = Self {
            parts: Vec::new(),
            impossible: Vec::new(),
        };
        for (index, (week, found)) in plan.weeks.iter().zip(weeks).enumerate() {
            if let Some(found) = found.filter(|found| is_usual || found.is_first) {
                dates.add((index, None), (found, (week.heading, false), None), source);
            }
            let kind = &source.document.node(week.heading).kind;
            let in_formed =
                matches!(kind, NodeKind::Heading(heading) if heading.form == Form::Formed);
            for (at, day) in week.days.iter().enumerate() {
                let weekday = match day.name {
                    DayName::Weekdays { first, last } if first == last => Some(first),
                    _ => None,
                };
                let name = source.names.get(&day.heading);
                if let Some(found) = name.and_then(|name| day_date(name, source.words)) {
                    let heading = (day.heading, in_formed);
                    dates.add((index, Some(at)), (found, heading, weekday), source);
                }
            }
        }
        dates
    }

    fn add(
        &mut self,
        (week, day): (usize, Option<usize>),
        (found, (heading, in_formed), weekday): (FoundDate, (NodeId, bool), Option<usize>),
        source: DateSource<'_>,
    ) {
        let span = source.document.part(heading, &found.words);
        if found.date.is_possible() {
            self.parts.push(DatedPart {
                in_formed,
                week,
                day,
                date: found.date,
                weekday,
                words: found.words,
                span,
            });
        } else {
            self.impossible.push((span, found.words));
        }
    }

    /// The diagnostics for dates that no year has.
    pub(super) fn impossible(&self) -> impl Iterator<Item = Diagnostic> {
        let impossible = self.impossible.iter();
        impossible.map(|(span, words)| impossible_date(*span, words))
    }
}

/// The diagnostic for a date that does not exist.
pub(super) fn impossible_date(span: Span, words: &str) -> Diagnostic {
    let message = format!("`{words}` is not a valid date");
    Diagnostic::new(Code::ImpossibleDate, span, message).hint("correct the day or the month")
}

/// The first date of a week: `Week of January 4`, `Week 3 (Jan 18 – 24)`, or that of its row.
fn week_date(name: &Name, words: &Vocabulary) -> Option<FoundDate> {
    if let Some(date) = name.date {
        let mut called = LineReader::new(&name.called, words);
        called.word(&words.week_of);
        return Some(FoundDate {
            date,
            words: called.rest.trim_start_matches([':', ' ']).to_owned(),
            is_first: true,
        });
    }
    date_beside(name).or_else(|| found(&name.title, words))
}

/// The date of a day: its name, or beside its name, or at the beginning of its title, or that of its row.
fn day_date(name: &Name, words: &Vocabulary) -> Option<FoundDate> {
    if let Some(date) = name.date {
        return Some(FoundDate {
            date,
            words: name.called.clone(),
            is_first: true,
        });
    }
    let in_brackets = name.called.split_once('(').map_or("", |(_, inner)| inner);
    let titles = [in_brackets, name.title.as_str()];
    date_beside(name).or_else(|| {
        let mut dates = titles.iter().filter_map(|title| found(title, words));
        dates.find(|found| found.is_first)
    })
}

fn date_beside(name: &Name) -> Option<FoundDate> {
    name.date_beside.map(|date| FoundDate {
        date,
        words: date.to_string(),
        is_first: true,
    })
}

fn found(title: &str, words: &Vocabulary) -> Option<FoundDate> {
    let (date, written) = date_in_title(title, words)?;
    Some(FoundDate {
        date,
        is_first: title.trim_start().starts_with(written),
        words: written.to_owned(),
    })
}
