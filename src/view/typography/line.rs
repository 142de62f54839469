//! A line of text with access to neighboring characters, and its replacements.

use std::ops::Range;

/// Replaces code, an image or an address in a line: not text, but counted as a word.
pub(super) const OPAQUE: char = '\u{fffc}';

/// How far from a position its word extends at most, so a long text without spaces is not read repeatedly.
const LONGEST: usize = 200;

/// A replacement for a part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replacement {
    /// The bytes to replace.
    pub(super) at: Range<usize>,
    /// The new text.
    pub(super) with: &'static str,
}

/// A line of text.
pub(super) struct TextLine {
    characters: Vec<(usize, char)>,
    length: usize,
}

impl TextLine {
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

    /// The character at a position.
    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.characters.get(place).map(|(_, character)| *character)
    }

    /// The character before a position.
    pub(super) fn before(&self, place: usize) -> Option<char> {
        self.at(place.checked_sub(1)?)
    }

    /// The replacement of the characters at these positions.
    pub(super) fn change(&self, places: Range<usize>, with: &'static str) -> Replacement {
        let start = |place: usize| {
            self.characters
                .get(place)
                .map_or(self.length, |(at, _)| *at)
        };
        Replacement {
            at: start(places.start)..start(places.end),
            with,
        }
    }

    /// The positions of the word around a position, up to the next space; a narrow one is part of a word.
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

    /// The characters at these positions.
    pub(super) fn text(&self, places: Range<usize>) -> String {
        let characters = self.characters.get(places).unwrap_or_default();
        characters.iter().map(|(_, character)| *character).collect()
    }
}

/// Whether a character is a letter, a digit, or something that counts as a word.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == OPAQUE
}
