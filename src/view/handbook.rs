//! The pages outside of editions: the cover and the chapters.

use std::collections::BTreeSet;

use serde::Serialize;

use super::address::{self, COVER, Links};
use super::content::Content;
use super::copy::copy_link;
use super::page::{FramedPage, LinkView, PageView, Route, title};
use super::prose::{ProseSource, TaskFilter};
use super::relative::{on_the_web, relative};
use super::tables::Tables;
use super::typography::Typography;
use crate::document::{Document, NodeId};
use crate::plan::{Chapter, Handbook};
use crate::span::Span;

/// The page for missing addresses.
const NOT_FOUND: &str = "404.html";

/// Makes the views of the cover and the chapters, in one of the languages that documents are translated to.
pub struct HandbookViews<'a> {
    pub(super) handbook: &'a Handbook,
    pub(super) tables: Tables<'a>,
    /// The typography of each locale.
    pub(super) typographies: &'a [Typography],
    /// That of the cover.
    pub(super) typography: Typography,
    /// The language of the cover, as an index of the handbook's locales.
    pub(super) locale: usize,
}

/// A chapter; `B` is the type of texts.
#[derive(Debug, Serialize)]
pub struct ChapterView<B> {
    /// Its content, without its title.
    pub body: B,
    /// The headings of the second level.
    pub contents: Vec<LinkView>,
    /// How many tasks are in it.
    pub tasks: usize,
}

impl<B> ChapterView<B> {
    /// The chapter with its text rendered.
    ///
    /// # Errors
    ///
    /// The error from rendering the text.
    pub fn render<C, E>(
        self,
        render: &mut dyn FnMut(B) -> Result<C, E>,
    ) -> Result<ChapterView<C>, E> {
        Ok(ChapterView {
            body: render(self.body)?,
            contents: self.contents,
            tasks: self.tasks,
        })
    }
}

/// Pages that are published but not listed.
#[derive(Debug)]
pub struct UnlistedPages {
    chapters: BTreeSet<String>,
    /// The folders of plans.
    plans: Vec<String>,
}

impl UnlistedPages {
    /// Whether the file at a path is one of them, or belongs to them.
    pub fn has(&self, path: &str) -> bool {
        let mut plans = self.plans.iter();
        self.chapters.contains(path) || plans.any(|folder| path.starts_with(folder))
    }
}

impl<'a> HandbookViews<'a> {
    /// The language of the cover, as an index of the handbook's locales.
    pub fn locale(&self) -> usize {
        self.locale
    }

    /// The language of a chapter, as an index of the handbook's locales.
    pub fn chapter_locale(&self, index: usize) -> usize {
        self.handbook.locale_of[self.handbook.chapters[index].document]
    }

    /// The folder of the pages, with a `/` at its end; empty for the handbook's own.
    pub fn folder(&self) -> &'a str {
        &self.handbook.locales[self.locale].folder
    }

    /// Whether these are the handbook's own pages rather than translations.
    pub fn is_original(&self) -> bool {
        self.folder().is_empty()
    }

    /// Whether any document is translated.
    pub fn is_translated(&self) -> bool {
        !self.handbook.originals.is_empty()
    }

    /// The languages of a page, each with its tag and the path of the page; empty if there is only one. The original is
    /// first.
    pub fn languages(&self, path: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let paths = self.tables.languages.paths(path).iter();
        paths.map(|(locale, path)| {
            let locale = &self.handbook.locales[*locale];
            (locale.language.as_str(), path.as_str())
        })
    }

    /// The document on the cover.
    pub(super) fn cover_chapter(&self) -> Option<&'a Chapter> {
        if self.is_original() {
            return self.handbook.cover.as_ref();
        }
        let mut covers = self.handbook.translated_covers.iter();
        covers.find(|cover| self.handbook.locale(cover.document).folder == self.folder())
    }

    /// Whether a chapter is in the navigation.
    pub(super) fn is_listed(&self, index: usize) -> bool {
        let document = self.handbook.chapters[index].document;
        !self.handbook.unlisted.contains(&document)
    }

    /// The pages whose documents are unlisted.
    pub fn unlisted_pages(&self) -> UnlistedPages {
        let unlisted = |document: usize| self.handbook.documents[document].front.unlisted;
        let chapters = self.handbook.chapters.iter();
        let chapters = chapters.filter(|chapter| unlisted(chapter.document));
        let plans = self.handbook.plans.iter();
        let plans = plans.filter(|plan| unlisted(plan.document));
        UnlistedPages {
            chapters: chapters
                .map(|chapter| address::chapter(self.handbook, chapter.document))
                .collect(),
            plans: plans.map(|plan| address::folder(plan, None)).collect(),
        }
    }

    pub(super) fn folder_of(&self, chapter: &Chapter) -> &'a str {
        let path = &self.handbook.documents[chapter.document].path;
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path of the cover.
    pub fn cover_route(&self) -> Route {
        let cover = self.cover_chapter();
        Route {
            path: self.cover_path(),
            span: cover.and_then(|cover| self.beginning(cover)),
        }
    }

    pub(super) fn cover_path(&self) -> String {
        format!("{}{COVER}", self.folder())
    }

    /// The path of a chapter.
    pub fn chapter_route(&self, index: usize) -> Route {
        let chapter = &self.handbook.chapters[index];
        Route {
            path: address::chapter(self.handbook, chapter.document),
            span: self.beginning(chapter),
        }
    }

    /// The path of the page for missing addresses, unless a chapter takes its place.
    pub fn not_found_route(&self) -> Option<Route> {
        let mut chapters = self.handbook.chapters.iter();
        let is_written =
            chapters.any(|chapter| address::chapter(self.handbook, chapter.document) == NOT_FOUND);
        (self.is_original() && !is_written).then(|| Route {
            path: NOT_FOUND.to_owned(),
            span: None,
        })
    }

    fn beginning(&self, chapter: &Chapter) -> Option<Span> {
        let document = &self.handbook.documents[chapter.document];
        let first = document.roots().next()?;
        Some(document.node(first).span)
    }

    /// The chapters, as indices of the handbook's.
    pub fn chapters(&self) -> Vec<usize> {
        let all = self.handbook.chapters.iter().enumerate();
        let own = all
            .filter(|(_, chapter)| self.handbook.locale(chapter.document).folder == self.folder());
        own.map(|(index, _)| index).collect()
    }

    /// A chapter's page.
    pub fn chapter(&self, index: usize) -> FramedPage<ChapterView<Content<'_>>> {
        let chapter = &self.handbook.chapters[index];
        let document = &self.handbook.documents[chapter.document];
        let path = address::chapter(self.handbook, chapter.document);
        let typography = self.typographies[self.handbook.locale_of[chapter.document]];
        let mut page = self.frame(&path, "");
        page.title = typography.title(&chapter.title);
        page.unlisted = self.handbook.documents[chapter.document].front.unlisted;
        page.description = self.description(document);
        let folder = self.folder_of(chapter);
        if !folder.is_empty() && self.is_listed(index) {
            let chapters = format!("{}#page--chapters", relative(&path, &self.cover_path()));
            page.crumbs.push(LinkView::new(in_words(folder), chapters));
        }
        let link = |index: usize| {
            let other = &self.handbook.chapters[index];
            let target = address::chapter(self.handbook, other.document);
            LinkView::new(
                self.typography.title(&other.title),
                relative(&path, &target),
            )
        };
        if self.is_listed(index) {
            let language = self.chapter_folder(index);
            let listed = |other: &usize| self.is_listed(*other);
            let is_own = |other: &usize| listed(other) && self.chapter_folder(*other) == language;
            page.previous = (0..index).rev().find(is_own).map(link);
            let all = self.handbook.chapters.len();
            page.next = (index + 1..all).find(is_own).map(link);
            // The neighbors in the same folder, a screenful at most: no page lists every page.
            let near = index.saturating_sub(12)..(index + 13).min(all);
            page.beside = near
                .filter(is_own)
                .filter(|other| self.folder_of(&self.handbook.chapters[*other]) == folder)
                .map(|other| LinkView {
                    current: other == index,
                    ..link(other)
                })
                .collect();
        }
        let contents = document
            .headings()
            .filter(|(_, heading)| heading.level == 2)
            .map(|(id, heading)| {
                let title = typography.title(&document.text(id));
                LinkView::new(title, format!("#{}", heading.id))
            });
        let body = ChapterView {
            body: self.prose(chapter, &path),
            contents: contents.collect(),
            tasks: chapter.tasks.own.len(),
        };
        FramedPage { page, body }
    }

    /// The folder of the pages in a chapter's language.
    fn chapter_folder(&self, index: usize) -> &'a str {
        &self.handbook.locales[self.chapter_locale(index)].folder
    }

    /// The page for missing addresses, unless a chapter takes its place.
    pub fn not_found(&self) -> Option<PageView> {
        let route = self.not_found_route()?;
        Some(self.frame(&route.path, ""))
    }

    /// The description of a document in its front matter.
    pub(super) fn description(&self, document: &Document) -> String {
        let description = document.front.description.as_deref();
        self.typography.title(description.unwrap_or_default())
    }

    /// The title of a document.
    pub(super) fn title(&self, document: usize) -> String {
        let handbook = self.handbook;
        let chapters = handbook.all_chapters();
        let mut chapters = chapters.map(|chapter| (chapter.document, &chapter.title));
        let mut plans = handbook
            .plans
            .iter()
            .map(|plan| (plan.document, &plan.title));
        let is_of = |(index, _): &(usize, &String)| *index == document;
        let found = chapters.find(is_of).or_else(|| plans.find(is_of));
        found.map_or_else(|| handbook.title.clone(), |(_, title)| title.clone())
    }

    pub(super) fn links<'b>(&'b self, page: &'b str) -> Links<'b> {
        Links {
            handbook: self.handbook,
            places: self.tables.places,
            edition: None,
            page,
            base: self.base(page),
            form: self.tables.form,
        }
    }

    pub(super) fn prose(&self, chapter: &'a Chapter, page: &str) -> Content<'a> {
        let document = &self.handbook.documents[chapter.document];
        let mut plans = self.handbook.plans.iter();
        let plan = plans.find(|plan| self.handbook.locale(plan.document).folder == self.folder());
        let plan = plan.or(self.handbook.plans.first());
        let text = ProseSource {
            document,
            index: chapter.document,
            tasks: &chapter.tasks,
            ids: self.tables.ledger.ids.of_document(chapter.document),
            audiences: &chapter.audiences,
            areas: &[],
            levels: plan.map_or(&[], |plan| &plan.levels),
            links: self.links(page),
            highlighter: self.tables.highlighter,
            typography: self.typographies[self.handbook.locale_of[chapter.document]],
        };
        let nodes: Vec<NodeId> = document
            .roots()
            .filter(|node| Some(*node) != chapter.heading)
            .collect();
        text.content(&nodes, TaskFilter::All, 0)
    }

    /// The prefix of addresses on a page. A server may show the page for missing addresses at any address, so its links
    /// are absolute, if the handbook's address is known.
    fn base(&self, page: &str) -> &str {
        let base = self.tables.base_url.filter(|_| page == NOT_FOUND);
        base.unwrap_or_default()
    }

    pub(super) fn frame(&self, path: &str, called: &str) -> PageView {
        let base = self.base(path);
        let address = self.tables.base_url.filter(|_| path != NOT_FOUND);
        PageView {
            root: format!("{base}{}", "../".repeat(path.matches('/').count())),
            canonical: address.map(|base| on_the_web(base, path)),
            languages: self
                .tables
                .languages
                .links(self.handbook, (path, ""), address),
            title: self.typography.title(called),
            description: String::new(),
            crumbs: vec![LinkView::new(
                self.typography.title(title(self.handbook, self.folder())),
                format!("{base}{}", relative(path, &self.cover_path())),
            )],
            previous: None,
            next: None,
            tracks: Vec::new(),
            beside: Vec::new(),
            edition: None,
            unlisted: false,
            copy: (self.tables.has_copies && path != NOT_FOUND).then(|| copy_link(path)),
            path: path.to_owned(),
        }
    }
}

/// `system-design` as `System design`.
pub(super) fn in_words(folder: &str) -> String {
    let words = folder.replace(['-', '_'], " ").replace('/', " · ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}
