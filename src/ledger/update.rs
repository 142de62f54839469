//! Updates a lock for its handbook, and collects the changes.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::changes::{ChangeKind, TaskChange};
use super::listed::{Listed, TaskGroup};
use super::lock::{Known, Lock, TaskLocation};
use super::moves::moves;
use super::settle::{Settled, one_line};
use super::words::comparable;

/// The lock of the current tasks, and the changes since `lock`.
pub(super) fn updated(settled: &Settled<'_>, lock: &Lock) -> (Lock, Vec<TaskChange>) {
    let mut tasks = Vec::new();
    let mut free = lock.free_numbers();
    let mut order: Vec<usize> = (0..settled.groups.len()).collect();
    order.sort_by_key(|at| settled.groups[*at].key());
    for at in order {
        let group = &settled.groups[at];
        for (task, listed) in group.tasks.iter().enumerate() {
            let known = settled.known[at][task];
            let number = known.map(|known| known.number);
            tasks.push(Known {
                id: settled.ids[at][task].clone(),
                // No handbook has as many tasks as there are numbers.
                number: number.or_else(|| free.next()).unwrap_or_default(),
                is_there: true,
                place: place(group, listed),
                words: one_line(&listed.task.words),
                at: 0..0,
            });
        }
    }
    let there: HashSet<&str> = tasks.iter().map(|known| known.id.as_str()).collect();
    let gone: BTreeMap<&str, &Known> = lock
        .tasks
        .iter()
        .filter(|known| !there.contains(known.id.as_str()))
        .map(|known| (known.id.as_str(), known))
        .collect();
    let moves = Moves::of(settled);
    let changes = changes(settled, (lock, &gone), &moves);
    let mut gone: BTreeMap<&str, Known> = gone
        .into_iter()
        .map(|(id, known)| (id, known.clone()))
        .collect();
    let mut undecided = BTreeMap::new();
    for ((at, task), before) in &settled.undecided {
        let group = &settled.groups[*at];
        undecided.insert(settled.ids[*at][*task].clone(), before.id.clone());
        // A lock that two branches changed may have several lines of the earlier task: the doubt is about one of them.
        if let Some(known) = gone.get_mut(before.id.as_str()) {
            *known = Known {
                place: place(group, &group.tasks[*task]),
                ..(*before).clone()
            };
        }
    }
    let mut gone: Vec<Known> = gone.into_values().collect();
    gone.sort_by(|a, b| (&a.place, a.number).cmp(&(&b.place, b.number)));
    let addresses = moves.addresses(&tasks, &lock.addresses);
    tasks.extend(gone.into_iter().map(|known| Known {
        is_there: false,
        at: 0..0,
        ..known
    }));
    let next = Lock {
        handbook: lock.handbook.clone(),
        tasks,
        undecided,
        addresses,
        revisions: lock.revisions.clone(),
    };
    (next, changes)
}

fn place(group: &TaskGroup<'_>, listed: &Listed<'_>) -> TaskLocation {
    TaskLocation {
        part: group.key(),
        week: listed.week.to_owned(),
        day: listed.day.to_owned(),
    }
}

/// The current places of plans, weeks and days.
struct Moves(BTreeMap<TaskLocation, TaskLocation>);

impl Moves {
    fn of(settled: &Settled<'_>) -> Self {
        // Tasks beside each other mostly move together.
        let mut runs: Vec<(TaskLocation, TaskLocation, u32)> = Vec::new();
        for (group, known) in settled.groups.iter().zip(&settled.known) {
            let key = group.key();
            for (listed, known) in group.tasks.iter().zip(known) {
                let Some(known) = known else { continue };
                match runs.last_mut() {
                    Some((old, new, count))
                        if *old == known.place
                            && (new.part == key)
                            && (new.week == listed.week && new.day == listed.day) =>
                    {
                        *count += 1;
                    }
                    _ => runs.push((known.place.clone(), place(group, listed), 1)),
                }
            }
        }
        Self(moves(runs.into_iter().flat_map(|(old, new, count)| {
            let levels = old.levels().into_iter().zip(new.levels());
            levels.map(move |(old, new)| (old, new, count))
        })))
    }

    /// The addresses of moved pages, including earlier ones. An address that is in use again is not redirected.
    fn addresses(
        &self,
        tasks: &[Known],
        old: &BTreeMap<TaskLocation, TaskLocation>,
    ) -> BTreeMap<TaskLocation, TaskLocation> {
        let mut there: Vec<&TaskLocation> = tasks.iter().map(|known| &known.place).collect();
        there.dedup();
        let there: BTreeSet<TaskLocation> =
            there.into_iter().flat_map(TaskLocation::levels).collect();
        let now = |place: &TaskLocation| self.0.get(place).unwrap_or(place).clone();
        let before = old.iter().map(|(from, to)| (from.clone(), now(to)));
        let moved = self.0.iter().map(|(from, to)| (from.clone(), to.clone()));
        before
            .chain(moved)
            .filter(|(from, to)| from != to && !there.contains(from) && !from.part.contains('#'))
            .collect()
    }
}

/// The changes of a build, by plan and week. The first tasks of a handbook are none, nor is what only a translation
/// changes.
fn changes(
    settled: &Settled<'_>,
    (lock, gone): (&Lock, &BTreeMap<&str, &Known>),
    moves: &Moves,
) -> Vec<TaskChange> {
    let mut known = settled.known.iter().flatten();
    if gone.is_empty() && settled.undecided.is_empty() && known.all(Option::is_none) {
        return Vec::new();
    }
    let mut counts: BTreeMap<(TaskLocation, ChangeKind), u32> = BTreeMap::new();
    let mut count =
        |place: TaskLocation, kind| *counts.entry((place.in_week(), kind)).or_default() += 1;
    let decided = Decided::of(settled, lock);
    let mut translations = BTreeSet::new();
    for (at, (group, known)) in settled.groups.iter().zip(&settled.known).enumerate() {
        let key = group.key();
        if group.shared.is_some() {
            translations.insert(key);
            continue;
        }
        // The week of the task before, and where that week is now.
        let mut last: Option<(&TaskLocation, Option<&TaskLocation>)> = None;
        for (task, (listed, known)) in group.tasks.iter().zip(known).enumerate() {
            if decided.is_added(known.as_ref().copied(), (at, task)) {
                count(place(group, listed), ChangeKind::Added);
            }
            let Some(known) = known else { continue };
            let is_same = known.words == listed.task.words;
            if !is_same && comparable(&known.words) != listed.words {
                count(place(group, listed), ChangeKind::Reworded);
            }
            let was = &known.place;
            let week = match last {
                Some((last, week)) if last.part == was.part && last.week == was.week => week,
                _ => moves.0.get(&was.in_week()),
            };
            last = Some((was, week));
            let is_in = |week: &TaskLocation| {
                week.part == key && week.week == listed.week && week.day.is_empty()
            };
            if !week.is_some_and(is_in) {
                count(place(group, listed), ChangeKind::Moved);
            } else if was.week != listed.week || was.day != listed.day {
                count(place(group, listed), ChangeKind::Rescheduled);
            }
        }
    }
    let is_removed = |known: &&&Known| {
        decided.is_removed(known, gone) && !translations.contains(&known.place.part)
    };
    for known in gone.values().filter(is_removed) {
        count(known.place.clone(), ChangeKind::Removed);
    }
    for place in moved_weeks(settled, moves) {
        if !translations.contains(&place.part) {
            count(place, ChangeKind::WeekMoved);
        }
    }
    let change = |((place, kind), count): ((TaskLocation, ChangeKind), u32)| TaskChange {
        kind,
        count,
        part: place.part,
        week: place.week,
    };
    counts.into_iter().map(change).collect()
}

/// What became of tasks that may have been reworded.
struct Decided<'l> {
    /// The tasks that readers saw last, by those that they may have been before.
    seen: BTreeMap<&'l str, &'l str>,
    lock: &'l Lock,
    now: &'l BTreeMap<(usize, usize), &'l Known>,
    undecided: BTreeSet<&'l str>,
}

impl<'l> Decided<'l> {
    fn of(settled: &'l Settled<'_>, lock: &'l Lock) -> Self {
        let pairs = lock.undecided.iter();
        Self {
            seen: pairs
                .map(|(new, old)| (old.as_str(), new.as_str()))
                .collect(),
            lock,
            now: &settled.undecided,
            undecided: settled
                .undecided
                .values()
                .map(|known| known.id.as_str())
                .collect(),
        }
    }

    /// Whether a task, given by its entry in the lock and its place, is new. One that may be an earlier task is new once
    /// its author has decided that it is not.
    fn is_added(&self, known: Option<&Known>, place: (usize, usize)) -> bool {
        let is_decided = known.is_none_or(|known| self.lock.undecided.contains_key(&known.id));
        is_decided && !self.now.contains_key(&place)
    }

    /// Whether a task that is not in the handbook was removed since the last build. A task that may be in the handbook
    /// with new words is not, and of two that may be one, only one is.
    fn is_removed(&self, known: &Known, gone: &BTreeMap<&str, &Known>) -> bool {
        let id = known.id.as_str();
        let is_gone = |id: &str| gone.contains_key(id) && !self.undecided.contains(id);
        match (self.lock.undecided.get(id), self.seen.get(id)) {
            (Some(before), _) => known.is_there && is_gone(before),
            (None, Some(new)) => is_gone(id) && !gone.contains_key(new),
            (None, None) => known.is_there && is_gone(id),
        }
    }
}

/// The weeks that are out of order: the smallest set that explains the new order.
fn moved_weeks(settled: &Settled<'_>, moves: &Moves) -> Vec<TaskLocation> {
    let mut first: HashMap<(&str, &str), usize> = HashMap::new();
    let known = settled.known.iter().flatten().flatten();
    for known in known {
        let week = (known.place.part.as_str(), known.place.week.as_str());
        let at_first = first.entry(week).or_insert(known.at.start);
        *at_first = (*at_first).min(known.at.start);
    }
    let mut out_of_order = Vec::new();
    for group in &settled.groups {
        // The former start of each current week.
        let now: Vec<&str> = {
            let mut weeks: Vec<&str> = group.tasks.iter().map(|listed| listed.week).collect();
            weeks.dedup();
            weeks.retain(|week| !week.is_empty());
            weeks
        };
        let part = group.key();
        let before: HashMap<&str, usize> = moves
            .0
            .iter()
            .filter(|(old, new)| new.part == part && new.day.is_empty() && old.day.is_empty())
            .filter(|(old, _)| !old.week.is_empty())
            .filter_map(|(old, new)| {
                let week = (old.part.as_str(), old.week.as_str());
                Some((new.week.as_str(), *first.get(&week)?))
            })
            .collect();
        let order: Vec<(&str, usize)> = now
            .iter()
            .filter_map(|week| Some((*week, *before.get(week)?)))
            .collect();
        let kept = longest_rise(&order.iter().map(|(_, at)| *at).collect::<Vec<_>>());
        let out = order.iter().zip(kept).filter(|(_, kept)| !kept);
        out_of_order.extend(out.map(|((week, _), _)| TaskLocation {
            part: part.clone(),
            week: (*week).to_owned(),
            day: String::new(),
        }));
    }
    out_of_order
}

/// Whether each number is in the longest increasing subsequence.
fn longest_rise(numbers: &[usize]) -> Vec<bool> {
    let mut length = vec![1; numbers.len()];
    let mut before = vec![None; numbers.len()];
    for at in 0..numbers.len() {
        for earlier in 0..at {
            if numbers[earlier] < numbers[at] && length[earlier] + 1 > length[at] {
                length[at] = length[earlier] + 1;
                before[at] = Some(earlier);
            }
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut next = (0..numbers.len()).rev().max_by_key(|at| length[*at]);
    while let Some(at) = next {
        kept[at] = true;
        next = before[at];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::longest_rise;

    #[test]
    fn the_fewest_weeks_are_out_of_order() {
        for (numbers, expected) in [
            (&[][..], &[][..]),
            (&[1, 2, 3], &[true, true, true]),
            (&[1, 7, 2, 3], &[true, false, true, true]),
            (&[3, 1, 2], &[false, true, true]),
        ] {
            assert_eq!(longest_rise(numbers), expected, "{numbers:?}");
        }
    }
}
