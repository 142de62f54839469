//! Matches the tasks of a handbook with its lock: which are known, new or removed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::ids::{Ids, short};
use super::listed::{Group, groups};
use super::lock::{Known, Lock};
use super::matching::{Entry, matched};
use super::words::comparable;
use crate::document::NodeId;
use crate::language::Vocabulary;
use crate::plan::Handbook;

/// The tasks of a handbook, matched with its lock.
pub(super) struct Settled<'a> {
    pub(super) groups: Vec<Group<'a>>,
    /// For each task of each group, its entry in the lock.
    pub(super) known: Vec<Vec<Option<&'a Known>>>,
    /// The id of each of them.
    pub(super) ids: Vec<Vec<String>>,
    pub(super) reworded: Vec<Reworded>,
    /// The tasks whose match is not decided, each a group and an index in it, with their possible earlier task. Until
    /// it is decided, the lock keeps the earlier task.
    pub(super) undecided: HashMap<(usize, usize), &'a Known>,
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

impl<'a> Settled<'a> {
    /// Matches a handbook with its lock.
    pub(super) fn of(
        handbook: &'a Handbook,
        lock: &'a Lock,
        is_new: &dyn Fn(usize, NodeId) -> bool,
    ) -> Self {
        let groups = groups(handbook);
        let mut settled = Self {
            known: groups
                .iter()
                .map(|group| vec![None; group.tasks.len()])
                .collect(),
            ids: Vec::new(),
            reworded: Vec::new(),
            undecided: HashMap::new(),
            groups,
        };
        settled.in_parts(handbook, lock, is_new);
        settled.in_other_parts(lock);
        settled.drop_repeated();
        settled.name(handbook, lock);
        settled
    }

    /// Matches the tasks of each part with its earlier ones, those of the last version first.
    fn in_parts(
        &mut self,
        handbook: &Handbook,
        lock: &'a Lock,
        is_new: &dyn Fn(usize, NodeId) -> bool,
    ) {
        let parts = parts(&self.groups, lock);
        for (at, group) in self.groups.iter().enumerate() {
            let Some(old) = parts.get(&at) else { continue };
            let language = handbook.documents[group.document].front.language.as_deref();
            let words = Vocabulary::of(language);
            for is_there in [true, false] {
                let old: Vec<&Known> = old
                    .iter()
                    .copied()
                    .filter(|known| known.is_there == is_there)
                    .collect();
                let open: Vec<usize> = (0..group.tasks.len())
                    .filter(|task| self.known[at][*task].is_none())
                    .collect();
                let compared: Vec<String> =
                    old.iter().map(|known| comparable(&known.words)).collect();
                let before: Vec<Entry<'_>> = old
                    .iter()
                    .zip(&compared)
                    .map(|(known, words)| Entry {
                        week: &known.place.week,
                        day: &known.place.day,
                        words,
                    })
                    .collect();
                let now: Vec<Entry<'_>> = open.iter().map(|task| entry(group, *task)).collect();
                let result = matched(&before, &now, words);
                for (task, found) in open.iter().zip(&result.old) {
                    let same_words =
                        |found: &usize| before[*found].words == group.tasks[*task].words;
                    // A removed task comes back only with its own words.
                    let found = found.filter(|found| is_there || same_words(found));
                    self.known[at][*task] = found.map(|found| old[found]);
                }
                for (before, now) in result.doubtful.iter().filter(|_| is_there) {
                    let (before, now) = (old[*before], open[*now]);
                    let task = group.tasks[now].task;
                    if !is_new(group.document, task.item) {
                        self.undecided.insert((at, now), before);
                        self.reworded.push(Reworded {
                            document: group.document,
                            item: task.item,
                            words: one_line(&task.words),
                            before: before.words.clone(),
                            at: before.at.clone(),
                        });
                    }
                }
            }
        }
    }

    /// Matches words that only one known task and only one new task of the whole handbook have: for a plan that is
    /// split, or a task that moves to a different page.
    fn in_other_parts(&mut self, lock: &'a Lock) {
        if self.known.iter().flatten().all(Option::is_some) {
            return;
        }
        let taken: HashSet<&str> = self
            .known
            .iter()
            .flatten()
            .flatten()
            .map(|known| known.id.as_str())
            .collect();
        let mut known: HashMap<String, Vec<&'a Known>> = HashMap::new();
        for task in lock.tasks.iter().filter(|task| task.is_there) {
            known.entry(comparable(&task.words)).or_default().push(task);
        }
        let mut new: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, group) in self.groups.iter().enumerate() {
            for (task, listed) in group.tasks.iter().enumerate() {
                new.entry(&listed.words).or_default().push((at, task));
            }
        }
        for (words, places) in new {
            if let ([(at, task)], Some([one])) = (&places[..], known.get(words).map(Vec::as_slice))
                && self.known[*at][*task].is_none()
                && !taken.contains(one.id.as_str())
            {
                self.known[*at][*task] = Some(one);
            }
        }
    }

    /// A lock merged from two branches may have a task twice: only one task of the handbook matches it.
    fn drop_repeated(&mut self) {
        let mut seen = HashSet::new();
        for known in self.known.iter_mut().flatten() {
            if known.is_some_and(|one| !seen.insert(one.id.as_str())) {
                *known = None;
            }
        }
    }

    /// Gives each task its id: the known one, or a new one that no task has ever had.
    fn name(&mut self, handbook: &Handbook, lock: &Lock) {
        let mut taken: HashSet<String> = lock.tasks.iter().map(|known| known.id.clone()).collect();
        let first = taken.is_empty().then(|| Ids::of(handbook));
        self.ids = self
            .groups
            .iter()
            .zip(&self.known)
            .map(|(group, known)| {
                let id = |(task, known): (usize, Option<&Known>)| match (known, &first) {
                    (Some(known), _) => known.id.clone(),
                    // A first lock keeps the ids that the handbook had without one.
                    (None, Some(first)) => {
                        let ids = first.of_document(group.document);
                        let ids = if group.in_templates {
                            &ids.in_templates
                        } else {
                            &ids.own
                        };
                        ids[task].clone()
                    }
                    (None, None) => {
                        let listed = &group.tasks[task];
                        let place = [&group.key(), listed.week, listed.day, &listed.words];
                        let mut count = 0;
                        let mut id = short(&place, count);
                        while !taken.insert(id.clone()) {
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

fn entry<'e>(group: &'e Group<'_>, task: usize) -> Entry<'e> {
    let listed = &group.tasks[task];
    Entry {
        week: listed.week,
        day: listed.day,
        words: &listed.words,
    }
}

/// Words in the form of a lock's line.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The entries of the lock for each group: those of the part with its name, or else of the removed part with the most
/// tasks in common.
fn parts<'a>(groups: &[Group<'_>], lock: &'a Lock) -> BTreeMap<usize, Vec<&'a Known>> {
    let mut old: BTreeMap<&str, Vec<&Known>> = BTreeMap::new();
    for known in &lock.tasks {
        old.entry(&known.place.part).or_default().push(known);
    }
    let names: Vec<String> = groups.iter().map(Group::key).collect();
    let mut parts: BTreeMap<usize, Vec<&Known>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        if let Some(known) = old.get(name.as_str()) {
            parts.insert(at, known.clone());
        }
    }
    let present: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    old.retain(|name, _| !present.contains(name));
    let mut pairs: Vec<(usize, usize, &str)> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        if parts.contains_key(&at) || group.tasks.is_empty() {
            continue;
        }
        for (name, known) in &old {
            let words: HashSet<String> =
                known.iter().map(|known| comparable(&known.words)).collect();
            let shared = group
                .tasks
                .iter()
                .filter(|task| words.contains(&task.words))
                .count();
            if 2 * shared >= group.tasks.len().min(known.len()) && shared > 0 {
                pairs.push((shared, at, name));
            }
        }
    }
    pairs.sort_by(|(a, a_at, a_name), (b, b_at, b_name)| {
        b.cmp(a).then(a_at.cmp(b_at)).then(a_name.cmp(b_name))
    });
    for (_, at, name) in pairs {
        if !parts.contains_key(&at)
            && let Some(known) = old.remove(name)
        {
            parts.insert(at, known);
        }
    }
    parts
}
