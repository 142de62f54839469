//! Builds a document from the nodes of another one, with headings in place of other forms.

use super::node::{Form, Heading, Node, NodeId, NodeKind};
use super::slug::Slugs;
use super::tree::Document;
use crate::span::Span;

/// Nodes under construction: those of a document, reordered or with other nodes around them.
#[derive(Debug)]
pub struct Composer<'a> {
    old: &'a Document,
    nodes: Vec<Node>,
    open: Vec<usize>,
    slugs: Slugs,
}

impl<'a> Composer<'a> {
    /// Starts without nodes. Anchors of the document are not reused.
    pub fn of(old: &'a Document) -> Self {
        let mut slugs = Slugs::default();
        for (_, heading) in old.headings() {
            slugs.reserve(&heading.id);
        }
        for (_, id) in old.raw_ids() {
            slugs.reserve(id);
        }
        Self {
            old,
            nodes: Vec::new(),
            open: Vec::new(),
            slugs,
        }
    }

    /// Copies a node with its descendants.
    pub fn copy(&mut self, id: NodeId) {
        let node = self.old.node(id);
        self.open(node.kind.clone(), node.span);
        for child in self.old.children(id) {
            self.copy(child);
        }
        self.close();
    }

    /// Opens a node; nodes that are added until it is closed are its children.
    pub fn open(&mut self, kind: NodeKind, span: Span) -> NodeId {
        let index = self.nodes.len();
        self.nodes.push(Node::new(kind, span, index));
        self.open.push(index);
        NodeId::new(index)
    }

    /// Closes the last open node.
    pub fn close(&mut self) {
        let end = self.nodes.len();
        if let Some(index) = self.open.pop() {
            self.nodes[index].close(end);
        }
    }

    /// Adds a node without children.
    pub fn leaf(&mut self, kind: NodeKind, span: Span) {
        self.open(kind, span);
        self.close();
    }

    /// Adds text.
    pub fn text(&mut self, words: impl Into<String>, span: Span) {
        self.leaf(NodeKind::Text(words.into()), span);
    }

    /// Adds a heading for a name in another form; its anchor is derived from its words.
    pub fn heading(
        &mut self,
        (level, form): (u8, Form),
        words: impl Into<String>,
        span: Span,
    ) -> NodeId {
        let words = words.into();
        let heading = Heading {
            level: level.clamp(1, 6),
            id: self.slugs.unique(&super::slug(&words)),
            attributes: None,
            form,
        };
        let id = self.open(NodeKind::Heading(heading), span);
        self.text(words, span);
        self.close();
        id
    }

    /// Returns the nodes.
    pub fn finish(mut self) -> Vec<Node> {
        while !self.open.is_empty() {
            self.close();
        }
        self.nodes
    }
}
