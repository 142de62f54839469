//! The files that a handbook is made from.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

use super::boundary::{Boundary, PathKind};
use super::disk::read;
use super::input::{Input, Selection};
use super::text::{Source, SourceKind};
use super::unsaved::UnsavedTexts;
use super::{front, home, picture};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::span::{FileId, Span};
use crate::units::{Date, Exclusion, PictureSize};

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
    pub(super) configuration: Option<PathBuf>,
    pub(super) protected: PathBuf,
    /// The texts that are read in place of files on the disk.
    pub(super) unsaved: UnsavedTexts,
    pub(super) files: Vec<Source>,
    /// The texts of the content folder, by their paths.
    pub(super) paths: BTreeMap<String, usize>,
    pub(super) assets: BTreeSet<String>,
    /// The excluded files and folders.
    pub(super) left_out: BTreeMap<String, Exclusion>,
    /// The documents that are left out of navigation.
    pub(super) unlisted: BTreeSet<String>,
    pub(super) boundary: Boundary,
    /// The entries beside a single plan: a path in many links is looked up once.
    pub(super) beside: Mutex<HashMap<String, PathKind>>,
}

impl Sources {
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

    pub(super) fn empty(
        (home, content): (PathBuf, PathBuf),
        bare: bool,
        input: &Input<'_>,
    ) -> Self {
        Self {
            home,
            protected: content.clone(),
            content,
            bare,
            selection: input.selection,
            today: None,
            base_url: None,
            configuration: None,
            unsaved: input.unsaved.cloned().unwrap_or_default(),
            files: Vec::new(),
            paths: BTreeMap::new(),
            assets: BTreeSet::new(),
            left_out: BTreeMap::new(),
            unlisted: BTreeSet::new(),
            boundary: Boundary::default(),
            beside: Mutex::default(),
        }
    }

    pub(super) fn add_text(
        &mut self,
        (name, path): (&str, &Path),
        kind: SourceKind,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(), Error> {
        let bytes = self.unsaved.bytes_of(path)?;
        self.add_bytes((name, path), (bytes, kind), diagnostics);
        Ok(())
    }

    pub(super) fn add_bytes(
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

    pub(super) fn add(&mut self, source: Source) -> FileId {
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

    /// The text that was read from a file on the disk, or in place of it.
    pub fn read_from(&self, place: &Path) -> Option<FileId> {
        let ids = (0..self.files.len()).filter_map(|index| u32::try_from(index).ok());
        let mut texts = ids
            .map(FileId)
            .filter(|file| self.get(*file).kind != SourceKind::Copied);
        texts.find(|file| self.place_of(*file) == place)
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

    pub(super) fn leave_out(&mut self, name: &str, why: Exclusion) {
        self.left_out.insert(name.to_owned(), why);
    }
}
