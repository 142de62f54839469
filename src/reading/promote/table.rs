//! Tables that name weeks or days in their rows or at the head of their columns.

mod row;

use row::Row;

use super::writer::Writer;
use super::{Finder, Wanted};
use crate::document::{Alignment, Form, NodeId, NodeKind};
use crate::language::{Reader, digits};
use crate::reading::heading::{Role, role};

/// Among how many first columns the names of rows are looked for.
const NAME_COLUMNS: usize = 3;

/// The cells of a table.
#[derive(Debug)]
pub(super) struct Grid {
    table: NodeId,
    pub(super) head: Vec<NodeId>,
    pub(super) rows: Vec<Vec<NodeId>>,
}

impl Finder<'_> {
    /// The form in which a table names what is looked for.
    pub(super) fn table_form(&self, table: NodeId) -> Option<Form> {
        let grid = self.grid(table);
        if self.name_column(&grid).is_some() {
            return Some(Form::Row);
        }
        (self.named_columns(&grid).len() >= 2).then_some(Form::Column)
    }

    fn grid(&self, table: NodeId) -> Grid {
        let mut rows = self
            .document
            .children(table)
            .map(|row| self.document.children(row).collect());
        Grid {
            table,
            head: rows.next().unwrap_or_default(),
            rows: rows.collect(),
        }
    }

    pub(super) fn cell(&self, cells: &[NodeId], column: usize) -> String {
        let text = cells.get(column).map(|cell| self.document.text(*cell));
        text.unwrap_or_default().trim().to_owned()
    }

    /// The column in which at least half of the rows name what is looked for.
    fn name_column(&self, grid: &Grid) -> Option<usize> {
        (0..grid.head.len().min(NAME_COLUMNS)).find(|column| {
            let filled = grid
                .rows
                .iter()
                .filter(|row| !self.cell(row, *column).is_empty());
            let named = filled
                .clone()
                .filter(|row| self.row_name(grid, row, *column).is_some());
            let (filled, named) = (filled.count(), named.count());
            named > 0 && named * 2 >= filled
        })
    }

    /// What a row is called: its cell, or the number in it behind the word at the head of the column.
    fn row_name(&self, grid: &Grid, row: &[NodeId], column: usize) -> Option<String> {
        let cell = self.cell(row, column);
        if self.names(&cell) {
            return Some(cell);
        }
        let (_, behind) = digits(&cell)?;
        if behind.starts_with(char::is_alphabetic) {
            return None;
        }
        let head = self.cell(&grid.head, column);
        let word = self.head_word(&head)?;
        let name = format!("{word} {cell}");
        self.names(&name).then_some(name)
    }

    /// The word for a week or a day that is all of a column's head.
    fn head_word<'t>(&self, head: &'t str) -> Option<&'t str> {
        let words = self.words;
        let known = match self.wanted {
            Wanted::Week => &words.week,
            Wanted::Day => &words.day,
        };
        let head = head.trim_start_matches(['#', ' ', '№']).trim_end();
        let mut reader = Reader::new(head, words);
        if !reader.word(known) {
            return None;
        }
        let word = &head[..head.len() - reader.rest.len()];
        let mut rest = reader;
        rest.rest = rest.rest.trim_start_matches(['#', '(', '/', ' ']);
        rest.word(&words.columns.number);
        rest.rest
            .trim_matches([')', '.', '#', ' '])
            .is_empty()
            .then(|| word.trim().trim_end_matches('.'))
    }

    /// The columns whose head names what is looked for.
    fn named_columns(&self, grid: &Grid) -> Vec<usize> {
        let mut columns: Vec<usize> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for column in 0..grid.head.len() {
            let head = self.cell(&grid.head, column);
            if self.names(&head) && !names.contains(&head) {
                names.push(head);
                columns.push(column);
            }
        }
        columns
    }

    /// Whether a table has days in its rows or columns: what is left of it, then, holds days.
    fn has_days(&self, grid: &Grid, except: &[usize]) -> bool {
        let days = Finder {
            wanted: Wanted::Day,
            ..*self
        };
        let left: Vec<usize> = (0..grid.head.len())
            .filter(|column| !except.contains(column))
            .collect();
        let heads = days
            .named_columns(grid)
            .iter()
            .filter(|column| left.contains(column))
            .count();
        // A date in the row of a week says when the week is: only where weeks go on for some rows, rows are days.
        let name = |row: &Vec<NodeId>| {
            let column = except.last().copied().unwrap_or_default();
            self.cell(row, column)
        };
        let going_on = grid
            .rows
            .windows(2)
            .filter(|pair| name(&pair[1]).is_empty() || name(&pair[0]) == name(&pair[1]));
        let repeated = going_on.count() * 3 >= grid.rows.len();
        let in_rows = repeated
            && left.iter().take(NAME_COLUMNS).any(|column| {
                let named = grid
                    .rows
                    .iter()
                    .filter(|row| days.row_name(grid, row, *column).is_some());
                named.count() * 2 >= grid.rows.len()
            });
        heads >= 2 || in_rows
    }
}

impl Writer<'_> {
    /// A table that names something in its rows.
    pub(super) fn rows(&mut self, table: NodeId) {
        let grid = self.finder.grid(table);
        let Some(column) = self.finder.name_column(&grid) else {
            return;
        };
        let outer = (0..column).find(|outer| {
            grid.rows
                .iter()
                .any(|row| self.finder.names_phase(&self.finder.cell(row, *outer)))
        });
        let except: Vec<usize> = outer.into_iter().chain([column]).collect();
        let holds_days = self.finder.wanted == Wanted::Week && self.finder.has_days(&grid, &except);
        let mut at = 0;
        let mut named = false;
        while let Some(row) = grid.rows.get(at) {
            at += 1;
            if let Some(phase) = outer
                .map(|outer| self.finder.cell(row, outer))
                .filter(|cell| self.finder.names_phase(cell))
            {
                let span = self.finder.document.node(row[0]).span;
                self.phase(Form::Row, phase, span);
            }
            let Some(name) = self.finder.row_name(&grid, row, column) else {
                self.unnamed(&grid, row, named);
                continue;
            };
            named = true;
            // Rows that go on with the same week: its name again, or nothing in its place.
            let from = at - 1;
            while let Some(next) = grid.rows.get(at) {
                let cell = self.finder.cell(next, column);
                let same = cell.is_empty()
                    || self.finder.row_name(&grid, next, column).as_ref() == Some(&name);
                let begins_phase = outer
                    .is_some_and(|outer| self.finder.names_phase(&self.finder.cell(next, outer)));
                if !same || begins_phase || self.finder.wanted == Wanted::Day {
                    break;
                }
                at += 1;
            }
            if holds_days || at - from > 1 {
                let span = self.finder.document.node(row[0]).span;
                self.composer.heading((self.level(), Form::Row), name, span);
                self.part(&grid, &grid.rows[from..at], &except);
            } else {
                let row = Row {
                    grid: &grid,
                    cells: row,
                    except: &except,
                    name: &name,
                };
                self.row(&row);
            }
        }
    }

    /// A row that names nothing, in a table of its own.
    fn unnamed(&mut self, grid: &Grid, row: &[NodeId], named: bool) {
        let text = self.finder.cell(row, 0);
        // A row that repeats a phase above its weeks is the phase.
        if self.finder.names_phase(&text) {
            let span = self.finder.document.node(row[0]).span;
            self.phase(Form::Row, text, span);
            return;
        }
        let filled = row
            .iter()
            .any(|cell| !self.finder.document.text(*cell).trim().is_empty());
        if filled || named {
            self.part(grid, &[row.to_vec()], &[]);
        }
    }

    /// Rows of a table without some of its columns.
    fn part(&mut self, grid: &Grid, rows: &[Vec<NodeId>], except: &[usize]) {
        let document = self.finder.document;
        let span = document.node(grid.table).span;
        let NodeKind::Table(alignments) = &document.node(grid.table).kind else {
            return;
        };
        let kept = |column: &usize| !except.contains(column);
        let alignments: Vec<Alignment> = (0..alignments.len())
            .filter(kept)
            .map(|column| alignments[column])
            .collect();
        if alignments.is_empty() {
            return;
        }
        self.composer.open(NodeKind::Table(alignments), span);
        let head = std::iter::once((NodeKind::TableHead, &grid.head));
        let body = rows.iter().map(|row| (NodeKind::TableRow, row));
        for (kind, cells) in head.chain(body) {
            let span = cells.first().map_or(span, |cell| document.node(*cell).span);
            self.composer.open(kind, span);
            for column in (0..cells.len()).filter(kept) {
                self.composer.copy(cells[column]);
            }
            self.composer.close();
        }
        self.composer.close();
    }

    /// A table that names something at the head of its columns.
    pub(super) fn columns(&mut self, table: NodeId) {
        let document = self.finder.document;
        let grid = self.finder.grid(table);
        let columns = self.finder.named_columns(&grid);
        let label = (!columns.contains(&0)).then_some(0);
        let left: Vec<usize> = (0..grid.head.len())
            .filter(|column| !columns.contains(column) && Some(*column) != label)
            .collect();
        if !left.is_empty() {
            self.part(&grid, &grid.rows, &columns);
        }
        for column in columns {
            let head = grid.head[column];
            let span = document.node(head).span;
            self.composer.heading(
                (self.level(), Form::Column),
                self.finder.cell(&grid.head, column),
                span,
            );
            for row in &grid.rows {
                let Some(cell) = row.get(column) else {
                    continue;
                };
                let name = label
                    .map(|label| self.finder.cell(row, label))
                    .unwrap_or_default();
                self.cell(*cell, &name);
            }
        }
    }
}

/// Whether a cell names a phase, a week or a day.
fn names_any(text: &str, finder: &Finder<'_>) -> bool {
    !matches!(role(text, finder.words), Role::Section)
}
