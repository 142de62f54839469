//! A document as a tree. The nodes lie in one row, each before its descendants, and a node knows where
//! its descendants end: nothing has to be followed by recursion to be read or dropped.

mod footnotes;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use super::admonition::Fold;
use super::allow::Allowed;
use super::attributes::Attributes;
use super::box_state::BoxState;
use super::build::Built;
use super::front::FrontMatter;
use crate::span::{FileId, Span};
pub(super) use footnotes::Footnotes;

/// Names a node of one [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

impl NodeId {
    pub(super) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    fn index(self) -> usize {
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

    /// Where what is in it ends, among the nodes of its file.
    pub(super) fn end(&self) -> usize {
        self.end.index()
    }
}

/// What a node is. Where nothing else is said, its children are its content.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading(Heading),
    /// A block quote.
    Quote,
    /// An admonition.
    Admonition {
        /// One of the known kinds.
        kind: &'static str,
        /// Its title as the author gave it; `None` where the kind's own name serves, empty for none.
        title: Option<String>,
        /// Further words of the first line.
        classes: Vec<String>,
        /// Whether it folds.
        fold: Fold,
    },
    /// One of a row of content tabs.
    Tab {
        /// What stands on the tab.
        title: String,
    },
    /// A fence of `markdown`: text to be read and copied. Its children are that text's own tree.
    Template {
        /// The text as it stands, to copy.
        source: String,
    },
    /// Code; it has no children.
    Code {
        /// The info string's first word; empty where there is none.
        language: String,
        /// The code.
        text: String,
    },
    /// A list, with its first number where it is numbered. Its children are items.
    List(Option<u64>),
    /// A list item.
    Item {
        /// For a task, what its box says.
        task: Option<BoxState>,
        /// What stands in braces at the end of its first paragraph.
        attributes: Box<Attributes>,
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
    pub attributes: Box<Attributes>,
    /// How the source writes it.
    pub form: Form,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// A parsed file, or several that make one plan.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file, the first one where there are several.
    pub file: FileId,
    /// Its path below the content folder.
    pub path: String,
    /// What it says about itself.
    pub front: FrontMatter,
    nodes: Vec<Node>,
    /// The files that it was made from.
    paths: BTreeMap<FileId, String>,
    footnotes: Footnotes,
    /// Where the author allows what would be told.
    allowed: Vec<Allowed>,
}

impl Document {
    pub(super) fn new(file: FileId, path: &str, front: FrontMatter, built: Built) -> Self {
        let Built { nodes, allowed } = built;
        Self {
            allowed,
            file,
            path: path.to_owned(),
            front,
            footnotes: Footnotes::of(&nodes),
            nodes,
            paths: BTreeMap::from([(file, path.to_owned())]),
        }
    }

    /// Puts other nodes, made of its own, in the place of its nodes.
    #[must_use]
    pub fn recomposed(mut self, nodes: Vec<Node>) -> Self {
        self.footnotes = Footnotes::of(&nodes);
        self.nodes = nodes;
        self
    }

    /// Adds another document's nodes behind this one's, for a plan in several files. Anchors that
    /// both have are told apart by a number.
    pub fn append(&mut self, other: Self) {
        let offset = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let mut slugs = super::Slugs::default();
        for (_, heading) in self.headings() {
            slugs.reserve(&heading.id);
        }
        for mut node in other.nodes {
            node.end.0 += offset;
            if let NodeKind::Heading(heading) = &mut node.kind {
                heading.id = slugs.unique(&heading.id);
            }
            self.nodes.push(node);
        }
        self.paths.extend(other.paths);
        self.allowed.extend(other.allowed);
        self.footnotes = Footnotes::of(&self.nodes);
    }

    /// The files that it was made from, each with its first heading where it is not the first file.
    pub fn files(&self) -> impl Iterator<Item = (&str, Option<NodeId>)> {
        std::iter::once((self.path.as_str(), None)).chain(self.paths.iter().map(|(file, path)| {
            let of_file = |(id, _): &(NodeId, &Heading)| self.node(*id).span.file == *file;
            let first = self.headings().find(of_file).map(|(id, _)| id);
            (path.as_str(), first.filter(|_| *file != self.file))
        }))
    }

    /// What stands in braces at the end of a heading or an item.
    pub fn attributes(&self, id: NodeId) -> Option<&Attributes> {
        match &self.node(id).kind {
            NodeKind::Item { attributes, .. } => Some(attributes),
            NodeKind::Heading(heading) => Some(&heading.attributes),
            _ => None,
        }
    }

    /// Whether a node is an item with a box.
    pub fn is_task(&self, id: NodeId) -> bool {
        matches!(self.node(id).kind, NodeKind::Item { task: Some(_), .. })
    }

    /// The anchor of a heading.
    pub fn anchor(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).kind {
            NodeKind::Heading(heading) => Some(&heading.id),
            _ => None,
        }
    }

    /// The node behind an id that this document gave out.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The path of the file that a node stands in.
    pub fn path_of(&self, id: NodeId) -> &str {
        self.paths
            .get(&self.node(id).span.file)
            .map_or(self.path.as_str(), String::as_str)
    }

    /// The outermost nodes, in their order.
    pub fn roots(&self) -> Children<'_> {
        self.row(0..self.nodes.len())
    }

    /// The children of a node, in their order.
    pub fn children(&self, id: NodeId) -> Children<'_> {
        self.row(id.index() + 1..self.node(id).end.index())
    }

    /// Everything below a node, in the order of the text.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (id.index() + 1..self.node(id).end.index()).map(NodeId::new)
    }

    /// All nodes, in the order of the text.
    pub fn all(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId::new)
    }

    fn row(&self, range: Range<usize>) -> Children<'_> {
        Children {
            nodes: &self.nodes,
            next: range.start,
            end: range.end,
        }
    }

    /// All headings, in the order of the text.
    pub fn headings(&self) -> impl Iterator<Item = (NodeId, &Heading)> {
        self.nodes
            .iter()
            .enumerate()
            .filter_map(|(index, node)| match &node.kind {
                NodeKind::Heading(heading) => Some((NodeId::new(index), heading)),
                _ => None,
            })
    }

    /// Whether `inner` is `outer` or stands in it.
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        outer <= inner && inner < self.node(outer).end
    }

    /// The node behind a node and all that is in it: where what follows it begins.
    pub fn after(&self, id: NodeId) -> NodeId {
        self.node(id).end
    }

    /// The footnote that references with a label lead to.
    pub fn footnote(&self, label: &str) -> Option<NodeId> {
        self.footnotes.get(label)
    }

    /// Whether a reference leads to a footnote; those in headings do not count, since titles are shown without them.
    pub fn is_referred_to(&self, footnote: NodeId) -> bool {
        match &self.node(footnote).kind {
            NodeKind::Footnote { label } => self.footnotes.is_used(label, footnote),
            _ => false,
        }
    }

    /// The words of the first heading of level 1 that stands outermost.
    pub fn first_title(&self) -> Option<(NodeId, String)> {
        self.roots().find_map(|id| match &self.node(id).kind {
            NodeKind::Heading(heading) if heading.level == 1 => Some((id, self.text(id))),
            _ => None,
        })
    }
}

/// The nodes of one row, without their descendants.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    nodes: &'a [Node],
    next: usize,
    end: usize,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        (self.next < self.end).then(|| {
            let id = NodeId::new(self.next);
            self.next = self.nodes[self.next].end.index();
            id
        })
    }
}
