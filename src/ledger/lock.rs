//! `handbook.lock`: the tasks of a handbook with their ids, as text that is committed with it.
//!
//! Its lines have columns with a tab between them. The first line names the format; after it, in any order:
//!
//! - `handbook`, its id;
//! - `task`, its id, its number, `+` while it is in the plan and `-` after that, the plan or the page, the week, the
//!   day, and its words; an empty column is `.`;
//! - `undecided`, the id of a task that may be an earlier one with new words, and the id of that one;
//! - `address`, the plan or page, the week and the day of a page that has moved, and the same for its current place;
//! - `revision`, its number, its date, and its changes.
//!
//! Git may merge two versions by keeping the lines of both (`merge=union`), so lines may repeat, a task may have two
//! lines, and two tasks may have the same number.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use super::changes::{ChangeKind, TaskChange};
use crate::units::Date;

/// The current format.
const VERSION: u32 = 1;
/// The start of the first line.
pub const NAME: &str = "prepbook-lock";
/// A byte order mark.
const MARK: char = '\u{feff}';
/// An empty column.
const EMPTY: &str = ".";
/// The numbers of tasks are below this: many more than a handbook has, and few enough for a link to have a place for each.
const NUMBERS: u32 = 1 << 24;

/// The published state of a handbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// The id of the handbook.
    pub(super) handbook: String,
    /// In the order of their lines.
    pub(super) tasks: Vec<Known>,
    /// Tasks that may be earlier ones with new words, until the author decides: the id of each, with that of the earlier
    /// one.
    pub(super) undecided: BTreeMap<String, String>,
    /// Each place whose page has moved, with its current place.
    pub(super) addresses: BTreeMap<TaskLocation, TaskLocation>,
    pub(super) revisions: BTreeSet<Revision>,
}

/// A task that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) id: String,
    /// Its position in a progress link; no other task ever has it.
    pub(super) number: u32,
    /// Whether it is still in the handbook.
    pub(super) is_there: bool,
    pub(super) place: TaskLocation,
    pub(super) words: String,
    /// The range of the words in the text of the lock.
    pub(super) at: Range<usize>,
}

/// The location of a task in a handbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskLocation {
    /// The id of the plan, or of the page.
    pub part: String,
    /// The id of the week; empty outside of weeks.
    pub week: String,
    /// The id of the day; empty outside of days.
    pub day: String,
}

/// A build that changed tasks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Revision {
    pub(super) number: u32,
    pub(super) date: Date,
    pub(super) changes: Vec<TaskChange>,
}

/// Why a text is not a usable lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The line with the problem, as a byte range of the text.
    pub at: Range<usize>,
    /// The problem.
    pub message: String,
    /// How to fix it.
    pub help: &'static str,
}

impl Lock {
    /// An empty lock for a handbook.
    pub fn new(handbook: impl Into<String>) -> Self {
        Self {
            handbook: handbook.into(),
            tasks: Vec::new(),
            undecided: BTreeMap::new(),
            addresses: BTreeMap::new(),
            revisions: BTreeSet::new(),
        }
    }

    /// Reads a lock; a byte order mark in front of it does not count.
    ///
    /// # Errors
    ///
    /// [`Damage`] if a newer version of prepbook wrote it, or if a line is not valid.
    pub fn parse(text: &str) -> Result<Self, Damage> {
        let mut lock = Self::new("");
        let mut start = text.len() - text.trim_start_matches(MARK).len();
        for (index, whole) in text[start..].split_inclusive('\n').enumerate() {
            let line = whole.trim_end_matches(['\n', '\r']);
            let at = start..start + line.len();
            start += whole.len();
            // Where both sides of a merge began the lock, its first line may be repeated.
            if index == 0 || line.starts_with(NAME) {
                version(line, at)?;
            } else if !line.is_empty() {
                lock.line(line, &at).ok_or_else(|| damaged(line, at))?;
            }
        }
        if text.is_empty() || lock.handbook.is_empty() {
            return Err(Damage {
                at: 0..0,
                message: "this lock has no `handbook` line".to_owned(),
                help: RESTORE,
            });
        }
        lock.settle_numbers();
        lock.remove_repeated();
        Ok(lock)
    }

    /// Parses a line; `None` if it is not valid.
    fn line(&mut self, line: &str, at: &Range<usize>) -> Option<()> {
        let columns: Vec<&str> = line.split('\t').collect();
        match columns[..] {
            ["handbook", id] if is_id(id) => {
                // If two branches each created a lock, the smaller id is kept.
                if self.handbook.is_empty() || id < self.handbook.as_str() {
                    id.clone_into(&mut self.handbook);
                }
            }
            ["task", id, number, mark, part, week, day, words] if is_id(id) => {
                self.tasks.push(Known {
                    id: id.to_owned(),
                    number: number.parse().ok().filter(|number| *number < NUMBERS)?,
                    is_there: match mark {
                        "+" => true,
                        "-" => false,
                        _ => return None,
                    },
                    place: TaskLocation::parse(part, week, day),
                    words: filled(words),
                    at: at.end - words.len()..at.end,
                });
            }
            ["undecided", new, old] if is_id(new) && is_id(old) => {
                self.undecided.insert(new.to_owned(), old.to_owned());
            }
            ["address", from, from_week, from_day, to, to_week, to_day] => {
                let from = TaskLocation::parse(from, from_week, from_day);
                let to = TaskLocation::parse(to, to_week, to_day);
                self.addresses.insert(from, to);
            }
            ["revision", number, date, changes] => {
                let changes = changes.split("; ").filter(|change| !change.is_empty());
                self.revisions.insert(Revision {
                    number: number.parse().ok()?,
                    date: date.parse().ok()?,
                    changes: changes.map(TaskChange::parse).collect::<Option<_>>()?,
                });
            }
            _ => return None,
        }
        Some(())
    }

    /// Gives each task a number of its own: of several with the same number, the smallest id keeps it.
    fn settle_numbers(&mut self) {
        let mut owners: BTreeMap<u32, &String> = BTreeMap::new();
        for known in &self.tasks {
            let owner = owners.entry(known.number).or_insert(&known.id);
            *owner = (*owner).min(&known.id);
        }
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        for (number, owner) in owners {
            numbers.entry(owner.clone()).or_insert(number);
        }
        let mut free = self.free_numbers();
        for known in &mut self.tasks {
            let own = numbers.get(&known.id).copied();
            // No lock has as many lines as there are numbers.
            let number = own.or_else(|| free.next()).unwrap_or_default();
            numbers.insert(known.id.clone(), number);
            known.number = number;
        }
    }

    /// Removes the lines that a merge repeated: two branches may have added the same tasks, or given them other numbers.
    fn remove_repeated(&mut self) {
        for known in std::mem::take(&mut self.tasks) {
            let same = |other: &Known| {
                Known {
                    at: known.at.clone(),
                    ..other.clone()
                } == known
            };
            if !self.tasks.iter().rev().take(2).any(same) {
                self.tasks.push(known);
            }
        }
    }

    /// The numbers that no task has ever had: those above all others first, and then those between them.
    pub(super) fn free_numbers(&self) -> impl Iterator<Item = u32> + use<> {
        let used: BTreeSet<u32> = self.tasks.iter().map(|known| known.number).collect();
        let next = used.last().map_or(0, |last| last.saturating_add(1));
        (next..NUMBERS).chain((0..next).filter(move |number| !used.contains(number)))
    }

    /// The lock with a revision for the changes, unless there are none or it is the first of its handbook.
    pub(super) fn with_revision(mut self, changes: &[TaskChange], date: Date) -> Self {
        if let Some(number) = self.next_revision(changes) {
            self.revisions.insert(Revision {
                number,
                date,
                changes: changes.to_vec(),
            });
        }
        self
    }

    /// The number of the revision that `changes` become, if they become one.
    pub(super) fn next_revision(&self, changes: &[TaskChange]) -> Option<u32> {
        let is_first = changes
            .iter()
            .filter(|change| change.kind == ChangeKind::Added)
            .map(|change| change.count as usize)
            .sum::<usize>()
            == self.tasks.len();
        let last = self.revisions.iter().map(|revision| revision.number).max();
        (!changes.is_empty() && !is_first).then(|| last.map_or(1, |last| last.saturating_add(1)))
    }

    /// The lock as text.
    pub fn text(&self) -> String {
        let mut text = format!("{NAME}\t{VERSION}\nhandbook\t{}\n", self.handbook);
        for known in &self.tasks {
            let _ = writeln!(
                text,
                "task\t{}\t{}\t{}\t{}\t{}",
                known.id,
                known.number,
                if known.is_there { '+' } else { '-' },
                known.place.columns(),
                marked(&known.words),
            );
        }
        for (new, old) in &self.undecided {
            let _ = writeln!(text, "undecided\t{new}\t{old}");
        }
        for (from, to) in &self.addresses {
            let _ = writeln!(text, "address\t{}\t{}", from.columns(), to.columns());
        }
        for revision in &self.revisions {
            let changes: Vec<String> = revision.changes.iter().map(TaskChange::to_string).collect();
            let _ = writeln!(
                text,
                "revision\t{}\t{}\t{}",
                revision.number,
                revision.date,
                changes.join("; ")
            );
        }
        text
    }
}

impl TaskLocation {
    /// The place without its day.
    pub(super) fn in_week(&self) -> Self {
        Self {
            day: String::new(),
            ..self.clone()
        }
    }

    /// The place and the places that contain it.
    pub(super) fn levels(&self) -> [Self; 3] {
        let part = Self {
            part: self.part.clone(),
            ..Self::default()
        };
        [part, self.in_week(), self.clone()]
    }

    fn parse(part: &str, week: &str, day: &str) -> Self {
        Self {
            part: filled(part),
            week: filled(week),
            day: filled(day),
        }
    }

    fn columns(&self) -> String {
        let Self { part, week, day } = self;
        format!("{}\t{}\t{}", marked(part), marked(week), marked(day))
    }
}

/// The value of a column. Words that consist of dots only have one more dot, unlike an empty column.
fn filled(column: &str) -> String {
    column
        .strip_suffix(EMPTY)
        .filter(|rest| is_dots(rest))
        .unwrap_or(column)
        .to_owned()
}

/// A value as a column.
fn marked(words: &str) -> Cow<'_, str> {
    if is_dots(words) {
        format!("{words}{EMPTY}").into()
    } else {
        words.into()
    }
}

fn is_dots(words: &str) -> bool {
    words.bytes().all(|byte| byte == b'.')
}

const RESTORE: &str =
    "restore the file from version control; without its ids, readers lose their ticks";

/// Whether git left a line in a file that it could not merge.
fn is_conflict(line: &str) -> bool {
    let marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    marks.iter().any(|mark| line.starts_with(mark))
}

fn damaged(line: &str, at: Range<usize>) -> Damage {
    if is_conflict(line) {
        return Damage {
            at,
            message: "this lock has a merge conflict".to_owned(),
            help: "keep the lines of both sides, and remove the conflict markers; `handbook.lock merge=union` in .gitattributes does this automatically",
        };
    }
    Damage {
        at,
        message: "this line is not valid in a lock".to_owned(),
        help: RESTORE,
    }
}

fn version(line: &str, at: Range<usize>) -> Result<(), Damage> {
    let version = line.strip_prefix(NAME).map(str::trim);
    match version.and_then(|version| version.parse::<u32>().ok()) {
        Some(version) if version <= VERSION => Ok(()),
        Some(version) => Err(Damage {
            at,
            message: format!(
                "this lock was written by a newer version of prepbook (format {version})"
            ),
            help: "update prepbook",
        }),
        None if is_conflict(line) => Err(damaged(line, at)),
        None => Err(Damage {
            at,
            message: format!("this is not a lock: its first line is not `{NAME}`"),
            help: RESTORE,
        }),
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
