//! Moves staged files into place, and removes stale ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::folder::{OutputFolder, Parent, failed, is_folder, unread};
use super::manifest::{MANIFEST, Manifest, is_removable, letters};
use super::order::turn;
use crate::error::Error;
use crate::system::{EntryKind, Folder};

/// The result of a write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteSummary {
    /// Files that are new or changed.
    pub changed: usize,
    /// Files of an earlier build that were removed.
    pub removed: usize,
    /// Listed files of an earlier build that were not removed, each with the reason.
    pub kept: Vec<(PathBuf, String)>,
}

/// A staged file.
pub(super) struct StagedFile {
    /// Its name in the staging folder.
    pub(super) name: String,
    /// Whether there is no file in its place yet.
    pub(super) is_new: bool,
}

/// The last step of a build.
pub(super) struct Placing<'a> {
    pub(super) output: &'a OutputFolder,
    /// The files of the last build.
    pub(super) old: &'a BTreeSet<String>,
    /// The staging folder.
    pub(super) staging: &'a Folder,
    /// The files of this build, with the staged file for those that differ.
    pub(super) files: &'a BTreeMap<String, Option<StagedFile>>,
}

impl Placing<'_> {
    /// Checks that folders in the places of files contain nothing that prepbook did not write.
    ///
    /// # Errors
    ///
    /// [`Error::OutputRefused`] if one of them does.
    pub(super) fn check(&self) -> Result<(), Error> {
        let replaced = self
            .files
            .iter()
            .filter(|(_, change)| change.as_ref().is_some_and(|change| !change.is_new));
        for (path, _) in replaced {
            let unread = || unread(&self.output.path(path));
            let Parent::Found(folder) = self.output.parent(path)? else {
                continue;
            };
            let entry = folder.entry(name(path)).map_err(unread())?;
            if !is_folder(entry.as_ref()) {
                continue;
            }
            let inner = folder.inside(name(path)).map_err(unread())?;
            if !self.is_stale(&inner, path)? {
                return Err(self.output.in_the_way(path, EntryKind::Folder));
            }
        }
        Ok(())
    }

    /// Whether a folder contains only files that will be removed.
    fn is_stale(&self, folder: &Folder, path: &str) -> Result<bool, Error> {
        let unread = || unread(&self.output.path(path));
        let names = folder.names().map_err(unread())?;
        for name in &names {
            let Some(shown) = name.to_str() else {
                return Ok(false);
            };
            let inner = format!("{path}/{shown}");
            let kind = folder
                .entry(name)
                .map_err(unread())?
                .map(|entry| entry.kind);
            let is_stale = match kind {
                Some(EntryKind::Folder) => {
                    self.is_stale(&folder.inside(name).map_err(unread())?, &inner)?
                }
                Some(EntryKind::File) => self.old.contains(&inner) && is_removable(&inner),
                None => true,
                Some(_) => false,
            };
            if !is_stale {
                return Ok(false);
            }
        }
        let inside = format!("{path}/");
        let next = self.old.range(inside.clone()..).next();
        Ok(!names.is_empty() || next.is_some_and(|next| next.starts_with(&inside)))
    }

    /// Moves the files into place. From the first move until the last removal, the manifest names the files of both
    /// builds.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] if the system refuses.
    pub(super) fn place(&self) -> Result<WriteSummary, Error> {
        let all = || self.files.keys().cloned();
        self.write_manifest(all().chain(self.old.iter().cloned()).collect())?;
        let mut written = WriteSummary::default();
        let stale = self
            .old
            .iter()
            .filter(|path| !self.files.contains_key(*path));
        let made: BTreeSet<String> = self.files.keys().map(|path| letters(path)).collect();
        let (blocking, stale): (Vec<&String>, Vec<&String>) =
            stale.partition(|path| self.blocks(path) || made.contains(&letters(path)));
        for path in blocking {
            self.remove(path, &mut written)?;
        }
        let mut changes: Vec<(&String, &StagedFile)> = self
            .files
            .iter()
            .filter_map(|(path, change)| Some((path, change.as_ref()?)))
            .collect();
        changes.sort_by_cached_key(|(path, change)| turn(path, change.is_new));
        written.changed = changes.len();
        for (path, change) in changes {
            let folder = self.output.created_parent(path)?;
            self.staging
                .rename(&change.name, &folder, name(path))
                .map_err(failed(&self.output.path(path)))?;
        }
        for path in stale {
            self.remove(path, &mut written)?;
        }
        self.write_manifest(all().collect())?;
        Ok(written)
    }

    /// Whether a stale file is in the place of a folder, or in a folder that is in the place of a file.
    fn blocks(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        let next = self.files.range(inside.clone()..).next();
        let around = path.match_indices('/').map(|(at, _)| &path[..at]);
        next.is_some_and(|(next, _)| next.starts_with(&inside))
            || around
                .into_iter()
                .any(|outer| self.files.contains_key(outer))
    }

    /// Removes a file of the last build, and its parent folders if they become empty.
    fn remove(&self, path: &str, written: &mut WriteSummary) -> Result<(), Error> {
        let place = self.output.path(path);
        let mut keep = |place: PathBuf, why: String| written.kept.push((place, why));
        match self.output.parent(path)? {
            Parent::Missing => {}
            Parent::Taken(_, EntryKind::File) => return Ok(()),
            Parent::Taken(taken, kind) => {
                keep(self.output.path(&taken), not_written(kind));
                return Ok(());
            }
            Parent::Found(folder) => match folder.entry(name(path)).map_err(unread(&place))? {
                None => {}
                Some(entry) if entry.kind != EntryKind::File => {
                    keep(place, not_written(entry.kind));
                    return Ok(());
                }
                Some(_) if !is_removable(path) => {
                    let why = "it is hidden, so another program may need it";
                    keep(place, why.to_owned());
                    return Ok(());
                }
                Some(_) => {
                    folder.remove_file(name(path)).map_err(failed(&place))?;
                    written.removed += 1;
                }
            },
        }
        self.output.remove_empty(path)
    }

    fn write_manifest(&self, files: BTreeSet<String>) -> Result<(), Error> {
        let failed = || failed(&self.output.path(MANIFEST));
        let bytes = Manifest::bytes(files).map_err(failed())?;
        self.staging
            .create(MANIFEST, &bytes, None)
            .map_err(failed())?;
        self.staging
            .rename(MANIFEST, self.output.root(), MANIFEST)
            .map_err(failed())
    }
}

fn not_written(kind: EntryKind) -> String {
    format!("this {} was not created by prepbook", kind.name())
}

fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}
