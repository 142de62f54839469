//! The published content: plans, chapters and a cover.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::model::{Plan, Tasks};
use crate::document::{AddressUse, Document, NodeId, RawAddress};
use crate::span::Span;
use crate::units::{Audience, Cohort, PictureSize};

/// The kind of content that the documents were written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A handbook.
    Handbook,
    /// A web site: it keeps its front page, and its pages are plans only if they consist of weeks or days.
    Site,
}

/// A language of a handbook's pages, and where these are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// The language, as a tag.
    pub language: String,
    /// The folder of the pages, with a `/` at its end: that of the language for translations, empty for others.
    pub folder: String,
}

/// All published content.
#[derive(Debug)]
pub struct Handbook {
    /// The handbook's title.
    pub title: String,
    /// The kind of its content.
    pub layout: Layout,
    /// The documents that plans and chapters are made from.
    pub documents: Vec<Document>,
    /// The targets of the links and images of each document.
    pub links: Vec<HashMap<LinkSource, Target>>,
    /// The sizes of the pictures of the content folder that documents show, by their paths.
    pub pictures: BTreeMap<String, PictureSize>,
    /// The plans, in the order in which they are offered.
    pub plans: Vec<Plan>,
    /// The other documents, in the order of their paths.
    pub chapters: Vec<Chapter>,
    /// The document on the cover: an index into `documents`.
    pub cover: Option<Chapter>,
    /// The covers of translations, in the order of their paths.
    pub translated_covers: Vec<Chapter>,
    /// Its languages, its own first.
    pub locales: Vec<Locale>,
    /// The language of each document: an index into `locales`.
    pub locale_of: Vec<usize>,
    /// The document that each translation translates: indices into `documents`.
    pub originals: BTreeMap<usize, usize>,
    /// The documents without a link from the navigation: indices into `documents`.
    pub unlisted: BTreeSet<usize>,
    /// Former addresses that redirect to others.
    pub moved: Vec<Moved>,
    /// The cohorts, in the order in which they are offered.
    pub cohorts: Vec<Cohort>,
}

impl Handbook {
    /// The language of a document.
    pub fn locale(&self, document: usize) -> &Locale {
        &self.locales[self.locale_of[document]]
    }

    /// The covers and the other chapters.
    pub fn all_chapters(&self) -> impl Iterator<Item = &Chapter> {
        let covers = self.cover.iter().chain(&self.translated_covers);
        self.chapters.iter().chain(covers)
    }

    /// The folders of its pages, one for each language that documents are translated to, its own first: the index of a
    /// locale with it, and the documents in it.
    pub fn trees(&self) -> Vec<usize> {
        let mut trees: Vec<usize> = Vec::new();
        for (index, locale) in self.locales.iter().enumerate() {
            let is_new = |tree: &usize| self.locales[*tree].folder != locale.folder;
            if trees.iter().all(is_new) {
                trees.push(index);
            }
        }
        trees
    }
}

/// The source of a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkSource {
    /// A link or an image of Markdown.
    Node(NodeId),
    /// An address in raw HTML.
    Html(RawAddress),
}

impl LinkSource {
    /// Whether it may show the file that it leads to as a picture.
    fn may_show_picture(&self) -> bool {
        match self {
            Self::Node(_) => true,
            Self::Html(address) => address.purpose == AddressUse::Image,
        }
    }
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a document of the handbook.
    Document {
        /// An index into the handbook's documents.
        document: usize,
        /// The heading that it points to, or the raw HTML.
        heading: Option<NodeId>,
        /// The id in that raw HTML.
        id: Option<String>,
    },
    /// To a file of the content folder, by its path.
    Asset(String),
    /// An address outside of the handbook.
    External,
    /// A missing target.
    Missing,
    /// A target that pages must not link to.
    Refused,
}

/// A target with former addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its possible former addresses, as paths below the output folder.
    pub addresses: Vec<String>,
    /// The place in the old page that leads there; `None` for all of the page.
    pub anchor: Option<String>,
    /// Where the author names the old address.
    pub span: Span,
    /// Whether that is in the front matter of the page itself.
    pub is_alias: bool,
    /// Its current place.
    pub target: Target,
    /// That place as written by the author.
    pub to: String,
}

/// The files among the targets of links that may be shown as pictures, by their paths.
pub(crate) fn shown_pictures(links: &[HashMap<LinkSource, Target>]) -> BTreeSet<&str> {
    let all = links.iter().flatten();
    let pictures = all.filter_map(|(source, target)| match target {
        Target::Asset(path) if source.may_show_picture() => Some(path.as_str()),
        _ => None,
    });
    pictures.collect()
}

/// A document that is not a plan.
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
    /// The audiences of its nodes, if stated.
    pub audiences: HashMap<NodeId, Audience>,
    /// Whether its author put it into the navigation.
    pub in_nav: bool,
    /// Why it is not a plan.
    pub why: NoPlan,
}

/// Why a document is not a plan.
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
    /// Its weeks or days are only dates, without tasks.
    Journal,
    /// Its weeks and days have few tasks, and most of the document is other text.
    Aside,
}
