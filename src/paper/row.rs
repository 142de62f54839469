//! The rows of a sheet, one below the other. Each has its position in the document's structure.

use super::text::StyledText;

/// The role of a row, which determines its style and its tag for assistive technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowRole {
    /// Text.
    Body,
    /// A heading of a level, 1 for the sheet's own.
    Heading(u8),
    /// The label of a block of time.
    Label,
    /// Facts about the sheet.
    Facts,
    /// Code; its white space is preserved.
    Code,
    /// A line to tap, over its whole width.
    Touch,
    /// Rows that are repeated or are about the paper, and are not part of the text.
    Running,
}

/// The mark in front of a row's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowMarker {
    /// Nothing.
    None,
    /// A box to tick.
    Box {
        /// Whether its author ticked it.
        done: bool,
    },
    /// A bullet or a number.
    Label(String),
}

/// The groups that rows can belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowGroup {
    /// A list.
    List {
        /// Whether it is numbered.
        numbered: bool,
    },
    /// An item of a list.
    Item,
    /// A quotation.
    Quote,
    /// Content set apart.
    Aside,
    /// A table.
    Table,
}

/// A group with its number; the same number means the same group.
pub(super) type InGroup = (u32, RowGroup);

/// The alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// At the start, in reading direction.
    Start,
    /// Centered.
    Center,
    /// At the end, in reading direction.
    End,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) text: StyledText,
    pub(super) align: Align,
    /// Whether it is the head of its column.
    pub(super) head: bool,
}

/// What is in a row.
#[derive(Clone, Debug)]
pub(super) enum RowContent {
    /// Text over the whole width.
    Text(StyledText),
    /// The cells of one row of a table.
    Cells(Vec<Cell>),
    /// A horizontal rule.
    Rule,
}

/// A row. Lengths are in multiples of the text's size, so they shrink with it.
#[derive(Clone, Debug)]
pub(super) struct SheetRow {
    pub(super) role: RowRole,
    pub(super) content: RowContent,
    pub(super) mark: RowMarker,
    /// Its indent.
    pub(super) indent: f32,
    /// The positions of vertical bars beside it that show groups, each with its group.
    pub(super) bars: Vec<(f32, u32)>,
    /// The room above it.
    pub(super) gap: f32,
    /// The groups that contain it, outermost first.
    pub(super) groups: Vec<InGroup>,
}

impl SheetRow {
    /// A row of text outside of any group.
    pub(super) fn of(role: RowRole, text: StyledText) -> Self {
        Self {
            role,
            content: RowContent::Text(text),
            mark: RowMarker::None,
            indent: 0.0,
            bars: Vec::new(),
            gap: role.gap(),
            groups: Vec::new(),
        }
    }

    /// The table that contains a row of cells.
    pub(super) fn table(&self) -> Option<u32> {
        match (&self.content, self.groups.last()) {
            (RowContent::Cells(_), Some((table, RowGroup::Table))) => Some(*table),
            _ => None,
        }
    }

    /// Whether the row belongs to the row after it.
    pub(super) fn leads(&self) -> bool {
        match &self.content {
            RowContent::Cells(cells) => cells.iter().all(|cell| cell.head),
            _ => matches!(self.role, RowRole::Heading(_) | RowRole::Label),
        }
    }
}

impl RowRole {
    /// The usual room above.
    pub(super) fn gap(self) -> f32 {
        match self {
            Self::Heading(1) | Self::Running => 0.0,
            Self::Heading(2) => 1.0,
            Self::Heading(_) | Self::Label => 0.75,
            Self::Body | Self::Code | Self::Touch => 0.4,
            Self::Facts => 0.15,
        }
    }

    /// Its size as a multiple of the text's size.
    pub(super) fn scale(self) -> f32 {
        match self {
            Self::Heading(1) => 1.7,
            Self::Heading(2) => 1.25,
            Self::Heading(3) => 1.08,
            Self::Facts | Self::Code | Self::Running => 0.9,
            Self::Heading(_) | Self::Body | Self::Label | Self::Touch => 1.0,
        }
    }
}
