//! The one list of outputs. A build draws all of them, a preview those that are asked for.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::File;
use super::edition::EditionPages;
use super::output::{Context, Output, Turn};
use super::pages::{Chapter, Cover, Moved, NotFound};
use super::progress::{Names, TaskList};
use super::search::{BookSearch, EditionSearch};
use super::tasks::Tasks;
use super::theme::{Artist, Assets};
use super::{offline, sitemap};
use crate::error::Error;
use crate::site::Site;
use crate::view::{Book, NamesView, Route, Views};

/// The outputs of a handbook.
pub struct Outputs<'a> {
    book: Book<'a>,
    editions: Vec<EditionPages<'a>>,
    names: Vec<(&'a str, NamesView)>,
    base_url: Option<&'a str>,
    moved: Moved,
}

/// What outputs are drawn with.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// The theme.
    pub artist: &'a Artist,
    /// Reads the files that are copied as they are.
    pub copied: &'a (dyn Fn() -> Result<Site, Error> + Sync),
}

impl<'a> Outputs<'a> {
    /// The outputs of a handbook that is published at `base_url`, with a `/` at its end, if that is known.
    pub fn of(views: &'a Views<'a>, base_url: Option<&'a str>) -> Self {
        let editors = views.editors().into_iter();
        let mut outputs = Self {
            book: views.book(),
            editions: editors.map(EditionPages::of).collect(),
            names: views.names().collect(),
            base_url,
            moved: Moved(Vec::new()),
        };
        let mut moved = outputs.book.moved();
        if !moved.is_empty() {
            // At an address that is in use, no page leads to another place.
            let used = outputs.routes(None).into_iter().flatten();
            let mut used: BTreeSet<String> = used.map(|route| route.path).collect();
            moved.retain(|view| used.insert(view.path.clone()));
            outputs.moved = Moved(moved);
        }
        outputs
    }

    /// All of them. A theme's own files are among them if a theme is given.
    fn list<'o>(&'o self, artist: Option<&'o Artist>) -> Vec<Box<dyn Output + 'o>> {
        let mut list: Vec<Box<dyn Output + 'o>> = vec![
            Box::new(Cover(&self.book)),
            Box::new(BookSearch(&self.book)),
            Box::new(NotFound(&self.book)),
            Box::new(Names(&self.names)),
        ];
        for index in 0..self.book.chapters() {
            list.push(Box::new(Chapter(&self.book, index)));
        }
        for edition in &self.editions {
            list.push(Box::new(edition.plan()));
            list.push(Box::new(edition.sections()));
            list.push(Box::new(edition.everything()));
            list.push(Box::new(EditionSearch(&edition.editor)));
            list.push(Box::new(TaskList(&edition.editor)));
            for week in 0..edition.editor.weeks() {
                list.push(Box::new(edition.week(week)));
            }
        }
        if let Some(artist) = artist {
            list.push(Box::new(Assets(artist)));
        }
        if let Some(base_url) = self.base_url {
            list.push(Box::new(sitemap::Sitemap(base_url)));
            list.push(Box::new(offline::Offline));
        }
        list.push(Box::new(&self.moved));
        list
    }

    /// Where the files of each output are. The theme's own files are named after what they hold, so they are among
    /// them if a theme is given.
    pub fn routes(&self, artist: Option<&Artist>) -> Vec<Vec<Route>> {
        let list = self.list(artist);
        list.iter().map(|output| output.routes()).collect()
    }

    /// Draws one output, by its place in [`routes`](Self::routes).
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails; [`Error`] as of [`draw_all`](Self::draw_all) if it is drawn from others.
    pub fn draw(&self, index: usize, drawing: &Drawing<'_>) -> Result<Vec<File>, Error> {
        let list = self.list(Some(drawing.artist));
        let Some(output) = list.get(index) else {
            return Ok(Vec::new());
        };
        let tasks = Tasks::of(drawing.artist, self.editions.len());
        let earlier = match output.turn() {
            Turn::Pages | Turn::Everything | Turn::Moved => Site::default(),
            turn => site(&list, (drawing, &tasks), Some(turn), &|| ())?,
        };
        output.draw(&Context {
            artist: drawing.artist,
            tasks: &tasks,
            earlier: &earlier,
            draws_all: false,
        })
    }

    /// Draws all outputs and puts their files beside those that are copied as they are. `progress` is called after
    /// each output with how many are drawn and how many there are.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails, [`Error::TwoOwners`] if two pages would be one file, [`Error::Read`] if a
    /// file cannot be copied.
    pub fn draw_all(
        &self,
        drawing: &Drawing<'_>,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Site, Error> {
        let list = self.list(Some(drawing.artist));
        let tasks = Tasks::of(drawing.artist, self.editions.len());
        let done = std::sync::atomic::AtomicUsize::new(0);
        let next = || {
            let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            progress(done, list.len());
        };
        site(&list, (drawing, &tasks), None, &next)
    }
}

/// The files of all outputs, or of those whose turn comes before one.
fn site(
    list: &[Box<dyn Output + '_>],
    (drawing, tasks): (&Drawing<'_>, &Tasks<'_>),
    before: Option<Turn>,
    next: &(dyn Fn() + Sync),
) -> Result<Site, Error> {
    let mut site = (drawing.copied)()?;
    let copied: BTreeSet<String> = site.iter().map(|(path, _)| path.to_owned()).collect();
    for turn in Turn::ALL {
        if before.is_some_and(|before| turn >= before) {
            break;
        }
        let context = Context {
            artist: drawing.artist,
            tasks,
            earlier: &site,
            draws_all: true,
        };
        let due: Vec<_> = list.iter().filter(|output| output.turn() == turn).collect();
        let drawn: Vec<Vec<File>> = due
            .into_par_iter()
            .map(|output| {
                let files = output.draw(&context)?;
                next();
                Ok(files)
            })
            .collect::<Result<_, Error>>()?;
        // A file of the author's own stays in the place of one that would be made.
        let files = drawn.into_iter().flatten();
        for (path, bytes) in files.filter(|(path, _)| !copied.contains(path)) {
            site.add(path, bytes)?;
        }
    }
    Ok(site)
}
