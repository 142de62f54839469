//! What stands within a line, and the footnotes that it refers to.

use std::fmt::Write as _;

use super::Writer;
use crate::document::{Around, NodeId, NodeKind};
use crate::view::address::Lead;
use crate::view::escape::{escape, escape_address, escape_into};
use crate::view::piece::Piece;

impl Writer<'_> {
    pub(super) fn inline(&mut self, id: NodeId) {
        let document = self.document();
        match &document.node(id).kind {
            NodeKind::Text(text) => escape_into(&mut self.html, text),
            NodeKind::InlineCode(code) => {
                let _ = write!(self.html, "<code>{}</code>", escape(code));
            }
            NodeKind::Emphasis => self.wrap("em", id),
            NodeKind::Strong => self.wrap("strong", id),
            NodeKind::Strikethrough => self.wrap("del", id),
            NodeKind::Superscript => self.wrap("sup", id),
            NodeKind::Subscript => self.wrap("sub", id),
            NodeKind::SoftBreak => self.html.push('\n'),
            NodeKind::HardBreak => self.html.push_str("<br />\n"),
            NodeKind::Link { target, title } => self.link(id, target, title),
            NodeKind::Image { target, title } => self.image(id, target, title),
            NodeKind::Abbreviation { title } => {
                let _ = write!(self.html, "<abbr title=\"{}\">", escape(title));
                self.children(id);
                self.html.push_str("</abbr>");
            }
            NodeKind::FootnoteReference { label } => self.reference(label),
            _ => {}
        }
    }

    pub(super) fn wrap(&mut self, name: &str, id: NodeId) {
        self.open(name);
        self.children(id);
        let _ = write!(self.html, "</{name}>");
    }

    pub(super) fn link(&mut self, id: NodeId, target: &str, title: &str) {
        let address = match self.text.links.lead(self.text.index, id, target) {
            Lead::To(address) => address,
            Lead::Nowhere => return self.children(id),
            Lead::ToCome => {
                let before = Piece::MissingLink {
                    target: target.to_owned(),
                };
                return self.between(before, id, Piece::MissingLinkEnd);
            }
        };
        let _ = write!(self.html, "<a href=\"{}\"", escape_address(&address));
        self.title(title);
        self.html.push('>');
        let link = std::mem::replace(&mut self.around.link, true);
        self.children(id);
        self.around.link = link;
        self.html.push_str("</a>");
    }

    pub(super) fn image(&mut self, id: NodeId, target: &str, title: &str) {
        let alternative = self.document().text(id);
        let Lead::To(address) = self.text.links.lead(self.text.index, id, target) else {
            return escape_into(&mut self.html, &alternative);
        };
        let _ = write!(
            self.html,
            "<img src=\"{}\" alt=\"{}\"",
            escape_address(&address),
            escape(&alternative)
        );
        self.title(title);
        self.html.push_str(" />");
    }

    pub(super) fn title(&mut self, title: &str) {
        if !title.is_empty() {
            let _ = write!(self.html, " title=\"{}\"", escape(title));
        }
    }

    pub(super) fn reference(&mut self, label: &str) {
        let Some(footnote) = self.document().footnote(label) else {
            let _ = write!(self.html, "[^{}]", escape(label));
            return;
        };
        let index = self.note(footnote);
        self.notes[index].1 += 1;
        let id = self.reference_id(footnote, self.notes[index].1);
        let id = escape(&id);
        if self.around.link {
            // A link in a link would end it.
            let _ = write!(self.html, "<sup id=\"{id}\">{}</sup>", index + 1);
            return;
        }
        let note = escape(&self.note_id(footnote));
        let _ = write!(
            self.html,
            "<sup><a id=\"{id}\" href=\"#{note}\">{}</a></sup>",
            index + 1
        );
    }

    /// The place of a footnote among those to be shown.
    pub(super) fn note(&mut self, footnote: NodeId) -> usize {
        let known = self.notes.iter().position(|(known, _)| *known == footnote);
        known.unwrap_or_else(|| {
            self.notes.push((footnote, 0));
            self.notes.len() - 1
        })
    }

    /// What the notes say; a note may refer to another one.
    pub(super) fn footnotes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.piece(Piece::Footnotes);
        self.around = Around::default();
        let mut number = 0;
        while let Some((footnote, _)) = self.notes.get(number).copied() {
            number += 1;
            self.piece(Piece::Footnote {
                id: self.note_id(footnote),
                number,
            });
            self.children(footnote);
            let references = (1..=self.notes[number - 1].1)
                .map(|time| self.reference_id(footnote, time))
                .collect();
            self.piece(Piece::FootnoteEnd { references });
        }
        self.piece(Piece::FootnotesEnd);
    }

    fn note_id(&self, footnote: NodeId) -> String {
        format!("fn-{}-{}", self.apart, self.note_name(footnote))
    }

    fn reference_id(&self, footnote: NodeId, number: usize) -> String {
        format!("fnref-{}-{}-{number}", self.apart, self.note_name(footnote))
    }

    /// The name of a footnote in anchors: its label, and its place if another one has the same label.
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
