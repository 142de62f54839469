//! Walks a content folder.

use std::iter::Peekable;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::boundary::{PathKind, Publication, real};
use super::disk::{is_markdown, slashed};
use super::home;
use super::lock::LOCK;
use super::sources::Sources;
use super::text::{Source, SourceKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::span::Span;
use crate::units::Exclusion;

/// How an entry of a folder is treated.
enum WalkAction {
    /// It is read or copied.
    Take,
    /// It is skipped.
    Skip,
    /// It is a folder that is skipped with all its content.
    SkipFolder,
}

impl Sources {
    /// Reads the texts of the content folder, and finds its other files.
    pub(super) fn walk(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Result<(), Error> {
        let content = self.content.clone();
        let failed = |path: &Path, source| Error::Read {
            path: path.to_owned(),
            source,
        };
        let mut new = self.unsaved.new_below(&content).into_iter().peekable();
        let mut entries = WalkDir::new(&content)
            .min_depth(1)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(&content).to_owned();
                failed(&path, error.into())
            })?;
            let path = entry.path();
            self.add_new(&mut new, Some(path), diagnostics)?;
            let name = slashed(path.strip_prefix(&content).unwrap_or(path));
            match self.step(&entry, &name, diagnostics) {
                WalkAction::Take if is_markdown(path) => {
                    self.add_text((&name, path), SourceKind::Markdown, diagnostics)?;
                }
                WalkAction::Take => {
                    self.assets.insert(name);
                }
                WalkAction::Skip => {}
                WalkAction::SkipFolder => entries.skip_current_dir(),
            }
        }
        self.add_new(&mut new, None, diagnostics)?;
        let left_out = self.left_out.keys().map(String::as_str);
        let paths = self.paths.keys().map(String::as_str);
        let assets = self.assets.iter().map(String::as_str);
        self.boundary
            .report_idle(&left_out.chain(paths).chain(assets), diagnostics);
        Ok(())
    }

    /// Adds the documents that are not on the disk yet and come before an entry, as if they had been saved.
    fn add_new(
        &mut self,
        new: &mut Peekable<impl Iterator<Item = PathBuf>>,
        before: Option<&Path>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(), Error> {
        while let Some(path) = new.next_if(|path| before.is_none_or(|before| **path < *before)) {
            let name = slashed(path.strip_prefix(&self.content).unwrap_or(&path));
            let verdict = self.boundary.verdict(&name, false);
            if let Publication::LeftOut(why) = verdict {
                self.leave_out(&name, why);
                continue;
            }
            if verdict == Publication::Unlisted {
                self.unlisted.insert(name.clone());
            }
            self.add_text((&name, &path), SourceKind::Markdown, diagnostics)?;
        }
        Ok(())
    }

    fn step(
        &mut self,
        entry: &DirEntry,
        name: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> WalkAction {
        let is_folder = entry.file_type().is_dir();
        let skip = if is_folder {
            WalkAction::SkipFolder
        } else {
            WalkAction::Skip
        };
        if entry.file_name().to_str().is_none() {
            self.leave_out(name, Exclusion::Name);
            self.report_odd(entry, name, diagnostics);
            return skip;
        }
        let verdict = self.boundary.verdict(name, is_folder);
        if is_folder {
            return match verdict {
                Publication::LeftOut(why @ (Exclusion::Hidden | Exclusion::Leftover))
                    if !self.boundary.may_include_below(name) =>
                {
                    self.leave_out(name, why);
                    WalkAction::SkipFolder
                }
                _ => WalkAction::Skip,
            };
        }
        if home::is_configuration(name) || name == LOCK {
            return WalkAction::Skip;
        }
        let at = if entry.path_is_symlink() {
            self.real(name)
        } else if entry.file_type().is_file() {
            PathKind::File
        } else {
            PathKind::LeftOut(Exclusion::Special)
        };
        match (verdict, at) {
            (
                Publication::LeftOut(_),
                PathKind::LeftOut(why @ (Exclusion::Outside | Exclusion::Special)),
            )
            | (Publication::LeftOut(why), _) => self.leave_out(name, why),
            (Publication::Published, PathKind::File) => return WalkAction::Take,
            (Publication::Unlisted, PathKind::File) => {
                self.unlisted.insert(name.to_owned());
                return WalkAction::Take;
            }
            (_, PathKind::LeftOut(why)) => {
                self.leave_out(name, why);
                self.report_odd(entry, name, diagnostics);
            }
            (_, PathKind::Nothing | PathKind::Folder) => self.report_odd(entry, name, diagnostics),
        }
        WalkAction::Skip
    }

    fn real(&self, name: &str) -> PathKind {
        real((&self.content, name), |path, is_folder| {
            self.boundary.verdict(path, is_folder)
        })
    }

    /// Reports entries that cannot be published although nothing excludes them.
    fn report_odd(&mut self, entry: &DirEntry, name: &str, diagnostics: &mut Vec<Diagnostic>) {
        let path = entry.path();
        let (code, message, hint) = if entry.file_name().to_str().is_none() {
            (
                Code::UnreadFile,
                "the name of this file is not UTF-8; the file is left out",
                "rename the file",
            )
        } else if entry.path_is_symlink() {
            let (message, hint) = odd_link(self.real(name));
            (Code::SymlinkOutside, message, hint)
        } else {
            (
                Code::UnreadFile,
                "this is a pipe, a socket or a device, not a regular file; it is left out",
                "move it out of the content folder",
            )
        };
        let file = self.add(Source::new(name, path, String::new(), SourceKind::Unread));
        diagnostics.push(Diagnostic::new(code, Span::file_start(file), message).hint(hint));
    }
}

/// The message for a symbolic link that is excluded, and how to fix it.
fn odd_link(found: PathKind) -> (&'static str, &'static str) {
    match found {
        PathKind::Nothing => (
            "this symbolic link is broken; it is left out",
            "remove the link, or create its target",
        ),
        PathKind::Folder => (
            "this symbolic link points to a folder that is already read; it is left out",
            "remove the link",
        ),
        PathKind::LeftOut(Exclusion::Outside) => (
            "this symbolic link points outside the content folder; it is left out",
            "copy its target into the content folder",
        ),
        PathKind::LeftOut(_) | PathKind::File => (
            "this symbolic link points to a file that is left out; so is the link",
            "remove the link",
        ),
    }
}
