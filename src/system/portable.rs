//! Folders by path, for systems without calls that resolve a name relative to an open folder. Each name is checked
//! before it is used.
#![cfg_attr(
    all(test, unix),
    expect(dead_code, reason = "only tests use this file here")
)]
#![expect(
    clippy::disallowed_methods,
    reason = "this is where the output is read and written"
)]

use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::entry::{EntryKind, FolderEntry, before_change};

/// A folder.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// The file that is locked instead of the folder.
    lock: Mutex<Option<File>>,
}

/// The attributes that a file keeps from the one it replaces: none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileAttributes;

/// The lock file; it is never removed, since another process may be waiting for it.
const LOCK: &str = ".prepbook-lock";

impl Folder {
    /// Opens the folder at a path. A link is followed.
    ///
    /// # Errors
    ///
    /// An error if there is no folder at the path, or if the system refuses.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        if !std::fs::metadata(path)?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Self {
            path: std::path::absolute(path)?,
            lock: Mutex::default(),
        })
    }

    /// Opens a folder in this one. Links are not followed.
    ///
    /// # Errors
    ///
    /// An error if the name is not that of a folder, or if the system refuses.
    pub(crate) fn inside(&self, name: impl AsRef<OsStr>) -> io::Result<Self> {
        match self.entry(name.as_ref())? {
            Some(entry) if entry.kind == EntryKind::Folder => Ok(Self {
                path: self.path.join(name.as_ref()),
                lock: Mutex::default(),
            }),
            Some(_) => Err(io::ErrorKind::NotADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
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
        match self.path.join(name.as_ref()).symlink_metadata() {
            Ok(about) => Ok(Some(FolderEntry {
                kind: kind(&about),
                length: about.len(),
                attributes: FileAttributes,
            })),
            Err(error) if is_nothing(error.kind()) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The bytes of a regular file in this folder.
    ///
    /// # Errors
    ///
    /// An error if the name is not that of a regular file, or if the system refuses.
    pub(crate) fn read(&self, name: impl AsRef<OsStr>) -> io::Result<Vec<u8>> {
        match self.entry(name.as_ref())? {
            Some(entry) if entry.kind != EntryKind::File => {
                Err(io::Error::other("this is not a regular file"))
            }
            _ => std::fs::read(self.path.join(name.as_ref())),
        }
    }

    /// Creates a file in this folder.
    ///
    /// # Errors
    ///
    /// An error if the name is taken, or if the system refuses.
    pub(crate) fn create(
        &self,
        name: impl AsRef<OsStr>,
        bytes: &[u8],
        _: Option<&FileAttributes>,
    ) -> io::Result<()> {
        before_change()?;
        let mut new = OpenOptions::new();
        let path = self.path.join(name.as_ref());
        let mut file = new.write(true).create_new(true).open(path)?;
        before_change()?;
        file.write_all(bytes)
    }

    /// Creates a folder in this one.
    ///
    /// # Errors
    ///
    /// An error if the name is taken, or if the system refuses.
    pub(crate) fn create_folder(&self, name: impl AsRef<OsStr>, _: bool) -> io::Result<()> {
        before_change()?;
        std::fs::create_dir(self.path.join(name.as_ref()))
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
        std::fs::rename(self.path.join(name.as_ref()), to.path.join(new.as_ref()))
    }

    /// Removes a file of this folder; for a link, the link itself.
    ///
    /// # Errors
    ///
    /// An error if the system refuses.
    pub(crate) fn remove_file(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        before_change()?;
        std::fs::remove_file(self.path.join(name.as_ref()))
    }

    /// Removes an empty folder of this folder.
    ///
    /// # Errors
    ///
    /// An error if it is not empty, or if the system refuses.
    pub(crate) fn remove_folder(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        before_change()?;
        std::fs::remove_dir(self.path.join(name.as_ref()))
    }

    /// All names in this folder, sorted.
    ///
    /// # Errors
    ///
    /// An error if the system refuses.
    pub(crate) fn names(&self) -> io::Result<Vec<OsString>> {
        let entries = self.path.read_dir()?;
        let mut names = entries
            .map(|entry| Ok(entry?.file_name()))
            .collect::<io::Result<Vec<_>>>()?;
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
        let file = self.lock_file()?;
        let locked = match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Error(error)) => without_locks(error),
            Ok(()) => Ok(()),
        };
        self.keep(file);
        locked.map(|()| true)
    }

    /// Locks this folder, and waits while another process has locked it.
    ///
    /// # Errors
    ///
    /// An error if the system refuses.
    pub(crate) fn lock(&self) -> io::Result<()> {
        let file = self.lock_file()?;
        file.lock().or_else(without_locks)?;
        self.keep(file);
        Ok(())
    }

    fn lock_file(&self) -> io::Result<File> {
        if let Some(entry) = self.entry(LOCK)?
            && entry.kind != EntryKind::File
        {
            return Err(io::Error::other(format!("{LOCK} is not a regular file")));
        }
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        options.open(self.path.join(LOCK))
    }

    fn keep(&self, file: File) {
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
    }

    /// Whether this folder is the one at a path.
    pub(crate) fn is_at(&self, path: &Path) -> bool {
        path.is_dir() && std::path::absolute(path).is_ok_and(|path| path == self.path)
    }
}

/// A missing lock feature of the disk is not an error.
fn without_locks(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::Unsupported {
        Ok(())
    } else {
        Err(error)
    }
}

/// Whether an error means that there is no such entry: the name is unused, or not valid.
fn is_nothing(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::NotFound | io::ErrorKind::InvalidFilename
    )
}

fn kind(about: &Metadata) -> EntryKind {
    if about.is_file() {
        EntryKind::File
    } else if about.is_dir() {
        EntryKind::Folder
    } else if about.is_symlink() {
        EntryKind::Link
    } else {
        EntryKind::Device
    }
}

/// The permissions of new files, if they differ from the system's default.
pub(crate) fn usual_permissions() -> Option<Permissions> {
    None
}

/// A number that differs for two existing files or folders, if the system provides one.
pub(crate) fn identity(_: &Metadata) -> u64 {
    0
}
