//! A handbook in parts: what is drawn together, and where its files are before anything is drawn. A build draws all
//! parts at once; a preview draws those that are asked for.

use std::collections::BTreeSet;

use super::tasks::Tasks;
use super::{Drawing, File, offline, pages, progress, search, sitemap};
use crate::error::Error;
use crate::view::{Book, Editor, Leaf, Views};

/// What is drawn together. Editions, weeks and chapters are counted in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The cover.
    Cover,
    /// A chapter.
    Chapter(usize),
    /// The page for addresses that lead nowhere.
    NotFound,
    /// The index of the chapters.
    Search,
    /// The plan's own page in an edition.
    Plan(usize),
    /// The pages of an edition's sections.
    Sections(usize),
    /// The pages of one of an edition's weeks.
    Week(usize, usize),
    /// The page with everything of an edition.
    Everything(usize),
    /// An edition's index.
    EditionSearch(usize),
    /// The list of an edition's tasks.
    Tasks(usize),
    /// What the plans' tasks are called.
    Names,
    /// The pages at addresses that lead to other places now.
    Moved,
    /// The theme's own files.
    Assets,
    /// The lists of all files, which can be made only when all are drawn.
    Lists,
}

/// A handbook that is ready to be drawn.
pub struct Press<'a> {
    pub(super) drawing: &'a Drawing<'a>,
    pub(super) book: Book<'a>,
    pub(super) editors: Vec<Editor<'a>>,
    pub(super) tasks: Tasks<'a>,
    views: &'a Views<'a>,
}

impl<'a> Press<'a> {
    /// Makes the views of a handbook ready to be drawn.
    pub fn of(views: &'a Views<'a>, drawing: &'a Drawing<'a>) -> Self {
        Self {
            drawing,
            book: views.book(),
            editors: views.editors(),
            tasks: Tasks::of(drawing.artist, views.editions()),
            views,
        }
    }

    /// What each plan's tasks are called.
    pub(super) fn names(&self) -> Vec<File> {
        let names = self.views.names();
        names
            .map(|(plan, names)| progress::names(plan, &names))
            .collect()
    }

    /// All parts, each with its files.
    pub fn parts(&self) -> Vec<(Part, Vec<Leaf>)> {
        let published = self.drawing.base_url.is_some();
        let mut parts = listed(self.views, (&self.book, &self.editors), published);
        let assets = self.drawing.artist.assets.iter();
        let assets = assets.map(|asset| unwritten(&asset.path));
        parts.push((Part::Assets, assets.collect()));
        parts
    }

    /// Draws a part.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] where a template fails.
    pub fn draw(&self, part: Part) -> Result<Vec<File>, Error> {
        let artist = self.drawing.artist;
        let one = |file: File| vec![file];
        match part {
            Part::Cover => pages::cover(&self.book, &self.tasks).map(one),
            Part::Chapter(index) => pages::chapter(&self.book, index, &self.tasks).map(one),
            Part::NotFound => {
                pages::not_found(&self.book, artist).map(|page| page.into_iter().collect())
            }
            Part::Search => Ok(one(search::book(&self.book))),
            Part::Plan(edition) => pages::plan(&self.editors[edition], &self.tasks).map(one),
            Part::Sections(edition) => {
                pages::sections(&self.editors[edition], &self.tasks).map(|sections| sections.files)
            }
            Part::Week(edition, week) => pages::week(&self.editors[edition], week, &self.tasks),
            Part::Everything(edition) => pages::whole(&self.editors[edition], &self.tasks).map(one),
            Part::EditionSearch(edition) => Ok(one(search::edition(&self.editors[edition]))),
            Part::Tasks(edition) => Ok(one(progress::edition(&self.editors[edition]))),
            Part::Names => Ok(self.names()),
            Part::Moved => pages::moved(&self.book, artist),
            Part::Assets => Ok(self.assets()),
            Part::Lists => self.lists(),
        }
    }

    pub(super) fn assets(&self) -> Vec<File> {
        let assets = self.drawing.artist.assets.iter();
        assets
            .map(|asset| (asset.path.clone(), asset.bytes.clone()))
            .collect()
    }

    /// The lists, which all other files are drawn for.
    fn lists(&self) -> Result<Vec<File>, Error> {
        let copied = (self.drawing.copied)()?;
        let site = super::draw(self, copied, &|_, _| ())?;
        let lists = sitemap::PATHS.into_iter().chain(offline::PATHS);
        Ok(lists
            .filter_map(|path| Some((path.to_owned(), site.get(path)?.to_vec())))
            .collect())
    }
}

/// Where the files of a handbook are, without those of its theme, which are named after what they hold. `published` is
/// whether the handbook's address is known.
pub fn leaves(views: &Views<'_>, published: bool) -> Vec<Leaf> {
    let parts = listed(views, (&views.book(), &views.editors()), published);
    parts.into_iter().flat_map(|(_, leaves)| leaves).collect()
}

/// The parts without the theme's own files.
fn listed(
    views: &Views<'_>,
    (book, editors): (&Book<'_>, &[Editor<'_>]),
    published: bool,
) -> Vec<(Part, Vec<Leaf>)> {
    let mut parts = vec![
        (Part::Cover, vec![book.cover_leaf()]),
        (Part::Search, vec![unwritten(search::OF_BOOK)]),
    ];
    parts.extend(
        book.not_found_leaf()
            .map(|leaf| (Part::NotFound, vec![leaf])),
    );
    let chapters = 0..book.chapters();
    parts.extend(chapters.map(|index| (Part::Chapter(index), vec![book.chapter_leaf(index)])));
    for (index, editor) in editors.iter().enumerate() {
        parts.extend([
            (Part::Plan(index), vec![editor.plan_leaf()]),
            (Part::Sections(index), editor.section_leaves()),
            (Part::Everything(index), vec![editor.everything_leaf()]),
            (
                Part::EditionSearch(index),
                vec![unwritten(&search::path(editor))],
            ),
            (Part::Tasks(index), vec![unwritten(&progress::path(editor))]),
        ]);
        let weeks = 0..editor.weeks();
        parts.extend(weeks.map(|week| (Part::Week(index, week), editor.week_leaves(week))));
    }
    let names = views
        .plans()
        .map(|plan| unwritten(&progress::path_of_names(plan)));
    parts.push((Part::Names, names.collect()));
    // At an address that is in use, no page leads to another place.
    let used = parts.iter().flat_map(|(_, leaves)| leaves);
    let mut used: BTreeSet<String> = used.map(|leaf| leaf.path.clone()).collect();
    let moved = book.moved().into_iter();
    let moved = moved.filter(|view| used.insert(view.path.clone()));
    let moved: Vec<Leaf> = moved.map(|view| unwritten(&view.path)).collect();
    if !moved.is_empty() {
        parts.push((Part::Moved, moved));
    }
    if published {
        let lists = sitemap::PATHS.into_iter().chain(offline::PATHS);
        parts.push((Part::Lists, lists.map(unwritten).collect()));
    }
    parts
}

/// A file that is made from no one text.
fn unwritten(path: &str) -> Leaf {
    Leaf {
        path: path.to_owned(),
        written: None,
    }
}
