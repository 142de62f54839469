//! Turns the names in a piece of any form into heads.

use super::writer::Writer;
use crate::document::{self, Form, NodeId, NodeKind};
use crate::reading::grid::{Grid, segments};
use crate::reading::name::Role;
use crate::reading::piece::Piece;

impl Writer<'_> {
    /// Writes the heads for the names of a piece in a form, with the content below them.
    pub(in crate::reading) fn expand(&mut self, piece: &Piece, form: Form) {
        match piece {
            Piece::Lines { of, lines } => self.lines(*of, lines),
            Piece::Items { list, items } => self.list(*list, items, self.level()),
            Piece::Table(grid) => self.table(grid, form),
            Piece::Cell { cell, .. } => {
                let lines = segments(self.finder.document, *cell);
                self.lines(*cell, &lines);
            }
            Piece::Block(block) => self.block(*block, form),
            Piece::Html { .. }
            | Piece::Head(_)
            | Piece::Task { .. }
            | Piece::Label { .. }
            | Piece::Rest { .. } => {
                self.keep(piece.clone());
            }
        }
    }

    fn block(&mut self, block: NodeId, form: Form) {
        let document = self.finder.document;
        match &document.node(block).kind {
            NodeKind::Paragraph => self.lines(block, &document.lines(block)),
            NodeKind::List(_) => {
                let items: Vec<NodeId> = document.children(block).collect();
                self.list(block, &items, self.level());
            }
            NodeKind::Table(_) => self.table(&Grid::of(document, block), form),
            _ => self.titled(block),
        }
    }

    /// A phase in a bold line of its own; `role` is used if its words name something else.
    pub(in crate::reading) fn phase_line(&mut self, block: NodeId, role: Option<Role>) {
        self.in_phase = false;
        let line: Vec<NodeId> = self.finder.document.children(block).collect();
        let at = self.out.len();
        self.label((&line, None), (self.level(), Form::Bold), block);
        if let (Some(role), Some(Piece::Head(head))) = (role, self.out.get_mut(at))
            && let Some(name) = &mut head.name
        {
            name.role = role;
        }
        self.in_phase = true;
    }

    /// An admonition, a tab or a `<details>` element: its title, and its content.
    fn titled(&mut self, block: NodeId) {
        let document = self.finder.document;
        let node = document.node(block);
        let title = match &node.kind {
            NodeKind::Admonition(_) | NodeKind::Tab { .. } => match document.box_title(block) {
                Some(title) => title,
                None => return self.keep(Piece::Block(block)),
            },
            NodeKind::Html(html) => {
                self.closes_details(html, true);
                document::summary(html).unwrap_or_default()
            }
            _ => return self.keep(Piece::Block(block)),
        };
        let name = self.finder.named(&title);
        self.head(name, title, (Form::Title, node.span));
        if let NodeKind::Html(html) = &node.kind {
            self.out.push(Piece::Html {
                html: document::after_summary(html),
                span: node.span,
            });
        }
        self.out.extend(document.box_body(block).map(Piece::Block));
    }
}
