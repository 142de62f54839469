//! The kinds of names to look for, and how to find them in a line or a head.

use std::borrow::Cow;

use crate::document::{Document, Form, NodeId, NodeKind};
use crate::language::{LineReader, Vocabulary, WordList, timed};
use crate::plan::DayName;
use crate::reading::fragment::Head;
use crate::reading::name::{Name, OutlineRole, name, name_at_end, names_nothing, week_of_dates};
use crate::units::NumberRange;

/// The longest line, in characters, that is a label without emphasis.
pub(super) const LONGEST_LINE: usize = 80;

/// The kind of names to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum NameKind {
    Week,
    Day,
    /// A course's unit in place of days: `Lesson 3`.
    Lesson,
    /// A unit of work in place of weeks: `Sprint 3`.
    Sprint,
}

/// Reads fragments of a document.
#[derive(Clone, Copy, Debug)]
pub(in crate::reading) struct Finder<'a> {
    pub(in crate::reading) document: &'a Document,
    pub(in crate::reading) words: &'a Vocabulary,
    pub(in crate::reading) wanted: NameKind,
}

impl Finder<'_> {
    /// The name at the start of a line, if it is of the wanted kind.
    pub(in crate::reading) fn named(&self, text: &str) -> Option<Name> {
        self.fits(match self.wanted {
            NameKind::Lesson => self.counted(text, &self.words.lesson)?,
            NameKind::Sprint => self.counted(text, &self.words.sprint)?,
            _ => name(text, self.words)?,
        })
    }

    /// A name, or the name inside it, if it is of the wanted kind. A day may be named by the dates of a week.
    fn fits(&self, mut name: Name) -> Option<Name> {
        loop {
            let fits = match self.wanted {
                NameKind::Week | NameKind::Sprint => name.is_week(),
                NameKind::Day | NameKind::Lesson => name.is_day(),
            };
            if fits {
                return Some(name);
            }
            if self.wanted == NameKind::Week && name.is_date() {
                return week_of_dates(&name, self.words);
            }
            name = *name.inner?;
        }
    }

    /// The name made of one of some words and a number.
    fn counted(&self, text: &str, known: &WordList) -> Option<Name> {
        let line = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut reader = LineReader::new(line, self.words);
        let numbers = reader.counted(known, WordList::NONE)?;
        let called = line.trim()[..line.trim().len() - reader.rest.len()].to_owned();
        if reader.rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        reader.rest = reader.rest.trim_start_matches(['.', ')', ']', ',']);
        reader.separator();
        let timed = timed(reader.rest, self.words);
        let role = if self.wanted == NameKind::Sprint {
            OutlineRole::Week {
                numbers: Some(numbers),
                letter: None,
            }
        } else {
            OutlineRole::Day(DayName::Ordinal(numbers))
        };
        let mut name = Name::unsaid(role, &called);
        timed.title.clone_into(&mut name.title);
        name.stated = timed.stated;
        Some(name)
    }

    /// The name in a head: at its start, or at its end.
    pub(super) fn of_head(&self, head: &Head) -> Option<(Form, Name)> {
        let text = head.at.map(|at| self.document.text(at));
        let text = text.as_deref().unwrap_or(&head.text);
        if matches!(self.wanted, NameKind::Lesson | NameKind::Sprint) {
            return self.named(text).map(|name| (Form::Heading, name));
        }
        if let Some(name) = &head.name {
            return self.fits(name.clone()).map(|name| (Form::Heading, name));
        }
        let name = name_at_end(text, self.words).and_then(|name| self.fits(name))?;
        Some((Form::Tail, name))
    }

    /// Whether a line names a unit above weeks.
    pub(in crate::reading) fn names_phase(&self, text: &str) -> bool {
        self.wanted == NameKind::Week
            && name(text, self.words).is_some_and(|name| name.is_phase() && name.inner.is_none())
    }

    /// Whether a short line names a unit above weeks with its weeks.
    pub(super) fn names_phase_with_weeks(&self, text: &str) -> bool {
        let is_phase = |name: Name| {
            let has_weeks = matches!(name.role, OutlineRole::Phase { weeks: Some(_), .. });
            has_weeks && name.inner.is_none()
        };
        text.chars().count() <= LONGEST_LINE && name(text, self.words).is_some_and(is_phase)
    }

    /// Whether words name nothing, judged by their first node: most begin with letters that no name begins with.
    pub(super) fn is_nameless(&self, first: NodeId) -> bool {
        match (&self.document.node(first).kind, self.wanted) {
            (NodeKind::Text(words), NameKind::Week | NameKind::Day) => {
                names_nothing(words, self.words)
            }
            (NodeKind::Strong | NodeKind::Emphasis, _) => {
                let mut inner = self.document.children(first);
                inner.next().is_some_and(|inner| self.is_nameless(inner))
            }
            _ => false,
        }
    }

    /// The words of inline nodes.
    pub(super) fn text_of(&self, inline: &[NodeId]) -> Cow<'_, str> {
        if let [id] = inline
            && let NodeKind::Text(words) = &self.document.node(*id).kind
        {
            return Cow::Borrowed(words);
        }
        let mut text = String::new();
        for id in inline {
            self.document.push_text(*id, &mut text);
        }
        Cow::Owned(text)
    }
}

/// The numbers of a name: those of weeks, or of days within a week, a month or a course.
pub(super) fn numbers(name: &Name) -> Option<NumberRange> {
    match &name.role {
        OutlineRole::Week { numbers, .. } => *numbers,
        OutlineRole::Day(DayName::Ordinal(numbers)) => Some(*numbers),
        _ => None,
    }
}
