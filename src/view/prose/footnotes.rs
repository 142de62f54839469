//! The footnotes of a text, in the order of the references to them.

use crate::document::{Document, NodeId, NodeKind};
use crate::view::content::ViewNode;

/// The footnotes that a text shows.
pub(super) struct FootnoteList<'a> {
    document: &'a Document,
    /// Each with its number of references.
    all: Vec<(NodeId, usize)>,
    /// Distinguishes the anchors of these notes from those of other texts on the page.
    apart: Option<u32>,
}

impl<'a> FootnoteList<'a> {
    /// No notes yet of a text of a document.
    pub(super) fn of(document: &'a Document, apart: Option<u32>) -> Self {
        Self {
            document,
            all: Vec::new(),
            apart,
        }
    }

    /// A reference to the footnote with a label, which is a link if it may be one.
    pub(super) fn reference(&mut self, label: &str, is_link: bool) -> ViewNode<'a> {
        let Some(footnote) = self.document.footnote(label) else {
            return ViewNode::Text(format!("[^{label}]").into());
        };
        let index = self.add(footnote);
        self.all[index].1 += 1;
        ViewNode::Reference {
            number: index + 1,
            id: self.reference_id(footnote, self.all[index].1),
            note: is_link.then(|| self.id(footnote)),
        }
    }

    /// Adds a footnote, and returns its index.
    pub(super) fn add(&mut self, footnote: NodeId) -> usize {
        let known = self.all.iter().position(|(known, _)| *known == footnote);
        known.unwrap_or_else(|| {
            self.all.push((footnote, 0));
            self.all.len() - 1
        })
    }

    /// The footnote at an index.
    pub(super) fn at(&self, index: usize) -> Option<NodeId> {
        self.all.get(index).map(|(footnote, _)| *footnote)
    }

    /// The anchors of the references to the footnote at an index so far.
    pub(super) fn references(&self, index: usize) -> Vec<String> {
        let (footnote, references) = self.all[index];
        let numbers = 1..=references;
        numbers
            .map(|number| self.reference_id(footnote, number))
            .collect()
    }

    /// The anchor of a footnote.
    pub(super) fn id(&self, footnote: NodeId) -> String {
        format!("fn-{}-{}", self.apart(), self.name(footnote))
    }

    fn reference_id(&self, footnote: NodeId, number: usize) -> String {
        format!("fnref-{}-{}-{number}", self.apart(), self.name(footnote))
    }

    fn apart(&self) -> String {
        self.apart
            .map_or(String::new(), |start| format!("-{start}"))
    }

    /// The name of a footnote in anchors: its label, with its index if another one has the same label.
    fn name(&self, footnote: NodeId) -> String {
        let node = self.document.node(footnote);
        let NodeKind::Footnote { label } = &node.kind else {
            return String::new();
        };
        let name = crate::document::slug(label);
        if self.document.footnote(label) == Some(footnote) {
            name
        } else {
            format!("{name}-{}", node.span.start)
        }
    }
}
