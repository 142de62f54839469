//! The tasks of a lock, for comparison with those of a handbook.

use super::lock::Known;
use super::matching::TaskEntry;

/// A task of the lock.
pub(super) struct Old<'a> {
    pub(super) known: &'a Known,
    /// Its words as they are compared.
    pub(super) words: String,
}

impl Old<'_> {
    /// The task as it is matched.
    pub(super) fn entry(&self) -> TaskEntry<'_> {
        TaskEntry {
            week: &self.known.place.week,
            day: &self.known.place.day,
            words: &self.words,
        }
    }
}
