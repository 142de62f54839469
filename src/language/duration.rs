//! Times for work: `2 hours`, `2h 30m`, `1.5-2 hours`, `6:00-7:00 AM` (PLAN-FORMAT, section 3).

use super::number::digits;
use super::reader::{Reader, SEPARATORS};
use super::vocabulary::Vocabulary;
use crate::units::{Effort, Stated};

/// The most minutes that a bare `m` can mean; `400 m` are metres.
const MOST_M: f64 = 99.0;

impl Reader<'_> {
    /// Takes a duration: `2 hours`, `2h 30m`, `1,5 h`, `1.5-2 hours`, `~90 min`, or a span by the clock.
    pub(crate) fn duration(&mut self) -> Option<Stated> {
        if let Some(span) = self.clock_span() {
            return Some(Stated::exactly(span));
        }
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start_matches(['~', '≈', '±', ' ']);
        let low = ahead.amount()?;
        let stated = match low {
            Amount::Known(low) => match ahead.range_to() {
                Some(high) if low <= high => Stated { low, high },
                _ => Stated::exactly(low),
            },
            Amount::Bare(first) => {
                if !ahead.joined() {
                    return None;
                }
                let last = ahead.decimal()?;
                let unit = ahead.unit(last)?;
                let (low, high) = (
                    Effort::from_hours(first * unit),
                    Effort::from_hours(last * unit),
                );
                if low > high {
                    return None;
                }
                Stated { low, high }
            }
        };
        ahead.rest = ahead.rest.strip_prefix('+').unwrap_or(ahead.rest);
        self.rest = ahead.rest;
        Some(stated)
    }

    /// Takes what stands between the ends of a range.
    fn joined(&mut self) -> bool {
        self.rest = self.rest.trim_start();
        self.dash() || self.word(&self.words.and)
    }

    /// A number with its unit and the smaller one behind it, or without a unit.
    fn amount(&mut self) -> Option<Amount> {
        let first = self.decimal()?;
        Some(match self.unit(first) {
            Some(unit) => Amount::Known(Effort::from_hours(first * unit + self.remainder(unit))),
            None => Amount::Bare(first),
        })
    }

    /// `… - 2 hours` behind a duration that had its own unit.
    fn range_to(&mut self) -> Option<Effort> {
        let mut ahead = *self;
        if !ahead.joined() {
            return None;
        }
        let Some(Amount::Known(last)) = ahead.amount() else {
            return None;
        };
        self.rest = ahead.rest;
        Some(last)
    }

    /// The minutes of `2h 30m`, as hours.
    fn remainder(&mut self, unit: f64) -> f64 {
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start_matches([',', ' ']);
        let mut and = ahead;
        if and.word(&self.words.and) && !and.rest.starts_with(['-', '–']) {
            ahead = and;
        }
        let Some(minutes) = ahead.decimal() else {
            return 0.0;
        };
        let smaller = match ahead.unit(minutes) {
            Some(smaller) => smaller < unit,
            // `1h30`
            None => {
                unit >= 1.0 && self.rest.starts_with(|c: char| c.is_ascii_digit()) && minutes < 60.0
            }
        };
        if !smaller {
            return 0.0;
        }
        self.rest = ahead.rest;
        minutes / 60.0
    }

    pub(crate) fn decimal(&mut self) -> Option<f64> {
        const FRACTIONS: [(char, f64); 3] = [('½', 0.5), ('¼', 0.25), ('¾', 0.75)];
        let fraction = |text: &str| {
            let sign = text.chars().next()?;
            FRACTIONS
                .iter()
                .find(|(known, _)| *known == sign)
                .map(|(known, value)| (known.len_utf8(), *value))
        };
        let text = self.rest.trim_start();
        if let Some((len, value)) = fraction(text) {
            self.rest = &text[len..];
            return Some(value);
        }
        let whole = text.bytes().take_while(u8::is_ascii_digit).count();
        if whole == 0 || whole > 6 {
            return None;
        }
        let mut end = whole;
        if matches!(text.as_bytes().get(whole), Some(b'.' | b',')) {
            let decimals = text[whole + 1..]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            if decimals > 0 {
                end += 1 + decimals;
            }
        }
        let number: f64 = text[..end].replace(',', ".").parse().ok()?;
        let (more, part) = fraction(&text[end..]).unwrap_or_default();
        self.rest = &text[end + more..];
        Some(number + part)
    }

    /// Takes a unit of time behind a number; how many hours it is.
    fn unit(&mut self, number: f64) -> Option<f64> {
        let mut ahead = *self;
        ahead.rest = ahead.rest.trim_start_matches([' ', '\u{a0}']);
        let hours = if ahead.word(&self.words.hours) {
            1.0
        } else if ahead.word(&self.words.minutes) {
            let taken = &self.rest[..self.rest.len() - ahead.rest.len()];
            if taken.trim() == "m" && number > MOST_M {
                return None;
            }
            1.0 / 60.0
        } else {
            return None;
        };
        self.rest = ahead.rest;
        Some(hours)
    }

    /// Takes a span by the clock: `6:00-7:00 AM`, `18:00–19:30`, `6-7am`. One that ends before it begins goes over
    /// noon where its first end has no half of the day, and else over midnight.
    pub(crate) fn clock_span(&mut self) -> Option<Effort> {
        let mut ahead = *self;
        let first = ahead.clock()?;
        let mut range = ahead;
        if !range.joined() {
            return None;
        }
        let last = range.clock()?;
        // Two bare numbers are no span by the clock, and `9-12` hours are not either.
        let decimals = range.rest.strip_prefix(['.', ',']);
        let counted = decimals.is_some_and(|after| digits(after).is_some());
        let mut unit = range;
        if !first.written && !last.written || counted || unit.unit(1.0).is_some() {
            return None;
        }
        let half = last.half.filter(|_| first.half.is_none());
        let mut start = first.minutes(first.half.or(half));
        let end = last.minutes(last.half);
        if start >= end && half.is_some() && start >= 720 {
            start -= 720;
        }
        let minutes = (end + 1440 - start) % 1440;
        let minutes = if start > end && first.half.is_none() && last.half.is_none() && start < 780 {
            (end + 720 - start) % 1440
        } else {
            minutes
        };
        if minutes == 0 {
            return None;
        }
        self.rest = range.rest;
        Some(Effort::from_minutes(minutes))
    }

    /// `6`, `6:30`, `6.30`, `6 am`, `18h30`.
    fn clock(&mut self) -> Option<Clock> {
        let text = self.rest.trim_start();
        let (hours, rest) = digits(text)?;
        if hours > 24 || text.len() - rest.len() > 2 {
            return None;
        }
        // `1h30` is a time, `18h30` is on the clock.
        let signs: &[char] = if hours < 5 {
            &[':', '.', '：']
        } else {
            &[':', '.', '：', 'h']
        };
        let minutes = rest
            .strip_prefix(signs)
            .and_then(|after| Some((digits(after)?, after)))
            .filter(|((minutes, rest), after)| *minutes < 60 && after.len() - rest.len() == 2);
        let mut clock = Clock {
            hours,
            past: minutes.map_or(0, |((minutes, _), _)| minutes),
            half: None,
            written: minutes.is_some(),
        };
        let mut rest = minutes.map_or(rest, |((_, rest), _)| rest);
        let lower = rest.trim_start().to_ascii_lowercase();
        for (half, signs) in [
            (Half::Before, ["a.m.", "am"]),
            (Half::After, ["p.m.", "pm"]),
        ] {
            let sign = signs.iter().find(|sign| lower.starts_with(**sign));
            if let Some(sign) = sign.filter(|_| hours <= 12) {
                let after = &rest.trim_start()[sign.len()..];
                if !after.starts_with(char::is_alphanumeric) {
                    clock.half = Some(half);
                    clock.written = true;
                    rest = after;
                }
                break;
            }
        }
        let uhr = rest.trim_start();
        rest = uhr
            .strip_prefix("Uhr")
            .filter(|after| !after.starts_with(char::is_alphabetic))
            .unwrap_or(rest);
        self.rest = rest;
        Some(clock)
    }
}

/// A number, with its unit or without.
#[derive(Clone, Copy, Debug)]
enum Amount {
    Known(Effort),
    Bare(f64),
}

/// A half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Before,
    After,
}

/// A time of the day.
#[derive(Clone, Copy, Debug)]
struct Clock {
    hours: u32,
    past: u32,
    half: Option<Half>,
    /// Whether it is more than a bare number.
    written: bool,
}

impl Clock {
    /// In minutes from midnight.
    fn minutes(self, half: Option<Half>) -> u32 {
        let hours = match half {
            Some(Half::After) => self.hours % 12 + 12,
            Some(Half::Before) => self.hours % 12,
            None => self.hours,
        };
        hours * 60 + self.past
    }
}

/// A title and the time behind it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Timed<'a> {
    pub(crate) title: &'a str,
    pub(crate) stated: Option<Stated>,
    /// What stands beside the time: `flexible timing`.
    pub(crate) note: &'a str,
}

/// Takes the time off the end (or off the front) of a line: `Title (2 hours total)`, `(2 hours): Title`,
/// `Title - 90 min`, `6:00-7:00 AM: Title`. A rate (`2 hours/day`) is no time, nor is `45-minute`.
pub(crate) fn timed<'a>(line: &'a str, words: &'a Vocabulary) -> Timed<'a> {
    let line = line.trim().trim_end_matches([':', ' ', '：']);
    bracketed(line, words)
        .or_else(|| leading(line, words))
        .or_else(|| trailing(line, words))
        .unwrap_or(Timed {
            title: line,
            stated: None,
            note: "",
        })
}

/// `Title (2 hours)`, `Title [2h]`, `(2 hours): Title`.
fn bracketed<'a>(line: &'a str, words: &'a Vocabulary) -> Option<Timed<'a>> {
    if let Some((title, inner)) = last_parenthesis(line)
        && let Some((stated, note)) = stated(inner, words)
    {
        let title = title.trim_end().trim_end_matches(SEPARATORS).trim_end();
        return Some(Timed {
            title,
            stated: Some(stated),
            note,
        });
    }
    let inner = line.strip_prefix(['(', '[', '（'])?;
    let end = inner.find([')', ']', '）'])?;
    let (stated, note) = stated(&inner[..end], words)?;
    let mut after = Reader::new(inner[end..].trim_start_matches([')', ']', '）']), words);
    after.separator();
    Some(Timed {
        title: after.rest,
        stated: Some(stated),
        note,
    })
}

/// A span by the clock, or `90 min`, before a separator and a title.
fn leading<'a>(line: &'a str, words: &'a Vocabulary) -> Option<Timed<'a>> {
    let mut reader = Reader::new(line, words);
    let clock = reader.clock_span();
    let stated = match clock {
        Some(span) => Stated::exactly(span),
        None => reader.duration()?,
    };
    let mut rate = reader;
    if rate.per_week() || reader.rest.starts_with('/') {
        return None;
    }
    let after = reader.rest.trim_start();
    if !after.is_empty() && !after.starts_with([':', '–', '—', '|', '-', '：', ')']) {
        return None;
    }
    reader.separator();
    Some(Timed {
        title: reader.rest,
        stated: Some(stated),
        note: "",
    })
}

/// `Title - 90 min`, `Title, 2h - flexible`.
fn trailing<'a>(line: &'a str, words: &'a Vocabulary) -> Option<Timed<'a>> {
    for separator in [" - ", " – ", " — ", ": ", " | ", ", ", " · ", " @ ", "："] {
        if let Some((title, end)) = line.rsplit_once(separator)
            && let Some((stated, "")) = stated(end, words)
        {
            return Some(Timed {
                title: title.trim(),
                stated: Some(stated),
                note: "",
            });
        }
    }
    behind_sign(line, words)
}

/// `Title ⏱️ 2 hrs`: a picture is as good as a dash.
fn behind_sign<'a>(line: &'a str, words: &'a Vocabulary) -> Option<Timed<'a>> {
    let is_sign =
        |c: char| matches!(c, '\u{2300}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{FE0F}');
    let (at, sign) = line.char_indices().rev().find(|(_, c)| is_sign(*c))?;
    let (stated, note) = stated(&line[at + sign.len_utf8()..], words)?;
    note.is_empty().then(|| Timed {
        title: line[..at].trim_end_matches(|c: char| is_sign(c) || c.is_whitespace()),
        stated: Some(stated),
        note,
    })
}

/// A duration and what stands behind it; nothing for a rate.
pub(crate) fn stated<'a>(text: &'a str, words: &'a Vocabulary) -> Option<(Stated, &'a str)> {
    let mut reader = Reader::new(text, words);
    let stated = reader.duration()?;
    let mut rate = reader;
    if rate.per_week() || reader.rest.starts_with('/') {
        return None;
    }
    reader.separator();
    let note = reader.rest.trim_start_matches([',', ';']).trim();
    Some((stated, if note == "total" { "" } else { note }))
}

/// What stands before the parenthesis that ends a line, and in it.
pub(crate) fn last_parenthesis(line: &str) -> Option<(&str, &str)> {
    let inner = line.strip_suffix([')', ']', '）'])?;
    let open = inner.rfind(['(', '[', '（'])?;
    let bracket = inner[open..].chars().next()?.len_utf8();
    Some((&line[..open], &inner[open + bracket..]))
}
