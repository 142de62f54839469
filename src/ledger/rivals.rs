//! Tasks that a reworded task could also be: those with all the words that it keeps. A word that changes in one of several
//! similar tasks is what distinguishes it from them.

use std::collections::HashMap;

use super::similarity::units;

/// Tasks by their words.
pub(super) struct Rivals<'a> {
    tasks: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Rivals<'a> {
    /// An index of tasks with their words.
    pub(super) fn of(tasks: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut index: HashMap<&'a str, Vec<usize>> = HashMap::new();
        for (task, text) in tasks {
            for word in units(text) {
                let known = index.entry(word).or_default();
                if known.last() != Some(&task) {
                    known.push(task);
                }
            }
        }
        Self { tasks: index }
    }

    /// Whether a task other than `own` has all the words that two texts share.
    pub(super) fn share(&self, (old, new): (&str, &str), own: [usize; 2]) -> bool {
        let new = units(new);
        let words = units(old).into_iter().filter(|word| new.contains(word));
        let mut shared: Vec<&Vec<usize>> = words.filter_map(|word| self.tasks.get(word)).collect();
        shared.sort_by_key(|tasks| tasks.len());
        let Some((fewest, others)) = shared.split_first() else {
            return false;
        };
        fewest.iter().any(|task| {
            !own.contains(task) && others.iter().all(|tasks| tasks.binary_search(task).is_ok())
        })
    }
}
