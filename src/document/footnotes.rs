//! Which footnotes a document has, and which of them its text refers to.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Node, NodeId, NodeKind};

/// The footnotes of a document by their labels.
#[derive(Clone, Debug, Default)]
pub(super) struct Footnotes {
    /// The first footnote of each label.
    first: BTreeMap<String, NodeId>,
    /// The labels that text outside headings refers to: titles are shown without references.
    referred: BTreeSet<String>,
}

impl Footnotes {
    pub(super) fn of(nodes: &[Node]) -> Self {
        let mut footnotes = Self::default();
        footnotes.add(nodes, 0);
        footnotes
    }

    /// Adds those of the nodes from `start` on.
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

    /// The footnote that references with a label lead to.
    pub(super) fn get(&self, label: &str) -> Option<NodeId> {
        self.first.get(label).copied()
    }

    /// Whether a reference leads to a footnote with this label.
    pub(super) fn is_used(&self, label: &str, footnote: NodeId) -> bool {
        self.get(label) == Some(footnote) && self.referred.contains(label)
    }

    /// The footnotes that nothing refers to.
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
