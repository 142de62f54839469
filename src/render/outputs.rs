//! The list of all outputs. A build renders all of them, a preview those that are requested.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::File;
use super::assets::Assets;
use super::edition::EditionPages;
use super::output::{Context, Output, Turn};
use super::pages::{Chapter, Cover, Moved, NotFound};
use super::progress::{Former, Names, Numbers, TaskList};
use super::renderer::Renderer;
use super::search::BookSearch;
use super::tasks::Tasks;
use super::{offline, sitemap};
use crate::error::Error;
use crate::site::{Discard, Index, Sink};
use crate::view::{Book, Route, Views};

/// The outputs of a handbook.
pub struct Outputs<'a> {
    book: Book<'a>,
    editions: Vec<EditionPages<'a>>,
    views: &'a Views<'a>,
    base_url: Option<&'a str>,
    moved: Moved,
}

/// The input for rendering outputs.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// The theme.
    pub renderer: &'a Renderer,
    /// The files that are copied unchanged. They replace generated files.
    pub copied: &'a BTreeSet<String>,
    /// Reads one of them.
    pub read: &'a (dyn Fn(&str) -> Result<Vec<u8>, Error> + Sync),
}

impl<'a> Outputs<'a> {
    /// The outputs of a handbook published at `base_url`, which ends with `/`, if it is known.
    pub fn of(views: &'a Views<'a>, base_url: Option<&'a str>) -> Self {
        let editors = views.editors().into_iter();
        let mut outputs = Self {
            book: views.book(),
            editions: editors.map(EditionPages::of).collect(),
            views,
            base_url,
            moved: Moved(Vec::new()),
        };
        let mut moved = outputs.book.moved();
        if !moved.is_empty() {
            // An address that is in use is not redirected.
            let used = outputs.routes(None).into_iter().flatten();
            let mut used: BTreeSet<String> = used.map(|route| route.path).collect();
            moved.retain(|view| used.insert(view.path.clone()));
            outputs.moved = Moved(moved);
        }
        outputs
    }

    /// All outputs. With a theme, its own files are included.
    fn list<'o>(&'o self, renderer: Option<&'o Renderer>) -> Vec<Box<dyn Output + 'o>> {
        let mut list: Vec<Box<dyn Output + 'o>> = vec![
            Box::new(Cover(&self.book)),
            Box::new(BookSearch(&self.book)),
            Box::new(NotFound(&self.book)),
            Box::new(Names(self.views)),
            Box::new(Former(self.views)),
            Box::new(Numbers(self.views)),
        ];
        for index in 0..self.book.chapters() {
            list.push(Box::new(Chapter(&self.book, index)));
        }
        for edition in &self.editions {
            list.push(Box::new(edition.plan()));
            list.push(Box::new(edition.sections()));
            list.push(Box::new(edition.everything()));
            list.push(Box::new(edition.search()));
            list.push(Box::new(TaskList(&edition.editor)));
            for week in 0..edition.editor.weeks() {
                list.push(Box::new(edition.week(week)));
            }
        }
        if let Some(renderer) = renderer {
            list.push(Box::new(Assets(renderer)));
        }
        if let Some(base_url) = self.base_url {
            list.push(Box::new(sitemap::Sitemap {
                base_url,
                book: &self.book,
            }));
            list.push(Box::new(offline::Offline(&self.book)));
        }
        list.push(Box::new(&self.moved));
        list
    }

    /// The paths of each output's files. The theme's own files are named after their content, so they are included only
    /// with a theme.
    pub fn routes(&self, renderer: Option<&Renderer>) -> Vec<Vec<Route>> {
        let list = self.list(renderer);
        list.iter().map(|output| output.routes()).collect()
    }

    /// Where the files are that lead to no other place.
    pub fn own_routes(&self) -> impl Iterator<Item = Route> {
        let list = self.list(None);
        let own = list
            .into_iter()
            .filter(|output| output.turn() != Turn::Moved);
        own.flat_map(|output| output.routes())
    }

    /// Renders one output, by its index in [`routes`](Self::routes).
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails; [`Error`] as of [`draw_all`](Self::draw_all) if it depends on others.
    pub fn draw(&self, index: usize, drawing: &Drawing<'_>) -> Result<Vec<File>, Error> {
        let list = self.list(Some(drawing.renderer));
        let Some(output) = list.get(index) else {
            return Ok(Vec::new());
        };
        let tasks = Tasks::of(drawing.renderer, self.editions.len());
        let earlier = match output.turn() {
            Turn::Pages | Turn::Index | Turn::Everything | Turn::Moved => Index::default(),
            turn => {
                let all = All {
                    list: &list,
                    drawing,
                    tasks: &tasks,
                    hashes: true,
                };
                all.draw(Some(turn), &Discard, &|| ())?
            }
        };
        output.draw(&Context {
            renderer: drawing.renderer,
            tasks: &tasks,
            earlier: &earlier,
            draws_all: false,
        })
    }

    /// Renders all outputs and adds their files, along with the copied files, to `sink`. `progress` is called after
    /// each output with the number of rendered outputs and their total. Returns an index of the files.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails, [`Error::TwoOwners`] if two pages would be one file, [`Error::Read`] if a
    /// file cannot be copied, or the error of the sink.
    pub fn draw_all(
        &self,
        drawing: &Drawing<'_>,
        sink: &dyn Sink,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Index, Error> {
        let list = self.list(Some(drawing.renderer));
        let tasks = Tasks::of(drawing.renderer, self.editions.len());
        let done = AtomicUsize::new(0);
        let next = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, list.len());
        let all = All {
            list: &list,
            drawing,
            tasks: &tasks,
            hashes: self.base_url.is_some(),
        };
        all.draw(None, sink, &next)
    }
}

/// All outputs, to be rendered turn by turn.
struct All<'a> {
    list: &'a [Box<dyn Output + 'a>],
    drawing: &'a Drawing<'a>,
    tasks: &'a Tasks<'a>,
    /// Whether the hashes of the files are needed.
    hashes: bool,
}

impl All<'_> {
    /// Renders all outputs, or those of turns before a given one, and returns their files.
    fn draw(
        &self,
        before: Option<Turn>,
        sink: &dyn Sink,
        next: &(dyn Fn() + Sync),
    ) -> Result<Index, Error> {
        let mut index = Index::default();
        for path in self.drawing.copied {
            let bytes = (self.drawing.read)(path)?;
            index.add(path.clone(), self.hashes.then_some(&bytes))?;
            sink.add(path, bytes)?;
        }
        let turns = Turn::ALL.into_iter();
        for turn in turns.take_while(|turn| before.is_none_or(|before| *turn < before)) {
            let added = Mutex::new(Index::default());
            let context = Context {
                renderer: self.drawing.renderer,
                tasks: self.tasks,
                earlier: &index,
                draws_all: true,
            };
            let due: Vec<_> = self
                .list
                .iter()
                .filter(|output| output.turn() == turn)
                .collect();
            due.into_par_iter().try_for_each(|output| {
                for (path, bytes) in output.draw(&context)? {
                    // An author's own file takes precedence over a generated one.
                    if self.drawing.copied.contains(&path) {
                        continue;
                    }
                    let hashed = self.hashes.then_some(&bytes);
                    let mut added = added.lock().unwrap_or_else(PoisonError::into_inner);
                    added.add(path.clone(), hashed)?;
                    drop(added);
                    sink.add(&path, bytes)?;
                }
                next();
                Ok::<(), Error>(())
            })?;
            index.extend(added.into_inner().unwrap_or_else(PoisonError::into_inner))?;
        }
        Ok(index)
    }
}
