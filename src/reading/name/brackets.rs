//! Brackets behind a name. Those of a day may say more of it: `Day 1 (Mon, Jan 4)`, `Jan 4 (Mon)`, `Day 2 (Tuesday, 4
//! hours)`. Others belong to the title: `Week 2 (light): Trees`.

use std::borrow::Cow;

use super::parts::{ordinal, weekdays};
use super::value::{Name, OutlineRole};
use crate::language::{
    LineReader, SEPARATORS, Time, Vocabulary, WrittenDate, date, end_of_range, numeric_date, read,
};
use crate::plan::DayName;

/// Weekdays, dates, numbers of days and a time in brackets.
#[derive(Debug)]
pub(super) struct Beside<'a> {
    /// The words of its parts without the time.
    written: Vec<&'a str>,
    pub(super) weekdays: Option<DayName>,
    date: Option<WrittenDate>,
    /// The words of the time.
    pub(super) time: &'a str,
}

/// The signs between the parts.
const BETWEEN: &[char] = &[',', ' ', ';', '/', '·', '，', '、'];

/// Takes the brackets behind a name if they say nothing else of it.
pub(super) fn beside<'a>(reader: &mut LineReader<'a>) -> Option<Beside<'a>> {
    let inner = reader.rest.trim_start().strip_prefix(['(', '[', '（'])?;
    let (inner, after) = inner.split_once([')', ']', '）'])?;
    let mut beside = Beside {
        written: Vec::new(),
        weekdays: None,
        date: None,
        time: "",
    };
    let mut within = LineReader::new(inner, reader.words);
    while !within.rest.is_empty() {
        let start = within.rest;
        if let Some(name) = weekdays(&mut within) {
            beside.weekdays.get_or_insert(name);
        } else if let Some(first) = date(&mut within).or_else(|| numeric_date(&mut within)) {
            let first = end_of_range(&mut within, first);
            beside.date.get_or_insert(first);
        } else if ordinal(&mut within).is_none() {
            let Time::Read { note: "", .. } = read(start, reader.words) else {
                return None;
            };
            beside.time = start;
            break;
        }
        let after = within.rest;
        // A word that goes on is another one.
        if after.starts_with(char::is_alphanumeric)
            && !start[..start.len() - after.len()].ends_with([' ', '.'])
        {
            return None;
        }
        beside
            .written
            .push(start[..start.len() - after.len()].trim_end_matches(BETWEEN));
        within.rest = after.trim_start_matches(BETWEEN);
    }
    if beside.written.is_empty() {
        return None;
    }
    reader.rest = after;
    Some(beside)
}

/// A title without the brackets around all of it, and with brackets in front of it at its end: `Title (10 hours)` of `(10
/// hours): Title`. The words in brackets that were moved are returned too.
pub(super) fn bracket_last(title: &str) -> (Cow<'_, str>, Option<&str>) {
    const CLOSING: [char; 3] = [')', ']', '）'];
    let split = title
        .strip_prefix(['(', '[', '（'])
        .and_then(|inner| inner.split_once(CLOSING))
        .filter(|(inner, _)| !inner.contains(['(', '[', '（']));
    let Some((inner, after)) = split else {
        return (title.into(), None);
    };
    if !after.contains(char::is_alphanumeric) {
        let whole = format!("{inner}{after}");
        let title = whole.trim_end_matches([':', '：', ' ']);
        return (title.to_owned().into(), None);
    }
    let bracket = &title[..title.len() - after.len()];
    let after = after.trim_start();
    if !after.starts_with(SEPARATORS) {
        return (title.into(), None);
    }
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    let gap = if bracket.is_ascii() || bracket.starts_with('(') {
        " "
    } else {
        ""
    };
    (format!("{after}{gap}{bracket}").into(), Some(inner))
}

/// Adds what brackets behind the name of a day say.
pub(super) fn add_beside(day: &mut Name, beside: Beside<'_>, words: &Vocabulary) {
    if let Time::Read { time, .. } = read(beside.time, words) {
        // The time is not a part of the name.
        day.called = format!("{} ({})", day.called, beside.written.join(", "));
        if day.stated.is_none() {
            day.stated = Some(time);
            beside.time.clone_into(&mut day.time);
        }
    }
    match (&day.role, beside.weekdays) {
        // The weekday behind a date.
        (OutlineRole::Day(DayName::Date(_)), Some(weekdays)) => {
            day.role = OutlineRole::Day(weekdays);
        }
        (OutlineRole::Day(DayName::Weekdays { .. }), _) => day.date = day.date.or(beside.date),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Name, name};
    use crate::language::Vocabulary;

    /// A name as its words, its title, its minutes and its dates.
    fn shown(name: &Name) -> String {
        let minutes = name.stated.map(|time| time.high.minutes().to_string());
        let dates = [name.date, name.date_beside].into_iter().flatten();
        let dates = dates
            .map(|date| date.to_string())
            .collect::<Vec<_>>()
            .join(" ");
        let minutes = minutes.unwrap_or_default();
        format!("{} | {} | {minutes} | {dates}", name.called, name.title)
    }

    /// The language, the line, and its name.
    const LINES: &[(&str, &str, &str)] = &[
        (
            "en",
            "Day 1 (Mon, Jan 4): Go",
            "Day 1 (Mon, Jan 4) | Go |  | ",
        ),
        (
            "en",
            "Day 1 (Jan 4, Mon): Go",
            "Day 1 (Jan 4, Mon) | Go |  | ",
        ),
        (
            "en",
            "Day 2 (Tuesday, 4 hours): Go",
            "Day 2 (Tuesday) | Go | 240 | ",
        ),
        (
            "en",
            "Day 5 (Fri, Jan 8, 2h)",
            "Day 5 (Fri, Jan 8) |  | 120 | ",
        ),
        ("en", "Day 5 (Fri) (2h): Go", "Day 5 (Fri) | Go | 120 | "),
        (
            "en",
            "Days 8-9 (Jan 11-12): Go",
            "Days 8-9 (Jan 11-12) | Go |  | ",
        ),
        (
            "en",
            "Monday (Jan 4, 2 hours)",
            "Monday (Jan 4) |  | 120 | 01-04",
        ),
        (
            "en",
            "Monday, Jan 4 (Day 1)",
            "Monday, Jan 4 (Day 1) |  |  | 01-04",
        ),
        ("en", "1/4 (Mon): Go", "1/4 (Mon) | Go |  | 01-04"),
        ("de", "18.01. (Mo): Los", "18.01. (Mo) | Los |  | 01-18"),
        ("ja", "6/8（月）", "6/8（月） |  |  | 06-08"),
        (
            "en",
            "2027-01-04 (Mon)",
            "2027-01-04 (Mon) |  |  | 2027-01-04",
        ),
        // Other words, and a word that goes on.
        (
            "en",
            "Day 1 (Monday morning): Go",
            "Day 1 | Go (Monday morning) |  | ",
        ),
        ("en", "Day 1 (Montag)", "Day 1 | Montag |  | "),
        ("en", "Day 1 (light): Go", "Day 1 | Go (light) |  | "),
        ("en", "Day 1 (light)", "Day 1 | light |  | "),
        ("en", "Day 1 (light) go", "Day 1 | (light) go |  | "),
        ("en", "Day 1 (2 hours): Go", "Day 1 | Go | 120 | "),
        ("en", "Day 1 (5k, 30 min): Go", "Day 1 | Go | 30 | "),
        ("en", "Sunday(s): Go", "Sunday(s) | Go |  | "),
        (
            "en",
            "Week 1 (Jan 4 - Jan 10): Go",
            "Week 1 | Go (Jan 4 - Jan 10) |  | 01-04",
        ),
        (
            "en",
            "Week 1 (due Jan 4): Go",
            "Week 1 | Go (due Jan 4) |  | ",
        ),
        (
            "en",
            "Week 1 (5 hours): Go",
            "Week 1 | Go (5 hours) | 300 | ",
        ),
        ("en", "Week 1 (easy):", "Week 1 | easy |  | "),
        ("en", "Week 1 ((easy)): Go", "Week 1 | ((easy)): Go |  | "),
        (
            "zh",
            "第1周（1月4日）：开始",
            "第1周 | 开始（1月4日） |  | 01-04",
        ),
    ];

    #[test]
    fn brackets_behind_a_name_belong_to_it_or_to_its_title() {
        for (language, line, expected) in LINES {
            let found = name(line, Vocabulary::of(Some(language)));
            let found = found.map_or("nothing".to_owned(), |name| shown(&name));
            assert_eq!(found, *expected, "{line}");
        }
        for line in ["1/2 (half)", "1/4 (Monday morning)", "24/7 (always)"] {
            assert!(name(line, Vocabulary::of(Some("en"))).is_none(), "{line}");
        }
    }
}
