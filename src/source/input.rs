//! What is read: a place, or a text from standard input, and the options that the command line has for reading.

use std::path::Path;

use super::{SourceKind, Sources};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
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
            configuration: None,
            selection: Selection::default(),
            today: None,
            base_url: None,
        }
    }
}

/// The name that a plan without a file has in the handbook, and the one that reports show.
const NAMELESS: (&str, &str) = ("plan.md", "<stdin>");

impl Sources {
    /// The sources of a plan that is not in a file.
    pub(super) fn of_text(
        text: &[u8],
        input: &Input<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Self, Error> {
        let folders = Default::default();
        let mut sources = Self::empty(folders, true, input.selection);
        input.path.clone_into(&mut sources.protected);
        sources.add_given_configuration(input, diagnostics)?;
        let (name, shown) = NAMELESS;
        let place = (name, Path::new(shown));
        let text = (text.to_owned(), SourceKind::Markdown);
        sources.add_bytes(place, text, diagnostics);
        sources.add_snippets()?;
        Ok(sources)
    }

    /// Reads the configuration that the input names, and returns its file name.
    pub(super) fn add_given_configuration(
        &mut self,
        input: &Input<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<String>, Error> {
        let Some(place) = input.configuration else {
            return Ok(None);
        };
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        self.add_text((&name, place), SourceKind::Configuration, diagnostics)?;
        self.configuration = Some(place.to_owned());
        Ok(Some(name.into_owned()))
    }
}
