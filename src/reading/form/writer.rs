//! Makes heads of the pieces that name weeks or days.

use super::{Finder, Grid, Wanted, fold, segments};
use crate::document::{Form, NodeId, NodeKind};
use crate::reading::name::{Name, Role};
use crate::reading::piece::{Head, Piece};
use crate::span::Span;

/// Pieces in the making.
pub(in crate::reading) struct Writer<'a> {
    pub(super) finder: Finder<'a>,
    pub(in crate::reading) out: Vec<Piece>,
    /// The level of the last heading in front.
    base: u8,
    /// Whether a phase that is no heading is open below it.
    in_phase: bool,
    /// The open elements that fold, and whether their titles became heads.
    details: Vec<bool>,
}

impl<'a> Writer<'a> {
    pub(in crate::reading) fn of(finder: Finder<'a>) -> Self {
        Self {
            finder,
            out: Vec::new(),
            base: 0,
            in_phase: false,
            details: Vec::new(),
        }
    }

    /// A piece that stays as it is.
    pub(in crate::reading) fn keep(&mut self, piece: Piece) {
        if let Piece::Head(head) = &piece {
            self.base = head.level;
            self.in_phase = false;
        }
        if let Piece::Block(block) = &piece
            && let NodeKind::Html(html) = &self.finder.document.node(*block).kind
            && self.closes_details(html, false)
        {
            return;
        }
        self.out.push(piece);
    }

    /// The heads of what a piece names in a form, with what stands below them.
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

    /// A phase in a strong line of its own; `role` is what it is where its words name something else.
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

    /// What follows stands below a heading of that level.
    pub(in crate::reading) fn goes_below(&mut self, level: u8) {
        self.base = level;
        self.in_phase = false;
    }

    /// The head of a phase that a row names; weeks stand a level below it.
    pub(super) fn phase(&mut self, name: Option<Name>, text: String, span: Span) {
        self.in_phase = false;
        self.head(name, text, (Form::Row, span));
        self.in_phase = true;
    }

    /// A head that the source does not write as one, with its words.
    pub(super) fn head(&mut self, name: Option<Name>, text: String, (form, span): (Form, Span)) {
        self.head_at((name, text), (self.level(), form), span);
    }

    pub(super) fn head_at(
        &mut self,
        (name, text): (Option<Name>, String),
        (level, form): (u8, Form),
        span: Span,
    ) {
        self.out.push(Piece::Head(Box::new(Head {
            name,
            text,
            level,
            form,
            span,
            at: None,
        })));
    }

    /// The level of a head that is new.
    pub(super) fn level(&self) -> u8 {
        self.base + 1 + u8::from(self.in_phase)
    }

    /// Whether some raw HTML only opens an element that folds, and its title, which becomes a head, follows.
    pub(in crate::reading) fn opens_details(&mut self, piece: &Piece, next_is_title: bool) -> bool {
        let Piece::Block(block) = piece else {
            return false;
        };
        let NodeKind::Html(html) = &self.finder.document.node(*block).kind else {
            return false;
        };
        let opens = fold::opens(html) && next_is_title;
        if opens {
            self.details.push(true);
        }
        opens
    }

    /// Keeps an eye on what raw HTML opens and closes; whether it only closes what became a head.
    fn closes_details(&mut self, html: &str, became_head: bool) -> bool {
        let lower = html.trim().to_ascii_lowercase();
        let opened = lower.matches("<details").count();
        let closed = lower.matches("</details>").count();
        for _ in closed..opened {
            self.details.push(became_head);
        }
        if closed == 1 && lower == "</details>" {
            return self.details.pop() == Some(true);
        }
        for _ in opened..closed {
            self.details.pop();
        }
        false
    }

    /// An admonition, a tab or an element that folds: its title, and what is in it.
    fn titled(&mut self, block: NodeId) {
        let document = self.finder.document;
        let node = document.node(block);
        let title = match &node.kind {
            NodeKind::Admonition {
                title: Some(title), ..
            }
            | NodeKind::Tab { title } => title.clone(),
            NodeKind::Html(html) => {
                self.closes_details(html, true);
                fold::summary(html).unwrap_or_default()
            }
            _ => return self.keep(Piece::Block(block)),
        };
        let name = self.finder.named(&title);
        self.head(name, title, (Form::Title, node.span));
        if let NodeKind::Html(html) = &node.kind {
            self.out.push(Piece::Html {
                html: fold::behind_summary(html),
                span: node.span,
            });
        }
        self.out.extend(document.children(block).map(Piece::Block));
    }

    pub(super) fn wants_days(&self) -> bool {
        matches!(self.finder.wanted, Wanted::Day | Wanted::Lesson)
    }
}
