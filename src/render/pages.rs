//! The pages outside of editions.

use super::output::{Output, OutputContext, Turn};
use super::renderer::context;
use super::{File, html};
use crate::error::Error;
use crate::view::{FramedPage, HandbookViews, MovedView, PolicyView, Route};

/// The cover.
pub(super) struct CoverPage<'a>(pub(super) &'a HandbookViews<'a>);

impl Output for CoverPage<'_> {
    fn locale(&self) -> usize {
        self.0.locale()
    }

    fn routes(&self) -> Vec<Route> {
        vec![self.0.cover_route()]
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let FramedPage { page, body } = self.0.cover();
        let mut policy = PolicyView::default();
        let body = body.render(&mut |content| html::html_on(&mut policy, &content, with.tasks))?;
        let mut cover = with.tasks.page(&page, &policy)?;
        cover.insert("cover", &body);
        let bytes = with.renderer.render("cover.html", &cover)?;
        Ok(vec![(page.path, bytes)])
    }
}

/// A chapter, by its index.
pub(super) struct ChapterPage<'a>(pub(super) &'a HandbookViews<'a>, pub(super) usize);

impl Output for ChapterPage<'_> {
    fn locale(&self) -> usize {
        self.0.chapter_locale(self.1)
    }

    fn routes(&self) -> Vec<Route> {
        vec![self.0.chapter_route(self.1)]
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let FramedPage { page, body } = self.0.chapter(self.1);
        let mut policy = PolicyView::default();
        let body = body.render(&mut |content| html::html_on(&mut policy, &content, with.tasks))?;
        let mut chapter = with.tasks.page(&page, &policy)?;
        chapter.insert("chapter", &body);
        let bytes = with.renderer.render("chapter.html", &chapter)?;
        Ok(vec![(page.path, bytes)])
    }
}

/// A cohort's page, by its index.
pub(super) struct CohortPage<'a>(pub(super) &'a HandbookViews<'a>, pub(super) usize);

impl Output for CohortPage<'_> {
    fn locale(&self) -> usize {
        self.0.locale()
    }

    fn routes(&self) -> Vec<Route> {
        vec![self.0.cohort_route(self.1)]
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let FramedPage { page, body } = self.0.cohort(self.1);
        let mut cohort = with.tasks.page(&page, &PolicyView::default())?;
        cohort.insert("cohort", &body);
        let bytes = with.renderer.render("cohort.html", &cohort)?;
        Ok(vec![(page.path, bytes)])
    }
}

/// The page for missing addresses, unless a chapter takes its place.
pub(super) struct NotFoundPage<'a>(pub(super) &'a HandbookViews<'a>);

impl Output for NotFoundPage<'_> {
    fn routes(&self) -> Vec<Route> {
        self.0.not_found_route().into_iter().collect()
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let page = self.0.not_found().into_iter();
        page.map(|page| {
            let context = with.tasks.page(&page, &PolicyView::default())?;
            let bytes = with.renderer.render("not-found.html", &context)?;
            Ok((page.path, bytes))
        })
        .collect()
    }
}

/// The pages at former addresses, which redirect.
pub(super) struct MovedPages(pub(super) Vec<MovedView>);

impl Output for &MovedPages {
    fn turn(&self) -> Turn {
        Turn::Moved
    }

    fn routes(&self) -> Vec<Route> {
        let paths = self.0.iter().map(|view| view.path.as_str());
        paths.map(Route::generated).collect()
    }

    fn render(&self, with: &OutputContext<'_>) -> Result<Vec<File>, Error> {
        let rendered = self.0.iter().map(|view| {
            let bytes = with.renderer.render("moved.html", &context("page", view))?;
            Ok((view.path.clone(), bytes))
        });
        rendered.collect()
    }
}
