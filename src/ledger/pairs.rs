//! Pairs of old and new tasks of one day.

use std::collections::HashMap;

use super::similarity::{Similarity, near, units};
use crate::language::Vocabulary;

/// How many pairs are compared one by one. Of more, only those that share a word are.
const MOST_PAIRS: usize = 10_000;
/// In how many old tasks a word may be to say which tasks are compared.
const MOST_HOLDERS: usize = 64;
/// How many pairs are put in order at most.
const MOST_IN_ORDER: usize = 1_000_000;

/// An old and a new task with words that are near to each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct NearPair {
    pub(super) before: usize,
    pub(super) now: usize,
    pub(super) near: Similarity,
}

/// The pairs of tasks with near words; tasks are given as a number and words.
pub(super) fn near_pairs(
    old: &[(usize, &str)],
    new: &[(usize, &str)],
    words: &Vocabulary,
) -> Vec<NearPair> {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    let is_few = old.len() * new.len() <= MOST_PAIRS;
    if !is_few {
        for (place, (_, words)) in old.iter().enumerate() {
            for unit in units(words) {
                holders.entry(unit).or_default().push(place);
            }
        }
    }
    let mut pairs = Vec::new();
    for (now, now_words) in new {
        let candidates: Vec<usize> = if is_few {
            (0..old.len()).collect()
        } else {
            let holders = units(now_words)
                .into_iter()
                .filter_map(|unit| holders.get(unit))
                .filter(|holders| holders.len() <= MOST_HOLDERS);
            let mut candidates: Vec<usize> = holders.flatten().copied().collect();
            candidates.sort_unstable();
            candidates.dedup();
            candidates
        };
        for (before, before_words) in candidates.into_iter().map(|place| old[place]) {
            let near = near(before_words, now_words, words);
            if near != Similarity::Other {
                let now = *now;
                pairs.push(NearPair { before, now, near });
            }
        }
    }
    pairs
}

/// The pairs of which each is the only one that is near the other.
pub(super) fn only_pairs<'p>(
    pairs: impl Iterator<Item = &'p NearPair> + Clone,
) -> Vec<(usize, usize)> {
    let (mut old, mut new) = (HashMap::new(), HashMap::new());
    for pair in pairs.clone() {
        *old.entry(pair.before).or_insert(0) += 1;
        *new.entry(pair.now).or_insert(0) += 1;
    }
    pairs
        .filter(|pair| old[&pair.before] == 1 && new[&pair.now] == 1)
        .map(|pair| (pair.before, pair.now))
        .collect()
}

/// The pairs of old and new tasks in their order that are most alike together; early ones are paired before later ones.
/// `likeness` is 0 for tasks that are no pair, and `equal` for equal ones.
pub(super) fn in_order(
    (old, new): (usize, usize),
    equal: u32,
    likeness: &dyn Fn(usize, usize) -> u32,
) -> Vec<(usize, usize)> {
    let shorter = old.min(new);
    let is_equal = |before, now| likeness(before, now) == equal;
    let start = (0..shorter).take_while(|at| is_equal(*at, *at)).count();
    let mut end = 0;
    if (old - start) * (new - start) > MOST_IN_ORDER {
        let last = (0..shorter - start).take_while(|at| is_equal(old - 1 - at, new - 1 - at));
        end = last.count();
    }
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    let inner = (old - start - end, new - start - end);
    if inner.0 * inner.1 <= MOST_IN_ORDER {
        let shifted = |before, now| likeness(start + before, start + now);
        let inner = best_pairs(inner, &shifted).into_iter();
        pairs.extend(inner.map(|(before, now)| (start + before, start + now)));
    }
    pairs.extend((0..end).rev().map(|at| (old - 1 - at, new - 1 - at)));
    pairs
}

fn best_pairs(
    (old, new): (usize, usize),
    likeness: &dyn Fn(usize, usize) -> u32,
) -> Vec<(usize, usize)> {
    // The best total of the remaining pairs, from each pair of positions on.
    let mut best = vec![vec![0; new + 1]; old + 1];
    for before in (0..old).rev() {
        for now in (0..new).rev() {
            let alike = match likeness(before, now) {
                0 => 0,
                alike => alike + best[before + 1][now + 1],
            };
            let skip = best[before + 1][now].max(best[before][now + 1]);
            best[before][now] = alike.max(skip);
        }
    }
    let mut pairs = Vec::new();
    let (mut before, mut now) = (0, 0);
    while before < old && now < new {
        let alike = likeness(before, now);
        if alike > 0 && best[before][now] == alike + best[before + 1][now + 1] {
            pairs.push((before, now));
            (before, now) = (before + 1, now + 1);
        } else if best[before][now] == best[before][now + 1] {
            now += 1;
        } else {
            before += 1;
        }
    }
    pairs
}
