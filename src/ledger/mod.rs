//! Stable ids for tasks: readers' ticks are stored under them, and they stay the same while the author edits the plan.
//! The entry is [`settle`]; its result, above all [`Ids`], is a table beside the plan.
//!
//! 1. [`listed`] lists the tasks of a handbook with their places, [`words`] normalizes their words, and
//!    [`ids`](mod@ids) derives ids from these alone.
//! 2. [`lock`](mod@lock) reads and writes `handbook.lock`: the tasks that were published before.
//! 3. [`matching`] matches tasks with earlier ones: [`align`] matches weeks and days, [`similarity`] compares changed words,
//!    [`rivals`] are similar tasks, and [`pairs`] selects pairs.
//! 4. [`former`] has the ids that tasks had before there were locks.
//! 5. [`diff`](mod@diff) compares two locks; [`moves`](mod@moves) finds the current places of weeks and days.
//! 6. [`recognized`](mod@recognized) finds the weeks and days of a plan in a later version of it.
//! 7. [`settle`](mod@settle) does this for a whole handbook with its [`old`] tasks, and [`parts`](mod@parts) recognizes
//!    renamed files;
//!    [`update`] makes the next lock and collects the [`changes`], and [`revised`] finds the last change of each week.

mod align;
mod changes;
mod diff;
mod former;
mod ids;
mod listed;
mod lock;
mod matching;
mod moves;
mod old;
mod pairs;
mod parts;
mod recognized;
mod revised;
mod rivals;
mod settle;
mod similarity;
#[cfg(test)]
mod tests;
mod update;
mod words;

use crate::document::NodeId;
use crate::plan::Handbook;
use crate::units::Date;

pub use changes::{ChangeKind, TaskChange};
pub use diff::{Difference, diff};
pub use former::former_ids;
pub use ids::{Ids, TaskIds};
pub use lock::{Damage, Lock, TaskLocation};
pub use recognized::{KnownSection, recognized};
pub use revised::{DatedRevision, WeekRevisions};
pub use settle::Reworded;

/// The start of every lock.
pub use lock::NAME as BEGINNING;

/// A handbook matched with its lock.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The ids of the handbook and its tasks.
    pub ids: Ids,
    /// Tasks that may be earlier ones with new words.
    pub reworded: Vec<Reworded>,
    /// The lock for the current tasks, without a revision for them; `None` if there is no lock.
    next: Option<Lock>,
    /// The changes since the lock was written.
    pub changes: Vec<TaskChange>,
    /// The day of the revision that the changes make, if a build writes it into the lock.
    pub today: Option<Date>,
}

/// Gives each task of a handbook its id: the one in the lock, or else a new one. Without a lock, ids are derived from
/// titles and words. `is_new` says of a task, by its document and its item, that its author declared it new despite an
/// earlier task with similar words.
pub fn settle(
    handbook: &Handbook,
    lock: Option<&Lock>,
    is_new: &dyn Fn(usize, NodeId) -> bool,
) -> Ledger {
    let Some(lock) = lock else {
        return Ledger {
            ids: Ids::of(handbook),
            reworded: Vec::new(),
            next: None,
            changes: Vec::new(),
            today: None,
        };
    };
    let settled = settle::Settled::of(handbook, lock, is_new);
    let (next, changes) = update::updated(&settled, lock);
    Ledger {
        ids: Ids::given(&lock.handbook, handbook, &settled.groups, &settled.ids),
        reworded: settled.reworded(),
        next: Some(next),
        changes,
        today: None,
    }
}

impl Ledger {
    /// The lock of the current tasks; `date` is the day of the revision for the changes. The first lock of a handbook
    /// has no changes.
    pub fn lock(&self, date: Date) -> Option<Lock> {
        let next = self.next.as_ref()?;
        Some(next.clone().with_revision(&self.changes, date))
    }

    /// Whether the handbook has a lock.
    pub fn has_lock(&self) -> bool {
        self.next.is_some()
    }

    /// The numbers of the tasks with their ids, of those that are gone too; empty if there is no lock.
    pub fn numbers(&self) -> impl Iterator<Item = (u32, &str)> {
        let tasks = self.next.iter().flat_map(|next| &next.tasks);
        tasks.map(|known| (known.number, known.id.as_str()))
    }

    /// The revisions in their order, each with its number: those of the lock, and the one that this build makes.
    pub fn revisions(&self) -> Vec<(u32, &[TaskChange])> {
        let Some(next) = &self.next else {
            return Vec::new();
        };
        let known = next.revisions.iter();
        let mut revisions: Vec<(u32, &[TaskChange])> = known
            .map(|revision| (revision.number, revision.changes.as_slice()))
            .collect();
        let number = next.next_revision(&self.changes);
        revisions.extend(number.map(|number| (number, self.changes.as_slice())));
        revisions
    }

    /// Whether the changes make a new revision; the first tasks of a handbook are none.
    pub fn has_new_revision(&self) -> bool {
        let next = self.next.as_ref();
        next.is_some_and(|next| next.next_revision(&self.changes).is_some())
    }

    /// The pages that have moved: each place with its current place.
    pub fn moved(&self) -> impl Iterator<Item = (&TaskLocation, &TaskLocation)> {
        self.next.iter().flat_map(|next| &next.addresses)
    }
}
