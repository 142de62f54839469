//! What is read: a place, or a text from standard input, and the options that the command line has for reading.

use std::path::Path;

use super::unsaved::UnsavedTexts;
use crate::units::Date;

/// The documents to read besides those for all readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Drafts.
    pub drafts: bool,
    /// Documents for coaches, and content for coaches in other documents.
    pub coach: bool,
}

/// The place of a handbook, and the documents to read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// A Markdown file, or a folder.
    pub path: &'a Path,
    /// The plan, if it is not read from a file. It is read as if it were `plan.md` in the current folder.
    pub text: Option<&'a [u8]>,
    /// The texts that are read in place of files on the disk.
    pub unsaved: Option<&'a UnsavedTexts>,
    /// The file to read in place of `handbook.yaml`.
    pub configuration: Option<&'a Path>,
    /// The documents.
    pub selection: Selection,
    /// The day that pages show as today; that of their reader if `None`.
    pub today: Option<Date>,
    /// The address of the handbook, in place of the configured one.
    pub base_url: Option<&'a str>,
}

impl<'a, P: AsRef<Path> + ?Sized> From<&'a P> for Input<'a> {
    fn from(path: &'a P) -> Self {
        Self {
            path: path.as_ref(),
            text: None,
            unsaved: None,
            configuration: None,
            selection: Selection::default(),
            today: None,
            base_url: None,
        }
    }
}

impl Input<'_> {
    /// Whether there is an unsaved text of the file at a path.
    pub(super) fn has_unsaved(&self, path: &Path) -> bool {
        self.unsaved.is_some_and(|unsaved| unsaved.has(path))
    }
}
