//! The search index: what can be found, one file an edition and one for the chapters, as scripts, because a page
//! opened from a disk may load nothing else.

use super::File;
use crate::error::Error;
use crate::site::Site;
use crate::view::{Book, Editor, SearchEntry};

/// Adds the index of the chapters.
pub(super) fn book(book: &Book<'_>, site: &mut Site) -> Result<(), Error> {
    site.add("search.js".to_owned(), script(&book.search()))
}

/// The index of an edition.
pub(super) fn edition(editor: &Editor<'_>) -> File {
    let path = format!("{}search.js", editor.folder());
    (path, script(&editor.search()))
}

/// A script that hands the entries over: `[address, group, title, text]` each.
fn script(entries: &[SearchEntry]) -> Vec<u8> {
    let rows: Vec<[&str; 4]> = entries
        .iter()
        .map(|entry| {
            [
                entry.address.as_str(),
                &entry.group,
                &entry.title,
                &entry.text,
            ]
        })
        .collect();
    // Rows of strings cannot fail to be written.
    let json = serde_json::to_string(&rows).unwrap_or_default();
    format!("(self.prepbookSearch = self.prepbookSearch || []).push({json});\n").into_bytes()
}
