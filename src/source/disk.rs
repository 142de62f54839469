//! Reads bytes from the disk.

use std::io;
use std::path::{Component, Path};

use walkdir::WalkDir;

use crate::error::Error;

/// Whether a file of that name is Markdown.
pub fn is_markdown(path: &Path) -> bool {
    let endings = ["md", "markdown", "mdx", "qmd", "rmd"];
    path.extension().is_some_and(|own| {
        endings
            .iter()
            .any(|ending| own.eq_ignore_ascii_case(ending))
    })
}

/// A relative path with `/` between its parts.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        })
        .collect();
    parts.join("/")
}

/// The bytes of the file at `path`. Only regular files are read: opening a pipe would wait for a writer.
///
/// # Errors
///
/// [`Error::Read`] if it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::Read {
        path: path.to_owned(),
        source,
    };
    let about = std::fs::metadata(path).map_err(failed)?;
    if !about.is_file() && !about.is_dir() {
        return Err(failed(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is not a regular file",
        )));
    }
    #[expect(clippy::disallowed_methods, reason = "this room reads the disk")]
    std::fs::read(path).map_err(failed)
}

/// All files below `folder` with their relative paths, sorted; empty if there is no such folder.
///
/// # Errors
///
/// [`Error::Read`] if one of them cannot be read.
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
