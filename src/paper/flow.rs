//! Fills frames with rows, and breaks rows between their lines at the end of a frame. A table that continues in the
//! next frame repeats its head, and a task stays with its content.

use std::ops::Range;

use super::measure::{Measured, count};
use super::row::{RowGroup, RowMarker, SheetRow};

/// A placed line of a row. Lengths are points.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlacedLine {
    /// The index of the row.
    pub(super) row: usize,
    /// The index of the line in it.
    pub(super) line: usize,
    /// From the top of the frame.
    pub(super) y: f32,
    /// The gap above it.
    pub(super) above: f32,
    /// Whether it repeats a line of an earlier frame, and is skipped when the text is read.
    pub(super) repeated: bool,
}

/// Lines of one or several rows that must stay in one frame.
struct KeptLines {
    lines: Vec<(usize, usize)>,
    height: f32,
}

/// A row of at most this many lines is never split.
const SHORT: usize = 4;

/// The lines of each frame; `height` returns the height of a frame. A line that is higher than a whole frame gets a
/// frame of its own.
pub(super) fn flow(
    rows: &[SheetRow],
    measured: &[Measured],
    height: &dyn Fn(usize) -> f32,
) -> Vec<Vec<PlacedLine>> {
    let mut flow = Flow {
        measured,
        height,
        heads: heads(rows),
        frames: vec![Vec::new()],
        y: 0.0,
    };
    let half = height(0).min(height(1)) / 2.0;
    for together in together(rows, measured, half) {
        flow.add(together);
    }
    flow.frames
}

/// Frames that are being filled.
struct Flow<'a> {
    measured: &'a [Measured],
    height: &'a dyn Fn(usize) -> f32,
    /// The rows of the head of each row's table; empty for the head itself.
    heads: Vec<Range<usize>>,
    frames: Vec<Vec<PlacedLine>>,
    /// The end of the content in the last frame.
    y: f32,
}

impl Flow<'_> {
    fn add(&mut self, together: KeptLines) {
        let (row, line) = together.lines.first().copied().unwrap_or_default();
        let next = (self.height)(self.frames.len()) - self.head_height(row);
        let fits = self.fits(self.gap(row, line) + together.height);
        if !fits && !self.is_empty() && together.height <= next {
            self.begin_frame(row);
        }
        for (row, line) in together.lines {
            if !self.fits(self.gap(row, line) + self.measured[row].line) && !self.is_empty() {
                self.begin_frame(row);
            }
            self.put(row, line, false);
        }
    }

    fn is_empty(&self) -> bool {
        self.frames.last().is_none_or(Vec::is_empty)
    }

    fn fits(&self, height: f32) -> bool {
        self.y + height <= (self.height)(self.frames.len() - 1)
    }

    /// The gap above a line, if it comes next.
    fn gap(&self, row: usize, line: usize) -> f32 {
        if line == 0 && !self.is_empty() {
            self.measured[row].gap
        } else {
            0.0
        }
    }

    /// Begins a frame whose first line is one of `row`, below the head of the row's table.
    fn begin_frame(&mut self, row: usize) {
        let repeats = self.head_height(row) > 0.0;
        self.frames.push(Vec::new());
        self.y = 0.0;
        for row in self.heads[row].clone().filter(|_| repeats) {
            for line in 0..self.measured[row].lines {
                self.put(row, line, true);
            }
        }
    }

    /// The height of the table head in the next frame: 0 if too little room would be left below it.
    fn head_height(&self, row: usize) -> f32 {
        let height = height_of(&self.measured[self.heads[row].clone()]);
        let fits = height <= (self.height)(self.frames.len()) / 3.0;
        if fits { height } else { 0.0 }
    }

    fn put(&mut self, row: usize, line: usize, repeated: bool) {
        let above = self.gap(row, line);
        let put = PlacedLine {
            row,
            line,
            y: self.y + above,
            above,
            repeated,
        };
        self.y += above + self.measured[row].line;
        if let Some(frame) = self.frames.last_mut() {
            frame.push(put);
        }
    }
}

/// The height of rows in one frame of unlimited height.
pub(super) fn height(frame: &[PlacedLine], measured: &[Measured]) -> f32 {
    frame
        .last()
        .map_or(0.0, |last| last.y + measured[last.row].line)
}

/// The height of rows including their gaps.
fn height_of(rows: &[Measured]) -> f32 {
    let heights = rows.iter().map(|set| set.gap + count(set.lines) * set.line);
    heights.sum()
}

/// For each row, the rows of its table's head.
fn heads(rows: &[SheetRow]) -> Vec<Range<usize>> {
    let mut heads = Vec::with_capacity(rows.len());
    let mut head = 0..0;
    for (index, row) in rows.iter().enumerate() {
        let begins = row.table().is_none() || index == 0 || rows[index - 1].table() != row.table();
        if begins {
            head = index..index;
        }
        let is_head = row.table().is_some() && row.leads() && head.end == index;
        if is_head {
            head.end += 1;
        }
        heads.push(if is_head { index..index } else { head.clone() });
    }
    heads
}

/// How a row is kept together with its lines and the row below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct KeepRules {
    /// All its lines are in one frame.
    whole: bool,
    /// Its last line and the first line of the row below are in one frame.
    below: bool,
}

/// A task of at most `most` points stays together with all its content; in a longer one, the words stay together with
/// the start of the content.
fn bonds(rows: &[SheetRow], measured: &[Measured], most: f32) -> Vec<KeepRules> {
    let mut bonds: Vec<KeepRules> = rows
        .iter()
        .map(|row| KeepRules {
            whole: false,
            below: row.leads(),
        })
        .collect();
    let mut at = 0;
    while at < rows.len() {
        let end = at + rows_of_task(&rows[at..]);
        if end > at + 1 && height_of(&measured[at..end]) <= most {
            for bond in &mut bonds[at..end] {
                *bond = KeepRules {
                    whole: true,
                    below: true,
                };
            }
            bonds[end - 1].below = rows[end - 1].leads();
            at = end;
        } else {
            bonds[at].below |= end > at + 1;
            at += 1;
        }
    }
    bonds
}

/// How many rows the task at the first row takes; one for any other row.
fn rows_of_task(rows: &[SheetRow]) -> usize {
    let Some(first) = rows.first() else {
        return 0;
    };
    let mut items = first.groups.iter().rev();
    let item = items.find(|(_, group)| *group == RowGroup::Item);
    match (&first.mark, item) {
        (RowMarker::Box { .. }, Some(item)) => rows
            .iter()
            .take_while(|row| row.groups.contains(item))
            .count(),
        _ => 1,
    }
}

fn together(rows: &[SheetRow], measured: &[Measured], half: f32) -> Vec<KeptLines> {
    let mut all: Vec<KeptLines> = Vec::new();
    let mut goes_on = false;
    for (index, bond) in bonds(rows, measured, half).into_iter().enumerate() {
        let set = &measured[index];
        let short = set.lines <= SHORT;
        for line in 0..set.lines {
            let gap = if line == 0 { set.gap } else { 0.0 };
            match all.last_mut().filter(|_| goes_on) {
                Some(last) => {
                    last.lines.push((index, line));
                    last.height += gap + set.line;
                }
                None => all.push(KeptLines {
                    lines: vec![(index, line)],
                    height: set.line,
                }),
            }
            // Longer rows keep two lines together at either end.
            let near_end = line == 0 || line + 2 >= set.lines;
            let ends = line + 1 == set.lines;
            goes_on = if ends {
                bond.below
            } else {
                bond.whole || short || near_end
            };
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{PlacedLine, flow};
    use crate::paper::measure::Measured;
    use crate::paper::row::{Align, Cell, RowContent, RowGroup, RowMarker, RowRole, SheetRow};
    use crate::paper::text::{Emphasis, StyledText};

    /// Rows by their names: `text`, `task` with its `below`, and the `head` and `cells` of a table.
    fn rows(names: &str) -> Vec<SheetRow> {
        let mut task = 0;
        let rows = names.split(' ').map(|name| {
            let row = SheetRow::of(RowRole::Body, StyledText::of("x", Emphasis::NONE));
            let cells = |head| {
                let text = StyledText::of("x", Emphasis::NONE);
                let align = Align::Start;
                SheetRow {
                    content: RowContent::Cells(vec![Cell { text, align, head }]),
                    groups: vec![(9, RowGroup::Table)],
                    ..row.clone()
                }
            };
            task += u32::from(name == "task");
            let item = vec![(100 + task, RowGroup::Item)];
            match name {
                "task" => SheetRow {
                    mark: RowMarker::Box { done: false },
                    groups: item,
                    ..row.clone()
                },
                "below" => SheetRow {
                    groups: item,
                    ..row.clone()
                },
                "head" => cells(true),
                "cells" => cells(false),
                _ => row,
            }
        });
        rows.collect()
    }

    /// The rows of each frame of a height, if a row is a line of one point; `+` marks a repeated row.
    fn frames(names: &str, height: f32) -> String {
        let rows = rows(names);
        let measured: Vec<Measured> = rows
            .iter()
            .map(|_| Measured {
                columns: Vec::new(),
                mark: None,
                size: 1.0,
                line: 1.0,
                lines: 1,
                gap: 0.0,
                em: 1.0,
            })
            .collect();
        let said = |put: &PlacedLine| format!("{}{}", if put.repeated { "+" } else { "" }, put.row);
        let frames = flow(&rows, &measured, &|_| height).into_iter();
        let frames = frames.map(|frame| frame.iter().map(said).collect::<Vec<_>>().join(" "));
        frames.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_table_repeats_its_head_in_each_frame_and_a_task_stays_with_its_content() {
        for (names, height, expected) in [
            ("text text text text", 3.0, "0 1 2 | 3"),
            // A head is repeated, unless it is over a third of the frame.
            ("head cells cells cells cells", 3.0, "0 1 2 | +0 3 4"),
            ("head cells cells cells", 2.0, "0 1 | 2 3"),
            // A head does not end a frame, and is not repeated at the start of its table.
            ("text text head cells cells", 3.0, "0 1 | 2 3 4"),
            ("head cells cells text text", 3.0, "0 1 2 | 3 4"),
            // A task of up to half a frame stays together.
            ("text text text task below text", 4.0, "0 1 2 | 3 4 5"),
            (
                "text text text task below below text",
                6.0,
                "0 1 2 3 4 5 | 6",
            ),
            (
                "text text text text task below below",
                6.0,
                "0 1 2 3 | 4 5 6",
            ),
            // A longer one keeps its words with the first row below them.
            (
                "text text text task below below below",
                4.0,
                "0 1 2 | 3 4 5 6",
            ),
            ("text text task below below below", 4.0, "0 1 2 3 | 4 5"),
            ("text text text task task below", 4.0, "0 1 2 3 | 4 5"),
        ] {
            assert_eq!(frames(names, height), expected, "{names} at {height}");
        }
    }
}
