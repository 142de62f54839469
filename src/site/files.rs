//! Files in memory.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::error::Error;

/// Files by their paths below a folder, with `/` between the parts.
#[derive(Debug, Default)]
pub struct Site {
    files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Adds a file.
    ///
    /// # Errors
    ///
    /// [`Error::TwoOwners`] if there is a file at that path already.
    pub fn add(&mut self, path: String, bytes: Vec<u8>) -> Result<(), Error> {
        match self.files.entry(path) {
            Entry::Occupied(there) => Err(Error::TwoOwners {
                path: there.key().clone(),
            }),
            Entry::Vacant(free) => {
                free.insert(bytes);
                Ok(())
            }
        }
    }

    /// The bytes at a path.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// Whether the file at a path is a page.
pub fn is_page(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| ending == "html")
}
