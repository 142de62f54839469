//! Where files go as they are drawn.

use std::sync::{Mutex, PoisonError};

use super::files::Site;
use crate::error::Error;

/// Takes files, from several threads at once.
pub trait Sink: Sync {
    /// Takes the file at a path below the output folder.
    ///
    /// # Errors
    ///
    /// What the writer of the file reports.
    fn add(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error>;
}

/// Keeps no file.
pub struct Discard;

impl Sink for Discard {
    fn add(&self, _: &str, _: Vec<u8>) -> Result<(), Error> {
        Ok(())
    }
}

/// Keeps all files in memory.
impl Sink for Mutex<Site> {
    fn add(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        let mut site = self.lock().unwrap_or_else(PoisonError::into_inner);
        site.add(path.to_owned(), bytes)
    }
}
