//! What the lines of a copy share.

use std::collections::HashMap;

use crate::theme::{Word, Words};

/// The words of a copy's language, and its footnotes.
pub(super) struct CopyState<'w> {
    pub(super) words: &'w Words,
    /// The numbers of the footnotes so far, by their anchors.
    notes: HashMap<String, usize>,
}

impl<'w> CopyState<'w> {
    pub(super) fn new(words: &'w Words) -> Self {
        Self {
            words,
            notes: HashMap::new(),
        }
    }

    pub(super) fn word(&self, name: &str) -> &'w str {
        self.words.word(name).map_or("", Word::plain)
    }

    /// The number of a footnote in this copy: several texts of a page have notes.
    pub(super) fn note(&mut self, id: &str) -> usize {
        let next = self.notes.len() + 1;
        *self.notes.entry(id.to_owned()).or_insert(next)
    }
}
