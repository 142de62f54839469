//! Compares folders without reading files: cheap enough to be done every few seconds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use crate::system;

/// The files and folders that were seen, except hidden ones.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Glance(BTreeMap<PathBuf, EntryState>);

/// Differs for two states of a file, or for two folders at one path.
#[derive(Debug, PartialEq, Eq)]
struct EntryState {
    /// `None` for folders: their entries have states of their own.
    content: Option<(u64, SystemTime)>,
    identity: u64,
}

impl Glance {
    /// Scans folders: everything below them, or only their direct entries if `deep` is false. Unreadable entries are
    /// treated as missing.
    pub fn at<'a>(folders: impl IntoIterator<Item = (&'a Path, bool)>) -> Self {
        let mut marks = BTreeMap::new();
        for (folder, deep) in folders {
            let depth = if deep { usize::MAX } else { 1 };
            let entries = WalkDir::new(folder)
                .max_depth(depth)
                .into_iter()
                .filter_entry(|entry| {
                    entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
                });
            for entry in entries.filter_map(Result::ok) {
                // The target of a link is examined, but nothing below it.
                if let Ok(about) = std::fs::metadata(entry.path()) {
                    marks.insert(entry.into_path(), EntryState::of(&about));
                }
            }
        }
        Self(marks)
    }

    /// The differences from an earlier scan: changed files, and paths that were created, removed or replaced by
    /// something else.
    pub fn since(&self, earlier: &Self) -> (BTreeSet<PathBuf>, BTreeSet<PathBuf>) {
        let mut changed = BTreeSet::new();
        let mut moved = BTreeSet::new();
        for (path, mark) in &self.0 {
            match earlier.0.get(path) {
                Some(old) if old == mark => {}
                Some(old) if old.identity == mark.identity => {
                    changed.insert(path.clone());
                }
                _ => {
                    moved.insert(path.clone());
                }
            }
        }
        let gone = earlier.0.keys().filter(|path| !self.0.contains_key(*path));
        moved.extend(gone.cloned());
        (changed, moved)
    }
}

impl EntryState {
    fn of(about: &std::fs::Metadata) -> Self {
        let modified = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        Self {
            content: about.is_file().then_some((about.len(), modified)),
            identity: system::identity(about),
        }
    }
}
