//! What a heading makes of the section below it, told by its words alone, whatever its level
//! (PLAN-FORMAT, section 3).

use super::duration::timed;
use super::model::DayName;
use super::reader::{Reader, SEPARATORS, digits, is_unspaced};
use super::vocabulary::Vocabulary;
use crate::document::without_decoration;
use crate::units::{Numbers, Stated};

/// What a heading's words say it is. The titles are what is left of the words.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Role {
    /// `Phase 1: Foundation (Weeks 1-4)`. A phase that is called otherwise has no number.
    Phase {
        numbers: Option<Numbers>,
        title: String,
        weeks: Option<Numbers>,
    },
    /// `Week 1: Title`. A week that is named by a date has no number of its own.
    Week {
        numbers: Option<Numbers>,
        title: String,
    },
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
    let line = line(text);
    let read = |line: &str| {
        phase(line, words)
            .or_else(|| week(line, words))
            .or_else(|| day(line, words))
    };
    read(line)
        .or_else(|| read(without_enumeration(line)?))
        .unwrap_or(Role::Section)
}

/// A heading's words without what decorates them.
fn line(text: &str) -> &str {
    let line = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if line.is_empty() {
        text
    } else {
        line.trim_end()
    }
}

/// `Week 1` of `3. Week 1`.
fn without_enumeration(text: &str) -> Option<&str> {
    let (_, rest) = digits(text)?;
    rest.starts_with(['.', ')', ':', '\u{FE0F}', '\u{20E3}'])
        .then(|| line(rest))
}

fn phase(line: &str, words: &Vocabulary) -> Option<Role> {
    let mut reader = Reader::new(line, words);
    let numbers = phase_name(&mut reader)?;
    let title = title_after(&mut reader)?;
    let (title, weeks) = promised(title, words);
    Some(Role::Phase {
        numbers: Some(numbers),
        title: title.to_owned(),
        weeks,
    })
}

fn phase_name(reader: &mut Reader<'_>) -> Option<Numbers> {
    let words = reader.words;
    let numbers = reader
        .counted(&words.phase, &words.behind_number.phase)
        .or_else(|| lettered(reader))?;
    open_end(reader);
    Some(numbers)
}

/// The title of a phase without the weeks that it promises in parentheses, and these.
fn promised<'a>(title: &'a str, words: &'a Vocabulary) -> (&'a str, Option<Numbers>) {
    if let Some((before, inner)) = title
        .strip_suffix(')')
        .and_then(|inner| inner.rsplit_once('('))
    {
        let mut inner = Reader::new(inner, words);
        if let Some(weeks) = inner.counted(&words.week, &[]) {
            return (before.trim(), Some(weeks));
        }
    }
    // `Phase 1 (Weeks 1-4): Foundation`
    if let Some((inner, after)) = title
        .strip_prefix('(')
        .and_then(|inner| inner.split_once(')'))
    {
        let mut inner = Reader::new(inner, words);
        if let Some(weeks) = inner.counted(&words.week, &[]) {
            let mut after = Reader::new(after, words);
            after.separator();
            return (after.rest, Some(weeks));
        }
    }
    (title, None)
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

fn week(line: &str, words: &Vocabulary) -> Option<Role> {
    let mut reader = Reader::new(line, words);
    let numbers = week_name(&mut reader)?;
    let separated = reader
        .rest
        .trim_start()
        .starts_with([':', '-', '–', '—', '·', '|', '(', '.', '：', '→']);
    let title = title_after(&mut reader)?;
    if !separated && speaks_about(title, words) {
        return None;
    }
    let inner = title
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .filter(|inner| !inner.contains(['(', ')']));
    Some(Role::Week {
        numbers,
        title: inner.unwrap_or(title).to_owned(),
    })
}

/// Takes the name of a week: its numbers, or none where a date names it.
fn week_name(reader: &mut Reader<'_>) -> Option<Option<Numbers>> {
    let words = reader.words;
    let is_weekday = || weekdays(&mut reader.clone(), words).is_some();
    if reader.rest.starts_with(is_unspaced) && is_weekday() {
        return None;
    }
    let mut ahead = *reader;
    if ahead.word(&words.week_of) && date(&mut ahead).is_some() {
        reader.rest = ahead.rest;
        return Some(None);
    }
    let numbers = reader.counted(&words.week, &words.behind_number.week)?;
    open_end(reader);
    Some(Some(numbers))
}

/// The weeks that a heading names, whether it is theirs or only speaks of them.
pub(super) fn mentioned_weeks(text: &str, words: &Vocabulary) -> Option<Numbers> {
    week_name(&mut Reader::new(line(text), words)).flatten()
}

/// What a heading calls the phase, the week or the day that it names: `Week 3` of `Week 3: Title`; all of its words
/// where it names none.
pub(super) fn called(text: &str, words: &Vocabulary) -> String {
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

/// Whether a title says that its section only speaks of something: `Checklist`.
pub(super) fn speaks_about(title: &str, words: &Vocabulary) -> bool {
    Reader::new(title, words).word(&words.about)
}

/// What follows a number: nothing, or a title behind a separator or a space, but no further letters
/// or digits of the same word (`Phase 1b`, `Week 2.5`).
fn title_after<'a>(reader: &mut Reader<'a>) -> Option<&'a str> {
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
    Some(reader.rest.trim())
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

/// What is behind the `/12` or `of 12` of `Week 3 of 12: Title`.
fn of_how_many(rest: &str) -> &str {
    let after = match rest.strip_prefix('/') {
        Some(after) => after,
        None => {
            let Some((word, after)) = rest.trim_start().split_once(' ') else {
                return rest;
            };
            let short = !word.is_empty() && word.chars().count() <= 3;
            if !short || !word.chars().all(char::is_alphabetic) {
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

fn day(line: &str, words: &Vocabulary) -> Option<Role> {
    let mut reader = Reader::new(line, words);
    let (name, rest) = day_name(&mut reader)?;
    reader.rest = rest;
    // `Monday's notes` speaks of a Monday.
    if reader.rest.starts_with(['\'', '’']) {
        return None;
    }
    reader.rest = reader
        .rest
        .trim_start_matches([',', ' ', ')', ']', '】', '」', '*', '_']);
    reader.separator();
    let timed = timed(reader.rest, words);
    Some(Role::Day {
        name,
        title: timed.title.to_owned(),
        stated: timed.stated,
    })
}

/// The name of a day, and what is behind it and behind the date beside it.
fn day_name<'a>(reader: &mut Reader<'a>) -> Option<(DayName, &'a str)> {
    if let Some(name) = date(reader) {
        return Some((name, reader.rest));
    }
    if let Some(name) = weekdays(reader, reader.words) {
        let mut ahead = *reader;
        ahead.rest = ahead.rest.trim_start_matches([',', ' ', '(']);
        if date(&mut ahead).is_some() || numeric_date(&mut ahead) {
            reader.rest = ahead.rest;
        }
        return Some((name, reader.rest));
    }
    let name = ordinal(reader)?;
    Some((name, reader.rest))
}

/// Takes a day and a month in digits, in whatever order, as it stands beside the name of a weekday: `1/6`, `06.01.`.
fn numeric_date(reader: &mut Reader<'_>) -> bool {
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

/// `2027-01-04`, `January 4`, `4. Januar 2027`, `1月4日`.
pub(super) fn date(reader: &mut Reader<'_>) -> Option<DayName> {
    if let Some(date) = reader.rest.get(..10) {
        let shape = date.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        if shape && !reader.rest[10..].starts_with(|c: char| c.is_alphanumeric()) {
            reader.rest = &reader.rest[10..];
            return Some(DayName::Date(date.to_owned()));
        }
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
    Some(DayName::Date(match year {
        Some((year, _)) => format!("{year}-{month:02}-{day:02}"),
        None => format!("{month:02}-{day:02}"),
    }))
}

fn month_and_day(reader: &mut Reader<'_>) -> Option<(usize, u32)> {
    let words = reader.words;
    let valid = |day: u32| (1..=31).contains(&day);
    let mut ahead = *reader;
    if let Some(month) = ahead.one_of(&words.months) {
        let (day, rest) = digits(ahead.rest).filter(|(day, _)| valid(*day))?;
        let rest = ["st", "nd", "rd", "th", "日"]
            .iter()
            .find_map(|sign| rest.strip_prefix(sign))
            .unwrap_or(rest);
        if rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        reader.rest = rest;
        return Some((month + 1, day));
    }
    let mut ahead = *reader;
    let (day, rest) = digits(ahead.rest).filter(|(day, _)| valid(*day))?;
    let rest = ["st", "nd", "rd", "th", ".", "º", "er"]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign))
        .unwrap_or(rest)
        .trim_start();
    // `5 de enero`, `5 of January`
    let rest = ["de ", "of "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    ahead.rest = rest;
    let month = ahead.one_of(&words.months)?;
    reader.rest = ahead.rest;
    Some((month + 1, day))
}

/// `Monday`, `Sat–Sun`, `Mon/Wed/Fri`, `Weekend`.
fn weekdays(reader: &mut Reader<'_>, words: &Vocabulary) -> Option<DayName> {
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
            comma.is_some() && (ahead.word(&words.and) || true)
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

/// Why the heading of a section is no phase's, week's or day's though it begins like one's; nothing where it does not.
pub(super) fn why_section(text: &str, words: &Vocabulary) -> Option<&'static str> {
    let line = line(text);
    let mut reader = Reader::new(line, words);
    let day = weekdays(&mut reader, words).is_some();
    if day || matches!(role(text, words), Role::Day { .. }) {
        return Some(if reader.rest.starts_with(['\'', '’']) {
            "its first word speaks of a day and does not name one"
        } else {
            "it begins like a day's, and stands in no week"
        });
    }
    match role(text, words) {
        Role::Phase { .. } => return Some("it begins like a phase's, and stands in a week"),
        Role::Week { .. } => {
            return Some(
                "its week is there already, and the words behind the number only speak of it",
            );
        }
        Role::Day { .. } | Role::Section => {}
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
