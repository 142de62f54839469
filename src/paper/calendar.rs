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
        .map_err(|_| format!("`{text}` is no date; write one as 2027-01-04"))
}

/// The Monday on which a plan of `length` days begins; `own` is the plan's own start date. `None` if it is unknown, or
/// out of the calendar's range.
pub(super) fn first_monday(when: When, length: u32, own: Option<Date>) -> Option<Date> {
    match when {
        When::Open => monday(own?),
        When::Start(day) => monday(day),
        When::Interview(day) => {
            let last_week = i64::from(length).saturating_sub(7).max(0);
            monday(day)?.checked_sub(days(last_week)).ok()
        }
    }
}

fn monday(day: Date) -> Option<Date> {
    let since = day.weekday().to_monday_zero_offset();
    day.checked_sub(days(i64::from(since))).ok()
}

fn days(count: i64) -> Span {
    count.days()
}

/// The first and the last day of a part that begins `offset` days after the plan's first Monday and takes `length`
/// days.
pub(super) fn dates(monday: Option<Date>, offset: u32, length: u32) -> Option<(Date, Date)> {
    let first = monday?.checked_add(days(i64::from(offset))).ok()?;
    let rest = i64::from(length).saturating_sub(1).max(0);
    Some((first, first.checked_add(days(rest)).ok()?))
}
