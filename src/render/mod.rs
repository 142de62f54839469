//! Views become files. The entry is [`render`], or [`Press`] for those who do not want all files at once.
//!
//! 1. [`theme`] loads templates, assets and words; [`filters`] are what its templates can do to a value.
//! 2. [`pages`] draws the pages, [`week`] those of weeks and days, [`html`] the texts on them with [`escape`], and
//!    [`tasks`] once for all of them. [`search`] makes the index, [`progress`] what ticks are counted by.
//! 3. [`sitemap`] tells search engines, [`offline`] browsers which files there are.
//! 4. [`parts`] is the list of all of them, before anything is drawn.

mod comments;
mod escape;
mod filters;
mod html;
mod offline;
mod pages;
mod parts;
mod progress;
mod search;
mod sitemap;
mod tasks;
mod theme;
mod week;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::error::Error;
use crate::site::Site;
use crate::view::{Editor, Views};

pub use parts::{Part, Press, leaves};
pub use theme::{Artist, PaperTheme, Theme};

/// A path below the output folder, and the bytes that belong there.
pub type File = (String, Vec<u8>);

/// What a site is drawn with.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// Who draws.
    pub artist: &'a Artist,
    /// Where it is published, with a `/` at its end.
    pub base_url: Option<&'a str>,
    /// Reads the files that are copied as they are.
    pub copied: &'a (dyn Fn() -> Result<Site, Error> + Sync),
}

/// Draws all files of a handbook and puts them beside those that are copied as they are. `progress` is called after
/// each week with how many are drawn and how many there are.
///
/// # Errors
///
/// [`Error::Theme`] where a template fails, [`Error::TwoOwners`] where two pages want to be one file, [`Error::Read`]
/// where a file cannot be copied.
pub fn render(
    views: &Views<'_>,
    drawing: &Drawing<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Site, Error> {
    let copied = (drawing.copied)()?;
    draw(&Press::of(views, drawing), copied, progress)
}

fn draw(
    press: &Press<'_>,
    copied: Site,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Site, Error> {
    let artist = press.drawing.artist;
    let all = press.editors.iter().map(Editor::weeks).sum();
    let done = AtomicUsize::new(0);
    let week_done = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, all);
    let mut files = pages::book(&press.book, &press.tasks)?;
    files.push(search::book(&press.book));
    let drawn: Vec<Vec<File>> = press
        .editors
        .par_iter()
        .map(|editor| {
            let (pages, data) = rayon::join(
                || pages::edition(editor, &press.tasks, &week_done),
                || [search::edition(editor), progress::edition(editor)],
            );
            Ok(pages?.into_iter().chain(data).collect())
        })
        .collect::<Result<_, Error>>()?;
    files.extend(drawn.into_iter().flatten());
    files.extend(press.names());
    files.extend(press.assets());
    // A file of the author's own stays in the place of one that would be made.
    files.retain(|(path, _)| copied.get(path).is_none());
    let mut site = copied;
    for (path, bytes) in files {
        site.add(path, bytes)?;
    }
    let base_url = press.drawing.base_url;
    if let Some(base_url) = base_url {
        sitemap::sitemap(base_url, &mut site);
    }
    // Search engines are not told of these.
    for (path, bytes) in pages::moved(&press.book, artist)? {
        site.add_if_free(&path, bytes);
    }
    if base_url.is_some() {
        offline::offline(artist, &mut site)?;
    }
    Ok(site)
}
