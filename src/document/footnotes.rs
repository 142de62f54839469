//! The footnotes of a document, and the references to them.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Node, NodeId, NodeKind};

/// The footnotes of a document by their labels.
#[derive(Clone, Debug, Default)]
pub(super) struct Footnotes {
    /// The first footnote with each label.
    first: BTreeMap<String, NodeId>,
    /// The labels of the references in the text (`None`) and in each footnote. Those in headings do not count, since
    /// titles are shown without them.
    references: BTreeMap<Option<String>, BTreeSet<String>>,
    /// The labels with a reference that is shown.
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
        let mut within: Option<(&String, usize)> = None;
        for (index, one) in nodes.iter().enumerate().skip(start) {
            within = within.filter(|(_, end)| index < *end);
            match &one.kind {
                NodeKind::Heading(_) => heading_end = one.end(),
                NodeKind::Footnote { label } => {
                    within = Some((label, one.end()));
                    let first = self.first.entry(label.clone());
                    first.or_insert(NodeId::new(index));
                }
                NodeKind::FootnoteReference { label } if index >= heading_end => {
                    let within = within.map(|(outer, _)| outer.clone());
                    let own = self.references.entry(within).or_default();
                    own.insert(label.clone());
                }
                _ => {}
            }
        }
        self.referred = self.reached();
    }

    /// The labels that references lead to: from the text, and from the footnotes without references, which are shown
    /// too. Of footnotes that refer only to each other, the first one counts as one without.
    fn reached(&self) -> BTreeSet<String> {
        let mut mentioned: BTreeSet<&String> = BTreeSet::new();
        for (from, to) in &self.references {
            mentioned.extend(to.iter().filter(|to| Some(*to) != from.as_ref()));
        }
        let footnotes = self.first.iter();
        let mut order: Vec<(bool, NodeId, &String)> = footnotes
            .map(|(label, id)| (mentioned.contains(label), *id, label))
            .collect();
        order.sort();
        let mut reached = BTreeSet::new();
        let mut starts = BTreeSet::new();
        self.follow(None, &starts, &mut reached);
        for (_, _, label) in order {
            if !reached.contains(label) {
                starts.insert(label.clone());
                self.follow(Some(label.clone()), &starts, &mut reached);
            }
        }
        reached
    }

    /// Adds the labels that references lead to from a footnote, or from the text, except `starts`.
    fn follow(
        &self,
        from: Option<String>,
        starts: &BTreeSet<String>,
        reached: &mut BTreeSet<String>,
    ) {
        let mut open = vec![from];
        while let Some(from) = open.pop() {
            for to in self.references.get(&from).into_iter().flatten() {
                if !starts.contains(to) && reached.insert(to.clone()) {
                    open.push(Some(to.clone()));
                }
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
