//! The nodes of a document. They are in one row, each before its descendants, and a node has the index of what
//! follows those, so reading or dropping a tree needs no recursion.

use super::admonition::Fold;
use super::attributes::Attributes;
use super::box_state::BoxState;
use crate::span::Span;

/// Names a node of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

impl NodeId {
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A piece of Markdown.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it stands.
    pub span: Span,
    end: NodeId,
}

impl Node {
    pub(super) fn new(kind: NodeKind, span: Span, index: usize) -> Self {
        Self {
            kind,
            span,
            end: NodeId::new(index + 1),
        }
    }

    pub(super) fn close(&mut self, end: usize) {
        self.end = NodeId::new(end);
    }

    /// The index after its last descendant.
    pub(super) fn end(&self) -> usize {
        self.end.index()
    }

    /// The id of what follows its last descendant.
    pub(super) fn after(&self) -> NodeId {
        self.end
    }

    /// Moves it back by a number of nodes.
    pub(super) fn shift(&mut self, by: usize) {
        self.end = NodeId::new(self.end.index() + by);
    }
}

/// What a node is. Where nothing else is said, its children are its content. Most nodes are text, and there are many of
/// them: what is larger than a heading and rare is in a box.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading(Heading),
    /// A block quote.
    Quote,
    /// An admonition. Its first child is its [title](Self::Title) where the author gave it one, which is empty for none;
    /// else its name serves.
    Admonition(Box<Admonition>),
    /// One of a row of content tabs; its first child is its [title](Self::Title).
    Tab {
        /// Whether it begins a row, though another tab stands right above it.
        begins: bool,
    },
    /// The title of an admonition or a tab.
    Title,
    /// Blocks between two marks that say how they look elsewhere.
    Group,
    /// A fence of `markdown`: text to be read and copied. Its children are that text's own tree.
    Template {
        /// The text as it stands, to copy.
        source: String,
    },
    /// Code; it has no children.
    Code(Box<CodeBlock>),
    /// A list, with its first number where it is numbered. Its children are items.
    List(Option<u64>),
    /// A list item.
    Item {
        /// For a task, what its box says.
        task: Option<BoxState>,
        /// What stands in braces at the end of its first paragraph.
        attributes: Option<Box<Attributes>>,
    },
    /// A thematic break.
    Rule,
    /// A table with the alignment of its columns; its children are one head and rows.
    Table(Vec<Alignment>),
    /// The first row of a table; its children are cells.
    TableHead,
    /// Another row of a table; its children are cells.
    TableRow,
    /// A cell.
    TableCell,
    /// What a footnote says.
    Footnote {
        /// Its label.
        label: String,
    },
    /// A definition list; its children are terms and definitions.
    Definitions,
    /// What is defined.
    Term,
    /// How it is defined.
    Definition,
    /// Raw HTML, safe to be shown; it has no children.
    Html(String),
    /// Text; it has no children.
    Text(String),
    /// Code within a line; it has no children.
    InlineCode(String),
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Strikethrough,
    /// Above the line.
    Superscript,
    /// Below the line.
    Subscript,
    /// A link.
    Link {
        /// Where it leads, as written.
        target: String,
        /// Its title.
        title: String,
    },
    /// An image; its children are its alternative text.
    Image {
        /// Where it is, as written.
        target: String,
        /// Its title.
        title: String,
    },
    /// An abbreviation; its child is the text as it stands.
    Abbreviation {
        /// What it stands for.
        title: String,
    },
    /// A reference to a footnote; it has no children.
    FootnoteReference {
        /// The footnote's label.
        label: String,
    },
    /// A line end in the source that means a space.
    SoftBreak,
    /// A line end that is meant.
    HardBreak,
}

impl NodeKind {
    /// Whether it stands in a line of text.
    pub fn is_inline(&self) -> bool {
        matches!(
            self,
            Self::Text(_)
                | Self::InlineCode(_)
                | Self::Emphasis
                | Self::Strong
                | Self::Strikethrough
                | Self::Superscript
                | Self::Subscript
                | Self::Link { .. }
                | Self::Image { .. }
                | Self::Abbreviation { .. }
                | Self::FootnoteReference { .. }
                | Self::SoftBreak
                | Self::HardBreak
                | Self::Html(_)
        )
    }
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u8,
    /// Its anchor, unique in its document.
    pub id: String,
    /// What stands in braces at its end.
    pub attributes: Option<Box<Attributes>>,
    /// How the source writes it.
    pub form: Form,
}

/// What the first line of an admonition says.
#[derive(Clone, Debug)]
pub struct Admonition {
    /// One of the known kinds.
    pub kind: &'static str,
    /// The kind as the author names it, in lower case: `caution` is of the kind `warning`.
    pub name: String,
    /// Further words of the first line.
    pub classes: Vec<String>,
    /// Whether it folds.
    pub fold: Fold,
}

/// A block of code.
#[derive(Clone, Debug)]
pub struct CodeBlock {
    /// The info string's first word; empty where there is none.
    pub language: String,
    /// What stands above it; empty for nothing.
    pub title: String,
    /// The code.
    pub text: String,
}

/// How the source writes what is read as a heading. The stronger form comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// As a heading.
    #[default]
    Heading,
    /// In the words at the end of a heading: `Arrays (Week 3)`.
    Tail,
    /// In strong words that begin a line.
    Bold,
    /// In a line of its own.
    Line,
    /// As the title of an admonition or a tab.
    Title,
    /// As an item of a list.
    Item,
    /// As a row of a table.
    Row,
    /// As a column of a table.
    Column,
    /// In the weeks that the heading of a phase promises: `Phase 1 (Weeks 1-4)`.
    Promise,
    /// Not at all: it is formed from the days below it.
    Formed,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// As the language reads.
    None,
    /// To the left.
    Left,
    /// To the middle.
    Center,
    /// To the right.
    Right,
}
