//! What single headings cannot say of themselves: which phases stand in a week and are none, which range of weeks holds
//! weeks and is a phase, which section holds weeks and is one too, what only speaks of a week.

use super::entry::Entry;
use crate::language::Vocabulary;
use crate::plan::DayName;
use crate::reading::heading::{Role, speaks_about};
use crate::units::Numbers;

/// Settles the roles of a document's headings.
pub(super) fn settle(entries: &mut [Entry], words: &Vocabulary) {
    ranges(entries);
    day_ranges(entries);
    repeated(entries, words);
    inner_phases(entries);
    if !entries.iter().any(is_week) {
        // Without weeks there is nothing that a phase would hold: it is a section, and has a page.
        for entry in entries.iter_mut() {
            if matches!(entry.role, Role::Phase { .. }) {
                entry.role = Role::Section;
            }
        }
    }
    unnamed_phases(entries);
    number(entries);
}

fn numbers(entry: &Entry) -> Option<Numbers> {
    match &entry.role {
        Role::Week { numbers, .. } => *numbers,
        _ => None,
    }
}

fn is_week(entry: &Entry) -> bool {
    matches!(entry.role, Role::Week { .. })
}

/// `Weeks 1-4: Base` above `Week 1` is a phase.
fn ranges(entries: &mut [Entry]) {
    for at in 0..entries.len() {
        let Some(range) = numbers(&entries[at]).filter(|range| range.first < range.last) else {
            continue;
        };
        let level = entries[at].level;
        let next = entries[at + 1..]
            .iter()
            .take_while(|next| !matches!(next.role, Role::Phase { .. }) && next.level >= level)
            .find(|next| is_week(next));
        let holds = next.and_then(numbers).is_some_and(|inner| {
            inner != range && range.first <= inner.first && inner.last <= range.last
        });
        if holds && let Role::Week { title, .. } = &entries[at].role {
            entries[at].role = Role::Phase {
                numbers: None,
                title: title.clone(),
                weeks: Some(range),
            };
        }
    }
}

/// `Days 1-30: Learn` above `Week 1` is a phase, too.
fn day_ranges(entries: &mut [Entry]) {
    for at in 0..entries.len() {
        let Role::Day {
            name: DayName::Ordinal(range),
            title,
            ..
        } = &entries[at].role
        else {
            continue;
        };
        let level = entries[at].level;
        let holds = entries[at + 1..]
            .iter()
            .take_while(|next| next.level > level)
            .any(is_week);
        if holds && range.first < range.last {
            entries[at].role = Role::Phase {
                numbers: None,
                title: title.clone(),
                weeks: None,
            };
        }
    }
}

/// A heading that names the week it stands in once more is a section of it, and so is one that names a week again to
/// speak of it: `Week 3: Checklist`.
fn repeated(entries: &mut [Entry], words: &Vocabulary) {
    let mut seen: Vec<Numbers> = Vec::new();
    let mut open: Option<(u8, Numbers)> = None;
    for entry in entries {
        match &entry.role {
            Role::Phase { .. } => {
                seen.clear();
                open = None;
            }
            Role::Week {
                numbers: Some(numbers),
                title,
            } => {
                let inside =
                    open.is_some_and(|(level, week)| entry.level > level && week == *numbers);
                if inside || seen.contains(numbers) && speaks_about(title, words) {
                    entry.role = Role::Section;
                } else {
                    seen.push(*numbers);
                    open = Some((entry.level, *numbers));
                }
            }
            Role::Section if open.is_some_and(|(level, _)| entry.level <= level) => open = None,
            _ => {}
        }
    }
}

/// `Part 1` below a week is a section of the week.
fn inner_phases(entries: &mut [Entry]) {
    let mut week: Option<u8> = None;
    for entry in entries {
        match entry.role {
            Role::Week { .. } => week = Some(entry.level),
            Role::Phase { .. } if week.is_some_and(|week| entry.level > week) => {
                entry.role = Role::Section;
            }
            Role::Phase { .. } => week = None,
            Role::Section if week.is_some_and(|week| entry.level <= week) => week = None,
            _ => {}
        }
    }
}

/// Where no phase is named so, sections that hold weeks are phases, if there are two or more of them.
fn unnamed_phases(entries: &mut [Entry]) {
    if entries
        .iter()
        .any(|entry| matches!(entry.role, Role::Phase { .. }))
    {
        return;
    }
    let mut open: Vec<usize> = Vec::new();
    let mut holders: Vec<usize> = Vec::new();
    for at in 0..entries.len() {
        while open
            .pop_if(|above| entries[*above].level >= entries[at].level)
            .is_some()
        {}
        if is_week(&entries[at]) {
            // Not within a week: a section of a week holds none.
            if let Some(holder) = open.last()
                && matches!(entries[*holder].role, Role::Section)
                && !holders.contains(holder)
            {
                holders.push(*holder);
            }
        }
        open.push(at);
    }
    // The heading of the whole document is none, unless others stand beside it.
    let title = entries
        .iter()
        .position(|entry| entry.level == 1 && matches!(entry.role, Role::Section));
    let beside = holders
        .iter()
        .filter(|holder| entries[**holder].level == 1)
        .count();
    holders.retain(|holder| Some(*holder) != title || beside > 1);
    if holders.len() < 2 {
        return;
    }
    for holder in holders {
        entries[holder].role = Role::Phase {
            numbers: None,
            title: String::new(),
            weeks: None,
        };
    }
}

/// Weeks without a number of their own follow the one before them.
fn number(entries: &mut [Entry]) {
    let mut last: u32 = 0;
    for entry in entries {
        if let Role::Week { numbers, .. } = &mut entry.role {
            let own = numbers.get_or_insert(Numbers {
                first: last.saturating_add(1),
                last: last.saturating_add(1),
            });
            last = own.last;
        }
    }
}
