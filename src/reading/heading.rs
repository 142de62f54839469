//! What a heading makes of the section below it, told by its words alone, whatever its level
//! (`docs/format.md`, Weeks and days).

mod names;

use names::{WeekName, day_name, phase_name, week_name, weekdays};

use crate::language::{Reader, Vocabulary, digits, is_unspaced, stated, timed};
use crate::plan::DayName;
use crate::units::{Numbers, Stated};

pub(super) use names::{called, mentioned_weeks};

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
    let text = without_box(text);
    let line = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if line.is_empty() {
        text
    } else {
        line.trim_end()
    }
}

/// `Tuesday` of `[x] Tuesday`.
fn without_box(text: &str) -> &str {
    let rest = text.trim_start().strip_prefix('[');
    let after = rest.and_then(|rest| {
        let mut inner = rest.chars();
        inner.next()?;
        inner.as_str().strip_prefix("] ")
    });
    after.unwrap_or(text)
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

/// The title of a phase without the weeks that it promises in parentheses, and these.
fn promised<'a>(title: &'a str, words: &'a Vocabulary) -> (&'a str, Option<Numbers>) {
    if let Some((before, inner)) = title
        .strip_suffix([')', '）'])
        .and_then(|inner| inner.rsplit_once(['(', '（']))
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

fn week(line: &str, words: &Vocabulary) -> Option<Role> {
    let mut reader = Reader::new(line, words);
    let numbers = match week_name(&mut reader)? {
        WeekName::Numbers(numbers) => Some(numbers),
        WeekName::Date => None,
    };
    let separated = reader
        .rest
        .trim_start()
        .starts_with([':', '-', '–', '—', '·', '|', '(', '.', '：', '→']);
    let title = title_after(&mut reader)?;
    if !separated && speaks_about(title, words) {
        return None;
    }
    let title = &time_last(title, words);
    let inner = title
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .filter(|inner| !inner.contains(['(', ')']));
    Some(Role::Week {
        numbers,
        title: inner.map_or_else(|| title.clone(), str::to_owned),
    })
}

/// `Title (10 hours)` of `(10 hours): Title`.
fn time_last(title: &str, words: &Vocabulary) -> String {
    let split = title
        .strip_prefix('(')
        .and_then(|inner| inner.split_once(')'));
    match split {
        Some((time, after)) if stated(time, words).is_some() => {
            let mut after = Reader::new(after, words);
            after.separator();
            if after.rest.is_empty() {
                title.to_owned()
            } else {
                format!("{} ({time})", after.rest)
            }
        }
        _ => title.to_owned(),
    }
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
    let title = reader.rest.trim();
    // What only decorates the end of a name is no title.
    Some(if title.contains(char::is_alphanumeric) {
        title
    } else {
        ""
    })
}

fn day(line: &str, words: &Vocabulary) -> Option<Role> {
    let mut reader = Reader::new(line, words);
    let name = day_name(&mut reader)?;
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

/// Why the heading of a section is no phase's, week's or day's though it begins like one's; nothing where it does not.
pub(super) fn why_section(text: &str, words: &Vocabulary) -> Option<&'static str> {
    let line = line(text);
    let mut reader = Reader::new(line, words);
    let day = weekdays(&mut reader).is_some();
    if day || matches!(role(text, words), Role::Day { .. }) {
        return Some(if reader.rest.starts_with(['\'', '’']) {
            "its first word speaks of a day and does not name one"
        } else {
            "it begins like a day's, and stands in no week"
        });
    }
    match role(text, words) {
        Role::Phase { .. } => {
            return Some("it begins like a phase's, and stands in a week or holds none");
        }
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
