//! What is published together: plans, chapters and a cover.

use std::collections::{BTreeSet, HashMap};

use super::model::{Plan, Tasks};
use crate::document::{Document, NodeId, RawAddress};
use crate::span::Span;
use crate::units::Audience;

/// What the documents were written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A handbook.
    Handbook,
    /// A web site: its front page stays that, and its pages are plans only if they are made of weeks or days.
    Site,
}

/// Everything that is to be published together.
#[derive(Debug)]
pub struct Handbook {
    /// The handbook's title.
    pub title: String,
    /// What its documents were written as.
    pub layout: Layout,
    /// The documents that plans and chapters are made from.
    pub documents: Vec<Document>,
    /// Where the links and images of each document lead.
    pub links: Vec<HashMap<LinkSource, Target>>,
    /// The plans, in the order in which they are offered.
    pub plans: Vec<Plan>,
    /// The other documents, in the order of their paths.
    pub chapters: Vec<Chapter>,
    /// The document that stands on the cover: an index into `documents`.
    pub cover: Option<Chapter>,
    /// The documents that no navigation leads to: indices into `documents`.
    pub unlisted: BTreeSet<usize>,
    /// The addresses that lead to other places now.
    pub moved: Vec<Moved>,
}

/// What leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkSource {
    /// A link or an image of Markdown.
    Node(NodeId),
    /// An address in raw HTML.
    Html(RawAddress),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a document of the handbook.
    Document {
        /// An index into the handbook's documents.
        document: usize,
        /// The heading that it leads to, or the raw HTML.
        heading: Option<NodeId>,
        /// The id in that raw HTML.
        id: Option<String>,
    },
    /// To a file of the content folder, by its path.
    Asset(String),
    /// Elsewhere.
    External,
    /// To something that is not there yet.
    Missing,
    /// To something that a page must not lead to.
    Refused,
}

/// Something that was at another address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The addresses that it may have had, as paths below the output folder.
    pub addresses: Vec<String>,
    /// The place in the old page that leads there; `None` for all of the page.
    pub anchor: Option<String>,
    /// Where the author names the old address.
    pub span: Span,
    /// Whether that is in the front matter of the page itself.
    pub is_alias: bool,
    /// Where it is now.
    pub target: Target,
    /// That place as it is written.
    pub to: String,
}

/// A document that is no plan.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// An index into the handbook's documents.
    pub document: usize,
    /// Its title.
    pub title: String,
    /// The heading that the title was taken from.
    pub heading: Option<NodeId>,
    /// Its tasks.
    pub tasks: Tasks,
    /// Whom its nodes are for, where they say so.
    pub audiences: HashMap<NodeId, Audience>,
    /// Whether its author put it into the navigation.
    pub in_nav: bool,
    /// Why it is no plan.
    pub why: NoPlan,
}

/// Why a document is no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPlan {
    /// Its front matter says so.
    Stated,
    /// The configuration names other documents.
    NotNamed,
    /// It is the front page of a site.
    FrontPage,
    /// It has neither weeks nor days.
    NoWeek,
    /// Its weeks and days have little to do, and most of the document is something else.
    Aside,
}
