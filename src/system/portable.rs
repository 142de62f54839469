//! Folders by their paths, for systems without calls that resolve a name in an open folder. Each name is looked at
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

use super::{Entry, EntryKind, before_change};

/// A folder.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// The file that is locked instead of the folder.
    lock: Mutex<Option<File>>,
}

/// What a file that takes the place of another one keeps: nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attributes;

/// The file that is locked; it stays, since another process may be waiting for it.
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

    /// Opens a folder in this one. A link is not followed.
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

    /// What has a name in this folder, if anything has.
    ///
    /// # Errors
    ///
    /// An error if the system refuses.
    pub(crate) fn entry(&self, name: impl AsRef<OsStr>) -> io::Result<Option<Entry<Attributes>>> {
        match self.path.join(name.as_ref()).symlink_metadata() {
            Ok(about) => Ok(Some(Entry {
                kind: kind(&about),
                length: about.len(),
                attributes: Attributes,
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
        _: Option<&Attributes>,
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

    /// Moves a file of this folder to another folder, in place of the file there.
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

    /// Removes a file of this folder; a link itself, not what it leads to.
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

    /// All names in this folder, in their order.
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
    /// a disk that has no locks, none is needed.
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

    /// Locks this folder, and waits until no other process has locked it.
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

/// A disk that has no locks is no reason to refuse.
fn without_locks(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::Unsupported {
        Ok(())
    } else {
        Err(error)
    }
}

/// Whether an error means that nothing has a name: it is free, or no name at all.
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

/// The permissions that files usually get, if they are not those that the system gives them anyway.
pub(crate) fn usual_permissions() -> Option<Permissions> {
    None
}

/// Differs for two files or folders that exist at one time, if the system tells.
pub(crate) fn identity(_: &Metadata) -> u64 {
    0
}
