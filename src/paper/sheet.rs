//! A sheet before layout: its content, and how overflow is handled.

use super::row::{RowRole, SheetRow};
use super::text::{Emphasis, StyledText};
use crate::span::Span;

/// A sheet.
pub(super) struct Sheet {
    /// The page of the handbook that links refer to it by.
    pub(super) page: String,
    /// Other pages of the handbook on the same sheet: days without sheets of their own.
    pub(super) also: Vec<String>,
    /// Its title in bookmarks and on continuation pages.
    pub(super) title: String,
    /// The label of its pages: `Week 3 Monday`.
    pub(super) label: String,
    /// Its depth in the bookmarks, from 0.
    pub(super) depth: usize,
    /// A parent in the bookmarks without a sheet of its own.
    pub(super) chapter: Option<String>,
    /// The rows at its top.
    pub(super) head: Vec<SheetRow>,
    /// The rows below them.
    pub(super) body: Vec<SheetRow>,
    /// How overflow is handled.
    pub(super) fit: Fit,
    /// The use of the remaining room.
    pub(super) room: Room,
    /// The address for the QR code on the sheet.
    pub(super) address: Option<String>,
}

/// How content that does not fit on one sheet is handled.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fit {
    /// It is set smaller, then in columns; if it still continues on a second page, this is reported at the span.
    One(Option<Span>),
    /// It continues on further pages, as in a document.
    Long,
}

/// The use of the remaining room on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// None.
    Free,
    /// Notes.
    Notes,
    /// A review of the week.
    Review,
}

/// The heading of a sheet.
pub(super) fn heading(title: &str) -> SheetRow {
    SheetRow::of(RowRole::Heading(1), StyledText::of(title, Emphasis::BOLD))
}

/// A line of facts, with dots between them; a fact with an address is a link.
pub(super) fn facts<'f>(facts: impl IntoIterator<Item = (String, Option<&'f str>)>) -> SheetRow {
    let mut text = StyledText::default();
    for (fact, to) in facts {
        if fact.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push(" · ", super::text::Style::default());
        }
        match to {
            Some(to) => text.link(&fact, to, Emphasis::NONE),
            None => text.push(&fact, super::text::Style::default()),
        }
    }
    SheetRow::of(RowRole::Facts, text)
}

/// `Monday: Title`, or just one of the two.
pub(super) fn whole(called: &str, title: &str) -> String {
    match (called, title) {
        (called, "") => called.to_owned(),
        ("", title) => title.to_owned(),
        (called, title) => format!("{called}: {title}"),
    }
}
