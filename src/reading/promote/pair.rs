//! Headings that name a week and a day of it at once: `Week 1, Day 2: Title`.

use crate::document::{Composer, Document, Form, Heading, NodeId, NodeKind};
use crate::language::Vocabulary;
use crate::plan::DayName;
use crate::reading::heading::{Role, called, role};

/// The fewest headings of that kind that are no accident.
const FEWEST: usize = 2;

/// Makes two headings of each that names a week and a day: one of the week, where it is another than before, and one
/// of the day.
pub(super) fn split(document: Document, words: &Vocabulary) -> Document {
    let pairs: Vec<(NodeId, String, String)> = document
        .roots()
        .filter_map(|block| {
            let (week, day) = pair(&document, block, words)?;
            Some((block, week, day))
        })
        .collect();
    // `Week 1: Monday to Friday` is a week all the same: what tells a day is its number, or another of the same week.
    let often = |week: &str| pairs.iter().filter(|(_, other, _)| other == week).count();
    let tells_a_day = pairs
        .iter()
        .any(|(_, week, day)| is_numbered(day, words) || often(week) > 1);
    if pairs.len() < FEWEST || !tells_a_day {
        return document;
    }
    let mut pairs = pairs.into_iter().peekable();
    let mut composer = Composer::of(&document);
    let mut last = String::new();
    for block in document.roots() {
        let node = document.node(block);
        let NodeKind::Heading(Heading { level, form, .. }) = &node.kind else {
            composer.copy(block);
            continue;
        };
        let Some((_, week, day)) = pairs.next_if(|(pair, ..)| *pair == block) else {
            // A week's own heading goes before its days.
            if matches!(role(&document.text(block), words), Role::Week { .. }) {
                last = called(&document.text(block), words);
            }
            composer.copy(block);
            continue;
        };
        let span = document.words(block);
        if week != last {
            composer.heading((level.saturating_sub(1).max(1), *form), week.clone(), span);
            last = week;
        }
        composer.heading((*level, *form), day, span);
    }
    let nodes = composer.finish();
    document.recomposed(nodes)
}

/// Whether a day is called by a number: `Day 2`.
fn is_numbered(day: &str, words: &Vocabulary) -> bool {
    matches!(
        role(day, words),
        Role::Day {
            name: DayName::Ordinal(_),
            ..
        }
    )
}

/// What a heading calls its week, and what it says of a day.
fn pair(document: &Document, block: NodeId, words: &Vocabulary) -> Option<(String, String)> {
    let NodeKind::Heading(heading) = &document.node(block).kind else {
        return None;
    };
    if heading.form == Form::Formed {
        return None;
    }
    let text = document.text(block);
    let Role::Week { title, .. } = role(&text, words) else {
        return None;
    };
    // A date says when a week is: `Week 1 (January 4 – January 10)`.
    let is_day = match role(&title, words) {
        Role::Day { name, .. } => !matches!(name, DayName::Date(_)),
        _ => false,
    };
    is_day.then(|| (called(&text, words), title))
}
