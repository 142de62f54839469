//! A table row that is a week or a day: one cell is its title, one may be its time or its box, the others are its text.

use super::finder::{Finder, NameKind};
use super::writer::FragmentWriter;
use crate::document::{BoxState, Form, NodeId, NodeKind};
use crate::language::{
    LineReader, Time, WordList, WrittenDate, digits, length_at_end, read, whole_date,
};
use crate::reading::fragment::Fragment;
use crate::reading::grid::{Grid, box_in, segments};
use crate::reading::name::{Name, OutlineRole, name};
use crate::units::Stated;

/// The longest cell, in characters, that is a title.
const LONGEST_TITLE: usize = 100;

/// What the times of a column are for: `Hours/day`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rate {
    Day,
    Week,
    Other,
}

/// A row and its context.
pub(super) struct TableRow<'a> {
    pub(super) grid: &'a Grid,
    pub(super) cells: &'a [NodeId],
    /// The columns that do not belong to the row: its name, its phase.
    pub(super) except: &'a [usize],
    pub(super) name: &'a Name,
}

impl Finder<'_> {
    /// The time in a cell, in the form that follows a title; in a column of times, also one that cannot be read.
    fn time(&self, row: &TableRow<'_>, column: usize) -> Option<(String, Option<Stated>)> {
        let text = self.cell(row.cells, column);
        let inner = text.trim_matches(['(', ')', ' ']);
        let head = self.cell(&row.grid.head, column);
        let timed = self.after_time(&head);
        let per = timed.and_then(|after| self.rate(after));
        if per.is_some_and(|per| !self.has_rate(per)) {
            return None;
        }
        if let Time::Read { note: "", time } = read(inner, self.words) {
            return Some((inner.to_owned(), Some(time)));
        }
        let after = timed?;
        if read(inner, self.words) == Time::Unreadable {
            return Some((inner.to_owned(), None));
        }
        if !inner.ends_with(char::is_numeric) {
            return None;
        }
        // `90` below `Minutes`, `1.5` below `Time (hours)`, `1:30` below `Duration`.
        let unit = per.map_or(after.rest, |_| "");
        let unit = match unit.trim_matches(['(', ')', ' ', '/']) {
            "" if LineReader::new(&head, self.words).word(&self.words.columns.length)
                && inner.contains(':') =>
            {
                "h"
            }
            "" => head[..head.len() - after.rest.len()].trim(),
            inner => inner,
        };
        let timed = format!("{inner} {unit}");
        match read(&timed, self.words) {
            Time::Read { note: "", time } => Some((timed, Some(time))),
            Time::Unreadable => Some((timed, None)),
            Time::Read { .. } | Time::None => None,
        }
    }

    /// The words after the one for times in the head of a column: a unit is such a word if times are for a day or a week.
    fn after_time<'b>(&'b self, head: &'b str) -> Option<LineReader<'b>> {
        let mut reader = LineReader::new(head, self.words);
        if reader.word(&self.words.columns.time) {
            return Some(reader);
        }
        let is_unit = reader.word(&self.words.hours) || reader.word(&self.words.minutes);
        (is_unit && self.rate(reader).is_some()).then_some(reader)
    }

    /// What the times of a column are for, by the words after the one for times in its head: `/day`, `per week`.
    fn rate(&self, after: LineReader<'_>) -> Option<Rate> {
        let rest = after.rest.trim_matches(['(', ')', ' ']);
        let mut reader = LineReader::new(rest, self.words);
        if reader.per_week() && reader.rest.is_empty() {
            return Some(Rate::Week);
        }
        let is_word = |text: &str, known: &WordList| {
            let mut reader = LineReader::new(text, self.words);
            reader.word(known) && reader.rest.is_empty()
        };
        let is_unit =
            |text: &str| is_word(text, &self.words.hours) || is_word(text, &self.words.minutes);
        let divided = rest.strip_prefix('/').map(str::trim_start);
        let is_rate = divided.is_some_and(|after| !after.is_empty() && !is_unit(after))
            || LineReader::new(rest, self.words).word(&self.words.times.rates);
        let last = rest.rsplit([' ', '/']).next().unwrap_or_default();
        let rate = if is_word(last, &self.words.day) {
            Rate::Day
        } else {
            Rate::Other
        };
        is_rate.then_some(rate)
    }

    /// Whether a rate is that of the names that are looked for.
    fn has_rate(&self, rate: Rate) -> bool {
        match self.wanted {
            NameKind::Week | NameKind::Sprint => rate == Rate::Week,
            NameKind::Day | NameKind::Lesson => rate == Rate::Day,
        }
    }

    /// Whether a cell can be a title: a short line of words, and not the name of a day or a week.
    fn can_be_title(&self, row: &TableRow<'_>, column: usize) -> bool {
        let text = self.cell(row.cells, column);
        let is_number =
            digits(&text).is_some_and(|(_, rest)| !rest.chars().any(char::is_alphabetic));
        let one_line = row
            .cells
            .get(column)
            .is_some_and(|cell| segments(self.document, *cell).len() == 1);
        text.chars().any(char::is_alphabetic)
            && !is_number
            && one_line
            && box_in(&text, true).is_none()
            && text.chars().count() <= LONGEST_TITLE
            && self.time(row, column).is_none()
            && name(&text, self.words).is_none()
    }

    fn title_column(&self, row: &TableRow<'_>, columns: &[usize]) -> Option<usize> {
        let titled = |column: &&usize| {
            let head = self.cell(&row.grid.head, **column);
            LineReader::new(&head, self.words).word(&self.words.columns.title)
        };
        let mut fit = columns
            .iter()
            .filter(|column| self.can_be_title(row, **column));
        fit.clone().find(titled).or_else(|| fit.next()).copied()
    }

    /// Whether a column has times, judged by its head.
    fn is_timed(&self, row: &TableRow<'_>, column: usize) -> bool {
        self.after_time(&self.cell(&row.grid.head, column))
            .is_some()
    }

    /// The state of the box, if it is the only content of a cell.
    fn lone_box(&self, row: &TableRow<'_>, column: usize) -> Option<BoxState> {
        let text = self.cell(row.cells, column);
        let (state, len) = box_in(&text, row.grid.ticks)?;
        text[len..].trim().is_empty().then_some(state)
    }

    /// The first date of a row: in a cell below a header for dates or without a header.
    fn row_date(&self, row: &TableRow<'_>) -> Option<WrittenDate> {
        let mut columns = row.grid.columns.iter();
        columns.find_map(|column| {
            let head = self.cell(&row.grid.head, *column);
            let mut reader = LineReader::new(&head, self.words);
            let has_dates = head.is_empty()
                || reader.word(&self.words.columns.date)
                || reader.word(&self.words.week_of);
            let is_own = !row.except.contains(column);
            (has_dates && is_own)
                .then(|| whole_date(&self.cell(row.cells, *column), self.words))
                .flatten()
        })
    }

    fn has_link(&self, cell: NodeId) -> bool {
        self.document.descendants(cell).any(|id| {
            matches!(
                self.document.node(id).kind,
                NodeKind::Link { .. } | NodeKind::Image { .. }
            )
        })
    }

    /// Whether a row is a break, and a column has other words than its name: `Unit 3 | No class`.
    pub(super) fn says_more_than_break(&self, row: &TableRow<'_>, column: usize) -> bool {
        let text = self.cell(row.cells, column);
        let is_break = row.name.role == OutlineRole::Break;
        is_break && text != row.name.called && text.contains(char::is_alphanumeric)
    }

    /// The columns of a row that are its own and not empty.
    fn own_columns(&self, row: &TableRow<'_>) -> Vec<usize> {
        let columns = row.grid.columns.iter().copied();
        columns
            .filter(|column| !row.except.contains(column))
            .filter(|column| !self.cell(row.cells, *column).is_empty())
            .collect()
    }
}

impl FragmentWriter<'_> {
    /// A row that is a week or a day.
    pub(super) fn row(&mut self, row: &TableRow<'_>) {
        let finder = self.finder;
        let columns = finder.own_columns(row);
        let boxed = columns
            .iter()
            .find_map(|column| Some((*column, finder.lone_box(row, *column)?)));
        // A week's cell may have the time of a task in it, unless it is below a word for times.
        let timed = |column: &&usize| self.wants_days() || finder.is_timed(row, **column);
        let time = columns
            .iter()
            .filter(timed)
            .find_map(|column| Some((*column, finder.time(row, *column)?)));
        let title = finder.title_column(row, &columns);
        let place = row.cells.first().copied().unwrap_or(row.grid.table);
        let span = finder.document.node(place).span;
        let mut named = row.name.clone();
        let said = title.map(|title| finder.cell(row.cells, title));
        // The title of a break becomes its name.
        if let Some(title) = said.filter(|said| *said != named.called) {
            named.title = if named.title.is_empty() {
                title
            } else {
                format!("{} – {title}", named.title)
            };
            if named.is_week() {
                named.stated = length_at_end(&named.title, finder.words);
            }
        }
        let mut text = named.line();
        if let Some((_, (time, stated))) = &time {
            if *time != named.time {
                text.extend([" (", time.as_str(), ")"]);
            }
            named.stated = *stated;
        }
        let label = named.called.clone();
        named.date_beside = finder.row_date(row).or(named.date_beside);
        self.head(Some(named), text, (Form::Row, span));
        if let Some((_, state)) = boxed {
            let words = title.and_then(|title| row.cells.get(title)).copied();
            self.out.push(Fragment::Task {
                state,
                words,
                name: label,
                span,
            });
        }
        let said = |column: usize| {
            let is = |other: Option<usize>| other == Some(column);
            is(time.as_ref().map(|(column, _)| *column))
                || is(boxed.map(|(column, _)| column))
                || is(title) && (boxed.is_some() || !finder.has_link(row.cells[column]))
        };
        for column in columns.into_iter().filter(|column| !said(*column)) {
            self.labeled(row, column);
        }
    }

    /// One of several rows of a day: a block with its time.
    pub(super) fn block_row(&mut self, row: &TableRow<'_>) {
        let finder = self.finder;
        let columns = finder.own_columns(row);
        let time = columns
            .iter()
            .find_map(|column| Some((*column, finder.time(row, *column)?.0)));
        let title = finder.title_column(row, &columns);
        let time_column = time.as_ref().map(|(column, _)| *column);
        if let Some(title) = title {
            let cell = row.cells[title];
            self.out.push(Fragment::Label {
                cell,
                time: time.map(|(_, time)| time),
            });
        }
        let other = |column: &usize| {
            Some(*column) != title && (title.is_none() || Some(*column) != time_column)
        };
        for column in columns.into_iter().filter(other) {
            self.labeled(row, column);
        }
    }

    /// Writes a cell after the head of its column.
    pub(super) fn labeled(&mut self, row: &TableRow<'_>, column: usize) {
        let label = self.finder.cell(&row.grid.head, column);
        self.out.push(Fragment::Cell {
            cell: row.cells[column],
            start: 0,
            label,
            ticks: row.grid.ticks,
        });
    }
}
