//! Dates in the cells below weekdays: `10/26: Intro` below `Monday`.

use super::finder::{Finder, NameKind};
use super::writer::FragmentWriter;
use crate::document::{Form, NodeId, NodeKind};
use crate::language::{LineReader, SEPARATORS, WrittenDate, date, end_of_range, numeric_date};
use crate::reading::fragment::Fragment;
use crate::reading::grid::{Grid, segments};
use crate::reading::name::Name;

/// A date at the start of a cell.
struct CellDate {
    date: WrittenDate,
    words: String,
    /// Where the text after it begins, if there is any.
    text: Option<usize>,
}

impl Finder<'_> {
    /// Whether a column is below a weekday, and another one too: then these are the days, and dates in their cells are
    /// those of the days.
    pub(super) fn is_below_weekday(&self, grid: &Grid, column: usize) -> bool {
        if self.wanted != NameKind::Day {
            return false;
        }
        let columns = self.named_columns(grid);
        let is_own = |(other, name): &(usize, Name)| *other == column && name.is_weekday();
        columns.len() >= 2 && columns.iter().any(is_own)
    }

    /// The date at the start of a cell, separated from the text after it.
    fn cell_date(&self, cell: NodeId) -> Option<CellDate> {
        let lines = segments(self.document, cell);
        let line = lines.first()?;
        let NodeKind::Text(words) = &self.document.node(*line.first()?).kind else {
            return None;
        };
        let mut reader = LineReader::new(words, self.words);
        let first = date(&mut reader).or_else(|| numeric_date(&mut reader))?;
        let date = end_of_range(&mut reader, first);
        let own = words.trim();
        let after = reader.rest;
        let called = own[..own.len() - after.len()].trim_end();
        let rest = after.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
        let is_separated = rest.len() < after.len() && after.trim_start().starts_with(SEPARATORS);
        if !rest.is_empty() && !is_separated || !date.is_possible() {
            return None;
        }
        let at = words.trim_end().len() - rest.len();
        let goes_on = line.len() > 1 || lines.len() > 1;
        Some(CellDate {
            date,
            words: called.to_owned(),
            text: match rest {
                "" => goes_on.then_some(words.len()),
                _ => Some(at),
            },
        })
    }
}

impl FragmentWriter<'_> {
    /// Writes the days of a table with one row, if all of its days have dates in their cells.
    pub(super) fn dated_columns(&mut self, grid: &Grid, columns: &[(usize, Name)]) -> bool {
        let finder = self.finder;
        let [row] = grid.rows.as_slice() else {
            return false;
        };
        let is_filled = |(column, _): &&(usize, Name)| !finder.cell(row, *column).is_empty();
        let filled = columns.iter().filter(is_filled);
        let dated = filled.map(|(column, name)| {
            let is_undated = name.is_weekday() && name.date.is_none();
            let date = finder
                .cell_date(*row.get(*column)?)
                .filter(|_| is_undated)?;
            Some((*column, name, date))
        });
        let Some(dated) = dated.collect::<Option<Vec<_>>>() else {
            return false;
        };
        for (column, name, date) in dated {
            let name = Name {
                called: format!("{} {}", name.called, date.words),
                date: Some(date.date),
                ..name.clone()
            };
            let span = finder.document.node(grid.head[column]).span;
            let line = name.line();
            self.head(Some(name), line, (Form::Column, span));
            self.out.extend(date.text.map(|start| Fragment::Cell {
                cell: row[column],
                start,
                label: String::new(),
                ticks: grid.ticks,
            }));
        }
        true
    }
}
