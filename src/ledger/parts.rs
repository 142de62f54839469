//! Which part of a handbook is which part of the lock: files may have been renamed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::listed::TaskGroup;
use super::old::Old;

/// A group and a part of the lock that it may have been. Those that come first are taken first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct PartPair<'o> {
    /// Whether the name of one of them is not known to the other side: a new file may be a copy.
    is_new: bool,
    /// How many different words both have; the most come first.
    shared: Reverse<usize>,
    is_renamed: bool,
    group: usize,
    part: &'o str,
}

/// The part of the lock that each group was: the part that has most tasks in common with it, if that is half of the
/// smaller one of them, or else the part with its name. Of new files and those that the lock knows, the latter choose
/// first.
pub(super) fn parts<'o>(groups: &[TaskGroup<'_>], old: &'o [Old<'_>]) -> BTreeMap<usize, &'o str> {
    let mut words: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    let mut holders: HashMap<&str, Vec<&str>> = HashMap::new();
    for old in old {
        let part = old.known.place.part.as_str();
        if words.entry(part).or_default().insert(&old.words) {
            holders.entry(&old.words).or_default().push(part);
        }
    }
    let names: Vec<String> = groups.iter().map(TaskGroup::key).collect();
    let present: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let mut pairs: Vec<PartPair<'o>> = Vec::new();
    for (group, name) in names.iter().enumerate() {
        // Words that a plan repeats say nothing more each time.
        let own = groups[group].tasks.iter().map(|task| task.words.as_str());
        let own: HashSet<&str> = own.collect();
        let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
        for part in own.iter().filter_map(|words| holders.get(words)).flatten() {
            *shared.entry(part).or_default() += 1;
        }
        shared.retain(|part, shared| 2 * *shared >= own.len().min(words[part].len()));
        pairs.extend(shared.into_iter().map(|(part, shared)| PartPair {
            is_new: !words.contains_key(name.as_str()) || !present.contains(part),
            shared: Reverse(shared),
            is_renamed: part != name,
            group,
            part,
        }));
    }
    pairs.sort_unstable();
    let pairs = pairs.into_iter().map(|pair| (pair.group, pair.part));
    let by_name = names.iter().enumerate().filter_map(|(group, name)| {
        let (part, _) = words.get_key_value(name.as_str())?;
        Some((group, *part))
    });
    let mut taken = BTreeSet::new();
    let mut parts = BTreeMap::new();
    for (group, part) in pairs.chain(by_name) {
        if !parts.contains_key(&group) && taken.insert(part) {
            parts.insert(group, part);
        }
    }
    parts
}
