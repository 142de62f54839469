//! Which dates a plan has on paper and in files.

use crate::plan::Calendar;
use crate::units::Date;
use crate::view::EditionViews;

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

impl When {
    /// From a first day on, or else up to the day of an interview, as far as one is given.
    pub fn of(start: Option<Date>, interview: Option<Date>) -> Self {
        match (start, interview) {
            (Some(day), _) => Self::Start(day),
            (None, Some(day)) => Self::Interview(day),
            (None, None) => Self::Open,
        }
    }

    /// The dates of an edition's plan; `None` if its author gives none and no day is chosen.
    pub fn calendar(self, views: &EditionViews<'_>) -> Option<Calendar> {
        match self {
            Self::Open => views.calendar().cloned(),
            Self::Start(day) => views.calendar_from(day),
            Self::Interview(day) => views.calendar_until(day),
        }
    }
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
