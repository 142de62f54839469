//! A line of text whose characters know their neighbors, and what is changed in it.

use std::ops::Range;

/// Stands in a line for code, a picture or an address: something that is not text, and counts as a word.
pub(super) const OPAQUE: char = '\u{fffc}';

/// How far from a place its word is looked at, so a long text without spaces is not read over and over.
const LONGEST: usize = 200;

/// New text for a part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The bytes that it replaces.
    pub(super) at: Range<usize>,
    /// What it puts there.
    pub(super) with: &'static str,
}

/// A line of text.
pub(super) struct Line {
    characters: Vec<(usize, char)>,
    length: usize,
}

impl Line {
    pub(super) fn of(text: &str) -> Self {
        Self {
            characters: text.char_indices().collect(),
            length: text.len(),
        }
    }

    /// How many characters it has.
    pub(super) fn len(&self) -> usize {
        self.characters.len()
    }

    /// The character at a place.
    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.characters.get(place).map(|(_, character)| *character)
    }

    /// The character before a place.
    pub(super) fn before(&self, place: usize) -> Option<char> {
        self.at(place.checked_sub(1)?)
    }

    /// The change of the characters at these places.
    pub(super) fn change(&self, places: Range<usize>, with: &'static str) -> Change {
        let start = |place: usize| {
            self.characters
                .get(place)
                .map_or(self.length, |(at, _)| *at)
        };
        Change {
            at: start(places.start)..start(places.end),
            with,
        }
    }

    /// The places of the word around a place, as far as there is no space; a narrow one is inside a word.
    pub(super) fn word(&self, place: usize) -> Range<usize> {
        let is_inside = |c: char| !c.is_whitespace() || c == '\u{202f}';
        let mut word = place..place;
        while place - word.start < LONGEST && self.before(word.start).is_some_and(is_inside) {
            word.start -= 1;
        }
        while word.end - place < LONGEST && self.at(word.end).is_some_and(is_inside) {
            word.end += 1;
        }
        word
    }

    /// The characters at these places.
    pub(super) fn text(&self, places: Range<usize>) -> String {
        let characters = self.characters.get(places).unwrap_or_default();
        characters.iter().map(|(_, character)| *character).collect()
    }
}

/// Whether a character is a letter, a digit, or something that counts as a word.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == OPAQUE
}
