//! What differs between operating systems: folders whose files are reached without following links, locks, the identity
//! of a file, and names. `unix.rs` is the only file that uses what a single family of systems has; `portable.rs` does the
//! same with the standard library, for all others.

#[cfg(test)]
pub(crate) mod failing;
pub(crate) mod names;
#[cfg(any(test, not(unix)))]
mod portable;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(crate) use portable::{Attributes, Folder, identity, usual_permissions};
#[cfg(unix)]
pub(crate) use unix::{Attributes, Folder, identity, usual_permissions};

/// What has a name in a folder. A link is not followed.
#[derive(Debug)]
pub(crate) struct Entry<A = Attributes> {
    /// What it is.
    pub(crate) kind: EntryKind,
    /// How many bytes a file has.
    pub(crate) length: u64,
    /// What a file that takes its place keeps.
    pub(crate) attributes: A,
}

/// What an entry of a folder is.
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
    /// A device, or something that only this system knows.
    Device,
}

impl EntryKind {
    /// What it is called in messages.
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

/// Fails in a test after as many changes to the disk as the test allows, as if the process had been killed.
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
