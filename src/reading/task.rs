//! Finds tasks: their items, words and times.

use rayon::prelude::*;

use crate::document::{BoxState, Document, NodeId, NodeKind};
use crate::language::{Vocabulary, stated, timed_task};
use crate::plan::{Rank, Task, Tasks};
use crate::units::Audience;

/// All tasks of a document. Their audiences, areas and reviews are set later.
pub(super) fn find(document: &Document, words: &Vocabulary) -> Tasks {
    let (own, in_templates) = boxes(document);
    let read_all = |boxes: Vec<Boxed>| {
        let boxes = boxes.into_par_iter().with_min_len(FEWEST_AT_ONCE);
        boxes.map(|boxed| read(document, boxed, words)).collect()
    };
    Tasks {
        own: read_all(own),
        in_templates: read_all(in_templates),
    }
}

/// The minimum number of tasks per core.
pub(super) const FEWEST_AT_ONCE: usize = 64;

/// An item with a box.
struct Boxed {
    item: NodeId,
    state: BoxState,
    /// The task that contains it.
    parent: Option<usize>,
    /// Its name if it has no words.
    cell: Option<String>,
}

/// The boxes of a document: those outside of templates, and those in them.
fn boxes(document: &Document) -> (Vec<Boxed>, Vec<Boxed>) {
    let (mut own, mut in_templates) = (Vec::new(), Vec::new());
    let mut open: Vec<(NodeId, usize)> = Vec::new();
    let mut template_end = None;
    let mut cells = Cells::of(document);
    for id in document.all() {
        cells.see(id);
        while open
            .last()
            .is_some_and(|(item, _)| !document.contains(*item, id))
        {
            open.pop();
        }
        if template_end.is_some_and(|template| !document.contains(template, id)) {
            template_end = None;
        }
        match &document.node(id).kind {
            NodeKind::Template { .. } if template_end.is_none() => template_end = Some(id),
            NodeKind::Item {
                task: Some(state), ..
            } => {
                let list = match template_end {
                    Some(_) => &mut in_templates,
                    None => &mut own,
                };
                let parent = open.last().map(|(_, index)| *index);
                open.push((id, list.len()));
                list.push(Boxed {
                    item: id,
                    state: *state,
                    parent,
                    cell: cells.name(id),
                });
            }
            _ => {}
        }
    }
    (own, in_templates)
}

/// The current table while nodes are visited in order.
struct Cells<'a> {
    document: &'a Document,
    head: Vec<NodeId>,
    row: Option<NodeId>,
    cell: Option<NodeId>,
}

impl<'a> Cells<'a> {
    fn of(document: &'a Document) -> Self {
        Self {
            document,
            head: Vec::new(),
            row: None,
            cell: None,
        }
    }

    fn see(&mut self, id: NodeId) {
        match self.document.node(id).kind {
            NodeKind::TableHead => self.head = self.document.children(id).collect(),
            NodeKind::TableRow => self.row = Some(id),
            NodeKind::TableCell => self.cell = Some(id),
            _ => {}
        }
    }

    /// The name of a box without words in a cell: its row and, if the row has several boxes, its column.
    fn name(&self, item: NodeId) -> Option<String> {
        let document = self.document;
        let (row, cell) = (
            self.row?,
            self.cell.filter(|cell| document.contains(*cell, item))?,
        );
        let cells: Vec<NodeId> = document.children(row).collect();
        let is_boxed = |cell: &NodeId| document.descendants(*cell).any(|id| document.is_task(id));
        let said = |cell: NodeId| {
            Some(document.text(cell).trim().to_owned()).filter(|text| !text.is_empty())
        };
        let named = cells
            .iter()
            .filter(|cell| !is_boxed(cell))
            .find_map(|cell| said(*cell));
        let column = cells.iter().position(|other| *other == cell)?;
        let head = self.head.get(column).and_then(|head| said(*head));
        let several = cells.iter().filter(|cell| is_boxed(cell)).count() > 1;
        match (named, head) {
            (Some(named), Some(head)) if several => Some(format!("{named}: {head}")),
            (named, head) => named.or(head),
        }
    }
}

fn read(document: &Document, boxed: Boxed, words: &Vocabulary) -> Task {
    let Boxed {
        item,
        state,
        parent,
        cell,
    } = boxed;
    let NodeKind::Item { attributes, .. } = &document.node(item).kind else {
        return blank(item, String::new());
    };
    let text = document.lead_text(item);
    let text = match cell {
        Some(cell) if text.trim().is_empty() => cell,
        _ => text,
    };
    let timed = timed_task(text.trim(), words);
    let stated = attributes
        .as_ref()
        .and_then(|attributes| stated(attributes.get("time")?, words))
        .map(|(stated, _)| stated);
    let has = |word| attributes.as_ref().is_some_and(|all| all.has(word));
    let rank = match (has("core"), has("optional")) {
        (true, _) => Rank::Core,
        (_, true) => Rank::Optional,
        _ => Rank::Normal,
    };
    Task {
        state,
        parent,
        stated: stated.or(timed.stated),
        rank,
        ..blank(item, timed.title.to_owned())
    }
}

fn blank(item: NodeId, words: String) -> Task {
    Task {
        item,
        words,
        state: BoxState::default(),
        stated: None,
        parent: None,
        audience: Audience::default(),
        area: None,
        rank: Rank::Normal,
        returns: false,
    }
}
