//! What is in the cell of a table: its lines, and the boxes that they begin with.

use crate::document::{BoxState, Document, NodeId, NodeKind, drawn_box, is_tick};

/// The lines of a cell that say something.
pub(in crate::reading) fn segments(document: &Document, cell: NodeId) -> Vec<Vec<NodeId>> {
    let mut segments = vec![Vec::new()];
    for inline in document.children(cell) {
        let breaks = match &document.node(inline).kind {
            NodeKind::HardBreak => true,
            NodeKind::Html(html) => html.trim_start().to_ascii_lowercase().starts_with("<br"),
            _ => false,
        };
        if breaks {
            segments.push(Vec::new());
        } else if let Some(segment) = segments.last_mut() {
            segment.push(inline);
        }
    }
    let says = |id: &NodeId| !document.text(*id).trim().is_empty();
    segments.retain(|segment: &Vec<NodeId>| segment.iter().any(says));
    segments
}

/// The state of the box that a text begins with, and how many bytes it takes. A tick is a box only where `ticks` says
/// so; of several boxes one is to be chosen, and none is a task.
pub(super) fn box_in(text: &str, ticks: bool) -> Option<(BoxState, usize)> {
    let (done, len) = drawn_box(text)?;
    let fits = (ticks || !is_tick(text)) && !holds_box(&text[len..]);
    fits.then(|| (done.into(), len))
}

/// Whether another box stands in a text.
fn holds_box(text: &str) -> bool {
    let mut starts = text.char_indices().filter(|(at, sign)| {
        !sign.is_alphanumeric() && !sign.is_whitespace() && text[..*at].ends_with(' ')
    });
    starts.any(|(at, _)| drawn_box(&text[at..]).is_some() && !is_tick(&text[at..]))
}

/// The box that a line of a cell begins with.
pub(in crate::reading) fn box_of(
    document: &Document,
    segment: &[NodeId],
    ticks: bool,
) -> Option<(BoxState, usize)> {
    match &document.node(*segment.first()?).kind {
        NodeKind::Text(text) => box_in(text, ticks),
        _ => None,
    }
}

/// Whether ticks in a table are boxes: others in it are open.
pub(in crate::reading) fn has_open_box(document: &Document, table: NodeId) -> bool {
    cells(document, table).any(|cell| {
        let open = |segment: Vec<NodeId>| {
            box_of(document, &segment, false).is_some_and(|(state, _)| !state.is_done())
        };
        segments(document, cell).into_iter().any(open)
    })
}

/// The cells of a table below its head.
fn cells(document: &Document, table: NodeId) -> impl Iterator<Item = NodeId> {
    let rows = document.children(table).skip(1);
    rows.flat_map(|row| document.children(row))
}

/// How many lines of a table's cells begin with a box.
pub(in crate::reading) fn boxes_in(document: &Document, table: NodeId) -> usize {
    let ticks = has_open_box(document, table);
    cells(document, table)
        .flat_map(|cell| segments(document, cell))
        .filter(|segment| box_of(document, segment, ticks).is_some())
        .count()
}
