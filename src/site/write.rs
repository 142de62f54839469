//! The writer of the output folder. Files are staged in the folder as they are rendered, before anything else in it
//! changes, then moved into place; stale files of earlier builds are removed; files that prepbook did not write are
//! never touched. A manifest in the folder lists the files that prepbook wrote.
//!
//! 1. [`Staging::new`] locks the folder, checks that it may be used, and removes files staged by a killed build.
//! 2. Each file is compared with the one in its place, and staged if it differs.
//! 3. [`Staging::finish`] moves the files into place. Until then a build that fails changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::folder::{OWN, OutputFolder, Parent, failed, refused, remove_tree, unread};
use super::manifest::Manifest;
use super::place::{Placing, StagedFile, WriteSummary};
use super::sink::Sink;
use crate::error::Error;
use crate::system::{EntryKind, FileAttributes, Folder};

/// The staging folder. Other names with this prefix belong to earlier versions.
const STAGING: &str = ".prepbook-staging";

/// A handbook on its way to an output folder.
pub struct Staging {
    output: OutputFolder,
    /// Whether the folder was empty.
    is_empty: bool,
    old: Manifest,
    staged: Mutex<Staged>,
}

/// The files staged so far.
#[derive(Default)]
struct Staged {
    /// The staging folder; created for the first file that differs.
    folder: Option<Arc<Folder>>,
    /// All files, with the staged file for those that differ.
    files: BTreeMap<String, Option<StagedFile>>,
    /// How many names in the folder are in use.
    names: usize,
}

/// The entry in the place of a file.
enum Present {
    /// The same bytes.
    Same,
    /// Nothing.
    Nothing,
    /// A file of an earlier build, with the attributes that the new file keeps.
    Other(Option<FileAttributes>),
}

impl Staging {
    /// Prepares to write a handbook to `output`; `content` is the folder that must stay out of it. If another build
    /// writes to it, `waiting` is called, and the call blocks until that build ends.
    ///
    /// # Errors
    ///
    /// [`Error::OutputRefused`] if the folder has other content, or if it contains the content folder or is inside it.
    pub fn new(output: &Path, content: &Path, waiting: &dyn Fn()) -> Result<Self, Error> {
        refuse(output, content)?;
        let folder = OutputFolder::lock(output, waiting)?;
        let old = Manifest::read(&folder)?;
        if old.is_none()
            && let Some(foreign) = folder.foreign()?
        {
            let why = format!("it has files that prepbook did not create, such as `{foreign}`");
            return Err(refused(
                output.to_owned(),
                why,
                "choose an empty or new folder",
            ));
        }
        for name in folder.folders(STAGING)? {
            remove_tree(folder.root(), name.as_ref()).map_err(failed(&folder.path(&name)))?;
        }
        Ok(Self {
            output: folder,
            is_empty: old.is_none(),
            old: old.unwrap_or_default(),
            staged: Mutex::default(),
        })
    }

    fn staged(&self) -> MutexGuard<'_, Staged> {
        self.staged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves the files into place.
    ///
    /// # Errors
    ///
    /// [`Error::OutputRefused`] if a folder with files that prepbook did not write is in the place of a file; the
    /// output is then unchanged. [`Error::Write`] if the system refuses; the folder may then have files of both builds,
    /// all of them complete.
    pub fn finish(mut self) -> Result<WriteSummary, Error> {
        let mut staged = std::mem::take(&mut *self.staged());
        let stays = staged.files.values().all(Option::is_none)
            && self.old.files.iter().eq(staged.files.keys());
        if stays {
            return Ok(WriteSummary::default());
        }
        let folder = self.staging_folder(&mut staged)?;
        let placing = Placing {
            output: &self.output,
            old: &self.old.files,
            staging: &folder,
            files: &staged.files,
        };
        placing.check()?;
        let written = placing.place()?;
        self.output.keep();
        Ok(written)
    }

    /// The files of the last build.
    pub fn earlier(&self) -> &BTreeSet<String> {
        &self.old.files
    }

    /// The entry in the place of a file.
    ///
    /// # Errors
    ///
    /// [`Error::OutputRefused`] if prepbook did not write it.
    fn present(&self, path: &str, bytes: &[u8]) -> Result<Present, Error> {
        if self.is_empty {
            return Ok(Present::Nothing);
        }
        let folder = match self.output.parent(path)? {
            Parent::Found(folder) => folder,
            Parent::Missing => return Ok(Present::Nothing),
            // A file of an earlier build may be replaced by a folder.
            Parent::Taken(taken, EntryKind::File) if self.old.files.contains(&taken) => {
                return Ok(Present::Nothing);
            }
            Parent::Taken(taken, kind) => return Err(self.output.in_the_way(&taken, kind)),
        };
        let place = self.output.path(path);
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        let Some(entry) = folder.entry(name).map_err(unread(&place))? else {
            return Ok(Present::Nothing);
        };
        match entry.kind {
            EntryKind::File => {}
            EntryKind::Folder => return Ok(Present::Other(None)),
            kind => return Err(self.output.in_the_way(path, kind)),
        }
        if !self.old.files.contains(path) {
            let names = folder.names().map_err(unread(&place))?;
            if !names.iter().any(|own| own == name) {
                // On this disk it is a file with another name, such as `A.png` for `a.png`.
                return Ok(Present::Nothing);
            }
        }
        let same = entry.length == bytes.len() as u64
            && folder.read(name).map_err(unread(&place))? == bytes;
        if same {
            Ok(Present::Same)
        } else if self.old.files.contains(path) {
            Ok(Present::Other(Some(entry.attributes)))
        } else {
            Err(self.output.in_the_way(path, EntryKind::File))
        }
    }

    /// The staging folder.
    fn staging_folder(&self, staged: &mut Staged) -> Result<Arc<Folder>, Error> {
        if let Some(folder) = &staged.folder {
            return Ok(Arc::clone(folder));
        }
        let root = self.output.root();
        let failed = || failed(&self.output.path(STAGING));
        root.create_folder(STAGING, true).map_err(failed())?;
        let folder = Arc::new(root.inside(STAGING).map_err(failed())?);
        Ok(Arc::clone(staged.folder.insert(folder)))
    }
}

impl Sink for Staging {
    fn add(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        if path.starts_with(OWN) {
            let why = "names that begin like this are reserved for prepbook";
            return Err(refused(self.output.path(path), why, "rename the file"));
        }
        let present = self.present(path, &bytes)?;
        let (is_new, attributes) = match present {
            Present::Same => {
                self.staged().files.insert(path.to_owned(), None);
                return Ok(());
            }
            Present::Nothing => (true, None),
            Present::Other(attributes) => (false, attributes),
        };
        let mut staged = self.staged();
        let folder = self.staging_folder(&mut staged)?;
        let name = staged.names.to_string();
        staged.names += 1;
        drop(staged);
        folder
            .create(&name, &bytes, attributes.as_ref())
            .map_err(failed(&self.output.path(path)))?;
        let change = Some(StagedFile { name, is_new });
        self.staged().files.insert(path.to_owned(), change);
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Leftovers are removed by the next build.
        let _ = remove_tree(self.output.root(), STAGING.as_ref());
    }
}

fn refuse(output: &Path, content: &Path) -> Result<(), Error> {
    let refused = |why: &str, help: &str| Err(refused(output.to_owned(), why, help));
    match (output.symlink_metadata(), std::fs::metadata(output)) {
        (Ok(_), Err(error)) if error.kind() == std::io::ErrorKind::NotFound => {
            return refused("it is a broken symbolic link", "choose a folder");
        }
        (_, Ok(about)) if about.is_file() => return refused("it is a file", "choose a folder"),
        (_, Ok(about)) if !about.is_dir() => {
            return refused("it is not a folder", "choose a folder");
        }
        _ => {}
    }
    let real = resolved(output);
    let content = resolved(content);
    if content == real {
        return refused(
            "it is the content folder",
            "choose a separate folder for the output",
        );
    }
    if content.starts_with(&real) {
        let what = if content.is_file() {
            "it contains the plan"
        } else {
            "it contains the content folder"
        };
        return refused(what, "choose a separate folder for the output");
    }
    if real.starts_with(&content) {
        return refused(
            "it is inside the content folder",
            "choose a folder next to it, such as `-o ../output`",
        );
    }
    Ok(())
}

/// The path without links and dots, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = Vec::new();
    let mut there = absolute.as_path();
    loop {
        if let Ok(real) = there.canonicalize() {
            return missing
                .iter()
                .rev()
                .fold(real, |path, part| path.join(part));
        }
        match (there.parent(), there.components().next_back()) {
            (Some(parent), Some(last)) => {
                missing.push(last.as_os_str().to_owned());
                there = parent;
            }
            _ => return absolute,
        }
    }
}
