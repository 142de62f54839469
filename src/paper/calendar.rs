//! Which dates the sheets of a plan have.

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
