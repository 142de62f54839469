//! Folders on Unix: every name is resolved relative to an open folder, by calls that do not follow links.

use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use rustix::fs::{AtFlags, Dir, FileType, FlockOperation, Gid, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::entry::{EntryKind, FolderEntry, before_change};

/// An open folder.
#[derive(Debug)]
pub(crate) struct Folder {
    handle: OwnedFd,
}

/// The permissions and the group of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileAttributes {
    mode: Mode,
    group: Gid,
}

const OPEN: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC);

impl Folder {
    /// Opens the folder at a path. A link is followed.
    ///
    /// # Errors
    ///
    /// An error if there is no folder at the path, or if the system refuses.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let handle = rustix::fs::open(path, OPEN | OFlags::DIRECTORY, Mode::empty())?;
        Ok(Self { handle })
    }

    /// Opens a folder in this one. Links are not followed.
    ///
    /// # Errors
    ///
    /// An error if the name is not that of a folder, or if the system refuses.
    pub(crate) fn inside(&self, name: impl AsRef<OsStr>) -> io::Result<Self> {
        let flags = OPEN | OFlags::DIRECTORY | OFlags::NOFOLLOW;
        let handle = rustix::fs::openat(&self.handle, name.as_ref(), flags, Mode::empty())?;
        Ok(Self { handle })
    }

    /// The entry with a name in this folder, if there is one.
    ///
    /// # Errors
    ///
    /// An error if the system refuses.
    pub(crate) fn entry(
        &self,
        name: impl AsRef<OsStr>,
    ) -> io::Result<Option<FolderEntry<FileAttributes>>> {
        match rustix::fs::statat(&self.handle, name.as_ref(), AtFlags::SYMLINK_NOFOLLOW) {
            Ok(about) => Ok(Some(entry(&about))),
            // A name that is too long cannot exist.
            Err(Errno::NOENT | Errno::NAMETOOLONG) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes of a regular file in this folder.
    ///
    /// # Errors
    ///
    /// An error if the name is not that of a regular file, or if the system refuses.
    pub(crate) fn read(&self, name: impl AsRef<OsStr>) -> io::Result<Vec<u8>> {
        // Opening a named pipe would wait for a writer otherwise.
        let flags = OPEN | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let handle = rustix::fs::openat(&self.handle, name.as_ref(), flags, Mode::empty())?;
        let about = rustix::fs::fstat(&handle)?;
        if kind(&about) != EntryKind::File {
            return Err(io::Error::other("this is not a regular file"));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(about.st_size).unwrap_or_default());
        File::from(handle).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Creates a file in this folder with the usual permissions, or with `attributes` as far as the system allows.
    ///
    /// # Errors
    ///
    /// An error if the name is taken, or if the system refuses.
    pub(crate) fn create(
        &self,
        name: impl AsRef<OsStr>,
        bytes: &[u8],
        attributes: Option<&FileAttributes>,
    ) -> io::Result<()> {
        before_change()?;
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(0o666);
        let handle = rustix::fs::openat(&self.handle, name.as_ref(), flags, mode)?;
        let mut file = File::from(handle);
        before_change()?;
        file.write_all(bytes)?;
        if let Some(wanted) = attributes {
            let own = entry(&rustix::fs::fstat(&file)?).attributes;
            if own.group != wanted.group {
                // Only members of a group may give files to it.
                let _ = rustix::fs::fchown(&file, None, Some(wanted.group));
            }
            if own.mode != wanted.mode {
                rustix::fs::fchmod(&file, wanted.mode)?;
            }
        }
        Ok(())
    }

    /// Creates a folder in this one; a private one is only accessible to its owner.
    ///
    /// # Errors
    ///
    /// An error if the name is taken, or if the system refuses.
    pub(crate) fn create_folder(&self, name: impl AsRef<OsStr>, private: bool) -> io::Result<()> {
        before_change()?;
        let mode = Mode::from_raw_mode(if private { 0o700 } else { 0o777 });
        Ok(rustix::fs::mkdirat(&self.handle, name.as_ref(), mode)?)
    }

    /// Moves a file of this folder to another folder, replacing the file there.
    ///
    /// # Errors
    ///
    /// An error if the system refuses.
    pub(crate) fn rename(
        &self,
        name: impl AsRef<OsStr>,
        to: &Self,
        new: impl AsRef<OsStr>,
    ) -> io::Result<()> {
        before_change()?;
        let moved = rustix::fs::renameat(&self.handle, name.as_ref(), &to.handle, new.as_ref());
        Ok(moved?)
    }

    /// Removes a file of this folder; for a link, the link itself.
    ///
    /// # Errors
    ///
    /// An error if the system refuses.
    pub(crate) fn remove_file(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        before_change()?;
        Ok(rustix::fs::unlinkat(
            &self.handle,
            name.as_ref(),
            AtFlags::empty(),
        )?)
    }

    /// Removes an empty folder of this folder.
    ///
    /// # Errors
    ///
    /// An error if it is not empty, or if the system refuses.
    pub(crate) fn remove_folder(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        before_change()?;
        Ok(rustix::fs::unlinkat(
            &self.handle,
            name.as_ref(),
            AtFlags::REMOVEDIR,
        )?)
    }

    /// All names in this folder, sorted.
    ///
    /// # Errors
    ///
    /// An error if the system refuses.
    pub(crate) fn names(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.handle)? {
            let name = entry?.file_name().to_bytes().to_vec();
            if name != b"." && name != b".." {
                names.push(OsString::from_vec(name));
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Locks this folder, unless another process has locked it. The lock ends with this value, or with the process. On
    /// a disk without locks, this succeeds.
    ///
    /// # Errors
    ///
    /// An error if the system refuses.
    pub(crate) fn try_lock(&self) -> io::Result<bool> {
        match rustix::fs::flock(&self.handle, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) => Ok(false),
            result => without_locks(result).map(|()| true),
        }
    }

    /// Locks this folder, and waits while another process has locked it.
    ///
    /// # Errors
    ///
    /// An error if the system refuses.
    pub(crate) fn lock(&self) -> io::Result<()> {
        let lock = || rustix::fs::flock(&self.handle, FlockOperation::LockExclusive);
        without_locks(rustix::io::retry_on_intr(lock))
    }

    /// Whether this folder is the one at a path.
    pub(crate) fn is_at(&self, path: &Path) -> bool {
        match (rustix::fs::fstat(&self.handle), rustix::fs::stat(path)) {
            (Ok(one), Ok(other)) => (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino),
            _ => false,
        }
    }
}

/// A missing lock feature of the disk is not an error.
fn without_locks(result: rustix::io::Result<()>) -> io::Result<()> {
    let without = [Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP, Errno::NOLCK];
    match result {
        Err(error) if without.contains(&error) => Ok(()),
        result => Ok(result?),
    }
}

fn entry(about: &Stat) -> FolderEntry<FileAttributes> {
    FolderEntry {
        kind: kind(about),
        length: u64::try_from(about.st_size).unwrap_or_default(),
        attributes: FileAttributes {
            mode: Mode::from_raw_mode(about.st_mode) & Mode::from_raw_mode(0o777),
            group: Gid::from_raw(about.st_gid),
        },
    }
}

fn kind(about: &Stat) -> EntryKind {
    match FileType::from_raw_mode(about.st_mode) {
        FileType::RegularFile => EntryKind::File,
        FileType::Directory => EntryKind::Folder,
        FileType::Symlink => EntryKind::Link,
        FileType::Fifo => EntryKind::Pipe,
        FileType::Socket => EntryKind::Socket,
        _ => EntryKind::Device,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
/// The permissions of new files, before the user's mask is applied.
pub(crate) fn usual_permissions() -> Option<Permissions> {
    Some(Permissions::from_mode(0o666))
}

/// A number that differs for two existing files or folders.
pub(crate) fn identity(about: &Metadata) -> u64 {
    about.ino()
}
