//! The names of phases, weeks and days at the start of lines.

use super::value::OutlineRole;
use crate::language::{
    LineReader, Vocabulary, WordList, WrittenDate, date, date_after_week_of, digits, is_unspaced,
};
use crate::plan::DayName;
use crate::units::NumberRange;

/// Takes the name of a phase.
pub(super) fn phase_name(reader: &mut LineReader<'_>) -> Option<NumberRange> {
    let words = reader.words;
    let numbers = reader
        .counted(&words.phase, &words.after_number.phase)
        .or_else(|| lettered(reader))?;
    open_end(reader);
    Some(numbers)
}

/// `Phase A`, `Part B`.
fn lettered(reader: &mut LineReader<'_>) -> Option<NumberRange> {
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
    separated.then_some(NumberRange {
        first: number,
        last: number,
    })
}

/// The name of a week.
#[derive(Clone, Copy, Debug)]
pub(super) enum WeekName {
    Numbers(NumberRange),
    Of(WrittenDate),
}

/// Takes the name of a week.
pub(super) fn week_name(reader: &mut LineReader<'_>) -> Option<WeekName> {
    let words = reader.words;
    let is_weekday = || weekdays(&mut reader.clone()).is_some();
    if reader.rest.starts_with(is_unspaced) && is_weekday() {
        return None;
    }
    let mut ahead = *reader;
    if ahead.word(&words.week_of)
        && let Some(first) = date_after_week_of(&mut ahead)
    {
        reader.rest = ahead.rest;
        return Some(WeekName::Of(first));
    }
    if let Some(first) = date_before_week(reader) {
        return Some(WeekName::Of(first));
    }
    let numbers = reader.counted(&words.week, &words.after_number.week)?;
    let numbers = other_end(reader, numbers);
    open_end(reader);
    Some(WeekName::Numbers(numbers))
}

/// Takes the first date of a week in front of a word for that: `1月4日の週`.
fn date_before_week(reader: &mut LineReader<'_>) -> Option<WrittenDate> {
    let mut words = reader.words.dates.week_after.iter();
    let (before, after) = words.find_map(|word| reader.rest.split_once(word.as_str()))?;
    let mut within = LineReader::new(before, reader.words);
    let first = date(&mut within).filter(|_| within.rest.is_empty())?;
    reader.rest = after;
    Some(first)
}

/// `Week 1 – Week 4` is a range as `Weeks 1–4` is.
fn other_end(reader: &mut LineReader<'_>, first: NumberRange) -> NumberRange {
    let words = reader.words;
    let mut ahead = *reader;
    let joined = ahead.dash() || {
        ahead.rest = ahead.rest.trim_start();
        ahead.word(&words.and)
    };
    match ahead.counted(&words.week, WordList::NONE) {
        Some(last) if joined && first.last < last.first => {
            reader.rest = ahead.rest;
            NumberRange {
                first: first.first,
                last: last.last,
            }
        }
        _ => first,
    }
}

/// Takes the letter after a number: `a` of `Week 8a`.
pub(super) fn letter(reader: &mut LineReader<'_>) -> Option<char> {
    let letter = reader
        .rest
        .chars()
        .next()
        .filter(|c| ('a'..='d').contains(c))?;
    let after = &reader.rest[1..];
    if after.starts_with(char::is_alphanumeric) {
        return None;
    }
    reader.rest = after;
    Some(letter)
}

/// Takes a week named by a word instead of a number, or a week without study: `Final week: Review`, `Spring Break`.
pub(super) fn named_week(line: &str, words: &Vocabulary) -> Option<OutlineRole> {
    let called = line.split([':', '–', '—', '(']).next().unwrap_or_default();
    let mut reader = LineReader::new(called, words);
    if reader.word(&words.named_weeks) && reader.rest.trim().is_empty() {
        return Some(OutlineRole::Week {
            numbers: None,
            letter: None,
        });
    }
    let mut rest = called.trim();
    for _ in 0..3 {
        let mut reader = LineReader::new(rest, words);
        if reader.word(&words.breaks) && reader.rest.trim_matches([' ', '-', '!']).is_empty() {
            return Some(OutlineRole::Break);
        }
        rest = rest.split_once(' ')?.1.trim_start();
    }
    None
}

/// Whether the text after the name of a day makes it a field: a noun of measure with a value, as in `Weekend Time: 2
/// hours`.
pub(super) fn is_field(mut reader: LineReader<'_>) -> bool {
    let words = reader.words;
    if !reader.rest.trim_start().starts_with(char::is_alphabetic) {
        return false;
    }
    reader.rest = reader.rest.trim_start();
    reader.word(&words.columns.time) && reader.rest.starts_with([':', '：', '='])
}

/// Takes the week in brackets after a day: `(Week 1)` of `Day 1 (Week 1)`.
pub(super) fn week_after(reader: &mut LineReader<'_>) -> Option<(NumberRange, String)> {
    let inner = reader.rest.trim_start().strip_prefix(['(', '['])?;
    let (inner, after) = inner.split_once([')', ']'])?;
    let mut within = LineReader::new(inner, reader.words);
    let WeekName::Numbers(numbers) = week_name(&mut within)? else {
        return None;
    };
    if !within.rest.trim().is_empty() || numbers.first != numbers.last {
        return None;
    }
    reader.rest = after;
    Some((numbers, inner.trim().to_owned()))
}

/// The text after a number: nothing, or a title after a separator or a space, but no further letters or digits of the
/// same word (`Phase 1b`, `Week 2.5`).
pub(super) fn title_after<'a>(reader: &mut LineReader<'a>) -> Option<&'a str> {
    let rest = reader.rest;
    let attached = rest.starts_with(|c: char| c.is_alphanumeric() && !is_unspaced(c))
        || rest.starts_with(['\'', '’', '%'])
        || rest
            .strip_prefix('.')
            .is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    if attached {
        return None;
    }
    reader.rest = rest.trim_start_matches(['.', ')', ']', '】', '」', '》', '*', '_', ',']);
    reader.separator();
    let title = reader.rest.trim();
    // Decoration at the end of a name is not a title.
    Some(if title.contains(char::is_alphanumeric) {
        title
    } else {
        ""
    })
}

/// Takes the end of an open range, or the total after a number.
fn open_end(reader: &mut LineReader<'_>) {
    let mut ahead = *reader;
    ahead.rest = ahead.rest.trim_start();
    if let Some(open) = reader.rest.strip_prefix('+') {
        reader.rest = open;
    } else if ahead.word(&reader.words.onwards) {
        reader.rest = ahead.rest;
    }
    reader.rest = of_how_many(reader.rest);
}

/// Words between a number and the total.
const OF: &[&str] = &["of", "von", "de", "sur", "di", "из", "من", "מתוך"];

/// The text after `/12` or `of 12` in `Week 3 of 12: Title`.
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
        Some((_, after)) if !after.trim_start().starts_with(char::is_alphanumeric) => after,
        _ => rest,
    }
}

/// Takes the sign of a possible plural: `(s)` of `Sunday(s)`.
pub(super) fn plural_sign(reader: &mut LineReader<'_>) {
    let inner = reader
        .rest
        .strip_prefix('(')
        .and_then(|inner| inner.split_once(')'));
    if let Some((sign, after)) = inner
        && (1..=2).contains(&sign.len())
        && sign.chars().all(|c| c.is_ascii_lowercase())
    {
        reader.rest = after;
    }
}

/// `Monday`, `Sat–Sun`, `Mon/Wed/Fri`, `Weekend`.
pub(super) fn weekdays(reader: &mut LineReader<'_>) -> Option<DayName> {
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
    // `Sun exposure` and `So geht es weiter` are not days: an abbreviation must not be followed by a word.
    let taken = start[..start.len() - reader.rest.len()].trim_end();
    let abbreviated = taken.chars().count() <= 3 && !taken.starts_with(is_unspaced);
    let dated = || date(&mut reader.clone()).is_some();
    if abbreviated && reader.rest.starts_with(|c: char| c.is_alphabetic()) && !dated() {
        return None;
    }
    Some(DayName::Weekdays { first, last })
}

/// `Day 3`, `Days 3-4`, `Third day`.
pub(super) fn ordinal(reader: &mut LineReader<'_>) -> Option<DayName> {
    let words = reader.words;
    let numbers = reader.counted(&words.day, &words.after_number.day)?;
    let attached = reader
        .rest
        .starts_with(|c: char| c.is_alphanumeric() && !is_unspaced(c));
    if attached {
        return None;
    }
    open_end(reader);
    Some(DayName::Ordinal(numbers))
}
