//! Dates as they are written: `2027-01-04`, `January 4`, `4. Januar 2027`, `1月4日`, `1/6`.

use std::fmt;

use super::number::digits;
use super::reader::Reader;

/// A date as its author wrote it. A month in words is 1 to 12, and a day beside it 1 to 31; in the form `2027-13-45`
/// all parts are taken as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    /// The year, which may be missing.
    pub(crate) year: Option<u32>,
    pub(crate) month: u32,
    pub(crate) day: u32,
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

/// Takes a day and a month in digits, in either order, beside the name of a weekday: `1/6`, `06.01.`.
pub(crate) fn numeric_date(reader: &mut Reader<'_>) -> bool {
    let part = |text: &'_ str| {
        let (number, rest) = digits(text)?;
        (number <= 31).then_some(text.len() - rest.len())
    };
    let mut end = 0;
    for index in 0..2 {
        let Some(len) = part(&reader.rest[end..]) else {
            return false;
        };
        end += len;
        let sign = reader.rest[end..].starts_with(['/', '.']);
        // `1.5` is a number, `1.5.` and `1/5` are days.
        if !sign && (index == 0 || reader.rest[..end].contains('.')) {
            return false;
        }
        end += usize::from(sign);
    }
    if let Some((_, rest)) = digits(&reader.rest[end..]) {
        end = reader.rest.len() - rest.len();
    }
    let ends = !reader.rest[end..].starts_with(char::is_alphanumeric);
    if ends {
        reader.rest = &reader.rest[end..];
    }
    ends
}

/// Takes a date with its month in words, or an ISO date: `2027-01-04`, `January 4`, `4. Januar 2027`, `1月4日`.
pub(crate) fn date(reader: &mut Reader<'_>) -> Option<WrittenDate> {
    if let Some(date) = iso(reader.rest) {
        reader.rest = &reader.rest[10..];
        return Some(date);
    }
    let mut ahead = *reader;
    let (month, day) = month_and_day(&mut ahead)?;
    let mut year = ahead;
    year.rest = year.rest.trim_start_matches([',', ' ']);
    let year = digits(year.rest).filter(|(year, rest)| {
        (1000..10_000).contains(year) && !rest.starts_with(char::is_alphanumeric)
    });
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

fn month_and_day(reader: &mut Reader<'_>) -> Option<(u32, u32)> {
    let words = reader.words;
    let valid = |day: u32| (1..=31).contains(&day);
    let mut ahead = *reader;
    if let Some(month) = ahead.one_of(&words.months) {
        let (day, rest) = digits(ahead.rest).filter(|(day, _)| valid(*day))?;
        let rest = after_one_of(rest, &words.dates.day_sign);
        if rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        reader.rest = rest;
        return Some((u32::try_from(month).ok()? + 1, day));
    }
    let mut ahead = *reader;
    let (day, rest) = digits(ahead.rest).filter(|(day, _)| valid(*day))?;
    ahead.rest = after_one_of(rest, &words.dates.day_sign).trim_start();
    // `5 de enero`, `5 of January`
    ahead.word(&words.dates.of);
    let month = ahead.one_of(&words.months)?;
    reader.rest = ahead.rest;
    Some((u32::try_from(month).ok()? + 1, day))
}

/// The text after the first of some signs that it begins with.
fn after_one_of<'a>(text: &'a str, signs: &[String]) -> &'a str {
    signs
        .iter()
        .find_map(|sign| text.strip_prefix(sign.as_str()))
        .unwrap_or(text)
}
