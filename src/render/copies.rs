//! Copies of pages in Markdown, beside the pages: what a page says, without its navigation. [`facts`] words the lines
//! with numbers and dates, [`edition`] writes the pages of plans, [`book`] all others, and [`llms`] the
//! list of pages.

mod book;
mod edition;
mod facts;
mod llms;

use super::File;
use super::output::{Output, OutputContext, Turn};
use crate::error::Error;
use crate::theme::Words;
use crate::view::{EditionViews, HandbookViews, Route, Views, copy_of};

pub(super) use llms::LlmsTxt;

/// The copies of all pages; none if they are switched off.
pub(super) struct Copies<'a> {
    books: Vec<HandbookViews<'a>>,
    editions: Vec<EditionViews<'a>>,
}

impl<'a> Copies<'a> {
    pub(super) fn of(views: &'a Views<'a>) -> Self {
        Self {
            books: views.copied_books(),
            editions: views.copied_editions(),
        }
    }

    /// One output for each page, or for the pages of a week.
    pub(super) fn list<'o>(&'o self) -> Vec<Box<dyn Output + 'o>> {
        let mut list: Vec<Box<dyn Output + 'o>> = Vec::new();
        for book in &self.books {
            list.push(Box::new(BookCopy(book, BookPage::Cover)));
            let chapters = book.chapters().into_iter().map(BookPage::Chapter);
            let cohorts = (0..book.cohorts()).map(BookPage::Cohort);
            for page in chapters.chain(cohorts) {
                list.push(Box::new(BookCopy(book, page)));
            }
        }
        for views in &self.editions {
            list.push(Box::new(EditionCopy(views, EditionPart::Plan)));
            list.push(Box::new(EditionCopy(views, EditionPart::Sections)));
            list.push(Box::new(EditionCopy(views, EditionPart::Everything)));
            for week in 0..views.weeks() {
                list.push(Box::new(EditionCopy(views, EditionPart::Week(week))));
            }
        }
        list
    }
}

/// A page outside of editions.
#[derive(Clone, Copy)]
enum BookPage {
    Cover,
    /// A chapter, by its index.
    Chapter(usize),
    /// A cohort, by its index.
    Cohort(usize),
}

struct BookCopy<'a>(&'a HandbookViews<'a>, BookPage);

impl Output for BookCopy<'_> {
    fn turn(&self) -> Turn {
        Turn::Copies
    }

    fn locale(&self) -> usize {
        match self.1 {
            BookPage::Chapter(index) => self.0.chapter_locale(index),
            BookPage::Cover | BookPage::Cohort(_) => self.0.locale(),
        }
    }

    fn routes(&self) -> Vec<Route> {
        let route = match self.1 {
            BookPage::Cover => self.0.cover_route(),
            BookPage::Chapter(index) => self.0.chapter_route(index),
            BookPage::Cohort(index) => self.0.cohort_route(index),
        };
        vec![copied(&route)]
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let words = &with.renderer.words;
        let (path, bytes) = match self.1 {
            BookPage::Cover => book::cover(self.0.cover(), words),
            BookPage::Chapter(index) => book::chapter(self.0.chapter(index), words),
            BookPage::Cohort(index) => book::cohort(self.0.cohort(index), words),
        };
        Ok(vec![(copy_of(&path), bytes)])
    }
}

/// Pages of an edition.
#[derive(Clone, Copy)]
enum EditionPart {
    Plan,
    Sections,
    Everything,
    /// A week and its days, by its index.
    Week(usize),
}

struct EditionCopy<'a>(&'a EditionViews<'a>, EditionPart);

impl Output for EditionCopy<'_> {
    fn turn(&self) -> Turn {
        Turn::Copies
    }

    fn locale(&self) -> usize {
        self.0.locale()
    }

    fn routes(&self) -> Vec<Route> {
        let routes = match self.1 {
            EditionPart::Plan => vec![self.0.plan_route()],
            EditionPart::Sections => self.0.section_routes(),
            EditionPart::Everything => vec![self.0.everything_route()],
            EditionPart::Week(week) => self.0.copied_week_routes(week),
        };
        routes.iter().map(copied).collect()
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let files = self.files(&with.renderer.words).into_iter();
        Ok(files.map(|(path, bytes)| (copy_of(&path), bytes)).collect())
    }
}

impl EditionCopy<'_> {
    fn files(&self, words: &Words) -> Vec<File> {
        match self.1 {
            EditionPart::Plan => vec![edition::plan(self.0, words)],
            EditionPart::Sections => {
                let sections = self.0.section_pages().into_iter();
                sections
                    .map(|section| edition::section(section, words))
                    .collect()
            }
            EditionPart::Everything => vec![edition::everything(self.0, words)],
            EditionPart::Week(week) => {
                let days =
                    (0..self.0.days(week)).map(|day| edition::day(self.0, (week, day), words));
                let own = edition::week(self.0, week, words);
                days.chain([own]).collect()
            }
        }
    }
}

/// The route of a page's copy. It has no source of its own: the page has it.
fn copied(route: &Route) -> Route {
    Route::generated(&copy_of(&route.path))
}
