//! The dates of a plan as the theme's script needs them, and those that are shown without it.

use serde::Serialize;

use crate::plan::{Calendar, Plan, Schedule};
use crate::units::Date;

/// When a plan is, for all its readers.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduleView {
    /// How many days it takes.
    pub length: u32,
    /// The weekday on which its weeks begin, 0 for Monday; none if it may begin on any day.
    pub begins_on: Option<u32>,
    /// Whether its dates are written in it, so readers cannot move them.
    pub fixed: bool,
    /// The day on which its first week begins for everybody, as `2027-01-04`.
    pub start: Option<String>,
    /// The day that it prepares for, for everybody.
    pub target: Option<String>,
    /// The days off of everybody, with a space between them.
    pub off: String,
}

impl ScheduleView {
    /// The schedule of a plan.
    pub(super) fn of(plan: &Plan, schedule: &Schedule) -> Self {
        Self {
            length: schedule.length,
            begins_on: schedule.begins_on,
            fixed: schedule.is_fixed(),
            start: plan.start.map(|start| start.to_string()),
            target: plan.target.map(|target| target.to_string()),
            off: joined(&plan.holidays),
        }
    }
}

/// A range of dates.
#[derive(Debug, Serialize)]
pub struct DatesView {
    /// The first, as `2027-01-04`.
    pub first: String,
    /// The last.
    pub last: String,
}

impl DatesView {
    /// The dates of something that begins `offset` days after the plan's first day and takes `length` days.
    pub(super) fn of(calendar: Option<&Calendar>, offset: u32, length: u32) -> Option<Self> {
        let (first, last) = calendar?.dates(offset, length)?;
        Some(Self {
            first: first.to_string(),
            last: last.to_string(),
        })
    }
}

/// Dates with a space between them.
pub(super) fn joined(dates: &[Date]) -> String {
    let dates: Vec<String> = dates.iter().map(Date::to_string).collect();
    dates.join(" ")
}
