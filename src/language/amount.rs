//! Amounts of time: `2 h`, `2h 30m`, `half an hour`, `anderthalb Stunden`, `60'`. All are in minutes, as fractions
//! until the whole amount is read.

use super::fold::prefix;
use super::number::{decimal, digits};
use super::reader::LineReader;
use super::terms::WordValue;
use super::words::Beginning;

/// The most minutes that a bare `m` can mean; `400 m` are meters.
const MOST_M: f64 = 99.0;

/// The most terms of a sum after the first.
const MOST_TERMS: usize = 8;

/// The spaces that may be between a number and its unit.
const SPACES: &[char] = &[' ', '\u{a0}', '\u{202f}', '\u{2009}', '\u{3000}'];

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Hour,
    Minute,
}

impl Unit {
    pub(crate) fn minutes(self) -> f64 {
        match self {
            Self::Hour => 60.0,
            Self::Minute => 1.0,
        }
    }
}

/// A number with its unit, or without one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Amount {
    /// This many minutes, and the unit of the last number.
    Known(f64, Unit),
    /// A number whose unit may follow later: the `1` of `1-2 hours`.
    Bare(f64),
}

impl LineReader<'_> {
    /// Takes the spaces and signs that an amount may follow: `⏱ 30 min`, `~90 min`.
    pub(crate) fn signs(&mut self) {
        self.rest = self.rest.trim_start_matches(|c: char| {
            is_picture(c) || c.is_whitespace() || "~≈±≤≥<>".contains(c)
        });
    }

    /// Takes an amount, or the sum of a few: `30 min + 45 min`.
    pub(crate) fn amount(&mut self) -> Option<Amount> {
        let mut whole = self.term()?;
        for _ in 0..MOST_TERMS {
            let mut ahead = *self;
            ahead.rest = ahead.rest.trim_start_matches(SPACES);
            let (Amount::Known(minutes, _), Some(after)) = (whole, ahead.rest.strip_prefix('+'))
            else {
                break;
            };
            ahead.rest = after;
            let Some(Amount::Known(more, unit)) = ahead.term() else {
                break;
            };
            whole = Amount::Known(minutes + more, unit);
            *self = ahead;
        }
        Some(whole)
    }

    /// Takes one term of a sum.
    fn term(&mut self) -> Option<Amount> {
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start_matches(SPACES);
        let amount = ahead.lexical().or_else(|| ahead.counted_unit())?;
        let amount = match amount {
            Amount::Known(minutes, unit) => ahead.with_smaller(minutes, unit)?,
            Amount::Bare(_) => amount,
        };
        self.rest = ahead.rest;
        Some(amount)
    }

    /// Takes an amount that is a single word, or a word in front of the unit: `полчаса`, `half an hour`, `an hour` in
    /// languages that omit the number.
    fn lexical(&mut self) -> Option<Amount> {
        let times = &self.words.times;
        let mut ahead = *self;
        if let Some(minutes) = ahead.value_of(&times.whole) {
            self.rest = ahead.rest;
            return Some(Amount::Known(f64::from(minutes), Unit::Hour));
        }
        let mut ahead = *self;
        let minutes = ahead.value_of(&times.parts)?;
        // `mezz'ora`, `demi-heure`
        ahead.rest = ahead.rest.trim_start_matches(['\'', '’', '-', '‑']);
        if ahead.unit()? != Unit::Hour {
            return None;
        }
        self.rest = ahead.rest;
        Some(Amount::Known(f64::from(minutes), Unit::Hour))
    }

    /// Takes a number, with its unit if one follows: `2 h`, `1:30 h`, `two and a half hours`, `60'`.
    fn counted_unit(&mut self) -> Option<Amount> {
        let start = self.rest;
        if let Some(minutes) = self.hours_and_minutes() {
            return Some(Amount::Known(minutes, Unit::Hour));
        }
        let mut number = self.quantity()?;
        // `two and a half hours`, `one-and-a-half hours`
        let mut ahead = *self;
        ahead.rest = ahead
            .rest
            .trim_start_matches(SPACES)
            .trim_start_matches('-');
        if let Some(more) = ahead.part_after().filter(|_| number.fract() == 0.0) {
            let mut unit = ahead;
            if unit.unit().is_some() {
                number += more / 60.0;
                *self = ahead;
            }
        }
        // `30+ minutes`
        let mut ahead = *self;
        ahead.rest = ahead.rest.strip_prefix('+').unwrap_or(ahead.rest);
        let Some(unit) = ahead.unit() else {
            // An article needs its unit: `A - 90 min` is a title and a time.
            let taken = start[..start.len() - self.rest.len()].trim();
            let is_article =
                taken.len() == 1 && taken.starts_with(|c: char| c.is_ascii_alphabetic());
            return (!is_article).then_some(Amount::Bare(number));
        };
        let taken = start[..start.len() - ahead.rest.len()].trim_end();
        if taken.ends_with('m') && !taken.ends_with("mm") && is_bare_m(taken) && number > MOST_M {
            return None;
        }
        self.rest = ahead.rest;
        Some(Amount::Known(number * unit.minutes(), unit))
    }

    /// Takes `1:30 h`.
    fn hours_and_minutes(&mut self) -> Option<f64> {
        let mut ahead = *self;
        let (hours, rest) = digits(ahead.rest).filter(|(hours, _)| *hours < 1000)?;
        let after = rest.strip_prefix([':', '：'])?;
        let (minutes, rest) = digits(after).filter(|(minutes, _)| *minutes < 60)?;
        if after[..after.len() - rest.len()].chars().count() != 2 {
            return None;
        }
        ahead.rest = rest;
        if ahead.unit()? != Unit::Hour {
            return None;
        }
        self.rest = ahead.rest;
        Some(f64::from(hours * 60 + minutes))
    }

    /// Takes a number in digits or in words, in front of a unit.
    pub(crate) fn quantity(&mut self) -> Option<f64> {
        let text = self.rest.trim_start();
        if let Some((number, rest)) = decimal(text) {
            self.rest = rest;
            return Some(number);
        }
        let words = self.words;
        let cardinals = words.cardinals.iter();
        let beginning = Beginning::of(text)?;
        let cardinal = cardinals
            .filter(|(word, _)| word.as_bytes().first() == Some(&beginning.first))
            .filter_map(|(word, number)| Some((prefix(text, word)?, *number)));
        let counts = words.times.counts.iter();
        let count =
            counts.filter_map(|known| Some((known.words.longest(text, beginning)?, known.value)));
        let (len, number) = cardinal.chain(count).max()?;
        self.rest = text[len..].trim_start_matches(['\'', '’']);
        Some(f64::from(number))
    }

    /// Takes a unit of time, which may follow spaces.
    pub(crate) fn unit(&mut self) -> Option<Unit> {
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start_matches(SPACES);
        let unit = if ahead.word(&self.words.hours) {
            Unit::Hour
        } else if ahead.word(&self.words.minutes) {
            Unit::Minute
        } else {
            let after = self.rest.strip_prefix(['\'', '′', '’'])?;
            if after.starts_with(char::is_alphanumeric) {
                return None;
            }
            ahead.rest = after;
            Unit::Minute
        };
        // The spaces after the word are left for the next step: `1h30` and `1 h 30`.
        let taken = self.rest[..self.rest.len() - ahead.rest.len()].trim_end();
        self.rest = &self.rest[taken.len()..];
        Some(unit)
    }

    /// Adds a smaller unit after an amount: `30` of `1h30`, `30m` of `2h 30m`, `and a half`. `None` if the amount
    /// continues with seconds or minutes that do not fit.
    fn with_smaller(&mut self, minutes: f64, unit: Unit) -> Option<Amount> {
        let (mut minutes, mut unit) = (minutes, unit);
        if unit == Unit::Hour {
            let mut half = *self;
            half.rest = half.rest.trim_start_matches(SPACES);
            if let Some(more) = half.part_after() {
                self.rest = half.rest;
                return Some(Amount::Known(minutes + more, unit));
            }
            if let Some(more) = self.minutes_after() {
                minutes += more;
                unit = Unit::Minute;
            }
        }
        let mut next = *self;
        next.rest = next.rest.trim_start_matches(SPACES);
        if next.quantity().is_some() && next.is_seconds() {
            return None;
        }
        Some(Amount::Known(minutes, unit))
    }

    /// Takes `and a half` or `and a quarter`, in minutes of an hour.
    pub(crate) fn part_after(&mut self) -> Option<f64> {
        if self.word(&self.words.times.and_half) {
            Some(30.0)
        } else if self.word(&self.words.times.and_quarter) {
            Some(15.0)
        } else {
            None
        }
    }

    /// Takes the minutes after hours: `30`, ` 30m`, `, 30 minutes`, ` and 30 minutes`.
    fn minutes_after(&mut self) -> Option<f64> {
        let attached = digits(self.rest).is_some();
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start_matches([',', ' ', '\u{a0}']);
        let plus = ahead.word(&self.words.times.plus);
        let start = ahead.rest.trim_start();
        let part = ahead;
        if let Some(minutes) = ahead.lexical_part(plus) {
            self.rest = ahead.rest;
            return Some(minutes);
        }
        ahead = part;
        let number = ahead.quantity().filter(|number| *number < 60.0)?;
        let length = start[..start.len() - ahead.rest.len()].chars().count();
        let mut unit = ahead;
        if unit.unit() == Some(Unit::Minute) {
            self.rest = unit.rest;
            return Some(number);
        }
        let two = length == 2 && digits(start).is_some() && !plus;
        let ends = !ahead
            .rest
            .trim_start()
            .starts_with(|c: char| c.is_alphanumeric() || ".,:/-–×%".contains(c));
        if two && (attached || ends) {
            self.rest = ahead.rest;
            return Some(number);
        }
        None
    }

    /// Takes a part of an hour after `and`: `an hour and three quarters of an hour`.
    fn lexical_part(&mut self, plus: bool) -> Option<f64> {
        if !plus {
            return None;
        }
        match self.lexical()? {
            Amount::Known(minutes, _) if minutes < 60.0 => Some(minutes),
            _ => None,
        }
    }

    /// Takes a unit shorter than a minute.
    pub(crate) fn is_seconds(mut self) -> bool {
        self.rest = self.rest.trim_start_matches(SPACES);
        self.word(&self.words.times.seconds)
    }

    /// Takes the longest matching word, and returns its value.
    fn value_of(&mut self, known: &[WordValue]) -> Option<u32> {
        let beginning = Beginning::of(self.rest)?;
        let found = known
            .iter()
            .filter_map(|known| Some((known.words.longest(self.rest, beginning)?, known.value)));
        let (len, value) = found.max()?;
        self.rest = self.rest[len..].trim_start();
        Some(value)
    }
}

/// Whether the unit at the end of an amount is just the letter `m`.
pub(crate) fn is_bare_m(taken: &str) -> bool {
    taken
        .strip_suffix('m')
        .is_some_and(|before| !before.ends_with(char::is_alphabetic))
}

/// Whether a character is a pictograph: a clock, an arrow, a dingbat.
pub(crate) fn is_picture(character: char) -> bool {
    matches!(character, '\u{2300}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{FE0F}')
}
