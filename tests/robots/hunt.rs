//! Tries inputs, and makes those that have a problem small.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Mutex, Once};
use std::time::{Duration, Instant};
use std::{env, fs};

use super::corpus;
use super::mutate::mutated;
use super::random::Random;
use super::targets::{TARGETS, Target};

/// An input that takes longer has a problem. It is far above what any takes, on a slow machine as well.
const LONGEST: Duration = Duration::from_mins(1);

/// How many smaller inputs are tried for one that has a problem.
const TRIES: usize = 300;

/// How many inputs are tried between two lines of output.
const PROGRESS: u64 = 10_000;

/// After this many different problems, no more inputs are tried.
const MOST: usize = 30;

/// Which inputs to try.
pub struct Hunt {
    seed: u64,
    /// The first input; they are numbered from 0.
    first: u64,
    end: End,
    /// The name of the only target, if there is only one.
    only: Option<String>,
}

enum End {
    Inputs(u64),
    Time(Duration),
}

/// What is wrong with an input.
pub type Wrong = String;

/// Whether an input is being tried, so a panic is a finding.
static TRYING: AtomicBool = AtomicBool::new(false);
/// Where the last one of those panics was.
static PANIC: Mutex<Option<String>> = Mutex::new(None);
/// Panics of other tests, and those of this one about its findings, are printed.
static HOOK: Once = Once::new();

fn watch_panics() {
    HOOK.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if TRYING.load(Ordering::SeqCst) {
                let place = panic
                    .location()
                    .map(|place| format!("{}:{}", place.file(), place.line()));
                *PANIC.lock().unwrap() = place;
            } else {
                print(panic);
            }
        }));
    });
}

/// The problem of an input, if it has one; a panic is one.
pub fn tried(target: &Target, input: &[u8]) -> Result<(), Wrong> {
    watch_panics();
    TRYING.store(true, Ordering::SeqCst);
    let run = catch_unwind(AssertUnwindSafe(|| (target.check)(input)));
    TRYING.store(false, Ordering::SeqCst);
    run.unwrap_or_else(|panic| {
        let place = PANIC.lock().unwrap().take().unwrap_or_default();
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        Err(format!("panic at {place}: {}", text.unwrap_or_default()))
    })
}

impl Hunt {
    /// The same inputs each time: some for each target.
    pub fn of_each(inputs: u64) -> Self {
        Self {
            seed: 1,
            first: 0,
            end: End::Inputs(inputs * TARGETS.len() as u64),
            only: None,
        }
    }

    /// The inputs that the environment asks for.
    pub fn from_environment() -> Self {
        let number = |name| env::var(name).ok().map(|value| value.parse().expect(name));
        let wanted = env::var("PREPBOOK_ROBOTS").unwrap_or_else(|_| "10s".to_owned());
        let end = match wanted.strip_suffix('s') {
            Some(seconds) => End::Time(Duration::from_secs(seconds.parse().expect("seconds"))),
            None => End::Inputs(wanted.parse().expect("a number of inputs")),
        };
        Self {
            seed: number("PREPBOOK_ROBOTS_SEED").unwrap_or(1),
            first: number("PREPBOOK_ROBOTS_FIRST").unwrap_or(0),
            end,
            only: env::var("PREPBOOK_ROBOTS_TARGET").ok(),
        }
    }

    /// Tries them.
    ///
    /// # Panics
    ///
    /// If there is a problem. The message has the smallest input with it.
    pub fn run(&self) {
        let is_wanted =
            |target: &&Target| self.only.as_deref().is_none_or(|only| only == target.name);
        let targets: Vec<&Target> = TARGETS.iter().filter(is_wanted).collect();
        assert!(!targets.is_empty(), "no such target");
        let seeds: Vec<Vec<Vec<u8>>> = targets
            .iter()
            .map(|target| corpus::seeds(target.name, target.seeds))
            .collect();
        let watched = watch();
        let started = Instant::now();
        let mut findings: BTreeMap<String, String> = BTreeMap::new();
        let mut index = self.first;
        while findings.len() < MOST && !self.is_over(index, started) {
            let mut random = Random::of(self.seed, index);
            let which = usize::try_from(index % targets.len() as u64).unwrap_or(0);
            let target = targets[which];
            let input = mutated(&mut random, &seeds[which], target.pieces);
            let _ = watched.send(Some(format!("{} {index}", target.name)));
            fs::write(last(target), &input).unwrap();
            if let Err(wrong) = tried(target, &input) {
                let _ = watched.send(None);
                let kind = format!("{} {}", target.name, kind(&wrong));
                findings
                    .entry(kind)
                    .or_insert_with(|| self.report(target, (index, &input), &wrong));
            }
            index += 1;
            if (index - self.first).is_multiple_of(PROGRESS) {
                eprintln!("{} inputs", index - self.first);
            }
        }
        let (tried, seconds) = (index - self.first, started.elapsed().as_secs());
        let findings: Vec<String> = findings.into_values().collect();
        assert!(
            findings.is_empty(),
            "{tried} inputs:\n\n{}",
            findings.join("\n\n")
        );
        eprintln!("{tried} inputs without a problem, in {seconds} s");
    }

    fn is_over(&self, index: u64, started: Instant) -> bool {
        match self.end {
            End::Inputs(inputs) => index >= self.first + inputs,
            End::Time(time) => started.elapsed() >= time,
        }
    }

    fn report(&self, target: &Target, (index, input): (u64, &[u8]), wrong: &str) -> String {
        let small = smallest(input, |input| {
            tried(target, input).is_err_and(|other| kind(&other) == kind(wrong))
        });
        let wrong = tried(target, &small)
            .err()
            .unwrap_or_else(|| wrong.to_owned());
        let place = folder().join(format!("{}-{index}", target.name));
        fs::write(&place, &small).unwrap();
        let small = String::from_utf8_lossy(&small).into_owned();
        let report = format!(
            "{wrong}\n  target {}, PREPBOOK_ROBOTS_SEED={} PREPBOOK_ROBOTS_FIRST={index}, saved as {}:\n  {small:?}",
            target.name,
            self.seed,
            place.display(),
        );
        eprintln!("{report}");
        report
    }
}

/// Where inputs are saved.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("robots");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The input of a target that is being tried. It stays if the process is aborted.
fn last(target: &Target) -> PathBuf {
    folder().join(format!("{}-last-{}", target.name, std::process::id()))
}

/// Ends the process if an input takes too long. The sender gets the name of each input, or `None` to pause.
fn watch() -> Sender<Option<String>> {
    let (sender, names) = mpsc::channel();
    std::thread::spawn(move || {
        let mut name: Option<String> = None;
        loop {
            match names.recv_timeout(LONGEST) {
                Ok(next) => name = next,
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) if name.is_none() => {}
                Err(RecvTimeoutError::Timeout) => {
                    eprintln!(
                        "this input takes too long: {name:?}; it is in {}",
                        folder().display()
                    );
                    std::process::abort();
                }
            }
        }
    });
    sender
}

/// The part of a problem's text that smaller inputs with the same problem have too.
fn kind(wrong: &str) -> &str {
    let end = wrong.find(": ").unwrap_or(wrong.len());
    &wrong[..end]
}

/// A smaller input with the same problem: lines are left out, then characters.
fn smallest(input: &[u8], is_wrong: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut parts: Vec<Vec<u8>> = input
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let mut tries = TRIES;
    reduce(&mut parts, &mut tries, &is_wrong);
    let text = parts.concat();
    let mut characters: Vec<Vec<u8>> = match std::str::from_utf8(&text) {
        Ok(text) => text.chars().map(|c| c.to_string().into_bytes()).collect(),
        Err(_) => text.iter().map(|byte| vec![*byte]).collect(),
    };
    tries += TRIES;
    reduce(&mut characters, &mut tries, &is_wrong);
    characters.concat()
}

/// Leaves out parts, many at a time and then fewer.
fn reduce(parts: &mut Vec<Vec<u8>>, tries: &mut usize, is_wrong: &impl Fn(&[u8]) -> bool) {
    let mut size = parts.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        let mut is_smaller = false;
        while at < parts.len() && *tries > 0 {
            *tries -= 1;
            let mut fewer = parts.clone();
            fewer.drain(at..(at + size).min(parts.len()));
            if is_wrong(&fewer.concat()) {
                *parts = fewer;
                is_smaller = true;
            } else {
                at += size;
            }
        }
        if size > 1 || !is_smaller {
            size /= 2;
        }
    }
}

#[test]
fn an_input_with_a_problem_is_made_small() {
    let input = format!("{}a b c\n{}", "x\n".repeat(99), "y\n".repeat(99));
    let small = smallest(input.as_bytes(), |input| {
        let text = String::from_utf8_lossy(input);
        text.contains('b') && text.contains('y')
    });
    assert_eq!(String::from_utf8_lossy(&small), "by");
}

#[test]
fn a_panic_and_a_refusal_are_problems() {
    let target = |check| Target {
        check,
        ..TARGETS[0]
    };
    let panics = target(|input: &[u8]| panic!("{} bytes", input.len()));
    let wrong = tried(&panics, b"ab").unwrap_err();
    assert!(
        kind(&wrong).starts_with("panic at tests/robots/hunt.rs:"),
        "{wrong}"
    );
    assert!(wrong.ends_with(": 2 bytes"), "{wrong}");
    assert_eq!(
        tried(&target(|_| Err("no: x".to_owned())), b""),
        Err("no: x".to_owned())
    );
    assert_eq!(tried(&target(|_| Ok(())), b""), Ok(()));
    assert_eq!(kind("lost: zq1x"), "lost");
}
