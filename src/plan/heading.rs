//! What a heading makes of the section below it, told by its words alone, whatever its level
//! (PLAN-FORMAT, section 3).

use super::model::DayName;
use super::reader::{Reader, timed};
use super::vocabulary::Vocabulary;
use crate::document::without_decoration;
use crate::units::{Numbers, Stated};

/// What a heading's words say it is. The titles are what is left of the words.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Role {
    /// `Phase 1: Foundation (Weeks 1-4)`.
    Phase {
        numbers: Numbers,
        title: String,
        weeks: Option<Numbers>,
    },
    /// `Week 1: Title`.
    Week { numbers: Numbers, title: String },
    /// `Monday: Title (2 hours)`.
    Day {
        name: DayName,
        title: String,
        stated: Option<Stated>,
    },
    /// Anything else.
    Section,
}

/// Reads a heading's words.
pub(super) fn role(text: &str, words: &Vocabulary) -> Role {
    let (_, line) = without_decoration(text);
    phase(line, words)
        .or_else(|| week(line, words))
        .or_else(|| day(line, words))
        .unwrap_or(Role::Section)
}

fn phase(line: &str, words: &Vocabulary) -> Option<Role> {
    let mut reader = Reader::new(line, words);
    if !reader.word(&words.phase) {
        return None;
    }
    let numbers = reader.numbers()?;
    let title = title_after(&mut reader)?;
    let (title, weeks) = match title
        .strip_suffix(')')
        .and_then(|inner| inner.rsplit_once('('))
    {
        Some((before, inner)) => {
            let mut inner = Reader::new(inner, words);
            match (inner.word(&words.week), inner.numbers()) {
                (true, Some(weeks)) => (before.trim(), Some(weeks)),
                _ => (title, None),
            }
        }
        None => (title, None),
    };
    Some(Role::Phase {
        numbers,
        title: title.to_owned(),
        weeks,
    })
}

fn week(line: &str, words: &Vocabulary) -> Option<Role> {
    let mut reader = Reader::new(line, words);
    if !reader.word(&words.week) {
        return None;
    }
    let numbers = reader.numbers()?;
    let separated = reader
        .rest
        .trim_start()
        .starts_with([':', '-', '–', '—', '·', '|', '(', '.']);
    let title = title_after(&mut reader)?;
    let mut first = Reader::new(title, words);
    if !separated && first.word(&words.about) {
        return None;
    }
    Some(Role::Week {
        numbers,
        title: title.to_owned(),
    })
}

/// What follows a number: nothing, or a title behind a separator or a space, but no further letters
/// or digits of the same word (`Phase 1b`, `Week 2.5`).
fn title_after<'a>(reader: &mut Reader<'a>) -> Option<&'a str> {
    let rest = reader.rest;
    let attached = rest.starts_with(char::is_alphanumeric)
        || rest
            .strip_prefix('.')
            .is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    if attached {
        return None;
    }
    reader.rest = rest.trim_start_matches(['.', ')']);
    reader.separator();
    Some(reader.rest.trim())
}

fn day(line: &str, words: &Vocabulary) -> Option<Role> {
    let mut reader = Reader::new(line, words);
    let name = date(&mut reader)
        .or_else(|| weekdays(&mut reader, words))
        .or_else(|| ordinal(&mut reader, words))?;
    // `Monday's notes` speaks of a Monday.
    if reader.rest.starts_with(['\'', '’']) {
        return None;
    }
    reader.separator();
    let timed = timed(reader.rest, words);
    Some(Role::Day {
        name,
        title: timed.title.to_owned(),
        stated: timed.stated,
    })
}

/// `2027-01-04`.
fn date(reader: &mut Reader<'_>) -> Option<DayName> {
    let date = reader.rest.get(..10)?;
    let shape = date.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let ends = !reader.rest[10..].starts_with(|c: char| c.is_alphanumeric());
    (shape && ends).then(|| {
        reader.rest = &reader.rest[10..];
        DayName::Date(date.to_owned())
    })
}

/// `Monday`, `Sat–Sun`, `Weekend`.
fn weekdays(reader: &mut Reader<'_>, words: &Vocabulary) -> Option<DayName> {
    if reader.word(&words.weekend) {
        return Some(DayName::Weekend);
    }
    let first = reader.one_of(&words.weekdays)?;
    let mut ahead = *reader;
    let ranged = ahead.dash() || ahead.word(&words.and);
    if ranged && let Some(last) = ahead.one_of(&words.weekdays) {
        reader.rest = ahead.rest;
        return Some(DayName::Weekdays { first, last });
    }
    Some(DayName::Weekdays { first, last: first })
}

/// `Day 3`, `Days 3-4`.
fn ordinal(reader: &mut Reader<'_>, words: &Vocabulary) -> Option<DayName> {
    let plural: Vec<String> = words.day.iter().map(|day| format!("{day}s")).collect();
    if !reader.word(&words.day) && !reader.word(&plural) {
        return None;
    }
    let numbers = reader.numbers()?;
    (!reader.rest.starts_with(char::is_alphanumeric)).then_some(DayName::Ordinal(numbers))
}

/// Why the heading of a section is no phase's, week's or day's though it begins like one's; nothing where it does not.
pub(super) fn why_section(text: &str, words: &Vocabulary) -> Option<&'static str> {
    let (_, line) = without_decoration(text);
    let mut reader = Reader::new(line, words);
    let day = weekdays(&mut reader, words).is_some();
    if day || matches!(role(text, words), Role::Day { .. }) {
        return Some(if reader.rest.starts_with(['\'', '’']) {
            "its first word speaks of a day and does not name one"
        } else {
            "it begins like a day's, and stands in no week"
        });
    }
    let mut reader = Reader::new(line, words);
    if !reader.word(&words.phase) && !reader.word(&words.week) && !reader.word(&words.day) {
        return None;
    }
    if reader.numbers().is_none() {
        return Some("no number stands behind its first word");
    }
    if title_after(&mut reader).is_none() {
        return Some("letters or digits are attached to its number");
    }
    Some("the words behind its number only speak of it")
}
