//! The areas of tasks (`docs/format.md`, Areas and allocations): the stated one, or else one named by the folders of
//! its links, or else one named by its words, its block's label or its day's title.

use crate::document::{Document, NodeId, NodeKind};
use crate::language::{LineReader, Vocabulary, plain};
use crate::units::Area;

/// Finds areas by their words.
#[derive(Debug)]
pub(super) struct Matcher {
    names: Vec<Name>,
}

#[derive(Debug)]
struct Name {
    id: String,
    phrase: Vec<String>,
    /// The one word of the name that is enough to identify it, if there is one: not a general word.
    alone: Option<String>,
}

impl Matcher {
    pub(super) fn new(areas: &[Area], words: &Vocabulary) -> Self {
        let general = |word: &String| words.general.iter().any(|general| plain(general) == *word);
        let names = areas
            .iter()
            .map(|area| {
                let phrase = tokens(&area.name);
                let alone = phrase
                    .iter()
                    .find(|word| !general(word) && word.len() > 3)
                    .cloned();
                Name {
                    id: plain(&area.id),
                    phrase,
                    alone,
                }
            })
            .collect();
        Self { names }
    }

    /// The area with an id or name, or with a word that identifies it.
    pub(super) fn stated(&self, name: &str) -> Option<usize> {
        let wanted = plain(name);
        let whole = |area: &Name| area.id == wanted || area.phrase.concat() == wanted;
        let by_word = |area: &Name| area.alone.as_ref() == Some(&wanted);
        // `Coding` is not `Coding Interviews` if the plan has both.
        let mut names = self.names.iter();
        names
            .position(whole)
            .or_else(|| self.names.iter().position(by_word))
    }

    /// The area that is named first in `text`, by its whole name or by a word that identifies it.
    pub(super) fn named_in(&self, text: &str) -> Option<usize> {
        if self.names.is_empty() {
            return None;
        }
        let lower = text.to_lowercase();
        let may_be = |name: &Name| {
            let first = name.phrase.first();
            first.is_some_and(|word| lower.contains(word.as_str()))
                || name
                    .alone
                    .as_ref()
                    .is_some_and(|word| lower.contains(word.as_str()))
        };
        // Most texts name no area, which this detects without splitting them into words.
        if !self.names.iter().any(may_be) {
            return None;
        }
        let text = tokens(text);
        let whole = |name: &Name| {
            text.windows(name.phrase.len().max(1))
                .position(|window| window == name.phrase)
        };
        let alone = |name: &Name| {
            let word = name.alone.as_ref()?;
            text.iter().position(|token| token == word)
        };
        let first = |place: &dyn Fn(&Name) -> Option<usize>| {
            self.names
                .iter()
                .enumerate()
                .filter_map(|(index, name)| Some((place(name)?, index)))
                .min()
                .map(|(_, index)| index)
        };
        first(&whole).or_else(|| first(&alone))
    }

    /// The area named by the folders of a task's links.
    pub(super) fn linked(&self, document: &Document, item: NodeId) -> Option<usize> {
        if self.names.is_empty() {
            return None;
        }
        document
            .descendants(item)
            .find_map(|id| match &document.node(id).kind {
                NodeKind::Link { target, .. } if !target.contains(':') => {
                    let (folders, _) = target.rsplit_once('/')?;
                    folders.split('/').find_map(|folder| self.named_in(folder))
                }
                _ => None,
            })
    }
}

fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The words after `Theme:` without their quotes.
pub(super) fn theme(line: &str, words: &Vocabulary) -> Option<String> {
    let mut reader = LineReader::new(line, words);
    if !reader.word(&words.theme) || !reader.rest.starts_with([':', '-', '–', '—']) {
        return None;
    }
    reader.separator();
    let quotes = ['"', '“', '”', '„', '«', '»', '\'', '‘', '’', ' '];
    let theme = reader.rest.trim_matches(quotes);
    (!theme.is_empty()).then(|| theme.to_owned())
}
