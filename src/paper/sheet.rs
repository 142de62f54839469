//! A sheet of paper before it is laid out: what stands on it, and how it takes what does not fit.

use super::row::{Role, Row};
use super::text::{Marks, Text};
use crate::span::Span;

/// A sheet.
pub(super) struct Sheet {
    /// The page of the handbook that it is: what links lead to it by.
    pub(super) page: String,
    /// Other pages of the handbook that are on it: days without sheets of their own.
    pub(super) also: Vec<String>,
    /// What it is called in bookmarks and where it is continued.
    pub(super) title: String,
    /// What its paper is called: `Week 3 Monday`.
    pub(super) label: String,
    /// How deep it stands in the bookmarks, from 0.
    pub(super) depth: usize,
    /// What stands above it in the bookmarks and has no sheet of its own.
    pub(super) chapter: Option<String>,
    /// The rows at its top.
    pub(super) head: Vec<Row>,
    /// The rows below them.
    pub(super) body: Vec<Row>,
    /// What becomes of what does not fit.
    pub(super) fit: Fit,
    /// What the room that is left is for.
    pub(super) room: Room,
    /// The address on the web that a code on the sheet leads to.
    pub(super) address: Option<String>,
}

/// What becomes of what does not fit on one sheet.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fit {
    /// It is set smaller, then in columns; if it goes on nevertheless, that is told for this place.
    One(Option<Span>),
    /// It goes on, as documents do.
    Long,
}

/// What the room that is left on a sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// Nothing.
    Free,
    /// Notes.
    Notes,
    /// Looking back at a week.
    Review,
}

/// The heading of a sheet.
pub(super) fn heading(title: &str) -> Row {
    Row::of(Role::Heading(1), Text::of(title, Marks::BOLD))
}

/// A line of facts, with points between them; a fact with an address leads there.
pub(super) fn facts<'f>(facts: impl IntoIterator<Item = (String, Option<&'f str>)>) -> Row {
    let mut text = Text::default();
    for (fact, to) in facts {
        if fact.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push(" · ", super::text::Style::default());
        }
        match to {
            Some(to) => text.link(&fact, to, Marks::NONE),
            None => text.push(&fact, super::text::Style::default()),
        }
    }
    Row::of(Role::Facts, text)
}

/// `Monday: Title`, or the one of the two that there is.
pub(super) fn whole(called: &str, title: &str) -> String {
    match (called, title) {
        (called, "") => called.to_owned(),
        ("", title) => title.to_owned(),
        (called, title) => format!("{called}: {title}"),
    }
}
