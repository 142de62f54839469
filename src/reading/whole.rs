//! Asserts in development builds that no text of a document is lost in its plan.

use std::collections::HashSet;

use crate::document::{Document, NodeId, NodeKind};
use crate::language::{LineReader, Vocabulary};
use crate::plan::{Day, DayItem, Plan, Section, UnchosenMention};

/// The words of a document in lower case, without those in heads of tables: if a table becomes weeks or days, these
/// replace the heads of some columns.
pub(super) fn words(document: &Document) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut head = None;
    for id in document.all() {
        if head.is_some_and(|head| !document.contains(head, id)) {
            head = None;
        }
        match &document.node(id).kind {
            NodeKind::TableHead => head = Some(id),
            NodeKind::Text(text) | NodeKind::InlineCode(text) if head.is_none() => {
                // A box is not a word.
                let text = text.replace("[x]", "").replace("[X]", "");
                words.extend(parts(&text).map(str::to_lowercase));
            }
            _ => {}
        }
    }
    words
}

/// The words of a text.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty())
}

/// Asserts that a composed document has all the words of its source. In new headings and labels, words with raw HTML
/// between them are one, and a name is apart from what follows it: the time of `Monday9:00` comes after the title. In a
/// week, a day's `Week 1, Monday` is `Monday`, even if the week is called `W1`, or if the name of the week is not chosen, as
/// the outline reports.
pub(super) fn hold_words(
    said: &HashSet<String>,
    composed: &Document,
    (vocabulary, left): (&Vocabulary, &[UnchosenMention]),
) {
    let words = words(composed);
    // `1D2` of `W 1D2` is a week that is not chosen and a day.
    let is_left = |word: &&String| {
        let mut parts = left.iter().flat_map(|mention| parts(&mention.called));
        parts.any(|part| {
            let rest = word.strip_prefix(&part.to_lowercase());
            rest.is_some_and(|rest| rest.is_empty() || words.contains(rest))
        })
    };
    let lost = said.difference(&words);
    let mut lost: Vec<&String> = lost.filter(|word| !is_left(word)).collect();
    if !lost.is_empty() {
        let texts = composed
            .all()
            .filter_map(|id| match &composed.node(id).kind {
                NodeKind::Text(text) | NodeKind::InlineCode(text) => Some(text.to_lowercase()),
                _ => None,
            });
        let letters = texts.flat_map(|text| text.chars().collect::<Vec<_>>());
        let run_together: String = letters.filter(|c| c.is_alphanumeric()).collect();
        lost.retain(|word| {
            !run_together.contains(word.as_str())
                && !is_in_parts(word, &words, &run_together)
                && !LineReader::new(word.trim_end_matches(char::is_numeric), vocabulary)
                    .word(&vocabulary.week)
        });
    }
    let path = &composed.path;
    assert!(lost.is_empty(), "no {lost:?} in the outline of {path}");
}

/// Whether the letters and the digits of a word are words, the letters as a part of one at least.
fn is_in_parts(word: &str, words: &HashSet<String>, run_together: &str) -> bool {
    let letters = word.trim_end_matches(char::is_numeric);
    let digits = &word[letters.len()..];
    run_together.contains(letters) && words.contains(digits)
}

/// Asserts that every block of a document is in its plan. `title` is the heading with the plan's title.
pub(super) fn hold(document: &Document, plan: &Plan, title: Option<NodeId>) {
    let left_out = || left_out(document, plan, title);
    debug_assert_eq!(left_out(), None, "a block is in no part of the plan");
}

/// The first outermost node of a document that is missing in its plan.
fn left_out(document: &Document, plan: &Plan, title: Option<NodeId>) -> Option<NodeId> {
    let mut held: Vec<NodeId> = title
        .into_iter()
        .chain(plan.intro.iter().copied())
        .collect();
    for phase in &plan.phases {
        held.push(phase.heading);
        held.extend(&phase.intro);
        phase
            .sections
            .iter()
            .for_each(|(_, own)| section(own, &mut held));
    }
    for week in &plan.weeks {
        held.push(week.heading);
        held.extend(&week.intro);
        if week.theme.is_some() {
            // The theme replaces its paragraph.
            let mut first = document.after(week.heading);
            while document.is_blank(first) {
                first = document.after(first);
            }
            held.push(first);
        }
        week.sections
            .iter()
            .for_each(|(_, own)| section(own, &mut held));
        week.days.iter().for_each(|own| day(own, &mut held));
    }
    plan.sections.iter().for_each(|own| section(own, &mut held));
    held.sort_unstable();
    document
        .roots()
        .filter(|root| !document.is_blank(*root))
        .find(|root| {
            let at = held.partition_point(|held| held < root);
            held.get(at)
                .is_none_or(|held| !document.contains(*root, *held))
        })
}

fn section(section: &Section, held: &mut Vec<NodeId>) {
    held.push(section.heading);
    held.extend(&section.body);
    section
        .sections
        .iter()
        .for_each(|own| self::section(own, held));
}

fn day(day: &Day, held: &mut Vec<NodeId>) {
    held.push(day.heading);
    for item in &day.items {
        match item {
            DayItem::Prose(nodes) => held.extend(nodes),
            DayItem::Block(block) => {
                held.push(block.heading);
                held.extend(&block.body);
            }
            DayItem::Note(note) => held.push(note.node),
            DayItem::Section(own) => section(own, held),
        }
    }
}
