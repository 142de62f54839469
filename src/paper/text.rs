//! Text before typesetting: words and their styles.

use std::ops::Range;

/// Ways to emphasize words; they can be combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Emphasis(u8);

impl Emphasis {
    pub(super) const NONE: Self = Self(0);
    pub(super) const BOLD: Self = Self(1);
    pub(super) const ITALIC: Self = Self(2);
    pub(super) const CODE: Self = Self(4);
    pub(super) const STRUCK: Self = Self(8);
    pub(super) const FAINT: Self = Self(16);
    /// Superscript, as the number of a note.
    pub(super) const RAISED: Self = Self(32);
    /// Subscript.
    pub(super) const LOWERED: Self = Self(64);

    /// These marks and others.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` are among these.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// The style of words, and what they represent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Their emphasis.
    pub(super) marks: Emphasis,
    /// The link that contains them: an index into the text's links, from 1; 0 for none.
    pub(super) link: u16,
    /// The text they replace: an index into the text's originals, from 1; 0 for none.
    pub(super) original: u16,
}

impl Style {
    /// Plain words with some emphasis.
    pub(super) fn of(marks: Emphasis) -> Self {
        Self {
            marks,
            ..Self::default()
        }
    }
}

/// Words with their styles. The ends of `runs` are in ascending order, and the last one is the end of the words.
#[derive(Clone, Debug, Default)]
pub(super) struct StyledText {
    /// The words; line ends in them are line breaks.
    pub(super) words: String,
    /// The end of each style.
    pub(super) runs: Vec<(usize, Style)>,
    /// The targets of links.
    pub(super) links: Vec<String>,
    /// The text that was replaced.
    pub(super) originals: Vec<String>,
}

impl StyledText {
    /// Words in one style.
    pub(super) fn of(words: &str, marks: Emphasis) -> Self {
        let mut text = Self::default();
        text.push(words, Style::of(marks));
        text
    }

    /// Adds words unchanged.
    pub(super) fn push(&mut self, words: &str, style: Style) {
        if words.is_empty() {
            return;
        }
        self.words
            .extend(words.chars().filter(|character| is_printed(*character)));
        let end = self.words.len();
        match self.runs.last_mut() {
            Some((last, same)) if *same == style => *last = end,
            _ => self.runs.push((end, style)),
        }
    }

    /// Adds words with white space collapsed as in HTML: each run becomes one space, and none remains at the start of a
    /// line.
    pub(super) fn flow(&mut self, words: &str, style: Style) {
        let mut flowing = String::with_capacity(words.len());
        for character in words.chars() {
            if !matches!(character, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
                flowing.push(character);
                continue;
            }
            let before = if flowing.is_empty() {
                self.words.chars().next_back()
            } else {
                flowing.chars().next_back()
            };
            if !matches!(before, None | Some(' ' | '\n')) {
                flowing.push(' ');
            }
        }
        self.push(&flowing, style);
    }

    /// Adds words that link to an address.
    pub(super) fn link(&mut self, words: &str, to: &str, marks: Emphasis) {
        let link = self.add_link(to);
        self.push(
            words,
            Style {
                marks,
                link,
                original: 0,
            },
        );
    }

    /// Adds a link's target, and returns its number for styles.
    pub(super) fn add_link(&mut self, to: &str) -> u16 {
        self.links.push(to.to_owned());
        u16::try_from(self.links.len()).unwrap_or(0)
    }

    /// Whether there is no visible text.
    pub(super) fn is_empty(&self) -> bool {
        self.words.trim().is_empty()
    }

    /// The styles with their words.
    pub(super) fn styled(&self) -> impl Iterator<Item = (Range<usize>, Style)> {
        let mut start = 0;
        self.runs.iter().map(move |(end, style)| {
            let range = start..*end;
            start = *end;
            (range, *style)
        })
    }

    /// This text with some ranges replaced. `places` are in ascending order and do not overlap.
    pub(super) fn with_replacements(&self, places: &[(Range<usize>, String)]) -> Self {
        let mut text = Self {
            links: self.links.clone(),
            originals: self.originals.clone(),
            ..Self::default()
        };
        let mut replaced = places.iter().peekable();
        // A range may extend over the end of a run.
        let mut at = 0;
        for (range, style) in self.styled() {
            at = at.max(range.start);
            while let Some((place, replacement)) =
                replaced.next_if(|(place, _)| place.start < range.end)
            {
                text.push(&self.words[at..place.start.max(at)], style);
                text.originals.push(self.words[place.clone()].to_owned());
                let original = u16::try_from(text.originals.len()).unwrap_or(0);
                text.push(replacement, Style { original, ..style });
                at = place.end;
            }
            if at < range.end {
                text.push(&self.words[at..range.end], style);
                at = range.end;
            }
        }
        text
    }
}

/// Control characters and characters that fonts do not have are left out.
fn is_printed(character: char) -> bool {
    character == '\n'
        || !(character.is_control()
            || matches!(
                character,
                '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{fff9}'..='\u{fffb}'
            ))
}
