//! Reports stated times that cannot be read: `(2 horus)`, `(3-2 hours)`, `- half a day`.

use rayon::prelude::*;

use super::task::FEWEST_AT_ONCE;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, NodeId};
use crate::language::{
    LineReader, Time, Vocabulary, fold, last_parenthesis, names_unit, nearest_unit, read, timed,
    timed_task,
};
use crate::plan::{Task, Week};

/// Reports every week, day, block and task whose time cannot be read. For a week, `(3 days)` is fine.
pub(super) fn report(
    document: &Document,
    (weeks, tasks): (&[Week], &[Task]),
    words: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for week in weeks.iter().filter(|week| week.stated.is_none()) {
        let unread = timed(&week.title, words).unread;
        let unread = unread.filter(|unread| names_unit(unread, words));
        diagnostics.extend(unread.map(|unread| diagnostic(document, week.heading, unread)));
    }
    let mut in_heading = |heading: NodeId| {
        let text = document.text(heading);
        let unread = timed(&text, words)
            .unread
            .or_else(|| misspelt(&text, words));
        diagnostics.extend(unread.map(|unread| diagnostic(document, heading, unread)));
    };
    for day in weeks.iter().flat_map(|week| &week.days) {
        if day.stated.is_none() {
            in_heading(day.heading);
        }
        for block in day.blocks().filter(|block| block.stated.is_none()) {
            in_heading(block.heading);
        }
    }
    let some_have_times = tasks.iter().any(|task| task.stated.is_some());
    let in_task = |task: &Task| {
        let unread = timed_task(&task.words, words).unread;
        let swapped = || misspelt_unit(&task.words, words).filter(|_| some_have_times);
        let suggested = |(typed, right): (&str, String)| {
            diagnostic(document, task.item, typed).suggest(typed, &right)
        };
        match unread {
            Some(unread) => Some(diagnostic(document, task.item, unread)),
            None => swapped().map(suggested),
        }
    };
    let tasks = tasks.par_iter().with_min_len(FEWEST_AT_ONCE);
    let untimed = tasks.filter(|task| task.stated.is_none());
    let unread: Vec<Diagnostic> = untimed.filter_map(in_task).collect();
    diagnostics.extend(unread);
}

/// The text in the brackets at the end of a heading, if it begins with a number and has a misspelled unit of time, and
/// is not a rate. In a task, `(3 tours)` is fine.
fn misspelt<'a>(line: &'a str, words: &'a Vocabulary) -> Option<&'a str> {
    let (_, inner) = last_parenthesis(line.trim().trim_end_matches(':'))?;
    let mut reader = LineReader::new(inner, words);
    reader.number()?;
    let rate = inner.contains('/')
        || words
            .per_week
            .iter()
            .any(|per_week| fold(inner).contains(per_week.as_str()));
    if rate || read(inner, words) != Time::None {
        return None;
    }
    let mut letters = reader
        .rest
        .split(|c: char| !c.is_alphabetic())
        .map(str::to_lowercase);
    let units = || words.hours.iter().chain(&words.minutes);
    let is_near = |word: String| {
        let near =
            |known: &String| known.len() > 3 && strsim::damerau_levenshtein(&word, known) == 1;
        !units().any(|known| *known == word) && units().any(near)
    };
    letters.any(is_near).then_some(inner)
}

/// The brackets at the end of a task, if they have a number and a misspelled unit of time, and the correct unit.
fn misspelt_unit<'a>(line: &'a str, words: &Vocabulary) -> Option<(&'a str, String)> {
    let (_, inner) = last_parenthesis(line.trim().trim_end_matches([':', '.']))?;
    let at = inner.find(char::is_alphabetic)?;
    let (number, unit) = inner.split_at(at);
    let is_number = |c: char| c.is_numeric() || matches!(c, ' ' | '.' | ',' | '-' | '–' | '~');
    if !number.contains(char::is_numeric) || !number.chars().all(is_number) {
        return None;
    }
    let unit = unit.trim_end().trim_end_matches('.');
    let units = words.hours.iter().chain(&words.minutes);
    let right = format!("{number}{}", nearest_unit(unit, units)?);
    matches!(read(&right, words), Time::Read { note: "", .. }).then_some((inner, right))
}

fn diagnostic(document: &Document, id: NodeId, unread: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnreadTime,
        document.part(id, unread),
        format!("`{unread}` is not a valid time"),
    )
    .hint("write it as `2 hours`, `90 min`, `2h 30m` or `1.5-2 hours`")
}
