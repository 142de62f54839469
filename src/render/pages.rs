//! The pages outside of editions.

use super::output::{Context, Output, Turn};
use super::renderer::context;
use super::{File, html};
use crate::error::Error;
use crate::view::{Book, Drawn, MovedView, PolicyView, Route};

/// The cover.
pub(super) struct Cover<'a>(pub(super) &'a Book<'a>);

impl Output for Cover<'_> {
    fn routes(&self) -> Vec<Route> {
        vec![self.0.cover_route()]
    }

    fn draw(&self, with: &Context<'_>) -> Result<Vec<File>, Error> {
        let Drawn { page, body } = self.0.cover();
        let mut policy = PolicyView::default();
        let body = body.draw(&mut |content| html::html_on(&mut policy, &content, with.tasks))?;
        let mut cover = with.renderer.page(&page, &policy)?;
        cover.insert("cover", &body);
        let bytes = with.renderer.draw("cover.html", &cover)?;
        Ok(vec![(page.path, bytes)])
    }
}

/// A chapter, by its index.
pub(super) struct Chapter<'a>(pub(super) &'a Book<'a>, pub(super) usize);

impl Output for Chapter<'_> {
    fn routes(&self) -> Vec<Route> {
        vec![self.0.chapter_route(self.1)]
    }

    fn draw(&self, with: &Context<'_>) -> Result<Vec<File>, Error> {
        let Drawn { page, body } = self.0.chapter(self.1);
        let mut policy = PolicyView::default();
        let body = body.draw(&mut |content| html::html_on(&mut policy, &content, with.tasks))?;
        let mut chapter = with.renderer.page(&page, &policy)?;
        chapter.insert("chapter", &body);
        let bytes = with.renderer.draw("chapter.html", &chapter)?;
        Ok(vec![(page.path, bytes)])
    }
}

/// The page for missing addresses, unless a chapter takes its place.
pub(super) struct NotFound<'a>(pub(super) &'a Book<'a>);

impl Output for NotFound<'_> {
    fn routes(&self) -> Vec<Route> {
        self.0.not_found_route().into_iter().collect()
    }

    fn draw(&self, with: &Context<'_>) -> Result<Vec<File>, Error> {
        let page = self.0.not_found().into_iter();
        page.map(|page| {
            let context = with.renderer.page(&page, &PolicyView::default())?;
            let bytes = with.renderer.draw("not-found.html", &context)?;
            Ok((page.path, bytes))
        })
        .collect()
    }
}

/// The pages at former addresses, which redirect.
pub(super) struct Moved(pub(super) Vec<MovedView>);

impl Output for &Moved {
    fn turn(&self) -> Turn {
        Turn::Moved
    }

    fn routes(&self) -> Vec<Route> {
        let paths = self.0.iter().map(|view| view.path.as_str());
        paths.map(Route::generated).collect()
    }

    fn draw(&self, with: &Context<'_>) -> Result<Vec<File>, Error> {
        let drawn = self.0.iter().map(|view| {
            let bytes = with.renderer.draw("moved.html", &context("page", view))?;
            Ok((view.path.clone(), bytes))
        });
        drawn.collect()
    }
}
