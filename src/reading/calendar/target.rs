//! Plans that do not end by the day that they prepare for.

use crate::course::{Course, StatedDate};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Plan, Schedule, date_of, week_start};
use crate::units::Date;

/// Reports a plan that begins or ends after its target. In a plan of weeks, the week of the target is the last one.
pub(super) fn report(
    plan: &Plan,
    schedule: &Schedule,
    course: &Course,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (Some(target), Some(start)) = (course.target, plan.start) else {
        return;
    };
    if let Some(stated) = course.start
        && stated.date > target.date
    {
        let message = format!(
            "`target_date` {} is before `start_date` {}",
            target.date, stated.date
        );
        diagnostics.push(
            Diagnostic::new(Code::PastTarget, target.span, message)
                .label(stated.span, "the first day is stated here")
                .hint("correct one of the two dates"),
        );
    } else if let Some(end) = end_after(target, start, schedule) {
        let message = format!(
            "`{}` ends on {end}, after its `target_date` {}",
            plan.title, target.date
        );
        diagnostics.push(
            Diagnostic::new(Code::PastTarget, target.span, message).hint(
                "begin earlier, or leave out the first day: then the plan begins so early that it ends in time",
            ),
        );
    }
}

/// The last day of a plan, if it is too late for a target.
fn end_after(target: StatedDate, start: Date, schedule: &Schedule) -> Option<Date> {
    let last = date_of(start, schedule.length.checked_sub(1)?)?;
    let last_week = week_start(last, schedule.begins_on)?;
    (last_week > target.date).then_some(last)
}
