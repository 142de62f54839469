//! What a folder contains, and the moment before each change to the disk.

/// An entry of a folder. Links are not followed.
#[derive(Debug)]
pub(crate) struct FolderEntry<A> {
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
pub(super) fn before_change() -> std::io::Result<()> {
    super::failing::count()
}

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "in tests it fails")]
pub(super) fn before_change() -> std::io::Result<()> {
    Ok(())
}
