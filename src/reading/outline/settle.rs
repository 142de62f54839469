//! Settles roles that depend on other headings: phases inside a week and phases that are named again are not phases, and
//! sections that contain weeks are.

use std::collections::HashSet;

use super::entry::OutlineEntry;
use crate::language::fold;
use crate::plan::DayName;
use crate::reading::name::{Name, OutlineRole};
use crate::units::NumberRange;

/// Settles the roles of a document's headings.
pub(super) fn settle(entries: &mut [OutlineEntry]) {
    inner_phases(entries);
    if !entries.iter().any(|entry| entry.is(Name::is_week)) {
        // Without weeks, a phase would be empty: it is a section, and has a page.
        for entry in entries.iter_mut().filter(|entry| entry.is(Name::is_phase)) {
            entry.name = None;
        }
    }
    phases_again(entries);
    unnamed_phases(entries);
    number(entries);
}

/// `Part 1` below a week is a section of the week.
fn inner_phases(entries: &mut [OutlineEntry]) {
    let mut week: Option<u8> = None;
    for entry in entries {
        if entry.is(Name::is_week) {
            week = Some(entry.level);
        } else if entry.is(Name::is_phase) {
            if week.is_some_and(|week| entry.level > week) {
                entry.name = None;
            } else {
                week = None;
            }
        } else if entry.name.is_none() && week.is_some_and(|week| entry.level <= week) {
            week = None;
        }
    }
}

/// `Phase 1 Goals` without weeks is a section, beside a `Phase 1` with weeks.
fn phases_again(entries: &mut [OutlineEntry]) {
    let called = |entry: &OutlineEntry| fold(&entry.called());
    let is_phase = |entry: &OutlineEntry| match &entry.name {
        Some(name) => matches!(
            name.role,
            OutlineRole::Phase {
                numbers: Some(_),
                ..
            }
        ),
        None => false,
    };
    // The phases that are open: the last one, up to a section at its level or above.
    let mut open: Option<usize> = None;
    let mut with_weeks: HashSet<usize> = HashSet::new();
    for (at, entry) in entries.iter().enumerate() {
        if entry.is(Name::is_phase) {
            open = is_phase(entry).then_some(at);
        } else if entry.is(Name::is_week) {
            with_weeks.extend(open);
        } else if entry.name.is_none()
            && open.is_some_and(|open| entry.level <= entries[open].level)
        {
            open = None;
        }
    }
    let known: HashSet<String> = with_weeks.iter().map(|at| called(&entries[*at])).collect();
    for (at, entry) in entries.iter_mut().enumerate() {
        if is_phase(entry) && !with_weeks.contains(&at) && known.contains(&called(entry)) {
            entry.name = None;
        }
    }
}

/// If no heading names a phase, sections with weeks are phases, if there are at least two.
fn unnamed_phases(entries: &mut [OutlineEntry]) {
    if entries.iter().any(|entry| entry.is(Name::is_phase)) {
        return;
    }
    let mut open: Vec<usize> = Vec::new();
    let mut holders: Vec<usize> = Vec::new();
    for at in 0..entries.len() {
        while open
            .pop_if(|above| entries[*above].level >= entries[at].level)
            .is_some()
        {}
        if entries[at].is(Name::is_week) {
            // Not within a week: a section of a week has no weeks.
            if let Some(holder) = open.last()
                && entries[*holder].name.is_none()
                && !holders.contains(holder)
            {
                holders.push(*holder);
            }
        }
        open.push(at);
    }
    // The heading of the whole document is not one, unless there are others beside it.
    let title = entries
        .iter()
        .position(|entry| entry.level == 1 && entry.name.is_none());
    let beside = holders
        .iter()
        .filter(|holder| entries[**holder].level == 1)
        .count();
    holders.retain(|holder| Some(*holder) != title || beside > 1);
    if holders.len() < 2 {
        return;
    }
    for holder in holders {
        let called = crate::document::without_decoration(&entries[holder].text).1;
        let role = OutlineRole::Phase {
            numbers: None,
            weeks: None,
        };
        entries[holder].name = Some(Name::unsaid(role, called));
    }
}

/// Weeks without a number of their own take that of the week before them; days outside of all weeks take that of the
/// week their numbers fall in.
fn number(entries: &mut [OutlineEntry]) {
    let one = |number: u32| NumberRange {
        first: number,
        last: number,
    };
    let mut last: u32 = 0;
    for at in 0..entries.len() {
        let day = entries
            .get(at + 1)
            .and_then(|next| match &next.name.as_ref()?.role {
                OutlineRole::Day(DayName::Ordinal(days)) => Some(days.first),
                _ => None,
            });
        match entries[at].name.as_mut().map(|name| &mut name.role) {
            Some(OutlineRole::Week { numbers, .. }) => {
                last = numbers.get_or_insert(one(last.saturating_add(1))).last;
            }
            Some(OutlineRole::Part(numbers)) => {
                let week = day.map_or(last, |day| day.saturating_sub(1) / 7 + 1);
                *numbers = Some(one(week));
            }
            _ => {}
        }
    }
}
