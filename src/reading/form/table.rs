//! Tables that name weeks or days in their rows or in the heads of their columns.

use super::finder::{Finder, NameKind, numbers};
use crate::document::{Form, NodeId};
use crate::language::{
    LineReader, WordList, date, date_in_title, digits, fold, is_unspaced, numeric_date, whole_date,
};
use crate::plan::DayName;
use crate::reading::grid::{Grid, segments};
use crate::reading::name::{Name, OutlineRole, is_break};
use crate::units::NumberRange;

/// How many columns are searched for the names of rows.
const NAME_COLUMNS: usize = 3;

impl Finder<'_> {
    /// The names in a table, and their form.
    pub(super) fn table(&self, grid: &Grid) -> Option<(Form, Vec<Name>)> {
        if let Some(calendar) = self.calendar(grid) {
            let days = calendar.rows.into_iter().flatten();
            let days = days.filter(|day| day.holds);
            return Some((Form::Column, days.map(|day| day.name).collect()));
        }
        let column = self.name_column(grid);
        if let Some(column) = column.filter(|column| !self.is_below_weekday(grid, *column)) {
            let rows = grid.rows.iter();
            let mut names: Vec<Name> = rows
                .filter_map(|row| self.row_name(grid, row, column))
                .collect();
            names.dedup_by(|next, last| next.is_same(last));
            return Some((Form::Row, names));
        }
        let columns = self.named_columns(grid);
        (columns.len() >= 2).then(|| {
            let names = columns.into_iter().map(|(_, name)| name);
            (Form::Column, names.collect())
        })
    }

    pub(super) fn cell(&self, cells: &[NodeId], column: usize) -> String {
        let text = cells.get(column).map(|cell| self.document.text(*cell));
        text.unwrap_or_default().trim().to_owned()
    }

    /// The column in which at least half of the rows have a wanted name, in order, and not only of breaks.
    pub(super) fn name_column(&self, grid: &Grid) -> Option<usize> {
        let columns = grid.columns.iter().copied().take(NAME_COLUMNS);
        let mut named = columns.filter_map(|column| {
            let filled = grid
                .rows
                .iter()
                .filter(|row| !self.cell(row, column).is_empty());
            let names: Vec<Name> = filled
                .clone()
                .filter_map(|row| self.row_name(grid, row, column))
                .collect();
            let names_rows = names.iter().any(|name| name.role != OutlineRole::Break)
                && names.len() * 2 >= filled.count()
                && !self.are_amounts(grid, column, &names);
            // Beside numbers of weeks, dates are only dates.
            let is_dated = names
                .iter()
                .any(|name| name.is_week() && name.date.is_some());
            names_rows.then_some((column, is_dated))
        });
        let first = named.next()?;
        let (column, _) = Some(first)
            .filter(|(_, is_dated)| !is_dated)
            .or_else(|| named.find(|(_, is_dated)| !is_dated))
            .unwrap_or(first);
        Some(column)
    }

    /// Whether numbers below a plural word are amounts: `4`, `6` and `2` below `Weeks`.
    fn are_amounts(&self, grid: &Grid, column: usize, named: &[Name]) -> bool {
        let head = self.cell(&grid.head, column);
        let Some(word) = self.head_word(&head) else {
            return self.last_word(&head).is_some() && !are_consecutive(named);
        };
        let known = self.counted_words();
        let word = fold(word);
        if named.iter().all(|name| name.date.is_some()) {
            return false;
        }
        let plural = known
            .first()
            .is_some_and(|one| word.len() > one.len() && word.chars().next() == one.chars().next());
        plural && !are_consecutive(named)
    }

    fn counted_words(&self) -> &WordList {
        match self.wanted {
            NameKind::Week => &self.words.week,
            NameKind::Day => &self.words.day,
            NameKind::Lesson => &self.words.lesson,
            NameKind::Sprint => &self.words.sprint,
        }
    }

    /// The name of a row: that of its cell, or the word in the head of the column with the number in the cell; a
    /// numeric date is a name below a word for dates.
    pub(super) fn row_name(&self, grid: &Grid, row: &[NodeId], column: usize) -> Option<Name> {
        let cell = self.cell(row, column);
        if self.wanted != NameKind::Week && self.is_cancelled(grid, row) {
            return None;
        }
        let named = self.named_in_cell(&cell);
        if let Some(name) = named.or_else(|| self.named_in_lines(row, column)) {
            return Some(name);
        }
        let wants_weeks = matches!(self.wanted, NameKind::Week | NameKind::Sprint);
        if wants_weeks && !cell.starts_with(char::is_numeric) {
            let rest = self.break_in_row(grid, row, column);
            if rest.is_some() {
                return rest;
            }
        }
        let head = self.cell(&grid.head, column);
        if self.wanted == NameKind::Week
            && let Some(name) = self.week_with_date(&cell, &head)
        {
            return Some(name);
        }
        if self.wanted == NameKind::Day
            && LineReader::new(&head, self.words).word(&self.words.columns.date)
        {
            let mut reader = LineReader::new(&cell, self.words);
            let date = numeric_date(&mut reader)?;
            let role = OutlineRole::Day(DayName::Date(date.to_string()));
            let is_whole = reader.rest.trim().is_empty();
            return is_whole.then(|| Name {
                date: Some(date),
                ..Name::unsaid(role, &cell)
            });
        }
        let word = self.head_word(&head).map(str::to_owned);
        let word = word.or_else(|| self.last_word(&head).map(capitalized))?;
        // `SKIP 2` below `Week`
        let (before, number) = match cell.rsplit_once(' ') {
            Some((before, number)) if before.chars().all(char::is_alphabetic) => (before, number),
            _ => ("", cell.as_str()),
        };
        let (_, after) = digits(number)?;
        if after.starts_with(char::is_alphabetic) || after.starts_with(['.', ',', '½', '/']) {
            return None;
        }
        let mut name = self.named(&format!("{word} {number}"))?;
        if !before.is_empty() {
            name.called = format!("{word} {cell}");
        }
        Some(name)
    }

    /// The name in the first line of a cell, with the other lines as its title.
    fn named_in_lines(&self, row: &[NodeId], column: usize) -> Option<Name> {
        let lines = segments(self.document, *row.get(column)?);
        let (first, rest) = lines.split_first().filter(|(_, rest)| !rest.is_empty())?;
        let rest: Vec<_> = rest.iter().map(|line| self.text_of(line)).collect();
        self.named_in_cell(&format!(
            "{}: {}",
            self.text_of(first).trim(),
            rest.join(" ")
        ))
    }

    /// The name of a row without study: a dash in place of a number, or a word for time off in one of the cells.
    fn break_in_row(&self, grid: &Grid, row: &[NodeId], column: usize) -> Option<Name> {
        let cell = self.cell(row, column);
        let is_dash = matches!(cell.as_str(), "-" | "–" | "—");
        let head = self.cell(&grid.head, column);
        if is_dash
            && self
                .head_word(&head)
                .or_else(|| self.last_word(&head))
                .is_some()
        {
            let called = self.said_beside(grid, row, column);
            return Some(Name::unsaid(OutlineRole::Break, &called));
        }
        let others = grid.columns.iter().filter(|other| **other != column);
        std::iter::once(&column).chain(others).find_map(|column| {
            let text = self.cell(row, *column);
            let mut parts = text.split(['—', '–']);
            let called = parts.find(|part| is_break(part, self.words))?;
            Some(Name::unsaid(OutlineRole::Break, called.trim()))
        })
    }

    /// The name of a week that is only a date: `Jan 4` below `Week of` or `Week`.
    fn week_with_date(&self, cell: &str, head: &str) -> Option<Name> {
        let date = if LineReader::new(head, self.words).word(&self.words.week_of) {
            whole_date(cell, self.words)?
        } else {
            self.head_word(head)?;
            let (date, written) = date_in_title(cell, self.words)?;
            (written == cell).then_some(date)?
        };
        let role = OutlineRole::Week {
            numbers: None,
            letter: None,
        };
        Some(Name {
            date: Some(date),
            ..Name::unsaid(role, cell)
        })
    }

    /// The name at the start of a cell, with the number in front of it unless that is its own: `7: Monday`, but `Week 1` of
    /// `1. Week 1`.
    pub(super) fn named_in_cell(&self, cell: &str) -> Option<Name> {
        let mut name = self.named(cell)?;
        let start = cell.find(&name.called).unwrap_or_default();
        let before = cell[..start].trim_start_matches(|c: char| !c.is_alphanumeric());
        if let Some((number, _)) = digits(before)
            && numbers(&name).is_none_or(|own| own.first != number)
        {
            name.called.insert_str(0, before);
        }
        Some(name)
    }

    /// The words of a row beside one of its columns, without a date.
    fn said_beside(&self, grid: &Grid, row: &[NodeId], column: usize) -> String {
        let others = grid.columns.iter().filter(|other| **other != column);
        let mut said = others.map(|other| self.cell(row, *other));
        let is_words = |text: &String| {
            text.contains(char::is_alphabetic)
                && date(&mut LineReader::new(text, self.words)).is_none()
        };
        said.find(is_words).unwrap_or_else(|| "–".to_owned())
    }

    /// Whether a row has a dash in place of its number because it is cancelled.
    fn is_cancelled(&self, grid: &Grid, row: &[NodeId]) -> bool {
        let first = grid.columns.iter().take(NAME_COLUMNS);
        first.copied().any(|column| {
            let dash = matches!(self.cell(row, column).as_str(), "-" | "–" | "—");
            let head = self.cell(&grid.head, column);
            let mut head = LineReader::new(&head, self.words);
            dash && (head.word(&self.words.lesson)
                || head.word(&self.words.columns.number)
                || head.rest == "#")
        })
    }

    /// The word for the wanted name, if it is the whole head of a column.
    fn head_word<'t>(&self, head: &'t str) -> Option<&'t str> {
        let words = self.words;
        let head = head.trim_start_matches(['#', ' ', '№']).trim_end();
        let mut reader = LineReader::new(head, words);
        if !reader.word(self.counted_words()) {
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

    /// The word for a week at the end of a head, or in front of `(s)` or of a word for dates: `Week` of `Teaching Week`,
    /// `Week(s)` and `Week / Date`. `Hours per week` counts something else.
    fn last_word<'t>(&self, head: &'t str) -> Option<&'t str> {
        const MOST_WORDS: usize = 3;
        let (own, other) = head.split_once(['(', '/']).unwrap_or((head, ""));
        let other = other.trim_matches([')', ' ']);
        let is_date = || LineReader::new(other, self.words).word(&self.words.columns.date);
        let own = own.trim_end();
        let folded = fold(own);
        let counts_other = self
            .words
            .per_week
            .iter()
            .any(|rate| folded.ends_with(rate));
        let is_plain = own
            .chars()
            .all(|c| c.is_alphabetic() || c == ' ' || c == '-')
            && own.split_whitespace().count() <= MOST_WORDS
            && (other.chars().count() <= 1 || is_date());
        if self.wanted != NameKind::Week || !is_plain || counts_other {
            return None;
        }
        let weeks = &self.words.week;
        let is_plural = |word: &str| {
            let one = word.strip_suffix(['s', 'n']);
            one.is_some_and(|one| weeks.iter().any(|week| week == one))
        };
        let ends = weeks.iter().filter(|week| {
            let is_long = week.chars().count() > 3 || week.ends_with(is_unspaced);
            is_long && folded.ends_with(week.as_str()) && !is_plural(week)
        });
        let len = ends.map(String::len).max()?;
        own.get(own.len().checked_sub(len)?..)
    }

    /// The columns whose head is a wanted name.
    pub(super) fn named_columns(&self, grid: &Grid) -> Vec<(usize, Name)> {
        let mut columns: Vec<(usize, Name)> = Vec::new();
        for column in grid.columns.iter().copied() {
            let named = self.named(&self.cell(&grid.head, column));
            if let Some(name) = named
                && columns.iter().all(|(_, other)| other.role != name.role)
            {
                columns.push((column, name));
            }
        }
        columns
    }

    /// How many days are in the columns or rows of a table, regardless of other names in it.
    pub(super) fn days_in_rows(&self, grid: &Grid) -> usize {
        let heads = self.named_columns(grid).len();
        if heads >= 2 {
            return heads * grid.rows.len();
        }
        let columns = grid.columns.iter().copied().take(NAME_COLUMNS);
        let in_column = |column: usize| {
            let rows = grid.rows.iter();
            rows.filter(|row| self.row_name(grid, row, column).is_some())
                .count()
        };
        columns.map(in_column).max().unwrap_or_default()
    }

    /// Whether a table has days in its rows or columns: then the rest of it contains days.
    pub(super) fn has_days(&self, grid: &Grid, except: &[usize]) -> bool {
        let days = Finder {
            wanted: NameKind::Day,
            ..*self
        };
        let left = grid.part(&grid.rows, except);
        let heads = days.named_columns(&left).len();
        // A date in the row of a week is the date of the week; rows are days only if weeks span several rows.
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
            && left.columns.iter().take(NAME_COLUMNS).any(|column| {
                let named = grid
                    .rows
                    .iter()
                    .filter(|row| days.row_name(grid, row, *column).is_some());
                named.count() * 2 >= grid.rows.len()
            });
        heads >= 2 || in_rows
    }
}

/// A word with a capital letter at its start.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Whether the numbers of names follow one another; rows may share one.
fn are_consecutive(named: &[Name]) -> bool {
    let counted: Vec<NumberRange> = named.iter().filter_map(numbers).collect();
    let is_next = |pair: &[NumberRange]| {
        let (last, next) = (pair[0], pair[1]);
        next == last || next.first == last.last.saturating_add(1)
    };
    counted.windows(2).all(is_next) && counted.len() > 1
}
