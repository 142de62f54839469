//! Creates files without overwriting existing ones.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::files::Site;
use super::whole::stage;
use crate::error::Error;

/// Whether files can be created in a folder.
pub fn can_create_in(folder: &Path) -> bool {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    tempfile::tempfile_in(folder).is_ok()
}

/// Writes files into `folder`, which is created if it does not exist.
///
/// # Errors
///
/// [`Error::OutputRefused`] if one of the files exists; then nothing is written. [`Error::Write`] if the system
/// refuses; then written files are removed again.
pub fn create(site: &Site, folder: &Path) -> Result<(), Error> {
    for (path, _) in site.iter() {
        if folder.join(path).symlink_metadata().is_ok() {
            return Err(there_already(folder.join(path)));
        }
    }
    let mut written = Vec::new();
    for (path, bytes) in site.iter() {
        let place = folder.join(path);
        if let Err(error) = create_one(&place, bytes) {
            for place in written {
                // A file that cannot be removed is complete, and the error names the folder.
                #[expect(clippy::disallowed_methods, reason = "this is the writer")]
                let _ = std::fs::remove_file(place);
            }
            return Err(error);
        }
        written.push(place);
    }
    Ok(())
}

fn create_one(place: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |source| Error::Write {
        path: place.to_owned(),
        source,
    };
    let mut staged = stage(place).map_err(failed)?;
    staged.write_all(bytes).map_err(failed)?;
    match staged.persist_noclobber(place) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(there_already(place.to_owned()))
        }
        Err(error) => Err(failed(error.error)),
    }
}

fn there_already(path: PathBuf) -> Error {
    Error::OutputRefused {
        path,
        why: "it already exists, so nothing was written".to_owned(),
        help: "choose a new folder, or move the file".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::can_create_in;

    #[test]
    fn files_can_be_created_in_existing_folders() {
        let folder = tempfile::tempdir().unwrap();
        assert!(can_create_in(folder.path()));
        assert!(!can_create_in(&folder.path().join("missing")));
    }
}
