//! Heads for the rows and columns of tables.

use super::finder::{Finder, NameKind};
use super::row::TableRow;
use super::writer::FragmentWriter;
use crate::document::{Form, NodeId};
use crate::reading::fragment::Fragment;
use crate::reading::grid::Grid;
use crate::reading::name::{Name, name};

/// The columns that name the rows of a table.
struct Naming {
    column: usize,
    /// The column with phases.
    outer: Option<usize>,
    /// The columns that do not belong to the rows themselves, that with phases first.
    except: Vec<usize>,
    /// Whether rows of weeks contain days.
    holds_days: bool,
}

impl Naming {
    /// The phase that begins at a row.
    fn phase(&self, finder: &Finder<'_>, row: &[NodeId]) -> Option<String> {
        let text = finder.cell(row, self.outer?);
        finder.names_phase(&text).then_some(text)
    }

    /// The columns that do not belong to some rows. Words in the column of phases that name none belong to their row.
    fn left_out(&self, finder: &Finder<'_>, rows: &[Vec<NodeId>]) -> &[usize] {
        let says_more = |row: &Vec<NodeId>| {
            let outer = self.outer.map(|outer| finder.cell(row, outer));
            outer.is_some_and(|text| !text.is_empty()) && self.phase(finder, row).is_none()
        };
        match self.except.as_slice() {
            [_, own @ ..] if self.outer.is_some() && rows.iter().any(says_more) => own,
            all => all,
        }
    }
}

impl FragmentWriter<'_> {
    /// Writes a table with names in its rows or columns.
    pub(super) fn table(&mut self, grid: &Grid, form: Form) {
        match form {
            Form::Column => self.columns(grid),
            _ => self.rows(grid),
        }
    }

    fn rows(&mut self, grid: &Grid) {
        let Some(naming) = self.naming(grid) else {
            return;
        };
        let finder = self.finder;
        let mut at = 0;
        let mut named = false;
        while let Some(row) = grid.rows.get(at) {
            let phase = naming.phase(&finder, row);
            let begins_phase = phase.is_some();
            if let Some(text) = phase {
                let span = finder.document.node(row[0]).span;
                self.phase(name(&text, finder.words), text, span);
            }
            match finder.row_name(grid, row, naming.column) {
                Some(name) => {
                    named = true;
                    let rows = self.going_on(grid, &naming, (at, &name));
                    self.named_rows(grid, &naming, (&grid.rows[at..at + rows], name));
                    at += rows;
                }
                None => {
                    if begins_phase {
                        self.beside_phase(grid, &naming, row);
                    } else {
                        self.unnamed(grid, row, named);
                    }
                    at += 1;
                }
            }
        }
    }

    /// The column that names the rows of a table, and the one that names their phases.
    fn naming(&self, grid: &Grid) -> Option<Naming> {
        let finder = self.finder;
        let column = finder.name_column(grid)?;
        let phase = |row: &Vec<NodeId>, outer: usize| finder.names_phase(&finder.cell(row, outer));
        let mut before = grid
            .columns
            .iter()
            .copied()
            .take_while(|outer| *outer < column);
        let outer = before.find(|outer| grid.rows.iter().any(|row| phase(row, *outer)));
        let except: Vec<usize> = outer.into_iter().chain([column]).collect();
        Some(Naming {
            column,
            outer,
            holds_days: !self.wants_days() && finder.has_days(grid, &except),
            except,
        })
    }

    /// How many rows from one on belong to the same week or day: its name is repeated or left empty.
    fn going_on(&self, grid: &Grid, naming: &Naming, (from, name): (usize, &Name)) -> usize {
        let finder = self.finder;
        let goes_on = |row: &&Vec<NodeId>| {
            let again = finder.row_name(grid, row, naming.column);
            let same = match again {
                Some(again) => again.is_same(name),
                None => {
                    !self.wants_days()
                        && finder.cell(row, naming.column).is_empty()
                        && naming.left_out(&finder, std::slice::from_ref(*row)) == naming.except
                }
            };
            same && naming.phase(&finder, row).is_none()
        };
        1 + grid.rows[from + 1..].iter().take_while(goes_on).count()
    }

    /// Writes the rows of one week or one day.
    fn named_rows(&mut self, grid: &Grid, naming: &Naming, (rows, name): (&[Vec<NodeId>], Name)) {
        let finder = self.finder;
        let span = finder.document.node(rows[0][0]).span;
        let several = rows.len() > 1;
        let left_out = naming.left_out(&finder, rows);
        let called = finder.cell(&rows[0], naming.column);
        // Further words, a time or another spelling beside the name, which would be lost with the cell.
        let says_more = |row: &Vec<NodeId>| {
            let own = finder.cell(row, naming.column);
            !own.is_empty() && own != called
        };
        if name.inner.is_some() && !self.wants_days() {
            let week = Name::unsaid(name.role.clone(), &name.called);
            self.head(Some(week), name.called, (Form::Row, span));
            self.out
                .push(Fragment::Table(Box::new(grid.part(rows, &[]))));
        } else if naming.holds_days || several && !self.wants_days() {
            // The column stays if later rows say more than the name: `Week 1 assignment`.
            let except = if rows.iter().any(says_more) {
                &[]
            } else {
                left_out
            };
            self.head(Some(name), called, (Form::Row, span));
            self.part(grid, rows, except);
        } else {
            if several {
                self.head(Some(name.clone()), name.line(), (Form::Row, span));
            }
            for cells in rows {
                let row = TableRow {
                    grid,
                    cells,
                    except: left_out,
                    name: &name,
                };
                // A later row may say more than the name: `Tuesday evening`, `Tuesday (1 h)`.
                if says_more(cells) {
                    self.out.push(Fragment::Cell {
                        cell: cells[naming.column],
                        start: 0,
                        label: String::new(),
                        ticks: grid.ticks,
                    });
                }
                if several {
                    self.block_row(&row);
                } else {
                    self.row(&row);
                    if finder.says_more_than_break(&row, naming.column) {
                        self.labeled(&row, naming.column);
                    }
                }
            }
        }
    }

    /// Whether a row has text in other columns than these.
    pub(super) fn says_beside(&self, grid: &Grid, row: &[NodeId], columns: &[usize]) -> bool {
        let others = grid.columns.iter().filter(|other| !columns.contains(other));
        others
            .into_iter()
            .any(|other| !self.finder.cell(row, *other).is_empty())
    }

    /// Writes what is in none of the named columns: further columns, and rows of a label alone, which have no cell that
    /// the label would be written with.
    fn unnamed_columns(
        &mut self,
        grid: &Grid,
        (label, labels_stay): (Option<usize>, bool),
        named: &[usize],
    ) {
        let mut others = grid.columns.iter().filter(|column| !named.contains(column));
        if others.any(|column| Some(*column) != label) {
            return self.part(grid, &grid.rows, named);
        }
        let is_alone = |row: &&Vec<NodeId>| {
            let mut cells = named.iter().map(|column| self.finder.cell(row, *column));
            cells.all(|cell| cell.is_empty()) && self.says_beside(grid, row, named)
        };
        let rows: Vec<Vec<NodeId>> = grid.rows.iter().filter(is_alone).cloned().collect();
        if !rows.is_empty() && !labels_stay {
            self.part(grid, &rows, named);
        }
    }

    /// Writes the other cells of a row that only begins a phase.
    fn beside_phase(&mut self, grid: &Grid, naming: &Naming, row: &[NodeId]) {
        let outer: Vec<usize> = naming.outer.into_iter().collect();
        if self.says_beside(grid, row, &outer) {
            self.part(grid, &[row.to_vec()], &outer);
        }
    }

    /// Writes a row without a name as a table of its own.
    fn unnamed(&mut self, grid: &Grid, row: &[NodeId], named: bool) {
        let finder = self.finder;
        let text = grid.columns.first().map(|first| finder.cell(row, *first));
        let text = text.unwrap_or_default();
        // A row that repeats a phase above its weeks is the phase's head.
        if finder.names_phase(&text) {
            let span = finder.document.node(row[0]).span;
            self.phase(name(&text, finder.words), text, span);
            return;
        }
        let filled = row
            .iter()
            .any(|cell| !finder.document.text(*cell).trim().is_empty());
        if filled || named {
            self.part(grid, &[row.to_vec()], &[]);
        }
    }

    /// Writes rows of a table without some of its columns.
    pub(super) fn part(&mut self, grid: &Grid, rows: &[Vec<NodeId>], except: &[usize]) {
        let part = grid.part(rows, except);
        if part.columns.is_empty() {
            return;
        }
        // Consecutive rows of one table stay in one table.
        if except.is_empty()
            && let Some(Fragment::Table(last)) = self.out.last_mut()
            && last.table == part.table
            && last.columns == part.columns
        {
            last.rows.extend(part.rows);
            return;
        }
        self.out.push(Fragment::Table(Box::new(part)));
    }

    /// Writes a table with names in the heads of its columns.
    fn columns(&mut self, grid: &Grid) {
        let finder = self.finder;
        if let Some(calendar) = finder.calendar(grid) {
            return self.calendar(&calendar);
        }
        let columns = finder.named_columns(grid);
        let named: Vec<usize> = columns.iter().map(|(column, _)| *column).collect();
        let first = grid.columns.first().copied();
        let label = first.filter(|first| !named.contains(first));
        // If rows are days, the cells below a week become days.
        let days = Finder {
            wanted: NameKind::Day,
            ..finder
        };
        let in_rows = label.filter(|label| {
            let named = |row: &Vec<NodeId>| days.row_name(grid, row, *label).is_some();
            !self.wants_days() && !grid.rows.is_empty() && grid.rows.iter().all(named)
        });
        self.unnamed_columns(grid, (label, in_rows.is_some()), &named);
        if self.wants_days() && label.is_none() && self.dated_columns(grid, &columns) {
            return;
        }
        for (column, name) in columns {
            let says = |row: &Vec<NodeId>| !finder.cell(row, column).is_empty();
            if self.wants_days() && !grid.rows.iter().any(says) {
                continue;
            }
            let span = finder.document.node(grid.head[column]).span;
            let text = finder.cell(&grid.head, column);
            self.head(Some(name), text, (Form::Column, span));
            if let Some(label) = in_rows {
                let mut part = grid.part(&grid.rows, &[]);
                part.columns = vec![label, column];
                self.out.push(Fragment::Table(Box::new(part)));
                continue;
            }
            for row in &grid.rows {
                let Some(cell) = row.get(column) else {
                    continue;
                };
                let label = label
                    .map(|label| finder.cell(row, label))
                    .unwrap_or_default();
                self.out.push(Fragment::Cell {
                    cell: *cell,
                    start: 0,
                    label,
                    ticks: grid.ticks,
                });
            }
        }
    }
}
