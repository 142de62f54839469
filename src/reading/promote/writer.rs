//! Writes the nodes of a document anew, with headings for the names of weeks and days.

use super::{Finder, details};
use crate::document::{Composer, Form, NodeId, NodeKind};
use crate::span::Span;

/// Writes the nodes anew.
pub(super) struct Writer<'a> {
    pub(super) finder: Finder<'a>,
    pub(super) composer: Composer<'a>,
    /// The level of the last heading that the source writes as one.
    pub(super) base: u8,
    /// Whether a phase that is no heading is open below it.
    pub(super) in_phase: bool,
    /// The open elements that fold, and whether their titles became headings.
    pub(super) details: Vec<bool>,
}

impl<'a> Writer<'a> {
    pub(super) fn of(finder: Finder<'a>) -> Self {
        Self {
            finder,
            composer: Composer::of(finder.document),
            base: 0,
            in_phase: false,
            details: Vec::new(),
        }
    }

    /// Adds the heading of a phase that the source writes in a form of its own; weeks stand a level below it.
    pub(super) fn phase(&mut self, form: Form, words: String, span: Span) {
        self.in_phase = false;
        self.composer.heading((self.level(), form), words, span);
        self.in_phase = true;
    }

    pub(super) fn region(&mut self, blocks: &[NodeId], form: Option<Form>) {
        let document = self.finder.document;
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            at += 1;
            if let NodeKind::Heading(heading) = &document.node(*block).kind {
                self.heading(*block, heading.level, form);
                continue;
            }
            let own = self.finder.form(*block);
            if let NodeKind::Html(html) = &document.node(*block).kind {
                let next = blocks.get(at).and_then(|next| self.finder.form(*next));
                if details::opens(html) && next == Some(Form::Title) && next == form {
                    self.details.push(true);
                    continue;
                }
                if self.closes_details(html, own.is_some() && own == form) {
                    continue;
                }
            }
            if own.is_none() || own != form {
                if form.is_some_and(|form| form > Form::Heading) && self.phase_line(*block) {
                    continue;
                }
                self.composer.copy(*block);
                continue;
            }
            if matches!(own, Some(Form::Item | Form::Row | Form::Column)) {
                // What stands behind a whole list or table is no part of its last item.
                while let Some(next) = blocks.get(at).filter(|next| self.is_text(**next, form)) {
                    self.composer.copy(*next);
                    at += 1;
                }
            }
            match own {
                Some(Form::Item) => self.list(*block, self.level()),
                Some(Form::Row) => self.rows(*block),
                Some(Form::Column) => self.columns(*block),
                Some(Form::Title) => self.titled(*block),
                _ => self.lines(*block),
            }
        }
    }

    /// A heading of the source; it becomes a week's where its end or its promise names one.
    fn heading(&mut self, block: NodeId, level: u8, form: Option<Form>) {
        let document = self.finder.document;
        self.base = level;
        self.in_phase = false;
        let text = document.text(block);
        let named = match form {
            Some(Form::Tail) => self
                .finder
                .tail(&text)
                .map(|(before, inner)| format!("{inner}: {before}")),
            Some(Form::Promise) => self
                .finder
                .promise(&text)
                .map(|(weeks, phase)| format!("{weeks}: {phase}")),
            _ => None,
        };
        match (named, form) {
            (Some(named), Some(form)) => {
                let span = document.words(block);
                self.composer.heading((level, form), named, span);
            }
            _ => self.composer.copy(block),
        }
    }

    /// The level of a heading that is new.
    pub(super) fn level(&self) -> u8 {
        self.base + 1 + u8::from(self.in_phase)
    }

    /// Whether a block is neither a heading nor in the form of its region nor the line of a phase.
    fn is_text(&self, block: NodeId, form: Option<Form>) -> bool {
        let document = self.finder.document;
        let node = document.node(block);
        !matches!(node.kind, NodeKind::Heading(_))
            && self.finder.form(block) != form
            && !self.finder.is_phase_line(block)
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
            NodeKind::Html(html) => details::summary(html).unwrap_or_default(),
            _ => return,
        };
        self.composer
            .heading((self.level(), Form::Title), title, node.span);
        if let NodeKind::Html(html) = &node.kind {
            self.composer
                .leaf(NodeKind::Html(details::behind_summary(html)), node.span);
        }
        for child in document.children(block) {
            self.composer.copy(child);
        }
    }
}
