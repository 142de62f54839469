//! Text that is still to be set: words, and how they look.

use std::ops::Range;

/// Ways in which words stand out; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    pub(super) const NONE: Self = Self(0);
    pub(super) const BOLD: Self = Self(1);
    pub(super) const ITALIC: Self = Self(2);
    pub(super) const CODE: Self = Self(4);
    pub(super) const STRUCK: Self = Self(8);
    pub(super) const FAINT: Self = Self(16);
    /// Small and above the line, as the number of a note is.
    pub(super) const RAISED: Self = Self(32);
    /// Small and below the line.
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

/// How words look and what they are beside words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// How they stand out.
    pub(super) marks: Marks,
    /// The link that they are part of: an index into the text's links, from 1; 0 for none.
    pub(super) link: u16,
    /// What they stand in for: an index into the text's originals, from 1; 0 for nothing.
    pub(super) original: u16,
}

impl Style {
    /// Plain words with some marks.
    pub(super) fn of(marks: Marks) -> Self {
        Self {
            marks,
            ..Self::default()
        }
    }
}

/// Words with their looks. The ends of `runs` rise, and the last one is the end of the words.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// The words; a line end in them is meant.
    pub(super) words: String,
    /// Where each look ends.
    pub(super) runs: Vec<(usize, Style)>,
    /// Where links lead.
    pub(super) links: Vec<String>,
    /// What was written where something else stands now.
    pub(super) originals: Vec<String>,
}

impl Text {
    /// Words in one look.
    pub(super) fn of(words: &str, marks: Marks) -> Self {
        let mut text = Self::default();
        text.push(words, Style::of(marks));
        text
    }

    /// Adds words as they stand.
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

    /// Adds words, taking white space as HTML does: any of it is one space, and none at the start of a line.
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

    /// Adds words that lead somewhere.
    pub(super) fn link(&mut self, words: &str, to: &str, marks: Marks) {
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

    /// Adds where a link leads, and gives the number that styles name it by.
    pub(super) fn add_link(&mut self, to: &str) -> u16 {
        self.links.push(to.to_owned());
        u16::try_from(self.links.len()).unwrap_or(0)
    }

    /// Whether there is nothing to be seen.
    pub(super) fn is_empty(&self) -> bool {
        self.words.trim().is_empty()
    }

    /// The looks with the words that they are for.
    pub(super) fn styled(&self) -> impl Iterator<Item = (Range<usize>, Style)> {
        let mut start = 0;
        self.runs.iter().map(move |(end, style)| {
            let range = start..*end;
            start = *end;
            (range, *style)
        })
    }

    /// This text with other words in some places. `places` rise and do not overlap.
    pub(super) fn with_stand_ins(&self, places: &[(Range<usize>, String)]) -> Self {
        let mut text = Self {
            links: self.links.clone(),
            originals: self.originals.clone(),
            ..Self::default()
        };
        let mut replaced = places.iter().peekable();
        // A place may go over the end of a run.
        let mut at = 0;
        for (range, style) in self.styled() {
            at = at.max(range.start);
            while let Some((place, stand_in)) =
                replaced.next_if(|(place, _)| place.start < range.end)
            {
                text.push(&self.words[at..place.start.max(at)], style);
                text.originals.push(self.words[place.clone()].to_owned());
                let original = u16::try_from(text.originals.len()).unwrap_or(0);
                text.push(stand_in, Style { original, ..style });
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

/// Control characters and what no font has by right are left out.
fn is_printed(character: char) -> bool {
    character == '\n'
        || !(character.is_control()
            || matches!(
                character,
                '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{fff9}'..='\u{fffb}'
            ))
}
