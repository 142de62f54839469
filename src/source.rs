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
mod text;
mod walk;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::error::Error;
use crate::span::{FileId, Span};
use crate::units::{Date, Exclusion, PictureSize};
use crate::yaml::YamlText;
use boundary::{Boundary, PathKind};
use disk::{is_markdown, slashed};

pub use disk::{read, read_folder};
pub use fonts::FontFiles;
pub use front::{Front, UnreadFront, WhyUnread, front_matter, is_draft};
pub use glance::Glance;
pub use input::{Input, Selection};
pub use text::{Source, SourceKind};

/// Differs for two states of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    modified: SystemTime,
}

/// All files that a handbook is made from.
#[derive(Debug)]
pub struct Sources {
    /// The folder that output, themes and relative paths of the configuration are relative to.
    pub home: PathBuf,
    /// The folder of the documents.
    pub content: PathBuf,
    /// Whether this is a single Markdown file rather than a folder.
    pub bare: bool,
    /// The documents to read.
    pub selection: Selection,
    /// The day that pages show as today; that of their reader if `None`.
    pub today: Option<Date>,
    /// The address of the handbook that takes precedence over the configured one.
    pub base_url: Option<String>,
    /// Where the configuration is, if it is not in the home folder.
    configuration: Option<PathBuf>,
    protected: PathBuf,
    files: Vec<Source>,
    /// The texts of the content folder, by their paths.
    paths: BTreeMap<String, usize>,
    assets: BTreeSet<String>,
    /// The excluded files and folders.
    left_out: BTreeMap<String, Exclusion>,
    /// The documents that are left out of navigation.
    unlisted: BTreeSet<String>,
    boundary: Boundary,
    /// The entries beside a single plan: a path in many links is looked up once.
    beside: Mutex<HashMap<String, PathKind>>,
}

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
        let mut sources = Self::empty((PathBuf::new(), folder), true, input.selection);
        file.clone_into(&mut sources.protected);
        sources.add_given_configuration(input, diagnostics)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        sources.add_text((&name, file), SourceKind::Markdown, diagnostics)?;
        sources.add_snippets()?;
        Ok(sources)
    }

    fn read_handbook(input: &Input<'_>, diagnostics: &mut Vec<Diagnostic>) -> Result<Self, Error> {
        let selection = input.selection;
        let (home, found) = home::find(input.path);
        let mut sources = Self::empty((home.clone(), home.clone()), false, selection);
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

    /// Whether the configuration is that of `MkDocs`.
    pub fn is_mkdocs(&self) -> bool {
        let mut configurations = self.of_kind(SourceKind::Configuration);
        configurations.any(|(_, source)| home::is_mkdocs(&source.path))
    }

    /// The text at a path below the content folder.
    pub fn named(&self, path: &str) -> Option<(FileId, &Source)> {
        let index = self.paths.get(path)?;
        Some((
            FileId(u32::try_from(*index).unwrap_or(u32::MAX)),
            &self.files[*index],
        ))
    }

    fn empty((home, content): (PathBuf, PathBuf), bare: bool, selection: Selection) -> Self {
        Self {
            home,
            protected: content.clone(),
            content,
            bare,
            selection,
            today: None,
            base_url: None,
            configuration: None,
            files: Vec::new(),
            paths: BTreeMap::new(),
            assets: BTreeSet::new(),
            left_out: BTreeMap::new(),
            unlisted: BTreeSet::new(),
            boundary: Boundary::default(),
            beside: Mutex::default(),
        }
    }

    fn add_text(
        &mut self,
        (name, path): (&str, &Path),
        kind: SourceKind,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(), Error> {
        self.add_bytes((name, path), (read(path)?, kind), diagnostics);
        Ok(())
    }

    fn add_bytes(
        &mut self,
        (name, path): (&str, &Path),
        (mut bytes, kind): (Vec<u8>, SourceKind),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
        }
        let (text, broken) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let byte = error.as_bytes()[offset];
                (
                    String::from_utf8_lossy(error.as_bytes()).into_owned(),
                    Some((offset, byte)),
                )
            }
        };
        let source = Source::new(name, path, text, kind);
        if kind == SourceKind::Markdown
            && let Some(why) = front::withheld(&source.text, self.selection)
        {
            self.leave_out(name, why);
            return;
        }
        let file = self.add(source);
        if broken.is_some() {
            self.files[file.0 as usize].kind = SourceKind::Unread;
            self.paths.remove(name);
        }
        if let Some((offset, byte)) = broken {
            let span = Span::new(
                file,
                offset,
                offset + char::REPLACEMENT_CHARACTER.len_utf8(),
            );
            diagnostics.push(
                Diagnostic::new(
                    Code::NotUtf8,
                    span,
                    format!("this file is not valid UTF-8: byte {offset} is {byte:#04x}"),
                )
                .hint("open it in an editor, and save it as UTF-8"),
            );
        }
    }

    /// A stamp that changes with the bytes of an asset, without reading them; `None` if there is none.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        let about = std::fs::metadata(self.content.join(path)).ok()?;
        Some(Stamp {
            length: about.len(),
            modified: about.modified().ok()?,
        })
    }

    /// The id of a copied file, for a report about it.
    pub fn copied(&mut self, path: &str) -> FileId {
        let known = self
            .of_kind(SourceKind::Copied)
            .find(|(_, file)| file.path == path);
        if let Some((file, _)) = known {
            return file;
        }
        let place = self.content.join(path);
        self.add(Source::new(path, &place, String::new(), SourceKind::Copied))
    }

    fn add(&mut self, source: Source) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        if matches!(source.kind, SourceKind::Markdown | SourceKind::Snippet) {
            self.paths.insert(source.path.clone(), self.files.len());
        }
        self.files.push(source);
        id
    }

    /// Whether the content is a folder of its own, with room for other folders beside it.
    pub fn has_own_folder(&self) -> bool {
        !self.bare && self.content != self.home
    }

    /// The path that a build must not write into: the content folder, or the single plan itself.
    pub fn protected(&self) -> &Path {
        &self.protected
    }

    /// The source with an id of these sources.
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// Replaces a text, as if it had been read this way.
    pub fn replace(&mut self, file: FileId, text: String) {
        self.files[file.0 as usize].replace(text);
    }

    /// The paths of the texts on the disk, including those that are excluded by their front matter.
    pub fn places(&self) -> impl Iterator<Item = PathBuf> {
        let files = (0..self.files.len()).filter_map(|index| u32::try_from(index).ok());
        let withheld = self
            .left_out
            .iter()
            .filter(|(_, why)| why.is_stated_inside());
        files
            .map(|index| self.place_of(FileId(index)))
            .chain(withheld.map(|(path, _)| self.content.join(path)))
    }

    /// The path of a source on the disk.
    pub fn place_of(&self, file: FileId) -> PathBuf {
        let source = self.get(file);
        match source.kind {
            SourceKind::Configuration => match &self.configuration {
                Some(given) => given.clone(),
                None => self.home.join(&source.path),
            },
            SourceKind::Lock => self.home.join(&source.path),
            SourceKind::Markdown
            | SourceKind::Snippet
            | SourceKind::Copied
            | SourceKind::Unread => self.content.join(&source.path),
        }
    }

    /// All texts of one kind, in the order of their paths.
    pub fn of_kind(&self, kind: SourceKind) -> impl Iterator<Item = (FileId, &Source)> {
        self.files
            .iter()
            .enumerate()
            .filter(move |(_, source)| source.kind == kind)
            .map(|(index, source)| (FileId(u32::try_from(index).unwrap_or(u32::MAX)), source))
    }

    /// The files of the content folder other than documents, in the order of their paths. For a single plan there are
    /// none: only the files that the plan uses belong to it.
    pub fn assets(&self) -> impl Iterator<Item = &str> {
        self.assets.iter().map(String::as_str)
    }

    /// The bytes of a file for which [`has_asset`](Self::has_asset) holds.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if it cannot be read.
    pub fn asset(&self, path: &str) -> Result<Vec<u8>, Error> {
        read(&self.content.join(path))
    }

    /// The size of the picture at a path for which [`has_asset`](Self::has_asset) holds; `None` if it is no picture, or
    /// one whose size depends on the page.
    pub fn picture_size(&self, path: &str) -> Option<PictureSize> {
        picture::size_of(&self.content.join(path))
    }
}
