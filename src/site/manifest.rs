//! The list of files that prepbook wrote to an output folder. Other programs can change it like any other file there,
//! so it is validated.

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use super::folder::{OutputFolder, refused};
use crate::error::Error;
use crate::system::EntryKind;
use crate::system::names::composed;

/// The maximum length of a path in bytes, so the system accepts it.
const LONGEST: usize = 4096;

/// The name of the list.
pub(super) const MANIFEST: &str = ".prepbook-manifest.json";

/// The folder with a hidden name that a handbook may contain, with its files.
const WELL_KNOWN: &str = ".well-known";
const HIDDEN: [&str; 3] = [".nojekyll", ".htaccess", ".domains"];

/// The files of the folder that prepbook wrote.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    made_by: String,
    pub(super) files: BTreeSet<String>,
}

impl Manifest {
    /// Reads the list in a folder, if there is one.
    ///
    /// # Errors
    ///
    /// [`Error::OutputRefused`] if it is not valid, or if it names something outside of the folder.
    pub(super) fn read(output: &OutputFolder) -> Result<Option<Self>, Error> {
        match output.entry(MANIFEST)? {
            None => return Ok(None),
            Some(entry) if entry.kind == EntryKind::File => {}
            Some(entry) => {
                let why = format!("this is a {}, not a list of files", entry.kind.name());
                return Err(refused(output.path(MANIFEST), why, "remove it"));
            }
        }
        let bytes = output.read(MANIFEST)?;
        let manifest: Option<Self> = serde_json::from_slice(&bytes).ok();
        let manifest = manifest.filter(|manifest| manifest.files.iter().all(|path| inside(path)));
        let refusal = || {
            let why = "this list of the files that prepbook wrote was changed by another program";
            refused(output.path(MANIFEST), why, "remove the output folder")
        };
        manifest.map(Some).ok_or_else(refusal)
    }

    /// A list of files, as the bytes of the list's file.
    pub(super) fn bytes(files: BTreeSet<String>) -> io::Result<Vec<u8>> {
        let manifest = Self {
            made_by: "prepbook".to_owned(),
            files,
        };
        Ok(serde_json::to_vec_pretty(&manifest)?)
    }
}

/// Whether a path stays within the folder, with names that a file can have.
pub(super) fn inside(path: &str) -> bool {
    let mut names = path.split('/');
    path.len() <= LONGEST
        && names.all(|name| {
            let mut parts = Path::new(name).components();
            let is_name = parts
                .next()
                .is_some_and(|part| matches!(part, Component::Normal(own) if own == name));
            is_name && parts.next().is_none() && !name.contains('\0')
        })
}

/// A path normalized for disks that ignore case and spelling.
pub(super) fn letters(path: &str) -> String {
    composed(path).to_lowercase()
}

/// Whether a file at a path may be removed because the list names it: a handbook hardly has hidden files, and other
/// programs keep their own there, as in `.git`.
pub(super) fn is_removable(path: &str) -> bool {
    if HIDDEN.contains(&path) {
        return true;
    }
    let shown = path.strip_prefix(WELL_KNOWN);
    let shown = shown.and_then(|rest| rest.strip_prefix('/'));
    let mut names = shown.unwrap_or(path).split('/');
    names.all(|name| !name.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::{inside, is_removable};

    #[test]
    fn paths_lead_to_names_in_the_folder() {
        for path in ["a", "a/b.html", ".nojekyll", "a..b", "ü/ 1"] {
            assert!(inside(path), "{path}");
        }
        for path in [
            "", "/a", "a/", "a//b", ".", "./a", "a/./b", "..", "../a", "a/..", "a\0b",
        ] {
            assert!(!inside(path), "{path}");
        }
        assert!(!inside(&"a/".repeat(100_000)));
    }

    #[test]
    fn hidden_names_are_those_of_other_programs() {
        for path in [
            "a",
            "a/b.html",
            ".nojekyll",
            ".well-known/a",
            ".well-known/a/b.txt",
        ] {
            assert!(is_removable(path), "{path}");
        }
        for path in [
            ".git/config",
            ".git",
            "a/.git/config",
            ".env",
            ".well-known",
            ".well-known/.git/config",
            "a/.well-known/b",
            "a/.nojekyll",
            ".prepbook-manifest.json",
        ] {
            assert!(!is_removable(path), "{path}");
        }
    }
}
