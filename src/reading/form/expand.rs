//! Turns the names in a fragment of any form into heads.

use super::writer::FragmentWriter;
use crate::document::{self, Form, NodeId, NodeKind};
use crate::reading::fragment::Fragment;
use crate::reading::grid::{Grid, segments};
use crate::reading::name::OutlineRole;

impl FragmentWriter<'_> {
    /// Writes the heads for the names of a fragment in a form, with the content below them.
    pub(in crate::reading) fn expand(&mut self, fragment: &Fragment, form: Form) {
        match fragment {
            Fragment::Lines { of, lines } => self.lines(*of, lines),
            Fragment::Items { list, items } => self.list(*list, items, self.level()),
            Fragment::Table(grid) => self.table(grid, form),
            Fragment::Cell { cell, .. } => {
                let lines = segments(self.finder.document, *cell);
                self.lines(*cell, &lines);
            }
            Fragment::Block(block) => self.block(*block, form),
            Fragment::Html { .. }
            | Fragment::Head(_)
            | Fragment::Task { .. }
            | Fragment::Label { .. }
            | Fragment::Rest { .. } => {
                self.keep(fragment.clone());
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
    pub(in crate::reading) fn phase_line(&mut self, block: NodeId, role: Option<OutlineRole>) {
        self.in_phase = false;
        let line: Vec<NodeId> = self.finder.document.children(block).collect();
        let at = self.out.len();
        let first = line
            .first()
            .map(|first| &self.finder.document.node(*first).kind);
        let form = match first {
            Some(NodeKind::Strong) => Form::Bold,
            _ => Form::Line,
        };
        self.label((&line, None), (self.level(), form), block);
        if let (Some(role), Some(Fragment::Head(head))) = (role, self.out.get_mut(at))
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
                None => return self.keep(Fragment::Block(block)),
            },
            NodeKind::Html(html) => {
                self.closes_details(html, true);
                document::summary(html).unwrap_or_default()
            }
            _ => return self.keep(Fragment::Block(block)),
        };
        let name = self.finder.named(&title);
        self.head(name, title, (Form::Title, node.span));
        if let NodeKind::Html(html) = &node.kind {
            self.out.push(Fragment::Html {
                html: document::beside_summary(html),
                span: node.span,
            });
        }
        self.out
            .extend(document.box_body(block).map(Fragment::Block));
    }
}
