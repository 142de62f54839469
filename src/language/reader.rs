//! Parses words, numbers, ordinals and separators at the front of a line.

use super::fold::prefix;
use super::number::{digits, roman};
use super::vocabulary::Vocabulary;
use super::words::{Beginning, WordList};
use crate::units::NumberRange;

/// The rest of a line, and the vocabulary to parse it with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineReader<'a> {
    pub(crate) rest: &'a str,
    pub(crate) words: &'a Vocabulary,
}

/// The separators; plans use them interchangeably.
pub(crate) const SEPARATORS: &[char] = &[':', '-', '–', '—', '·', '|', '：', '•', '→', '►', '»'];

impl<'a> LineReader<'a> {
    pub(crate) fn new(line: &'a str, words: &'a Vocabulary) -> Self {
        Self {
            rest: line.trim(),
            words,
        }
    }

    /// Takes one of `known`, which are folded, if it is next as a whole word.
    pub(crate) fn word(&mut self, known: &WordList) -> bool {
        let beginning = Beginning::of(self.rest);
        let taken = beginning.and_then(|beginning| known.longest(self.rest, beginning));
        if let Some(len) = taken {
            self.take(len);
        }
        taken.is_some()
    }

    /// Takes a word of some bytes, and the dot of an abbreviation.
    fn take(&mut self, len: usize) {
        self.rest = self.rest[len..].trim_start_matches('.').trim_start();
    }

    /// Takes the longest matching word of several lists, and returns the index of its list.
    pub(crate) fn one_of(&mut self, known: &[WordList]) -> Option<usize> {
        let beginning = Beginning::of(self.rest)?;
        let (index, len) = known
            .iter()
            .enumerate()
            .filter_map(|(index, words)| Some((index, words.longest(self.rest, beginning)?)))
            .rev()
            .max_by_key(|(_, len)| *len)?;
        self.take(len);
        Some(index)
    }

    /// Takes a number in digits, Roman numerals or words.
    pub(crate) fn number(&mut self) -> Option<u32> {
        let text = self.rest.trim_start_matches(['#', ' ', '№']);
        if let Some((number, rest)) = digits(text) {
            self.rest = rest;
            return Some(number);
        }
        let first = Beginning::of(text)?.first;
        let word = |(word, number): &(String, u32)| {
            let may_be = word.as_bytes().first() == Some(&first);
            let len = may_be.then(|| prefix(text, word)).flatten()?;
            Some((len, *number))
        };
        if let Some((len, number)) = self.words.cardinals.iter().filter_map(word).max() {
            self.rest = &text[len..];
            return Some(number);
        }
        let end = text
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(text.len());
        let number = roman(&text[..end])?;
        self.rest = &text[end..];
        Some(number)
    }

    /// Takes a number or a range of numbers: `3`, `1-2`, `1 and 2`. A further number may follow the range only after a
    /// separator.
    pub(crate) fn numbers(&mut self) -> Option<NumberRange> {
        let first = self.number()?;
        if let Some(last) = self.range_end(first) {
            return Some(NumberRange { first, last });
        }
        Some(NumberRange { first, last: first })
    }

    fn range_end(&mut self, first: u32) -> Option<u32> {
        // `Weeks 1, 2 and 3`
        if let Some((next, rest)) = self
            .rest
            .strip_prefix(',')
            .and_then(|rest| digits(rest.trim_start()))
            && Some(next) == first.checked_add(1)
        {
            let mut ahead = *self;
            ahead.rest = rest;
            let last = ahead.range_end(next).unwrap_or(next);
            let after = ahead.rest.trim_start();
            if after.is_empty() || after.starts_with(SEPARATORS) || after.starts_with(['(', ')']) {
                self.rest = ahead.rest;
                return Some(last);
            }
        }
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start();
        let slash = ahead.rest.starts_with('/');
        let spaced = ahead.rest.len() < self.rest.len();
        let dashed = ahead.dash();
        if !dashed && !ahead.word(&self.words.and) {
            return None;
        }
        let (last, rest) = digits(ahead.rest)?;
        // `Week 3/12` is the third of twelve, and in `Week 1 - 10 problems` the second number begins the title.
        let of_many = slash && Some(last) != first.checked_add(1);
        let titled = dashed
            && spaced
            && rest
                .strip_prefix(' ')
                .is_some_and(|after| after.starts_with(char::is_alphabetic));
        // `Week 1 — 3x3 structure`
        let attached = spaced && rest.starts_with(char::is_alphabetic);
        if first >= last || of_many || titled || attached {
            return None;
        }
        self.rest = rest;
        Some(self.further(last))
    }

    /// The end of a range that continues: 7 of `5-6-7`.
    fn further(&mut self, last: u32) -> u32 {
        let next = self.rest.strip_prefix(['-', '–']).and_then(digits);
        match next {
            Some((next, rest)) if Some(next) == last.checked_add(1) => {
                self.rest = rest;
                self.further(next)
            }
            _ => last,
        }
    }

    /// Takes the number of a thing called one of `known`: `Week 3`, `Weeks 1-2`, `Week no. 3`, `First week`, `3rd
    /// week`; a word of `suffixes` makes a bare number in front of it an ordinal.
    pub(crate) fn counted(&mut self, known: &WordList, suffixes: &WordList) -> Option<NumberRange> {
        let mut ahead = *self;
        if ahead.word(known) {
            ahead.number_sign();
            let numbers = ahead.numbers().or_else(|| {
                let first = ahead.ordinal()?.0;
                Some(NumberRange { first, last: first })
            });
            if let Some(numbers) = numbers {
                self.rest = ahead.rest;
                return Some(numbers);
            }
        }
        let mut ahead = *self;
        if let Some((first, last)) = ahead.ordinal()
            && ahead.word(known)
            && digits(ahead.rest).is_none()
        {
            self.rest = ahead.rest;
            return Some(NumberRange { first, last });
        }
        let mut ahead = *self;
        if !suffixes.is_empty()
            && let Some(numbers) = ahead.numbers()
            && ahead.word(suffixes)
        {
            self.rest = ahead.rest;
            return Some(numbers);
        }
        None
    }

    /// Takes the text between a word and its number: `no.`, or a hyphen as in a file name.
    fn number_sign(&mut self) {
        let attached = |rest: &'a str| {
            rest.strip_prefix(['-', '_', '–'])
                .filter(|after| digits(after).is_some())
        };
        let mut ahead = *self;
        if ahead.word(&self.words.columns.number) && digits(ahead.rest).is_some() {
            self.rest = ahead.rest;
        } else if let Some(after) = attached(self.rest) {
            self.rest = after;
        }
    }

    /// Takes an ordinal, or a range of them: `first`, `3rd`, `第三`, `1.-2.`.
    fn ordinal(&mut self) -> Option<(u32, u32)> {
        let mut ahead = *self;
        for sign in &self.words.ordinal_before {
            if let Some(after) = self.rest.strip_prefix(sign.as_str()) {
                ahead.rest = after.strip_prefix('-').unwrap_or(after);
                let Some(numbers) = ahead.numbers() else {
                    ahead = *self;
                    continue;
                };
                self.rest = ahead.rest.trim_start();
                return Some((numbers.first, numbers.last));
            }
        }
        if let Some((first, rest)) = digits(self.rest) {
            ahead.rest = rest;
            let signed = ahead.ordinal_sign();
            let mut range = ahead;
            if range.dash()
                && let Some((last, rest)) = digits(range.rest)
            {
                range.rest = rest;
                if range.ordinal_sign() && first < last {
                    self.rest = range.rest.trim_start();
                    return Some((first, last));
                }
            }
            if !signed {
                return None;
            }
            self.rest = ahead.rest.trim_start();
            return Some((first, first));
        }
        let beginning = Beginning::of(self.rest)?;
        if !self.words.ordinal_beginnings.may_begin(beginning) {
            return None;
        }
        let index = ahead.one_of(&self.words.ordinals)?;
        self.rest = ahead.rest;
        let number = u32::try_from(index).ok()? + 1;
        Some((number, number))
    }

    /// Takes a sign that makes the digits in front of it an ordinal.
    fn ordinal_sign(&mut self) -> bool {
        let lower = |text: &str, sign: &str| {
            text.get(..sign.len())
                .is_some_and(|start| start.to_lowercase() == sign)
        };
        let longest = self
            .words
            .ordinal_after
            .iter()
            .flat_map(|sign| [sign.clone(), format!("-{sign}")])
            .filter(|sign| lower(self.rest, sign))
            .map(|sign| sign.len())
            .filter(|len| !self.rest[*len..].starts_with(char::is_alphanumeric))
            .max();
        if let Some(len) = longest {
            self.rest = &self.rest[len..];
        }
        longest.is_some()
    }

    /// Takes a dash or an ampersand between two ends of a range.
    pub(crate) fn dash(&mut self) -> bool {
        let rest = self.rest.trim_start();
        let after = rest.strip_prefix(['-', '–', '—', '&', '/', '+', '~', '～', '〜', '至', '‑']);
        if let Some(after) = after {
            self.rest = after.trim_start();
        }
        after.is_some()
    }

    /// Takes a dash or a word between the ends of a range.
    pub(crate) fn range_sign(&mut self) -> bool {
        const DASHES: &[char] = &['-', '–', '—', '‑', '‒', '−', '~', '～', '〜'];
        let rest = self.rest.trim_start();
        if let Some(after) = rest.strip_prefix(DASHES) {
            self.rest = after.trim_start();
            return true;
        }
        let mut ahead = Self { rest, ..*self };
        let joined = ahead.word(&self.words.and);
        if joined {
            self.rest = ahead.rest;
        }
        joined
    }

    /// Takes words that do not change a time: `about`, `up to`, `in total`; returns whether there were any.
    pub(crate) fn qualifiers(&mut self) -> bool {
        let mut any = false;
        loop {
            let mut ahead = *self;
            ahead.rest = ahead.rest.trim_start_matches([' ', ',', '\u{a0}']);
            if !ahead.word(&self.words.times.about) {
                return any;
            }
            ahead.rest = ahead.rest.trim_start_matches([':', ' ']);
            *self = ahead;
            any = true;
        }
    }

    /// Takes separators and the space around them; returns whether there were any.
    pub(crate) fn separator(&mut self) -> bool {
        let before = self.rest.trim_start();
        let after =
            before.trim_start_matches(|c: char| SEPARATORS.contains(&c) || c.is_whitespace());
        self.rest = after;
        after.len() < before.len()
    }

    /// Takes `/week`, `per week` and similar words.
    pub(crate) fn per_week(&mut self) -> bool {
        self.rest = self.rest.trim_start();
        self.word(&self.words.per_week)
    }
}
