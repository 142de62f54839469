//! Whether files are excluded, unlisted, or may be copied.

use std::path::Path;
use std::sync::PoisonError;

use super::boundary::{PathKind, Publication, private, real};
use super::disk;
use super::sources::Sources;
use crate::units::Exclusion;

impl Sources {
    /// Why the file at a path below the content folder is excluded; `None` if it is not, or does not exist.
    pub fn left_out(&self, path: &str) -> Option<Exclusion> {
        let mut at = Some(path);
        while let Some(part) = at {
            if let Some(why) = self.left_out.get(part) {
                return Some(*why);
            }
            at = part.rsplit_once('/').map(|(folder, _)| folder);
        }
        match self.beside(path) {
            PathKind::LeftOut(why) => Some(why),
            _ => None,
        }
    }

    /// All excluded paths in order; the content of a folder that is not read is not listed.
    pub fn all_left_out(&self) -> impl Iterator<Item = (&str, Exclusion)> {
        let all = self.left_out.iter();
        all.map(|(path, why)| (path.as_str(), *why))
    }

    /// Whether the document at a path is left out of navigation.
    pub fn is_unlisted(&self, path: &str) -> bool {
        self.unlisted.contains(path)
    }

    /// Whether there is a file at `path` below the content folder that is not a document and may be copied.
    pub fn has_asset(&self, path: &str) -> bool {
        self.assets.contains(path)
            || !disk::is_markdown(Path::new(path)) && self.beside(path) == PathKind::File
    }

    /// Whether other documents may insert the file at a path.
    pub fn may_put_in(&self, path: &str) -> bool {
        if self.bare {
            return self.beside(path) == PathKind::File;
        }
        let left_out = || self.left_out.get(path);
        self.assets.contains(path) || left_out().is_some_and(|why| why.may_be_inserted())
    }

    /// The kind of entry at a path beside a single plan; `Nothing` for a folder, whose files are all known.
    fn beside(&self, path: &str) -> PathKind {
        if !self.bare || path.is_empty() || path.split('/').any(|part| part == "..") {
            return PathKind::Nothing;
        }
        let known = || self.beside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(path) {
            return *found;
        }
        let found = self.look_beside(path);
        known().insert(path.to_owned(), found);
        found
    }

    fn look_beside(&self, path: &str) -> PathKind {
        let verdict =
            |path: &str, _| private(path).map_or(Publication::Published, Publication::LeftOut);
        match (real((&self.content, path), verdict), private(path)) {
            (PathKind::File | PathKind::LeftOut(_), Some(why)) => PathKind::LeftOut(why),
            (found, _) => found,
        }
    }
}
