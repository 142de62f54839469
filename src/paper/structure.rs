//! The document's structure for assistive technology: each sheet is a section of headings, paragraphs, lists and
//! tables, in reading order.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind};

use super::drawing::{SheetTags, TaggedContent};
use super::layout::LaidOutSheet;
use super::row::{InGroup, RowContent, RowGroup, RowRole, SheetRow};

/// An open group, with its parts.
struct OpenGroup {
    number: Option<u32>,
    group: TagGroup,
}

/// The structure of one sheet. `level` is that of the last heading before it; levels after it are not skipped.
pub(super) fn section(
    laid: &LaidOutSheet,
    traces: &SheetTags,
    alternative: &str,
    level: &mut u16,
) -> TagGroup {
    let mut open = vec![OpenGroup {
        number: None,
        group: TagGroup::new(Tag::Section),
    }];
    let mut path: Vec<InGroup> = Vec::new();
    for (index, row) in laid.rows.iter().enumerate() {
        if row.role == RowRole::Running {
            continue;
        }
        let shared = path
            .iter()
            .zip(&row.groups)
            .take_while(|(a, b)| a == b)
            .count();
        close(&mut open, path.get(shared).map(|(number, _)| *number));
        let mark = traces.marks.get(&index);
        let begun = &row.groups[shared..];
        let item = begun
            .iter()
            .rposition(|(_, group)| *group == RowGroup::Item);
        for (at, (number, group)) in begun.iter().enumerate() {
            let own = mark.filter(|_| item == Some(at));
            begin(&mut open, (*number, *group), own);
        }
        if let (Some(mark), None, Some(last)) = (mark, item, open.last_mut()) {
            // A mark that does not begin an item is part of the text.
            let children = vec![(*mark).into()];
            last.group
                .push(TagGroup::with_children(Tag::Span, children));
        }
        path.clone_from(&row.groups);
        let node = row_node(index, row, traces, (laid.sheet.depth, &mut *level));
        if let Some(last) = open.last_mut() {
            last.group.children.extend(node);
        }
        if let (0, Some(code)) = (index, traces.code) {
            let alternative = Some(alternative.to_owned());
            let mut figure = TagGroup::new(Tag::Figure(alternative));
            figure.push(code);
            if let Some(last) = open.last_mut() {
                last.group.push(figure);
            }
        }
    }
    while open.len() > 1 {
        shut(&mut open);
    }
    if let Some(last) = open.last_mut().filter(|_| !traces.buttons.is_empty()) {
        let buttons = nodes(&traces.buttons);
        last.group.push(TagGroup::with_children(Tag::P, buttons));
    }
    open.pop()
        .map_or_else(|| TagGroup::new(Tag::Section), |open| open.group)
}

/// Closes a group and all groups in it; does nothing without a number.
fn close(open: &mut Vec<OpenGroup>, number: Option<u32>) {
    let Some(number) = number else {
        return;
    };
    if let Some(at) = open.iter().position(|open| open.number == Some(number)) {
        while open.len() > at {
            shut(open);
        }
    }
}

fn shut(open: &mut Vec<OpenGroup>) {
    if open.len() > 1
        && let Some(inner) = open.pop()
        && let Some(outer) = open.last_mut()
    {
        outer.group.push(inner.group);
    }
}

fn begin(open: &mut Vec<OpenGroup>, (number, group): InGroup, mark: Option<&Identifier>) {
    let mut push = |number, group: TagGroup| open.push(OpenGroup { number, group });
    let number = Some(number);
    match group {
        RowGroup::List { numbered } => {
            let numbering = if numbered {
                ListNumbering::Decimal
            } else {
                ListNumbering::Disc
            };
            push(number, TagGroup::new(Tag::L(numbering)));
        }
        RowGroup::Item => {
            let mut item = TagGroup::new(Tag::LI);
            if let Some(mark) = mark {
                let mut label = TagGroup::new(Tag::Lbl);
                label.push(*mark);
                item.push(label);
            }
            push(number, item);
            push(None, TagGroup::new(Tag::LBody));
        }
        RowGroup::Quote => push(number, TagGroup::new(Tag::BlockQuote)),
        RowGroup::Aside => push(number, TagGroup::new(Tag::Div)),
        RowGroup::Table => push(number, TagGroup::new(Tag::Table)),
    }
}

fn row_node(
    index: usize,
    row: &SheetRow,
    traces: &SheetTags,
    (depth, level): (usize, &mut u16),
) -> Option<Node> {
    let drawn = |column: usize| traces.columns.get(&(index, column));
    match &row.content {
        RowContent::Rule => None,
        RowContent::Text(_) => {
            let mut leaf = TagGroup::new(role(row, depth, level));
            leaf.children = nodes(drawn(0)?);
            Some(leaf.into())
        }
        RowContent::Cells(cells) => {
            let mut line = TagGroup::new(Tag::TR);
            for (column, cell) in cells.iter().enumerate() {
                let tag: TagKind = if cell.head {
                    Tag::TH(TableHeaderScope::Column).into()
                } else {
                    Tag::TD.into()
                };
                let children = drawn(column).map(|drawn| nodes(drawn)).unwrap_or_default();
                line.push(TagGroup::with_children(tag, children));
            }
            Some(line.into())
        }
    }
}

fn role(row: &SheetRow, depth: usize, last: &mut u16) -> TagKind {
    match row.role {
        RowRole::Heading(level) => {
            let wanted = u16::try_from(depth).unwrap_or(0) + u16::from(level);
            let level = wanted.clamp(1, *last + 1);
            *last = level;
            let title = match &row.content {
                RowContent::Text(text) => Some(text.words.clone()),
                RowContent::Cells(_) | RowContent::Rule => None,
            };
            Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), title).into()
        }
        RowRole::Code => Tag::Code.into(),
        RowRole::Body | RowRole::Label | RowRole::Facts | RowRole::Touch | RowRole::Running => {
            Tag::P.into()
        }
    }
}

fn nodes(drawn: &[TaggedContent]) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    for drawn in drawn {
        match drawn {
            TaggedContent::Words(id) => nodes.push((*id).into()),
            TaggedContent::Link { words, link } => match link {
                Some(link) => {
                    let words = words.iter().map(|id| Node::from(*id));
                    let children = words.chain([Node::from(*link)]).collect();
                    nodes.push(TagGroup::with_children(Tag::Link, children).into());
                }
                None => nodes.extend(words.iter().map(|id| Node::from(*id))),
            },
        }
    }
    nodes
}
