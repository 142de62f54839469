//! How far readers are, from the copies that they saved of their progress. The entries are [`SavedCopy::parse`] and
//! [`progress`].
//!
//! 1. [`copy`](mod@copy) reads a copy, in each of its formats.
//! 2. [`count`](mod@count) counts it against the tasks of the handbook.

mod copy;
mod count;

pub use copy::{CopyError, SavedCopy};
pub use count::{CopyProgress, PlanProgress, PublishedHandbook, progress};
