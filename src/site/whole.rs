//! Writes single files completely or not at all: each is staged beside its place and moved there.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::folder::{failed, refused};
use crate::error::Error;
use crate::system::usual_permissions;

/// Writes one file completely or not at all. `beginning` is the signature of its file type; an existing file with a
/// different one is not overwritten.
///
/// # Errors
///
/// [`Error::OutputRefused`] if something else is at that place, [`Error::Write`] if the system refuses; the existing
/// file is then unchanged.
pub fn write_file(bytes: &[u8], file: &Path, beginning: &[u8]) -> Result<(), Error> {
    let refused = |why: &str, help: &str| Err(refused(file.to_owned(), why, help));
    if file.file_name().is_none() {
        return refused("it is a folder", "choose a file");
    }
    // A link stays a link: its target is replaced.
    let place = match std::fs::metadata(file) {
        Ok(about) if about.is_dir() => return refused("it is a folder", "choose a file"),
        Ok(about) if !about.is_file() => {
            return refused("it is not a regular file", "choose another file");
        }
        Ok(_) if !crate::source::read(file)?.starts_with(beginning) => {
            return refused("it is a file of a different kind", "choose another file");
        }
        Ok(_) => file.canonicalize().map_err(failed(file))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if file.is_symlink() {
                return refused("it is a broken symbolic link", "choose another file");
            }
            std::path::absolute(file).map_err(failed(file))?
        }
        Err(error) => return Err(failed(file)(error)),
    };
    put(&place, &[bytes]).map_err(failed(file))
}

/// Puts a file in place in one step, with the permissions of the file that it replaces.
pub(super) fn put(place: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let mut staged = stage(place)?;
    for part in parts {
        staged.write_all(part)?;
    }
    if let Ok(about) = std::fs::metadata(place) {
        staged.as_file().set_permissions(about.permissions())?;
    }
    staged.as_file().sync_all()?;
    staged.persist(place)?;
    Ok(())
}

/// A file beside a place, in a folder that is created if it does not exist.
pub(super) fn stage(place: &Path) -> io::Result<NamedTempFile> {
    let folder = match place.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    #[expect(clippy::disallowed_methods, reason = "this is the writer")]
    std::fs::create_dir_all(&folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".prepbook-new-");
    // A temporary file is private by default.
    if let Some(permissions) = usual_permissions() {
        builder.permissions(permissions);
    }
    builder.tempfile_in(folder)
}
