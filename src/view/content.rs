//! Prose as a tree of nodes without markup, from which pages and sheets are rendered.

use std::borrow::Cow;

use serde::Serialize;

use super::highlight::CodeToken;
use crate::document::{Alignment, drawn_box, is_tick};
use crate::units::PictureSize;

/// A text.
pub type Content<'a> = Vec<ViewNode<'a>>;

/// A node of a text. Strings are plain text: nothing in them is escaped.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ViewNode<'a> {
    /// Words.
    Text(Cow<'a, str>),
    /// Inline code.
    InlineCode(&'a str),
    /// Words in a style.
    Styled(TextStyle, Content<'a>),
    /// A line end in the source that is a space.
    SoftBreak,
    /// A line break.
    HardBreak,
    /// A link.
    Link(LinkNode<'a>),
    /// A link to a target that is not written yet.
    MissingLink {
        /// The intended target, as written.
        target: Cow<'a, str>,
        /// Its words.
        children: Content<'a>,
    },
    /// An image.
    Image {
        /// Its address, relative to the page.
        address: String,
        /// Its alternative text.
        alternative: String,
        /// Its title; empty for none.
        title: &'a str,
        /// Its size, if it is known.
        size: Option<PictureSize>,
    },
    /// An abbreviation.
    Abbreviation {
        /// Its meaning.
        title: &'a str,
        /// The text.
        children: Content<'a>,
    },
    /// A reference to a footnote.
    Reference {
        /// The footnote's number.
        number: usize,
        /// Its own anchor.
        id: String,
        /// The anchor of the footnote; `None` inside a link, where it cannot be a link of its own.
        note: Option<String>,
    },
    /// A paragraph.
    Paragraph(Content<'a>),
    /// A heading.
    Heading {
        /// From 2 to 6.
        level: u8,
        /// Its anchor.
        id: &'a str,
        /// Its words.
        children: Content<'a>,
    },
    /// A quotation.
    Quote(Content<'a>),
    /// A list.
    List {
        /// Its first number; `None` for an unnumbered list.
        first: Option<u64>,
        /// Its items.
        items: Vec<ListItem<'a>>,
    },
    /// An admonition.
    Admonition(Box<AdmonitionNode<'a>>),
    /// Text for readers to read and copy.
    Template {
        /// The text to copy.
        source: &'a str,
        /// The text to read.
        children: Content<'a>,
    },
    /// A group of tabs.
    Tabs(Vec<TabNode<'a>>),
    /// Code.
    Code(CodeNode<'a>),
    /// A thematic break.
    Rule,
    /// A table.
    Table(TableNode<'a>),
    /// A list of definitions: its nodes are terms and definitions.
    Definitions(Content<'a>),
    /// A defined term.
    Term(Content<'a>),
    /// A definition of the term before it.
    Definition(Content<'a>),
    /// The footnotes of the text before them.
    Footnotes(Vec<FootnoteNode<'a>>),
    /// An element of its author's HTML.
    Element(ElementNode<'a>),
    /// The content of an author's script or style sheet.
    Literal(String),
    /// An author's comment, including its delimiters.
    Comment(String),
}

/// The style of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextStyle {
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
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LinkNode<'a> {
    /// Its address, relative to the page.
    pub address: String,
    /// Its other attributes in the author's HTML: names and values.
    pub attributes: Vec<(String, String)>,
    /// Its title; empty for none.
    pub title: &'a str,
    /// Its number in the list of links on a sheet, if it is in one.
    pub mark: Option<usize>,
    /// Its words.
    pub children: Content<'a>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ListItem<'a> {
    /// Text.
    Plain {
        /// The ids of the levels that it is for; empty for all.
        levels: Vec<String>,
        /// Its content: blocks, or inline nodes.
        children: Content<'a>,
    },
    /// A task.
    Task(Box<TaskNode<'a>>),
}

/// A task with the content below it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TaskNode<'a> {
    /// The task.
    pub task: TaskView,
    /// Its words, in one line.
    pub words: Content<'a>,
    /// The content below it.
    pub details: Content<'a>,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TaskView {
    /// Its id.
    pub id: String,
    /// Its words without marks, as a label.
    pub name: String,
    /// Whether the page shows no words beside its box: it is named by its row and column.
    pub bare: bool,
    /// Whether its author ticked it.
    pub done: bool,
    /// Its state beyond that: `begun`, `dropped`, `postponed`, `question` or `important`.
    pub state: Option<&'static str>,
    /// Whether it is in text for readers to copy, and not counted with the plan's tasks.
    pub template: bool,
    /// Its stated minutes.
    pub minutes: Option<u32>,
    /// Its area.
    pub area: Option<String>,
    /// The ids of the levels that it is for; empty for all.
    pub levels: Vec<String>,
}

/// An admonition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AdmonitionNode<'a> {
    /// One of the known kinds.
    pub kind: &'static str,
    /// The kind as the author wrote it, in lower case.
    pub name: &'a str,
    /// Its title.
    pub title: BoxTitle<'a>,
    /// Further words of its first line.
    pub classes: &'a [String],
    /// Whether it can be folded.
    pub folds: bool,
    /// Whether it is open at first.
    pub open: bool,
    /// What is in it.
    pub children: Content<'a>,
}

/// The title of an admonition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BoxTitle<'a> {
    /// The theme's name for the kind.
    ByName,
    /// The author's own title.
    Own(Content<'a>),
    /// No title, as the author wrote.
    Absent,
}

/// A tab.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TabNode<'a> {
    /// Its title without marks.
    pub label: String,
    /// Its title.
    pub title: Content<'a>,
    /// Its content.
    pub children: Content<'a>,
}

/// Code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CodeNode<'a> {
    /// Its language; empty for none.
    pub language: &'a str,
    /// The title above it; empty for none.
    pub title: &'a str,
    /// The code.
    pub text: &'a str,
    /// The code as tokens; empty if its language is not known.
    pub tokens: Vec<CodeToken>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TableNode<'a> {
    /// The alignment of its columns.
    pub columns: &'a [Alignment],
    /// The cells of its first row, the heads of the columns.
    pub head: Option<Vec<Content<'a>>>,
    /// The cells of the other rows.
    pub rows: Vec<Vec<Content<'a>>>,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FootnoteNode<'a> {
    /// Its anchor.
    pub id: String,
    /// Its number.
    pub number: usize,
    /// Its content.
    pub children: Content<'a>,
    /// The anchors of the references to it.
    pub references: Vec<String>,
}

/// An element of its author's HTML.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ElementNode<'a> {
    /// Its name, in lower case.
    pub name: String,
    /// Its attributes, their names in lower case.
    pub attributes: Vec<(String, String)>,
    /// Its content; `None` for a void element.
    pub children: Option<Content<'a>>,
}

/// The class of an admonition that is not printed.
const NO_PRINT: &str = "no-print";

impl AdmonitionNode<'_> {
    /// Whether it is printed on paper too.
    pub fn is_printed(&self) -> bool {
        self.classes.iter().all(|class| class != NO_PRINT)
    }
}

/// The inline elements.
const PHRASES: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

impl ElementNode<'_> {
    /// Whether it is inline.
    pub fn is_phrase(&self) -> bool {
        PHRASES.contains(&self.name.as_str())
    }

    /// The value of an attribute.
    pub fn value(&self, attribute: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let (_, value) = attributes.find(|(name, _)| name == attribute)?;
        Some(value)
    }
}

impl<'a> ViewNode<'a> {
    /// Whether it is inline; an element can be either.
    pub fn is_inline(&self) -> bool {
        matches!(
            self,
            Self::Text(_)
                | Self::InlineCode(_)
                | Self::Styled(..)
                | Self::SoftBreak
                | Self::HardBreak
                | Self::Link(_)
                | Self::MissingLink { .. }
                | Self::Image { .. }
                | Self::Abbreviation { .. }
                | Self::Reference { .. }
                | Self::Element(_)
                | Self::Literal(_)
                | Self::Comment(_)
        )
    }

    /// Whether it is a paragraph, a list or a quotation without tasks, boxes or tables in it.
    pub(super) fn is_plain(&self) -> bool {
        let own = match self {
            Self::List { items, .. } => {
                let mut items = items.iter();
                items.all(|item| matches!(item, ListItem::Plain { .. }))
            }
            Self::Paragraph(_) | Self::Quote(_) | Self::Rule => true,
            other => other.is_inline(),
        };
        let mut plain = own;
        self.each_inner(&mut |inner| plain = plain && inner.iter().all(Self::is_plain));
        plain
    }

    /// Calls `see` with the texts directly inside it, in order.
    pub fn each_inner(&self, see: &mut dyn FnMut(&Content<'a>)) {
        match self {
            Self::Text(_)
            | Self::InlineCode(_)
            | Self::SoftBreak
            | Self::HardBreak
            | Self::Image { .. }
            | Self::Reference { .. }
            | Self::Code(_)
            | Self::Rule
            | Self::Literal(_)
            | Self::Comment(_) => {}
            Self::Styled(_, children)
            | Self::MissingLink { children, .. }
            | Self::Abbreviation { children, .. }
            | Self::Paragraph(children)
            | Self::Heading { children, .. }
            | Self::Quote(children)
            | Self::Template { children, .. }
            | Self::Definitions(children)
            | Self::Term(children)
            | Self::Definition(children) => see(children),
            Self::Link(link) => see(&link.children),
            Self::Element(element) => element.children.iter().for_each(see),
            Self::List { items, .. } => {
                for item in items {
                    match item {
                        ListItem::Plain { children, .. } => see(children),
                        ListItem::Task(task) => {
                            see(&task.words);
                            see(&task.details);
                        }
                    }
                }
            }
            Self::Admonition(admonition) => {
                if let BoxTitle::Own(title) = &admonition.title {
                    see(title);
                }
                see(&admonition.children);
            }
            Self::Tabs(tabs) => {
                for tab in tabs {
                    see(&tab.title);
                    see(&tab.children);
                }
            }
            Self::Table(table) => {
                let rows = table.head.iter().chain(&table.rows);
                rows.flatten().for_each(see);
            }
            Self::Footnotes(notes) => notes.iter().for_each(|note| see(&note.children)),
        }
    }

    /// Whether it is a heading, or contains one.
    pub fn has_heading(&self) -> bool {
        if let Self::Element(element) = self
            && let Some(level) = element.name.strip_prefix('h')
            && level.parse::<u8>().is_ok()
        {
            return true;
        }
        let mut found = matches!(self, Self::Heading { .. });
        self.each_inner(&mut |inner| found = found || inner.iter().any(Self::has_heading));
        found
    }
}

/// Whether words begin with a box, so as a line of Markdown they would be a task.
pub fn begins_with_box(words: &[ViewNode<'_>]) -> bool {
    let mut texts = words.iter().map_while(|node| match node {
        ViewNode::Text(text) => Some(text.trim_start()),
        ViewNode::SoftBreak => Some(""),
        _ => None,
    });
    texts
        .find(|text| !text.is_empty())
        .is_some_and(|text| drawn_box(text).is_some() && !is_tick(text))
}
