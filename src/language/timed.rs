//! Finds the time in a line: in the brackets at its end, in front of a separator or after one.

use super::amount::is_picture;
use super::clock::clock_times;
use super::duration::{Time, read, read_length};
use super::reader::{LineReader, SEPARATORS};
use super::unreadable::is_only_time;
use super::vocabulary::Vocabulary;
use crate::units::Stated;

/// A title and the time beside it. At most one of `stated` and `unread` is set.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TimedTitle<'a> {
    pub(crate) title: &'a str,
    pub(crate) stated: Option<Stated>,
    /// The words beside the time: `flexible timing`.
    pub(crate) note: &'a str,
    /// The words in the position of a time that have a number and a unit but cannot be read.
    pub(crate) unread: Option<&'a str>,
}

impl<'a> TimedTitle<'a> {
    fn at(title: &'a str, time: Stated, note: &'a str) -> Self {
        Self {
            title,
            stated: Some(time),
            note,
            unread: None,
        }
    }

    fn without(title: &'a str, unread: Option<&'a str>) -> Self {
        Self {
            title,
            stated: None,
            note: "",
            unread,
        }
    }

    /// The words of the time in the line.
    pub(crate) fn time_in(&self, line: &str) -> String {
        if self.stated.is_none() {
            return String::new();
        }
        let (before, after) = line.split_once(self.title).unwrap_or((line, ""));
        let is_beside =
            |c: char| c.is_whitespace() || SEPARATORS.contains(&c) || "()[]（）,，.@".contains(c);
        let parts = [before, after].map(|part| part.trim_matches(is_beside));
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    }
}

/// Separators between a title and a time in a heading.
const IN_HEADINGS: &[&str] = &[" - ", " – ", " — ", ": ", " | ", ", ", " · ", " @ ", "："];
/// Separators between a task and its time; after a comma or a colon, the sentence may continue.
const IN_TASKS: &[&str] = &[" - ", " – ", " — ", " | ", " · "];

/// Separators between a time and its title.
const AFTER_TIME: &[char] = &[':', '–', '—', '|', '-', '：', ')', '·'];
/// The maximum length in bytes of a line that is just a time.
const LONGEST_TIME: usize = 40;

/// Takes the time off the end (or the front) of a heading or a label: `Title (2 hours total)`, `(2 hours): Title`,
/// `Title - 90 min`, `6:00-7:00 AM: Title`. Rates (`2 hours/day`) and `45-minute` are not times.
pub(crate) fn timed<'a>(line: &'a str, words: &'a Vocabulary) -> TimedTitle<'a> {
    let line = line.trim().trim_end_matches([':', ' ', '：']);
    find(line, words, IN_HEADINGS)
}

/// Takes the time off a task: `Run (30 min).`, `Run - 30 min`, `18:00–18:30: Read`.
pub(crate) fn timed_task<'a>(line: &'a str, words: &'a Vocabulary) -> TimedTitle<'a> {
    let line = line.trim();
    let timed = find(line, words, IN_TASKS);
    if timed.title.is_empty() {
        return TimedTitle {
            title: line,
            ..timed
        };
    }
    timed
}

/// What the words of a time say besides its length: its clock times, and the words beside it.
pub(crate) fn time_note(time: &str, stated: Stated, words: &Vocabulary) -> String {
    let clock = clock_times(time, stated, words).map(|clock| clock.written);
    let beside = match read(time, words) {
        Time::Read { note, .. } => Some(note),
        Time::Unreadable | Time::None => after_comma(time, words).map(|(before, _)| before),
    };
    let parts = [clock, beside].into_iter().flatten();
    let parts = parts.filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// The length at the end of a title: `Start (5 hours)`, `Start - 5 hours`, `5 hours`. Clock ranges are not read, so
/// `8h-10h` is eight to ten hours.
pub(crate) fn length_at_end(title: &str, words: &Vocabulary) -> Option<Stated> {
    let in_bracket = last_parenthesis(title).map(|(_, inner)| inner);
    let after = |separator: &&str| Some(title.rsplit_once(*separator)?.1);
    in_bracket
        .into_iter()
        .chain(IN_TASKS.iter().filter_map(after))
        .chain([title])
        .find_map(|part| read_length(part, words))
}

fn find<'a>(line: &'a str, words: &'a Vocabulary, separators: &[&str]) -> TimedTitle<'a> {
    bracketed(line, words)
        .or_else(|| leading(line, words))
        .or_else(|| trailing(line, words, separators))
        .unwrap_or(TimedTitle::without(line, None))
}

/// `Title (2 hours)`, `Title [2h].`, `(2 hours): Title`.
fn bracketed<'a>(line: &'a str, words: &'a Vocabulary) -> Option<TimedTitle<'a>> {
    if let Some((title, inner)) = last_parenthesis(line) {
        let whole = read(inner, words);
        if let Time::Read { time, note } = whole {
            return Some(TimedTitle::at(trimmed(title), time, note));
        }
        if let Some((before, time)) = after_comma(inner, words) {
            return Some(TimedTitle::at(trimmed(title), time, before));
        }
        if whole == Time::Unreadable {
            return Some(TimedTitle::without(line, Some(inner)));
        }
    }
    let inner = line.strip_prefix(['(', '[', '（'])?;
    let end = inner.find([')', ']', '）'])?;
    let Time::Read { time, note } = read(&inner[..end], words) else {
        return None;
    };
    let mut after = LineReader::new(inner[end..].trim_start_matches([')', ']', '）']), words);
    after.separator();
    Some(TimedTitle::at(after.rest, time, note))
}

/// The words in front of the last comma and the time after it, if there is none in front of it: `5k, 30 min`.
fn after_comma<'a>(text: &'a str, words: &'a Vocabulary) -> Option<(&'a str, Stated)> {
    let (before, last) = text.rsplit_once([',', ';', '，', '、'])?;
    match read(last, words) {
        Time::Read { time, note: "" } if read(before, words) == Time::None => {
            Some((before.trim(), time))
        }
        _ => None,
    }
}

/// A clock range, or `90 min`, in front of a separator and a title.
fn leading<'a>(line: &'a str, words: &'a Vocabulary) -> Option<TimedTitle<'a>> {
    // In a long line without a separator there is no time in front of one.
    if line.len() > LONGEST_TIME && !line.contains(AFTER_TIME) {
        return None;
    }
    let mut reader = LineReader::new(line, words);
    let Some(time) = reader.duration() else {
        // `half a day: Trees`
        let (first, _) = line.split_once([':', '：'])?;
        let unreadable = read(first, words) == Time::Unreadable && is_only_time(first, words);
        return unreadable.then(|| TimedTitle::without(line, Some(first.trim())));
    };
    if reader.is_rate() {
        return None;
    }
    reader.qualifiers();
    let after = reader.rest.trim_start();
    if !after.is_empty() && !after.starts_with(AFTER_TIME) {
        return None;
    }
    reader.separator();
    Some(TimedTitle::at(reader.rest, time, ""))
}

/// `Title - 90 min`, `Title, 2h - flexible`.
fn trailing<'a>(
    line: &'a str,
    words: &'a Vocabulary,
    separators: &[&str],
) -> Option<TimedTitle<'a>> {
    let line = line.trim_end_matches(['.', ' ']);
    for separator in separators {
        let Some((title, end)) = line.rsplit_once(separator) else {
            continue;
        };
        match read(end, words) {
            Time::Read { time, note: "" } => return Some(TimedTitle::at(title.trim(), time, "")),
            Time::Unreadable if is_only_time(end, words) => {
                return Some(TimedTitle::without(line, Some(end.trim())));
            }
            _ => {}
        }
    }
    after_picture(line, words)
}

/// `Title ⏱️ 2 hrs`: a pictograph works like a dash.
fn after_picture<'a>(line: &'a str, words: &'a Vocabulary) -> Option<TimedTitle<'a>> {
    let (at, sign) = line.char_indices().rev().find(|(_, c)| is_picture(*c))?;
    let Time::Read { time, note: "" } = read(&line[at + sign.len_utf8()..], words) else {
        return None;
    };
    let title = line[..at].trim_end_matches(|c: char| is_picture(c) || c.is_whitespace());
    Some(TimedTitle::at(title, time, ""))
}

/// A title without the separators at its end.
fn trimmed(title: &str) -> &str {
    title.trim_end().trim_end_matches(SEPARATORS).trim_end()
}

/// The text in front of the brackets at the end of a line, and the text in them.
pub(crate) fn last_parenthesis(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end_matches(['.', ' ', ',', ';', '。']);
    let inner = line.strip_suffix([')', ']', '）'])?;
    let open = inner.rfind(['(', '[', '（'])?;
    let bracket = inner[open..].chars().next()?.len_utf8();
    Some((&line[..open], &inner[open + bracket..]))
}
