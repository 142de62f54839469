//! When the days of a plan are, once it is known when it begins or ends.

use jiff::{Span, ToSpan};

use crate::units::Date;

/// What is known of when a plan is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// What the plan itself says.
    #[default]
    Open,
    /// It begins in the week of that day.
    Start(Date),
    /// It ends in the week of that day.
    Interview(Date),
}

/// Reads a date as `2027-01-04`.
///
/// # Errors
///
/// What is wrong with the text, where it is none.
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
