//! A document as a tree of [nodes](super::node).

mod words;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::allow::Allowance;
use super::attributes::AttributeList;
use super::footnotes::Footnotes;
use super::front::FrontMatter;
use super::ids;
use super::node::{Heading, Node, NodeId, NodeKind};
use super::raw_address::{self, RawAddress};
use super::slug::Slugs;
use crate::span::FileId;

/// The minimum number of nodes per core: fewer are not worth the overhead.
const FEWEST_AT_ONCE: usize = 4096;

/// A parsed file, or several that form one plan.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file, or the first of several.
    pub file: FileId,
    /// Its path below the content folder.
    pub path: String,
    /// The path that its page is named after.
    pub page: String,
    /// Whether its language is detected rather than stated.
    pub is_language_detected: bool,
    /// The language in its file name if it translates another document: `de` of `plan.de.md` beside `plan.md`.
    pub translation: Option<String>,
    /// Its front matter.
    pub front: FrontMatter,
    /// Its nodes, shared by its copies.
    nodes: Arc<Vec<Node>>,
    /// The files that it was made from.
    paths: BTreeMap<FileId, String>,
    /// The first heading of each file except the first.
    starts: BTreeMap<FileId, NodeId>,
    footnotes: Footnotes,
    /// Its anchors, once another document was appended.
    slugs: Option<Slugs>,
    /// The codes that the author allows.
    allowed: Allowance,
}

impl Document {
    pub(super) fn new(
        (file, path): (FileId, &str),
        front: FrontMatter,
        (nodes, footnotes): (Vec<Node>, Footnotes),
        allowed: Allowance,
    ) -> Self {
        Self {
            allowed,
            file,
            path: path.to_owned(),
            page: path.to_owned(),
            is_language_detected: false,
            translation: None,
            front,
            footnotes,
            nodes: Arc::new(nodes),
            slugs: None,
            starts: BTreeMap::new(),
            paths: BTreeMap::from([(file, path.to_owned())]),
        }
    }

    /// Replaces its nodes with others that were made of them.
    #[must_use]
    pub fn recomposed(mut self, mut nodes: Vec<Node>) -> Self {
        self.footnotes = Footnotes::of(&nodes);
        let mut slugs = heading_slugs(&nodes);
        // Nodes that were copied more than once have duplicate ids.
        let clashes = ids::clashes(&nodes, &mut slugs);
        ids::rename(&mut nodes, &clashes);
        self.nodes = Arc::new(nodes);
        self.slugs = None;
        self.starts.clear();
        self.add_starts(0);
        self
    }

    /// Whether its nodes are shared with another document, so they are the same.
    pub fn shares_nodes_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.nodes, &other.nodes)
    }

    /// Replaces its nodes with those of a document that was [recomposed](Self::recomposed) from one with the same nodes.
    #[must_use]
    pub fn with_nodes_of(self, recomposed: &Self) -> Self {
        Self {
            nodes: Arc::clone(&recomposed.nodes),
            footnotes: recomposed.footnotes.clone(),
            starts: recomposed.starts.clone(),
            slugs: None,
            ..self
        }
    }

    /// Adds the first headings of the files whose nodes are from `start` on.
    fn add_starts(&mut self, start: usize) {
        for (index, node) in self.nodes.iter().enumerate().skip(start) {
            let file = node.span.file;
            if file != self.file && matches!(node.kind, NodeKind::Heading(_)) {
                self.starts.entry(file).or_insert(NodeId::new(index));
            }
        }
    }

    /// Appends another document's nodes, for a plan in several files. A number makes anchors unique that both have.
    pub fn append(&mut self, other: Self) {
        let offset = self.nodes.len();
        let mut slugs = self.slugs.take().unwrap_or_else(|| {
            let mut slugs = heading_slugs(&self.nodes);
            for (_, id) in self.raw_ids() {
                slugs.reserve(id);
            }
            slugs
        });
        let nodes = Arc::make_mut(&mut self.nodes);
        for mut node in Arc::unwrap_or_clone(other.nodes) {
            node.shift(offset);
            if let NodeKind::Heading(heading) = &mut node.kind {
                heading.id = slugs.unique(&heading.id);
            }
            nodes.push(node);
        }
        let clashes = ids::clashes(&nodes[offset..], &mut slugs);
        ids::rename(&mut nodes[offset..], &clashes);
        self.slugs = Some(slugs);
        self.paths.extend(other.paths);
        self.front.aliases.extend(other.front.aliases);
        self.allowed.extend(other.allowed);
        self.footnotes.add(&self.nodes, offset);
        self.add_starts(offset);
    }

    /// The ids in its raw HTML, in text order.
    pub fn raw_ids(&self) -> impl Iterator<Item = (NodeId, &str)> {
        let nodes = self.all().filter_map(|id| match &self.node(id).kind {
            NodeKind::Html(html) => Some((id, html.as_str())),
            _ => None,
        });
        nodes.flat_map(|(id, html)| ids::ids(html).map(move |(_, value)| (id, &html[value])))
    }

    /// The addresses in its raw HTML, each with the path of its file.
    pub fn raw_addresses(&self) -> impl Iterator<Item = (&str, RawAddress)> {
        self.all().flat_map(|id| {
            let addresses = match &self.node(id).kind {
                NodeKind::Html(html) => raw_address::addresses(html),
                _ => Vec::new(),
            };
            let path = self.path_of(id);
            addresses.into_iter().map(move |address| (path, address))
        })
    }

    /// The files that it was made from, each with its first heading unless it is the first file.
    pub fn files(&self) -> impl Iterator<Item = (&str, Option<NodeId>)> {
        let all = self.paths.iter();
        let all = all.map(|(file, path)| (path.as_str(), self.starts.get(file).copied()));
        std::iter::once((self.path.as_str(), None)).chain(all)
    }

    /// The first heading of a file that it was made from, if that is not the first file.
    pub fn start_of(&self, file: FileId) -> Option<NodeId> {
        self.starts.get(&file).copied()
    }

    /// The attributes of a heading or an item, if it has any.
    pub fn attributes(&self, id: NodeId) -> Option<&AttributeList> {
        match &self.node(id).kind {
            NodeKind::Item { attributes, .. } => attributes.as_deref(),
            NodeKind::Heading(heading) => heading.attributes.as_deref(),
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

    /// The node with an id of this document.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The path of the file that contains a node.
    pub fn path_of(&self, id: NodeId) -> &str {
        self.paths
            .get(&self.node(id).span.file)
            .map_or(self.path.as_str(), String::as_str)
    }

    /// The outermost nodes, in order.
    pub fn roots(&self) -> Children<'_> {
        self.row(0..self.nodes.len())
    }

    /// The children of a node, in order.
    pub fn children(&self, id: NodeId) -> Children<'_> {
        self.row(id.index() + 1..self.node(id).end())
    }

    /// Everything below a node, in text order.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (id.index() + 1..self.node(id).end()).map(NodeId::new)
    }

    /// All nodes, in text order.
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

    /// Whether any node is of a kind, searched on all cores.
    pub(super) fn has(&self, is_meant: impl Fn(&NodeKind) -> bool + Sync) -> bool {
        let nodes = self.nodes.par_iter().with_min_len(FEWEST_AT_ONCE);
        nodes.any(|node| is_meant(&node.kind))
    }

    /// All headings, in text order.
    pub fn headings(&self) -> impl Iterator<Item = (NodeId, &Heading)> {
        headings(&self.nodes)
    }

    /// Whether `inner` is `outer` or one of its descendants.
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        outer <= inner && inner < self.after(outer)
    }

    /// The node after a node and all its descendants.
    pub fn after(&self, id: NodeId) -> NodeId {
        self.node(id).after()
    }

    /// The footnote with a label.
    pub fn footnote(&self, label: &str) -> Option<NodeId> {
        self.footnotes.get(label)
    }

    /// Whether a reference leads to a footnote. References in headings are ignored, since titles are shown without
    /// them.
    pub fn is_referred_to(&self, footnote: NodeId) -> bool {
        match &self.node(footnote).kind {
            NodeKind::Footnote { label } => self.footnotes.is_used(label, footnote),
            _ => false,
        }
    }
}

/// The anchors of the headings among nodes.
fn heading_slugs(nodes: &[Node]) -> Slugs {
    let mut slugs = Slugs::default();
    for (_, heading) in headings(nodes) {
        slugs.reserve(&heading.id);
    }
    slugs
}

/// The headings among nodes, in text order.
fn headings(nodes: &[Node]) -> impl Iterator<Item = (NodeId, &Heading)> {
    let nodes = nodes.iter().enumerate();
    nodes.filter_map(|(index, node)| match &node.kind {
        NodeKind::Heading(heading) => Some((NodeId::new(index), heading)),
        _ => None,
    })
}

/// Iterates over sibling nodes, without their descendants.
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
            self.next = self.nodes[self.next].end();
            id
        })
    }
}
