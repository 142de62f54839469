//! Durations: `2 hours`, `2h 30m`, `1.5-2 hours`, `2 x 45 min`, `6:00-7:00 AM`, and texts that only resemble one.
//!
//! The grammar is the same in all languages; its words are in the tables:
//!
//! ```text
//! duration = sign* about* (clock | length) about*
//! length   = from? [count "x"] amount [range amount] ["x" count]
//! amount   = word | part hour | number unit [and-half | [plus] number unit]
//! ```
//!
//! A text with a number and a unit that does not fit the grammar is [`Time::Unreadable`]: nothing is guessed.

use super::amount::{Amount, Unit, is_bare_m};
use super::clock::Clock;
use super::number::digits;
use super::reader::LineReader;
use super::unreadable::is_unreadable;
use super::vocabulary::Vocabulary;
use crate::units::{Effort, Stated};

/// The maximum time in minutes: eleven years.
const MOST_MINUTES: f64 = 6_000_000.0;

/// The maximum number of words in a field name.
const MOST_LABEL_WORDS: usize = 3;

/// How many numbers of a note are examined.
const MOST_NUMBERS: usize = 16;

/// What a text states about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time<'a> {
    /// It begins with a time.
    Read {
        time: Stated,
        /// The words after it: `flexible timing`.
        note: &'a str,
    },
    /// It has a number and a unit of time, but no length can be read from it: `3-2 hours`, `half a day`.
    Unreadable,
    /// It is not a time, or it is a rate such as `2 hours/day`.
    None,
}

/// Reads the time at the start of a text.
pub(crate) fn read<'a>(text: &'a str, words: &'a Vocabulary) -> Time<'a> {
    let mut reader = LineReader::new(text, words);
    if reader.label() && reader.rest.is_empty() {
        return Time::None;
    }
    let start = reader;
    let Some(time) = reader.duration() else {
        return if is_unreadable(start) {
            Time::Unreadable
        } else {
            Time::None
        };
    };
    if reader.is_rate() {
        return Time::None;
    }
    reader.qualifiers();
    // `an hour and three quarters`
    let mut goes_on = reader;
    goes_on.rest = goes_on.rest.trim_start();
    if goes_on.word(&words.times.plus) {
        return Time::Unreadable;
    }
    reader.separator();
    let note = reader.rest.trim_start_matches([',', ';', '/', ' ']).trim();
    if is_time_again(note, time, words) {
        return Time::Unreadable;
    }
    Time::Read { time, note }
}

/// The time at the start of a text, and the words after it.
pub(crate) fn stated<'a>(text: &'a str, words: &'a Vocabulary) -> Option<(Stated, &'a str)> {
    match read(text, words) {
        Time::Read { time, note } => Some((time, note)),
        Time::Unreadable | Time::None => None,
    }
}

/// The time in front of a separator, with any text after it: `1 hour – 30 min of reading, then the outline`.
pub(crate) fn stated_first(text: &str, words: &Vocabulary) -> Option<Stated> {
    let mut reader = LineReader::new(text, words);
    let Some(time) = reader.duration() else {
        // The dash does not form a range: `1 hour – 30 min of reading`.
        let dashes = [" – ", " — ", " - "].into_iter();
        let (head, _) = dashes.filter_map(|dash| text.split_once(dash)).min()?;
        let mut reader = LineReader::new(head, words);
        return reader.length().filter(|_| reader.rest.is_empty());
    };
    reader.qualifiers();
    let after = reader.rest.trim_start();
    let separated = after.starts_with([':', '-', '–', '—', '(', '.', ';', '：', '（']);
    (separated && !reader.is_rate()).then_some(time)
}

/// Reads a whole line, or a part of it between bars, as a field with a time: `Time: 3 hours`, `Total duration: 2-3 h`,
/// `Level: easy | Hours: 2`.
pub(crate) fn field(line: &str, words: &Vocabulary) -> Option<Stated> {
    let parts = line.split(['|', '·', '•']);
    parts.into_iter().find_map(|part| field_in(part, words))
}

fn field_in(part: &str, words: &Vocabulary) -> Option<Stated> {
    let line = part.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut reader = LineReader::new(line, words);
    reader.qualifiers();
    let name = reader.rest;
    if !reader.word(&words.columns.time) {
        return None;
    }
    let name = name[..name.len() - reader.rest.len()].trim_end();
    reader.qualifiers();
    reader.rest = reader.rest.trim_start().strip_prefix([':', '：', '='])?;
    reader.rest = reader.rest.trim_start();
    reader.qualifiers();
    let Some(time) = reader.duration() else {
        // `Hours: 10`
        let is_number = reader.rest.ends_with(char::is_numeric);
        return is_number.then(|| read_length(&format!("{} {name}", reader.rest), words))?;
    };
    reader.qualifiers();
    let is_whole = !reader.is_rate() && reader.rest.trim_matches(['.', ' ']).is_empty();
    is_whole.then_some(time)
}

/// Reads a whole text as a length, but not a clock range.
pub(crate) fn read_length(text: &str, words: &Vocabulary) -> Option<Stated> {
    let mut reader = LineReader::new(text, words);
    reader.label();
    let time = reader.length()?;
    reader.qualifiers();
    (!reader.is_rate() && reader.rest.trim().is_empty()).then_some(time)
}

impl LineReader<'_> {
    /// Takes a duration: a length or a clock range.
    pub(crate) fn duration(&mut self) -> Option<Stated> {
        match self.clock() {
            Clock::Range(range) => Some(Stated::exactly(range.length)),
            Clock::Ambiguous => None,
            Clock::None => self.length(),
        }
    }

    /// Takes a length: `2 hours`, `2h 30m`, `1,5 h`, `1.5-2 hours`, `~90 min`, `2 x 45 min`.
    pub(crate) fn length(&mut self) -> Option<Stated> {
        let mut ahead = *self;
        ahead.signs();
        ahead.qualifiers();
        ahead.signs();
        let count = ahead.count();
        let start = ahead;
        ahead.word(&self.words.times.from);
        ahead.qualifiers();
        let (low, high) = ahead.ends()?;
        ahead.rest = ahead.rest.strip_prefix('+').unwrap_or(ahead.rest);
        let taken = start.rest[..start.rest.len() - ahead.rest.len()].trim_end();
        let (least, most) = match (count, ahead.count_after()?) {
            // `10 x 50 m` is a distance.
            (Some(_), _) if is_bare_m(taken) => return None,
            (Some(_), Some(_)) => return None,
            (Some(count), None) | (None, Some(count)) => count,
            (None, None) => (1.0, 1.0),
        };
        let (low, high) = (low * least, high * most);
        if low > high || high > MOST_MINUTES || ahead.goes_on(start.rest) {
            return None;
        }
        self.rest = ahead.rest;
        Some(Stated {
            low: Effort::from_hours(low / 60.0),
            high: Effort::from_hours(high / 60.0),
        })
    }

    /// Takes one or two amounts with their range sign; both in minutes.
    fn ends(&mut self) -> Option<(f64, f64)> {
        let first = self.amount()?;
        let mut ahead = *self;
        let joined = ahead.range_sign() || {
            ahead.rest = ahead.rest.trim_start();
            ahead.word(&self.words.or)
        };
        match first {
            Amount::Known(minutes, _) => {
                if joined {
                    ahead.qualifiers();
                    match ahead.amount() {
                        Some(Amount::Known(last, _)) => {
                            self.rest = ahead.rest;
                            return (minutes <= last).then_some((minutes, last));
                        }
                        // `2h-3`, `half an hour to hours`
                        Some(Amount::Bare(_)) if ahead.at_end() => return None,
                        None if ahead.unit().is_some() => return None,
                        _ => {}
                    }
                }
                Some((minutes, minutes))
            }
            Amount::Bare(first) => {
                if !joined {
                    return None;
                }
                let Amount::Known(last, unit) = ahead.last_amount()? else {
                    return None;
                };
                self.rest = ahead.rest;
                let low = first * unit.minutes();
                (low <= last).then_some((low, last))
            }
        }
    }

    /// Takes the end of a range whose first number has no unit: its unit is that of the last number's hours.
    fn last_amount(&mut self) -> Option<Amount> {
        let mut unit = *self;
        let shared = match unit.quantity() {
            Some(_) => {
                let mut half = unit;
                half.rest = half.rest.trim_start();
                if half.part_after().is_some() && half.unit().is_some() {
                    Unit::Hour
                } else {
                    unit.unit()?
                }
            }
            None => Unit::Hour,
        };
        match self.amount()? {
            Amount::Known(minutes, _) => Some(Amount::Known(minutes, shared)),
            Amount::Bare(_) => None,
        }
    }

    /// Takes `2 x` or `2-3 times` in front of an amount; returns both ends of the count.
    fn count(&mut self) -> Option<(f64, f64)> {
        let mut ahead = *self;
        let low = ahead.quantity()?;
        let mut range = ahead;
        let high = if range.range_sign()
            && let Some(high) = range.quantity()
        {
            ahead = range;
            high
        } else {
            low
        };
        if !ahead.multiplied() || low > high {
            return None;
        }
        self.rest = ahead.rest;
        Some((low, high))
    }

    /// Takes `x 2` after an amount; the outer `None` if a multiplication cannot be read.
    #[expect(
        clippy::option_option,
        reason = "no count and a count that cannot be read are different"
    )]
    fn count_after(&mut self) -> Option<Option<(f64, f64)>> {
        let mut ahead = *self;
        if !ahead.multiplied() {
            return Some(None);
        }
        let count = ahead.quantity()?;
        self.rest = ahead.rest;
        Some(Some((count, count)))
    }

    /// Takes a sign or a word of multiplication.
    fn multiplied(&mut self) -> bool {
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start();
        let sign = ahead.rest.strip_prefix(['×', '*', '✕', '✖']).or_else(|| {
            let after = ahead.rest.strip_prefix(['x', 'X', 'х', 'Х'])?;
            (!after.starts_with(char::is_alphabetic)).then_some(after)
        });
        let found = match sign {
            Some(after) => {
                ahead.rest = after.trim_start();
                true
            }
            None => ahead.word(&self.words.times.multiply),
        };
        if found {
            self.rest = ahead.rest;
        }
        found
    }

    /// Whether letters, digits or another factor directly follow the text that was read: `1h30x`.
    fn goes_on(self, text: &str) -> bool {
        let taken = &text[..text.len() - self.rest.len()];
        let attached = taken.ends_with(char::is_alphanumeric)
            && self.rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        let divided = self.rest.strip_prefix(['/', '⁄']);
        let mut multiplied = self;
        attached || divided.is_some_and(|after| digits(after).is_some()) || multiplied.multiplied()
    }

    /// Whether only a closing sign follows.
    fn at_end(self) -> bool {
        !self.rest.contains(char::is_alphanumeric)
    }

    /// Whether a time is repeated: `/day`, `per week`, `each`.
    pub(crate) fn is_rate(self) -> bool {
        let mut ahead = self;
        ahead.qualifiers();
        ahead.rest = ahead.rest.trim_start_matches([' ', ',', '\u{a0}']);
        let divided = ahead.rest.strip_prefix('/').map(str::trim_start);
        divided.is_some_and(|after| !after.starts_with(char::is_numeric))
            || ahead.word(&self.words.per_week)
            || ahead.word(&self.words.times.rates)
    }

    /// Takes a field name: `Time:`, `Estimated duration:`; returns whether there was one.
    fn label(&mut self) -> bool {
        let Some((label, after)) = self.rest.split_once([':', '：']) else {
            return false;
        };
        let is_time = |word: &str| {
            let mut word = LineReader::new(word, self.words);
            word.word(&self.words.columns.time) && word.rest.is_empty()
        };
        let short = label.split_whitespace().count() <= MOST_LABEL_WORDS;
        let named = short
            && !label.contains(char::is_numeric)
            && (is_time(label) || label.split_whitespace().any(is_time));
        if named {
            self.rest = after.trim_start();
        }
        named
    }
}

/// Whether a note contains another time, so the time in front of it may be only a part. The same time in a different
/// unit does not count: `90 min (1.5 h)`.
fn is_time_again(note: &str, time: Stated, words: &Vocabulary) -> bool {
    let mut reader = LineReader::new(note, words);
    if reader.quantity().is_some() && reader.at_end() {
        return true;
    }
    let same = |minutes: f64| Effort::from_hours(minutes / 60.0) == time.high;
    starts(note).take(MOST_NUMBERS).any(|part| {
        let mut reader = LineReader::new(part, words);
        if matches!({ reader }.clock(), Clock::Range(_)) {
            return true;
        }
        match reader.amount() {
            Some(Amount::Known(minutes, _)) => !same(minutes) && !reader.is_rate(),
            _ => false,
        }
    })
}

/// The suffixes of a text that begin with a number in digits.
fn starts(text: &str) -> impl Iterator<Item = &str> {
    let is_start = |(at, c): &(usize, char)| {
        let before = text[..*at].chars().next_back();
        c.is_numeric() && !before.is_some_and(|c| c.is_alphanumeric() || ".,".contains(c))
    };
    text.char_indices()
        .filter(is_start)
        .map(|(at, _)| &text[at..])
}
