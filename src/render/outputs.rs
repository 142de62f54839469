//! The list of all outputs. A build renders all of them, a preview those that are requested.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::File;
use super::asset_files::AssetFiles;
use super::calendar::CalendarFile;
use super::copies::{Copies, LlmsTxt};
use super::edition::EditionPages;
use super::output::{Output, OutputContext, Turn};
use super::pages::{ChapterPage, CohortPage, CoverPage, MovedPages, NotFoundPage};
use super::progress::{FormerScript, NamesScript, Numbers, TaskListScript};
use super::renderer::Renderer;
use super::search::BookSearch;
use super::tasks::TaskRenderer;
use super::{offline, sitemap};
use crate::error::Error;
use crate::site::{Discard, FileIndex, Sink};
use crate::view::{HandbookViews, Route, Views};

/// The author's settings for all outputs.
#[derive(Clone, Copy, Debug, Default)]
pub struct OutputSettings<'a> {
    /// The handbook's address, which ends with `/`, if it is known.
    pub base_url: Option<&'a str>,
    /// Whether there is a list of pages for language models.
    pub has_llms_txt: bool,
}

/// The outputs of a handbook.
pub struct Outputs<'a> {
    /// The handbook's own, and those of translations.
    books: Vec<HandbookViews<'a>>,
    editions: Vec<EditionPages<'a>>,
    views: &'a Views<'a>,
    copies: Copies<'a>,
    settings: OutputSettings<'a>,
    moved: MovedPages,
}

/// The input for rendering outputs.
#[derive(Clone, Copy)]
pub struct RenderInput<'a> {
    /// The theme.
    pub renderer: &'a Renderer,
    /// Where the sources of pages can be edited, by the paths of the pages.
    pub edit: &'a HashMap<String, String>,
    /// The files that are copied unchanged. They replace generated files.
    pub copied: &'a BTreeSet<String>,
    /// Reads one of them.
    pub read: &'a (dyn Fn(&str) -> Result<Vec<u8>, Error> + Sync),
}

impl<'a> Outputs<'a> {
    /// The outputs of a handbook.
    pub fn of(views: &'a Views<'a>, settings: OutputSettings<'a>) -> Self {
        let editions = views.edition_views().into_iter();
        let mut outputs = Self {
            books: views.books(),
            editions: editions.map(EditionPages::of).collect(),
            views,
            copies: Copies::of(views),
            settings,
            moved: MovedPages(Vec::new()),
        };
        let own = outputs.books.first();
        let mut moved = own.map(HandbookViews::moved).unwrap_or_default();
        if !moved.is_empty() {
            // An address that is in use is not redirected.
            let used = outputs.routes(None).into_iter().flatten();
            let mut used: BTreeSet<String> = used.map(|route| route.path).collect();
            moved.retain(|view| used.insert(view.path.clone()));
            outputs.moved = MovedPages(moved);
        }
        outputs
    }

    /// All outputs. With a theme, its own files are included.
    fn list<'o>(&'o self, renderer: Option<&'o Renderer>) -> Vec<Box<dyn Output + 'o>> {
        let mut list: Vec<Box<dyn Output + 'o>> = vec![Box::new(NamesScript(self.views))];
        for book in &self.books {
            list.push(Box::new(CoverPage(book)));
            list.push(Box::new(BookSearch(book)));
            list.push(Box::new(NotFoundPage(book)));
            list.push(Box::new(FormerScript(book)));
            list.push(Box::new(Numbers(book)));
            for index in book.chapters() {
                list.push(Box::new(ChapterPage(book, index)));
            }
            for index in 0..book.cohorts() {
                list.push(Box::new(CohortPage(book, index)));
            }
        }
        for edition in &self.editions {
            list.push(Box::new(edition.plan()));
            list.push(Box::new(edition.sections()));
            list.push(Box::new(edition.everything()));
            list.push(Box::new(edition.search()));
            list.push(Box::new(TaskListScript(&edition.views)));
            list.push(Box::new(CalendarFile(&edition.views)));
            for week in 0..edition.views.weeks() {
                list.push(Box::new(edition.week(week)));
            }
        }
        list.extend(self.copies.list());
        if self.settings.has_llms_txt {
            list.push(Box::new(LlmsTxt(&self.books)));
        }
        if let Some(renderer) = renderer {
            list.push(Box::new(AssetFiles(renderer)));
        }
        if let (Some(base_url), Some(book)) = (self.settings.base_url, self.books.first()) {
            list.push(Box::new(sitemap::Sitemap { base_url, book }));
            list.push(Box::new(offline::Offline(book)));
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
    /// [`Error::Theme`] if a template fails; [`Error`] as of [`render_all`](Self::render_all) if it depends on others.
    pub fn render(&self, index: usize, input: &RenderInput<'_>) -> Result<Vec<File>, Error> {
        let list = self.list(Some(input.renderer));
        let Some(output) = list.get(index) else {
            return Ok(Vec::new());
        };
        let tasks = self.task_renderers(input);
        let earlier = match output.turn() {
            Turn::Pages | Turn::Index | Turn::Everything | Turn::Moved | Turn::Copies => {
                FileIndex::default()
            }
            turn => {
                let all = All {
                    list: &list,
                    input,
                    tasks: &tasks,
                    hashes: true,
                };
                all.render(Some(turn), &Discard, &|| ())?
            }
        };
        output.render(&OutputContext {
            renderer: input.renderer.of(output.locale()),
            tasks: &tasks[output.locale()],
            earlier: &earlier,
            renders_all: false,
        })
    }

    /// For each language, what renders its tasks.
    fn task_renderers<'r>(&self, input: &RenderInput<'r>) -> Vec<TaskRenderer<'r>> {
        let languages = input.renderer.all();
        languages
            .map(|renderer| TaskRenderer::of((renderer, input.edit), self.editions.len()))
            .collect()
    }

    /// Renders all outputs and adds their files, along with the copied files, to `sink`. `progress` is called after
    /// each output with the number of rendered outputs and their total. Returns an index of the files.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails, [`Error::TwoOwners`] if two pages would be one file, [`Error::Read`] if a
    /// file cannot be copied, or the error of the sink.
    pub fn render_all(
        &self,
        input: &RenderInput<'_>,
        sink: &dyn Sink,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<FileIndex, Error> {
        let list = self.list(Some(input.renderer));
        let tasks = self.task_renderers(input);
        let done = AtomicUsize::new(0);
        let next = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, list.len());
        let all = All {
            list: &list,
            input,
            tasks: &tasks,
            hashes: self.settings.base_url.is_some(),
        };
        all.render(None, sink, &next)
    }
}

/// All outputs, to be rendered turn by turn.
struct All<'a> {
    list: &'a [Box<dyn Output + 'a>],
    input: &'a RenderInput<'a>,
    /// What renders the tasks of each language.
    tasks: &'a [TaskRenderer<'a>],
    /// Whether the hashes of the files are needed.
    hashes: bool,
}

impl All<'_> {
    /// Renders all outputs, or those of turns before a given one, and returns their files.
    fn render(
        &self,
        before: Option<Turn>,
        sink: &dyn Sink,
        next: &(dyn Fn() + Sync),
    ) -> Result<FileIndex, Error> {
        let mut index = FileIndex::default();
        for path in self.input.copied {
            let bytes = (self.input.read)(path)?;
            index.add(path.clone(), self.hashes.then_some(&bytes))?;
            sink.add(path, bytes)?;
        }
        let turns = Turn::ALL.into_iter();
        for turn in turns.take_while(|turn| before.is_none_or(|before| *turn < before)) {
            let added = Mutex::new(FileIndex::default());
            let due: Vec<_> = self
                .list
                .iter()
                .filter(|output| output.turn() == turn)
                .collect();
            due.into_par_iter().try_for_each(|output| {
                let context = OutputContext {
                    renderer: self.input.renderer.of(output.locale()),
                    tasks: &self.tasks[output.locale()],
                    earlier: &index,
                    renders_all: true,
                };
                for (path, bytes) in output.render(&context)? {
                    // An author's own file takes precedence over a generated one.
                    if self.input.copied.contains(&path) {
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
