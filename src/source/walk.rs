//! Walks a content folder.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::boundary::{Found, Verdict, real};
use super::home;
use super::lock::LOCK;
use super::{Kind, Source, Sources, is_markdown, slashed};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::span::Span;
use crate::units::Exclusion;

/// How an entry of a folder is treated.
enum Step {
    /// It is read or copied.
    Take,
    /// It is skipped.
    Skip,
    /// It is a folder that is skipped with all its content.
    SkipFolder,
}

impl Sources {
    /// Reads the texts of the content folder, and finds its other files.
    pub(super) fn walk(&mut self, found: &mut Vec<Diagnostic>) -> Result<(), Error> {
        let content = self.content.clone();
        let failed = |path: &Path, source| Error::Read {
            path: path.to_owned(),
            source,
        };
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
            let name = slashed(path.strip_prefix(&content).unwrap_or(path));
            match self.step(&entry, &name, found) {
                Step::Take if is_markdown(path) => {
                    self.add_text((&name, path), Kind::Markdown, found)?;
                }
                Step::Take => {
                    self.assets.insert(name);
                }
                Step::Skip => {}
                Step::SkipFolder => entries.skip_current_dir(),
            }
        }
        let left_out = self.left_out.keys().map(String::as_str);
        let paths = self.paths.keys().map(String::as_str);
        let assets = self.assets.iter().map(String::as_str);
        self.boundary
            .report_idle(&left_out.chain(paths).chain(assets), found);
        Ok(())
    }

    fn step(&mut self, entry: &DirEntry, name: &str, found: &mut Vec<Diagnostic>) -> Step {
        let is_folder = entry.file_type().is_dir();
        let skip = if is_folder {
            Step::SkipFolder
        } else {
            Step::Skip
        };
        if entry.file_name().to_str().is_none() {
            self.leave_out(name, Exclusion::Name);
            self.report_odd(entry, name, found);
            return skip;
        }
        let verdict = self.boundary.verdict(name, is_folder);
        if is_folder {
            return match verdict {
                Verdict::LeftOut(why @ (Exclusion::Hidden | Exclusion::Leftover))
                    if !self.boundary.may_include_below(name) =>
                {
                    self.leave_out(name, why);
                    Step::SkipFolder
                }
                _ => Step::Skip,
            };
        }
        if home::is_configuration(name) || name == LOCK {
            return Step::Skip;
        }
        let at = if entry.path_is_symlink() {
            self.real(name)
        } else if entry.file_type().is_file() {
            Found::File
        } else {
            Found::LeftOut(Exclusion::Special)
        };
        match (verdict, at) {
            (
                Verdict::LeftOut(_),
                Found::LeftOut(why @ (Exclusion::Outside | Exclusion::Special)),
            )
            | (Verdict::LeftOut(why), _) => self.leave_out(name, why),
            (Verdict::Published, Found::File) => return Step::Take,
            (Verdict::Unlisted, Found::File) => {
                self.unlisted.insert(name.to_owned());
                return Step::Take;
            }
            (_, Found::LeftOut(why)) => {
                self.leave_out(name, why);
                self.report_odd(entry, name, found);
            }
            (_, Found::Nothing | Found::Folder) => self.report_odd(entry, name, found),
        }
        Step::Skip
    }

    fn real(&self, name: &str) -> Found {
        real((&self.content, name), |path, is_folder| {
            self.boundary.verdict(path, is_folder)
        })
    }

    pub(super) fn leave_out(&mut self, name: &str, why: Exclusion) {
        self.left_out.insert(name.to_owned(), why);
    }

    /// Reports entries that cannot be published although nothing excludes them.
    fn report_odd(&mut self, entry: &DirEntry, name: &str, found: &mut Vec<Diagnostic>) {
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
        let file = self.add(Source::new(name, path, String::new(), Kind::Unread));
        found.push(Diagnostic::new(code, Span::file_start(file), message).hint(hint));
    }
}

/// The message for a symbolic link that is excluded, and how to fix it.
fn odd_link(found: Found) -> (&'static str, &'static str) {
    match found {
        Found::Nothing => (
            "this symbolic link is broken; it is left out",
            "remove the link, or create its target",
        ),
        Found::Folder => (
            "this symbolic link points to a folder that is already read; it is left out",
            "remove the link",
        ),
        Found::LeftOut(Exclusion::Outside) => (
            "this symbolic link points outside the content folder; it is left out",
            "copy its target into the content folder",
        ),
        Found::LeftOut(_) | Found::File => (
            "this symbolic link points to a file that is left out; so is the link",
            "remove the link",
        ),
    }
}
