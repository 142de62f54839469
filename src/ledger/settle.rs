//! Matches the tasks of a handbook with its lock: which are known, new or removed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::ids::{derived, short};
use super::listed::{TaskGroup, groups};
use super::lock::{Known, Lock};
use super::matching::{TaskEntry, matched};
use super::old::Old;
use super::parts::parts;
use super::words::comparable;
use crate::document::NodeId;
use crate::language::Vocabulary;
use crate::plan::Handbook;

/// The tasks of a handbook, matched with its lock.
pub(super) struct Settled<'a> {
    pub(super) groups: Vec<TaskGroup<'a>>,
    /// For each task of each group, its entry in the lock.
    pub(super) known: Vec<Vec<Option<&'a Known>>>,
    /// The id of each of them.
    pub(super) ids: Vec<Vec<String>>,
    /// The tasks that may be earlier ones with new words, each a group and an index in it, with its earlier task. The lock
    /// keeps both until the author decides.
    pub(super) undecided: BTreeMap<(usize, usize), &'a Known>,
    /// The ids of the tasks of the lock that are found in the handbook. A lock that two branches changed may have a task
    /// twice: only one task of the handbook is that.
    taken: HashSet<&'a str>,
}

/// A task that may be an earlier one with new words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reworded {
    /// The document of the task: an index into the handbook's documents.
    pub document: usize,
    /// The task.
    pub item: NodeId,
    /// Its words.
    pub words: String,
    /// The words that it may have had.
    pub before: String,
    /// Their range in the lock's text.
    pub at: std::ops::Range<usize>,
}

/// What matching asks for.
#[derive(Clone, Copy)]
pub(super) struct Asked<'q> {
    /// The language of a document.
    pub(super) language: &'q dyn Fn(usize) -> Option<&'q str>,
    /// Whether the author says of a task in a document that it is another one than that of before.
    pub(super) is_new: &'q dyn Fn(usize, NodeId) -> bool,
}

impl<'a> Settled<'a> {
    /// Matches a handbook with its lock.
    pub(super) fn of(
        handbook: &'a Handbook,
        lock: &'a Lock,
        is_new: &dyn Fn(usize, NodeId) -> bool,
    ) -> Self {
        let language = |document: usize| handbook.documents[document].front.language.as_deref();
        let asked = Asked {
            language: &language,
            is_new,
        };
        let mut settled = Self::matched(groups(handbook), lock, asked);
        settled.name(lock);
        settled
    }

    /// Finds out which task of the lock each task is.
    pub(super) fn matched(groups: Vec<TaskGroup<'a>>, lock: &'a Lock, asked: Asked<'_>) -> Self {
        let known = groups.iter().map(|group| vec![None; group.tasks.len()]);
        let mut settled = Self {
            known: known.collect(),
            ids: Vec::new(),
            undecided: BTreeMap::new(),
            taken: HashSet::new(),
            groups,
        };
        let old: Vec<Old<'a>> = lock
            .tasks
            .par_iter()
            .map(|known| Old {
                known,
                words: comparable(&known.words),
            })
            .collect();
        let parts = parts(&settled.groups, &old);
        settled.in_parts((&parts, &old), true, asked);
        settled.in_other_parts((&parts, &old), asked);
        // What was there last comes before what was gone.
        settled.in_parts((&parts, &old), false, asked);
        settled.decide();
        if !(lock.undecided.is_empty() && settled.undecided.is_empty()) {
            settled.keep_undecided(lock, asked);
        }
        settled
    }

    /// Matches the tasks of each part with its earlier ones.
    fn in_parts(
        &mut self,
        (parts, old): (&BTreeMap<usize, &str>, &[Old<'a>]),
        is_there: bool,
        asked: Asked<'_>,
    ) {
        let mut of_parts: HashMap<&str, Vec<&Old<'a>>> = HashMap::new();
        for old in old.iter().filter(|old| old.known.is_there == is_there) {
            of_parts.entry(&old.known.place.part).or_default().push(old);
        }
        for (at, part) in parts {
            let Some(old) = of_parts.get(part) else {
                continue;
            };
            let open = |task: &usize| self.known[*at][*task].is_none();
            let tasks: Vec<usize> = (0..self.groups[*at].tasks.len()).filter(open).collect();
            self.match_tasks(*at, (old, &tasks), asked);
        }
    }

    /// Matches tasks of a group with old ones. Tasks that are matched already only show where the others are.
    fn match_tasks(&mut self, at: usize, (old, tasks): (&[&Old<'a>], &[usize]), asked: Asked<'_>) {
        let group = &self.groups[at];
        let before: Vec<TaskEntry<'_>> = old.iter().map(|old| old.entry()).collect();
        let now: Vec<TaskEntry<'_>> = tasks.iter().map(|task| entry(group, *task)).collect();
        let words = Vocabulary::of((asked.language)(group.document));
        let result = matched(&before, &now, words);
        for (task, found) in tasks.iter().zip(&result.old) {
            let Some(found) = found.map(|found| old[found]) else {
                continue;
            };
            // A removed task comes back only with its own words.
            let is_it = found.known.is_there || found.words == group.tasks[*task].words;
            let own = &mut self.known[at][*task];
            if is_it && own.is_none() && self.taken.insert(&found.known.id) {
                *own = Some(found.known);
            }
        }
        for (before, now) in &result.doubtful {
            let (before, task) = (old[*before].known, tasks[*now]);
            let item = group.tasks[task].task.item;
            if before.is_there && !(asked.is_new)(group.document, item) {
                self.undecided.entry((at, task)).or_insert(before);
            }
        }
    }

    /// Matches tasks that are in a different part: of a plan that is split or joined, or moved to a different page. Words
    /// that only one known task and only one new task of the whole handbook have show which days correspond; then the
    /// tasks of these days are matched.
    fn in_other_parts(
        &mut self,
        (parts, old): (&BTreeMap<usize, &str>, &[Old<'a>]),
        asked: Asked<'_>,
    ) {
        if self.known.iter().flatten().all(Option::is_some) {
            return;
        }
        let there = || old.iter().filter(|old| old.known.is_there);
        let mut known: HashMap<&str, Vec<&'a Known>> = HashMap::new();
        for old in there() {
            let same = known.entry(&old.words).or_default();
            if same.iter().all(|other| other.id != old.known.id) {
                same.push(old.known);
            }
        }
        let mut moved: BTreeMap<(usize, &str), Days<'a>> = BTreeMap::new();
        for (at, task) in self.alone() {
            let group = &self.groups[at];
            let listed = &group.tasks[task];
            if let Some([one]) = known.get(listed.words.as_str()).map(Vec::as_slice)
                && self.known[at][task].is_none()
                && self.taken.insert(&one.id)
            {
                self.known[at][task] = Some(one);
                if parts.get(&at) != Some(&one.place.part.as_str()) {
                    let days = moved.entry((at, &one.place.part)).or_default();
                    days.old.insert((&one.place.week, &one.place.day));
                    days.new.insert((listed.week, listed.day));
                }
            }
        }
        for ((at, part), days) in moved {
            let is_old = |old: &&Old<'_>| {
                let place = &old.known.place;
                place.part == part
                    && days
                        .old
                        .contains(&(place.week.as_str(), place.day.as_str()))
            };
            let old: Vec<&Old<'a>> = there().filter(is_old).collect();
            let listed = self.groups[at].tasks.iter().enumerate();
            let new = listed.filter(|(_, listed)| days.new.contains(&(listed.week, listed.day)));
            let tasks: Vec<usize> = new.map(|(task, _)| task).collect();
            self.match_tasks(at, (&old, &tasks), asked);
        }
    }

    /// The tasks whose words no other task of the handbook has, each a group and a place in it.
    fn alone(&self) -> Vec<(usize, usize)> {
        let mut places: BTreeMap<&str, Option<(usize, usize)>> = BTreeMap::new();
        for (at, group) in self.groups.iter().enumerate() {
            for (task, listed) in group.tasks.iter().enumerate() {
                let only = places.entry(&listed.words);
                only.and_modify(|only| *only = None)
                    .or_insert(Some((at, task)));
            }
        }
        places.into_values().flatten().collect()
    }

    /// Drops doubts about tasks that were found after all, on either side.
    fn decide(&mut self) {
        let mut doubted = BTreeSet::new();
        self.undecided.retain(|(at, task), before| {
            self.known[*at][*task].is_none()
                && !self.taken.contains(before.id.as_str())
                && doubted.insert(before.id.as_str())
        });
    }

    /// Keeps what the author has not decided since the last build. Neighbors decide nothing: the last build put the
    /// earlier task there.
    fn keep_undecided(&mut self, lock: &'a Lock, asked: Asked<'_>) {
        let known = lock.tasks.iter().map(|known| (known.id.as_str(), known));
        let known: HashMap<&str, &'a Known> = known.collect();
        let now = self.places_of(lock);
        let doubted = self.undecided.values();
        let mut doubted: HashSet<&str> = doubted.map(|known| known.id.as_str()).collect();
        for (new, old) in &lock.undecided {
            let (Some(place), Some(before)) = (now.get(new.as_str()), known.get(old.as_str()))
            else {
                continue;
            };
            let group = &self.groups[place.0];
            let is_new = (asked.is_new)(group.document, group.tasks[place.1].task.item);
            if !is_new && !self.taken.contains(old.as_str()) && doubted.insert(old) {
                self.undecided.insert(*place, before);
            }
        }
        // With the words of the earlier task, it is that one.
        for (place, before) in std::mem::take(&mut self.undecided) {
            let (at, task) = place;
            if self.groups[at].tasks[task].words == comparable(&before.words) {
                self.known[at][task] = Some(before);
                self.taken.insert(&before.id);
            } else {
                self.undecided.insert(place, before);
            }
        }
    }

    /// Where the tasks are now that were undecided. One that is in doubt again may be what it may have been at first.
    fn places_of(&self, lock: &'a Lock) -> HashMap<&'a str, (usize, usize)> {
        let groups = self.known.iter().enumerate();
        let known = groups.flat_map(|(at, group)| {
            let tasks = group.iter().enumerate();
            tasks.filter_map(move |(task, known)| Some((known.as_ref()?.id.as_str(), (at, task))))
        });
        let again = self.undecided.iter();
        let again = again.map(|(place, before)| (before.id.as_str(), *place));
        let all = known.chain(again);
        all.filter(|(id, _)| lock.undecided.contains_key(*id))
            .collect()
    }

    /// The tasks that are not decided, as they are reported.
    pub(super) fn reworded(&self) -> Vec<Reworded> {
        let undecided = self.undecided.iter();
        undecided
            .map(|((at, task), before)| {
                let group = &self.groups[*at];
                let task = group.tasks[*task].task;
                Reworded {
                    document: group.document,
                    item: task.item,
                    words: one_line(&task.words),
                    before: before.words.clone(),
                    at: before.at.clone(),
                }
            })
            .collect()
    }

    /// Gives each task its id: the known one, or a new one that no task has ever had.
    pub(super) fn name(&mut self, lock: &Lock) {
        let taken: HashSet<&str> = lock.tasks.iter().map(|known| known.id.as_str()).collect();
        let mut new: HashSet<String> = HashSet::new();
        let first = taken.is_empty().then(|| derived(&self.groups));
        self.ids = self
            .groups
            .iter()
            .zip(&self.known)
            .enumerate()
            .map(|(at, (group, known))| {
                let id = |(task, known): (usize, Option<&Known>)| match (known, &first) {
                    (Some(known), _) => known.id.clone(),
                    // A first lock keeps the ids that the handbook had without one.
                    (None, Some(first)) => first[at][task].clone(),
                    (None, None) => {
                        let listed = &group.tasks[task];
                        let place = [&group.key(), listed.week, listed.day, &listed.words];
                        let mut count = 0;
                        let mut id = short(&place, count);
                        while taken.contains(id.as_str()) || !new.insert(id.clone()) {
                            count += 1;
                            id = short(&place, count);
                        }
                        id
                    }
                };
                known.iter().copied().enumerate().map(id).collect()
            })
            .collect();
    }
}

/// The days of a part, each with its week, that are in another part now.
#[derive(Default)]
struct Days<'d> {
    old: BTreeSet<(&'d str, &'d str)>,
    new: BTreeSet<(&'d str, &'d str)>,
}

fn entry<'e>(group: &'e TaskGroup<'_>, task: usize) -> TaskEntry<'e> {
    let listed = &group.tasks[task];
    TaskEntry {
        week: listed.week,
        day: listed.day,
        words: &listed.words,
    }
}

/// Words in the form of a lock's line.
pub(super) fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
