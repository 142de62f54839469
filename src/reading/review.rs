//! The tasks that return for review (`docs/format.md`, Reviews): those with the word `review` in their braces, and all
//! tasks in a section or an admonition for review.

use super::scope::section_ends;
use crate::document::{Document, NodeId, NodeKind, REVIEW};
use crate::plan::Task;

/// Marks the tasks of a plan that return. `tasks` are in text order.
pub(super) fn mark(document: &Document, tasks: &mut [Task]) {
    let mut ranges: Vec<(NodeId, NodeId)> = Vec::new();
    let mut ends = None;
    for id in document.all() {
        match &document.node(id).kind {
            NodeKind::Heading(heading)
                if heading
                    .attributes
                    .as_ref()
                    .is_some_and(|all| all.has(REVIEW)) =>
            {
                let ends = ends.get_or_insert_with(|| section_ends(document));
                ranges.extend(ends.get(&id).map(|end| (id, *end)));
            }
            NodeKind::Admonition(admonition) if admonition.kind == REVIEW => {
                ranges.push((id, document.after(id)));
            }
            _ => {}
        }
    }
    let mut ranges = ranges.into_iter().peekable();
    let mut end = None;
    for task in tasks {
        // Ranges are nested or apart, so the furthest end so far is enough.
        while let Some((_, next)) = ranges.next_if(|(start, _)| *start <= task.item) {
            end = end.max(Some(next));
        }
        let attributes = document.attributes(task.item);
        task.returns =
            end.is_some_and(|end| task.item < end) || attributes.is_some_and(|all| all.has(REVIEW));
    }
}
