//! Differences between operating systems: folders whose files are accessed without following links, locks, the identity
//! of a file, and names. `unix.rs` is the only file that uses features of one family of systems; `portable.rs` does the
//! same with the standard library, for all others.

#[cfg(test)]
pub(crate) mod failing;
pub(crate) mod names;
#[cfg(any(test, not(unix)))]
mod portable;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(crate) use portable::{FileAttributes, Folder, identity, usual_permissions};
#[cfg(unix)]
pub(crate) use unix::{FileAttributes, Folder, identity, usual_permissions};

/// An entry of a folder. Links are not followed.
#[derive(Debug)]
pub(crate) struct FolderEntry<A = FileAttributes> {
    /// Its kind.
    pub(crate) kind: EntryKind,
    /// The length of a file in bytes.
    pub(crate) length: u64,
    /// The attributes that a file keeps if it replaces this one.
    pub(crate) attributes: A,
}

/// The kind of a folder's entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A named pipe.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix has them"))]
    Pipe,
    /// A socket.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix has them"))]
    Socket,
    /// A device, or a kind that only this system has.
    Device,
}

impl EntryKind {
    /// Its name in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Folder => "folder",
            Self::Link => "symbolic link",
            Self::Pipe => "named pipe",
            Self::Socket => "socket",
            Self::Device => "device",
        }
    }
}

/// In tests, fails after as many changes to the disk as the test allows, as if the process had been killed.
#[cfg(test)]
fn before_change() -> std::io::Result<()> {
    failing::count()
}

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "in tests it fails")]
fn before_change() -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
