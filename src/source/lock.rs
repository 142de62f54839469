//! `handbook.lock`, the ids of published tasks: its location, and when to create it.

use std::path::PathBuf;

use super::home;
use super::sources::Sources;
use super::text::SourceKind;
use crate::diagnostic::Diagnostic;
use crate::error::Error;

/// Its name, in the home folder.
pub(super) const LOCK: &str = "handbook.lock";

impl Sources {
    /// Reads the lock, if there is one.
    pub(super) fn add_lock(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Result<(), Error> {
        let lock = self.lock();
        if lock.is_file() {
            self.add_text((LOCK, &lock), SourceKind::Lock, diagnostics)?;
        }
        Ok(())
    }

    /// The path of the handbook's lock, which may not exist.
    pub fn lock(&self) -> PathBuf {
        self.home.join(LOCK)
    }

    /// Whether a build creates a missing lock: only for a folder with a `handbook.yaml`.
    pub fn wants_lock(&self) -> bool {
        let mut configurations = self.of_kind(SourceKind::Configuration);
        !self.bare && configurations.any(|(_, source)| !home::is_mkdocs(&source.path))
    }
}
