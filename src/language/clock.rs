//! Clock ranges: `6:00-7:30`, `18h-20h`, `6–8 PM`, `von 18 bis 20 Uhr`, `下午6点-8点`. Their length is in minutes.

use super::amount::Unit;
use super::fold::is_unspaced;
use super::number::digits;
use super::reader::LineReader;
use super::vocabulary::Vocabulary;
use crate::units::{Effort, Stated};

/// The longest range; longer ones are probably errors.
const MOST_MINUTES: u32 = 16 * 60;
/// The first hour at which `18h` can be a time of day rather than a length.
const FIRST_HOUR: u32 = 5;
/// The first hour that is in the morning if no half of the day is stated.
const MORNING: u32 = 8;
/// The first hour that is too long for a day's work.
const AFTERNOON: u32 = 13;

/// What a text states by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// A range.
    Range(ClockRange),
    /// A clock range or two lengths: `5h-6h`, `de 8 a 10 h`.
    Ambiguous,
    /// Not a clock range.
    None,
}

/// A clock range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClockRange {
    pub(crate) length: Effort,
    /// When it begins, in minutes from midnight; `None` if that may be before or after noon.
    pub(crate) start: Option<u32>,
}

/// A half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Before,
    After,
}

/// The evidence that a number is a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// None: `6`.
    Bare,
    /// A word for hours, which can also follow a length: `18 heures`.
    Spelled,
    /// A letter or a dot, which can also be part of a length: `18h`, `18.30`.
    Loose,
    /// `6:30`, `6 am`, `18 Uhr`.
    Sure,
}

/// A time of day. `hours <= 24`, `past < 60`.
#[derive(Clone, Copy, Debug)]
struct TimeOfDay {
    hours: u32,
    past: u32,
    half: Option<Half>,
    sign: Sign,
    /// Whether it has minutes.
    exact: bool,
    /// Whether it has 24 hours or says which half of the day it is in: `07:00`, `19:00`, `7 am`.
    whole_day: bool,
}

impl TimeOfDay {
    /// Minutes from midnight.
    fn minutes(self, half: Option<Half>) -> u32 {
        let hours = match half {
            Some(Half::After) if self.hours <= 12 => self.hours % 12 + 12,
            Some(Half::Before) if self.hours <= 12 => self.hours % 12,
            _ => self.hours,
        };
        hours * 60 + self.past
    }
}

impl LineReader<'_> {
    /// Takes a clock range. A range that ends before it begins crosses noon if its start does not name a half of the
    /// day, and otherwise midnight.
    pub(crate) fn clock(&mut self) -> Clock {
        let mut ahead = *self;
        ahead.signs();
        ahead.qualifiers();
        let from = ahead.word(&self.words.times.from);
        let at = ahead.word(&self.words.times.at);
        let Some(first) = ahead.time_of_day() else {
            return Clock::None;
        };
        // `das 18h às 20h`
        let joined = ahead.range_sign();
        ahead.rest = ahead.rest.trim_start();
        if !ahead.word(&self.words.times.at) && !joined {
            return Clock::None;
        }
        let Some(last) = ahead.time_of_day() else {
            return Clock::None;
        };
        let kind = ahead.kind((first, last), (from, at));
        if kind != PairKind::Clock {
            return if kind == PairKind::Either {
                Clock::Ambiguous
            } else {
                Clock::None
            };
        }
        match start_and_length(first, last) {
            Some((start, minutes)) => {
                self.rest = ahead.rest;
                // Where the month comes first in a date, `7:00-8:30` may be in the evening.
                let known = first.whole_day
                    || last.whole_day
                    || first.hours >= MORNING
                    || !self.words.dates.month_first;
                Clock::Range(ClockRange {
                    length: Effort::from_minutes(minutes),
                    start: known.then_some(start),
                })
            }
            None => Clock::Ambiguous,
        }
    }

    /// Whether two numbers are times of day, lengths, or possibly both. The reader is after them.
    fn kind(mut self, (first, last): (TimeOfDay, TimeOfDay), (from, at): (bool, bool)) -> PairKind {
        // `1.5-2.25`, `6:00-7:00:30`
        let goes_on = self
            .rest
            .strip_prefix(['.', ',', ':', '/'])
            .is_some_and(|after| digits(after).is_some());
        if goes_on || self.rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return PairKind::Lengths;
        }
        let unit = self.unit();
        let early = first.hours < FIRST_HOUR;
        let by_hour = || match first.hours {
            AFTERNOON.. => PairKind::Clock,
            FIRST_HOUR.. => PairKind::Either,
            _ => PairKind::Lengths,
        };
        match (first.sign.max(last.sign), first.sign.min(last.sign)) {
            (Sign::Sure, _) if unit.is_some() => PairKind::Lengths,
            // `0:30-1:00` are lengths, or times after midnight.
            (Sign::Sure, _) if first.hours == 0 && first.exact && last.half.is_none() => {
                PairKind::Either
            }
            (Sign::Sure, _) => PairKind::Clock,
            (_, Sign::Loose) if unit == Some(Unit::Minute) || early => PairKind::Lengths,
            (_, Sign::Loose) if !first.exact && !last.exact && first.hours <= FIRST_HOUR + 1 => {
                PairKind::Either
            }
            (_, Sign::Loose) => PairKind::Clock,
            (_, Sign::Spelled) => by_hour(),
            // `18-20 h`, `de 18 a 20 h`
            (sign @ (Sign::Loose | Sign::Spelled), Sign::Bare) if first.sign == Sign::Bare => {
                let long = sign == Sign::Loose && first.hours > FIRST_HOUR + 1;
                match by_hour() {
                    PairKind::Either if !from && !at && !long => PairKind::Lengths,
                    kind => kind,
                }
            }
            (Sign::Bare, _) if at && unit.is_none() => PairKind::Clock,
            (Sign::Bare, _) if (at || from) && unit == Some(Unit::Hour) => by_hour(),
            _ => PairKind::Lengths,
        }
    }

    /// Takes `6`, `6:30`, `6.30`, `6 am`, `18h30`, `18 Uhr`, `下午6点`.
    fn time_of_day(&mut self) -> Option<TimeOfDay> {
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start();
        let mut half = ahead.half();
        let start = ahead.rest.trim_start();
        let (hours, rest) = digits(start).filter(|(hours, _)| *hours <= 24)?;
        if start[..start.len() - rest.len()].chars().count() > 2 {
            return None;
        }
        ahead.rest = rest;
        let mut sign = if half.is_some() {
            Sign::Sure
        } else {
            Sign::Bare
        };
        let mut past = 0;
        let mut exact = false;
        if let Some((minutes, of_minutes)) = ahead.past() {
            (past, exact) = (minutes, true);
            sign = sign.max(of_minutes);
        }
        let mut take_half = |reader: &mut Self, sign: &mut Sign| {
            if half.is_none() && hours <= 12 {
                half = reader.half();
                *sign = half.map_or(*sign, |_| Sign::Sure);
            }
        };
        take_half(&mut ahead, &mut sign);
        if let Some(marked) = ahead.clock_word() {
            sign = sign.max(marked);
            take_half(&mut ahead, &mut sign);
        }
        self.rest = ahead.rest;
        Some(TimeOfDay {
            hours,
            past,
            half,
            sign,
            exact,
            whole_day: half.is_some() || hours > 12 || start.starts_with('0'),
        })
    }

    /// Takes the minutes after an hour, with the evidence that they are minutes.
    fn past(&mut self) -> Option<(u32, Sign)> {
        let times = &self.words.times;
        let mut ahead = *self;
        let sign = if let Some(after) = self.rest.strip_prefix([':', '：']) {
            ahead.rest = after;
            Sign::Sure
        } else if let Some(after) = self.rest.strip_prefix('.') {
            ahead.rest = after;
            let is_usual = times.clock_separators.iter().any(|known| known == ".");
            if is_usual { Sign::Loose } else { Sign::Bare }
        } else {
            let sign = ahead.clock_word()?;
            if ahead.word(&times.and_half) {
                self.rest = ahead.rest;
                return Some((30, sign));
            }
            sign
        };
        let (minutes, rest) = digits(ahead.rest).filter(|(minutes, _)| *minutes < 60)?;
        if ahead.rest[..ahead.rest.len() - rest.len()].chars().count() != 2 {
            return None;
        }
        ahead.rest = rest;
        // `18時30分`
        if sign != Sign::Bare && !rest.starts_with([' ', '\'', '’']) {
            ahead.word(&self.words.minutes);
        }
        self.rest = ahead.rest;
        Some((minutes, sign))
    }

    /// Takes a word after an hour of the day: `h`, `Uhr`, `点`.
    fn clock_word(&mut self) -> Option<Sign> {
        let mut length = *self;
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start();
        length.rest = ahead.rest;
        if !ahead.word(&self.words.times.oclock) {
            return None;
        }
        let is_length = length.word(&self.words.hours) && length.rest.len() <= ahead.rest.len();
        let letters = self.rest.trim_start().chars();
        let spelled = letters.take_while(|c| c.is_alphabetic()).count() > 1;
        self.rest = ahead.rest;
        Some(match (is_length, spelled) {
            (false, _) => Sign::Sure,
            (true, true) => Sign::Spelled,
            (true, false) => Sign::Loose,
        })
    }

    /// Takes a half of the day: `am`, `p.m.`, `下午`.
    fn half(&mut self) -> Option<Half> {
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start();
        let times = &self.words.times;
        let half = if ahead.word(&times.am) {
            Half::Before
        } else if ahead.word(&times.pm) {
            Half::After
        } else {
            return None;
        };
        self.rest = ahead.rest;
        Some(half)
    }
}

/// The meaning of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PairKind {
    Clock,
    Lengths,
    Either,
}

/// The first of two times of day, and the minutes between them; `None` if they are equal or too far apart.
fn start_and_length(first: TimeOfDay, last: TimeOfDay) -> Option<(u32, u32)> {
    let day = 1440;
    let (start, minutes) = match (first.half, last.half) {
        (None, Some(half)) => {
            let end = last.minutes(Some(half));
            let mut start = first.minutes(Some(half));
            if start >= end && start >= 720 && first.hours <= 12 {
                start -= 720;
            }
            (start, (end + day - start) % day)
        }
        (Some(half), None) if last.hours <= 12 => {
            let start = first.minutes(Some(half));
            // The next time that a clock face shows the end.
            match (last.minutes(None) + day - start) % 720 {
                0 => (start, 720),
                minutes => (start, minutes),
            }
        }
        (first_half, last_half) => {
            let (start, end) = (first.minutes(first_half), last.minutes(last_half));
            let face = first_half.is_none() && start > end && start < 780;
            (start, (end + day - start) % if face { 720 } else { day })
        }
    };
    (1..=MOST_MINUTES)
        .contains(&minutes)
        .then_some((start, minutes))
}

/// A clock range in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClockTimes<'a> {
    pub(crate) written: &'a str,
    /// Its beginning and its end in minutes from midnight; `None` if they may be before or after noon.
    pub(crate) minutes: Option<(u32, u32)>,
}

/// The clock range in a text whose length is the time that is read there. A range beyond midnight ends after minute 1440.
pub(crate) fn clock_times<'a>(
    text: &'a str,
    stated: Stated,
    words: &'a Vocabulary,
) -> Option<ClockTimes<'a>> {
    let begins = |(at, next): (usize, char)| {
        let before = text[..at].chars().next_back();
        let is_word = |c: char| c.is_alphanumeric() && !(is_unspaced(c) || is_unspaced(next));
        !before.is_some_and(|c| is_word(c) || ".,:/".contains(c) || c.is_numeric())
    };
    let starts = text.char_indices().filter(|start| begins(*start));
    starts.into_iter().find_map(|(at, _)| {
        let mut reader = LineReader::new(&text[at..], words);
        let rest = reader.rest;
        match reader.clock() {
            Clock::Range(range) if Stated::exactly(range.length) == stated => Some(ClockTimes {
                written: rest[..rest.len() - reader.rest.len()].trim_end(),
                minutes: range
                    .start
                    .map(|start| (start, start + range.length.minutes())),
            }),
            _ => None,
        }
    })
}
