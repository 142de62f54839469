//! The cells of tables: their lines, and the boxes at the start of lines.

use crate::document::{BoxState, Document, NodeId, NodeKind, drawn_box, is_line_end, is_tick};

/// The cells of a table, or of some of its rows and columns.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub(super) table: NodeId,
    /// The columns that are left, in order.
    pub(super) columns: Vec<usize>,
    /// All cells of the first row.
    pub(super) head: Vec<NodeId>,
    /// All cells of the rows that are left.
    pub(super) rows: Vec<Vec<NodeId>>,
    /// Whether ticks in its cells are boxes.
    pub(super) ticks: bool,
}

impl Grid {
    /// A whole table.
    pub(super) fn of(document: &Document, table: NodeId) -> Self {
        let mut rows = document
            .children(table)
            .map(|row| document.children(row).collect());
        let head: Vec<NodeId> = rows.next().unwrap_or_default();
        let rows: Vec<Vec<NodeId>> = rows.collect();
        // A row may have more cells than the head.
        let columns = rows.iter().map(Vec::len).chain([head.len()]).max();
        Self {
            table,
            columns: (0..columns.unwrap_or_default()).collect(),
            head,
            rows,
            ticks: has_open_box(document, table),
        }
    }

    /// Some of its rows, without some of its columns.
    pub(super) fn part(&self, rows: &[Vec<NodeId>], except: &[usize]) -> Self {
        let kept = |column: &usize| !except.contains(column);
        Self {
            table: self.table,
            columns: self.columns.iter().copied().filter(kept).collect(),
            head: self.head.clone(),
            rows: rows.to_vec(),
            ticks: self.ticks,
        }
    }
}

/// The lines of a cell that are not empty.
pub(super) fn segments(document: &Document, cell: NodeId) -> Vec<Vec<NodeId>> {
    let mut segments = vec![Vec::new()];
    for inline in document.children(cell) {
        let breaks = match &document.node(inline).kind {
            NodeKind::HardBreak => true,
            NodeKind::Html(html) => is_line_end(html),
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

/// The state of the box at the start of a text, and how many bytes it takes. A tick is a box only with `ticks`; several
/// boxes in a row are a choice, so none of them is a task. A bullet in front of the box belongs to it, since a cell has no
/// lists: `- [ ] read`.
pub(super) fn box_in(text: &str, ticks: bool) -> Option<(BoxState, usize)> {
    let item = text.trim_start().strip_prefix(['-', '*', '+', '•']);
    let boxed = item.filter(|item| item.trim_start().starts_with('['));
    let boxed = boxed.unwrap_or(text);
    let (done, len) = drawn_box(boxed)?;
    let fits = (ticks || !is_tick(boxed)) && !holds_box(&boxed[len..]);
    fits.then(|| (done.into(), text.len() - boxed.len() + len))
}

/// Whether there is another box in a text.
fn holds_box(text: &str) -> bool {
    let mut starts = text.char_indices().filter(|(at, sign)| {
        !sign.is_alphanumeric() && !sign.is_whitespace() && text[..*at].ends_with(' ')
    });
    starts.any(|(at, _)| drawn_box(&text[at..]).is_some() && !is_tick(&text[at..]))
}

/// The box at the start of a cell's line.
pub(super) fn box_of(
    document: &Document,
    segment: &[NodeId],
    ticks: bool,
) -> Option<(BoxState, usize)> {
    match &document.node(*segment.first()?).kind {
        NodeKind::Text(text) => box_in(text, ticks),
        _ => None,
    }
}

/// Whether ticks in a table are boxes: there are open boxes in it too.
pub(super) fn has_open_box(document: &Document, table: NodeId) -> bool {
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
pub(super) fn boxes_in(document: &Document, table: NodeId) -> usize {
    let ticks = has_open_box(document, table);
    cells(document, table)
        .flat_map(|cell| segments(document, cell))
        .filter(|segment| box_of(document, segment, ticks).is_some())
        .count()
}

#[cfg(test)]
mod tests {
    use super::box_in;

    #[test]
    fn a_box_begins_a_line_of_a_cell() {
        for (text, ticks, rest) in [
            ("[ ] read", false, Some((false, "read"))),
            ("☐ read", false, Some((false, "read"))),
            ("- [ ] read", false, Some((false, "read"))),
            (" * [x] read", false, Some((true, "read"))),
            ("-[ ] read", false, Some((false, "read"))),
            ("- read", false, None),
            ("- ☐ read", false, None),
            ("✓ read", false, None),
            ("✓ read", true, Some((true, "read"))),
            ("[ ] one [ ] two", false, None),
            ("- [ ] one - [ ] two", false, None),
            ("", false, None),
        ] {
            let found = box_in(text, ticks);
            let found = found.map(|(state, len)| (state.is_done(), &text[len..]));
            assert_eq!(found, rest, "{text:?}");
        }
    }
}
