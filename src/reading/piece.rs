//! A document in pieces, while it is read: blocks as they stand, parts of tables, lists and paragraphs, and the heads of
//! what these name. A head carries its [`Name`] as a value; what is composed of the pieces is never read again.

use std::collections::HashMap;

use super::grid::Grid;
use super::name::Name;
use crate::document::{BoxState, Form, NodeId};
use crate::span::Span;

/// A piece of a document. Most are blocks as they stand: what is large and rare is in a box.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A block as it stands.
    Block(NodeId),
    /// A heading, of the source or in place of what the source writes in another form.
    Head(Box<Head>),
    /// Some lines of a paragraph.
    Lines { of: NodeId, lines: Vec<Vec<NodeId>> },
    /// Some items of a list, in a list of their own.
    Items { list: NodeId, items: Vec<NodeId> },
    /// A table, or some rows and columns of one.
    Table(Box<Grid>),
    /// A cell below a label; lines of it that begin with a box are tasks.
    Cell {
        cell: NodeId,
        label: String,
        /// Whether ticks are boxes.
        ticks: bool,
    },
    /// A task of a row: its words are those of a cell, or else a name.
    Task {
        state: BoxState,
        words: Option<NodeId>,
        name: String,
        span: Span,
    },
    /// A cell that is the label of a block, with its time.
    Label { cell: NodeId, time: Option<String> },
    /// What a line goes on with behind the words of a head.
    Rest { line: Vec<NodeId>, span: Span },
    /// Raw HTML without the title that became a head.
    Html { html: String, span: Span },
}

/// A heading.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// What it names; nothing for a section.
    pub(super) name: Option<Name>,
    /// Its words, where the source has no heading for it.
    pub(super) text: String,
    pub(super) level: u8,
    pub(super) form: Form,
    pub(super) span: Span,
    /// The heading of the source.
    pub(super) at: Option<NodeId>,
}

/// What the headings of a composed document name.
pub(super) type Names = HashMap<NodeId, Name>;
