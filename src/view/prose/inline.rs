//! Inline nodes, and the footnotes that they refer to.

use super::{ProseBuilder, RowBuilder, TaskFilter};
use crate::document::{Between, NodeId, NodeKind, RowContext, has_link};
use crate::plan::LinkSource;
use crate::view::address::{Lead, loaded};
use crate::view::content::{Content, FootnoteNode, LinkNode, TextStyle, ViewNode};

impl<'t, 'a> ProseBuilder<'t, 'a> {
    /// A node of a row that may contain raw HTML.
    pub(super) fn child(&mut self, id: NodeId, row: &mut RowBuilder<'t, 'a>) {
        let document = self.document();
        if let NodeKind::Html(html) = &document.node(id).kind {
            // Prose is part of the core.
            if self.wanted != TaskFilter::Stretch && self.text.shows(id) {
                row.html(html);
            }
            return;
        }
        if row.is_open() {
            let links = |id| match &document.node(id).kind {
                NodeKind::Link { .. } | NodeKind::FootnoteReference { .. } => true,
                NodeKind::Html(html) => has_link(html),
                _ => false,
            };
            if row.is_in_link() && (links(id) || document.descendants(id).any(links)) {
                row.before(Between::Link);
            }
            row.before(if document.node(id).kind.is_inline() {
                Between::Words
            } else {
                Between::Block
            });
        }
        self.node(id, row.content());
    }

    pub(super) fn inline(&mut self, id: NodeId, content: &mut Content<'a>) {
        let document = self.document();
        let node = match &document.node(id).kind {
            NodeKind::Text(text) => ViewNode::Text(text.as_str().into()),
            NodeKind::InlineCode(code) => ViewNode::InlineCode(code),
            NodeKind::Emphasis => self.styled(TextStyle::Emphasis, id),
            NodeKind::Strong => self.styled(TextStyle::Strong, id),
            NodeKind::Strikethrough => self.styled(TextStyle::Strikethrough, id),
            NodeKind::Superscript => self.styled(TextStyle::Superscript, id),
            NodeKind::Subscript => self.styled(TextStyle::Subscript, id),
            NodeKind::SoftBreak => ViewNode::SoftBreak,
            NodeKind::HardBreak => ViewNode::HardBreak,
            NodeKind::Link { target, title } => return self.link(id, (target, title), content),
            NodeKind::Image { target, title } => self.image(id, target, title),
            NodeKind::Abbreviation { title } => ViewNode::Abbreviation {
                title,
                children: self.children(id),
            },
            NodeKind::FootnoteReference { label } => self.reference(label),
            _ => return,
        };
        content.push(node);
    }

    fn styled(&mut self, style: TextStyle, id: NodeId) -> ViewNode<'a> {
        ViewNode::Styled(style, self.children(id))
    }

    fn link(&mut self, id: NodeId, (target, title): (&'a str, &'a str), content: &mut Content<'a>) {
        let address = match self.text.links.lead(self.text.index, id, target) {
            Lead::To(address) => address,
            Lead::Nowhere => return content.extend(self.children(id)),
            Lead::ToCome => {
                return content.push(ViewNode::MissingLink {
                    target: target.into(),
                    children: self.children(id),
                });
            }
        };
        let link = std::mem::replace(&mut self.around.link, true);
        let children = self.children(id);
        self.around.link = link;
        let marks = self.marks;
        content.push(ViewNode::Link(LinkNode {
            mark: marks.and_then(|marks| marks.number(&address, &children)),
            address,
            attributes: Vec::new(),
            title,
            children,
        }));
    }

    fn image(&mut self, id: NodeId, target: &str, title: &'a str) -> ViewNode<'a> {
        let alternative = self.document().text(id);
        match self.text.links.lead(self.text.index, id, target) {
            Lead::To(address) => ViewNode::Image {
                address: loaded(address),
                alternative,
                title,
                size: self
                    .text
                    .links
                    .picture(self.text.index, &LinkSource::Node(id)),
            },
            Lead::ToCome | Lead::Nowhere => ViewNode::Text(alternative.into()),
        }
    }

    fn reference(&mut self, label: &str) -> ViewNode<'a> {
        let Some(footnote) = self.document().footnote(label) else {
            return ViewNode::Text(format!("[^{label}]").into());
        };
        let index = self.note(footnote);
        self.notes[index].1 += 1;
        ViewNode::Reference {
            number: index + 1,
            id: self.reference_id(footnote, self.notes[index].1),
            note: (!self.around.link).then(|| self.note_id(footnote)),
        }
    }

    /// The index of a footnote among those to show.
    pub(super) fn note(&mut self, footnote: NodeId) -> usize {
        let known = self.notes.iter().position(|(known, _)| *known == footnote);
        known.unwrap_or_else(|| {
            self.notes.push((footnote, 0));
            self.notes.len() - 1
        })
    }

    /// Adds the content of the notes; a note may refer to another one.
    pub(super) fn footnotes(&mut self, content: &mut Content<'a>) {
        if self.notes.is_empty() {
            return;
        }
        self.around = RowContext::default();
        let mut notes = Vec::new();
        while let Some((footnote, _)) = self.notes.get(notes.len()).copied() {
            let index = notes.len();
            let children = self.children(footnote);
            let references = 1..=self.notes[index].1;
            notes.push(FootnoteNode {
                id: self.note_id(footnote),
                number: index + 1,
                children,
                references: references
                    .map(|time| self.reference_id(footnote, time))
                    .collect(),
            });
        }
        content.push(ViewNode::Footnotes(notes));
    }

    fn note_id(&self, footnote: NodeId) -> String {
        format!("fn-{}-{}", self.apart(), self.note_name(footnote))
    }

    fn reference_id(&self, footnote: NodeId, number: usize) -> String {
        format!(
            "fnref-{}-{}-{number}",
            self.apart(),
            self.note_name(footnote)
        )
    }

    fn apart(&self) -> String {
        self.apart
            .map_or(String::new(), |start| format!("-{start}"))
    }

    /// The name of a footnote in anchors: its label, with its index if another one has the same label.
    fn note_name(&self, footnote: NodeId) -> String {
        let node = self.document().node(footnote);
        let NodeKind::Footnote { label } = &node.kind else {
            return String::new();
        };
        let name = crate::document::slug(label);
        if self.document().footnote(label) == Some(footnote) {
            name
        } else {
            format!("{name}-{}", node.span.start)
        }
    }
}
