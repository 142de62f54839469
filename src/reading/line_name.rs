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
    /// The rest of the line, without a time.
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
