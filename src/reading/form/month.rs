//! A month as a table of weeks: weekdays in the heads of its columns, and in its cells the numbers of their days, alone or
//! with what is done on them (`5 Run`). Its name may be above it: `October 2026`.

use super::calendar::{CalendarTable, CellDay};
use super::finder::{Finder, LONGEST_LINE};
use crate::document::{NodeId, NodeKind};
use crate::language::{SEPARATORS, WrittenDate, WrittenMonth, day_of_month, month_in};
use crate::plan::DayName;
use crate::reading::grid::{Grid, box_in, segments};
use crate::reading::name::{Name, OutlineRole, titled};
use crate::units::NumberRange;

/// The minimum number of weekdays in the heads, and of numbers in the cells, that is not a coincidence.
const FEWEST: usize = 5;
/// How many nodes in front of a table are searched for the name of its month.
const NODES_ABOVE: usize = 64;
/// The longest text beside the number of a day, in characters, that is its title.
const LONGEST_TITLE: usize = 100;
/// The possible lengths of a month.
const LENGTHS: std::ops::RangeInclusive<u32> = 28..=31;

/// A column with its weekday, 0 for Monday, and the words of its head.
type WeekdayColumn = (usize, usize, String);

/// The number of a day in its cell.
struct NumberedCell {
    column: usize,
    number: u32,
    /// How many months it is after the one of the first cell.
    months: u32,
}

impl NumberedCell {
    /// The name of the day. `named` is the month in the words above the table, and how many months that is after the one of
    /// the first cell. Without a month, numbers may be those of the days of the plan.
    fn name(
        &self,
        (_, weekday, called): &WeekdayColumn,
        named: Option<(WrittenMonth, u32)>,
    ) -> Name {
        let role = match named {
            Some(_) => DayName::Weekdays {
                first: *weekday,
                last: *weekday,
            },
            None => DayName::Ordinal(NumberRange {
                first: self.number,
                last: self.number,
            }),
        };
        let called = format!("{called} {}", self.number);
        let mut name = Name::unsaid(OutlineRole::Day(role), &called);
        name.date = named.map(|(of, most)| {
            let months = of.month - 1 + 12 + self.months - most;
            WrittenDate {
                year: of.year.map(|year| year + months / 12 - 1),
                month: months % 12 + 1,
                day: self.number,
            }
        });
        name
    }
}

impl Finder<'_> {
    /// The days of a table, if it is a month.
    pub(super) fn month(&self, grid: &Grid) -> Option<CalendarTable> {
        if grid.columns.len() < FEWEST {
            return None;
        }
        let (grid, caption, weekdays) = self.below_weekdays(grid)?;
        let numbered = self.numbered(&grid, &weekdays)?;
        let named = match caption.as_slice() {
            [] => self.month_above(grid.table),
            cells => cells.iter().find_map(|cell| self.month_of(*cell)),
        };
        // The month above the table is the one that most of its days are in.
        let all = || numbered.iter().flatten();
        let days_in = |months: u32| all().filter(|cell| cell.months == months).count();
        let most = (0..=2).rev().max_by_key(|months| days_in(*months))?;
        let mut rows: Vec<Vec<CellDay>> = Vec::with_capacity(grid.rows.len());
        for (at, cells) in numbered.iter().enumerate() {
            let below = numbered[at + 1..].iter().take_while(|next| next.is_empty());
            let below = &grid.rows[at + 1..=at + below.count()];
            let days = cells.iter().filter_map(|cell| {
                let column = cell.column;
                let weekday = weekdays.iter().find(|(at, ..)| *at == column)?;
                let name = cell.name(weekday, named.map(|month| (month, most)));
                let (name, text) = self.with_title(grid.rows[at][column], name);
                let holds = !name.line().eq(&name.called)
                    || text.is_some()
                    || below.iter().any(|row| !self.cell(row, column).is_empty());
                Some(CellDay {
                    column,
                    name,
                    text,
                    holds,
                })
            });
            rows.push(days.collect());
        }
        let holds = rows.iter().flatten().any(|day| day.holds);
        holds.then_some(CalendarTable {
            grid,
            caption,
            rows,
        })
    }

    /// The table below the row with its weekdays, the cells above this row, and the columns of the weekdays.
    fn below_weekdays(&self, grid: &Grid) -> Option<(Grid, Vec<NodeId>, Vec<WeekdayColumn>)> {
        if let Some(weekdays) = self.weekday_columns(grid, &grid.head) {
            return Some((grid.clone(), Vec::new(), weekdays));
        }
        let (first, rows) = grid.rows.split_first()?;
        let weekdays = self.weekday_columns(grid, first)?;
        let says = |cell: &&NodeId| !self.document.text(**cell).trim().is_empty();
        let caption = grid.head.iter().filter(says).copied().collect();
        let grid = Grid {
            head: first.clone(),
            rows: rows.to_vec(),
            ..grid.part(&[], &[])
        };
        Some((grid, caption, weekdays))
    }

    fn weekday_columns(&self, grid: &Grid, row: &[NodeId]) -> Option<Vec<WeekdayColumn>> {
        let mut found: Vec<WeekdayColumn> = Vec::new();
        for column in grid.columns.iter().copied() {
            let Some(name) = self.named(&self.cell(row, column)) else {
                continue;
            };
            match name.role {
                OutlineRole::Day(DayName::Weekdays { first, last })
                    if first == last
                        && name.title.is_empty()
                        && found.iter().all(|(_, other, _)| *other != first) =>
                {
                    found.push((column, first, name.called));
                }
                _ => return None,
            }
        }
        (found.len() >= FEWEST).then_some(found)
    }

    /// The numbered cells of each row, if these are the days of a month in order: the cells of a row have numbers or none
    /// has, and empty ones are only in front of the first number and after the last one.
    fn numbered(&self, grid: &Grid, weekdays: &[WeekdayColumn]) -> Option<Vec<Vec<NumberedCell>>> {
        let mut last: Option<(u32, usize)> = None;
        let mut months = 0;
        let mut has_ended = false;
        let mut rows = Vec::with_capacity(grid.rows.len());
        for row in &grid.rows {
            let mut cells = Vec::new();
            let texts = weekdays.iter().map(|(column, ..)| self.cell(row, *column));
            let texts: Vec<String> = texts.collect();
            let number = |text: &String| self.day_number(text).map(|(number, _)| number);
            let is_numbered = texts.iter().any(|text| number(text).is_some());
            for (text, (column, weekday, _)) in texts.iter().zip(weekdays) {
                if !is_numbered {
                    continue;
                }
                if text.is_empty() {
                    has_ended |= last.is_some();
                    continue;
                }
                let number = number(text).filter(|_| !has_ended)?;
                if let Some((before, of)) = last {
                    let days = if *weekday > of { 0 } else { 7 } + weekday - of;
                    let next = before + u32::try_from(days).ok()?;
                    if number != next {
                        let length = next.checked_sub(number)?;
                        if !LENGTHS.contains(&length) {
                            return None;
                        }
                        months += 1;
                    }
                }
                last = Some((number, *weekday));
                cells.push(NumberedCell {
                    column: *column,
                    number,
                    months,
                });
            }
            rows.push(cells);
        }
        let numbers: usize = rows.iter().map(Vec::len).sum();
        (numbers >= FEWEST).then_some(rows)
    }

    /// The number of a day at the start of a cell, and how many bytes it takes.
    fn day_number(&self, text: &str) -> Option<(u32, usize)> {
        let (number, rest) = day_of_month(text, self.words)?;
        let after = rest.strip_prefix(['.', ',', ':', '/', '-', '–', '%']);
        let goes_on = after.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
            || rest.starts_with('%');
        (!goes_on).then_some((number, text.len() - rest.len()))
    }

    /// A day with the title that follows its number in the first line of its cell, and where the other text of the cell
    /// begins, if there is any.
    fn with_title(&self, cell: NodeId, name: Name) -> (Name, Option<usize>) {
        let lines = segments(self.document, cell);
        let Some((line, first)) = lines.first().and_then(|line| Some((line, *line.first()?)))
        else {
            return (name, None);
        };
        let words = self.document.text(first);
        let at = words.len() - words.trim_start().len();
        let Some((_, len)) = self.day_number(&words[at..]) else {
            return (name, Some(0));
        };
        let rest = words[at + len..].trim();
        let is_title = line.len() == 1
            && box_in(rest, true).is_none()
            && rest.chars().count() <= LONGEST_TITLE;
        if is_title {
            let title = rest.trim_start_matches(|c| c == ' ' || SEPARATORS.contains(&c));
            let text = (lines.len() > 1).then_some(words.len());
            return (titled(name, title, self.words), text);
        }
        let is_text = matches!(self.document.node(first).kind, NodeKind::Text(_));
        let after = &words[at + len..];
        let gap = after.len() - after.trim_start().len();
        let text = if is_text || rest.is_empty() {
            at + len + gap
        } else {
            0
        };
        (name, Some(text))
    }

    /// The month in the words above a table: in the heading of its section, or in a short line below
    /// that.
    fn month_above(&self, table: NodeId) -> Option<WrittenMonth> {
        for node in table.before().take(NODES_ABOVE) {
            match self.document.node(node).kind {
                NodeKind::Heading(_) => return self.month_of(node),
                NodeKind::Table(_) => return None,
                NodeKind::Paragraph => {
                    let is_short = self.document.text(node).chars().count() <= LONGEST_LINE / 2;
                    let month = is_short.then(|| self.month_of(node)).flatten();
                    if month.is_some() {
                        return month;
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn month_of(&self, node: NodeId) -> Option<WrittenMonth> {
        month_in(&self.document.text(node), self.words)
    }
}
