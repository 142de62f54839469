//! Texts with a number and a unit of time that are not a duration: `3-2 hours`, `half a day`, `a few hours`. Rates
//! (`2-3 hours a week`) and adjectives (`45-minute talk`) are not among them.

use super::fold::{fold, is_unspaced};
use super::number::digits;
use super::reader::LineReader;
use super::vocabulary::Vocabulary;

/// Whether a text that does not begin with a time begins with a number, or a word for one, and has a unit.
pub(crate) fn is_unreadable(mut reader: LineReader<'_>) -> bool {
    let words = reader.words;
    let times = &words.times;
    reader.signs();
    reader.qualifiers();
    reader.signs();
    reader.word(&times.from);
    let part =
        |reader: &mut LineReader<'_>| times.parts.iter().any(|part| reader.word(&part.words));
    let is_part = part(&mut reader);
    if is_part {
        // `demi-journée`
        reader.rest = reader.rest.trim_start_matches('-');
    }
    let counted = is_part || reader.word(&times.few) || reader.take_number();
    if !counted || is_adjective(reader) || has_rate(reader) {
        return false;
    }
    has_unit(reader) || is_vague(reader)
}

impl LineReader<'_> {
    /// Takes digits in any form, or a number in words.
    fn take_number(&mut self) -> bool {
        if digits(self.rest).is_some() {
            let number = |c: char| c.is_numeric() || ".,:/⁄'′’".contains(c);
            let rest = self.rest.trim_start_matches(number);
            // `60'` includes its unit.
            let len = self.rest.len() - rest.len();
            let prime = self.rest[..len].ends_with(['\'', '′', '’']);
            self.rest = if prime {
                &self.rest[self.rest[..len].trim_end_matches(['\'', '′', '’']).len()..]
            } else {
                rest
            };
            return true;
        }
        // An article is not a number here: `a full hour`.
        self.quantity()
            .is_some_and(|number| (number - 1.0).abs() > 0.1 || { *self }.unit().is_some())
    }
}

/// `-minute` of `45-minute`.
fn is_adjective(mut reader: LineReader<'_>) -> bool {
    let Some(after) = reader.rest.strip_prefix(['-', '‑']) else {
        return false;
    };
    reader.rest = after;
    reader.unit().is_some()
}

/// Whether an hour or a minute is among the words of a text.
pub(crate) fn names_unit(text: &str, words: &Vocabulary) -> bool {
    has_unit(LineReader::new(text, words))
}

/// Whether a unit of time is among the words of a text.
fn has_unit(reader: LineReader<'_>) -> bool {
    let words = reader.words;
    let times = &words.times;
    let mut before = None;
    for (at, character) in reader.rest.char_indices() {
        let begins = !character.is_whitespace()
            && before.is_none_or(|c: char| !c.is_alphabetic() || is_unspaced(c));
        before = Some(character);
        if !begins {
            continue;
        }
        let here = LineReader {
            rest: &reader.rest[at..],
            words,
        };
        let is_hour = { here }.word(&words.hours) || { here }.word(&words.minutes);
        // `4 x 50 m`, `2 s`: a single letter is a unit only directly after a number.
        let letters = here.rest.chars().take_while(|c| c.is_alphabetic()).count();
        let after_number = reader.rest[..at]
            .trim_end()
            .chars()
            .next_back()
            .is_none_or(char::is_numeric);
        let is_m = here.rest.starts_with('m') && letters == 1;
        if is_hour && !is_m && (letters > 1 || after_number)
            || times.whole.iter().any(|whole| { here }.word(&whole.words))
        {
            return true;
        }
    }
    false
}

/// Whether a text is a unit without a fixed length, with at most one more number in front of it: `2-3 sessions`.
fn is_vague(mut reader: LineReader<'_>) -> bool {
    let words = reader.words;
    reader.qualifiers();
    if reader.range_sign() && !reader.take_number() {
        return false;
    }
    reader.rest = reader.rest.trim_start();
    let adjective = reader.rest.starts_with(['-', '‑']);
    !adjective && reader.word(&words.times.vague) && reader.rest.trim_matches(['.', ' ']).is_empty()
}

/// Whether a text contains a rate: `2-3 hours a week`, `4 questions per hour`.
fn has_rate(reader: LineReader<'_>) -> bool {
    let words = reader.words;
    let text = reader.rest;
    let slash = text
        .match_indices('/')
        .any(|(at, _)| text[at + 1..].trim_start().starts_with(char::is_alphabetic));
    let folded = fold(text);
    slash
        || words
            .per_week
            .iter()
            .any(|rate| folded.contains(rate.as_str()))
        || text
            .char_indices()
            .filter(|(_, c)| *c == ' ')
            .any(|(at, _)| LineReader::new(&text[at..], words).word(&words.times.rates))
}

/// Whether all words of a text can be part of a time.
pub(crate) fn is_only_time(text: &str, words: &Vocabulary) -> bool {
    let mut reader = LineReader::new(text, words);
    loop {
        reader.rest = reader
            .rest
            .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '½');
        if reader.rest.is_empty() {
            return true;
        }
        let times = &words.times;
        let known = reader.amount().is_some()
            || reader.take_number()
            || reader.quantity().is_some()
            || reader.unit().is_some()
            || reader.part_after().is_some()
            || [
                &times.about,
                &times.few,
                &times.vague,
                &times.from,
                &times.plus,
                &times.and_half,
                &words.and,
                &words.or,
            ]
            .into_iter()
            .any(|list| reader.word(list))
            || times.parts.iter().any(|part| reader.word(&part.words));
        if !known {
            return false;
        }
    }
}
