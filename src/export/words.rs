//! The theme's words in exported files.

use crate::theme::{Word, Words, effort};

/// The words that are not the author's.
#[derive(Clone, Debug, Default)]
pub struct ExportWords {
    hours: String,
    minutes: String,
    /// The title of tasks for when time allows.
    pub(super) stretch: String,
}

impl ExportWords {
    /// The words of a theme in the handbook's language.
    pub fn of(words: &Words) -> Self {
        let word = |name| words.word(name).map_or("", Word::plain).to_owned();
        Self {
            hours: word("hours"),
            minutes: word("minutes"),
            stretch: word("stretch"),
        }
    }

    /// Minutes as hours and minutes.
    pub(super) fn time(&self, minutes: u32) -> String {
        effort(minutes, &self.hours, &self.minutes)
    }
}
