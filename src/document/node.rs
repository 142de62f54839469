//! The nodes of a document, in one vector in document order. A node has the index after its last descendant, so reading
//! or dropping a tree needs no recursion.

use super::admonition::Fold;
use super::attributes::AttributeList;
use super::box_state::BoxState;
use crate::span::Span;

/// The id of a node in one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

impl NodeId {
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The ids of the nodes in front of it, from the nearest one on.
    pub fn before(self) -> impl Iterator<Item = Self> {
        (0..self.0).rev().map(Self)
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A node of Markdown.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its kind.
    pub kind: NodeKind,
    /// Its position.
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

    /// The id after its last descendant.
    pub(super) fn after(&self) -> NodeId {
        self.end
    }

    /// Moves it by a number of nodes.
    pub(super) fn shift(&mut self, by: usize) {
        self.end = NodeId::new(self.end.index() + by);
    }
}

/// The kind of a node. Unless stated otherwise, its children are its content. Most nodes are text, so kinds that are
/// larger than a heading and rare are boxed.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading(Heading),
    /// A block quote.
    Quote,
    /// An admonition. Its first child is its [title](Self::Title) if the author wrote one, which may be empty;
    /// otherwise its name is shown.
    Admonition(Box<Admonition>),
    /// One of a group of content tabs; its first child is its [title](Self::Title).
    Tab {
        /// Whether it begins a group, even directly below another tab.
        begins: bool,
    },
    /// The title of an admonition or a tab.
    Title,
    /// Blocks between two marks that only have a style elsewhere.
    Group,
    /// A fence of `markdown`: text for readers to copy. Its children are that text's own tree.
    Template {
        /// The text to copy.
        source: String,
    },
    /// Code; it has no children.
    Code(Box<CodeBlock>),
    /// A list, with its first number if it is numbered. Its children are items.
    List(Option<u64>),
    /// A list item.
    Item {
        /// The state of the box, for a task.
        task: Option<BoxState>,
        /// The attributes at the end of its first paragraph.
        attributes: Option<Box<AttributeList>>,
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
    /// The content of a footnote.
    Footnote {
        /// Its label.
        label: String,
    },
    /// A definition list; its children are terms and definitions.
    Definitions,
    /// A defined term.
    Term,
    /// A definition of the term.
    Definition,
    /// Sanitized raw HTML; it has no children.
    Html(String),
    /// Text; it has no children.
    Text(String),
    /// Inline code; it has no children.
    InlineCode(String),
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck-out text.
    Strikethrough,
    /// Superscript.
    Superscript,
    /// Subscript.
    Subscript,
    /// A link.
    Link {
        /// The target, as written.
        target: String,
        /// Its title.
        title: String,
    },
    /// An image; its children are its alternative text.
    Image {
        /// The address, as written.
        target: String,
        /// Its title.
        title: String,
    },
    /// An abbreviation; its child is the text.
    Abbreviation {
        /// Its meaning.
        title: String,
    },
    /// A reference to a footnote; it has no children.
    FootnoteReference {
        /// The footnote's label.
        label: String,
    },
    /// A line end in the source that is a space.
    SoftBreak,
    /// A line break.
    HardBreak,
}

impl NodeKind {
    /// Whether it is inline.
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
    /// The attributes at its end.
    pub attributes: Option<Box<AttributeList>>,
    /// Its form in the source.
    pub form: Form,
}

/// The first line of an admonition.
#[derive(Clone, Debug)]
pub struct Admonition {
    /// One of the known kinds.
    pub kind: &'static str,
    /// The kind as the author wrote it, in lower case: `caution` has the kind `warning`.
    pub name: String,
    /// Further words of the first line.
    pub classes: Vec<String>,
    /// Whether it can be folded.
    pub fold: Fold,
}

/// A block of code.
#[derive(Clone, Debug)]
pub struct CodeBlock {
    /// The info string's first word; empty if there is none.
    pub language: String,
    /// The title above it; empty for none.
    pub title: String,
    /// The code.
    pub text: String,
}

/// The form of a heading in the source. Stronger forms come first.
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
    /// Not in the source: derived from the days below it.
    Formed,
}

/// The alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// In reading direction.
    None,
    /// Left.
    Left,
    /// Centered.
    Center,
    /// Right.
    Right,
}
