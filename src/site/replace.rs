//! One text of the author's, mended: it is written whole beside the old one, which it then replaces.

use std::path::Path;

use super::whole::put;
use crate::error::Error;
use crate::source;

/// Replaces the text of a file. A byte order mark before it stays, as do the file's permissions; a symbolic link stays
/// one, and what it leads to is replaced.
///
/// # Errors
///
/// [`Error::Changed`] where the file no longer holds `before`, [`Error::Read`] and [`Error::Write`] where the system
/// refuses. The file is then as it was.
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

/// A byte order mark, as some editors write it.
const MARK: &[u8] = b"\xEF\xBB\xBF";
