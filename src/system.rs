//! Differences between operating systems: folders whose files are accessed without following links, locks, the identity
//! of a file, and names. `unix.rs` is the only file that uses features of one family of systems; `portable.rs` does the
//! same with the standard library, for all others.

mod entry;
#[cfg(test)]
pub(crate) mod failing;
pub(crate) mod names;
#[cfg(any(test, not(unix)))]
mod portable;
#[cfg(unix)]
mod unix;

pub(crate) use entry::EntryKind;
#[cfg(not(unix))]
pub(crate) use portable::{FileAttributes, Folder, identity, usual_permissions};
#[cfg(unix)]
pub(crate) use unix::{FileAttributes, Folder, identity, usual_permissions};

/// An entry of a folder of this system.
pub(crate) type FolderEntry = entry::FolderEntry<FileAttributes>;

#[cfg(test)]
pub(crate) mod tests;
