//! What a line names by its words alone, for text that is not in a document yet.

use super::name::{OutlineRole, name};
use crate::language::Vocabulary;
use crate::plan::DayName;
use crate::units::NumberRange;

/// A phase, a week or a day that a line names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum LineRole {
    /// `Phase 1: Base`.
    Phase,
    /// `Week 1: Trees`, or a range of weeks.
    Week(NumberRange),
    /// `Monday: Trees`.
    Day(DayName),
}

/// A name at the start of a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LineName {
    /// What it names.
    pub(crate) role: LineRole,
    /// The rest of the line; that of a day is without its time.
    pub(crate) title: String,
}

/// The name at the start of a line; `None` if the line is only about a week or a day, or names both.
pub(crate) fn line_name(text: &str, words: &Vocabulary) -> Option<LineName> {
    let name = name(text, words).filter(|name| !name.about)?;
    let role = match name.role {
        OutlineRole::Phase { .. } if name.inner.is_none() => LineRole::Phase,
        OutlineRole::Week {
            numbers: Some(numbers),
            letter: None,
        } if name.inner.is_none() => LineRole::Week(numbers),
        OutlineRole::Day(day) => LineRole::Day(day),
        _ => return None,
    };
    Some(LineName {
        role,
        title: name.title,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_one_thing() {
        let range = |first, last| NumberRange { first, last };
        let week = |first, last| LineRole::Week(range(first, last));
        let weekday = |day| DayName::Weekdays {
            first: day,
            last: day,
        };
        for (line, expected) in [
            ("Phase 1: Base", Some((LineRole::Phase, "Base"))),
            ("Week 3", Some((week(3, 3), ""))),
            ("Weeks 3-4: Trees", Some((week(3, 4), "Trees"))),
            (
                "Monday: Trees (2 hours)",
                Some((LineRole::Day(weekday(0)), "Trees")),
            ),
            (
                "Day 2: Trees",
                Some((LineRole::Day(DayName::Ordinal(range(2, 2))), "Trees")),
            ),
            // About a week, a week with a letter, and two names.
            ("Week 3 Checklist", None),
            ("Week 3b", None),
            ("Phase 1: Week 3", None),
            ("Week 3, Day 2: Trees", None),
            ("Trees", None),
            ("", None),
        ] {
            let found = line_name(line, Vocabulary::of(None));
            let found = found.map(|name| (name.role, name.title));
            let expected = expected.map(|(role, title)| (role, title.to_owned()));
            assert_eq!(found, expected, "{line}");
        }
    }
}
