//! Lists of words to look for at the start of a text.

use std::ops::Deref;

use serde::Deserialize;

use super::fold::prefix;

/// Words in order, with an index of their beginnings. Most texts match none of it, and are not compared with any word.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct WordList {
    words: Vec<String>,
    /// The first two bytes of each word; [`ANY`] if it has no second one.
    heads: Vec<[u8; 2]>,
    beginnings: Beginnings,
}

/// A second byte that no text begins with: words that are one byte long have it.
const ANY: u8 = 0;

impl WordList {
    /// No words.
    pub(crate) const NONE: &Self = &Self {
        words: Vec::new(),
        heads: Vec::new(),
        beginnings: Beginnings::NONE,
    };

    /// The length in bytes of the longest word at the start of a text; the words are folded, and `beginning` is that of
    /// the text.
    pub(crate) fn longest(&self, text: &str, beginning: Beginning) -> Option<usize> {
        if !self.beginnings.may_begin(beginning) {
            return None;
        }
        self.heads
            .iter()
            .enumerate()
            .filter(|(_, head)| beginning.may_be(**head))
            .filter_map(|(index, _)| prefix(text, &self.words[index]))
            .max()
    }

    /// Adds words at the end.
    pub(crate) fn append(&mut self, more: &mut Self) {
        self.words.append(&mut more.words);
        self.heads.append(&mut more.heads);
        self.beginnings.add(more.beginnings);
    }

    /// The beginnings of the words.
    pub(crate) fn beginnings(&self) -> &Beginnings {
        &self.beginnings
    }
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        let beginnings = Beginnings::of(&words);
        let heads = words.iter().map(|word| match *word.as_bytes() {
            [] => [ANY; 2],
            [first] => [first, ANY],
            [first, second, ..] => [first, second],
        });
        Self {
            heads: heads.collect(),
            words,
            beginnings,
        }
    }
}

impl FromIterator<String> for WordList {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        Self::from(words.into_iter().collect::<Vec<_>>())
    }
}

impl Deref for WordList {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.words
    }
}

impl<'a> IntoIterator for &'a WordList {
    type Item = &'a String;
    type IntoIter = std::slice::Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.words.iter()
    }
}

/// The beginnings of words: their first bytes, and their first two if those are ASCII.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Beginnings {
    firsts: [u64; 4],
    pairs: [u64; 16],
}

impl Beginnings {
    const NONE: Self = Self {
        firsts: [0; 4],
        pairs: [0; 16],
    };

    /// The beginnings of folded words.
    fn of(words: &[String]) -> Self {
        let mut all = Self::NONE;
        for word in words {
            match *word.as_bytes() {
                [] => {}
                [first] => {
                    all.add_first(first);
                    for second in 0..32 {
                        all.add_pair(first, second);
                    }
                }
                [first, second, ..] => {
                    all.add_first(first);
                    all.add_pair(first, second);
                }
            }
        }
        all
    }

    fn add_first(&mut self, first: u8) {
        self.firsts[usize::from(first >> 6)] |= 1 << (first & 63);
    }

    fn add_pair(&mut self, first: u8, second: u8) {
        let (at, bit) = place(first, second);
        self.pairs[at] |= 1 << bit;
    }

    /// Adds the beginnings of other words.
    pub(crate) fn add(&mut self, other: Self) {
        for (own, other) in self.firsts.iter_mut().zip(other.firsts) {
            *own |= other;
        }
        for (own, other) in self.pairs.iter_mut().zip(other.pairs) {
            *own |= other;
        }
    }

    /// Whether any of the words may be at the start of a text.
    pub(crate) fn may_begin(&self, text: Beginning) -> bool {
        let first = text.first;
        let begins = self.firsts[usize::from(first >> 6)] >> (first & 63) & 1 == 1;
        begins
            && text.second.is_none_or(|second| {
                let (at, bit) = place(first, second);
                self.pairs[at] >> bit & 1 == 1
            })
    }
}

/// The position of two bytes in a set of pairs; several pairs share a position.
fn place(first: u8, second: u8) -> (usize, u8) {
    (usize::from(first & 31) / 2, (first & 1) << 5 | second & 31)
}

/// The beginning of a text, for comparing it with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Beginning {
    /// The first byte of its first character.
    pub(crate) first: u8,
    /// The byte after it, if both are ASCII letters or digits: nothing between them is skipped.
    second: Option<u8>,
}

impl Beginning {
    /// The beginning of a text that is not empty.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let (first, second) = match *text.as_bytes() {
            [] => return None,
            [first, second, ..] if first.is_ascii() && second.is_ascii_alphanumeric() => (
                first.to_ascii_lowercase(),
                Some(second.to_ascii_lowercase()),
            ),
            [first, ..] if first.is_ascii() => (first.to_ascii_lowercase(), None),
            _ => {
                let lower = text.chars().next()?.to_lowercase().next()?;
                (lower.encode_utf8(&mut [0; 4]).as_bytes()[0], None)
            }
        };
        Some(Self { first, second })
    }

    /// Whether a text that begins like this may be a word with some first bytes.
    fn may_be(self, [first, second]: [u8; 2]) -> bool {
        first == self.first && (second == ANY || self.second.is_none_or(|own| own == second))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert, proptest};

    use super::*;
    use crate::language::fold::fold;

    fn words(words: &[&str]) -> WordList {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn a_text_may_begin_with_a_word_by_its_first_two_bytes() {
        let mut all = words(&["week", "w", "woche", "", "no2", "неделя"]);
        all.append(&mut words(&["第", "day"]));
        assert_eq!(all.len(), 8);
        for (text, may_begin) in [
            ("Week", true),
            ("W1", true),
            ("w", true),
            ("Wx", true),
            ("Day", true),
            ("d-ay", true),
            ("D", true),
            ("NO2", true),
            ("Недель", true),
            ("第一", true),
            ("Dry", false),
            ("nine", false),
            ("x", false),
            ("é", false),
        ] {
            let begins = Beginning::of(text).is_some_and(|text| all.beginnings().may_begin(text));
            assert_eq!(begins, may_begin, "{text}");
        }
        assert_eq!(Beginning::of(""), None);
    }

    proptest! {
        #[test]
        fn every_word_that_a_text_begins_with_is_looked_for(
            text in "[abAB13éİ第-]{0,3}",
            known in prop::collection::vec("[ab1éİ第-]{0,2}", 0..3),
        ) {
            let known: WordList = known.iter().map(|word| fold(word)).collect();
            let begins = known.iter().any(|word| prefix(&text, word).is_some());
            let may = Beginning::of(&text).is_some_and(|text| known.beginnings().may_begin(text));
            prop_assert!(may || !begins);
        }
    }
}
