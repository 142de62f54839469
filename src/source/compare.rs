//! Compares sources with earlier ones.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::Sources;
use super::text::{Source, SourceKind};
use crate::error::Error;

impl Sources {
    /// Checks that the content folder still exists. Without it, the same place would be a different handbook.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if it does not.
    pub fn still_there(&self) -> Result<(), Error> {
        std::fs::metadata(&self.protected).map_err(|source| Error::Read {
            path: self.protected.clone(),
            source,
        })?;
        Ok(())
    }

    /// Whether other sources have the same texts and the same other files, whose content is not compared.
    pub fn has_texts_of(&self, other: &Self) -> bool {
        let same = self.texts().eq(other.texts());
        let same = same && self.assets == other.assets && self.left_out == other.left_out;
        same && self.content == other.content
    }

    /// The texts that differ from other sources, as paths in the form a user would type.
    pub fn changed_since(&self, old: &Self) -> Vec<String> {
        fn texts(sources: &Sources) -> BTreeMap<&str, &Source> {
            let files = sources.texts();
            files
                .map(|source| (source.shown.as_str(), source))
                .collect()
        }
        let (new, old) = (texts(self), texts(old));
        let changed = new
            .iter()
            .filter(|(path, source)| old.get(*path) != Some(*source));
        let gone = old.keys().filter(|path| !new.contains_key(*path));
        let both: BTreeSet<&str> = changed
            .map(|(path, _)| *path)
            .chain(gone.copied())
            .collect();
        both.into_iter().map(str::to_owned).collect()
    }

    /// The texts that were read, without files that are only reported.
    fn texts(&self) -> impl Iterator<Item = &Source> {
        let files = self.files.iter();
        files.filter(|source| source.kind != SourceKind::Copied)
    }

    /// Whether a text became empty since other sources: it may be in the middle of being written.
    pub fn emptied_since(&self, old: &Self) -> bool {
        let mut empty = self.files.iter().filter(|source| source.text.is_empty());
        empty.any(|source| {
            let before = old.files.iter().find(|other| other.path == source.path);
            before.is_some_and(|before| !before.text.is_empty())
        })
    }
}
