//! The heights of rows at a size and a width.

use super::row::{Align, RowContent, RowMarker, RowRole, SheetRow};
use super::text::{Emphasis, Style, StyledText};
use super::typeset::{TextSetting, Typeset, Typesetter};

/// The sizes of a sheet. Lengths are points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// The text's size.
    pub(super) size: f32,
    /// The smallest size for anything.
    pub(super) least: f32,
    /// The line height, in multiples of the size.
    pub(super) leading: f32,
}

/// A measured row. Lengths are points.
pub(super) struct Measured {
    /// The texts side by side: one, or the cells of a table's row.
    pub(super) columns: Vec<Column>,
    /// The mark in front of them, if it consists of words.
    pub(super) mark: Option<Typeset>,
    /// The size that its words are set in.
    pub(super) size: f32,
    /// The line height.
    pub(super) line: f32,
    /// How many lines it has, at least one.
    pub(super) lines: usize,
    /// The room above.
    pub(super) gap: f32,
    /// The size of the sheet's text.
    pub(super) em: f32,
}

/// A text within a row.
pub(super) struct Column {
    /// From the start of the row.
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) set: Typeset,
}

/// Between the columns of a table, in sizes.
const BETWEEN: f32 = 0.9;
/// Below a table, in sizes.
const BELOW_TABLE: f32 = 0.8;
/// The narrowest column for words, in multiples of the size.
const NARROWEST: f32 = 4.2;

/// The smallest size of a wide table, as a fraction of the smallest size of other text.
const OF_TABLES: f32 = 0.85;

/// The least height and width of what is tapped: 9.2 mm.
pub(super) const TOUCH: f32 = 26.0;

/// A little more than words need, to keep rounding from breaking lines.
const ROUNDING: f32 = 0.5;

/// Turns each row of a table with too many columns for the width into a paragraph.
pub(super) fn without_wide_tables(rows: &[SheetRow], width: f32, scale: Scale) -> Vec<SheetRow> {
    let mut fitted: Vec<SheetRow> = Vec::with_capacity(rows.len());
    let mut heads: (Option<u32>, Vec<String>) = (None, Vec::new());
    for row in rows {
        let (RowContent::Cells(cells), table) = (&row.content, row.table()) else {
            fitted.push(row.clone());
            continue;
        };
        if count(cells.len()) * (NARROWEST + BETWEEN) * scale.size + row.indent * scale.size
            <= width
        {
            fitted.push(row.clone());
            continue;
        }
        if row.leads() {
            heads = (
                table,
                cells.iter().map(|cell| cell.text.words.clone()).collect(),
            );
            continue;
        }
        let mut text = StyledText::default();
        for (index, cell) in cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.text.is_empty())
        {
            if !text.is_empty() {
                text.push(" · ", Style::default());
            }
            let head = heads.1.get(index).filter(|_| heads.0 == table);
            if let Some(head) = head.filter(|head| !head.trim().is_empty()) {
                text.push(&format!("{}: ", head.trim()), Style::of(Emphasis::BOLD));
            }
            append(&mut text, &cell.text);
        }
        fitted.push(SheetRow {
            content: RowContent::Text(text),
            groups: row.groups[..row.groups.len().saturating_sub(1)].to_vec(),
            gap: 0.5,
            ..row.clone()
        });
    }
    fitted
}

/// Appends a text with its styles and links.
pub(super) fn append(text: &mut StyledText, other: &StyledText) {
    let links: Vec<u16> = other.links.iter().map(|link| text.add_link(link)).collect();
    for (range, style) in other.styled() {
        let link = usize::from(style.link)
            .checked_sub(1)
            .and_then(|link| links.get(link).copied());
        let style = Style {
            link: link.unwrap_or(0),
            ..style
        };
        text.push(&other.words[range], style);
    }
}

/// Measures every row at `width`.
pub(super) fn measure(
    rows: &[SheetRow],
    width: f32,
    scale: Scale,
    setter: &mut Typesetter<'_>,
) -> Vec<Measured> {
    let mut measured = Vec::with_capacity(rows.len());
    let mut at = 0;
    while at < rows.len() {
        let table = rows[at].table();
        let same = rows[at..]
            .iter()
            .take_while(|row| table.is_some() && row.table() == table)
            .count();
        if same == 0 {
            let mut row = one(&rows[at], width, scale, setter);
            if at > 0 && rows[at - 1].table().is_some() {
                row.gap = row.gap.max(BELOW_TABLE * scale.size);
            }
            measured.push(row);
            at += 1;
        } else {
            let (widths, scale) = widths(&rows[at..at + same], width, scale, setter);
            for row in &rows[at..at + same] {
                measured.push(cells(row, &widths, scale, setter));
            }
            at += same;
        }
    }
    measured
}

fn sizes(row: &SheetRow, scale: Scale) -> (f32, f32) {
    let size = (scale.size * row.role.scale()).max(scale.least);
    let leading = match row.role {
        RowRole::Heading(1 | 2) => scale.leading.min(1.25),
        _ => scale.leading,
    };
    (size, size * leading)
}

fn one(row: &SheetRow, width: f32, scale: Scale, setter: &mut Typesetter<'_>) -> Measured {
    let (size, line) = sizes(row, scale);
    let indent = row.indent * scale.size;
    let mut setting = TextSetting {
        size,
        line,
        width: Some((width - indent).max(size)),
        align: Align::Start,
        heading: matches!(row.role, RowRole::Heading(_) | RowRole::Label),
    };
    let mut columns = Vec::new();
    if let RowContent::Text(text) = &row.content {
        let mut set = setter.set(text, setting);
        if row.role == RowRole::Touch {
            // Few lines are set further apart, so a finger or a pen cannot miss them.
            let lines = count(set.layout.len().max(1));
            setting.line = line.max(TOUCH / lines);
            set = setter.set(text, setting);
        }
        columns.push(Column {
            x: indent,
            width: width - indent,
            set,
        });
    }
    setting.width = None;
    setting.heading = false;
    let mark = match &row.mark {
        RowMarker::Label(label) => {
            Some(setter.set(&StyledText::of(label, Emphasis::NONE), setting))
        }
        RowMarker::None | RowMarker::Box { .. } => None,
    };
    let line = match row.content {
        RowContent::Rule => size,
        _ => setting.line,
    };
    Measured {
        mark,
        ..measured(columns, row, (size, line), scale)
    }
}

fn measured(
    columns: Vec<Column>,
    row: &SheetRow,
    (size, line): (f32, f32),
    scale: Scale,
) -> Measured {
    let lines = columns.iter().map(|column| column.set.layout.len()).max();
    Measured {
        columns,
        mark: None,
        size,
        line,
        lines: lines.unwrap_or(1).max(1),
        gap: row.gap * scale.size,
        em: scale.size,
    }
}

fn cells(row: &SheetRow, widths: &[f32], scale: Scale, setter: &mut Typesetter<'_>) -> Measured {
    let (size, line) = sizes(row, scale);
    let mut columns = Vec::new();
    let mut x = row.indent * scale.size;
    if let RowContent::Cells(cells) = &row.content {
        for (cell, width) in cells.iter().zip(widths) {
            let setting = TextSetting {
                size,
                line,
                width: Some(*width),
                align: cell.align,
                heading: false,
            };
            let set = setter.set(&cell.text, setting);
            columns.push(Column {
                x,
                width: *width,
                set,
            });
            x += width + BETWEEN * scale.size;
        }
    }
    measured(columns, row, (size, line), scale)
}

/// The widths of a table's columns: the width of their words, or a share of the available width if that is too much. A
/// table whose longest words do not fit is set in a smaller size.
fn widths(
    rows: &[SheetRow],
    width: f32,
    scale: Scale,
    setter: &mut Typesetter<'_>,
) -> (Vec<f32>, Scale) {
    let columns = needed(rows, scale, setter);
    let indent = rows.first().map_or(0.0, |row| row.indent);
    let beside = indent + count(columns.len().saturating_sub(1)) * BETWEEN;
    let words: f32 = columns.iter().map(|(least, _)| least).sum();
    let free = count(columns.len()) * ROUNDING;
    let smaller = scale.size * (width - free) / (words + beside * scale.size);
    let least = scale.least * OF_TABLES;
    let size = scale.size.min(smaller.max(least));
    let shrunk = |column: (f32, f32)| {
        let part = size / scale.size;
        (column.0 * part + ROUNDING, column.1 * part + ROUNDING)
    };
    let columns: Vec<(f32, f32)> = columns.into_iter().map(shrunk).collect();
    let room = (width - beside * size).max(size);
    let scale = Scale {
        size,
        least: scale.least.min(size),
        ..scale
    };
    (share(&columns, room), scale)
}

/// The width that each column of a table needs: for its longest word, and for its longest text in one line.
fn needed(rows: &[SheetRow], scale: Scale, setter: &mut Typesetter<'_>) -> Vec<(f32, f32)> {
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for row in rows {
        let RowContent::Cells(cells) = &row.content else {
            continue;
        };
        let (size, line) = sizes(row, scale);
        for (index, cell) in cells.iter().enumerate() {
            let setting = TextSetting {
                size,
                line,
                width: None,
                align: Align::Start,
                heading: false,
            };
            let needed = setter
                .set(&cell.text, setting)
                .layout
                .calculate_content_widths();
            if columns.len() <= index {
                columns.push((NARROWEST * scale.size, NARROWEST * scale.size));
            }
            let (least, most) = &mut columns[index];
            *least = least.max(needed.min);
            *most = most.max(needed.max);
        }
    }
    columns
}

/// The share of each column: its full width if that is at most a fair share, and a share of the rest for the others.
fn share(columns: &[(f32, f32)], room: f32) -> Vec<f32> {
    let mut input: Vec<Option<f32>> = vec![None; columns.len()];
    let mut left = room;
    loop {
        let open = input.iter().filter(|input| input.is_none()).count();
        let fair = left / count(open.max(1));
        let next = columns
            .iter()
            .zip(&input)
            .position(|((_, most), input)| input.is_none() && *most <= fair);
        let Some(next) = next else {
            break;
        };
        input[next] = Some(columns[next].1);
        left -= columns[next].1;
    }
    let needed: f32 = columns.iter().map(|(least, _)| least).sum();
    let open_need = columns.iter().zip(&input);
    let open_need = open_need.filter(|(_, input)| input.is_none());
    if needed <= room && open_need.map(|((least, _), _)| least).sum::<f32>() > left {
        // Giving some columns a single line would break words in others.
        input.fill(None);
        left = room;
    }
    let open = || {
        let both = columns.iter().zip(&input);
        both.filter(|(_, input)| input.is_none())
            .map(|(column, _)| column)
    };
    let least: f32 = open().map(|(least, _)| least).sum();
    let most: f32 = open().map(|(_, most)| most).sum();
    let part = |(low, high): &(f32, f32)| {
        if least >= left {
            low * left / least
        } else {
            low + (high - low) * (left - least) / (most - least)
        }
    };
    columns
        .iter()
        .zip(&input)
        .map(|(column, input)| input.unwrap_or_else(|| part(column)))
        .collect()
}

/// A count as a floating-point number.
pub(super) fn count(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn columns_share_the_width_and_break_words_only_if_they_must() {
        for (columns, room, widths) in [
            // All fit.
            (&[(1.0, 2.0), (1.0, 3.0)][..], 10.0, &[2.0, 3.0][..]),
            // A narrow column gets its full width, and a wide one the rest.
            (&[(1.0, 2.0), (3.0, 30.0)], 10.0, &[2.0, 8.0]),
            (&[(1.0, 11.0), (1.0, 21.0)], 17.0, &[6.0, 11.0]),
            // The long word of the second column is not broken to keep the first one in one line.
            (&[(1.0, 4.0), (8.0, 8.0)], 10.0, &[2.0, 8.0]),
            // Not all words fit.
            (&[(10.0, 10.0), (30.0, 30.0)], 20.0, &[10.0, 10.0]),
            (&[(12.0, 12.0), (36.0, 36.0)], 20.0, &[5.0, 15.0]),
        ] {
            assert_eq!(share(columns, room), widths, "{columns:?} in {room}");
        }
    }
}
