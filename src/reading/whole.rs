//! Asserts in development builds that no text of a document is lost in its plan.

use std::collections::HashSet;

use crate::document::{Document, NodeId, NodeKind};
use crate::language::{LineReader, Vocabulary, WordList, digits};
use crate::plan::{Day, DayItem, Plan, Section, UnchosenMention};

/// The lines of a document in lower case, without those in heads of tables: if a table becomes weeks or days, these
/// replace the heads of some columns. A cell that is only the number of a day may be an empty day of a month.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut skipped = None;
    for id in document.all() {
        if skipped.is_some_and(|skipped| !document.contains(skipped, id)) {
            skipped = None;
        }
        let kind = &document.node(id).kind;
        let ends = match kind {
            NodeKind::SoftBreak | NodeKind::HardBreak => true,
            kind => !kind.is_inline(),
        };
        if ends {
            lines.push(String::new());
        }
        match kind {
            NodeKind::TableHead => skipped = Some(id),
            NodeKind::TableCell if skipped.is_none() && is_day_number(&document.text(id)) => {
                skipped = Some(id);
            }
            NodeKind::Text(text) | NodeKind::InlineCode(text) if skipped.is_none() => {
                // A box is not a word.
                let text = text.replace("[x]", "").replace("[X]", "");
                if let Some(line) = lines.last_mut() {
                    line.push_str(&text.to_lowercase());
                }
            }
            // A name may go on after a line break.
            NodeKind::Html(_) => {
                if let Some(line) = lines.last_mut() {
                    document.push_text(id, line);
                }
            }
            _ => {}
        }
    }
    lines
}

/// The words of a document in lower case, without the names of weeks: in a week, a day's `Week 1, Monday` is `Monday`, even
/// if the week is called `W1`.
pub(super) fn words(document: &Document, vocabulary: &Vocabulary) -> HashSet<String> {
    let mut words = HashSet::new();
    for line in lines(document) {
        let mut rest = line.trim_end();
        while let Some(start) = rest.find(char::is_alphanumeric) {
            rest = &rest[start..];
            let mut name = LineReader::new(rest, vocabulary);
            if name.counted(&vocabulary.week, WordList::NONE).is_some() {
                rest = &rest[rest.len() - name.rest.len()..];
                continue;
            }
            let end = rest.find(|c: char| !c.is_alphanumeric());
            let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
            words.insert(word.to_owned());
            rest = after;
        }
    }
    words
}

fn is_day_number(text: &str) -> bool {
    digits(text.trim()).is_some_and(|(day, rest)| rest.is_empty() && (1..=31).contains(&day))
}

/// The words of a text.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty())
}

/// Asserts that a composed document has all the words of its source. In new headings and labels, words with raw HTML
/// between them are one, and a name is apart from what follows it: the time of `Monday9:00` comes after the title. The name
/// of a week that is not chosen is in the outline.
pub(super) fn hold_words(
    said: &HashSet<String>,
    composed: &Document,
    (vocabulary, left): (&Vocabulary, &[UnchosenMention]),
) {
    let lines = lines(composed);
    let words = lines.iter().flat_map(|line| parts(line));
    let words: HashSet<&str> = words.collect();
    // `1D2` of `W 1D2` is a week that is not chosen and a day.
    let is_left = |word: &&String| {
        let mut parts = left.iter().flat_map(|mention| parts(&mention.called));
        parts.any(|part| {
            let rest = word.strip_prefix(&part.to_lowercase());
            rest.is_some_and(|rest| rest.is_empty() || words.contains(rest))
        })
    };
    let lost = said.iter().filter(|word| !words.contains(word.as_str()));
    let mut lost: Vec<&String> = lost.filter(|word| !is_left(word)).collect();
    if !lost.is_empty() {
        let letters = lines.iter().flat_map(|line| line.chars());
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

/// Whether a word is two, the second a whole one from a digit on: `Monday9` or `Monday1h`.
fn is_in_parts(word: &str, words: &HashSet<&str>, run_together: &str) -> bool {
    let mut digits = word.match_indices(char::is_numeric);
    digits.any(|(at, _)| {
        let (name, rest) = word.split_at(at);
        name.ends_with(char::is_alphabetic) && run_together.contains(name) && words.contains(rest)
    })
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::is_in_parts;

    #[test]
    fn a_word_is_a_name_and_what_follows_it() {
        let words = HashSet::from(["9", "1h", "2", "st"]);
        for (word, expected) in [
            ("monday9", true),
            ("monday1h", true),
            ("st1h", true),
            ("day9", true),
            // What follows is no whole word, and what is in front is no name.
            ("monday8", false),
            ("monday19", false),
            ("friday9", false),
            ("92", false),
            ("9", false),
            ("monday", false),
            ("", false),
        ] {
            assert_eq!(
                is_in_parts(word, &words, "monday9st1h2"),
                expected,
                "{word}"
            );
        }
    }
}
