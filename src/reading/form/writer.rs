//! Turns fragments with names of weeks or days into heads.

use super::finder::{Finder, NameKind};
use crate::document::{self, Form, NodeKind};
use crate::reading::fragment::{Fragment, Head};
use crate::reading::name::Name;
use crate::span::Span;

/// Output fragments.
pub(in crate::reading) struct FragmentWriter<'a> {
    pub(super) finder: Finder<'a>,
    pub(in crate::reading) out: Vec<Fragment>,
    /// The level of the last heading.
    base: u8,
    /// Whether a phase that is not a heading is open below it.
    pub(super) in_phase: bool,
    /// The open `<details>` elements, and whether their summaries became heads.
    details: Vec<bool>,
}

impl<'a> FragmentWriter<'a> {
    pub(in crate::reading) fn of(finder: Finder<'a>) -> Self {
        Self {
            finder,
            out: Vec::new(),
            base: 0,
            in_phase: false,
            details: Vec::new(),
        }
    }

    /// Copies a fragment unchanged.
    pub(in crate::reading) fn keep(&mut self, fragment: Fragment) {
        if let Fragment::Head(head) = &fragment {
            self.base = head.level;
            self.in_phase = false;
        }
        if let Fragment::Block(block) = &fragment
            && let NodeKind::Html(html) = &self.finder.document.node(*block).kind
            && self.closes_details(html, false)
        {
            return;
        }
        self.out.push(fragment);
    }

    /// Sets the level of the heading that contains the following fragments.
    pub(in crate::reading) fn goes_below(&mut self, level: u8) {
        self.base = level;
        self.in_phase = false;
    }

    /// Writes the head of a phase in a row; weeks are a level below it.
    pub(super) fn phase(&mut self, name: Option<Name>, text: String, span: Span) {
        self.in_phase = false;
        self.head(name, text, (Form::Row, span));
        self.in_phase = true;
    }

    /// Writes a head with the words of another form.
    pub(super) fn head(&mut self, name: Option<Name>, text: String, (form, span): (Form, Span)) {
        self.head_at((name, text), (self.level(), form), span);
    }

    pub(super) fn head_at(
        &mut self,
        (name, text): (Option<Name>, String),
        (level, form): (u8, Form),
        span: Span,
    ) {
        self.out.push(Fragment::Head(Box::new(Head {
            name,
            text,
            level,
            form,
            span,
            at: None,
        })));
    }

    /// The level of a new head.
    pub(super) fn level(&self) -> u8 {
        self.base + 1 + u8::from(self.in_phase)
    }

    /// Whether raw HTML only opens a `<details>` element whose summary, which becomes a head, follows.
    pub(in crate::reading) fn opens_details(
        &mut self,
        fragment: &Fragment,
        next_is_title: impl Fn() -> bool,
    ) -> bool {
        let Fragment::Block(block) = fragment else {
            return false;
        };
        let NodeKind::Html(html) = &self.finder.document.node(*block).kind else {
            return false;
        };
        let opens = document::only_opens_fold(html) && next_is_title();
        if opens {
            self.details.push(true);
        }
        opens
    }

    /// Tracks the elements that raw HTML opens and closes; returns whether it only closes one that became a head.
    pub(super) fn closes_details(&mut self, html: &str, became_head: bool) -> bool {
        let (opened, closed) = document::folds(html);
        for _ in closed..opened {
            self.details.push(became_head);
        }
        if document::only_closes_fold(html) {
            return self.details.pop() == Some(true);
        }
        for _ in opened..closed {
            self.details.pop();
        }
        false
    }

    pub(super) fn wants_days(&self) -> bool {
        matches!(self.finder.wanted, NameKind::Day | NameKind::Lesson)
    }
}
