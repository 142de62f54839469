//! Random edits of a plan with known tasks: a tick must never move to a different task, and most ticks must stay.
//! [`files`] does that with a handbook whose files are renamed, split and joined, and [`locks`] damages locks.

mod doubts;
mod files;
mod locks;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::matching::{TaskEntry, matched};
use crate::language::Vocabulary;

/// A task with its identity: edits may change its words and its place, but never its identity.
#[derive(Clone, Debug)]
struct Known {
    is: usize,
    words: String,
    /// Whether every day has such a task: these can be confused, as only their place distinguishes them.
    is_repeated: bool,
}

/// A plan of weeks with days of tasks. Weeks and days are named by their positions, so inserting one renames those
/// after it.
#[derive(Clone, Debug)]
struct TestPlan {
    weeks: Vec<Vec<Vec<Known>>>,
    next: usize,
}

/// An edit; its numbers are taken modulo the number of items.
#[derive(Clone, Debug)]
enum Edit {
    /// Two letters of a long word are transposed.
    Typo(usize),
    /// A word is added.
    AddWord(usize),
    /// A task moves to another day.
    Move(usize, usize),
    Insert(usize),
    Delete(usize),
    /// Two tasks of a day swap places.
    Swap(usize),
    /// Two tasks that differ in one word change places.
    SwapSimilar(usize, usize),
    InsertDay(usize),
    DeleteDay(usize),
    InsertWeek(usize),
    DeleteWeek(usize),
    MoveWeek(usize, usize),
}

/// The last task of every day.
const AGAIN: &str = "review the notes";
const VERBS: [&str; 6] = ["read", "write", "solve", "discuss", "summarize", "rehearse"];
const OBJECTS: [&str; 8] = [
    "chapter", "problem", "story", "design", "answer", "essay", "lecture", "diagram",
];

/// Words of which only one is in no other task.
fn similar(is: usize) -> String {
    // A product alone would be shifted by one letter for a number ten times as large.
    let mixed = (is + 7).wrapping_mul(is + 3).wrapping_mul(2_654_435_761);
    let own = letters(mixed % 9_999_999_967);
    format!("{SIMILAR} {own} problem to a friend")
}

/// What similar tasks begin with.
const SIMILAR: &str = "explain the";

/// Words that no other task has.
fn unique(is: usize) -> String {
    format!(
        "{} the {} of {} on {}",
        VERBS[is % 6],
        OBJECTS[is % 8],
        // Far from those of any other number.
        letters(is.wrapping_mul(2_654_435_761) % 10_000_000_000),
        letters(is.wrapping_mul(40_503_000_077) % 10_000_000_000),
    )
}

/// A word that is used once.
fn letters(number: usize) -> String {
    let digits = number.to_string();
    digits
        .bytes()
        .map(|digit| char::from(digit - b'0' + b'k'))
        .collect()
}

impl TestPlan {
    fn new(weeks: usize) -> Self {
        let mut plan = Self {
            weeks: Vec::new(),
            next: 0,
        };
        plan.weeks = (0..weeks).map(|_| plan.week()).collect();
        plan
    }

    fn task(&mut self) -> Known {
        self.next += 1;
        Known {
            is: self.next,
            words: unique(self.next),
            is_repeated: false,
        }
    }

    /// Each day has a task that is similar to one of each other day, and ends with the same task.
    fn day(&mut self) -> Vec<Known> {
        let mut day = vec![self.task(), self.task(), self.task()];
        day[1].words = similar(day[1].is);
        let mut again = self.task();
        again.words = AGAIN.to_owned();
        again.is_repeated = true;
        day.push(again);
        day
    }

    fn week(&mut self) -> Vec<Vec<Known>> {
        (0..4).map(|_| self.day()).collect()
    }

    fn tasks(&self) -> Vec<(String, String, Known)> {
        let mut tasks = Vec::new();
        for (week, days) in self.weeks.iter().enumerate() {
            for (day, entries) in days.iter().enumerate() {
                let place =
                    |task: &Known| (format!("week-{week}"), format!("day-{day}"), task.clone());
                tasks.extend(entries.iter().map(place));
            }
        }
        tasks
    }

    /// The week, the day and the position in it of the task with a number.
    fn find(&self, number: usize) -> Option<(usize, usize, usize)> {
        let mut places = Vec::new();
        for (week, days) in self.weeks.iter().enumerate() {
            for (day, tasks) in days.iter().enumerate() {
                places.extend((0..tasks.len()).map(|task| (week, day, task)));
            }
        }
        (!places.is_empty()).then(|| places[number % places.len()])
    }

    fn change(&mut self, edit: &Edit) {
        let weeks = self.weeks.len();
        match *edit {
            Edit::Typo(at) => self.reword(at, |words| {
                if words == AGAIN {
                    // Two of them with the same typo would be one task in two places.
                    return words.to_owned();
                }
                let mut words: Vec<String> = words.split(' ').map(str::to_owned).collect();
                if let Some(long) = words.iter_mut().find(|word| word.len() > 5) {
                    let mut letters: Vec<char> = long.chars().collect();
                    letters.swap(2, 3);
                    *long = letters.into_iter().collect();
                }
                words.join(" ")
            }),
            Edit::AddWord(at) => {
                self.next += 1;
                let word = letters(self.next);
                self.reword(at, |words| format!("{words} {word}"));
            }
            Edit::Move(at, _) | Edit::Insert(at) | Edit::Delete(at) | Edit::Swap(at) => {
                if let Some(place) = self.find(at) {
                    self.change_day(edit, place);
                }
            }
            Edit::SwapSimilar(one, other) => self.swap_similar(one, other),
            Edit::InsertDay(at) => {
                let new = self.day();
                let week = &mut self.weeks[at % weeks];
                let place = at % (week.len() + 1);
                week.insert(place, new);
            }
            Edit::DeleteDay(at) => {
                let week = &mut self.weeks[at % weeks];
                if week.len() > 1 {
                    week.remove(at % week.len());
                }
            }
            Edit::InsertWeek(at) => {
                let new = self.week();
                self.weeks.insert(at % (weeks + 1), new);
            }
            Edit::DeleteWeek(at) if weeks > 1 => drop(self.weeks.remove(at % weeks)),
            Edit::DeleteWeek(_) => {}
            Edit::MoveWeek(at, to) => {
                let moved = self.weeks.remove(at % weeks);
                self.weeks.insert(to % weeks, moved);
            }
        }
    }

    fn change_day(&mut self, edit: &Edit, (week, day, task): (usize, usize, usize)) {
        match *edit {
            Edit::Move(_, to) => {
                let moved = self.weeks[week][day].remove(task);
                let weeks = self.weeks.len();
                let week = &mut self.weeks[to % weeks];
                let days = week.len();
                week[to % days].push(moved);
            }
            Edit::Insert(_) => {
                let new = self.task();
                self.weeks[week][day].insert(task, new);
            }
            Edit::Delete(_) => drop(self.weeks[week][day].remove(task)),
            _ => {
                let tasks = &mut self.weeks[week][day];
                let other = (task + 1) % tasks.len();
                tasks.swap(task, other);
            }
        }
    }

    fn swap_similar(&mut self, one: usize, other: usize) {
        let tasks = || self.weeks.iter().flatten().flatten();
        let similar: Vec<Known> = tasks()
            .filter(|task| task.words.starts_with(SIMILAR))
            .cloned()
            .collect();
        if similar.is_empty() {
            return;
        }
        let (one, other) = (
            &similar[one % similar.len()],
            &similar[other % similar.len()],
        );
        for task in self.weeks.iter_mut().flatten().flatten() {
            if task.is == one.is {
                *task = other.clone();
            } else if task.is == other.is {
                *task = one.clone();
            }
        }
    }

    fn reword(&mut self, at: usize, words: impl FnOnce(&str) -> String) {
        if let Some((week, day, task)) = self.find(at) {
            let task = &mut self.weeks[week][day][task];
            task.words = words(&task.words);
        }
    }
}

fn edits(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Edit>> {
    let at = 0..10_000usize;
    let edit = prop_oneof![
        at.clone().prop_map(Edit::Typo),
        at.clone().prop_map(Edit::AddWord),
        (at.clone(), at.clone()).prop_map(|(a, b)| Edit::Move(a, b)),
        at.clone().prop_map(Edit::Insert),
        at.clone().prop_map(Edit::Delete),
        at.clone().prop_map(Edit::Swap),
        (at.clone(), at.clone()).prop_map(|(a, b)| Edit::SwapSimilar(a, b)),
        at.clone().prop_map(Edit::InsertDay),
        at.clone().prop_map(Edit::DeleteDay),
        at.clone().prop_map(Edit::InsertWeek),
        at.clone().prop_map(Edit::DeleteWeek),
        (at.clone(), at).prop_map(|(a, b)| Edit::MoveWeek(a, b)),
    ];
    prop::collection::vec(edit, count)
}

/// Whether two tasks are different and can be distinguished.
fn is_another(old: &Known, new: &Known) -> bool {
    old.is != new.is && !(old.is_repeated && new.is_repeated)
}

fn entry((week, day, words): &(String, String, String)) -> TaskEntry<'_> {
    TaskEntry { week, day, words }
}

/// How many tasks stayed in an edited plan, and how many could have; an error names a task that became a different one.
fn stayed(before: &TestPlan, after: &TestPlan) -> Result<(usize, usize), String> {
    let (old, new) = (before.tasks(), after.tasks());
    let entries = |tasks: &'_ [(String, String, Known)]| -> Vec<(String, String, String)> {
        let entry = |(week, day, task): &(String, String, Known)| {
            (
                week.clone(),
                day.clone(),
                super::words::comparable(&task.words),
            )
        };
        tasks.iter().map(entry).collect()
    };
    let (old_words, new_words) = (entries(&old), entries(&new));
    let old_entries: Vec<TaskEntry<'_>> = old_words.iter().map(entry).collect();
    let new_entries: Vec<TaskEntry<'_>> = new_words.iter().map(entry).collect();
    let result = matched(&old_entries, &new_entries, Vocabulary::of(None));
    let mut stayed = (0, 0);
    for (now, found) in new.iter().zip(&result.old) {
        let (.., task) = now;
        let was_there = old.iter().any(|(.., old)| old.is == task.is);
        stayed.1 += usize::from(was_there);
        match found {
            Some(found) if is_another(&old[*found].2, task) => {
                return Err(format!("{:?} became {now:?}", old[*found]));
            }
            Some(found) => stayed.0 += usize::from(old[*found].2.is == task.is),
            None => {}
        }
    }
    Ok(stayed)
}

/// Runs random sequences of edits, one for so many of `PROPTEST_CASES`; returns the sum of what each returns: how many
/// tasks stayed, and how many could have.
fn sum_of<S: Strategy>(
    cases_each: u32,
    sequences: S,
    run: impl Fn(S::Value) -> Result<(usize, usize), String>,
) -> (usize, usize) {
    let sum = std::cell::Cell::new((0, 0));
    let mut config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    config.cases /= cases_each;
    let outcome = TestRunner::new(config).run(&sequences, |sequence| {
        let (kept, all) = run(sequence).map_err(TestCaseError::fail)?;
        let (kept_so_far, all_so_far) = sum.get();
        sum.set((kept_so_far + kept, all_so_far + all));
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    sum.get()
}

/// Runs sequences of edits with a build after each `step`; returns how many tasks stayed, and how many could have.
fn survive(step: std::ops::Range<usize>) -> (usize, usize) {
    let sequences = (2..6usize, prop::collection::vec(edits(step), 1..8));
    sum_of(5, sequences, |(weeks, sequence)| {
        let mut plan = TestPlan::new(weeks);
        let mut sum = (0, 0);
        for step in sequence {
            let before = plan.clone();
            for edit in &step {
                plan.change(edit);
            }
            let (kept, all) = stayed(&before, &plan)?;
            sum = (sum.0 + kept, sum.1 + all);
        }
        Ok(sum)
    })
}

#[expect(
    clippy::print_stdout,
    reason = "the rates are shown by `cargo test -- --nocapture`"
)]
fn print(kept: usize, all: usize) {
    println!("{kept} of {all} ticks stayed");
}

#[test]
fn every_tick_stays_over_a_build_after_each_edit() {
    let (kept, all) = survive(1..2);
    print(kept, all);
    assert!(kept * 10_000 >= all * 9_990, "{kept} of {all}");
}

#[test]
fn no_tick_lands_on_another_task_when_several_edits_come_at_once() {
    let (kept, all) = survive(2..6);
    print(kept, all);
    assert!(kept * 100 >= all * 98, "{kept} of {all}");
}
