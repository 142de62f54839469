//! Which part of a handbook is which part of the lock: files may have been renamed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::listed::Group;
use super::settle::Old;

/// The part of the lock that each group was: the one with its name if they have many tasks in common, or else the one
/// that has most tasks in common with it, or else the one with its name.
pub(super) fn parts<'o>(groups: &[Group<'_>], old: &'o [Old<'_>]) -> BTreeMap<usize, &'o str> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut holders: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for old in old {
        let part = old.known.place.part.as_str();
        *sizes.entry(part).or_default() += 1;
        holders.entry(&old.words).or_default().insert(part);
    }
    let names: Vec<String> = groups.iter().map(Group::key).collect();
    let mut parts: BTreeMap<usize, &str> = BTreeMap::new();
    let mut pairs: Vec<(usize, usize, &str)> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
        for part in group
            .tasks
            .iter()
            .filter_map(|task| holders.get(task.words.as_str()))
        {
            for part in part {
                *shared.entry(part).or_default() += 1;
            }
        }
        shared.retain(|part, shared| 2 * *shared >= group.tasks.len().min(sizes[part]));
        match shared.get_key_value(names[at].as_str()) {
            Some((part, _)) => drop(parts.insert(at, part)),
            None => pairs.extend(shared.iter().map(|(part, shared)| (*shared, at, *part))),
        }
    }
    let mut taken: BTreeSet<&str> = parts.values().copied().collect();
    pairs.sort_by(|(a, a_at, a_part), (b, b_at, b_part)| {
        b.cmp(a).then(a_at.cmp(b_at)).then(a_part.cmp(b_part))
    });
    for (_, at, part) in pairs {
        if !parts.contains_key(&at) && taken.insert(part) {
            parts.insert(at, part);
        }
    }
    for (at, name) in names.iter().enumerate() {
        if let Some((part, _)) = sizes.get_key_value(name.as_str())
            && !parts.contains_key(&at)
            && taken.insert(part)
        {
            parts.insert(at, part);
        }
    }
    parts
}
