//! Dates beside the weeks and days of a table, and the first day of the plan by them.

use super::calendar::{back, date};
use super::place::Placed;
use crate::language::Vocabulary;
use crate::plan::{DayName, date_of};
use crate::units::Date;

/// A day with a date beside its name.
#[derive(Clone, Debug)]
pub(super) struct DatedDay {
    /// The day.
    pub(super) placed: Placed,
    /// The date as written.
    pub(super) text: String,
    date: Option<Date>,
}

impl DatedDay {
    /// A day with the date that a text states.
    pub(super) fn new(text: String, placed: Placed, words: &Vocabulary) -> Self {
        Self {
            date: date(&text, words),
            text,
            placed,
        }
    }

    /// How many days its place is after the first day of the first week.
    fn offset(&self, first_week: u32) -> Option<u32> {
        let week = self
            .placed
            .week_number()?
            .checked_sub(first_week)?
            .checked_mul(7)?;
        match self.placed.day_name()? {
            DayName::Weekdays { first, .. } => Some(week + u32::try_from(*first).ok()?),
            DayName::Weekend => Some(week + 5),
            DayName::Ordinal(numbers) if numbers.first > 7 => Some(numbers.first - 1),
            DayName::Ordinal(numbers) => Some(week + numbers.first.checked_sub(1)?),
            DayName::Date(_) => None,
        }
    }
}

/// The first day of the first week, if all dates agree on it.
pub(super) fn start(days: &[DatedDay], first_week: u32) -> Option<Date> {
    let start = |day: &DatedDay| {
        let offset = day.offset(first_week)?;
        // Counting back from a date is counting on from a candidate.
        let candidate = back(day.date?, offset)?;
        (date_of(candidate, offset) == day.date).then_some(candidate)
    };
    let first = start(days.first()?)?;
    days.iter()
        .all(|day| start(day) == Some(first))
        .then_some(first)
}
