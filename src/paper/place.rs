//! Items placed on a page. Lengths are points, from the page's upper corner at which reading begins.

use super::flow::PlacedLine;
use super::measure::Measured;
use super::row::{RowContent, RowMarker, RowRole, SheetRow};

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) items: Vec<Item>,
}

/// An item on a page.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// A line of a row's text.
    Words {
        row: usize,
        column: usize,
        line: usize,
        x: f32,
        y: f32,
        /// Whether it is a repetition, which is skipped when the text is read.
        repeated: bool,
    },
    /// The mark of a row; `x` is the start of the row's words.
    Mark { row: usize, x: f32, y: f32 },
    /// A drawn line.
    Line {
        from: (f32, f32),
        to: (f32, f32),
        weight: f32,
        tone: Tone,
    },
    /// The QR code of the sheet's page.
    Code { x: f32, y: f32, size: f32 },
}

/// The color of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Ink,
    Accent,
    Faint,
    Rule,
}

/// Places one line of a row, with its marks and bars, in a frame. `before` is the row above it.
pub(super) fn put(
    (row, measured, before): (&SheetRow, &Measured, Option<&SheetRow>),
    put: PlacedLine,
    (left, top): (f32, f32),
    items: &mut Vec<Item>,
) {
    let y = top + put.y;
    let em = measured.em;
    for bar in &row.bars {
        let x = left + bar.0 * em;
        let goes_on = before.is_some_and(|before| before.bars.contains(bar));
        let above = if goes_on { put.above } else { 0.0 };
        items.push(Item::Line {
            from: (x, y - above),
            to: (x, y + measured.line),
            weight: 1.1,
            tone: Tone::Rule,
        });
    }
    if let RowContent::Rule = row.content {
        let middle = y + measured.line / 2.0;
        items.push(Item::Line {
            from: (left + row.indent * em, middle),
            to: (left + row.indent * em + 6.0 * em, middle),
            weight: 0.6,
            tone: Tone::Rule,
        });
    }
    if put.line == 0 && row.mark != RowMarker::None {
        let x = left + row.indent * em;
        items.push(Item::Mark { row: put.row, x, y });
    }
    for (column, set) in measured.columns.iter().enumerate() {
        if put.line < set.set.layout.len() {
            items.push(Item::Words {
                row: put.row,
                column,
                line: put.line,
                x: left + set.x,
                y,
                repeated: put.repeated,
            });
        }
    }
    if put.line + 1 == measured.lines {
        items.extend(rule_below((row, measured), (left, y + measured.line)));
    }
}

/// The line below a row of a table, or below a row to tap.
fn rule_below((row, measured): (&SheetRow, &Measured), (left, y): (f32, f32)) -> Option<Item> {
    let (first, last) = (measured.columns.first()?, measured.columns.last()?);
    let (y, weight) = match &row.content {
        RowContent::Cells(_) if row.leads() => (y + measured.em * 0.1, 0.8),
        RowContent::Cells(_) => (y + measured.em * 0.1, 0.35),
        _ if row.role == RowRole::Touch => (y, 0.4),
        _ => return None,
    };
    Some(Item::Line {
        from: (left + first.x, y),
        to: (left + last.x + last.width, y),
        weight,
        tone: Tone::Rule,
    })
}
