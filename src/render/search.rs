//! Search indexes as scripts: one file per edition, and one for the chapters of each language.

use super::File;
use super::output::{Output, OutputContext};
use super::script::script_of_rows;
use crate::error::Error;
use crate::view::{HandbookViews, Route, SearchEntry};

/// The index of the chapters.
pub(super) struct BookSearch<'a>(pub(super) &'a HandbookViews<'a>);

impl BookSearch<'_> {
    fn path(&self) -> String {
        format!("{}search.js", self.0.folder())
    }
}

impl Output for BookSearch<'_> {
    fn routes(&self) -> Vec<Route> {
        vec![Route::generated(&self.path())]
    }

    fn render(&self, _: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        Ok(vec![(self.path(), index([rows(&self.0.search())]))])
    }
}

/// The rows of entries: `[address, group, title, text]` each, with commas between them.
pub(super) fn rows(entries: &[SearchEntry]) -> Vec<u8> {
    let rows = entries.iter().map(|entry| {
        let SearchEntry {
            address,
            group,
            title,
            text,
        } = entry;
        // Serializing strings cannot fail.
        serde_json::to_vec(&[address, group, title, text]).unwrap_or_default()
    });
    rows.collect::<Vec<_>>().join(&b',')
}

/// An index of rows.
pub(super) fn index(rows: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    script_of_rows("prepbookSearch", rows.into_iter())
}
