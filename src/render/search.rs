//! The search index: what can be found, one file per edition and one for the chapters, as scripts, because a page opened
//! from a disk may load nothing else.

use super::File;
use super::output::{Context, Output};
use super::script::script;
use crate::error::Error;
use crate::view::{Book, Editor, Route, SearchEntry};

/// The index of the chapters.
pub(super) struct BookSearch<'a>(pub(super) &'a Book<'a>);

impl Output for BookSearch<'_> {
    fn routes(&self) -> Vec<Route> {
        vec![Route::generated("search.js")]
    }

    fn draw(&self, _: &Context<'_>) -> Result<Vec<File>, Error> {
        Ok(vec![("search.js".to_owned(), index(&self.0.search()))])
    }
}

/// The index of an edition.
pub(super) struct EditionSearch<'a>(pub(super) &'a Editor<'a>);

impl EditionSearch<'_> {
    fn path(&self) -> String {
        format!("{}search.js", self.0.folder())
    }
}

impl Output for EditionSearch<'_> {
    fn routes(&self) -> Vec<Route> {
        vec![Route::generated(&self.path())]
    }

    fn draw(&self, _: &Context<'_>) -> Result<Vec<File>, Error> {
        Ok(vec![(self.path(), index(&self.0.search()))])
    }
}

/// A script that passes the entries on: `[address, group, title, text]` each.
fn index(entries: &[SearchEntry]) -> Vec<u8> {
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
    script("prepbookSearch", &rows)
}
