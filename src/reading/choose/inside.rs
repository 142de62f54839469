//! The days of a document with chosen weeks: those in each week, and those outside of all weeks. Numbered days outside
//! form a part of their own; weekdays are a timetable.

use std::collections::HashSet;

use rayon::prelude::*;

use super::days::{Region, decide};
use super::expand::expand_days;
use super::formed;
use super::verdict::Verdict;
use crate::document::Form;
use crate::plan::{DayName, Unchosen as Why, UnchosenMention as Unread};
use crate::reading::form::NameKind;
use crate::reading::fragment::Fragment;
use crate::reading::name::{Name, OutlineRole};
use crate::reading::scene::{FragmentIndex, Mention, ReadBlocks};

/// Chooses the days of a document with chosen weeks.
pub(super) fn choose(
    read: &ReadBlocks<'_>,
    mut fragments: Vec<Fragment>,
    left: &mut Vec<Unread>,
) -> Vec<Fragment> {
    day_ranges(&mut fragments);
    let scene = FragmentIndex::with(read, &fragments);
    let regions = regions(&scene);
    let weeks = regions.iter().filter(|region| region.in_week).count();
    let mut inside: HashSet<DayName> = HashSet::new();
    let mut chosen: Vec<(Mention, Verdict)> = Vec::new();
    scene.look_ahead();
    let in_weeks: Vec<_> = regions
        .par_iter()
        .filter(|region| region.in_week)
        .map(|region| decide(&scene, region, NameKind::Day))
        .collect();
    for decided in in_weeks {
        for (mention, _) in decided
            .iter()
            .filter(|(_, verdict)| *verdict == Verdict::Taken)
        {
            inside.extend(mention.names.iter().filter_map(ordinal));
        }
        chosen.extend(decided);
    }
    for region in regions.iter().filter(|region| !region.in_week) {
        let mut decided = decide(&scene, region, NameKind::Day);
        for (mention, verdict) in &mut decided {
            if Some(mention.fragment) == scene.title() {
                *verdict = Verdict::Left(Why::Title);
            } else if *verdict == Verdict::Taken && !is_separate(mention, &inside) {
                *verdict = Verdict::Left(match weeks {
                    0 | 1 => Why::Order,
                    _ => Why::Timetable,
                });
            }
        }
        chosen.extend(decided);
    }
    chosen.sort_by_key(|(mention, _)| mention.fragment);
    let outside = |fragment: usize| {
        let region = regions.partition_point(|region| region.to <= fragment);
        regions.get(region).is_some_and(|region| !region.in_week)
    };
    let expanded = expand_days(&scene, &chosen, NameKind::Day, left);
    drop(scene);
    drop((chosen, fragments));
    formed::parts(expanded, &outside)
}

fn ordinal(name: &Name) -> Option<DayName> {
    match &name.role {
        OutlineRole::Day(day @ DayName::Ordinal(_)) => Some(day.clone()),
        _ => None,
    }
}

/// Whether days outside of all weeks form a part of their own: numbered ones that no week has, and dates in headings.
fn is_separate(mention: &Mention, inside: &HashSet<DayName>) -> bool {
    mention.names.iter().all(|name| match &name.role {
        OutlineRole::Day(day @ DayName::Ordinal(_)) => !inside.contains(day),
        OutlineRole::Day(DayName::Date(_)) => mention.form == Form::Heading,
        _ => false,
    })
}

/// Ranges of days with weeks below them are phases, and so are others of that level: `Days 1-30: Learn` above `Week 1`,
/// and `Days 61-90: Lead`.
fn day_ranges(fragments: &mut [Fragment]) {
    let mut levels: HashSet<u8> = HashSet::new();
    // The levels of the ranges above the current fragment.
    let mut open: Vec<u8> = Vec::new();
    for fragment in fragments.iter() {
        let Fragment::Head(head) = fragment else {
            continue;
        };
        open.retain(|level| *level < head.level);
        match &head.name {
            Some(name) if name.is_week() => levels.extend(open.drain(..)),
            Some(name) if is_range(name) => open.push(head.level),
            _ => {}
        }
    }
    for fragment in fragments {
        if let Fragment::Head(head) = fragment
            && levels.contains(&head.level)
            && let Some(name) = head.name.as_mut().filter(|name| is_range(name))
        {
            name.role = OutlineRole::Phase {
                numbers: None,
                weeks: None,
            };
        }
    }
}

fn is_range(name: &Name) -> bool {
    matches!(name.role, OutlineRole::Day(DayName::Ordinal(days)) if days.first < days.last)
}

/// `Days 31-60`
fn is_longer_than_a_week(name: &Name) -> bool {
    matches!(name.role, OutlineRole::Day(DayName::Ordinal(days)) if days.last - days.first >= 7)
}

/// The weeks, and the regions between them.
fn regions(scene: &FragmentIndex<'_>) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let mut level: Option<u8> = None;
    let mut from = 0;
    let mut close = |from: &mut usize, to: usize, in_week: bool| {
        if *from < to {
            regions.push(Region {
                from: *from,
                to,
                in_week,
            });
        }
        *from = to;
    };
    for at in 0..scene.fragments.len() {
        let Fragment::Head(head) = &scene.fragments[at] else {
            continue;
        };
        let is = |test: fn(&Name) -> bool| head.name.as_ref().is_some_and(test);
        let may_be_inside = is(Name::is_day) && !is(is_longer_than_a_week);
        let ends = level.is_some_and(|week| head.level <= week && !may_be_inside);
        if is(Name::is_week) {
            close(&mut from, at, level.is_some());
            level = Some(head.level);
        } else if ends || is(Name::is_phase) && level.is_none() {
            close(&mut from, at, level.is_some());
            level = None;
        }
    }
    close(&mut from, scene.fragments.len(), level.is_some());
    regions
}
