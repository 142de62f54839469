//! The only writer. A build is staged whole before anything in the output folder changes, then moved there
//! file by file with renames; what an earlier build made and this one does not is removed; what prepbook did
//! not make is never touched. A manifest in the folder says what it made.
//!
//! 1. [`refuse`] looks whether the folder may be used at all.
//! 2. [`differences`] compares with what is there.
//! 3. A folder that is new or empty is made beside itself and moved into place in one rename; else the
//!    changed files are staged inside it and moved one by one.

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::files::Site;
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

/// Writes a handbook to `output`; `content` is the folder that must stay out of it.
///
/// # Errors
///
/// [`Error::OutputRefused`] where the folder holds something else, or holds or lies in the content;
/// [`Error::Write`] where the system refuses. In either case the folder is as it was, except that a failure
/// in the midst of the last renames may leave it with files of both builds, all of them whole.
pub fn write(site: &Site, output: &Path, content: &Path) -> Result<Written, Error> {
    refuse(output, content)?;
    let old = manifest(output)?;
    let changed = differences(site, output, &old)?;
    let new: BTreeSet<String> = site.iter().map(|(path, _)| path.to_owned()).collect();
    let stale: Vec<&String> = old.files.difference(&new).collect();
    let written = Written {
        changed: changed.len(),
        removed: stale.len(),
    };
    if is_empty(output) {
        stage_whole(&changed, &new, output)?;
    } else if written.changed + written.removed > 0 || old.files != new {
        stage_changes(&changed, &new, (output, &old.files))?;
    }
    Ok(written)
}

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

/// The files that are not there yet or have other bytes. A file that is in the way and that prepbook did not
/// make is refused, and so is a folder that was replaced by a link out of the output.
fn differences<'a>(
    site: &'a Site,
    output: &Path,
    old: &Manifest,
) -> Result<Vec<(&'a str, &'a [u8])>, Error> {
    for folder in site
        .iter()
        .filter_map(|(path, _)| Path::new(path).parent())
        .collect::<BTreeSet<_>>()
    {
        let place = output.join(folder);
        if place
            .symlink_metadata()
            .is_ok_and(|about| about.is_symlink())
            && folder != Path::new("")
        {
            return Err(Error::OutputRefused {
                path: place,
                why: "a symbolic link stands where a folder of the handbook belongs; remove it"
                    .to_owned(),
            });
        }
    }
    let files: Vec<(&str, &[u8])> = site.iter().collect();
    let differing = |(path, bytes): &(&'a str, &'a [u8])| {
        let place = output.join(path);
        let Ok(about) = place.symlink_metadata() else {
            return Ok(Some((*path, *bytes)));
        };
        let same = about.is_file()
            && about.len() == bytes.len() as u64
            && crate::source::read(&place)? == *bytes;
        if same {
            return Ok(None);
        }
        if !old.files.contains(*path) && !about.is_dir() {
            return Err(Error::OutputRefused {
                path: place,
                why: "this file was not made by prepbook and is in the way; move it elsewhere"
                    .to_owned(),
            });
        }
        Ok(Some((*path, *bytes)))
    };
    let all: Vec<Option<_>> = files
        .par_iter()
        .with_min_len(64)
        .map(differing)
        .collect::<Result<_, Error>>()?;
    Ok(all.into_iter().flatten().collect())
}

/// Writes files below `folder`, with the folders that they need.
fn write_all(files: &[(&str, &[u8])], folder: &Path) -> Result<(), Error> {
    make_folders(files.iter().map(|(path, _)| *path), folder)?;
    files
        .par_iter()
        .with_min_len(64)
        .try_for_each(|(path, bytes)| {
            let place = folder.join(path);
            #[expect(clippy::disallowed_methods, reason = "this is the writer")]
            std::fs::write(&place, bytes).map_err(failed(&place))
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

fn write_manifest(files: &BTreeSet<String>, staging: &Path, place: &Path) -> Result<(), Error> {
    let manifest = Manifest {
        made_by: "prepbook".to_owned(),
        files: files.clone(),
    };
    let bytes =
        serde_json::to_vec_pretty(&manifest).map_err(|error| failed(place)(error.into()))?;
    let staged = staging.join(MANIFEST);
    write_all(&[(MANIFEST, &bytes)], staging)?;
    rename(&staged, &place.join(MANIFEST))
}

fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    if from == to {
        return Ok(());
    }
    #[expect(clippy::disallowed_methods, reason = "this is the writer")]
    std::fs::rename(from, to).map_err(failed(to))
}

/// Makes a new output folder beside its place and moves it there at once.
fn stage_whole(
    files: &[(&str, &[u8])],
    new: &BTreeSet<String>,
    output: &Path,
) -> Result<(), Error> {
    let staging = staging_beside(output)?;
    // A folder inside the private one, so that it has the permissions that folders usually get.
    let whole = staging.path().join("whole");
    write_all(files, &whole)?;
    write_manifest(new, &whole, &whole)?;
    if output.exists() {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the writer, and the folder is empty"
        )]
        std::fs::remove_dir(output).map_err(failed(output))?;
    }
    rename(&whole, output)
}

/// Stages the changed files inside the output folder and moves them into place.
fn stage_changes(
    files: &[(&str, &[u8])],
    new: &BTreeSet<String>,
    (output, old): (&Path, &BTreeSet<String>),
) -> Result<(), Error> {
    remove_left_staging(output)?;
    let staging = staging_in(output)?;
    write_all(files, staging.path())?;
    // From here until the last line the manifest names the files of both builds.
    let both = old.union(new).cloned().collect();
    write_manifest(&both, staging.path(), output)?;
    // What is removed first may be a file where a folder belongs now, or the other way round.
    for path in old.difference(new) {
        remove_file(output, path)?;
    }
    make_folders(files.iter().map(|(path, _)| *path), output)?;
    for (path, _) in files {
        rename(&staging.path().join(path), &output.join(path))?;
    }
    write_manifest(new, staging.path(), output)
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
