//! Dates in text: `2027-01-04`, `January 4`, `4. Januar 2027`, `1月4日`, `1/6`.

use std::fmt;
use std::ops::{Range, RangeInclusive};

use super::number::digits;
use super::reader::LineReader;
use super::vocabulary::Vocabulary;

/// The days that a month may have.
const DAYS: RangeInclusive<u32> = 1..=31;
/// The years that are written in full.
const YEARS: Range<u32> = 1000..10_000;

/// A date in its author's notation. A month in words is 1 to 12, and a day beside it 1 to 31; the parts of `2027-13-45`
/// are not validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    /// The year, if given.
    pub(crate) year: Option<u32>,
    pub(crate) month: u32,
    pub(crate) day: u32,
}

/// A month in its author's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrittenMonth {
    /// The year, if given.
    pub(crate) year: Option<u32>,
    /// From 1 to 12.
    pub(crate) month: u32,
}

impl WrittenDate {
    /// Whether the date exists; February 29 without a year may exist.
    pub(crate) fn is_possible(self) -> bool {
        let leap = self.year.is_none_or(|year| {
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
        });
        let days = match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        (1..=days).contains(&self.day)
    }

    /// The number of the day in a common year, from 1. The month must be 1 to 12.
    pub(super) fn day_of_year(self) -> i32 {
        const BEFORE: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let month = usize::try_from(self.month.saturating_sub(1)).unwrap_or_default();
        let day = i32::try_from(self.day).unwrap_or_default();
        BEFORE.get(month).copied().unwrap_or_default() + day
    }
}

/// `2027-01-04`, or `01-04` without a year.
impl fmt::Display for WrittenDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(year) = self.year {
            write!(f, "{year:04}-")?;
        }
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// Takes a numeric day and month, with an optional year after them: `1/6`, `06.01.`, `26/02/2026`. A number above 12 is
/// the day, a dot in front of a number makes it the month, and otherwise the language decides the order.
pub(crate) fn numeric_date(reader: &mut LineReader<'_>) -> Option<WrittenDate> {
    figures(reader, &['/'])
}

/// Takes a numeric date beside the name of its weekday, where `15-02` is a date too.
pub(crate) fn date_of_weekday(reader: &mut LineReader<'_>) -> Option<WrittenDate> {
    date(reader).or_else(|| figures(reader, &['/', '-']))
}

/// Takes a date after words that only a date can follow, where `30.06` is a date too.
pub(super) fn certain_date(reader: &mut LineReader<'_>) -> Option<WrittenDate> {
    date(reader).or_else(|| figures(reader, &['/', '.']))
}

/// A date in figures without a year must have one of some signs between its numbers.
fn figures(reader: &mut LineReader<'_>, signs: &[char]) -> Option<WrittenDate> {
    let (first, rest) = digits(reader.rest).filter(|(number, _)| *number <= 31)?;
    let sign = rest.chars().next().filter(|sign| "/.-".contains(*sign))?;
    let (second, rest) = digits(&rest[1..]).filter(|(number, _)| *number <= 31)?;
    let year = rest
        .strip_prefix(sign)
        .and_then(digits)
        .filter(|(year, _)| YEARS.contains(year) || (10..100).contains(year) && sign != '-');
    let rest = match year {
        Some((_, rest)) => rest,
        // `1.5` is a number and `1-5` a range; `1.5.` and `1/5` are days.
        None if sign == '.' => match rest.strip_prefix('.') {
            Some(rest) => rest,
            // `3.5` is a number even there.
            None if signs.contains(&'.') && reader.rest.len() - rest.len() == 5 => rest,
            None => return None,
        },
        None if signs.contains(&sign) => rest,
        None => return None,
    };
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '/') {
        return None;
    }
    let month_first = second > 12 || first <= 12 && sign != '.' && reader.words.dates.month_first;
    let (month, day) = if month_first {
        (first, second)
    } else {
        (second, first)
    };
    reader.rest = rest;
    Some(WrittenDate {
        year: year.map(|(year, _)| if year < 100 { 2000 + year } else { year }),
        month,
        day,
    })
}

/// Whether texts show that numeric dates put the day first: some have a first number above 12, and none has such a
/// second number, or the words are British.
pub(crate) fn day_comes_first<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut found = false;
    for text in texts.filter(|text| text.contains('/')) {
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '/');
        found |= words.any(|word| word.eq_ignore_ascii_case("w/c"));
        for part in text.split(|c: char| !c.is_ascii_digit() && c != '/') {
            let mut figures = part.split('/').map(str::parse::<u32>);
            let (Some(Ok(first)), Some(Ok(second))) = (figures.next(), figures.next()) else {
                continue;
            };
            if first <= 12 && (13..=31).contains(&second) {
                return false;
            }
            found |= (13..=31).contains(&first) && (1..=12).contains(&second);
        }
    }
    found
}

/// Takes a date with its month in words, or an ISO date: `2027-01-04`, `January 4`, `4. Januar 2027`, `1月4日`.
pub(crate) fn date(reader: &mut LineReader<'_>) -> Option<WrittenDate> {
    if let Some(date) = iso(reader.rest) {
        reader.rest = &reader.rest[10..];
        return Some(date);
    }
    let mut ahead = *reader;
    if let Some(date) = numeric_date(&mut ahead).filter(|date| date.year >= Some(1000)) {
        let written = &reader.rest[..reader.rest.len() - ahead.rest.len()];
        if written.len() >= 8 {
            reader.rest = ahead.rest;
            return Some(date);
        }
    }
    let mut ahead = *reader;
    // `2027年1月4日`
    let first = year_first(&mut ahead);
    let (month, day) = month_and_day(&mut ahead)?;
    if first.is_some() {
        reader.rest = ahead.rest;
        return Some(WrittenDate {
            year: first,
            month,
            day,
        });
    }
    let mut year = ahead;
    year.rest = year.rest.trim_start_matches([',', ' ', '-']);
    // `4 de enero de 2027`
    year.word(&reader.words.dates.of);
    let year = digits(year.rest)
        .filter(|(year, rest)| YEARS.contains(year) && !rest.starts_with(char::is_alphanumeric));
    let year = year.or_else(|| short_year(reader.rest, ahead.rest));
    if let Some((_, rest)) = year {
        ahead.rest = rest;
    }
    reader.rest = ahead.rest;
    Some(WrittenDate {
        year: year.map(|(year, _)| year),
        month,
        day,
    })
}

/// The year of two digits after a day and a month: 2022 of `30 Aug 22`, `30-Aug-22`. Behind a month and a day, it may be another
/// day.
fn short_year<'a>(date: &str, after: &'a str) -> Option<(u32, &'a str)> {
    const SHORT_YEARS: Range<u32> = 20..50;
    digits(date)?;
    let is_apart = date[..date.len() - after.len()].ends_with(' ');
    let year = match after.strip_prefix(['-', '/', '\'', '’']) {
        Some(year) => year,
        None => Some(after).filter(|_| is_apart)?,
    };
    let year = year.strip_prefix(['\'', '’']).unwrap_or(year);
    let (year, rest) = digits(year).filter(|(year, _)| SHORT_YEARS.contains(year))?;
    let next = rest.trim_start();
    let ends = next.is_empty() || next.starts_with([':', ')', ']', '–', '—', '|', ',', '）', '：']);
    (ends || next.starts_with("- ")).then_some((2000 + year, rest))
}

/// Takes a year with its sign in front of a month.
fn year_first(reader: &mut LineReader<'_>) -> Option<u32> {
    let (year, rest) = digits(reader.rest).filter(|(year, _)| YEARS.contains(year))?;
    let mut signs = reader.words.dates.year_sign.iter();
    let rest = signs.find_map(|sign| rest.strip_prefix(sign.as_str()))?;
    reader.rest = rest.trim_start();
    Some(year)
}

/// The ISO date in the first ten characters of a text.
fn iso(text: &str) -> Option<WrittenDate> {
    let date = text.get(..10)?;
    let shape = date.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if !shape || text[10..].starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(WrittenDate {
        year: Some(date[..4].parse().ok()?),
        month: date[5..7].parse().ok()?,
        day: date[8..].parse().ok()?,
    })
}

/// The number of a day, 1 to 31, at the start of a text, and the text after it and its sign: `5`, `5th`, `5日`.
pub(crate) fn day_of_month<'a>(text: &'a str, words: &Vocabulary) -> Option<(u32, &'a str)> {
    let (day, rest) = digits(text).filter(|(day, _)| DAYS.contains(day))?;
    let rest = after_one_of(rest, &words.dates.day_sign);
    (!rest.starts_with(char::is_alphanumeric)).then_some((day, rest))
}

/// The first month in a text: `October 2026`, `2026年10月`.
pub(crate) fn month_in(text: &str, words: &Vocabulary) -> Option<WrittenMonth> {
    let starts = text
        .char_indices()
        .filter(|(at, c)| c.is_alphanumeric() && !text[..*at].ends_with(char::is_alphanumeric));
    starts.into_iter().find_map(|(at, _)| {
        let mut reader = LineReader::new(&text[at..], words);
        let before = year_first(&mut reader);
        let month = reader.one_of(&words.months)?;
        reader.rest = reader.rest.trim_start_matches([',', ' ']);
        reader.word(&words.dates.of);
        let year = digits(reader.rest).filter(|(year, rest)| {
            YEARS.contains(year) && !rest.starts_with(char::is_alphanumeric)
        });
        Some(WrittenMonth {
            year: before.or(year.map(|(year, _)| year)),
            month: u32::try_from(month).ok()? + 1,
        })
    })
}

/// The years in a text.
pub(crate) fn years_in(text: &str) -> impl Iterator<Item = i16> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| word.len() == 4 && word.starts_with("20"))
        .filter_map(|word| word.parse().ok())
}

fn month_and_day(reader: &mut LineReader<'_>) -> Option<(u32, u32)> {
    let words = reader.words;
    let mut ahead = *reader;
    if let Some(month) = ahead.one_of(&words.months) {
        let (day, rest) = day_of_month(ahead.rest, words)?;
        reader.rest = rest;
        return Some((u32::try_from(month).ok()? + 1, day));
    }
    let mut ahead = *reader;
    let (day, rest) = digits(ahead.rest).filter(|(day, _)| DAYS.contains(day))?;
    ahead.rest = after_one_of(rest, &words.dates.day_sign).trim_start_matches([' ', '-']);
    // `5 de enero`, `5 of January`
    ahead.word(&words.dates.of);
    let month = ahead.one_of(&words.months)?;
    reader.rest = ahead.rest;
    Some((u32::try_from(month).ok()? + 1, day))
}

/// The text after the first matching sign at its start.
fn after_one_of<'a>(text: &'a str, signs: &[String]) -> &'a str {
    signs
        .iter()
        .find_map(|sign| text.strip_prefix(sign.as_str()))
        .unwrap_or(text)
}
