//! Admonitions and rows of tabs.

use super::{Wanted, Writer};
use crate::document::{Fold, NodeId, NodeKind};
use crate::view::piece::{Piece, Titled};

impl Writer<'_> {
    /// How many tabs some nodes begin with that stand in one row.
    pub(super) fn tabs_in_row(&self, nodes: &[NodeId]) -> usize {
        let mut tabs = 0;
        for id in nodes {
            match self.document().node(*id).kind {
                NodeKind::Tab { begins } if tabs == 0 || !begins => tabs += 1,
                _ => break,
            }
        }
        tabs
    }

    pub(super) fn tabs(&mut self, nodes: &[NodeId]) {
        if self.wanted == Wanted::Stretch {
            return nodes.iter().for_each(|tab| self.children(*tab));
        }
        self.piece(Piece::Tabs);
        for tab in nodes {
            let label = self.document().box_title(*tab).unwrap_or_default();
            self.piece(Piece::Tab { label });
            self.boxed(*tab, false);
            self.piece(Piece::TabEnd);
        }
        self.piece(Piece::TabsEnd);
    }

    pub(super) fn admonition(&mut self, id: NodeId, before: Piece) {
        let folds = matches!(before, Piece::Admonition { folds: true, .. });
        self.piece(before);
        self.boxed(id, folds);
        self.piece(Piece::AdmonitionEnd { folds });
    }

    /// The title of an admonition or a tab, if it has one of its own, and what is in it.
    pub(super) fn boxed(&mut self, id: NodeId, folds: bool) {
        let document = self.document();
        let mut body: Vec<NodeId> = document.children(id).collect();
        let is_title = |id: &NodeId| matches!(document.node(*id).kind, NodeKind::Title);
        if body.first().is_some_and(is_title) {
            let title = body.remove(0);
            let is_tab = matches!(document.node(id).kind, NodeKind::Tab { .. });
            if is_tab || !document.text(title).trim().is_empty() {
                self.in_line(|writer| writer.children(title));
                self.piece(Piece::TitleEnd { folds });
            }
        }
        self.row(&body);
    }

    /// Where the title of an admonition comes from; what folds has one in any case.
    pub(super) fn titled(&self, id: NodeId, fold: Fold) -> Titled {
        match self.document().box_title(id) {
            Some(title) if !title.trim().is_empty() => Titled::Own,
            Some(_) if fold == Fold::Never => Titled::Not,
            _ => Titled::ByName,
        }
    }
}
