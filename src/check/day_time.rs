#![doc = include_str!("explain/day-time.md")]

use super::times::{Sum, place, task_time};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::plan::{Block, Day, Handbook, Task};

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for plan in &handbook.plans {
        let document = &handbook.documents[plan.document];
        for day in plan.weeks.iter().flat_map(|week| &week.days) {
            in_day(document, day, &plan.tasks.own, diagnostics);
        }
    }
}

fn in_day(document: &Document, day: &Day, tasks: &[Task], diagnostics: &mut Vec<Diagnostic>) {
    let blocks: Vec<&Block> = day.blocks().collect();
    // If two blocks are alternatives, only one of them is done.
    if blocks.iter().any(|block| block.instead) {
        return;
    }
    let outside = day
        .tasks
        .clone()
        .filter(|task| tasks[*task].parent.is_none())
        .filter(|task| !blocks.iter().any(|block| block.tasks.contains(task)));
    let of_blocks = blocks.iter().map(|block| block.stated);
    let sum = Sum::of(of_blocks.chain(outside.map(|task| task_time(&tasks[task]))));
    let Some(stated) = day.stated.filter(|stated| sum.contradicts(*stated)) else {
        return;
    };
    let parts = if blocks.is_empty() { "tasks" } else { "blocks" };
    let span = place(document, day.heading);
    let mut diagnostic = Diagnostic::new(
        Code::DayTime,
        span,
        format!(
            "this day is planned for {stated}, but its {parts} total {}{}",
            if sum.complete { "" } else { "at least " },
            sum.time
        ),
    );
    diagnostic = diagnostic.label(span, format!("planned for {stated}"));
    let timed = blocks
        .iter()
        .filter_map(|block| Some((block.heading, block.stated?)));
    let last = timed.clone().count().saturating_sub(1);
    for (index, (heading, time)) in timed.enumerate() {
        let label = if index == last {
            format!("{time}, for a total of {}", sum.time)
        } else {
            time.to_string()
        };
        diagnostic = diagnostic.label(place(document, heading), label);
    }
    diagnostics.push(diagnostic.hint(format!(
        "change the day's time to {}, or change the times of its {parts}",
        sum.time
    )));
}
