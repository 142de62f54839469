//! Locks with any words in them, and locks that something else than a build wrote.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::lock::{Known, TaskLocation};
use super::super::settle::one_line;
use super::super::{Ledger, Lock};

fn known(number: u32, words: &str) -> Known {
    Known {
        id: format!("t{number}"),
        number,
        is_there: !number.is_multiple_of(3),
        place: TaskLocation {
            part: "plan".to_owned(),
            week: if number > 2 { "week-1" } else { "" }.to_owned(),
            day: if number > 4 { "monday" } else { "" }.to_owned(),
        },
        words: one_line(words),
        at: 0..0,
    }
}

fn lock(words: &[String]) -> Lock {
    let mut lock = Lock::new("abc");
    let known = (0..).zip(words).map(|(number, words)| known(number, words));
    lock.tasks.extend(known);
    if words.len() > 1 {
        lock.undecided.insert("t1".to_owned(), "t0".to_owned());
    }
    lock
}

#[test]
fn a_ledger_has_the_numbers_and_the_revisions_of_its_lock() {
    let empty = Ledger::default();
    assert!(!empty.has_lock() && !empty.has_new_revision());
    assert_eq!(empty.numbers().count(), 0);
    assert!(empty.revisions().is_empty());
    assert!(empty.lock(jiff::civil::date(2027, 1, 4)).is_none());
    let words = ["read", "write", "solve", "rest"].map(str::to_owned);
    let ledger = Ledger {
        next: Some(lock(&words)),
        ..Ledger::default()
    };
    assert!(ledger.has_lock() && !ledger.has_new_revision());
    let numbers: Vec<(u32, &str)> = ledger.numbers().collect();
    assert_eq!(numbers, [(0, "t0"), (1, "t1"), (2, "t2"), (3, "t3")]);
    assert!(ledger.revisions().is_empty());
}

#[test]
fn a_new_task_has_a_number_that_no_task_ever_had() {
    const LAST: u32 = (1 << 24) - 1;
    for (used, expected) in [
        (&[][..], [0, 1, 2]),
        (&[0, 1, 7], [8, 9, 10]),
        (&[LAST - 1], [LAST, 0, 1]),
        (&[0, 2, LAST], [1, 3, 4]),
    ] {
        let mut lock = Lock::new("abc");
        lock.tasks
            .extend(used.iter().map(|number| known(*number, "read")));
        let free: Vec<u32> = lock.free_numbers().take(3).collect();
        assert_eq!(free, expected, "{used:?}");
    }
}

/// What git, an editor or a slip may do to the lines of a lock.
#[derive(Clone, Debug)]
enum Damage {
    Repeat(usize),
    Remove(usize),
    Move(usize, usize),
    Renumber(usize, usize),
    Insert(usize, String),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = || 0..1000usize;
    prop_oneof![
        at().prop_map(Damage::Repeat),
        at().prop_map(Damage::Remove),
        (at(), at()).prop_map(|(from, to)| Damage::Move(from, to)),
        (at(), 0..20usize).prop_map(|(at, number)| Damage::Renumber(at, number)),
        (
            at(),
            "(<<<<<<< |task\t|revision\t1\t|\u{feff}|[a-z.\t+-]{0,9}|\\PC{0,9})"
        )
            .prop_map(|(at, text)| Damage::Insert(at, text)),
    ]
}

fn damaged(text: &str, all: &[Damage]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for one in all {
        let count = lines.len().max(1);
        if lines.is_empty() {
            break;
        }
        match one {
            Damage::Repeat(at) => {
                let line = lines[at % count].clone();
                lines.push(line);
            }
            Damage::Remove(at) => drop(lines.remove(at % count)),
            Damage::Move(from, to) => {
                let line = lines.remove(from % count);
                lines.insert(to % count, line);
            }
            Damage::Renumber(at, number) => {
                let line = &mut lines[at % count];
                let mut columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
                if columns[0] == "task" {
                    columns[2] = number.to_string();
                }
                *line = columns.join("\t");
            }
            Damage::Insert(at, text) => {
                let line = &mut lines[at % count];
                let place = line.floor_char_boundary(at % (line.len() + 1));
                line.insert_str(place, text);
            }
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_lock_is_read_as_it_was_written(words in prop::collection::vec("(\\PC{0,30}|[.]{0,3}|[\\s.]{0,5})", 0..9)) {
        let lock = lock(&words);
        let text = lock.text();
        let mut read = Lock::parse(&text).unwrap();
        for known in &mut read.tasks {
            prop_assert_eq!(&text[known.at.clone()].trim_end_matches('.'), &known.words.trim_end_matches('.'));
            known.at = 0..0;
        }
        prop_assert_eq!(&read, &lock);
        prop_assert_eq!(read.text(), text);
    }

    #[test]
    fn a_damaged_lock_is_refused_or_has_one_number_for_each_task(
        words in prop::collection::vec("[a-z ]{0,9}", 0..9),
        all in prop::collection::vec(damage(), 0..6),
    ) {
        let text = damaged(&lock(&words).text(), &all);
        match Lock::parse(&text) {
            Err(damage) => {
                prop_assert!(text.get(damage.at).is_some(), "{}", text);
            }
            Ok(lock) => {
                let mut owners = BTreeMap::new();
                for known in &lock.tasks {
                    let owner = owners.entry(known.number).or_insert(&known.id);
                    prop_assert_eq!(*owner, &known.id, "{}", text);
                }
                // What is written again is a lock.
                prop_assert!(Lock::parse(&lock.text()).is_ok(), "{}", lock.text());
            }
        }
    }
}
