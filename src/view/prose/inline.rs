//! What stands within a line, and the footnotes that it refers to.

use std::fmt::Write as _;

use super::Writer;
use crate::document::{NodeId, NodeKind};
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
            NodeKind::SoftBreak => self.html.push('\n'),
            NodeKind::HardBreak => self.html.push_str("<br />\n"),
            NodeKind::Html(html) => self.html.push_str(html),
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
        self.children(id);
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
        if self.footnote(label).is_none() {
            let _ = write!(self.html, "[^{}]", escape(label));
            return;
        }
        let index = match self.notes.iter().position(|(known, _)| known == label) {
            Some(index) => index,
            None => {
                self.notes.push((label.to_owned(), 0));
                self.notes.len() - 1
            }
        };
        self.notes[index].1 += 1;
        let id = self.reference_id(label, self.notes[index].1);
        let note = escape(&self.note_id(label));
        let _ = write!(
            self.html,
            "<sup><a id=\"{}\" href=\"#{note}\">{}</a></sup>",
            escape(&id),
            index + 1
        );
    }

    pub(super) fn footnote(&self, label: &str) -> Option<NodeId> {
        let document = self.document();
        document.footnote(label)
    }

    /// What the notes say; a note may refer to another one.
    pub(super) fn footnotes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.piece(Piece::Footnotes);
        let mut number = 0;
        while let Some((label, _)) = self.notes.get(number).cloned() {
            number += 1;
            self.piece(Piece::Footnote {
                id: self.note_id(&label),
                number,
            });
            if let Some(id) = self.footnote(&label) {
                self.children(id);
            }
            let references = (1..=self.notes[number - 1].1)
                .map(|time| self.reference_id(&label, time))
                .collect();
            self.piece(Piece::FootnoteEnd { references });
        }
        self.piece(Piece::FootnotesEnd);
    }

    pub(super) fn note_id(&self, label: &str) -> String {
        format!("fn{}-{}", self.apart, crate::document::slug(label))
    }

    pub(super) fn reference_id(&self, label: &str, number: usize) -> String {
        format!(
            "fnref{}-{}-{number}",
            self.apart,
            crate::document::slug(label)
        )
    }
}
