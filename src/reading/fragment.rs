//! The fragments of a document while it is read: whole blocks, parts of tables, lists and paragraphs, and heads for the
//! names in them. A head carries its [`Name`] as a value; text composed of the fragments is never parsed again.

use std::collections::HashMap;

use super::grid::Grid;
use super::name::Name;
use crate::document::{BoxState, Form, NodeId};
use crate::span::Span;

/// A fragment of a document. Most are whole blocks, so variants that are large and rare are boxed.
#[derive(Clone, Debug)]
pub(super) enum Fragment {
    /// A whole block.
    Block(NodeId),
    /// A heading, from the source or for a name in another form.
    Head(Box<Head>),
    /// Some lines of a paragraph.
    Lines { of: NodeId, lines: Vec<Vec<NodeId>> },
    /// Some items of a list, as a list of their own.
    Items { list: NodeId, items: Vec<NodeId> },
    /// A table, or some rows and columns of one.
    Table(Box<Grid>),
    /// A cell below a label; lines of it that begin with a box are tasks.
    Cell {
        cell: NodeId,
        /// How many bytes of its first words are in a head.
        start: usize,
        label: String,
        /// Whether ticks are boxes.
        ticks: bool,
    },
    /// A task from a row: its words are those of a cell, or else a name.
    Task {
        state: BoxState,
        words: Option<NodeId>,
        name: String,
        span: Span,
    },
    /// A cell that is the label of a block, with its time.
    Label { cell: NodeId, time: Option<String> },
    /// The rest of a line after the words of a head.
    Rest { line: Vec<NodeId>, span: Span },
    /// Raw HTML without the summary that became a head.
    Html { html: String, span: Span },
}

/// A heading.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Its name; `None` for a section.
    pub(super) name: Option<Name>,
    /// Its words, if the source has no heading for it.
    pub(super) text: String,
    pub(super) level: u8,
    pub(super) form: Form,
    pub(super) span: Span,
    /// The heading of the source.
    pub(super) at: Option<NodeId>,
}

/// The names in the headings of a composed document.
pub(super) type HeadingNames = HashMap<NodeId, Name>;
