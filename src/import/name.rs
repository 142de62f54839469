//! The names of weeks and days in headings, lists and cards, for plans that may have none.

use super::place::week_name;
use super::plan::{ImportedPart, ImportedRole};
use super::problem::{ImportReport, listed};
use crate::language::{Vocabulary, plain};
use crate::reading::{LineRole, line_name};
use crate::units::NumberRange;

/// What a heading names; a section if it names nothing.
pub(super) fn role(heading: &str, words: &Vocabulary) -> ImportedRole {
    match line_name(heading, words).map(|name| name.role) {
        Some(LineRole::Phase) => ImportedRole::Phase,
        Some(LineRole::Week(numbers)) => ImportedRole::Week(numbers),
        Some(LineRole::Day(day)) => ImportedRole::Day(day),
        None => ImportedRole::Section,
    }
}

/// Whether there is a week or a day among parts, or in them.
pub(super) fn has_names(parts: &[ImportedPart]) -> bool {
    parts.iter().any(|part| {
        matches!(part.role, ImportedRole::Week(_) | ImportedRole::Day(_)) || has_names(&part.parts)
    })
}

/// Makes weeks of the sections of a plan without weeks and days, in their order.
pub(super) fn number(parts: &mut [ImportedPart], words: &Vocabulary, report: &mut ImportReport) {
    let mut named = Vec::new();
    for (part, number) in parts.iter_mut().zip(1..) {
        let numbers = NumberRange {
            first: number,
            last: number,
        };
        named.push(part.heading.clone());
        part.role = ImportedRole::Week(numbers);
        part.heading = format!("{}: {}", week_name(number, words), part.heading);
    }
    let named = listed(&named);
    report.note(format!(
        "no names of weeks or days: {named}; they are weeks in their order"
    ));
}

/// Days outside of weeks, in a first week of their own.
pub(super) fn in_weeks(parts: Vec<ImportedPart>, words: &Vocabulary) -> Vec<ImportedPart> {
    let is_day = |part: &ImportedPart| matches!(part.role, ImportedRole::Day(_));
    let has_weeks = parts
        .iter()
        .any(|part| matches!(part.role, ImportedRole::Week(_) | ImportedRole::Phase));
    if has_weeks || !parts.iter().any(is_day) {
        return parts;
    }
    let (days, mut others): (Vec<_>, Vec<_>) = parts.into_iter().partition(is_day);
    let numbers = NumberRange { first: 1, last: 1 };
    let mut week = ImportedPart::new(ImportedRole::Week(numbers), week_name(1, words));
    week.parts = days;
    others.insert(0, week);
    others
}

/// Splits labels into an area, tracks (`track: Short`) and the labels that are left.
pub(super) fn labels(
    all: &[String],
    words: &Vocabulary,
) -> (Option<String>, Vec<String>, Vec<String>) {
    let (mut area, mut tracks, mut left) = (None, Vec::new(), Vec::new());
    for label in all {
        let named = label
            .split_once([':', '=', '_', '@'])
            .map(|(key, value)| (plain(key), value.trim()));
        match named {
            Some((key, track)) if words.track.contains(&key) => tracks.push(track.to_owned()),
            Some((key, value)) if key == "area" && area.is_none() => area = Some(value.to_owned()),
            _ if area.is_none() && !plain(label).is_empty() => area = Some(label.clone()),
            _ => left.push(label.clone()),
        }
    }
    tracks.retain(|track| !plain(track).is_empty());
    (area.filter(|area| !plain(area).is_empty()), tracks, left)
}
