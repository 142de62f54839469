//! The footnotes of a document, and the references to them.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Node, NodeId, NodeKind};

/// The footnotes of a document by their labels.
#[derive(Clone, Debug, Default)]
pub(super) struct Footnotes {
    /// The first footnote with each label.
    first: BTreeMap<String, NodeId>,
    /// The labels with references outside headings: titles are shown without references.
    referred: BTreeSet<String>,
}

impl Footnotes {
    pub(super) fn of(nodes: &[Node]) -> Self {
        let mut footnotes = Self::default();
        footnotes.add(nodes, 0);
        footnotes
    }

    /// Adds the footnotes and references of the nodes from `start` on.
    pub(super) fn add(&mut self, nodes: &[Node], start: usize) {
        let mut heading_end = start;
        for (index, one) in nodes.iter().enumerate().skip(start) {
            match &one.kind {
                NodeKind::Heading(_) => heading_end = one.end(),
                NodeKind::Footnote { label } => {
                    let first = self.first.entry(label.clone());
                    first.or_insert(NodeId::new(index));
                }
                NodeKind::FootnoteReference { label } if index >= heading_end => {
                    self.referred.insert(label.clone());
                }
                _ => {}
            }
        }
    }

    /// The footnote that a label refers to.
    pub(super) fn get(&self, label: &str) -> Option<NodeId> {
        self.first.get(label).copied()
    }

    /// Whether a reference with this label leads to this footnote.
    pub(super) fn is_used(&self, label: &str, footnote: NodeId) -> bool {
        self.get(label) == Some(footnote) && self.referred.contains(label)
    }

    /// The footnotes without references.
    pub(super) fn unused<'a>(&'a self, nodes: &'a [Node]) -> impl Iterator<Item = &'a Node> {
        let unused = |(index, node): (usize, &'a Node)| match &node.kind {
            NodeKind::Footnote { label } => {
                (!self.is_used(label, NodeId::new(index))).then_some(node)
            }
            _ => None,
        };
        let nodes = if self.first.is_empty() { &[] } else { nodes };
        nodes.iter().enumerate().filter_map(unused)
    }
}
