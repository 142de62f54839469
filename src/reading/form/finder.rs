//! What is looked for, and what a line or a head names of it.

use std::borrow::Cow;

use crate::document::{Document, Form, NodeId, NodeKind};
use crate::language::{Reader, Vocabulary, WordList, timed};
use crate::plan::DayName;
use crate::reading::name::{Name, Role, name, name_at_end, names_nothing};
use crate::reading::piece::Head;
use crate::units::Numbers;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Wanted {
    Week,
    Day,
    /// What a course counts in place of days: `Lesson 3`.
    Lesson,
    /// What work counts in place of weeks: `Sprint 3`.
    Sprint,
}

/// Reads pieces of a document.
#[derive(Clone, Copy, Debug)]
pub(in crate::reading) struct Finder<'a> {
    pub(in crate::reading) document: &'a Document,
    pub(in crate::reading) words: &'a Vocabulary,
    pub(in crate::reading) wanted: Wanted,
}

impl Finder<'_> {
    /// What a line begins with the name of, if that is looked for.
    pub(in crate::reading) fn named(&self, text: &str) -> Option<Name> {
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
    fn counted(&self, text: &str, known: &WordList) -> Option<Name> {
        let line = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut reader = Reader::new(line, self.words);
        let numbers = reader.counted(known, WordList::NONE)?;
        let called = line.trim()[..line.trim().len() - reader.rest.len()].to_owned();
        if reader.rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        reader.rest = reader.rest.trim_start_matches(['.', ')', ']', ',']);
        reader.separator();
        let timed = timed(reader.rest, self.words);
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
    pub(super) fn of_head(&self, head: &Head) -> Option<(Form, Name)> {
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
    pub(in crate::reading) fn names_phase(&self, text: &str) -> bool {
        self.wanted == Wanted::Week
            && name(text, self.words).is_some_and(|name| name.is_phase() && name.inner.is_none())
    }

    /// Whether words name nothing, as far as their first node tells: most begin with letters that no name begins with.
    pub(super) fn is_nameless(&self, first: NodeId) -> bool {
        match (&self.document.node(first).kind, self.wanted) {
            (NodeKind::Text(words), Wanted::Week | Wanted::Day) => names_nothing(words, self.words),
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

/// The numbers that a name counts by: those of weeks, or of days in their order within a week, a month or a course.
pub(super) fn numbers(name: &Name) -> Option<Numbers> {
    match &name.role {
        Role::Week { numbers, .. } => *numbers,
        Role::Day(DayName::Ordinal(numbers)) => Some(*numbers),
        _ => None,
    }
}
