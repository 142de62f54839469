//! Terms of the calendar: days off, weekends and cohorts.

use jiff::civil::Date;

/// The weekdays in English, from Monday on: in addresses of all languages, and in configurations.
pub(crate) const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The days that `Weekend` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekend {
    /// The first one, 0 for Monday.
    pub first: u32,
    /// How many days it takes: 1 or 2.
    pub length: u32,
}

impl Default for Weekend {
    /// Saturday and Sunday.
    fn default() -> Self {
        Self {
            first: 5,
            length: 2,
        }
    }
}

/// The days after a task was done on which it returns, unless the author states others.
pub const REVIEW_DAYS: &[u32] = &[1, 3, 7, 14, 30];

/// Readers who begin on the same day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// Its id, which is valid as the name of a file and unique in the handbook, whatever the case.
    pub id: String,
    /// Its title; its id if none is stated.
    pub title: String,
    /// Its first day.
    pub start: Date,
    /// Its days off, in order, besides those of the plans.
    pub holidays: Vec<Date>,
}
