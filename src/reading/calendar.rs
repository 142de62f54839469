//! The calendar of a plan: the dates in its text, its first day, the day that it prepares for, and breaks.
//!
//! 1. [`place`] finds the place of the breaks that the author states beside the text.
//! 2. [`written`] collects the dates of weeks and days, and [`years`] finds the year of those without one.
//! 3. [`contradict`] reports dates that contradict each other, and [`target`] plans that do not end in time.

mod contradict;
mod place;
mod target;
mod written;
mod years;

use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::plan::{Plan, Schedule, start_for_end, week_start};
use crate::units::Date;

pub(super) use place::unplaced;
pub(super) use written::DateSource;

use written::WrittenDates;

/// Sets the breaks and dates of a plan, and its first day.
pub(super) fn set(plan: &mut Plan, source: DateSource<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let course = source.course;
    let breaks = course.breaks.iter();
    plan.breaks = breaks
        .filter_map(|stated| place::place(stated, plan))
        .collect();
    let written = WrittenDates::of(plan, source);
    diagnostics.extend(written.impossible());
    let dates = years::resolve(plan, &written, source, diagnostics);
    for (part, date) in written.parts.iter().zip(&dates) {
        let week = &mut plan.weeks[part.week];
        match part.day {
            Some(day) => week.days[day].date = *date,
            None => week.date = *date,
        }
    }
    let schedule = Schedule::of(plan);
    plan.start = schedule
        .start
        .or_else(|| first_day(plan, &schedule, course));
    contradict::report(plan, (&written, &dates), course, diagnostics);
    target::report(plan, &schedule, course, diagnostics);
}

/// The first day of a plan without dates: in the week of the stated one, or else early enough for the target.
fn first_day(plan: &Plan, schedule: &Schedule, course: &Course) -> Option<Date> {
    match (course.start, course.target) {
        (Some(start), _) => week_start(start.date, schedule.begins_on),
        (None, Some(target)) => start_for_end(target.date, schedule, &plan.holidays),
        (None, None) => None,
    }
}
