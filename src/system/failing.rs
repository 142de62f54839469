//! Simulates the end of a process in tests: after a given number of changes, nothing changes the disk any more.

use std::cell::Cell;
use std::io;

thread_local! {
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Runs `work` in this thread, which is allowed `changes` changes to the disk. Returns its result, and whether a change
/// was refused.
pub(crate) fn after<R>(changes: usize, work: impl FnOnce() -> R) -> (R, bool) {
    LEFT.set(Some(changes + 1));
    let result = work();
    let refused = LEFT.replace(None) == Some(0);
    (result, refused)
}

/// Counts a change.
pub(super) fn count() -> io::Result<()> {
    let Some(left) = LEFT.get() else {
        return Ok(());
    };
    let left = left.saturating_sub(1);
    LEFT.set(Some(left));
    if left == 0 {
        return Err(io::Error::other("killed"));
    }
    Ok(())
}
