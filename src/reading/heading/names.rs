//! The names of phases, weeks and days, as lines begin with them.

use super::{line, title_after, without_enumeration};
use crate::document::without_decoration;
use crate::language::{Reader, SEPARATORS, Vocabulary, date, digits, is_unspaced, numeric_date};
use crate::plan::DayName;
use crate::units::Numbers;

/// Takes the name of a phase.
pub(super) fn phase_name(reader: &mut Reader<'_>) -> Option<Numbers> {
    let words = reader.words;
    let numbers = reader
        .counted(&words.phase, &words.behind_number.phase)
        .or_else(|| lettered(reader))?;
    open_end(reader);
    Some(numbers)
}

/// `Phase A`, `Part B`.
fn lettered(reader: &mut Reader<'_>) -> Option<Numbers> {
    let mut ahead = *reader;
    if !ahead.word(&reader.words.phase) {
        return None;
    }
    let letter = ahead.rest.chars().next().filter(char::is_ascii_uppercase)?;
    ahead.rest = &ahead.rest[1..];
    if ahead
        .rest
        .starts_with(|c: char| c.is_alphanumeric() || "'’&/".contains(c))
    {
        return None;
    }
    let separated = ahead.rest.is_empty() || ahead.separator() && !ahead.rest.is_empty();
    let number = u32::from(letter) - u32::from('A') + 1;
    reader.rest = ahead.rest;
    separated.then_some(Numbers {
        first: number,
        last: number,
    })
}

/// How a week is named.
#[derive(Clone, Copy, Debug)]
pub(super) enum WeekName {
    Numbers(Numbers),
    Date,
}

/// Takes the name of a week.
pub(super) fn week_name(reader: &mut Reader<'_>) -> Option<WeekName> {
    let words = reader.words;
    let is_weekday = || weekdays(&mut reader.clone()).is_some();
    if reader.rest.starts_with(is_unspaced) && is_weekday() {
        return None;
    }
    let mut ahead = *reader;
    if ahead.word(&words.week_of) && date(&mut ahead).is_some() {
        reader.rest = ahead.rest;
        return Some(WeekName::Date);
    }
    let numbers = reader.counted(&words.week, &words.behind_number.week)?;
    open_end(reader);
    Some(WeekName::Numbers(numbers))
}

/// The weeks that a heading names, whether it is theirs or only speaks of them.
pub(in crate::reading) fn mentioned_weeks(text: &str, words: &Vocabulary) -> Option<Numbers> {
    match week_name(&mut Reader::new(line(text), words))? {
        WeekName::Numbers(numbers) => Some(numbers),
        WeekName::Date => None,
    }
}

/// What a heading calls the phase, the week or the day that it names: `Week 3` of `Week 3: Title`; all of its words
/// where it names none.
pub(in crate::reading) fn called(text: &str, words: &Vocabulary) -> String {
    let name = |line: &str| {
        let mut reader = Reader::new(line, words);
        let mut ahead = reader;
        if phase_name(&mut ahead).is_some() && title_after(&mut ahead.clone()).is_some() {
            reader.rest = ahead.rest;
        } else if week_name(&mut reader).is_none() {
            day_name(&mut reader)?;
        }
        let taken = line.trim().len() - reader.rest.len();
        let name = line.trim()[..taken].trim_end_matches(|c: char| {
            c.is_whitespace() || SEPARATORS.contains(&c) || ".,([".contains(c)
        });
        Some(name.to_owned())
    };
    let line = line(text);
    name(line)
        .or_else(|| name(without_enumeration(line)?))
        .unwrap_or_else(|| without_decoration(text).1.to_owned())
}

/// Takes what says that a range has no end, or of how many a number is one.
fn open_end(reader: &mut Reader<'_>) {
    let mut ahead = *reader;
    ahead.rest = ahead.rest.trim_start();
    if let Some(open) = reader.rest.strip_prefix('+') {
        reader.rest = open;
    } else if ahead.word(&reader.words.onwards) {
        reader.rest = ahead.rest;
    }
    reader.rest = of_how_many(reader.rest);
}

/// What stands between a number and how many there are.
const OF: &[&str] = &["of", "von", "de", "sur", "di", "из", "من", "מתוך"];

/// What is behind the `/12` or `of 12` of `Week 3 of 12: Title`.
fn of_how_many(rest: &str) -> &str {
    let after = match rest.strip_prefix('/') {
        Some(after) => after,
        None => {
            let Some((word, after)) = rest.trim_start().split_once(' ') else {
                return rest;
            };
            if !OF.contains(&word.to_lowercase().as_str()) {
                return rest;
            }
            after
        }
    };
    match digits(after) {
        Some((_, behind)) if !behind.trim_start().starts_with(char::is_alphanumeric) => behind,
        _ => rest,
    }
}

/// Takes the name of a day, and the date or the weekday beside it: `Monday, January 4`, `Day 1 (Mon)`.
pub(super) fn day_name(reader: &mut Reader<'_>) -> Option<DayName> {
    if let Some(date) = date(reader) {
        return Some(DayName::Date(date.to_string()));
    }
    if let Some(name) = weekdays(reader) {
        let mut ahead = *reader;
        ahead.rest = ahead.rest.trim_start_matches([',', ' ', '(']);
        if date(&mut ahead).is_some() || numeric_date(&mut ahead) {
            reader.rest = ahead.rest;
        }
        return Some(name);
    }
    let name = ordinal(reader)?;
    let inner = reader.rest.trim_start().strip_prefix('(');
    if let Some((inner, after)) = inner.and_then(|inner| inner.split_once(')')) {
        let mut other = Reader::new(inner, reader.words);
        let (weekday, dated) = (weekdays(&mut other), date(&mut other));
        if (weekday.is_some() || dated.is_some()) && other.rest.trim().is_empty() {
            reader.rest = after;
        }
    }
    Some(name)
}

/// `Monday`, `Sat–Sun`, `Mon/Wed/Fri`, `Weekend`.
pub(super) fn weekdays(reader: &mut Reader<'_>) -> Option<DayName> {
    let words = reader.words;
    if reader.word(&words.weekend) {
        return Some(DayName::Weekend);
    }
    let start = reader.rest;
    let first = reader.one_of(&words.weekdays)?;
    let mut last = first;
    loop {
        let mut ahead = *reader;
        let joined = ahead.dash() || ahead.word(&words.and) || {
            let comma = ahead.rest.strip_prefix([',', '、']);
            ahead.rest = comma.unwrap_or(ahead.rest).trim_start();
            ahead.word(&words.and);
            comma.is_some()
        };
        let Some(next) = ahead.one_of(&words.weekdays).filter(|_| joined) else {
            break;
        };
        last = next;
        reader.rest = ahead.rest;
    }
    // `Sun exposure` and `So geht es weiter` are no days: behind an abbreviation no word may stand.
    let taken = start[..start.len() - reader.rest.len()].trim_end();
    let abbreviated = taken.chars().count() <= 3 && !taken.starts_with(is_unspaced);
    if abbreviated && reader.rest.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    Some(DayName::Weekdays { first, last })
}

/// `Day 3`, `Days 3-4`, `Third day`.
fn ordinal(reader: &mut Reader<'_>) -> Option<DayName> {
    let words = reader.words;
    let numbers = reader.counted(&words.day, &words.behind_number.day)?;
    let attached = reader
        .rest
        .starts_with(|c: char| c.is_alphanumeric() && !is_unspaced(c));
    if attached {
        return None;
    }
    open_end(reader);
    Some(DayName::Ordinal(numbers))
}
