//! Tasks that may be earlier ones with new words, over several builds.

use super::super::listed::{Listed, TaskGroup};
use super::super::lock::Lock;
use super::super::settle::{Asked, Settled, one_line};
use super::super::update::updated;
use super::super::words::comparable;
use super::files::task;
use crate::document::NodeId;
use crate::plan::Task;

/// The words of a task in a version of a plan, whose weeks have one day each; `!` before them says that it is not an
/// earlier one, and `w2/` names its week.
fn words(line: &str) -> &str {
    let line = line.strip_prefix('!').unwrap_or(line);
    line.split_once('/').map_or(line, |(_, words)| words)
}

/// The week of a task.
fn week(line: &str) -> &str {
    line.split_once('/').map_or("w1", |(week, _)| week)
}

/// The next lock of a plan, and what it says: the number of each task with that of its possible earlier task, and the
/// changes.
fn built(lock: &Lock, lines: &[&str]) -> (Lock, String) {
    let all = lines.iter().enumerate();
    let all = all.map(|(at, line)| Task {
        item: NodeId::new(at),
        ..task(words(line))
    });
    let tasks: Vec<Task> = all.collect();
    let listed = tasks.iter().zip(lines).map(|(task, line)| Listed {
        week: week(line),
        day: "d1",
        task,
        words: comparable(&task.words),
    });
    let group = TaskGroup {
        document: 0,
        in_templates: false,
        part: "plan".to_owned(),
        title: "",
        tasks: listed.collect(),
        shared: None,
    };
    let is_new = |_, item| {
        let mut all = (0..).zip(lines);
        all.any(|(at, line)| NodeId::new(at) == item && line.starts_with('!'))
    };
    let asked = Asked {
        language: &|_| None,
        is_new: &is_new,
    };
    let mut settled = Settled::matched(vec![group], lock, asked);
    settled.name(lock);
    let (next, changes) = updated(&settled, lock);
    let number = |id: &str| {
        next.tasks
            .iter()
            .find(|known| known.id == id)
            .unwrap()
            .number
    };
    let there = next.tasks.iter().filter(|known| known.is_there);
    let there = there.map(|known| match next.undecided.get(&known.id) {
        Some(before) => format!("{}?{}", known.number, number(before)),
        None => known.number.to_string(),
    });
    let is_revision = next.next_revision(&changes).is_some();
    let changes = changes.iter().filter(|_| is_revision);
    let shown: Vec<String> = there.chain(changes.map(ToString::to_string)).collect();
    (next, shown.join(" "))
}

/// A lock as a build writes and reads it.
fn read(lock: &Lock) -> Lock {
    Lock::parse(&lock.text()).unwrap()
}

/// Writes the words that doubtful tasks have now into the lock, as `prepbook fix` does.
fn confirmed(lock: &Lock, lines: &[&str]) -> Lock {
    let mut lock = lock.clone();
    for (new, old) in lock.undecided.clone() {
        let at = lock.tasks.iter().position(|known| known.id == new).unwrap();
        let before = lock.tasks.iter_mut().find(|known| known.id == old).unwrap();
        before.words = one_line(words(lines[at]));
    }
    lock
}

const PLAN: &str = "Read chapter 2|Write a page";
const FIX: &str = "fix";

/// Versions of plans, each with its tasks and the changes since the last one.
const STEPS: &[&[(&str, &str)]] = &[
    // What is around it is new at first, and known in the second build.
    &[
        ("Sleep|Read a good chapter|Rest", "0 1 2"),
        (
            "Eat|Read a long chapter|Sing",
            "3 4?1 5 added 2 w1 plan removed 2 w1 plan",
        ),
    ],
    // It is the same task.
    &[
        (PLAN, "0 1"),
        ("Read chapter 3|Write a page", "2?0 1"),
        (FIX, "0 1"),
    ],
    // It is another task.
    &[
        (PLAN, "0 1"),
        ("Read chapter 3|Write a page", "2?0 1"),
        (
            "!Read chapter 3|Write a page",
            "2 1 added 1 w1 plan removed 1 w1 plan",
        ),
        ("Read chapter 3|Write a page", "2 1"),
    ],
    // The earlier words come back, alone and beside the new ones.
    &[
        (PLAN, "0 1"),
        ("Read chapter 3|Write a page", "2?0 1"),
        (PLAN, "0 1"),
    ],
    &[
        (PLAN, "0 1"),
        ("Read chapter 3|Write a page", "2?0 1"),
        (
            "Read chapter 2|Read chapter 3|Write a page",
            "0 2 1 added 1 w1 plan",
        ),
    ],
    // It is reworded again, and then decided.
    &[
        (PLAN, "0 1"),
        ("Read chapter 3|Write a page", "2?0 1"),
        ("Read chapter 4|Write a page", "3?0 1"),
        (FIX, "0 1"),
    ],
    &[
        ("Read all of chapter 2|Write a page", "0 1"),
        ("Read all of chapter 3|Write a page", "2?0 1"),
        (
            "Read all of chapter 3 today|Write a page",
            "2?0 1 reworded 1 w1 plan",
        ),
        (FIX, "0 1"),
    ],
    // It is removed.
    &[
        (PLAN, "0 1"),
        ("Read chapter 3|Write a page", "2?0 1"),
        ("Write a page", "1 removed 1 w1 plan"),
        (PLAN, "0 1"),
    ],
    // New tasks with the same words on one day.
    &[
        ("Sleep", "0"),
        ("Sleep|Run|Run|Run", "0 1 2 3 added 3 w1 plan"),
    ],
    // Two weeks change places, and a task moves to another week.
    &[
        ("Read|Write|w2/Sing|w2/Play|w3/Rest", "0 1 2 3 4"),
        (
            "Sing|Play|w2/Read|w2/Write|w3/Rest",
            "2 3 0 1 4 rescheduled 2 w1 plan week-moved 1 w2 plan rescheduled 2 w2 plan",
        ),
        (
            "Sing|w2/Read|w2/Write|w3/Rest|w3/Play",
            "2 0 1 4 3 moved 1 w3 plan",
        ),
    ],
    // A task with its earlier words is in front of it.
    &[("Read 2|Read 2", "0 1"), ("Read 3|Read 2", "2?1 0")],
];

#[test]
fn a_doubt_stays_until_the_author_decides() {
    for steps in STEPS {
        let mut lock = Lock::new("abc");
        let mut lines = Vec::new();
        for (plan, expected) in *steps {
            if *plan == FIX {
                lock = confirmed(&lock, &lines);
            } else {
                lines = plan.split('|').collect();
            }
            let (next, shown) = built(&lock, &lines);
            assert_eq!(shown, *expected, "{plan}");
            lock = read(&next);
            assert_eq!(read(&built(&lock, &lines).0), lock, "{plan} again");
        }
    }
}

#[test]
fn a_doubt_is_about_one_line_of_a_task_that_a_merge_repeated() {
    let line = |id: &str, week: &str, day: &str, words: &str| {
        format!("task\t{id}\t0\t+\tplan\t{week}\t{day}\t{words}\n")
    };
    let lock = [
        "prepbook-lock\t1\nhandbook\tk\n".to_owned(),
        line("b", "w1", "d1", "read hapter"),
        line("m", ".", ".", "read a chapter"),
        line("b", "1", ".", "read a chapter"),
        line("m", ".", "y", "read a chapter"),
    ];
    let plan = ["read a chapter", "write a page", "w2/read a chapter"];
    let (next, shown) = built(&Lock::parse(&lock.concat()).unwrap(), &plan);
    let changes = "removed 1 . plan added 1 w1 plan added 1 w2 plan";
    assert_eq!(shown, format!("2?0 3 4 {changes}"));
    let (again, shown) = built(&read(&next), &plan);
    assert_eq!((read(&again), shown.as_str()), (read(&next), "2?0 3 4"));
}
