//! A row that is a week or a day: one cell is its title, one may be its time or its box, the others are its text.

use super::{Grid, names_any};
use crate::document::{Form, NodeId, NodeKind, drawn_box, is_box};
use crate::language::{Reader, Time, digits, read};
use crate::reading::promote::writer::Writer;
use crate::reading::promote::{Finder, Wanted};
use crate::span::Span;

/// The longest cell, in characters, that is a title.
const LONGEST_TITLE: usize = 100;

/// A row with what is known of it.
pub(super) struct Row<'a> {
    pub(super) grid: &'a Grid,
    pub(super) cells: &'a [NodeId],
    /// The columns that are not the row's own: its name, its phase.
    pub(super) except: &'a [usize],
    pub(super) name: &'a str,
}

impl Finder<'_> {
    /// The time that a cell states, as it is written after a title; in a column of times, one that cannot be read too.
    fn time(&self, row: &Row<'_>, column: usize) -> Option<String> {
        let text = self.cell(row.cells, column);
        let inner = text.trim_matches(['(', ')', ' ']);
        if matches!(read(inner, self.words), Time::Read { note: "", .. }) {
            return Some(inner.to_owned());
        }
        let head = self.cell(&row.grid.head, column);
        let mut unit = Reader::new(&head, self.words);
        if !unit.word(&self.words.columns.time) {
            return None;
        }
        if read(inner, self.words) == Time::Unreadable {
            return Some(inner.to_owned());
        }
        if !inner.ends_with(char::is_numeric) {
            return None;
        }
        // `90` below `Minutes`, `1.5` below `Time (hours)`, `1:30` below `Duration`.
        let unit = match unit.rest.trim_matches(['(', ')', ' ', '/']) {
            "" if Reader::new(&head, self.words).word(&self.words.columns.length)
                && inner.contains(':') =>
            {
                "h"
            }
            "" => head.trim(),
            inner => inner,
        };
        let timed = format!("{inner} {unit}");
        let is_time = match read(&timed, self.words) {
            Time::Read { note, .. } => note.is_empty(),
            Time::Unreadable => true,
            Time::None => false,
        };
        is_time.then_some(timed)
    }

    /// Whether a cell can be a title: words, in one line, not too many, and no name of a day or a week.
    fn can_be_title(&self, row: &Row<'_>, column: usize) -> bool {
        let text = self.cell(row.cells, column);
        let is_number =
            digits(&text).is_some_and(|(_, rest)| !rest.chars().any(char::is_alphabetic));
        let one_line = row
            .cells
            .get(column)
            .is_some_and(|cell| self.segments(*cell).len() == 1);
        text.chars().any(char::is_alphabetic)
            && !is_number
            && one_line
            && drawn_box(&text).is_none()
            && text.chars().count() <= LONGEST_TITLE
            && self.time(row, column).is_none()
            && !names_any(&text, self)
    }

    fn title_column(&self, row: &Row<'_>, columns: &[usize]) -> Option<usize> {
        let titled = |column: &&usize| {
            let head = self.cell(&row.grid.head, **column);
            Reader::new(&head, self.words).word(&self.words.columns.title)
        };
        let mut fit = columns
            .iter()
            .filter(|column| self.can_be_title(row, **column));
        fit.clone().find(titled).or_else(|| fit.next()).copied()
    }

    /// The lines of a cell.
    pub(super) fn segments(&self, cell: NodeId) -> Vec<Vec<NodeId>> {
        let mut segments = vec![Vec::new()];
        for inline in self.document.children(cell) {
            let breaks = match &self.document.node(inline).kind {
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
        segments.retain(|segment| !self.text_of(segment).trim().is_empty());
        segments
    }

    /// The box that a line of a cell begins with.
    fn box_of(&self, segment: &[NodeId]) -> Option<(bool, usize)> {
        match &self.document.node(*segment.first()?).kind {
            NodeKind::Text(text) => drawn_box(text),
            _ => None,
        }
    }

    /// Whether a line of a cell of a table begins with a box.
    pub(in crate::reading::promote) fn has_boxes(&self, table: NodeId) -> bool {
        let grid = self.grid(table);
        let in_cell = |cell: &NodeId| {
            let segments = self.segments(*cell);
            segments
                .iter()
                .any(|segment| self.box_of(segment).is_some())
        };
        grid.rows.iter().flatten().any(in_cell)
    }

    fn has_link(&self, cell: NodeId) -> bool {
        self.document.descendants(cell).any(|id| {
            matches!(
                self.document.node(id).kind,
                NodeKind::Link { .. } | NodeKind::Image { .. }
            )
        })
    }
}

impl Writer<'_> {
    pub(super) fn row(&mut self, row: &Row<'_>) {
        let finder = self.finder;
        let columns: Vec<usize> = (0..row.cells.len())
            .filter(|column| !row.except.contains(column))
            .filter(|column| !finder.cell(row.cells, *column).is_empty())
            .collect();
        let boxed = columns
            .iter()
            .find_map(|column| Some((*column, is_box(&finder.cell(row.cells, *column))?)));
        let time = columns
            .iter()
            .filter(|_| finder.wanted == Wanted::Day)
            .find_map(|column| Some((*column, finder.time(row, *column)?)));
        let title = finder.title_column(row, &columns);
        let place = row.cells.first().copied().unwrap_or(row.grid.table);
        let span = finder.document.node(place).span;
        let mut text = row.name.to_owned();
        if let Some(title) = title {
            // Behind a name with a separator of its own, a colon would begin the title anew.
            text += if row.name.contains(':') {
                " – "
            } else {
                ": "
            };
            text += &finder.cell(row.cells, title);
        }
        if let Some((_, time)) = &time {
            text.extend([" (", time.as_str(), ")"]);
        }
        self.composer.heading((self.level(), Form::Row), text, span);
        if let Some((_, done)) = boxed {
            let words = title.and_then(|title| row.cells.get(title)).copied();
            self.task(done, span, (words, row.name));
        }
        let said = |column: usize| {
            let is = |other: Option<usize>| other == Some(column);
            is(time.as_ref().map(|(column, _)| *column))
                || is(boxed.map(|(column, _)| column))
                || is(title) && (boxed.is_some() || !finder.has_link(row.cells[column]))
        };
        for column in columns.into_iter().filter(|column| !said(*column)) {
            let head = finder.cell(&row.grid.head, column);
            self.cell(row.cells[column], &head);
        }
    }

    /// A task whose words are a cell's, or else a name.
    fn task(&mut self, done: bool, span: Span, (words, name): (Option<NodeId>, &str)) {
        self.composer.open(NodeKind::List(None), span);
        self.item(Some(done), span);
        match words {
            Some(cell) => {
                for inline in self.finder.document.children(cell) {
                    self.composer.copy(inline);
                }
            }
            None => self.composer.text(name, span),
        }
        self.composer.close();
        self.composer.close();
    }

    fn item(&mut self, task: Option<bool>, span: Span) {
        let attributes = Box::default();
        self.composer.open(
            NodeKind::Item {
                task: task.map(Into::into),
                attributes,
            },
            span,
        );
    }

    /// A cell behind a label; lines of it that begin with a box are tasks.
    pub(super) fn cell(&mut self, cell: NodeId, label: &str) {
        let document = self.finder.document;
        let span = document.node(cell).span;
        let segments = self.finder.segments(cell);
        if segments.is_empty() {
            return;
        }
        let label = label.trim().trim_end_matches(':');
        let boxes = |segment: &Vec<NodeId>| self.finder.box_of(segment).is_some();
        if segments.iter().any(boxes) {
            if !label.is_empty() {
                self.composer.open(NodeKind::Paragraph, span);
                self.strong(label, span);
                self.composer.close();
            }
            return self.boxes(&segments, span);
        }
        self.composer.open(NodeKind::Paragraph, span);
        if !label.is_empty() {
            self.strong(label, span);
            self.composer.text(": ", span);
        }
        for inline in document.children(cell) {
            self.composer.copy(inline);
        }
        self.composer.close();
    }

    /// The lines of a cell as a list, in which those with a box are tasks.
    fn boxes(&mut self, segments: &[Vec<NodeId>], span: Span) {
        let document = self.finder.document;
        self.composer.open(NodeKind::List(None), span);
        for segment in segments {
            let boxed = self.finder.box_of(segment);
            self.item(boxed.map(|(done, _)| done), span);
            for (index, inline) in segment.iter().enumerate() {
                match (&document.node(*inline).kind, boxed) {
                    (NodeKind::Text(words), Some((_, len))) if index == 0 => {
                        let span = document.node(*inline).span;
                        self.composer.text(&words[len..], span);
                    }
                    _ => self.composer.copy(*inline),
                }
            }
            self.composer.close();
        }
        self.composer.close();
    }

    fn strong(&mut self, words: &str, span: Span) {
        self.composer.open(NodeKind::Strong, span);
        self.composer.text(words, span);
        self.composer.close();
    }

    /// Makes a list of tasks of a table that has a box in each row, and names neither weeks nor days.
    pub(in crate::reading::promote) fn boxed_rows(&mut self, table: NodeId) {
        let finder = self.finder;
        let grid = finder.grid(table);
        let box_column = |row: &Vec<NodeId>| {
            (0..row.len()).find_map(|column| Some((column, is_box(&finder.cell(row, column))?)))
        };
        for cells in &grid.rows {
            let row = Row {
                grid: &grid,
                cells,
                except: &[],
                name: "",
            };
            let filled: Vec<usize> = (0..cells.len())
                .filter(|column| !finder.cell(cells, *column).is_empty())
                .collect();
            let Some((boxed, done)) = box_column(cells) else {
                for column in filled {
                    let head = finder.cell(&grid.head, column);
                    self.cell(cells[column], &head);
                }
                continue;
            };
            let others: Vec<usize> = filled
                .into_iter()
                .filter(|column| *column != boxed)
                .collect();
            let title = finder
                .title_column(&row, &others)
                .or(others.first().copied());
            let span = finder.document.node(cells[0]).span;
            self.composer.open(NodeKind::List(None), span);
            self.item(Some(done), span);
            self.composer.open(NodeKind::Paragraph, span);
            if let Some(title) = title {
                for inline in finder.document.children(cells[title]) {
                    self.composer.copy(inline);
                }
            }
            self.composer.close();
            for column in others.into_iter().filter(|column| Some(*column) != title) {
                let head = finder.cell(&grid.head, column);
                self.cell(cells[column], &head);
            }
            self.composer.close();
            self.composer.close();
        }
    }
}
