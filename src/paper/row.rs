//! What a sheet is put together from: rows, one below the other, each of which knows where in the document's structure
//! it stands.

use super::text::Text;

/// What a row is, which says how it looks and how it is told to those who cannot see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Text.
    Body,
    /// A heading of a level, 1 for the sheet's own.
    Heading(u8),
    /// What a block of time is called.
    Label,
    /// Facts about the sheet.
    Facts,
    /// Code; its white space is meant.
    Code,
    /// What is repeated or told about paper only, and is no part of the text.
    Running,
}

/// What stands before a row's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// A box to tick.
    Box {
        /// Whether its author ticked it.
        done: bool,
    },
    /// A point or a number.
    Label(String),
}

/// What rows can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// A list.
    List {
        /// Whether it is numbered.
        numbered: bool,
    },
    /// An item of a list.
    Item,
    /// A quotation.
    Quote,
    /// Something set apart.
    Aside,
    /// A table.
    Table,
}

/// A group and which one it is; the same number is the same group.
pub(super) type InGroup = (u32, Group);

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// As the text reads.
    Start,
    /// In the middle.
    Center,
    /// Against the way the text reads.
    End,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) text: Text,
    pub(super) align: Align,
    /// Whether it names what stands below it.
    pub(super) head: bool,
}

/// What is in a row.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// Text over the whole width.
    Text(Text),
    /// The cells of one row of a table.
    Cells(Vec<Cell>),
    /// A line across.
    Rule,
}

/// A row. Lengths are in sizes of the text, so that they shrink with it.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) role: Role,
    pub(super) content: Content,
    pub(super) mark: Mark,
    /// How far in it stands.
    pub(super) indent: f32,
    /// Where lines stand beside it that tell what belongs together, each with the group that it is for.
    pub(super) bars: Vec<(f32, u32)>,
    /// The room above it.
    pub(super) gap: f32,
    /// What it stands in, outermost first.
    pub(super) groups: Vec<InGroup>,
}

impl Row {
    /// A row of text that stands in nothing.
    pub(super) fn of(role: Role, text: Text) -> Self {
        Self {
            role,
            content: Content::Text(text),
            mark: Mark::None,
            indent: 0.0,
            bars: Vec::new(),
            gap: role.gap(),
            groups: Vec::new(),
        }
    }

    /// The table that a row of cells stands in.
    pub(super) fn table(&self) -> Option<u32> {
        match (&self.content, self.groups.last()) {
            (Content::Cells(_), Some((table, Group::Table))) => Some(*table),
            _ => None,
        }
    }

    /// Whether the row belongs to what comes after it.
    pub(super) fn leads(&self) -> bool {
        match &self.content {
            Content::Cells(cells) => cells.iter().all(|cell| cell.head),
            _ => matches!(self.role, Role::Heading(_) | Role::Label),
        }
    }
}

impl Role {
    /// The usual room above.
    pub(super) fn gap(self) -> f32 {
        match self {
            Self::Heading(1) | Self::Running => 0.0,
            Self::Heading(2) => 1.0,
            Self::Heading(_) | Self::Label => 0.75,
            Self::Body | Self::Code => 0.4,
            Self::Facts => 0.15,
        }
    }

    /// How much larger than the text it is set.
    pub(super) fn scale(self) -> f32 {
        match self {
            Self::Heading(1) => 1.7,
            Self::Heading(2) => 1.25,
            Self::Heading(3) => 1.08,
            Self::Facts | Self::Code | Self::Running => 0.9,
            Self::Heading(_) | Self::Body | Self::Label => 1.0,
        }
    }
}
