//! The search index: what can be found, one file an edition and one for the chapters, as scripts, because a page
//! opened from a disk may load nothing else.

use super::File;
use crate::view::{Book, Editor, SearchEntry};

/// Where the index of the chapters is.
pub(super) const OF_BOOK: &str = "search.js";

/// The index of the chapters.
pub(super) fn book(book: &Book<'_>) -> File {
    (OF_BOOK.to_owned(), script(&book.search()))
}

/// Where the index of an edition is.
pub(super) fn path(editor: &Editor<'_>) -> String {
    format!("{}search.js", editor.folder())
}

/// The index of an edition.
pub(super) fn edition(editor: &Editor<'_>) -> File {
    (path(editor), script(&editor.search()))
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
