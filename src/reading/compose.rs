//! Composes a document from its fragments, once.

use rayon::prelude::*;

use super::fragment::{Fragment, Head, HeadingNames};
use super::grid::{Grid, box_in, boxes_in, segments};
use super::scene::FEWEST_AT_ONCE;
use crate::document::{BoxState, Composer, Document, NodeId, NodeKind};
use crate::span::Span;

/// Composes a document from its fragments, once; if all fragments are in their original positions, the document stays
/// unchanged.
pub(super) fn compose(document: Document, fragments: &[Fragment]) -> (Document, HeadingNames) {
    let in_place = |fragment: &Fragment| match fragment {
        Fragment::Block(block) => !has_boxes(&document, *block),
        Fragment::Head(head) => head.at.is_some_and(|at| match &document.node(at).kind {
            NodeKind::Heading(heading) => heading.level == head.level && heading.form == head.form,
            _ => false,
        }),
        _ => false,
    };
    let mut names = HeadingNames::new();
    let all = fragments.par_iter().with_min_len(FEWEST_AT_ONCE);
    if all.all(in_place) {
        for fragment in fragments {
            if let Fragment::Head(head) = fragment
                && let (Some(at), Some(name)) = (head.at, &head.name)
            {
                names.insert(at, name.clone());
            }
        }
        return (document, names);
    }
    let mut writer = DocumentWriter {
        document: &document,
        composer: Composer::of(&document),
    };
    for fragment in fragments {
        if let (Some(at), Fragment::Head(head)) = (writer.fragment(fragment), fragment)
            && let Some(name) = &head.name
        {
            names.insert(at, name.clone());
        }
    }
    let nodes = writer.composer.finish();
    (document.recomposed(nodes), names)
}

/// Whether a block is or contains a table with boxes in its cells.
fn has_boxes(document: &Document, block: NodeId) -> bool {
    let within = std::iter::once(block).chain(document.descendants(block));
    let mut tables = within.filter(|id| matches!(document.node(*id).kind, NodeKind::Table(_)));
    tables.any(|table| boxes_in(document, table) > 0)
}

/// A line of a cell: inline nodes, of whose first one some bytes are left out.
struct CellLine {
    nodes: Vec<NodeId>,
    start: usize,
}

struct DocumentWriter<'a> {
    document: &'a Document,
    composer: Composer<'a>,
}

impl DocumentWriter<'_> {
    /// Writes a fragment; returns the node of a head.
    fn fragment(&mut self, fragment: &Fragment) -> Option<NodeId> {
        match fragment {
            Fragment::Block(block) => self.block(*block),
            Fragment::Head(head) => return Some(self.head(head)),
            Fragment::Lines { of, lines } => self.lines(*of, lines),
            Fragment::Items { list, items } => self.items(*list, items),
            Fragment::Table(grid) => self.table(grid),
            Fragment::Cell {
                cell,
                start,
                label,
                ticks,
            } => self.cell((*cell, *start), label, *ticks),
            Fragment::Task {
                state,
                words,
                name,
                span,
            } => self.task(*state, *span, (*words, name)),
            Fragment::Label { cell, time } => self.block_label(*cell, time.as_deref()),
            Fragment::Rest { line, span } => self.rest(line, *span),
            Fragment::Html { html, span } => {
                self.composer.leaf(NodeKind::Html(html.clone()), *span);
            }
        }
        None
    }

    /// Copies a block, and converts the boxes in its tables.
    fn block(&mut self, block: NodeId) {
        if !has_boxes(self.document, block) {
            return self.composer.copy(block);
        }
        let node = self.document.node(block);
        if let NodeKind::Table(_) = node.kind {
            return self.table(&Grid::of(self.document, block));
        }
        self.composer.open(node.kind.clone(), node.span);
        for child in self.document.children(block) {
            self.block(child);
        }
        self.composer.close();
    }

    fn head(&mut self, head: &Head) -> NodeId {
        let Some(at) = head.at else {
            return self
                .composer
                .heading((head.level, head.form), head.text.clone(), head.span);
        };
        let node = self.document.node(at);
        let mut kind = node.kind.clone();
        if let NodeKind::Heading(heading) = &mut kind {
            heading.level = head.level.clamp(1, 6);
            heading.form = head.form;
        }
        let new = self.composer.open(kind, node.span);
        for child in self.document.children(at) {
            self.composer.copy(child);
        }
        self.composer.close();
        new
    }

    fn lines(&mut self, of: NodeId, lines: &[Vec<NodeId>]) {
        if lines.iter().all(Vec::is_empty) {
            return;
        }
        let span = self.document.node(of).span;
        self.composer.open(NodeKind::Paragraph, span);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.composer.leaf(NodeKind::SoftBreak, span);
            }
            for inline in line {
                self.composer.copy(*inline);
            }
        }
        self.composer.close();
    }

    fn items(&mut self, list: NodeId, items: &[NodeId]) {
        let node = self.document.node(list);
        let span = items
            .first()
            .map_or(node.span, |item| self.document.node(*item).span);
        let kind = match (&node.kind, items.first()) {
            (NodeKind::List(Some(start)), Some(first)) => {
                let before = self
                    .document
                    .children(list)
                    .take_while(|item| item != first);
                NodeKind::List(Some(
                    start + u64::try_from(before.count()).unwrap_or_default(),
                ))
            }
            (kind, _) => kind.clone(),
        };
        self.composer.open(kind, span);
        for item in items {
            self.composer.copy(*item);
        }
        self.composer.close();
    }

    fn table(&mut self, grid: &Grid) {
        let node = self.document.node(grid.table);
        let NodeKind::Table(alignments) = &node.kind else {
            return;
        };
        let alignments = grid
            .columns
            .iter()
            .filter_map(|column| alignments.get(*column).copied())
            .collect();
        self.composer.open(NodeKind::Table(alignments), node.span);
        let head = std::iter::once((NodeKind::TableHead, &grid.head));
        let body = grid.rows.iter().map(|row| (NodeKind::TableRow, row));
        for (kind, cells) in head.chain(body) {
            let span = cells
                .first()
                .map_or(node.span, |cell| self.document.node(*cell).span);
            let is_head = matches!(kind, NodeKind::TableHead);
            self.composer.open(kind, span);
            for cell in grid.columns.iter().filter_map(|column| cells.get(*column)) {
                // A box in the head is the name of a column.
                if is_head {
                    self.composer.copy(*cell);
                } else {
                    self.table_cell(*cell, grid.ticks);
                }
            }
            self.composer.close();
        }
        self.composer.close();
    }

    /// A cell that stays a table cell; lines of it that begin with a box are a list.
    fn table_cell(&mut self, cell: NodeId, ticks: bool) {
        let lines = self.lines_of(cell, 0);
        if !lines.iter().any(|line| self.is_boxed(line, ticks)) {
            return self.composer.copy(cell);
        }
        let node = self.document.node(cell);
        self.composer.open(node.kind.clone(), node.span);
        self.boxes(&lines, node.span, ticks);
        self.composer.close();
    }

    /// A cell without the bytes of its first words that are in a head.
    fn cell(&mut self, (cell, start): (NodeId, usize), label: &str, ticks: bool) {
        let span = self.document.node(cell).span;
        let lines = self.lines_of(cell, start);
        if lines.is_empty() {
            return;
        }
        let label = label.trim().trim_end_matches(':');
        if !label.is_empty() && lines.iter().all(|line| self.is_only_box(line, ticks)) {
            return self.named_boxes(&lines, (label, span), ticks);
        }
        if lines.iter().any(|line| self.is_boxed(line, ticks)) {
            if !label.is_empty() {
                self.composer.open(NodeKind::Paragraph, span);
                self.strong(label, span);
                self.composer.close();
            }
            return self.boxes(&lines, span, ticks);
        }
        self.composer.open(NodeKind::Paragraph, span);
        if !label.is_empty() {
            self.strong(label, span);
            self.composer.text(": ", span);
        }
        if start == 0 {
            for inline in self.document.children(cell) {
                self.composer.copy(inline);
            }
        } else {
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    self.composer.leaf(NodeKind::HardBreak, span);
                }
                self.line(line, 0);
            }
        }
        self.composer.close();
    }

    /// The lines of a cell without some bytes of its first words.
    fn lines_of(&self, cell: NodeId, start: usize) -> Vec<CellLine> {
        let segments = segments(self.document, cell).into_iter().enumerate();
        let mut lines: Vec<CellLine> = segments
            .map(|(index, nodes)| {
                let start = if index == 0 { start } else { 0 };
                let is_taken = start > 0 && self.document.text(nodes[0]).len() <= start;
                CellLine {
                    nodes: nodes[usize::from(is_taken)..].to_vec(),
                    start: if is_taken { 0 } else { start },
                }
            })
            .collect();
        lines.retain(|line| !line.nodes.is_empty());
        lines
    }

    /// The state of the box at the start of a line of a cell, and how many bytes it takes.
    fn box_of(&self, line: &CellLine, ticks: bool) -> Option<(BoxState, usize)> {
        match &self.document.node(*line.nodes.first()?).kind {
            NodeKind::Text(text) => box_in(&text[line.start..], ticks),
            _ => None,
        }
    }

    fn is_boxed(&self, line: &CellLine, ticks: bool) -> bool {
        self.box_of(line, ticks).is_some()
    }

    fn is_only_box(&self, line: &CellLine, ticks: bool) -> bool {
        let length: usize = line
            .nodes
            .iter()
            .map(|id| self.document.text(*id).trim_end().len())
            .sum();
        self.box_of(line, ticks)
            .is_some_and(|(_, taken)| line.start + taken >= length)
    }

    /// Writes boxes without words as tasks with the name of their row or column.
    fn named_boxes(&mut self, lines: &[CellLine], (name, span): (&str, Span), ticks: bool) {
        self.composer.open(NodeKind::List(None), span);
        for line in lines {
            self.item(self.box_of(line, ticks).map(|(state, _)| state), span);
            self.composer.text(name, span);
            self.composer.close();
        }
        self.composer.close();
    }

    /// Writes the lines of a cell as a list, in which those with a box are tasks.
    fn boxes(&mut self, lines: &[CellLine], span: Span, ticks: bool) {
        self.composer.open(NodeKind::List(None), span);
        for line in lines {
            let boxed = self.box_of(line, ticks);
            self.item(boxed.map(|(state, _)| state), span);
            self.line(line, boxed.map_or(0, |(_, len)| len));
            self.composer.close();
        }
        self.composer.close();
    }

    /// Writes a line of a cell without some bytes at its start.
    fn line(&mut self, line: &CellLine, without: usize) {
        for (index, inline) in line.nodes.iter().enumerate() {
            let node = self.document.node(*inline);
            match &node.kind {
                NodeKind::Text(words) if index == 0 => {
                    let words = &words[line.start + without..];
                    self.composer.text(words, node.span);
                }
                _ => self.composer.copy(*inline),
            }
        }
    }

    fn task(&mut self, state: BoxState, span: Span, (words, name): (Option<NodeId>, &str)) {
        self.composer.open(NodeKind::List(None), span);
        self.item(Some(state), span);
        match words {
            Some(cell) => {
                for inline in self.document.children(cell) {
                    self.composer.copy(inline);
                }
            }
            None => self.composer.text(name, span),
        }
        self.composer.close();
        self.composer.close();
    }

    fn item(&mut self, task: Option<BoxState>, span: Span) {
        let kind = NodeKind::Item {
            task,
            attributes: None,
        };
        self.composer.open(kind, span);
    }

    fn rest(&mut self, line: &[NodeId], span: Span) {
        self.composer.open(NodeKind::Paragraph, span);
        for (index, inline) in line.iter().enumerate() {
            let node = self.document.node(*inline);
            match &node.kind {
                NodeKind::Text(words) if index == 0 => {
                    let words = words.trim_start_matches(|c: char| {
                        crate::language::SEPARATORS.contains(&c) || c.is_whitespace()
                    });
                    self.composer.text(words, node.span);
                }
                _ => {
                    self.composer.copy(*inline);
                }
            }
        }
        self.composer.close();
    }

    fn block_label(&mut self, cell: NodeId, time: Option<&str>) {
        let span = self.document.node(cell).span;
        self.composer.open(NodeKind::Paragraph, span);
        self.composer.open(NodeKind::Strong, span);
        for inline in self.document.children(cell) {
            self.composer.copy(inline);
        }
        if let Some(time) = time {
            self.composer.text(format!(" ({time})"), span);
        }
        self.composer.close();
        self.composer.close();
    }

    fn strong(&mut self, words: &str, span: Span) {
        self.composer.open(NodeKind::Strong, span);
        self.composer.text(words, span);
        self.composer.close();
    }
}
