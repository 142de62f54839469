//! The paths and hashes of a handbook's files, without their bytes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::files::is_page;
use crate::error::Error;

/// The paths of files below the output folder, with hashes of their content if they are needed.
#[derive(Debug, Default)]
pub struct FileIndex {
    files: BTreeMap<String, Option<blake3::Hash>>,
}

impl FileIndex {
    /// Adds a file, with the hash of its bytes if they are given.
    ///
    /// # Errors
    ///
    /// [`Error::TwoOwners`] if there is a file at that path already.
    pub fn add(&mut self, path: String, bytes: Option<&Vec<u8>>) -> Result<(), Error> {
        self.insert(path, bytes.map(|bytes| blake3::hash(bytes)))
    }

    /// Adds the files of another index.
    ///
    /// # Errors
    ///
    /// [`Error::TwoOwners`] if both have a file at one path.
    pub fn extend(&mut self, mut other: Self) -> Result<(), Error> {
        // The smaller one is added to the larger one.
        if self.files.len() < other.files.len() {
            std::mem::swap(self, &mut other);
        }
        let mut files = other.files.into_iter();
        files.try_for_each(|(path, hash)| self.insert(path, hash))
    }

    fn insert(&mut self, path: String, hash: Option<blake3::Hash>) -> Result<(), Error> {
        match self.files.entry(path) {
            Entry::Occupied(file) => Err(Error::TwoOwners {
                path: file.key().clone(),
            }),
            Entry::Vacant(free) => {
                free.insert(hash);
                Ok(())
            }
        }
    }

    /// The paths in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The known hashes, by the paths of their files.
    pub fn hashes(&self) -> BTreeMap<&str, blake3::Hash> {
        let files = self.files.iter();
        files
            .filter_map(|(path, hash)| Some((path.as_str(), (*hash)?)))
            .collect()
    }

    /// How many of the files are pages.
    pub fn pages(&self) -> usize {
        self.paths().filter(|path| is_page(path)).count()
    }
}
