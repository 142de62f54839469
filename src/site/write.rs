//! The only writer. Files are staged as they are drawn, before anything in the output folder changes, then moved there
//! with renames; what an earlier build made and this one does not is removed; what prepbook did not make is never
//! touched. A manifest in the folder says what it made.
//!
//! 1. [`Staging::new`] looks whether the folder may be used at all.
//! 2. Each file is compared with what is there, and staged if it differs: a folder that is new or empty is made beside
//!    itself, else files are staged inside it.
//! 3. [`Staging::finish`] moves the folder, or file by file, into place. Until then a build that fails changes nothing.

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::sink::Sink;
use crate::error::Error;

/// What a write did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have other bytes than before.
    pub changed: usize,
    /// Files of an earlier build that are no longer made.
    pub removed: usize,
}

const MANIFEST: &str = ".prepbook-manifest.json";
const STAGING: &str = ".prepbook-staging-";

/// Which files of the folder prepbook made.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    made_by: String,
    files: BTreeSet<String>,
}

/// A handbook on its way to an output folder.
pub struct Staging {
    output: PathBuf,
    old: Manifest,
    /// Whether the output folder is new or empty, so it is made whole beside its place.
    whole: bool,
    staged: Mutex<Staged>,
}

/// What is staged so far.
#[derive(Default)]
struct Staged {
    /// The private folder; made for the first file that differs.
    folder: Option<TempDir>,
    /// The folders below it that are made, and those of the output that are looked at.
    folders: BTreeSet<PathBuf>,
    /// The paths of all files, whether they differ or not.
    all: BTreeSet<String>,
    /// The paths of those that differ.
    changed: Vec<String>,
}

impl Staging {
    /// Prepares to write a handbook to `output`; `content` is the folder that must stay out of it.
    ///
    /// # Errors
    ///
    /// [`Error::OutputRefused`] if the folder holds something else, or holds or is in the content.
    pub fn new(output: &Path, content: &Path) -> Result<Self, Error> {
        refuse(output, content)?;
        Ok(Self {
            old: manifest(output)?,
            whole: is_empty(output),
            output: output.to_owned(),
            staged: Mutex::default(),
        })
    }

    fn staged(&self) -> MutexGuard<'_, Staged> {
        self.staged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the files into place.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] if the system refuses. The folder is then as it was, except that a failure in the midst of the
    /// last renames may leave it with files of both builds, all of them whole.
    pub fn finish(self) -> Result<Written, Error> {
        let staged = self.staged.into_inner();
        let staged = staged.unwrap_or_else(PoisonError::into_inner);
        let stale: Vec<&String> = self.old.files.difference(&staged.all).collect();
        let written = Written {
            changed: staged.changed.len(),
            removed: stale.len(),
        };
        if self.whole {
            place_whole(staged, &self.output)?;
        } else if written.changed + written.removed > 0 || self.old.files != staged.all {
            place_changes(staged, (&self.output, &self.old.files))?;
        }
        Ok(written)
    }

    /// The files that the last build made.
    pub fn earlier(&self) -> &BTreeSet<String> {
        &self.old.files
    }

    /// Whether the file at a path has other bytes in the output folder, or is not there.
    ///
    /// # Errors
    ///
    /// [`Error::OutputRefused`] if something that prepbook did not make is in the way, or if a folder was replaced by a
    /// link out of the output.
    fn differs(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        if self.whole {
            return Ok(true);
        }
        if let Some(folder) = Path::new(path)
            .parent()
            .filter(|folder| *folder != Path::new(""))
            && self.staged().folders.insert(self.output.join(folder))
        {
            let place = self.output.join(folder);
            if place
                .symlink_metadata()
                .is_ok_and(|about| about.is_symlink())
            {
                return Err(Error::OutputRefused {
                    path: place,
                    why: "a symbolic link stands where a folder of the handbook belongs; remove it"
                        .to_owned(),
                });
            }
        }
        let place = self.output.join(path);
        let Ok(about) = place.symlink_metadata() else {
            return Ok(true);
        };
        let same = about.is_file()
            && about.len() == bytes.len() as u64
            && crate::source::read(&place)? == bytes;
        if !same && !self.old.files.contains(path) && !about.is_dir() {
            return Err(Error::OutputRefused {
                path: place,
                why: "this file was not made by prepbook and is in the way; move it elsewhere"
                    .to_owned(),
            });
        }
        Ok(!same)
    }

    /// Where to stage the file at a path, in a folder that exists.
    fn place(&self, path: &str) -> Result<PathBuf, Error> {
        let mut staged = self.staged();
        let root = match &staged.folder {
            Some(folder) => folder.path().to_owned(),
            None => {
                let folder = if self.whole {
                    staging_beside(&self.output)?
                } else {
                    remove_left_staging(&self.output)?;
                    staging_in(&self.output)?
                };
                staged.folder.insert(folder).path().to_owned()
            }
        };
        let place = root.join(WHOLE).join(path);
        let folder = place.parent().unwrap_or(&root).to_owned();
        if !staged.folders.contains(&folder) {
            make_folders(std::iter::empty(), &folder)?;
            staged.folders.insert(folder);
        }
        Ok(place)
    }
}

impl Sink for Staging {
    fn add(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        let differs = self.differs(path, &bytes)?;
        if differs {
            let place = self.place(path)?;
            #[expect(clippy::disallowed_methods, reason = "this is the writer")]
            std::fs::write(&place, &bytes).map_err(failed(&place))?;
        }
        let mut staged = self.staged();
        staged.all.insert(path.to_owned());
        if differs {
            staged.changed.push(path.to_owned());
        }
        Ok(())
    }
}

/// The folder of the files inside the private one, so that it has the permissions that folders usually get.
const WHOLE: &str = "whole";

/// Writes one file, whole or not at all: it is staged beside its place and moved there. `beginning` is what a file
/// of its kind begins with; a file at that place that begins otherwise is not written over.
///
/// # Errors
///
/// [`Error::OutputRefused`] where something else is at that place, [`Error::Write`] where the system refuses; what
/// was there is as it was.
pub fn write_file(bytes: &[u8], file: &Path, beginning: &[u8]) -> Result<(), Error> {
    let refused = |why: &str| {
        Err(Error::OutputRefused {
            path: file.to_owned(),
            why: why.to_owned(),
        })
    };
    let (Some(name), false) = (file.file_name(), file.is_dir()) else {
        return refused("it is a folder; name a file");
    };
    if file.exists() && !crate::source::read(file)?.starts_with(beginning) {
        return refused("there is a file of another kind; name another one");
    }
    let staging = staging_beside(file)?;
    // A link stays a link: what it leads to is replaced.
    let place = resolved(file);
    let staged = staging.path().join(name);
    #[expect(clippy::disallowed_methods, reason = "this is the writer")]
    std::fs::write(&staged, bytes).map_err(failed(file))?;
    rename(&staged, &place)
}

/// A private folder beside a place, where what is to come there is made whole.
fn staging_beside(place: &Path) -> Result<TempDir, Error> {
    let absolute = std::path::absolute(place).map_err(failed(place))?;
    let parent = absolute.parent().unwrap_or(&absolute);
    make_folders(std::iter::empty(), parent)?;
    staging_in(parent)
}

fn staging_in(folder: &Path) -> Result<TempDir, Error> {
    tempfile::Builder::new()
        .prefix(STAGING)
        .tempdir_in(folder)
        .map_err(failed(folder))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Write { path, source }
}

fn is_empty(folder: &Path) -> bool {
    folder
        .read_dir()
        .map_or(true, |mut entries| entries.next().is_none())
}

fn refuse(output: &Path, content: &Path) -> Result<(), Error> {
    let refused = |why: &str| {
        Err(Error::OutputRefused {
            path: output.to_owned(),
            why: why.to_owned(),
        })
    };
    if output.exists() && !output.is_dir() {
        return refused("it is a file; name a folder");
    }
    let real = resolved(output);
    let content = resolved(content);
    if content.starts_with(&real) {
        return refused("the content lies in it; name a folder of its own for the output");
    }
    if real.starts_with(&content) {
        return refused("it lies in the content; name a folder beside it, as in `-o ../output`");
    }
    if !is_empty(output) && !output.join(MANIFEST).is_file() {
        return refused("it holds files that prepbook did not make; name an empty or a new folder");
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

fn manifest(output: &Path) -> Result<Manifest, Error> {
    let path = output.join(MANIFEST);
    if !path.exists() {
        return Ok(Manifest::default());
    }
    let bytes = crate::source::read(&path)?;
    let manifest: Option<Manifest> = serde_json::from_slice(&bytes).ok();
    let inside = |path: &String| {
        Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
    };
    manifest
        .filter(|manifest| manifest.files.iter().all(inside))
        .ok_or_else(|| Error::OutputRefused {
            path,
            why: "this list of what prepbook made was changed by somebody else; remove the output folder".to_owned(),
        })
}

fn make_folders<'a>(paths: impl Iterator<Item = &'a str>, folder: &Path) -> Result<(), Error> {
    let folders: BTreeSet<PathBuf> = paths
        .filter_map(|path| Path::new(path).parent().map(|parent| folder.join(parent)))
        .collect();
    for place in std::iter::once(folder.to_owned()).chain(folders) {
        #[expect(clippy::disallowed_methods, reason = "this is the writer")]
        std::fs::create_dir_all(&place).map_err(failed(&place))?;
    }
    Ok(())
}

fn write_manifest(files: BTreeSet<String>, staging: &Path, place: &Path) -> Result<(), Error> {
    let manifest = Manifest {
        made_by: "prepbook".to_owned(),
        files,
    };
    let bytes =
        serde_json::to_vec_pretty(&manifest).map_err(|error| failed(place)(error.into()))?;
    let staged = staging.join(MANIFEST);
    #[expect(clippy::disallowed_methods, reason = "this is the writer")]
    std::fs::write(&staged, bytes).map_err(failed(&staged))?;
    rename(&staged, &place.join(MANIFEST))
}

fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    if from == to {
        return Ok(());
    }
    #[expect(clippy::disallowed_methods, reason = "this is the writer")]
    std::fs::rename(from, to).map_err(failed(to))
}

/// Moves a folder that is staged whole to its place.
fn place_whole(staged: Staged, output: &Path) -> Result<(), Error> {
    let folder = match staged.folder {
        Some(folder) => folder,
        None => staging_beside(output)?,
    };
    let whole = folder.path().join(WHOLE);
    make_folders(std::iter::empty(), &whole)?;
    write_manifest(staged.all, &whole, &whole)?;
    if output.exists() {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the writer, and the folder is empty"
        )]
        std::fs::remove_dir(output).map_err(failed(output))?;
    }
    rename(&whole, output)
}

/// Moves the files that are staged inside the output folder into place.
fn place_changes(staged: Staged, (output, old): (&Path, &BTreeSet<String>)) -> Result<(), Error> {
    let Staged {
        folder,
        all,
        changed,
        ..
    } = staged;
    let folder = match folder {
        Some(folder) => folder,
        None => staging_in(output)?,
    };
    // From here until the last line the manifest names the files of both builds.
    let both = old.union(&all).cloned().collect();
    write_manifest(both, folder.path(), output)?;
    // What is removed first may be a file where a folder belongs now, or the other way round.
    for path in old.difference(&all) {
        remove_file(output, path)?;
    }
    make_folders(changed.iter().map(String::as_str), output)?;
    for path in &changed {
        let staged = folder.path().join(WHOLE).join(path);
        rename(&staged, &output.join(path))?;
    }
    write_manifest(all, folder.path(), output)
}

fn remove_file(output: &Path, path: &str) -> Result<(), Error> {
    let place = output.join(path);
    #[expect(clippy::disallowed_methods, reason = "this is the writer")]
    match std::fs::remove_file(&place) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(&place)(error)),
        _ => {}
    }
    // Folders that are empty now go too; one that holds something else stays.
    let mut folder = Path::new(path).parent();
    while let Some(inside) = folder.filter(|folder| *folder != Path::new("")) {
        #[expect(clippy::disallowed_methods, reason = "this is the writer")]
        if std::fs::remove_dir(output.join(inside)).is_err() {
            break;
        }
        folder = inside.parent();
    }
    Ok(())
}

/// Removes what a build that was killed left behind.
fn remove_left_staging(output: &Path) -> Result<(), Error> {
    let entries = output.read_dir().map_err(failed(output))?;
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(STAGING) {
            #[expect(clippy::disallowed_methods, reason = "this is the writer")]
            std::fs::remove_dir_all(entry.path()).map_err(failed(&entry.path()))?;
        }
    }
    Ok(())
}
