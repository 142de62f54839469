//! How long it takes to match the 8,000 tasks of a plan with those of its lock: as they are, with a week inserted in front
//! of all others, with edits in every day, and with the plan split into two files.
//!
//! `cargo bench --bench matching` prints the fastest of 20 runs in milliseconds for each, and how many tasks kept their
//! ids. The goal is 50 ms. Reading the texts and the lock is not measured.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark writes, measures and prints"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use prepbook::rooms::ledger::{self, Lock};
use prepbook::rooms::pipeline;
use prepbook::rooms::plan::Handbook;
use prepbook::rooms::units::Date;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const WEEKS: usize = 100;
const DAYS: usize = 5;
const TASKS: usize = 16;
const RUNS: usize = 20;

fn main() -> Outcome<()> {
    let plan: Vec<Vec<String>> = (0..WEEKS * DAYS).map(day).collect();
    let before = read(&[&text(&plan)])?;
    let first = ledger::settle(&before, Some(&Lock::new("bench")), &|_, _| false);
    let lock = first.lock(Date::constant(2027, 1, 4)).ok_or("no lock")?;
    let lock = Lock::parse(&lock.text()).map_err(|damage| damage.message)?;
    let ids: BTreeSet<&String> = all_ids(&before, &first).collect();
    let mut inserted: Vec<Vec<String>> = (9000..9000 + DAYS).map(day).collect();
    inserted.extend(plan.iter().cloned());
    let mut edited = plan.clone();
    for (number, tasks) in edited.iter_mut().enumerate() {
        edit(number, tasks);
    }
    let (one, two) = plan.split_at(plan.len() / 2);
    println!("{:<24} {:>8} {:>14}", "plan", "ms", "ids kept");
    for (name, texts) in [
        ("unchanged", vec![text(&plan)]),
        ("a week inserted", vec![text(&inserted)]),
        ("edits in every day", vec![text(&edited)]),
        ("split into two files", vec![text(one), text(two)]),
    ] {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let after = read(&texts)?;
        let mut fastest = Duration::MAX;
        let mut kept = 0;
        for _ in 0..RUNS {
            let started = Instant::now();
            let settled = ledger::settle(&after, Some(&lock), &|_, _| false);
            fastest = fastest.min(started.elapsed());
            kept = all_ids(&after, &settled)
                .filter(|id| ids.contains(id))
                .count();
        }
        let milliseconds = fastest.as_secs_f64() * 1e3;
        let kept = format!("{kept} of {}", ids.len());
        println!("{name:<24} {milliseconds:>8.1} {kept:>14}");
    }
    Ok(())
}

/// The tasks of a day. Each day ends with the same one.
fn day(number: usize) -> Vec<String> {
    let words = |at: usize| {
        let word = |factor: usize| letters((number * TASKS + at + 1) * factor % 99_999_999);
        format!("Read {} and explain {} aloud", word(48_271), word(69_621))
    };
    let own = (1..TASKS).map(words);
    own.chain(["Review the notes".to_owned()]).collect()
}

fn letters(number: usize) -> String {
    let digits = number.to_string();
    let letters = digits.bytes();
    letters
        .map(|digit| char::from(digit - b'0' + b'k'))
        .collect()
}

/// A typo, a reworded task, two that change places, one that is removed and one that is new.
fn edit(number: usize, tasks: &mut Vec<String>) {
    tasks[1] = tasks[1].replace("explain", "expalin");
    tasks[3] = tasks[3].replace("aloud", "in writing");
    tasks.swap(5, 9);
    tasks.remove(11);
    tasks.insert(2, format!("Write {}", letters(number * 7919)));
}

fn text(days: &[Vec<String>]) -> String {
    let mut text = "# Long plan\n".to_owned();
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    for (number, tasks) in days.iter().enumerate() {
        if number % DAYS == 0 {
            let _ = write!(text, "\n## Week {}\n", number / DAYS + 1);
        }
        let _ = write!(text, "\n### {}\n\n", names[number % DAYS]);
        for task in tasks {
            let _ = writeln!(text, "- [ ] {task}");
        }
    }
    text
}

/// The handbook of plans with these texts.
fn read(texts: &[&str]) -> Outcome<Handbook> {
    let folder = tempfile::tempdir()?;
    let content = folder.path().join("content");
    std::fs::create_dir_all(&content)?;
    std::fs::write(folder.path().join("handbook.yaml"), "title: Bench\n")?;
    for (name, text) in ["plan.md", "second.md"].iter().zip(texts) {
        std::fs::write(content.join(name), text)?;
    }
    Ok(pipeline::outline(folder.path())?.handbook)
}

fn all_ids<'l>(
    handbook: &Handbook,
    ledger: &'l ledger::Ledger,
) -> impl Iterator<Item = &'l String> {
    let documents = 0..handbook.documents.len();
    documents.flat_map(|document| &ledger.ids.of_document(document).own)
}
