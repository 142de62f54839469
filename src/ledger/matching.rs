//! Matches the tasks of a plan with those of its previous version. A tick must never move to a different task, so
//! doubtful pairs are not matched.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::align::{self, align};
use super::pairs::{NearPair, in_order, near_pairs, only_pairs};
use super::rivals::Rivals;
use super::similarity::{Similarity, near};
use crate::language::Vocabulary;

/// How much it weighs for two days that their weeks match and that they have the same name: less than a shared task,
/// since inserting a day renames those after it.
const SAME_WEEK: f64 = 0.2;
const SAME_DAY: f64 = 0.1;

/// The weights of equal words, and of words with a typo, for an order.
const EQUAL: u32 = 4;
const NEAR: u32 = 3;

/// A task to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TaskEntry<'a> {
    pub(super) week: &'a str,
    pub(super) day: &'a str,
    /// Its normalized words.
    pub(super) words: &'a str,
}

/// The matches of one plan's tasks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Matched {
    /// For each new task, the matching old one.
    pub(super) old: Vec<Option<usize>>,
    /// Pairs of an old and a new task that may be one task with new words.
    pub(super) doubtful: Vec<(usize, usize)>,
}

/// Matches the tasks of a plan, which are in text order.
pub(super) fn matched(old: &[TaskEntry<'_>], new: &[TaskEntry<'_>], words: &Vocabulary) -> Matched {
    if old == new {
        return Matched {
            old: (0..old.len()).map(Some).collect(),
            doubtful: Vec::new(),
        };
    }
    let mut matching = Matching::new(old, new);
    matching.in_days(words);
    matching.within(&|matching, at| matching.weeks[at]);
    matching.within(&|_, _| 0);
    matching.reworded(words);
    Matched {
        old: matching.old_of,
        doubtful: matching.doubtful,
    }
}

/// A week or a day; words are identified by numbers.
type NumberedSection<'a> = align::TaskSection<'a, usize>;

/// Old and new tasks that are not matched yet.
type Unmatched = (Vec<usize>, Vec<usize>);

struct Matching<'a> {
    old: &'a [TaskEntry<'a>],
    new: &'a [TaskEntry<'a>],
    /// For each old task and then for each new one, the number of its week; matching weeks have the same number.
    weeks: Vec<usize>,
    /// The same for days.
    days: Vec<usize>,
    /// Whether the day of each task, in the same order, is in both versions.
    stays: Vec<bool>,
    /// For each old task and then for each new one, the number of its words; equal words have one number.
    words: Vec<usize>,
    /// How many tasks of before and of now have the words of each number.
    uses: Vec<(u32, u32)>,
    old_of: Vec<Option<usize>>,
    is_taken: Vec<bool>,
    doubtful: Vec<(usize, usize)>,
}

impl<'a> Matching<'a> {
    fn new(old: &'a [TaskEntry<'a>], new: &'a [TaskEntry<'a>]) -> Self {
        let (words, uses) = numbered_words(old, new);
        let (old_words, new_words) = words.split_at(old.len());
        let in_weeks = |tasks: &'a [TaskEntry<'a>], words: &[usize]| {
            let tasks = tasks.iter().zip(words);
            NumberedSection::of(tasks.map(|(task, words)| ((task.week, ""), *words)))
        };
        let in_days = |tasks: &'a [TaskEntry<'a>], words: &[usize]| {
            let tasks = tasks.iter().zip(words);
            NumberedSection::of(tasks.map(|(task, words)| ((task.week, task.day), *words)))
        };
        let sizes = (old.len(), new.len());
        let (old_weeks, new_weeks) = (in_weeks(old, old_words), in_weeks(new, new_words));
        let aligned = align(&old_weeks, &new_weeks, |_, _| 0.0);
        let weeks = numbered((&old_weeks, &new_weeks), &aligned, sizes);
        let (old_days, new_days) = (in_days(old, old_words), in_days(new, new_words));
        let week_of = |section: &NumberedSection<'_>, from: usize| weeks[from + section.tasks[0]];
        let aligned = align(&old_days, &new_days, |before, now| {
            let (before, now) = (&old_days[before], &new_days[now]);
            let in_one_week = week_of(before, 0) == week_of(now, old.len());
            let is_one_day = before.name.1 == now.name.1;
            match (in_one_week, is_one_day) {
                (true, true) => SAME_WEEK + SAME_DAY,
                (true, false) => SAME_WEEK,
                _ => 0.0,
            }
        });
        let stays = stays((&old_days, &new_days), &aligned, sizes);
        let days = numbered((&old_days, &new_days), &aligned, sizes);
        Self {
            old,
            new,
            words,
            uses,
            weeks,
            days,
            stays,
            old_of: vec![None; new.len()],
            is_taken: vec![false; old.len()],
            doubtful: Vec::new(),
        }
    }

    fn take(&mut self, old: usize, new: usize) {
        self.old_of[new] = Some(old);
        self.is_taken[old] = true;
    }

    /// The unmatched old and new tasks, grouped by `key`.
    fn open(&self, key: &dyn Fn(&Self, usize) -> usize) -> BTreeMap<(usize, usize), Unmatched> {
        let mut open: BTreeMap<(usize, usize), Unmatched> = BTreeMap::new();
        let key = |at: usize| (key(self, at), self.words[at]);
        for at in (0..self.old.len()).filter(|at| !self.is_taken[*at]) {
            open.entry(key(at)).or_default().0.push(at);
        }
        for at in (0..self.new.len()).filter(|at| self.old_of[*at].is_none()) {
            open.entry(key(self.old.len() + at)).or_default().1.push(at);
        }
        open
    }

    /// The old and the new tasks of each day that are not matched yet.
    fn open_days(&self) -> BTreeMap<usize, Unmatched> {
        let mut days: BTreeMap<usize, Unmatched> = BTreeMap::new();
        for at in (0..self.old.len()).filter(|at| !self.is_taken[*at]) {
            days.entry(self.days[at]).or_default().0.push(at);
        }
        for at in (0..self.new.len()).filter(|at| self.old_of[*at].is_none()) {
            let day = self.days[self.old.len() + at];
            days.entry(day).or_default().1.push(at);
        }
        days
    }

    /// Matches equal words within matching days. If some were added or removed, the order decides.
    fn in_days(&mut self, words: &Vocabulary) {
        let mut pairs = Vec::new();
        let mut uneven = BTreeSet::new();
        for ((day, _), (old, new)) in self.open(&|matching, at| matching.days[at]) {
            if old.len() == new.len() {
                pairs.extend(old.into_iter().zip(new));
            } else if !old.is_empty() && !new.is_empty() {
                uneven.insert(day);
            }
        }
        for (old, new) in pairs {
            self.take(old, new);
        }
        let days = self.open_days().into_iter();
        for (_, (old, new)) in days.filter(|(day, _)| uneven.contains(day)) {
            let likeness = |before: usize, now: usize| {
                let (before, now) = (self.old[old[before]].words, self.new[new[now]].words);
                if before == now {
                    return EQUAL;
                }
                match near(before, now, words) {
                    Similarity::Same => NEAR,
                    _ => 0,
                }
            };
            for (before, now) in in_order((old.len(), new.len()), EQUAL, &likeness) {
                self.take(old[before], new[now]);
            }
        }
    }

    /// Matches equal words within matching sections, in order, if none were added or removed. Repeated words could
    /// belong to a deleted day and an inserted one: for them, both days must be in both versions.
    fn within(&mut self, section: &dyn Fn(&Self, usize) -> usize) {
        let mut pairs = Vec::new();
        for ((_, words), (old, new)) in self.open(section) {
            if old.len() != new.len() {
                continue;
            }
            let is_unique = self.is_unique(words);
            pairs.extend(old.into_iter().zip(new).filter(|(before, now)| {
                is_unique || self.stays[*before] && self.stays[self.old.len() + now]
            }));
        }
        for (old, new) in pairs {
            self.take(old, new);
        }
    }

    /// Whether words identify a task: one old and one new task has them.
    fn is_unique(&self, words: usize) -> bool {
        self.uses[words] == (1, 1)
    }

    /// Whether no other old task has the words of the first, and no other new task those of the second.
    fn is_alone(&self, before: usize, now: usize) -> bool {
        let now = self.old.len() + now;
        self.uses[self.words[before]].0 == 1 && self.uses[self.words[now]].1 == 1
    }

    /// Whether a new task is in the position of an old one: between the same tasks of its day, at least one of which is
    /// unique.
    fn is_in_position_of(&self, before: usize, now: usize) -> bool {
        let day = self.days[before];
        let in_day = |at: &usize| self.days[self.old.len() + at] == day;
        let above = (0..now)
            .rev()
            .take_while(in_day)
            .find_map(|at| self.old_of[at]);
        let below = (now + 1..self.new.len())
            .take_while(in_day)
            .find_map(|at| self.old_of[at]);
        let is_neighbor = |at: &usize| self.days[*at] == day && self.is_taken[*at];
        let old_above = (0..before)
            .rev()
            .take_while(|at| self.days[*at] == day)
            .find(is_neighbor);
        let old_below = (before + 1..self.old.len())
            .take_while(|at| self.days[*at] == day)
            .find(is_neighbor);
        let mut neighbors = above.iter().chain(&below);
        let is_known = |at: &usize| self.is_unique(self.words[*at]);
        (above, below) == (old_above, old_below) && neighbors.any(is_known)
    }

    /// Matches near words in a day that is one, the nearest first, if nothing else there is as near; doubtful ones are only
    /// noted.
    fn reworded(&mut self, words: &Vocabulary) {
        let mut days: Vec<Vec<NearPair>> = Vec::new();
        for (old, new) in self.open_days().into_values() {
            let words_of = |tasks: &[usize], all: &'a [TaskEntry<'a>]| -> Vec<(usize, &'a str)> {
                tasks.iter().map(|at| (*at, all[*at].words)).collect()
            };
            let (old, new) = (words_of(&old, self.old), words_of(&new, self.new));
            days.push(near_pairs(&old, &new, words));
        }
        for nearness in [Similarity::Same, Similarity::Close, Similarity::Doubtful] {
            // An index of all tasks is made only if it is needed.
            let mut rivals = None;
            if nearness == Similarity::Close
                && days.iter().flatten().any(|pair| pair.near == nearness)
            {
                rivals = Some(self.rivals());
            }
            for pairs in &days {
                let is_open = |pair: &&NearPair| {
                    let NearPair { before, now, near } = pair;
                    *near == nearness && !self.is_taken[*before] && self.old_of[*now].is_none()
                };
                for (before, now) in only_pairs(pairs.iter().filter(is_open)) {
                    self.decide((before, now), nearness, rivals.as_ref());
                }
            }
        }
        self.doubtful.sort_unstable_by_key(|(_, now)| *now);
    }

    /// The old tasks, and the new ones that are not matched yet.
    fn rivals(&self) -> Rivals<'a> {
        let old = self.old.iter().enumerate();
        let old = old.map(|(at, task)| (at, task.words));
        let new = (0..self.new.len()).filter(|at| self.old_of[*at].is_none());
        let new = new.map(|at| (self.old.len() + at, self.new[at].words));
        Rivals::of(old.chain(new))
    }

    fn decide(
        &mut self,
        (before, now): (usize, usize),
        nearness: Similarity,
        rivals: Option<&Rivals<'_>>,
    ) {
        // In a series of similar tasks, one may have taken the place of another.
        let has_rival = || {
            let words = (self.old[before].words, self.new[now].words);
            rivals.is_some_and(|rivals| rivals.share(words, [before, self.old.len() + now]))
        };
        let is_sure = match nearness {
            Similarity::Same => self.is_alone(before, now) || self.is_in_position_of(before, now),
            Similarity::Close => self.is_in_position_of(before, now) && !has_rival(),
            Similarity::Doubtful | Similarity::Other => false,
        };
        if is_sure {
            self.take(before, now);
        } else {
            self.doubtful.push((before, now));
        }
    }
}

/// The number of the words of each old and then of each new task, and how many of both have the words of each number.
fn numbered_words(old: &[TaskEntry<'_>], new: &[TaskEntry<'_>]) -> (Vec<usize>, Vec<(u32, u32)>) {
    let mut numbers: HashMap<&str, usize> = HashMap::with_capacity(old.len());
    let mut uses: Vec<(u32, u32)> = Vec::new();
    let mut words = Vec::with_capacity(old.len() + new.len());
    for (at, task) in old.iter().chain(new).enumerate() {
        let number = *numbers.entry(task.words).or_insert(uses.len());
        if number == uses.len() {
            uses.push((0, 0));
        }
        if at < old.len() {
            uses[number].0 += 1;
        } else {
            uses[number].1 += 1;
        }
        words.push(number);
    }
    (words, uses)
}

/// Numbers the sections of old and new tasks; matching sections have the same number.
fn numbered(
    (old, new): (&[NumberedSection<'_>], &[NumberedSection<'_>]),
    aligned: &[Option<usize>],
    (old_tasks, new_tasks): (usize, usize),
) -> Vec<usize> {
    let mut numbers = vec![0; old_tasks + new_tasks];
    for (number, section) in old.iter().enumerate() {
        for task in &section.tasks {
            numbers[*task] = number;
        }
    }
    for (at, section) in new.iter().enumerate() {
        let number = aligned[at].unwrap_or(old.len() + at);
        for task in &section.tasks {
            numbers[old_tasks + task] = number;
        }
    }
    numbers
}

/// For each old and then each new task, whether its section is in both versions.
fn stays(
    (old, new): (&[NumberedSection<'_>], &[NumberedSection<'_>]),
    aligned: &[Option<usize>],
    (old_tasks, new_tasks): (usize, usize),
) -> Vec<bool> {
    let mut stays = vec![false; old_tasks + new_tasks];
    for (at, section) in new.iter().enumerate() {
        let Some(before) = aligned[at] else { continue };
        for task in &old[before].tasks {
            stays[*task] = true;
        }
        for task in &section.tasks {
            stays[old_tasks + task] = true;
        }
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::{TaskEntry, matched};
    use crate::language::Vocabulary;

    /// The tasks of a plan, written as `week day: words, words; week day: words`.
    fn tasks(plan: &str) -> Vec<TaskEntry<'_>> {
        let days = plan.split("; ").filter_map(|day| day.split_once(": "));
        days.flat_map(|(place, all)| {
            let (week, day) = place.split_once(' ').unwrap();
            all.split(", ")
                .map(move |words| TaskEntry { week, day, words })
        })
        .collect()
    }

    #[test]
    fn equal_words_are_the_same_task_where_nothing_else_can_be_meant() {
        for (old, new, expected) in [
            ("1 mon: a, b", "1 mon: b, a", "1 0"),
            // It moved to another day.
            ("1 mon: a, b; 1 tue: c", "1 mon: b; 1 tue: c, a", "1 2 0"),
            // Each of two tasks moved to the day of the other.
            (
                "1 mon: a, b; 1 tue: c, d",
                "1 mon: a, d; 1 tue: c, b",
                "0 3 2 1",
            ),
            // A day was deleted, and another one added, each with a task that all days have.
            (
                "1 mon: r, a; 1 tue: r, b; 1 thu: r, d",
                "1 tue: r, b; 1 thu: r, d; 1 sat: r, c",
                "2 3 4 5 - -",
            ),
            // A day moved, and a task was removed from the other one.
            ("1 mon: r; 1 tue: r, b", "1 tue: b; 1 wed: r", "2 0"),
        ] {
            let found = matched(&tasks(old), &tasks(new), Vocabulary::of(None));
            let found: Vec<String> = found
                .old
                .iter()
                .map(|old| old.map_or("-".to_owned(), |old| old.to_string()))
                .collect();
            assert_eq!(found.join(" "), expected, "{old} -> {new}");
        }
    }
}
