//! Random edits of a handbook: of its plans, and of the files that they are in.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::listed::{Listed, TaskGroup};
use super::super::lock::{self, Lock, TaskLocation};
use super::super::settle::{Asked, Settled};
use super::super::words::comparable;
use super::{Edit, Known, TestPlan, edits, sum_of};
use crate::document::{BoxState, NodeId};
use crate::plan::{Rank, Task};
use crate::units::Audience;

/// A plan in a file of its own.
#[derive(Clone, Debug)]
struct TestFile {
    name: String,
    title: String,
    plan: TestPlan,
}

/// A week, a day and a task.
type PlacedTask = (String, String, Known);

/// A handbook, and how many names were given.
#[derive(Clone, Debug)]
struct Shelf {
    files: Vec<TestFile>,
    names: usize,
}

/// An edit of a handbook; its numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Change {
    /// A plan is edited.
    Edit(usize, Edit),
    /// A file gets another name.
    RenameFile(usize),
    /// Two files swap their names.
    SwapFiles(usize, usize),
    /// A plan gets another title.
    RenamePlan(usize),
    /// The last weeks of a plan move to a new file.
    Split(usize, usize),
    /// The same, and the old file gets another name too.
    SplitAndRename(usize, usize),
    /// The weeks of a plan move to the end of another one.
    Join(usize, usize),
}

impl Shelf {
    fn new(plans: usize, weeks: usize) -> Self {
        let mut shelf = Self {
            files: Vec::new(),
            names: 0,
        };
        for _ in 0..plans {
            let name = shelf.name();
            let mut plan = TestPlan {
                weeks: Vec::new(),
                next: shelf.names * 10_000,
            };
            plan.weeks = (0..weeks).map(|_| plan.week()).collect();
            shelf.files.push(TestFile {
                title: format!("Plan {name}"),
                name,
                plan,
            });
        }
        shelf
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("file-{}", self.names)
    }

    fn change(&mut self, change: &Change) {
        let files = self.files.len();
        match change {
            Change::Edit(at, edit) => self.files[at % files].plan.change(edit),
            Change::RenameFile(at) => self.files[at % files].name = self.name(),
            Change::RenamePlan(at) => {
                let title = self.name();
                self.files[at % files].title = title;
            }
            Change::SwapFiles(one, other) => {
                let name = self.files[one % files].name.clone();
                let other = &mut self.files[other % files].name;
                let name = std::mem::replace(other, name);
                self.files[one % files].name = name;
            }
            Change::Split(at, week) => self.split(at % files, *week),
            Change::SplitAndRename(at, week) => {
                self.split(at % files, *week);
                self.files[at % files].name = self.name();
            }
            Change::Join(at, to) if at % files != to % files => {
                let mut weeks = std::mem::take(&mut self.files[at % files].plan.weeks);
                self.files[to % files].plan.weeks.append(&mut weeks);
                self.files.remove(at % files);
            }
            Change::Join(..) => {}
        }
    }

    fn split(&mut self, at: usize, week: usize) {
        let weeks = self.files[at].plan.weeks.len();
        if weeks < 2 {
            return;
        }
        let name = self.name();
        let plan = TestPlan {
            weeks: self.files[at].plan.weeks.split_off(1 + week % (weeks - 1)),
            next: self.names * 10_000,
        };
        self.files.push(TestFile {
            title: self.files[at].title.clone(),
            name,
            plan,
        });
    }

    /// Its files, each with its tasks and their weeks and days.
    fn tasks(&self) -> Vec<(String, Vec<PlacedTask>)> {
        let files = self.files.iter();
        files
            .map(|file| (file.name.clone(), file.plan.tasks()))
            .collect()
    }
}

fn changes(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Change>> {
    let at = || 0..10_000usize;
    let of_files = prop_oneof![
        at().prop_map(Change::RenameFile),
        at().prop_map(Change::RenamePlan),
        (at(), at()).prop_map(|(a, b)| Change::SwapFiles(a, b)),
        (at(), at()).prop_map(|(a, b)| Change::Split(a, b)),
        (at(), at()).prop_map(|(a, b)| Change::SplitAndRename(a, b)),
        (at(), at()).prop_map(|(a, b)| Change::Join(a, b)),
    ];
    let in_plan = (at(), edits(1..2)).prop_map(|(at, edits)| Change::Edit(at, edits[0].clone()));
    prop::collection::vec(prop_oneof![of_files, in_plan], count)
}

/// The lock of a handbook; tasks that earlier ones had and it has not are gone.
fn lock_of(shelf: &Shelf, earlier: &BTreeMap<usize, lock::Known>) -> Lock {
    let mut lock = Lock::new("abc");
    let mut there = BTreeSet::new();
    for (name, tasks) in shelf.tasks() {
        for (week, day, task) in tasks {
            there.insert(task.is);
            lock.tasks.push(lock::Known {
                id: format!("t{}", task.is),
                number: u32::try_from(task.is).unwrap(),
                is_there: true,
                place: TaskLocation {
                    part: name.clone(),
                    week,
                    day,
                },
                words: task.words,
                at: 0..0,
            });
        }
    }
    let gone = earlier.iter().filter(|(is, _)| !there.contains(is));
    lock.tasks.extend(gone.map(|(_, known)| lock::Known {
        is_there: false,
        ..known.clone()
    }));
    lock
}

pub(super) fn task(words: &str) -> Task {
    Task {
        item: NodeId::new(0),
        words: words.to_owned(),
        state: BoxState::Open,
        stated: None,
        parent: None,
        audience: Audience::default(),
        area: None,
        rank: Rank::default(),
        returns: false,
    }
}

/// How many tasks stayed in a handbook that was edited, of how many that could; an error names a task that became another.
fn stayed(lock: &Lock, before: &Shelf, after: &Shelf) -> Result<(usize, usize), String> {
    let old: BTreeMap<String, Known> = before
        .tasks()
        .into_iter()
        .flat_map(|(_, tasks)| tasks)
        .map(|(.., task)| (format!("t{}", task.is), task))
        .collect();
    let now = after.tasks();
    let tasks: Vec<Vec<Task>> = now
        .iter()
        .map(|(_, tasks)| tasks.iter().map(|(.., known)| task(&known.words)).collect())
        .collect();
    let groups = now.iter().zip(&tasks).enumerate();
    let groups = groups.map(|(document, ((name, places), tasks))| TaskGroup {
        document,
        in_templates: false,
        part: name.clone(),
        title: "",
        tasks: places
            .iter()
            .zip(tasks)
            .map(|((week, day, _), task)| Listed {
                week,
                day,
                task,
                words: comparable(&task.words),
            })
            .collect(),
        shared: None,
    });
    let asked = Asked {
        language: &|_| None,
        is_new: &|_, _| false,
    };
    let settled = Settled::matched(groups.collect(), lock, asked);
    let found = settled.known.iter().flatten();
    let mut stayed = (0, 0);
    for ((.., task), found) in now.iter().flat_map(|(_, tasks)| tasks).zip(found) {
        let own = format!("t{}", task.is);
        stayed.1 += usize::from(old.contains_key(&own));
        let Some(found) = found else { continue };
        stayed.0 += usize::from(found.id == own);
        let is_repeated = task.is_repeated && found.words == super::AGAIN;
        if found.id != own && !is_repeated {
            return Err(format!("{found:?} became {task:?}"));
        }
    }
    Ok(stayed)
}

/// Runs sequences of edits with a build after each `step`, and gives how many tasks stayed, of how many.
fn survive(step: std::ops::Range<usize>) -> (usize, usize) {
    let sequences = (
        1..4usize,
        1..4usize,
        prop::collection::vec(changes(step), 1..8),
    );
    sum_of(10, sequences, |(plans, weeks, sequence)| {
        let mut shelf = Shelf::new(plans, weeks);
        let mut earlier = BTreeMap::new();
        let mut sum = (0, 0);
        for step in sequence {
            let before = shelf.clone();
            for change in &step {
                shelf.change(change);
            }
            let lock = lock_of(&before, &earlier);
            for known in &lock.tasks {
                earlier.insert(known.number as usize, known.clone());
            }
            let (kept, all) = stayed(&lock, &before, &shelf)?;
            sum = (sum.0 + kept, sum.1 + all);
        }
        Ok(sum)
    })
}

#[test]
fn every_tick_stays_when_files_are_renamed_split_and_joined() {
    let (kept, all) = survive(1..2);
    super::print(kept, all);
    assert!(kept * 10_000 >= all * 9_990, "{kept} of {all}");
}

#[test]
fn no_tick_lands_on_another_task_when_files_and_plans_change_at_once() {
    let (kept, all) = survive(2..5);
    super::print(kept, all);
    assert!(kept * 100 >= all * 98, "{kept} of {all}");
}
