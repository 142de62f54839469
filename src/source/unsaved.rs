//! Texts that an editor has open: they are read in place of the files on the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{self, is_markdown};
use crate::error::Error;

/// Texts by the paths of their files, which need not exist yet. Copies share the texts.
#[derive(Clone, Debug, Default)]
pub struct UnsavedTexts(BTreeMap<PathBuf, Arc<str>>);

impl UnsavedTexts {
    /// Adds or replaces a text.
    pub fn set(&mut self, path: PathBuf, text: Arc<str>) {
        self.0.insert(path, text);
    }

    /// Removes a text: the file on the disk is read again.
    pub fn remove(&mut self, path: &Path) {
        self.0.remove(path);
    }

    /// Whether there is a text for the file at a path.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    /// The bytes of the file at `path`: those of its text, or else those on the disk.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if it cannot be read.
    pub(super) fn bytes_of(&self, path: &Path) -> Result<Vec<u8>, Error> {
        match self.0.get(path) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => disk::read(path),
        }
    }

    /// The Markdown files below a folder that are not on the disk yet, in the order of a sorted walk.
    pub(super) fn new_below(&self, folder: &Path) -> Vec<PathBuf> {
        let below = self.0.keys().filter(|path| path.starts_with(folder));
        let new = below.filter(|path| is_markdown(path) && !path.exists());
        new.cloned().collect()
    }
}
