//! The hours of weeks and days, beside headings that state none or different ones.

use lsp_types::{InlayHint, InlayHintLabel, InlayHintTooltip, Range};

use super::context::TextContext;
use crate::document::{Form, NodeId};
use crate::outline::{added_up_from, form};
use crate::plan::{Day, Plan, Week, parts_time, week_time};
use crate::units::{Effort, Stated};

/// The hints in a range of a text.
pub(super) fn hints(context: &mut TextContext<'_>, range: Range) -> Vec<InlayHint> {
    let Some(plan) = context.plan() else {
        return Vec::new();
    };
    let mut hints = Vec::new();
    for week in &plan.weeks {
        if let Some(time) = week_hint(plan, week) {
            hints.extend(hint(context, week.heading, (time, "days")));
        }
        for day in &week.days {
            if let Some(time) = day_hint(plan, day) {
                hints.extend(hint(context, day.heading, (time, added_up_from(day))));
            }
        }
    }
    hints.retain(|hint| range.start <= hint.position && hint.position <= range.end);
    hints
}

/// The time of a week, unless its heading states it.
fn week_hint(plan: &Plan, week: &Week) -> Option<Stated> {
    let time = week_time(week, &plan.tasks.own)?;
    let is_said = week.stated.is_some_and(|stated| stated.meets(time));
    (!is_said && time.high > Effort::ZERO).then_some(time)
}

/// The total of a day, if its heading states no time or one that cannot be right.
fn day_hint(plan: &Plan, day: &Day) -> Option<Stated> {
    let tasks = &plan.tasks.own[day.tasks.clone()];
    let time = parts_time(day, &plan.tasks.own)?;
    let is_complete = if day.blocks().any(|block| block.stated.is_some()) {
        day.blocks().all(|block| block.stated.is_some())
    } else {
        let mut own = tasks.iter().filter(|task| task.parent.is_none());
        own.all(|task| task.stated.is_some())
    };
    let is_needed = day
        .stated
        .is_none_or(|stated| time.low > stated.high || is_complete && !stated.meets(time));
    (is_needed && time.high > Effort::ZERO).then_some(time)
}

fn hint(
    context: &mut TextContext<'_>,
    heading: NodeId,
    (time, parts): (Stated, &str),
) -> Option<InlayHint> {
    let (index, document) = context.document()?;
    let span = document.words(heading);
    if span.file != context.file {
        return None;
    }
    let form = form(context.outlined, index, heading);
    let columns = context.texts.columns(context.file);
    let at = match form {
        Form::Heading => columns.line(span.range().start).end,
        _ => span.range().end,
    };
    Some(InlayHint {
        position: columns.position(at),
        label: InlayHintLabel::String(time.to_string()),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(format!("total of its {parts}"))),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    })
}
