//! The current places of a plan's parts: each is where most of its tasks are.

use std::collections::BTreeMap;

use super::lock::TaskLocation;

/// Each place that had a task which is still there, with the place where most of these tasks are. `tasks` gives where
/// tasks were, where they are, and how many they are.
pub(super) fn moves(
    tasks: impl Iterator<Item = (TaskLocation, TaskLocation, u32)>,
) -> BTreeMap<TaskLocation, TaskLocation> {
    let mut counts: BTreeMap<TaskLocation, BTreeMap<TaskLocation, u32>> = BTreeMap::new();
    for (old, new, count) in tasks {
        *counts.entry(old).or_default().entry(new).or_default() += count;
    }
    let most = |places: BTreeMap<TaskLocation, u32>| {
        let most = places.into_iter().rev().max_by_key(|(_, count)| *count);
        most.map(|(place, _)| place)
    };
    let moves = counts.into_iter();
    moves
        .filter_map(|(old, places)| Some((old, most(places)?)))
        .collect()
}
