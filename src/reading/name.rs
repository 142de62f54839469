//! Finds the name of a phase, a week or a day in a line of text, from its words alone (`docs/format.md`, Weeks and
//! days). Whether the line has that role in its document is decided by [`choose`](super::choose).

mod brackets;
mod day_name;
mod parts;
#[cfg(test)]
mod tests;
mod value;

pub(super) use value::{Name, OutlineRole};

use value::trimmed;

use brackets::{add_beside, beside, bracket_last};
use day_name::day_name;
use parts::{
    WeekName, is_field, named_week, phase_name, plural_sign, title_after, week_after, week_name,
};

use crate::document::{without_box, without_decoration};
use crate::language::{
    LineReader, SEPARATORS, Vocabulary, WordList, date_in_title, dates_of_week, digits,
    length_at_end, timed,
};
use crate::plan::DayName;
use crate::units::NumberRange;

/// The name at the start of a line.
pub(super) fn name(text: &str, words: &Vocabulary) -> Option<Name> {
    let line = line(text);
    named(line, words).or_else(|| named(without_enumeration(line)?, words))
}

fn named(line: &str, words: &Vocabulary) -> Option<Name> {
    words.has_name_word(line).then(|| read(line, words))?
}

fn read(line: &str, words: &Vocabulary) -> Option<Name> {
    phase(line, words)
        .or_else(|| week(line, words))
        .or_else(|| day(line, words))
}

/// The name in a heading: at its start, or after a few other words, as in `Pre-Course Week 1: Tools`.
pub(super) fn name_of_heading(text: &str, words: &Vocabulary) -> Option<Name> {
    name(text, words)
        .or_else(|| after_words(line(text), words))
        .or_else(|| {
            named_week(line(text), words).map(|role| {
                let line = line(text);
                let (called, title) = line.split_once([':', '–', '—']).unwrap_or((line, ""));
                Name {
                    beside: true,
                    ..Name::of(role, called, title.trim().to_owned())
                }
            })
        })
}

/// The name at the end of a heading, as in `Arrays (Week 3)`, `Trees | Day 3` or `Heaps - Day 2`.
pub(super) fn name_at_end(text: &str, words: &Vocabulary) -> Option<Name> {
    let line = line(text);
    let (before, inner) = match line.strip_suffix([')', ']', '）']) {
        Some(inner) => {
            let open = inner.rfind(['(', '[', '（'])?;
            let sign = inner[open..].chars().next().map_or(1, char::len_utf8);
            (&inner[..open], &inner[open + sign..])
        }
        None => [" - ", " – ", " — ", ": ", " | ", " · "]
            .iter()
            .filter_map(|separator| line.rsplit_once(*separator))
            .max_by_key(|(before, _)| before.len())?,
    };
    let before = trimmed(before);
    let about = before
        .split_whitespace()
        .any(|word| speaks_about(word, words));
    if about || !before.contains(char::is_alphanumeric) || name(before, words).is_some() {
        return None;
    }
    let found = name(inner, words).filter(|name| name.title.is_empty() && !name.about)?;
    let is_numbered = match &found.role {
        OutlineRole::Week { numbers, .. } => numbers.is_some(),
        OutlineRole::Day(day) => matches!(day, DayName::Ordinal(_)),
        OutlineRole::Phase { .. }
        | OutlineRole::Part(_)
        | OutlineRole::Break
        | OutlineRole::Group => false,
    };
    let mut whole = Name {
        title: before.to_owned(),
        ..found
    };
    finish(&mut whole, words);
    is_numbered.then_some(whole)
}

/// Whether a text is the name of a week without study.
pub(super) fn is_break(text: &str, words: &Vocabulary) -> bool {
    named_week(text, words) == Some(OutlineRole::Break)
}

/// The weeks that a line mentions at its start, even if they are not its name.
pub(super) fn mentioned_weeks(text: &str, words: &Vocabulary) -> Option<NumberRange> {
    match week_name(&mut LineReader::new(line(text), words))? {
        WeekName::Numbers(numbers) => Some(numbers),
        WeekName::Of(_) => None,
    }
}

/// Whether a text makes its section only about something: `Checklist`.
pub(super) fn speaks_about(text: &str, words: &Vocabulary) -> bool {
    LineReader::new(text, words).word(&words.about)
}

/// Whether no line with this start can have a name.
pub(super) fn names_nothing(start: &str, words: &Vocabulary) -> bool {
    let begun = start.trim_start_matches(|c: char| !c.is_alphanumeric());
    // A box, and a word of one letter, may continue.
    !start.trim_start().starts_with('[') && begun.len() > 1 && !words.may_begin_name(begun)
}

/// A line without its decoration.
fn line(text: &str) -> &str {
    let text = without_box(text);
    let line = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if line.is_empty() {
        text
    } else {
        line.trim_end()
    }
}

/// Whether a heading begins with a ticked box.
pub(super) fn is_ticked(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("[x] ") || text.starts_with("[X] ")
}

/// `Week 1` of `3. Week 1`.
fn without_enumeration(text: &str) -> Option<&str> {
    let (_, rest) = digits(text)?;
    rest.starts_with(['.', ')', ':', '\u{FE0F}', '\u{20E3}'])
        .then(|| line(rest))
}

/// The part of a line that a reader has taken.
fn taken<'a>(line: &'a str, rest: &str) -> &'a str {
    let line = line.trim();
    &line[..line.len() - rest.len()]
}

fn phase(line: &str, words: &Vocabulary) -> Option<Name> {
    let mut reader = LineReader::new(line, words);
    let numbers = phase_name(&mut reader)?;
    let called = taken(line, reader.rest);
    let title = title_after(&mut reader)?;
    let (title, weeks) = promised(title, words);
    let role = OutlineRole::Phase {
        numbers: Some(numbers),
        weeks,
    };
    let mut phase = Name::of(role, called, title.to_owned());
    let single = |name: &Name| name.weeks().is_some_and(|weeks| weeks.first == weeks.last);
    phase.inner = week(title, words)
        .filter(|week| single(week) && !week.about)
        .map(Box::new);
    Some(phase)
}

/// The title of a phase without the weeks that it promises, and these weeks: `Foundation (Weeks 1-4)`, `(Weeks 1-4):
/// Foundation`.
fn promised<'a>(title: &'a str, words: &'a Vocabulary) -> (&'a str, Option<NumberRange>) {
    let weeks = |text: &'a str| LineReader::new(text, words).counted(&words.week, WordList::NONE);
    if let Some((before, inner)) = title
        .strip_suffix([')', '）'])
        .and_then(|inner| inner.rsplit_once(['(', '（']))
        && let Some(weeks) = weeks(inner)
    {
        return (before.trim(), Some(weeks));
    }
    if let Some((inner, after)) = title
        .strip_prefix('(')
        .and_then(|inner| inner.split_once(')'))
        && let Some(weeks) = weeks(inner)
    {
        let mut after = LineReader::new(after, words);
        after.separator();
        return (after.rest, Some(weeks));
    }
    (title, None)
}

fn week(line: &str, words: &Vocabulary) -> Option<Name> {
    let mut reader = LineReader::new(line, words);
    let name = week_name(&mut reader)?;
    titled_week(line, name, reader)
}

/// A week with what its line says after its name.
fn titled_week(line: &str, name: WeekName, mut reader: LineReader<'_>) -> Option<Name> {
    let words = reader.words;
    let (numbers, date) = match name {
        WeekName::Numbers(numbers) => (Some(numbers), None),
        WeekName::Of(date) => (None, Some(date)),
    };
    let letter = parts::letter(&mut reader);
    let called = taken(line, reader.rest);
    // `W1D1`
    let attached = reader.rest;
    if let Some(inner) = day(attached, words).filter(|day| {
        attached.starts_with(char::is_alphabetic)
            && matches!(day.role, OutlineRole::Day(DayName::Ordinal(_)))
    }) {
        let mut week = Name::of(
            OutlineRole::Week { numbers, letter },
            called,
            attached.to_owned(),
        );
        week.inner = Some(Box::new(inner));
        return Some(week);
    }
    let separated = reader
        .rest
        .trim_start()
        .starts_with([':', '-', '–', '—', '·', '|', '(', '.', '：', '→']);
    let (title, moved) = bracket_last(title_after(&mut reader)?);
    // `Week 1 (Jan 4 - Jan 10): Arrays`
    let date_beside = moved.and_then(|inner| {
        let (date, written) = date_in_title(inner, words)?;
        (written == inner).then_some(date)
    });
    let title = title.into_owned();
    let mut week = Name::of(OutlineRole::Week { numbers, letter }, called, title);
    week.about = !separated && speaks_about(&week.title, words);
    week.apart = separated || week.title.is_empty();
    week.date = date;
    week.date_beside = date_beside;
    finish(&mut week, words);
    Some(week)
}

/// The week of a day that is named by the dates of a week.
pub(super) fn week_of_dates(day: &Name, words: &Vocabulary) -> Option<Name> {
    let line = day.line();
    let mut reader = LineReader::new(&line, words);
    let date = dates_of_week(&mut reader)?;
    let week = titled_week(&line, WeekName::Of(date), reader)?;
    Some(Name {
        apart: day.apart,
        about: day.about,
        beside: true,
        ..week
    })
}

/// A name with a different title.
pub(super) fn titled(mut name: Name, title: &str, words: &Vocabulary) -> Name {
    if title.is_empty() {
        return name;
    }
    if name.is_day() {
        let timed = timed(title, words);
        timed.title.clone_into(&mut name.title);
        name.time = timed.time_in(title);
        name.stated = timed.stated;
    } else {
        without_decoration(title).1.clone_into(&mut name.title);
        finish(&mut name, words);
        name.inner = None;
    }
    name
}

/// Parses a title further: the time of a week, and an inner name.
fn finish(name: &mut Name, words: &Vocabulary) {
    if name.is_week() {
        name.stated = length_at_end(&name.title, words);
        // A date in a week's title is the date of the week: `Week 1 (January 4 – January 10)`.
        name.inner = day(&name.title, words)
            .filter(|day| !matches!(day.role, OutlineRole::Day(DayName::Date(_))))
            .map(Box::new);
    }
}

fn day(line: &str, words: &Vocabulary) -> Option<Name> {
    let mut reader = LineReader::new(line, words);
    let (name, date) = day_name(&mut reader)?;
    // `Monday's notes` is about a Monday, and `Weekend Time: 2 hours` is a field.
    if reader.rest.starts_with(['\'', '’']) || is_field(reader) {
        return None;
    }
    plural_sign(&mut reader);
    let called = taken(line, reader.rest);
    let week = week_after(&mut reader);
    let beside = beside(&mut reader);
    let is_whole = beside.as_ref().is_some_and(|beside| beside.time.is_empty());
    let called = if is_whole {
        taken(line, reader.rest)
    } else {
        called
    };
    let start = reader.rest;
    reader.rest = reader
        .rest
        .trim_start_matches([',', ' ', ')', ']', '】', '」', '*', '_']);
    let title = reader.rest.strip_prefix(['.', '~']);
    reader.rest = title
        .filter(|title| title.starts_with(' '))
        .unwrap_or(reader.rest);
    reader.separator();
    let (title, _) = bracket_last(reader.rest);
    let timed = timed(&title, words);
    let mut day = Name::of(OutlineRole::Day(name), called, timed.title.to_owned());
    day.time = timed.time_in(&title);
    day.stated = timed.stated;
    day.date = date;
    if let Some(beside) = beside {
        add_beside(&mut day, beside, words);
    }
    let signed = start.trim_start();
    day.apart = day.title.is_empty()
        || signed.starts_with(SEPARATORS)
        || signed.starts_with(['(', ')', ']', ',']);
    day.about = !day.apart && speaks_about(&day.title, words);
    let Some((numbers, called)) = week else {
        return Some(day);
    };
    let role = OutlineRole::Week {
        numbers: Some(numbers),
        letter: None,
    };
    let mut week = Name::of(role, &called, reader.rest.to_owned());
    week.inner = Some(Box::new(day));
    Some(week)
}

/// `Study Week 3: Trees`: up to three words with capitals in front of a week's number.
fn after_words(line: &str, words: &Vocabulary) -> Option<Name> {
    let mut rest = line;
    for _ in 0..3 {
        let (word, after) = rest.split_once(' ')?;
        let is_plain = word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || "-'’&".contains(c))
            && !speaks_about(word, words);
        if !is_plain {
            return None;
        }
        rest = after.trim_start();
        let found =
            week(rest, words).filter(|week| week.weeks().is_some() && week.apart && !week.about);
        if let Some(mut week) = found {
            let before = &line[..line.len() - rest.len()];
            before.trim().clone_into(&mut week.before);
            week.called = format!("{} {}", week.before, week.called);
            return Some(week);
        }
    }
    None
}

/// Why a heading that begins like a phase, a week or a day is not one; `None` if it does not begin like one.
pub(super) fn why_no_name(text: &str, words: &Vocabulary) -> Option<&'static str> {
    let line = line(text);
    if name(text, words).is_some_and(|name| name.is_day()) {
        return Some("it begins like a day, but is not in a week");
    }
    let mut reader = LineReader::new(line, words);
    if parts::weekdays(&mut reader).is_some() {
        return Some("its first word refers to a day, but does not name one");
    }
    let mut reader = LineReader::new(line, words);
    if !reader.word(&words.phase) && !reader.word(&words.week) && !reader.word(&words.day) {
        return None;
    }
    if reader.numbers().is_none() {
        return Some("no number follows its first word");
    }
    if title_after(&mut reader).is_none() {
        return Some("its number has letters or digits attached");
    }
    None
}
