//! The output folder: locked, and accessed without following links. Only the folder itself may be a link.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::Error;
use crate::system::{EntryKind, Folder, FolderEntry};

/// The prefix of prepbook's own files in the output folder, none of which is a page.
pub(super) const OWN: &str = ".prepbook-";

/// An empty disk has this in its top folder.
const LOST: &str = "lost+found";

/// How many folders are kept open. Some systems allow 256 open files.
const OPEN: usize = 64;

/// A folder that only this process writes to.
pub(super) struct OutputFolder {
    path: PathBuf,
    root: Arc<Folder>,
    /// Some of the folders below it, by their paths.
    open: Mutex<BTreeMap<String, Arc<Folder>>>,
    /// The folders that were created for it, the innermost last. They are removed unless something is written.
    created: Vec<PathBuf>,
}

/// The folder that a file is in.
pub(super) enum Parent {
    /// It exists.
    Found(Arc<Folder>),
    /// It does not exist.
    Missing,
    /// Its path, or that of a parent, is in use by something else.
    Taken(String, EntryKind),
}

impl OutputFolder {
    /// Opens and locks the folder at a path, creating it if it does not exist. `waiting` is called if another build
    /// writes to it.
    ///
    /// # Errors
    ///
    /// [`Error::OutputRefused`] if the path is in use by something else, [`Error::Write`] if the system refuses.
    pub(super) fn lock(path: &Path, waiting: &dyn Fn()) -> Result<Self, Error> {
        let mut created = Vec::new();
        loop {
            create_all(path, &mut created).map_err(failed(path))?;
            let folder = Folder::open(path).map_err(failed(path))?;
            if !folder.try_lock().map_err(failed(path))? {
                waiting();
                folder.lock().map_err(failed(path))?;
            }
            // The build that held the lock may have removed the folder.
            if folder.is_at(path) {
                return Ok(Self {
                    path: path.to_owned(),
                    root: Arc::new(folder),
                    open: Mutex::default(),
                    created,
                });
            }
        }
    }

    /// Keeps the folder even if nothing is written to it.
    pub(super) fn keep(&mut self) {
        self.created.clear();
    }

    /// The full path of a file of the folder.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// The entry with a name at the top of the folder.
    pub(super) fn entry(&self, name: &str) -> Result<Option<FolderEntry>, Error> {
        self.root.entry(name).map_err(failed(&self.path(name)))
    }

    /// The bytes of a file at the top of the folder.
    pub(super) fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        self.root.read(name).map_err(unread(&self.path(name)))
    }

    /// The folder itself.
    pub(super) fn root(&self) -> &Folder {
        &self.root
    }

    /// The first name in the folder that is not prepbook's own.
    pub(super) fn foreign(&self) -> Result<Option<String>, Error> {
        let names = self.root.names().map_err(unread(&self.path))?;
        let names = names.iter().map(|name| name.to_string_lossy());
        let mut foreign = names.filter(|name| !name.starts_with(OWN) && name != LOST);
        Ok(foreign.next().map(std::borrow::Cow::into_owned))
    }

    /// The names of folders in it that begin with `prefix`.
    pub(super) fn folders(&self, prefix: &str) -> Result<Vec<String>, Error> {
        let names = self.root.names().map_err(unread(&self.path))?;
        let names = names.iter().filter_map(|name| name.to_str());
        let mut folders = Vec::new();
        for name in names.filter(|name| name.starts_with(prefix)) {
            if is_folder(self.entry(name)?.as_ref()) {
                folders.push(name.to_owned());
            }
        }
        Ok(folders)
    }

    /// The parent folder of the file at a path.
    pub(super) fn parent(&self, path: &str) -> Result<Parent, Error> {
        match path.rsplit_once('/') {
            Some((folder, _)) => self.walk(folder, false),
            None => Ok(Parent::Found(Arc::clone(&self.root))),
        }
    }

    /// The parent folder for a file at a path; created if it does not exist.
    pub(super) fn created_parent(&self, path: &str) -> Result<Arc<Folder>, Error> {
        let parent = match path.rsplit_once('/') {
            Some((folder, _)) => self.walk(folder, true)?,
            None => Parent::Found(Arc::clone(&self.root)),
        };
        match parent {
            Parent::Found(folder) => Ok(folder),
            Parent::Missing => Err(failed(&self.path(path))(io::ErrorKind::NotFound.into())),
            Parent::Taken(taken, kind) => Err(self.in_the_way(&taken, kind)),
        }
    }

    /// The error for an entry in a position where the handbook needs a file or a folder.
    pub(super) fn in_the_way(&self, path: &str, kind: EntryKind) -> Error {
        let why = format!("this {} was not created by prepbook", kind.name());
        refused(self.path(path), why, "move it to another folder")
    }

    fn walk(&self, folder: &str, create: bool) -> Result<Parent, Error> {
        if let Some(open) = self.open().get(folder) {
            return Ok(Parent::Found(Arc::clone(open)));
        }
        let (mut at, name) = match folder.rsplit_once('/') {
            None => (Arc::clone(&self.root), folder),
            Some((outer, name)) => match self.walk(outer, create)? {
                Parent::Found(outer) => (outer, name),
                other => return Ok(other),
            },
        };
        let failed = || failed(&self.path(folder));
        if create && at.entry(name).map_err(failed())?.is_none() {
            at.create_folder(name, false).map_err(failed())?;
        }
        match at.inside(name) {
            Ok(inside) => at = Arc::new(inside),
            Err(error) => {
                return match at.entry(name).map_err(failed())? {
                    None => Ok(Parent::Missing),
                    Some(entry) if entry.kind != EntryKind::Folder => {
                        Ok(Parent::Taken(folder.to_owned(), entry.kind))
                    }
                    Some(_) => Err(failed()(error)),
                };
            }
        }
        let mut open = self.open();
        if open.len() >= OPEN {
            open.clear();
        }
        open.insert(folder.to_owned(), Arc::clone(&at));
        Ok(Parent::Found(at))
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Folder>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Removes the empty folders around a path, from the innermost outwards.
    pub(super) fn remove_empty(&self, path: &str) -> Result<(), Error> {
        let mut inner = path;
        while let Some((folder, _)) = inner.rsplit_once('/') {
            inner = folder;
            let name = folder.rsplit_once('/').map_or(folder, |(_, name)| name);
            self.open().remove(folder);
            match self.parent(folder)? {
                Parent::Missing => {}
                Parent::Taken(..) => return Ok(()),
                Parent::Found(outer) => {
                    let entry = outer.entry(name).map_err(failed(&self.path(folder)))?;
                    // A folder with other content stays.
                    if entry.is_some() && outer.remove_folder(name).is_err() {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        for folder in self.created.iter().rev() {
            // It stays if it is not empty.
            #[expect(clippy::disallowed_methods, reason = "this is the writer")]
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// Removes a folder with all its content. A link in it is removed, but not its target.
pub(super) fn remove_tree(outer: &Folder, name: &std::ffi::OsStr) -> io::Result<()> {
    let folder = outer.inside(name)?;
    for inner in folder.names()? {
        if is_folder(folder.entry(&inner)?.as_ref()) {
            remove_tree(&folder, &inner)?;
        } else {
            folder.remove_file(&inner)?;
        }
    }
    outer.remove_folder(name)
}

/// Whether an entry is a folder.
pub(super) fn is_folder(entry: Option<&FolderEntry>) -> bool {
    entry.is_some_and(|entry| entry.kind == EntryKind::Folder)
}

/// Creates a folder and its missing parents, and adds them to `created`.
fn create_all(path: &Path, created: &mut Vec<PathBuf>) -> io::Result<()> {
    let path = std::path::absolute(path)?;
    let missing = path
        .ancestors()
        .take_while(|folder| folder.symlink_metadata().is_err());
    let missing: Vec<&Path> = missing.collect();
    #[expect(clippy::disallowed_methods, reason = "this is the writer")]
    std::fs::create_dir_all(&path)?;
    created.extend(missing.into_iter().rev().map(Path::to_owned));
    Ok(())
}

/// The error for an output folder, or a file in it, that must not be used.
pub(super) fn refused(path: PathBuf, why: impl Into<String>, help: &str) -> Error {
    Error::OutputRefused {
        path,
        why: why.into(),
        help: help.to_owned(),
    }
}

/// The error for a path that could not be written.
pub(super) fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::Write { path, source }
}

/// The error for a path that could not be read.
pub(super) fn unread(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::Read { path, source }
}
