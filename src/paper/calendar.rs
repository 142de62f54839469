//! The dates of a plan's days, from its start or its end.

use jiff::{Span, ToSpan};

use crate::units::Date;

/// When a plan is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// At the start date of the plan, if it has one.
    #[default]
    Open,
    /// From the week of this day on.
    Start(Date),
    /// Up to the week of this day.
    Interview(Date),
}

/// Parses a date such as `2027-01-04`.
///
/// # Errors
///
/// A message if the text is not a date.
pub fn date(text: &str) -> Result<Date, String> {
    text.parse::<Date>()
        .map_err(|_| format!("`{text}` is not a date; write it as 2027-01-04"))
}

fn days(count: i64) -> Span {
    count.days()
}

/// The first and the last day of something that begins `offset` days after the plan's first day and takes `length`
/// days.
pub(super) fn dates(start: Option<Date>, offset: u32, length: u32) -> Option<(Date, Date)> {
    let first = start?.checked_add(days(i64::from(offset))).ok()?;
    let rest = i64::from(length).saturating_sub(1).max(0);
    Some((first, first.checked_add(days(rest)).ok()?))
}
