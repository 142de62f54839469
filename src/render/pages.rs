//! The pages.

use rayon::prelude::*;
use tera::Value;

use super::tasks::Tasks;
use super::theme::{Artist, context};
use super::week::Week;
use super::{File, html};
use crate::error::Error;
use crate::view::{Book, Content, Drawn, Editor, PlanView};

/// The cover.
pub(super) fn cover(book: &Book<'_>, tasks: &Tasks<'_>) -> Result<File, Error> {
    let Drawn { page, body } = book.cover();
    let mut cover = context("page", &page);
    let body = body.draw(&mut |content| html::html(&content, tasks))?;
    cover.insert("cover", &body);
    Ok((page.path, tasks.artist.draw("cover.html", &cover)?))
}

/// A chapter.
pub(super) fn chapter(book: &Book<'_>, index: usize, tasks: &Tasks<'_>) -> Result<File, Error> {
    let Drawn { page, body } = book.chapter(index);
    let mut chapter = context("page", &page);
    let body = body.draw(&mut |content| html::html(&content, tasks))?;
    chapter.insert("chapter", &body);
    Ok((page.path, tasks.artist.draw("chapter.html", &chapter)?))
}

/// The page for addresses that lead nowhere, unless a chapter is that.
pub(super) fn not_found(book: &Book<'_>, artist: &Artist) -> Result<Option<File>, Error> {
    let Some(page) = book.not_found() else {
        return Ok(None);
    };
    let drawn = artist.draw("not-found.html", &context("page", &page))?;
    Ok(Some((page.path, drawn)))
}

/// The pages at addresses that lead to other places now.
pub(super) fn moved(book: &Book<'_>, artist: &Artist) -> Result<Vec<File>, Error> {
    let moved = book.moved().into_iter();
    moved
        .map(|view| {
            let drawn = artist.draw("moved.html", &context("page", &view))?;
            Ok((view.path, drawn))
        })
        .collect()
}

/// The cover, the chapters and the page for addresses that lead nowhere.
pub(super) fn book(book: &Book<'_>, tasks: &Tasks<'_>) -> Result<Vec<File>, Error> {
    let chapters = (0..book.chapters()).into_par_iter();
    let mut files: Vec<File> = chapters
        .map(|index| chapter(book, index, tasks))
        .collect::<Result<_, Error>>()?;
    files.push(cover(book, tasks)?);
    files.extend(not_found(book, tasks.artist)?);
    Ok(files)
}

/// The pages of an edition; `week_done` is called after each week.
pub(super) fn edition(
    editor: &Editor<'_>,
    tasks: &Tasks<'_>,
    week_done: &(dyn Fn() + Sync),
) -> Result<Vec<File>, Error> {
    let weeks: Vec<(Value, Vec<File>)> = (0..editor.weeks())
        .into_par_iter()
        .map(|index| {
            let week = Week::of(editor, index, tasks)?;
            let whole = week.whole()?;
            let files = week.files()?;
            week_done();
            Ok((whole, files))
        })
        .collect::<Result<_, Error>>()?;
    let (wholes, pages): (Vec<Value>, Vec<Vec<File>>) = weeks.into_iter().unzip();
    let Sections { mut files, parts } = sections(editor, tasks)?;
    files.push(plan(editor, tasks)?);
    files.push(everything(editor, tasks, (&wholes, &parts))?);
    files.extend(pages.into_iter().flatten());
    Ok(files)
}

fn plan_view(plan: PlanView<Content<'_>>, tasks: &Tasks<'_>) -> Result<PlanView<Value>, Error> {
    plan.draw(&mut |content| html::html(&content, tasks))
}

/// The plan's own page.
pub(super) fn plan(editor: &Editor<'_>, tasks: &Tasks<'_>) -> Result<File, Error> {
    let Drawn { page, body } = editor.plan_page();
    let mut plan = context("page", &page);
    plan.insert("plan", &plan_view(body, tasks)?);
    Ok((page.path, tasks.artist.draw("plan.html", &plan)?))
}

/// What the sections are drawn as.
pub(super) struct Sections {
    /// Their pages.
    pub(super) files: Vec<File>,
    /// The same as parts of the page with everything.
    parts: Vec<Value>,
}

/// The sections that have pages.
pub(super) fn sections(editor: &Editor<'_>, tasks: &Tasks<'_>) -> Result<Sections, Error> {
    let mut files = Vec::new();
    let mut parts = Vec::new();
    for Drawn { page, body } in editor.section_pages() {
        let mut section = context("page", &page);
        let body = body.draw(&mut |content| html::html(&content, tasks))?;
        section.insert("section", &body);
        files.push((page.path, tasks.artist.draw("section.html", &section)?));
        parts.push(tasks.artist.part("parts/section.html", &section)?);
    }
    Ok(Sections { files, parts })
}

/// The whole edition on one page, drawn by itself.
pub(super) fn whole(editor: &Editor<'_>, tasks: &Tasks<'_>) -> Result<File, Error> {
    let weeks: Vec<Value> = (0..editor.weeks())
        .into_par_iter()
        .map(|index| Week::of(editor, index, tasks)?.whole())
        .collect::<Result<_, Error>>()?;
    let sections = sections(editor, tasks)?.parts;
    everything(editor, tasks, (&weeks, &sections))
}

/// The whole edition on one page, of its weeks and sections.
fn everything(
    editor: &Editor<'_>,
    tasks: &Tasks<'_>,
    (weeks, sections): (&[Value], &[Value]),
) -> Result<File, Error> {
    let page = editor.everything_page();
    let mut everything = context("page", &page);
    everything.insert("plan", &plan_view(editor.plan_page().body, tasks)?);
    everything.insert("weeks", weeks);
    everything.insert("sections", sections);
    Ok((
        page.path,
        tasks.artist.draw("everything.html", &everything)?,
    ))
}

/// A week's pages with their paths.
pub(super) fn week(
    editor: &Editor<'_>,
    index: usize,
    tasks: &Tasks<'_>,
) -> Result<Vec<File>, Error> {
    Week::of(editor, index, tasks)?.files()
}
