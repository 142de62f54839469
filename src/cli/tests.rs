//! The whole program in one process: content with its diagnostics, and pages with their words.

#![expect(
    clippy::disallowed_methods,
    reason = "tests prepare the disk and look at it"
)]

mod diagnostics;
mod editions;
mod languages;
mod pages;

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

/// A folder with the files of a handbook.
pub(super) struct TestBook(TempDir);

impl TestBook {
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let book = Self(TempDir::new().unwrap());
        for (path, text) in files {
            book.write(path, text);
        }
        book
    }

    pub(super) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }
}
