//! The search index: what can be found, one file per edition and one for the chapters, as scripts, because a page opened
//! from a disk may load nothing else.

use super::File;
use super::edition::EditionPages;
use super::output::{Context, Output, Turn};
use super::script::script;
use crate::error::Error;
use crate::view::{Book, Route, SearchEntry};

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
pub(super) struct EditionSearch<'a>(pub(super) &'a EditionPages<'a>);

impl EditionSearch<'_> {
    fn path(&self) -> String {
        format!("{}search.js", self.0.editor.folder())
    }
}

impl Output for EditionSearch<'_> {
    fn turn(&self) -> Turn {
        Turn::Everything
    }

    fn routes(&self) -> Vec<Route> {
        vec![Route::generated(&self.path())]
    }

    fn draw(&self, _: &Context<'_>) -> Result<Vec<File>, Error> {
        let mut entries = self.0.week_search();
        entries.extend(self.0.editor.section_search());
        Ok(vec![(self.path(), index(&entries))])
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
