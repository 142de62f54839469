//! The place of the breaks that the author states beside the text.

use std::collections::BTreeSet;

use crate::course::{BreakLength, Course, StatedBreak};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::plan::{AddedBreak, DayName, Plan, Schedule, WeekKind};
use crate::span::Span;

/// A break at its place in a plan; `None` if the plan does not have the week or the day in front of it.
pub(super) fn place(stated: &StatedBreak, plan: &Plan) -> Option<AddedBreak> {
    let (week, day, days) = match stated.length {
        BreakLength::Weeks(weeks) => {
            let mut studied = plan.weeks.iter();
            let week = studied
                .position(|week| week.kind == WeekKind::Study && week.numbers.last == stated.after);
            (week?, None, 7 * weeks)
        }
        BreakLength::Days(days) => {
            let (week, day) = numbered_day(plan, stated.after)?;
            // Days off in a plan with weekdays would change the weekdays of what follows.
            let is_free = Schedule::without_dates(plan).begins_on.is_none();
            if !is_free && !days.is_multiple_of(7) {
                return None;
            }
            let is_last = day + 1 == plan.weeks[week].days.len();
            (week, (!is_last).then_some(day), days)
        }
    };
    Some(AddedBreak {
        title: stated.title.clone(),
        week,
        day,
        days,
    })
}

/// The day with a number, and its week.
fn numbered_day(plan: &Plan, number: u32) -> Option<(usize, usize)> {
    let is_meant = |name: &DayName| match name {
        DayName::Ordinal(numbers) => numbers.last == number,
        _ => false,
    };
    let mut weeks = plan.weeks.iter().enumerate();
    weeks.find_map(|(index, week)| {
        let day = week.days.iter().position(|day| is_meant(&day.name))?;
        Some((index, day))
    })
}

/// The diagnostics for stated breaks that are in no plan. `course` is what the author states for all plans.
pub(in crate::reading) fn unplaced(
    plans: &[Plan],
    documents: &[Document],
    course: &Course,
) -> Vec<Diagnostic> {
    let mut placed: BTreeSet<Span> = BTreeSet::new();
    let mut open: Vec<(StatedBreak, Option<u32>)> = Vec::new();
    for plan in plans {
        let course = documents[plan.document].front.course.clone().or(course);
        let studied = plan
            .weeks
            .iter()
            .filter(|week| week.kind == WeekKind::Study);
        let last = studied.map(|week| week.numbers.last).max();
        for stated in course.breaks {
            if place(&stated, plan).is_some() {
                placed.insert(stated.span);
            } else {
                open.push((stated, last));
            }
        }
    }
    open.retain(|(stated, _)| !placed.contains(&stated.span));
    open.dedup_by_key(|(stated, _)| stated.span);
    open.iter()
        .map(|(stated, last)| diagnostic(stated, *last))
        .collect()
}

fn diagnostic(stated: &StatedBreak, last: Option<u32>) -> Diagnostic {
    let after = stated.after;
    let (message, hint) = match (stated.length, last) {
        (BreakLength::Weeks(_), last) => (
            format!("no plan has a part that ends with week {after}, so this break is left out"),
            match last {
                Some(last) if last < after => {
                    format!(
                        "write the number of the week in front of the break; the last one is {last}"
                    )
                }
                _ => "write the number of the week in front of the break".to_owned(),
            },
        ),
        (BreakLength::Days(_), _) => (
            format!("no plan with only numbered days has a day {after}, so this break is left out"),
            "write the number of the day in front of the break, or `weeks` in place of `days`"
                .to_owned(),
        ),
    };
    Diagnostic::new(Code::UnplacedBreak, stated.span, message).hint(hint)
}
