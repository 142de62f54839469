//! Calendars: tables with days in their cells. The text of a day is below its name (`4 Jan | 5 Jan | 6 Jan` above what
//! they hold), or in a [`month`](super::month) also beside it.

use super::finder::{Finder, NameKind};
use super::writer::FragmentWriter;
use crate::document::{Form, NodeId};
use crate::reading::fragment::Fragment;
use crate::reading::grid::Grid;
use crate::reading::name::Name;

/// A table with days in its cells.
pub(super) struct CalendarTable {
    /// The table, whose head is above the days.
    pub(super) grid: Grid,
    /// The cells above the head.
    pub(super) caption: Vec<NodeId>,
    /// The days in each row, in order. A row without days belongs to those above it.
    pub(super) rows: Vec<Vec<CellDay>>,
}

/// A day in a cell.
pub(super) struct CellDay {
    pub(super) column: usize,
    pub(super) name: Name,
    /// Where its text begins in the cell, if there is more than its name.
    pub(super) text: Option<usize>,
    /// Whether there is anything beside its name or below it; otherwise it is not a day of the plan.
    pub(super) holds: bool,
}

impl Finder<'_> {
    /// The days of a table, if it is a calendar.
    pub(super) fn calendar(&self, grid: &Grid) -> Option<CalendarTable> {
        if self.wanted != NameKind::Day {
            return None;
        }
        self.month(grid).or_else(|| {
            Some(CalendarTable {
                rows: self.rows_of_days(grid)?,
                grid: grid.clone(),
                caption: Vec::new(),
            })
        })
    }

    /// The rows that consist of days: `4 Jan | 5 Jan | 6 Jan`. If another row names a day without a date, as below `From
    /// | To`, there is no calendar.
    fn rows_of_days(&self, grid: &Grid) -> Option<Vec<Vec<CellDay>>> {
        let mut is_mixed = false;
        let mut days = |row: &Vec<NodeId>| -> Vec<CellDay> {
            let filled = grid.columns.iter().copied();
            let filled = filled.filter(|at| !self.cell(row, *at).is_empty());
            let filled: Vec<usize> = filled.collect();
            let named = filled.iter().filter_map(|column| {
                let name = self.named_in_cell(&self.cell(row, *column))?;
                name.title.is_empty().then_some(CellDay {
                    column: *column,
                    name,
                    text: None,
                    holds: true,
                })
            });
            let named: Vec<CellDay> = named.collect();
            if named.len() >= 2 && named.len() == filled.len() {
                return named;
            }
            is_mixed |= named.iter().any(|day| !day.name.is_date());
            Vec::new()
        };
        let rows: Vec<Vec<CellDay>> = grid.rows.iter().map(&mut days).collect();
        let has_contents = rows
            .windows(2)
            .any(|pair| !pair[0].is_empty() && pair[1].is_empty());
        (has_contents && !is_mixed).then_some(rows)
    }
}

impl FragmentWriter<'_> {
    /// Writes a calendar: each day with its text and the cells below it.
    pub(super) fn calendar(&mut self, calendar: &CalendarTable) {
        let CalendarTable {
            grid,
            caption,
            rows,
        } = calendar;
        let cell = |cell: NodeId, start: usize| Fragment::Cell {
            cell,
            start,
            label: String::new(),
            ticks: grid.ticks,
        };
        let first = rows.iter().position(|days| !days.is_empty());
        let first = first.unwrap_or_default();
        self.out.extend(caption.iter().map(|above| cell(*above, 0)));
        if first > 0 {
            self.part(grid, &grid.rows[..first], &[]);
        } else {
            self.heads(grid);
        }
        for (at, days) in rows.iter().enumerate().skip(first) {
            let below = rows[at + 1..]
                .iter()
                .take_while(|next| next.is_empty())
                .count();
            if days.is_empty() {
                continue;
            }
            self.outside(grid, &grid.rows[at..=at + below], days);
            for day in days.iter().filter(|day| day.holds) {
                let own = grid.rows[at][day.column];
                let span = self.finder.document.node(own).span;
                let line = day.name.line();
                self.head(Some(day.name.clone()), line, (Form::Column, span));
                self.out.extend(day.text.map(|start| cell(own, start)));
                let below = grid.rows[at + 1..=at + below].iter();
                let below = below.filter_map(|row| row.get(day.column));
                self.out.extend(below.map(|below| cell(*below, 0)));
            }
        }
    }

    /// Writes the heads of a calendar's columns, unless they are weekdays.
    fn heads(&mut self, grid: &Grid) {
        let finder = self.finder;
        let text = |column: &usize| finder.cell(&grid.head, *column);
        let is_weekday = |text: String| finder.named(&text).is_some_and(|name| name.is_weekday());
        if grid.columns.iter().map(text).any(is_weekday) {
            return;
        }
        let filled = grid.columns.iter().filter(|at| !text(at).is_empty());
        self.out.extend(filled.map(|column| Fragment::Cell {
            cell: grid.head[*column],
            start: 0,
            label: String::new(),
            ticks: false,
        }));
    }

    /// Writes the cells of rows that are in none of the columns of their days, in front of these.
    fn outside(&mut self, grid: &Grid, rows: &[Vec<NodeId>], days: &[CellDay]) {
        let named: Vec<usize> = days.iter().map(|day| day.column).collect();
        let rows = rows
            .iter()
            .filter(|row| self.says_beside(grid, row, &named));
        let rows: Vec<Vec<NodeId>> = rows.cloned().collect();
        if !rows.is_empty() {
            self.part(grid, &rows, &named);
        }
    }
}
