//! Destinations for files as they are rendered.

use std::sync::{Mutex, PoisonError};

use super::files::Site;
use crate::error::Error;

/// Receives files, from several threads at the same time.
pub trait Sink: Sync {
    /// Receives the file at a path below the output folder.
    ///
    /// # Errors
    ///
    /// The error of the destination.
    fn add(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error>;
}

/// Discards files.
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
