//! What the author states about a plan's calendar: its first day, the day that it prepares for, and breaks.

use crate::course::{BreakLength, Course, StatedBreak};
use crate::plan::{AddedBreak, DayName, Plan, Schedule, WeekKind, start_for_end, week_start};
use crate::units::Date;

/// Adds the breaks to a plan, and finds its first day.
pub(super) fn set(plan: &mut Plan, course: &Course) {
    let breaks = course.breaks.iter();
    plan.breaks = breaks.filter_map(|stated| place(stated, plan)).collect();
    plan.start = first_day(plan, course);
}

/// The first day of a plan: in the week of the stated one, or else early enough for the target.
fn first_day(plan: &Plan, course: &Course) -> Option<Date> {
    let schedule = Schedule::of(plan);
    match (course.start, course.target) {
        (Some(start), _) => week_start(start.date, schedule.begins_on),
        (None, Some(target)) => start_for_end(target.date, &schedule),
        (None, None) => None,
    }
}

/// A break at its place in a plan; `None` if the plan does not have the week or the day in front of it.
fn place(stated: &StatedBreak, plan: &Plan) -> Option<AddedBreak> {
    let (week, day, days) = match stated.length {
        BreakLength::Weeks(weeks) => {
            let is_meant = |week: &crate::plan::Week| {
                week.kind == WeekKind::Study && week.numbers.last == stated.after
            };
            (plan.weeks.iter().position(is_meant)?, None, 7 * weeks)
        }
        BreakLength::Days(days) => {
            let mut all = plan.weeks.iter().enumerate();
            let (week, day) = all.find_map(|(index, week)| {
                let is_meant = |name: &DayName| matches!(name, DayName::Ordinal(numbers) if numbers.last == stated.after);
                let day = week.days.iter().position(|day| is_meant(&day.name))?;
                Some((index, day))
            })?;
            (week, Some(day), days)
        }
    };
    Some(AddedBreak {
        title: stated.title.clone(),
        week,
        day,
        days,
    })
}
