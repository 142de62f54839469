//! The forms in which a document names phases, weeks and days: headings, lines, titles of what folds, items of lists,
//! rows and columns of tables. A [`Finder`] tells what a piece names; a [`Writer`] makes heads of it.

mod cell;
mod fold;
mod line;
mod list;
mod row;
mod rows;
mod table;
mod writer;

pub(super) use cell::{box_of, boxes_in, segments};
pub(super) use table::Grid;
pub(super) use writer::Writer;

use super::name::{Name, Role, name, name_at_end};
use super::piece::{Head, Piece};
use crate::document::{Document, Form, NodeId, NodeKind};
use crate::language::{Reader, Vocabulary};
use crate::plan::DayName;
use crate::units::Numbers;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Week,
    Day,
    /// What a course counts in place of days: `Lesson 3`.
    Lesson,
    /// What work counts in place of weeks: `Sprint 3`.
    Sprint,
}

/// Reads pieces of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finder<'a> {
    pub(super) document: &'a Document,
    pub(super) words: &'a Vocabulary,
    pub(super) wanted: Wanted,
}

impl Finder<'_> {
    /// What a line begins with the name of, if that is looked for.
    pub(super) fn named(&self, text: &str) -> Option<Name> {
        self.fits(match self.wanted {
            Wanted::Lesson => self.counted(text, &self.words.lesson)?,
            Wanted::Sprint => self.counted(text, &self.words.sprint)?,
            _ => name(text, self.words)?,
        })
    }

    /// A name, or the one in it, that is looked for.
    fn fits(&self, mut name: Name) -> Option<Name> {
        loop {
            let fits = match self.wanted {
                Wanted::Week | Wanted::Sprint => name.is_week(),
                Wanted::Day | Wanted::Lesson => name.is_day(),
            };
            if fits {
                return Some(name);
            }
            name = *name.inner?;
        }
    }

    /// What one of some words and a number name.
    fn counted(&self, text: &str, known: &[String]) -> Option<Name> {
        let line = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut reader = Reader::new(line, self.words);
        let numbers = reader.counted(known, &[])?;
        let called = line.trim()[..line.trim().len() - reader.rest.len()].to_owned();
        if reader.rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        reader.rest = reader.rest.trim_start_matches(['.', ')', ']', ',']);
        reader.separator();
        let timed = crate::language::timed(reader.rest, self.words);
        let role = if self.wanted == Wanted::Sprint {
            Role::Week {
                numbers: Some(numbers),
                letter: None,
            }
        } else {
            Role::Day(DayName::Ordinal(numbers))
        };
        let mut name = Name::unsaid(role, &called);
        timed.title.clone_into(&mut name.title);
        name.stated = timed.stated;
        Some(name)
    }

    /// What a head names: by its own name, or at its end.
    fn of_head(&self, head: &Head) -> Option<(Form, Name)> {
        let text = head.at.map(|at| self.document.text(at));
        let text = text.as_deref().unwrap_or(&head.text);
        if matches!(self.wanted, Wanted::Lesson | Wanted::Sprint) {
            return self.named(text).map(|name| (Form::Heading, name));
        }
        if let Some(name) = &head.name {
            return self.fits(name.clone()).map(|name| (Form::Heading, name));
        }
        let name = name_at_end(text, self.words).and_then(|name| self.fits(name))?;
        Some((Form::Tail, name))
    }

    /// Whether a line names what holds weeks.
    pub(super) fn names_phase(&self, text: &str) -> bool {
        self.wanted == Wanted::Week
            && name(text, self.words).is_some_and(|name| name.is_phase() && name.inner.is_none())
    }

    /// What a piece names, in which form, and how often.
    pub(super) fn names(&self, piece: &Piece) -> Option<(Form, Vec<Name>)> {
        let one = |form: Form, name: Option<Name>| name.map(|name| (form, vec![name]));
        match piece {
            Piece::Head(head) => {
                let (form, name) = self.of_head(head)?;
                Some((form, vec![name]))
            }
            Piece::Lines { lines, .. } => self.lines(lines),
            Piece::Items { items, .. } => self.items(items).map(|names| (Form::Item, names)),
            Piece::Table(grid) => self.table(grid),
            Piece::Cell { cell, ticks, .. } => {
                let lines = segments(self.document, *cell);
                let is_boxed = |line: &Vec<NodeId>| box_of(self.document, line, *ticks).is_some();
                let boxed = lines.iter().any(is_boxed);
                if boxed || lines.len() < 2 {
                    None
                } else {
                    self.lines(&lines)
                }
            }
            Piece::Task { .. } | Piece::Label { .. } | Piece::Rest { .. } => None,
            Piece::Html { html, .. } => one(Form::Title, self.named(&fold::summary(html)?)),
            Piece::Block(block) => match &self.document.node(*block).kind {
                NodeKind::Paragraph => self.lines(&self.document.lines(*block)),
                NodeKind::Html(html) => one(Form::Title, self.named(&fold::summary(html)?)),
                NodeKind::Admonition {
                    title: Some(title), ..
                }
                | NodeKind::Tab { title } => one(Form::Title, self.named(title)),
                NodeKind::List(_) => {
                    let items: Vec<NodeId> = self.document.children(*block).collect();
                    self.items(&items).map(|names| (Form::Item, names))
                }
                NodeKind::Table(_) => self.table(&Grid::of(self.document, *block)),
                _ => None,
            },
        }
    }
}

/// The numbers that a name counts by: those of weeks, or of days in their order within a week, a month or a course.
pub(super) fn numbers(name: &Name) -> Option<Numbers> {
    match &name.role {
        Role::Week { numbers, .. } => *numbers,
        Role::Day(DayName::Ordinal(numbers)) => Some(*numbers),
        _ => None,
    }
}

impl Finder<'_> {
    /// How many days are named inside a list of other things, a table of weeks or a box.
    pub(super) fn inner_days(&self, block: NodeId) -> usize {
        if let NodeKind::Table(_) = self.document.node(block).kind {
            let grid = Grid::of(self.document, block);
            return self.days_in_rows(&grid);
        }
        let inner = self.document.descendants(block);
        inner
            .filter(|id| {
                matches!(
                    self.document.node(*id).kind,
                    NodeKind::List(_) | NodeKind::Paragraph | NodeKind::Table(_)
                )
            })
            .filter_map(|id| self.names(&Piece::Block(id)))
            .map(|(_, names)| names.len())
            .sum()
    }
}
