#![doc = include_str!("explain/missing-week.md")]

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, NodeId, NodeKind};
use crate::plan::{Handbook, Plan, Week, WeekKind};

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for plan in &handbook.plans {
        in_plan(handbook, plan, diagnostics);
    }
}

/// If the numbers restart, as they may in a second phase, no week is missing.
fn in_plan(handbook: &Handbook, plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
    let document = &handbook.documents[plan.document];
    let mut weeks = plan
        .weeks
        .iter()
        .filter(|week| week.kind == WeekKind::Study);
    let Some(mut last) = weeks.next() else { return };
    for after in weeks {
        let before = std::mem::replace(&mut last, after);
        let (number, next) = (before.numbers.last, after.numbers.first);
        if next <= number.saturating_add(1) {
            continue;
        }
        if number + 2 == next
            && let Some(heading) = candidate(document, before.heading, after.heading)
            && !document.text(heading).contains(&(number + 1).to_string())
        {
            diagnostics.push(in_its_place(document, before, heading));
            continue;
        }
        let missing = match (number + 1, next - 1) {
            (first, last) if first == last => format!("week {first} is"),
            (first, last) if first + 1 == last => format!("weeks {first} and {last} are"),
            (first, last) => format!("weeks {first} to {last} are"),
        };
        diagnostics.push(
            Diagnostic::new(
                Code::MissingWeek,
                document.words(after.heading),
                format!("{missing} missing before this week"),
            )
            .label(document.words(before.heading), "the previous week")
            .hint(format!(
                "add what is missing, or renumber this week to {}",
                number + 1
            )),
        );
    }
}

/// The only section between two weeks whose heading has the same level as theirs: it may be the missing week.
fn candidate(document: &Document, before: NodeId, after: NodeId) -> Option<NodeId> {
    let level = |id: NodeId| match &document.node(id).kind {
        NodeKind::Heading(heading) => Some(heading.level),
        _ => None,
    };
    let headings = document.headings().map(|(id, _)| id);
    let mut between =
        headings.filter(|id| before < *id && *id < after && level(*id) == level(after));
    let first = between.next()?;
    (level(before) == level(after) && between.next().is_none()).then_some(first)
}

fn in_its_place(document: &Document, before: &Week, heading: NodeId) -> Diagnostic {
    let number = before.numbers.last + 1;
    let text = document.text(heading);
    let word = before
        .called
        .split(|c: char| c.is_ascii_digit())
        .next()
        .unwrap_or_default();
    let message = format!("week {number} is missing, and this heading is in its place");
    Diagnostic::new(Code::MissingWeek, document.part(heading, &text), message)
        .label(document.words(before.heading), "the previous week")
        .suggest(&text, &format!("{word}{number}: {text}"))
}
