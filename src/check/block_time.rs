#![doc = include_str!("explain/block-time.md")]

use super::times::{Sum, place, task_time};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Block, Day, Handbook, Plan};

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for plan in &handbook.plans {
        let days = plan.weeks.iter().flat_map(|week| &week.days);
        for block in days.flat_map(Day::blocks) {
            in_block(handbook, plan, block, diagnostics);
        }
    }
}

fn in_block(handbook: &Handbook, plan: &Plan, block: &Block, diagnostics: &mut Vec<Diagnostic>) {
    let document = &handbook.documents[plan.document];
    let tasks = &plan.tasks.own[block.tasks.clone()];
    let sum = Sum::of(
        tasks
            .iter()
            .filter(|task| task.parent.is_none())
            .map(task_time),
    );
    let Some(stated) = block.stated.filter(|stated| sum.contradicts(*stated)) else {
        return;
    };
    let span = place(document, block.heading);
    let mut diagnostic = Diagnostic::new(
        Code::BlockTime,
        span,
        format!(
            "this block is planned for {stated}, but its tasks total {}{}",
            if sum.complete { "" } else { "at least " },
            sum.time
        ),
    );
    diagnostic = diagnostic.label(span, format!("planned for {stated}"));
    let timed = tasks.iter().filter(|task| task.parent.is_none());
    for task in timed {
        if let Some(time) = task.stated {
            diagnostic = diagnostic.label(place(document, task.item), time.to_string());
        }
    }
    diagnostics.push(diagnostic.hint(format!(
        "change the block's time to {}, or change the times of its tasks",
        sum.time
    )));
}
