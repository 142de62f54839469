//! Matches the sections of a plan with those of its previous version: by their tasks first, and only then by their
//! names, since inserting a week renames all weeks after it.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Word groups in more sections than this do not identify a section without its name.
const MOST_SECTIONS: usize = 32;
/// The minimum weight of the tasks that two sections share: a task in one section weighs 1, one in two sections a half.
const LEAST_SHARED: f64 = 0.5;
/// The weight of a shared name.
const NAME: f64 = 0.3;

/// A week or a day with the tasks in it. `W` identifies words.
#[derive(Debug)]
pub(super) struct TaskSection<'a, W> {
    /// Its name, unique among the sections.
    pub(super) name: (&'a str, &'a str),
    /// Its tasks: indices into a list of all tasks.
    pub(super) tasks: Vec<usize>,
    /// Their words.
    words: BTreeMap<W, u32>,
}

impl<'a, W: Copy + Ord + Hash> TaskSection<'a, W> {
    /// The sections of tasks, each given by the name of its section and its words, in order of appearance.
    pub(super) fn of(tasks: impl Iterator<Item = ((&'a str, &'a str), W)>) -> Vec<Self> {
        let mut sections: Vec<Self> = Vec::new();
        let mut known: HashMap<(&str, &str), usize> = HashMap::new();
        let mut last = 0;
        for (task, (name, words)) in tasks.enumerate() {
            // Most tasks are in the section of the task before.
            if sections
                .get(last)
                .is_none_or(|section| section.name != name)
            {
                last = *known.entry(name).or_insert_with(|| {
                    sections.push(Self {
                        name,
                        tasks: Vec::new(),
                        words: BTreeMap::new(),
                    });
                    sections.len() - 1
                });
            }
            let at = last;
            sections[at].tasks.push(task);
            *sections[at].words.entry(words).or_default() += 1;
        }
        sections
    }
}

/// For each new section, the matching old one. `bonus` is further weight for a pair of an old and a new section.
pub(super) fn align<W: Copy + Ord + Hash>(
    old: &[TaskSection<'_, W>],
    new: &[TaskSection<'_, W>],
    bonus: impl Fn(usize, usize) -> f64,
) -> Vec<Option<usize>> {
    let (old_in, new_in) = (holders(old), holders(new));
    let by_name: HashMap<_, usize> = old
        .iter()
        .enumerate()
        .map(|(at, section)| (section.name, at))
        .collect();
    let mut pairs = Vec::new();
    for (at, section) in new.iter().enumerate() {
        let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
        for (words, count) in &section.words {
            let (Some(olds), Some(news)) = (old_in.get(words), new_in.get(words)) else {
                continue;
            };
            let rarity = 1.0 / count_of(olds.len().max(news.len()));
            let same = by_name.get(&section.name);
            let holders = if olds.len() <= MOST_SECTIONS {
                olds.as_slice()
            } else {
                same.map_or(&[][..], std::slice::from_ref)
            };
            for holder in holders {
                let both = old[*holder].words.get(words).min(Some(count));
                *shared.entry(*holder).or_default() +=
                    f64::from(both.copied().unwrap_or_default()) * rarity;
            }
        }
        if let Some(same) = by_name.get(&section.name) {
            shared.entry(*same).or_default();
        }
        for (holder, sum) in shared {
            let named = old[holder].name == section.name;
            if named || sum >= LEAST_SHARED {
                let name = if named { NAME } else { 0.0 };
                pairs.push((sum + name + bonus(holder, at), holder, at));
            }
        }
    }
    // The highest weight first; of equal ones, the closest pair.
    pairs.sort_by(|(a, a_old, a_new), (b, b_old, b_new)| {
        let far = |old: &usize, new: &usize| old.abs_diff(*new);
        let nearest = far(a_old, a_new).cmp(&far(b_old, b_new));
        b.total_cmp(a).then(nearest).then(a_new.cmp(b_new))
    });
    let mut taken = vec![false; old.len()];
    let mut aligned = vec![None; new.len()];
    for (_, holder, at) in pairs {
        if !taken[holder] && aligned[at].is_none() {
            taken[holder] = true;
            aligned[at] = Some(holder);
        }
    }
    aligned
}

/// The sections with each word group.
fn holders<W: Copy + Eq + Hash>(sections: &[TaskSection<'_, W>]) -> HashMap<W, Vec<usize>> {
    let mut holders: HashMap<W, Vec<usize>> = HashMap::new();
    for (at, section) in sections.iter().enumerate() {
        for words in section.words.keys() {
            holders.entry(*words).or_default().push(at);
        }
    }
    holders
}

fn count_of(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::{TaskSection, align};

    /// Sections as `name: task, task`, one per line.
    fn sections(text: &str) -> Vec<TaskSection<'_, &str>> {
        let tasks = text.lines().flat_map(|line| {
            let (name, tasks) = line.trim().split_once(": ").unwrap_or((line.trim(), ""));
            tasks.split(", ").map(move |task| ((name, ""), task))
        });
        TaskSection::of(tasks)
    }

    #[test]
    fn sections_are_matched_by_tasks_first_and_then_by_name() {
        let plan = "w1: a, review\nw2: b, review\nw3: c, review";
        for (new, expected) in [
            (plan, &[Some(0), Some(1), Some(2)][..]),
            // A week is inserted, and the others are renamed.
            (
                "w1: a, review\nw2: new, review\nw3: b, review\nw4: c, review",
                &[Some(0), None, Some(1), Some(2)],
            ),
            // A week is deleted.
            ("w1: b, review\nw2: c, review", &[Some(1), Some(2)]),
            // Two weeks swap places.
            (
                "w1: b, review\nw2: a, review\nw3: c, review",
                &[Some(1), Some(0), Some(2)],
            ),
            // A task moves.
            (
                "w1: review\nw2: b, review\nw3: c, a, review",
                &[Some(0), Some(1), Some(2)],
            ),
            // All tasks of a week are replaced.
            (
                "w1: a, review\nw2: x, y\nw3: c, review",
                &[Some(0), Some(1), Some(2)],
            ),
            // One is deleted, another one inserted: tasks that all weeks have are no evidence.
            (
                "w1: a, review\nw2: c, review\nw4: z, review",
                &[Some(0), Some(2), None],
            ),
        ] {
            let (old, new) = (sections(plan), sections(new));
            assert_eq!(align(&old, &new, |_, _| 0.0), expected, "{new:?}");
        }
    }
}
