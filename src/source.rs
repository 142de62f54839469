//! The only reader of the disk. [`Sources::read`] finds what a handbook is made from, decodes the
//! texts and keeps each of them once, in memory, behind a [`FileId`].

mod compare;
mod fonts;
mod glance;
mod home;
mod include;
mod left_out;
mod lock;
mod reported;
pub mod snippet;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::error::Error;
use crate::span::{FileId, Span};
use crate::yaml::Piece;
use left_out::{Rule, Rules};

pub use fonts::FontFiles;
pub use glance::Glance;
pub use text::{Kind, Source};

/// Differs for two states of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    modified: SystemTime,
}

/// Everything that a handbook is made from.
#[derive(Debug)]
pub struct Sources {
    /// The folder that output, themes and relative paths of the configuration start from.
    pub home: PathBuf,
    /// The folder that the documents lie in.
    pub content: PathBuf,
    /// Whether this is one bare Markdown file rather than a folder of them.
    pub bare: bool,
    protected: PathBuf,
    files: Vec<Source>,
    /// The texts of the content folder, by their paths.
    paths: BTreeMap<String, usize>,
    assets: BTreeSet<String>,
    /// The files that the author leaves out, each with the key of the configuration that says so.
    left_out: BTreeMap<String, &'static str>,
    /// The documents that are to be in no navigation.
    unlisted: BTreeSet<String>,
}

impl Sources {
    /// Reads the handbook at `place`: a Markdown file, a folder with `handbook.yaml`, `mkdocs.yml` or `content/`,
    /// a content folder, or the content folder of a folder with such a configuration.
    ///
    /// Texts that are not UTF-8 and links that lead out of the folder are told in `found`.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] where a file or folder cannot be read, [`Error::NothingToBuild`] where there
    /// is no Markdown.
    pub fn read(place: &Path, found: &mut Vec<Diagnostic>) -> Result<Self, Error> {
        let about = std::fs::metadata(place).map_err(|source| Error::Read {
            path: place.to_owned(),
            source,
        })?;
        let sources = if about.is_dir() {
            Self::read_handbook(place, found)?
        } else {
            Self::read_plan(place, found)?
        };
        let is_told = found.iter().any(|told| told.severity == Severity::Error);
        if !is_told
            && sources
                .files
                .iter()
                .all(|f| matches!(f.kind, Kind::Configuration | Kind::Lock))
        {
            return Err(Error::NothingToBuild {
                path: sources.content,
                why: "there is no Markdown file (.md) in it",
            });
        }
        Ok(sources)
    }

    fn read_plan(file: &Path, found: &mut Vec<Diagnostic>) -> Result<Self, Error> {
        if !is_markdown(file) {
            return Err(Error::NothingToBuild {
                path: file.to_owned(),
                why: "a plan is a Markdown file (.md) or a folder of them",
            });
        }
        let folder = file.parent().map(Path::to_owned).unwrap_or_default();
        let mut sources = Self::empty(PathBuf::new(), folder, true);
        file.clone_into(&mut sources.protected);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        sources.add_text((&name, file), Kind::Markdown, found)?;
        sources.add_snippets()?;
        Ok(sources)
    }

    fn read_handbook(folder: &Path, found: &mut Vec<Diagnostic>) -> Result<Self, Error> {
        let (home, configuration) = home::find(folder);
        let mut sources = Self::empty(home.clone(), home.clone(), false);
        if let Some(name) = configuration {
            sources.add_text((name, &home.join(name)), Kind::Configuration, found)?;
        }
        sources.add_lock(found)?;
        let mkdocs = sources
            .of_kind(Kind::Configuration)
            .find(|(_, source)| home::is_mkdocs(&source.path));
        let about = mkdocs.map(|(file, source)| Piece {
            file,
            offset: 0,
            text: source.text.as_str(),
        });
        let content = home::content(&home, about, found);
        let rules = about.map_or_else(Rules::default, |about| Rules::of(about, found));
        sources.protected.clone_from(&content);
        sources.content.clone_from(&content);
        sources.walk(&content, &rules, found)?;
        sources.add_snippets()?;
        Ok(sources)
    }

    /// Whether the configuration is that of `MkDocs`.
    pub fn is_mkdocs(&self) -> bool {
        let mut configurations = self.of_kind(Kind::Configuration);
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

    fn empty(home: PathBuf, content: PathBuf, bare: bool) -> Self {
        Self {
            home,
            protected: content.clone(),
            content,
            bare,
            files: Vec::new(),
            paths: BTreeMap::new(),
            assets: BTreeSet::new(),
            left_out: BTreeMap::new(),
            unlisted: BTreeSet::new(),
        }
    }

    fn walk(
        &mut self,
        content: &Path,
        rules: &Rules,
        found: &mut Vec<Diagnostic>,
    ) -> Result<(), Error> {
        let real = content.canonicalize().map_err(|source| Error::Read {
            path: content.to_owned(),
            source,
        })?;
        let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
        let entries = WalkDir::new(content)
            .min_depth(1)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| !hidden(entry.file_name()));
        for entry in entries {
            let entry = entry.map_err(|error| Error::Read {
                path: error.path().unwrap_or(content).to_owned(),
                source: error.into(),
            })?;
            let path = entry.path();
            let name = slashed(path.strip_prefix(content).unwrap_or(path));
            if entry.path_is_symlink() && !self.link_stays_inside((path, &name), &real, found) {
                continue;
            }
            if path.is_dir() || lock::is_own(&name) {
                continue;
            }
            match rules.rule(&name) {
                Some(Rule::LeftOut(key)) => {
                    self.left_out.insert(name, key);
                    continue;
                }
                Some(Rule::Unlisted) => {
                    self.unlisted.insert(name.clone());
                }
                None => {}
            }
            if is_markdown(path) {
                self.add_text((&name, path), Kind::Markdown, found)?;
            } else {
                self.assets.insert(name);
            }
        }
        Ok(())
    }

    /// Whether a symbolic link may be read; tells about it where not.
    fn link_stays_inside(
        &mut self,
        (path, name): (&Path, &str),
        root: &Path,
        found: &mut Vec<Diagnostic>,
    ) -> bool {
        let (message, hint) = match path.canonicalize() {
            Ok(target) if !target.starts_with(root) => (
                "this symbolic link leads out of the content folder; it is left out",
                "copy what it leads to into the content folder",
            ),
            Ok(target) if target.is_dir() => (
                "this symbolic link leads to a folder that is read already; it is left out",
                "remove the link",
            ),
            Ok(_) => return true,
            Err(_) => (
                "this symbolic link leads nowhere; it is left out",
                "remove the link or make its target",
            ),
        };
        let file = self.add(Source::new(name, path, String::new(), Kind::Unread));
        found.push(
            Diagnostic::new(Code::SymlinkOutside, Span::file_start(file), message).hint(hint),
        );
        false
    }

    fn add_text(
        &mut self,
        (name, path): (&str, &Path),
        kind: Kind,
        found: &mut Vec<Diagnostic>,
    ) -> Result<(), Error> {
        let mut bytes = read(path)?;
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
        let kind = if broken.is_some() { Kind::Unread } else { kind };
        let file = self.add(Source::new(name, path, text, kind));
        if let Some((offset, byte)) = broken {
            let span = Span::new(
                file,
                offset,
                offset + char::REPLACEMENT_CHARACTER.len_utf8(),
            );
            found.push(
                Diagnostic::new(
                    Code::NotUtf8,
                    span,
                    format!("this file is not UTF-8: byte {offset} is {byte:#04x}"),
                )
                .hint("open it in an editor and save it as UTF-8"),
            );
        }
        Ok(())
    }

    /// What tells that the bytes of an asset changed, without reading them; `None` where it cannot be told.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        let about = std::fs::metadata(self.content.join(path)).ok()?;
        Some(Stamp {
            length: about.len(),
            modified: about.modified().ok()?,
        })
    }

    /// The id of a file that is copied as it is, for a report about it.
    pub fn copied(&mut self, path: &str) -> FileId {
        let known = self
            .of_kind(Kind::Copied)
            .find(|(_, file)| file.path == path);
        if let Some((file, _)) = known {
            return file;
        }
        let place = self.content.join(path);
        self.add(Source::new(path, &place, String::new(), Kind::Copied))
    }

    fn add(&mut self, source: Source) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        if matches!(source.kind, Kind::Markdown | Kind::Snippet) {
            self.paths.insert(source.path.clone(), self.files.len());
        }
        self.files.push(source);
        id
    }

    /// Whether the content is a folder of its own, beside which there is room for others.
    pub fn has_own_folder(&self) -> bool {
        !self.bare && self.content != self.home
    }

    /// What a build must not write into: the content folder, or a bare plan itself.
    pub fn protected(&self) -> &Path {
        &self.protected
    }

    /// The source behind an id that these sources gave out.
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// Puts another text in the place of one, as if it had been read so.
    pub fn replace(&mut self, file: FileId, text: String) {
        self.files[file.0 as usize].replace(text);
    }

    /// Where the texts lie on the disk.
    pub fn places(&self) -> impl Iterator<Item = PathBuf> {
        let files = (0..self.files.len()).filter_map(|index| u32::try_from(index).ok());
        files.map(|index| self.place_of(FileId(index)))
    }

    /// Where a source lies on the disk.
    pub fn place_of(&self, file: FileId) -> PathBuf {
        let source = self.get(file);
        match source.kind {
            Kind::Configuration | Kind::Lock => self.home.join(&source.path),
            Kind::Markdown | Kind::Snippet | Kind::Copied | Kind::Unread => {
                self.content.join(&source.path)
            }
        }
    }

    /// All texts of one kind, in the order of their paths.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (FileId, &Source)> {
        self.files
            .iter()
            .enumerate()
            .filter(move |(_, source)| source.kind == kind)
            .map(|(index, source)| (FileId(u32::try_from(index).unwrap_or(u32::MAX)), source))
    }

    /// Whether there is a file at `path` below the content folder that is no document.
    pub fn has_asset(&self, path: &str) -> bool {
        self.assets.contains(path)
            || self.bare
                && !path.split('/').any(|part| part == "..")
                && !is_markdown(Path::new(path))
                && self.content.join(path).is_file()
    }

    /// The files of the content folder that are no documents, in the order of their paths. For a
    /// bare plan there are none: only what the plan shows belongs to it.
    pub fn assets(&self) -> impl Iterator<Item = &str> {
        self.assets.iter().map(String::as_str)
    }

    /// The bytes of a file for which [`has_asset`](Self::has_asset) holds.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] where it cannot be read.
    pub fn asset(&self, path: &str) -> Result<Vec<u8>, Error> {
        read(&self.content.join(path))
    }
}

fn is_markdown(path: &Path) -> bool {
    let endings = ["md", "markdown", "mdx", "qmd", "rmd"];
    path.extension().is_some_and(|own| {
        endings
            .iter()
            .any(|ending| own.eq_ignore_ascii_case(ending))
    })
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        })
        .collect();
    parts.join("/")
}

/// The bytes of the file at `path`.
///
/// # Errors
///
/// [`Error::Read`] where it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    #[expect(clippy::disallowed_methods, reason = "this room reads the disk")]
    std::fs::read(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })
}

/// All files below `folder` with their paths in it, sorted; none where there is no such folder.
///
/// # Errors
///
/// [`Error::Read`] where one of them cannot be read.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let name = slashed(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
                files.push((name, read(entry.path())?));
            }
            Ok(_) => {}
            Err(error)
                if error.io_error().map(io::Error::kind) == Some(io::ErrorKind::NotFound) => {}
            Err(error) => {
                return Err(Error::Read {
                    path: folder.to_owned(),
                    source: error.into(),
                });
            }
        }
    }
    Ok(files)
}
