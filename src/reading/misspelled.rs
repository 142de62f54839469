//! Misspelled names of a phase, a week, a day or a track, in positions where such names are used: `Wensday`, `Phse 1`,
//! `*Shrot: 45 min*`.

use super::name::name;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, NodeId, NodeKind, without_decoration};
use crate::language::{Vocabulary, cased_like, nearest, plain};
use crate::plan::{DayItem, Plan, Section};

/// The kind of name in a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Phase,
    Week,
    Day,
}

/// Reports the headings and notes of a plan whose first word is misspelled.
pub(super) fn report(
    document: &Document,
    plan: &Plan,
    words: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let named = named_levels(document, plan);
    let days = plan.weeks.iter().flat_map(|week| &week.days);
    let of_days = days
        .flat_map(|day| &day.items)
        .filter_map(|item| match item {
            DayItem::Section(section) => Some(section),
            _ => None,
        });
    let of_weeks = plan.weeks.iter().flat_map(|week| &week.sections);
    let of_phases = plan.phases.iter().flat_map(|phase| &phase.sections);
    let inner = of_weeks.chain(of_phases).map(|(_, section)| section);
    let mut open: Vec<&Section> = plan.sections.iter().chain(inner).chain(of_days).collect();
    while let Some(section) = open.pop() {
        open.extend(&section.sections);
        diagnostics.extend(heading(document, section, &named, words));
    }
    notes(document, plan, diagnostics);
}

/// The kinds of names in the headings of each level.
fn named_levels(document: &Document, plan: &Plan) -> Vec<(u8, Named)> {
    let phases = plan
        .phases
        .iter()
        .map(|phase| (phase.heading, Named::Phase));
    let weeks = plan.weeks.iter().map(|week| (week.heading, Named::Week));
    let days = plan.weeks.iter().flat_map(|week| &week.days);
    let days = days.map(|day| (day.heading, Named::Day));
    let mut levels = Vec::new();
    for (heading, named) in phases.chain(weeks).chain(days) {
        if let NodeKind::Heading(heading) = &document.node(heading).kind
            && !levels.contains(&(heading.level, named))
        {
            levels.push((heading.level, named));
        }
    }
    levels
}

/// A section whose heading would have a name of its level's kind with its first word corrected.
fn heading(
    document: &Document,
    section: &Section,
    named: &[(u8, Named)],
    words: &Vocabulary,
) -> Option<Diagnostic> {
    if !named.iter().any(|(level, _)| *level == section.level) {
        return None;
    }
    let text = document.text(section.heading);
    let line = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = line
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(line.len());
    let (typed, rest) = line.split_at(end);
    let known = words.phase.iter().chain(&words.week).chain(&words.day);
    let known = known
        .chain(words.weekdays.iter().flatten())
        .chain(&words.weekend);
    let right = cased_like(typed, nearest(typed, known)?);
    let meant = match name(&format!("{right}{rest}"), words)? {
        name if name.about => return None,
        name if name.is_phase() => Named::Phase,
        name if name.is_week() => Named::Week,
        _ => Named::Day,
    };
    let beside = named.contains(&(section.level, meant));
    beside.then(|| diagnostic(document, section.heading, typed, &right))
}

/// The emphasized lines that begin with nearly a track's name, if the plan has notes for tracks.
fn notes(document: &Document, plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
    let items = || {
        plan.weeks
            .iter()
            .flat_map(|week| &week.days)
            .flat_map(|day| &day.items)
    };
    if !items().any(|item| matches!(item, DayItem::Note(_))) {
        return;
    }
    let names = plan.tracks.iter().flat_map(|track| {
        let own = [track.name.as_str(), track.id.as_str()].into_iter();
        own.chain(track.aliases.iter().map(String::as_str))
    });
    let names: Vec<(String, &str)> = names.map(|name| (plain(name), name)).collect();
    let blocks = items().flat_map(|item| match item {
        DayItem::Prose(nodes) => nodes.as_slice(),
        DayItem::Block(block) => block.body.as_slice(),
        DayItem::Note(_) | DayItem::Section(_) => &[],
    });
    for block in blocks {
        let mut children = document.children(*block);
        let (Some(line), None) = (children.next(), children.next()) else {
            continue;
        };
        if !matches!(document.node(line).kind, NodeKind::Emphasis) {
            continue;
        }
        let text = document.text(line);
        let Some((typed, _)) = without_decoration(&text).1.split_once(':') else {
            continue;
        };
        let typed = typed.trim();
        let right = nearest(&plain(typed), names.iter().map(|(plain, _)| plain));
        let right = right.and_then(|right| names.iter().find(|(plain, _)| plain == right));
        if let Some((_, name)) = right {
            diagnostics.push(diagnostic(document, line, typed, name));
        }
    }
}

fn diagnostic(document: &Document, id: NodeId, typed: &str, right: &str) -> Diagnostic {
    let span = document.first_part(id, typed);
    let message = format!("`{typed}` looks like a misspelled name");
    Diagnostic::new(Code::MisspelledName, span, message).suggest(typed, right)
}
