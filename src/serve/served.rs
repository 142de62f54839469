//! A file of the handbook in the form that browsers get: the bytes of a build, and in pages one more line.

use std::sync::Arc;

use crate::site::is_page;

/// The line that makes a page live.
const MARK: &str = include_str!("mark.html");

/// A file.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) bytes: Arc<Vec<u8>>,
    /// A tag that changes with the bytes.
    pub(super) etag: String,
}

impl Served {
    pub(super) fn new(path: &str, bytes: Vec<u8>) -> Self {
        let etag = tag(&bytes);
        let bytes = if is_page(path) {
            mark(&bytes, &etag, path.matches('/').count())
        } else {
            bytes
        };
        Self {
            bytes: Arc::new(bytes),
            etag,
        }
    }
}

/// A tag that changes with the bytes.
pub(super) fn tag(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..20].to_owned()
}

/// A page with the live script in front of all its other scripts. `etag` tells the script the version of the page; it
/// is empty for a page that is shown in place of another. `depth` is the folder depth of the page.
pub(super) fn mark(page: &[u8], etag: &str, depth: usize) -> Vec<u8> {
    let mark = mark_of(etag, depth);
    let at = head_end(page).unwrap_or(page.len());
    [&page[..at], mark.as_bytes(), &page[at..]].concat()
}

fn mark_of(etag: &str, depth: usize) -> String {
    let mark = MARK.trim_end().replace("{etag}", etag);
    mark.replace("{up}", &"../".repeat(depth))
}

/// The page from the root that is shown in place of one `depth` folders deep.
pub(super) fn in_place_of(page: &Served, depth: usize) -> Vec<u8> {
    let own = mark_of(&page.etag, 0);
    let other = mark_of("", depth);
    let mut bytes = page.bytes.to_vec();
    let at = bytes
        .windows(own.len())
        .position(|window| window == own.as_bytes());
    if let Some(at) = at {
        bytes.splice(at..at + own.len(), other.bytes());
    }
    bytes
}

/// The end of the `<head>` tag of a page.
fn head_end(page: &[u8]) -> Option<usize> {
    let start = page.windows(6).position(|six| {
        six[..5].eq_ignore_ascii_case(b"<head") && (six[5] == b'>' || six[5].is_ascii_whitespace())
    })?;
    let end = page[start..].iter().position(|byte| *byte == b'>')?;
    Some(start + end + 1)
}
