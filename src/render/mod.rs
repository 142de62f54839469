//! Views become files. The entry is [`render`]; its list of outputs is below, a file each.
//!
//! 1. [`theme`] loads templates, assets and words; [`filters`] are what its templates can do to a value.
//! 2. [`pages`] draws the pages, with [`tasks`] drawn once for all of them, [`search`] the index, [`progress`] what ticks are counted by.
//! 3. [`sitemap`] tells search engines, [`offline`] browsers which files there are.

mod filters;
mod offline;
mod pages;
mod progress;
mod search;
mod sitemap;
mod tasks;
mod theme;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::error::Error;
use crate::site::Site;
use crate::view::{Editor, SiteView, Views};

use tasks::Tasks;

pub use theme::{PaperTheme, Theme};

/// A path below the output folder, and the bytes that belong there.
type File = (String, Vec<u8>);

/// What a site is drawn with.
pub struct Drawing<'a> {
    /// The theme.
    pub theme: &'a Theme,
    /// The site as a whole.
    pub site: SiteView,
    /// Where it is published, with a `/` at its end.
    pub base_url: Option<&'a str>,
    /// Called after each week with how many are drawn and how many there are.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// Draws all files of a handbook and puts them beside those that are copied as they are.
///
/// # Errors
///
/// [`Error::Theme`] where a template fails, [`Error::TwoOwners`] where two things want to be one file.
pub fn render(views: &Views<'_>, drawing: &Drawing<'_>, copied: Site) -> Result<Site, Error> {
    let artist = drawing.theme.artist(&drawing.site)?;
    let mut site = copied;
    pages::book(&views.book(), &artist, &mut site)?;
    search::book(&views.book(), &mut site)?;
    let editors = views.editors();
    let all = editors.iter().map(Editor::weeks).sum();
    let done = AtomicUsize::new(0);
    let week_done = || (drawing.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, all);
    let tasks = Tasks::of(&artist);
    let drawn: Vec<Vec<File>> = editors
        .par_iter()
        .map(|editor| {
            let (pages, data) = rayon::join(
                || pages::edition(editor, &tasks, &week_done),
                || [search::edition(editor), progress::edition(editor)],
            );
            Ok(pages?.into_iter().chain(data).collect())
        })
        .collect::<Result<_, Error>>()?;
    for (path, bytes) in drawn.into_iter().flatten() {
        site.add(path, bytes)?;
    }
    for (plan, names) in views.names() {
        site.add(format!("{plan}/names.js"), progress::names(&names))?;
    }
    for asset in &artist.assets {
        site.add(asset.path.clone(), asset.bytes.clone())?;
    }
    if let Some(base_url) = drawing.base_url {
        sitemap::sitemap(base_url, &mut site)?;
        offline::offline(&artist, &mut site)?;
    }
    Ok(site)
}
