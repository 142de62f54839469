//! Times that are stated where a plan's times stand, and cannot be read: `(2 horus)`, `(two or 3 hours)`.

use super::model::{DayItem, Task, Week};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, NodeId};
use crate::language::{Reader, Vocabulary, fold, last_parenthesis, stated};

/// Tells about every day, block and task whose time cannot be read.
pub(super) fn tell(
    document: &Document,
    (weeks, tasks): (&[Week], &[Task]),
    words: &Vocabulary,
    found: &mut Vec<Diagnostic>,
) {
    for day in weeks.iter().flat_map(|week| &week.days) {
        if day.stated.is_none() {
            let text = document.text(day.heading);
            tell_one(
                document,
                day.heading,
                unread(&text, words, Unit::Misspelt),
                found,
            );
        }
        for item in &day.items {
            if let DayItem::Block(block) = item
                && block.stated.is_none()
            {
                let text = document.text(block.heading);
                tell_one(
                    document,
                    block.heading,
                    unread(&text, words, Unit::Misspelt),
                    found,
                );
            }
        }
    }
    for task in tasks.iter().filter(|task| task.stated.is_none()) {
        tell_one(
            document,
            task.item,
            unread(&task.words, words, Unit::Exact),
            found,
        );
    }
}

/// How sure it must be that a word means a unit of time. A task may well end in `(3 tours)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Exact,
    Misspelt,
}

/// What stands in the parenthesis at the end of a line, where it begins with a number, has a unit of time
/// and is neither a time nor a rate.
fn unread<'a>(line: &'a str, words: &'a Vocabulary, unit: Unit) -> Option<&'a str> {
    let (_, inner) = last_parenthesis(line.trim().trim_end_matches(':'))?;
    let mut reader = Reader::new(inner, words);
    reader.number()?;
    let rate = inner.contains('/')
        || words
            .per_week
            .iter()
            .any(|per_week| fold(inner).contains(per_week.as_str()));
    if rate || stated(inner, words).is_some() {
        return None;
    }
    let mut letters = reader
        .rest
        .split(|c: char| !c.is_alphabetic())
        .map(str::to_lowercase);
    let is_unit = |word: String| {
        words.hours.iter().chain(&words.minutes).any(|known| {
            let near = unit == Unit::Misspelt
                && known.len() > 3
                && strsim::damerau_levenshtein(&word, known) == 1;
            word == *known || near
        })
    };
    letters.any(is_unit).then_some(inner)
}

fn tell_one(document: &Document, id: NodeId, unread: Option<&str>, found: &mut Vec<Diagnostic>) {
    let Some(inner) = unread else { return };
    found.push(
        Diagnostic::new(
            Code::UnreadTime,
            document.part(id, inner),
            format!("`{inner}` is not read as a time"),
        )
        .hint("write it as `2 hours`, `90 min`, `2h 30m` or `1.5-2 hours`"),
    );
}
