//! Changes of the tasks between two versions of a lock.

use std::collections::{BTreeMap, BTreeSet};

use super::changes::ChangeKind;
use super::lock::{Known, Lock, TaskLocation};
use super::moves::moves;
use super::words::comparable;

/// A task or a week that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The plan or page and the week; the former one if it was removed.
    pub place: TaskLocation,
    /// What happened.
    pub kind: ChangeKind,
    /// The words of the task; empty for a week.
    pub words: String,
    /// Its words before, if they changed; the id of its week before, if it moved.
    pub before: String,
}

/// The differences between two locks of one handbook, in the order of the new one; removed tasks come last in their
/// week.
pub fn diff(old: &Lock, new: &Lock) -> Vec<Difference> {
    let (old, new) = (present(old), present(new));
    let (before, after) = (by_id(&old), by_id(&new));
    let stayed = after.values().filter_map(|now| {
        let was = before.get(now.id.as_str())?;
        Some((was.place.in_week(), now.place.in_week(), 1))
    });
    let weeks = moves(stayed);
    let mut differences = Vec::new();
    for (from, to) in &weeks {
        if from != to && from.part == to.part && !from.week.is_empty() && !to.week.is_empty() {
            differences.push(Difference {
                place: to.clone(),
                kind: ChangeKind::WeekMoved,
                words: String::new(),
                before: from.week.clone(),
            });
        }
    }
    // A merged lock may have a task twice.
    let mut seen = BTreeSet::new();
    for known in &new {
        if !seen.insert(&known.id) {
            continue;
        }
        let known = after[known.id.as_str()];
        let place = known.place.in_week();
        let mut add = |kind, before: &str| {
            differences.push(Difference {
                place: place.clone(),
                kind,
                words: known.words.clone(),
                before: before.to_owned(),
            });
        };
        match before.get(known.id.as_str()) {
            None => add(ChangeKind::Added, ""),
            Some(was) => {
                if comparable(&was.words) != comparable(&known.words) {
                    add(ChangeKind::Reworded, &was.words);
                }
                if weeks.get(&was.place.in_week()) != Some(&place) {
                    add(ChangeKind::Moved, &was.place.week);
                }
            }
        }
    }
    for known in &old {
        if seen.insert(&known.id) && !after.contains_key(known.id.as_str()) {
            let place = known.place.in_week();
            differences.push(Difference {
                place: weeks.get(&place).cloned().unwrap_or(place),
                kind: ChangeKind::Removed,
                words: known.words.clone(),
                before: String::new(),
            });
        }
    }
    differences
}

/// Tasks by their ids; of several with the same id, the last one.
fn by_id(tasks: &[Known]) -> BTreeMap<&str, &Known> {
    let tasks = tasks.iter();
    tasks.map(|known| (known.id.as_str(), known)).collect()
}

/// The tasks that are in the handbook. A task that may be an earlier one with new words is the earlier one until its
/// author decides.
fn present(lock: &Lock) -> Vec<Known> {
    let all = by_id(&lock.tasks);
    let there = lock.tasks.iter().filter(|known| known.is_there);
    let there = there.map(|known| {
        let before = lock.undecided.get(&known.id);
        match before.and_then(|before| all.get(before.as_str())) {
            Some(before) => Known {
                place: known.place.clone(),
                ..(*before).clone()
            },
            None => known.clone(),
        }
    });
    there.collect()
}

#[cfg(test)]
mod tests {
    use super::diff;
    use crate::ledger::Lock;

    const OLD: &str = "week-1 Read\nweek-1 Write\nweek-1 Rest\nweek-2 Solve\nweek-2 Draw\n";

    /// A lock of tasks given as `week words`; their numbers are their ids.
    fn lock(tasks: &str, ids: &[usize]) -> Lock {
        let mut text = "prepbook-lock\t1\nhandbook\tabc\n".to_owned();
        for (task, id) in tasks.lines().zip(ids) {
            let (week, words) = task.split_once(' ').unwrap();
            let line = format!("task\tt{id}\t{id}\t+\tplan\t{week}\tmonday\t{words}\n");
            text.push_str(&line);
        }
        Lock::parse(&text).unwrap()
    }

    /// The differences, as `week kind words / before`.
    fn changes(old: &Lock, new: &Lock) -> Vec<String> {
        let changes = diff(old, new).into_iter();
        let shown = changes.map(|change| {
            let (week, kind) = (change.place.week, change.kind.name());
            format!("{week} {kind} {} / {}", change.words, change.before)
        });
        shown.collect()
    }

    #[test]
    fn each_kind_of_change_is_distinguished() {
        let all = [0, 1, 2, 3, 4];
        for (new, ids, expected) in [
            (OLD, &all[..], &[][..]),
            (
                "week-1 Read twice\nweek-1 Write\nweek-1 Rest\nweek-2 Solve\nweek-2 Draw\n",
                &all,
                &["week-1 reworded Read twice / Read"],
            ),
            (
                "week-1 Read\nweek-1 Write\nweek-2 Rest\nweek-2 Solve\nweek-2 Draw\n",
                &all,
                &["week-2 moved Rest / week-1"],
            ),
            (
                "week-1 Read\nweek-1 Rest\nweek-2 Solve\nweek-2 Draw\nweek-2 Sing\n",
                &[0, 2, 3, 4, 9],
                &["week-2 added Sing / ", "week-1 removed Write / "],
            ),
            // Git kept the lines of both branches.
            (
                "week-1 Read\nweek-1 Write\nweek-1 Rest\nweek-2 Solve\nweek-2 Draw\nweek-2 Sing\nweek-2 Sing loudly\n",
                &[0, 1, 2, 3, 4, 9, 9],
                &["week-2 added Sing loudly / "],
            ),
            (
                "week-2 Read\nweek-2 Write\nweek-2 Rest\nweek-3 Solve\nweek-3 Draw\n",
                &all,
                &["week-2 week-moved  / week-1", "week-3 week-moved  / week-2"],
            ),
        ] {
            let found = changes(&lock(OLD, &all), &lock(new, ids));
            assert_eq!(found, expected, "{new}");
        }
    }

    #[test]
    fn a_task_that_may_be_reworded_is_the_earlier_one_in_its_new_place() {
        let old = lock("week-1 Rest\nweek-1 Write\n", &[0, 5]);
        let tasks = "task\tt5\t5\t+\tplan\tweek-1\tmonday\tWrite\n\
                     task\tt0\t0\t-\tplan\tweek-1\tmonday\tRest\n\
                     task\tt1\t1\t+\tplan\tweek-2\tmonday\tRest well\n";
        for (undecided, expected) in [
            ("undecided\tt1\tt0\n", &["week-2 moved Rest / week-1"][..]),
            ("", &["week-2 added Rest well / ", "week-1 removed Rest / "]),
        ] {
            let new = format!("prepbook-lock\t1\nhandbook\tabc\n{tasks}{undecided}");
            assert_eq!(changes(&old, &Lock::parse(&new).unwrap()), expected);
        }
    }
}
