//! Views become files. The entry is [`render`]; its list of outputs is below, a file each.
//!
//! 1. [`theme`] loads templates, assets and words.
//! 2. [`pages`] draws the pages, [`search`] the index, [`sitemap`] the list for search engines.

mod pages;
mod progress;
mod search;
mod sitemap;
mod theme;

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::error::Error;
use crate::plan::Handbook;
use crate::site::Site;
use crate::view::{SiteView, Views};

pub use theme::Theme;

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

/// Draws all files of a handbook but those that are copied as they are.
///
/// # Errors
///
/// [`Error::Theme`] where a template fails, [`Error::TwoOwners`] where two things want to be one file.
pub fn render(handbook: &Handbook, drawing: &Drawing<'_>) -> Result<Site, Error> {
    let artist = drawing.theme.artist(&drawing.site)?;
    let views = Views::of(handbook, drawing.base_url);
    let mut site = Site::default();
    pages::book(&views.book(), &artist, &mut site)?;
    search::book(&views.book(), &mut site)?;
    let editions: Vec<_> = handbook.editions().collect();
    let all = editions.iter().map(|edition| edition.weeks.len()).sum();
    let done = AtomicUsize::new(0);
    let week_done = || (drawing.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, all);
    for edition in &editions {
        let editor = views.editor(edition);
        pages::edition(&editor, &artist, &week_done, &mut site)?;
        search::edition(&editor, &mut site)?;
        progress::edition(&editor, &mut site)?;
    }
    for asset in artist.assets {
        site.add(asset.path, asset.bytes)?;
    }
    sitemap::sitemap(drawing.base_url, &mut site)?;
    Ok(site)
}
