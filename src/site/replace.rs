//! Replaces an author's text after a fix: the new text is written completely beside the old one, which it then
//! replaces.

use std::path::Path;

use super::whole::put;
use crate::error::Error;
use crate::source;

/// Replaces the text of a file. A byte order mark and the file's permissions are kept; for a symbolic link, its target
/// is replaced.
///
/// # Errors
///
/// [`Error::Changed`] if the file no longer contains `before`, [`Error::Read`] and [`Error::Write`] if the system
/// refuses. The file is then unchanged.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), Error> {
    let bytes = source::read(path)?;
    let mark: &[u8] = if bytes.starts_with(MARK) { MARK } else { &[] };
    if &bytes[mark.len()..] != before.as_bytes() {
        return Err(Error::Changed {
            path: path.to_owned(),
        });
    }
    let failed = |source| Error::Write {
        path: path.to_owned(),
        source,
    };
    let real = path.canonicalize().map_err(failed)?;
    put(&real, &[mark, after.as_bytes()]).map_err(failed)
}

/// A byte order mark, which some editors write.
const MARK: &[u8] = b"\xEF\xBB\xBF";
