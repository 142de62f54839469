//! The only reader of the disk. [`Sources::read`] finds the files of a handbook, decodes the texts and keeps each of
//! them once, in memory, with a [`FileId`].

mod boundary;
mod compare;
mod disk;
mod fonts;
mod front;
mod glance;
mod home;
mod include;
mod input;
mod lock;
mod picture;
mod published;
mod reported;
pub mod snippet;
mod sources;
mod text;
mod unsaved;
mod walk;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::units::Exclusion;
use crate::yaml::YamlText;
use boundary::Boundary;

pub use disk::{is_markdown, read, read_folder};
pub use fonts::FontFiles;
pub use front::{Front, UnreadFront, WhyUnread, front_matter, is_draft};
pub use glance::Glance;
pub use home::home_above;
pub use input::{Input, Selection};
pub use sources::{Sources, Stamp};
pub use text::{Source, SourceKind};
pub use unsaved::UnsavedTexts;

/// The name that a plan without a file has in the handbook, and the one that reports show.
const NAMELESS: (&str, &str) = ("plan.md", "<stdin>");

impl Sources {
    /// Reads the handbook at `place`: a Markdown file, a folder with `handbook.yaml`, `mkdocs.yml` or `content/`,
    /// a content folder, or the content folder of a folder with such a configuration.
    ///
    /// Texts that are not UTF-8 and links that lead out of the folder are reported.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if a file or folder cannot be read, [`Error::NoContent`] if there is no content folder beside a
    /// configuration, [`Error::NothingToBuild`] if there is no Markdown.
    pub fn read<'a>(
        input: impl Into<Input<'a>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Self, Error> {
        let input = input.into();
        let path = input.path;
        let mut sources = if let Some(text) = input.text {
            Self::of_text(text, &input, diagnostics)?
        } else if input.has_unsaved(path) {
            Self::read_plan(&input, diagnostics)?
        } else {
            let about = std::fs::metadata(path).map_err(|source| Error::Read {
                path: path.to_owned(),
                source,
            })?;
            if about.is_dir() {
                Self::read_handbook(&input, diagnostics)?
            } else {
                Self::read_plan(&input, diagnostics)?
            }
        };
        sources.today = input.today;
        sources.base_url = input.base_url.map(str::to_owned);
        let has_errors = diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error);
        let is_text =
            |source: &Source| matches!(source.kind, SourceKind::Markdown | SourceKind::Snippet);
        if !has_errors && !sources.files.iter().any(is_text) {
            return Err(Error::NothingToBuild {
                why: sources.why_nothing(),
                path: path.to_owned(),
            });
        }
        Ok(sources)
    }

    fn why_nothing(&self) -> &'static str {
        let mut reasons = self.left_out.values();
        if reasons.any(|why| *why == Exclusion::Draft) {
            "it has only drafts\n  = help: build them with `--drafts`"
        } else if self.left_out.values().any(|why| *why == Exclusion::Coach) {
            "it is for coaches only\n  = help: build it with `--for coach`"
        } else {
            "it has no Markdown files (.md)"
        }
    }

    fn read_plan(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) -> Result<Self, Error> {
        let file = input.path;
        if !is_markdown(file) {
            return Err(Error::NothingToBuild {
                path: file.to_owned(),
                why: "a plan is a Markdown file (.md) or a folder of them",
            });
        }
        let folder = file.parent().map(Path::to_owned).unwrap_or_default();
        let mut sources = Self::empty((PathBuf::new(), folder), true, input);
        file.clone_into(&mut sources.protected);
        sources.add_given_configuration(input, diagnostics)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        sources.add_text((&name, file), SourceKind::Markdown, diagnostics)?;
        sources.add_snippets()?;
        Ok(sources)
    }

    fn read_handbook(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) -> Result<Self, Error> {
        let selection = input.selection;
        let unsaved = input.unsaved.cloned().unwrap_or_default();
        let (home, found) = home::find(input.path, &unsaved);
        let mut sources = Self::empty((home.clone(), home.clone()), false, input);
        let given = sources.add_given_configuration(input, diagnostics)?;
        let configuration = given.as_deref().or(found);
        if let (None, Some(name)) = (&given, configuration) {
            sources.add_text(
                (name, &home.join(name)),
                SourceKind::Configuration,
                diagnostics,
            )?;
        }
        sources.add_lock(diagnostics)?;
        let piece = sources.of_kind(SourceKind::Configuration).next();
        let piece = piece.map(|(file, source)| YamlText {
            file,
            offset: 0,
            text: source.text.as_str(),
        });
        let is_mkdocs = configuration.is_some_and(home::is_mkdocs);
        let content = home::content((&home, configuration), piece, diagnostics)?;
        let boundary = match piece {
            None => Boundary::default(),
            Some(piece) if is_mkdocs => Boundary::of_mkdocs(piece, selection, diagnostics),
            Some(piece) => Boundary::of_handbook(piece, diagnostics),
        };
        sources.protected.clone_from(&content);
        sources.content.clone_from(&content);
        sources.boundary = boundary;
        sources.walk(diagnostics)?;
        sources.add_snippets()?;
        Ok(sources)
    }

    /// The sources of a plan that is not in a file.
    fn of_text(
        text: &[u8],
        input: &Input<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Self, Error> {
        let folders = Default::default();
        let mut sources = Self::empty(folders, true, input);
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
    fn add_given_configuration(
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
