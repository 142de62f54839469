//! `handbook.lock`, the ids of what was published before: where it is, and when there is to be one.

use std::path::PathBuf;

use super::home;
use super::{Kind, Sources};
use crate::diagnostic::Diagnostic;
use crate::error::Error;

/// Its name, in the home folder.
pub(super) const LOCK: &str = "handbook.lock";

impl Sources {
    /// Reads the lock, if there is one.
    pub(super) fn add_lock(&mut self, found: &mut Vec<Diagnostic>) -> Result<(), Error> {
        let lock = self.lock();
        if lock.is_file() {
            self.add_text((LOCK, &lock), Kind::Lock, found)?;
        }
        Ok(())
    }

    /// Where the lock of the handbook is, or would be.
    pub fn lock(&self) -> PathBuf {
        self.home.join(LOCK)
    }

    /// Whether a build begins a lock if there is none: one has its place beside `handbook.yaml`.
    pub fn wants_lock(&self) -> bool {
        let mut configurations = self.of_kind(Kind::Configuration);
        configurations.any(|(_, source)| !home::is_mkdocs(&source.path))
    }
}
