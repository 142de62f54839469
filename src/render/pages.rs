//! The pages. What is in a day is drawn once and put into each page that shows the day: its own, its week's, the
//! week's sheets and the page with everything.

use std::collections::BTreeMap;

use rayon::prelude::*;
use tera::{Context, Value};

use super::File;
use super::tasks::Tasks;
use super::theme::{Artist, context};
use crate::error::Error;
use crate::view::{Book, Drawn, Editor, PageView, marked};

/// The cover.
pub(super) fn cover(book: &Book<'_>, artist: &Artist) -> Result<File, Error> {
    let Drawn { page, body } = book.cover();
    let mut cover = context("page", &page);
    cover.insert("cover", &body);
    Ok((page.path, artist.draw("cover.html", &cover)?))
}

/// A chapter.
pub(super) fn chapter(book: &Book<'_>, index: usize, artist: &Artist) -> Result<File, Error> {
    let Drawn { page, body } = book.chapter(index);
    let mut chapter = context("page", &page);
    chapter.insert("chapter", &body);
    Ok((page.path, artist.draw("chapter.html", &chapter)?))
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
pub(super) fn book(book: &Book<'_>, artist: &Artist) -> Result<Vec<File>, Error> {
    let chapters = (0..book.chapters()).into_par_iter();
    let mut files: Vec<File> = chapters
        .map(|index| chapter(book, index, artist))
        .collect::<Result<_, Error>>()?;
    files.push(cover(book, artist)?);
    files.extend(not_found(book, artist)?);
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
            let canvas = Canvas::of(editor, index, tasks)?;
            let whole = canvas.whole(editor, tasks.artist)?;
            let files = canvas.files(editor, tasks.artist)?;
            week_done();
            Ok((whole, files))
        })
        .collect::<Result<_, Error>>()?;
    let (wholes, pages): (Vec<Value>, Vec<Vec<File>>) = weeks.into_iter().unzip();
    let Sections { mut files, parts } = sections(editor, tasks.artist)?;
    files.push(plan(editor, tasks.artist)?);
    files.push(everything(editor, tasks.artist, (&wholes, &parts))?);
    files.extend(pages.into_iter().flatten());
    Ok(files)
}

/// The plan's own page.
pub(super) fn plan(editor: &Editor<'_>, artist: &Artist) -> Result<File, Error> {
    let Drawn { page, body } = editor.plan_page();
    let mut plan = context("page", &page);
    plan.insert("plan", &body);
    Ok((page.path, artist.draw("plan.html", &plan)?))
}

/// What the sections are drawn as.
pub(super) struct Sections {
    /// Their pages.
    pub(super) files: Vec<File>,
    /// Each as a part of the page with everything.
    parts: Vec<Value>,
}

/// The sections that have pages.
pub(super) fn sections(editor: &Editor<'_>, artist: &Artist) -> Result<Sections, Error> {
    let mut files = Vec::new();
    let mut parts = Vec::new();
    for Drawn { page, body } in editor.section_pages() {
        let mut section = context("page", &page);
        section.insert("section", &body);
        files.push((page.path, artist.draw("section.html", &section)?));
        parts.push(artist.part("parts/section.html", &section)?);
    }
    Ok(Sections { files, parts })
}

/// The whole edition on one page, drawn by itself.
pub(super) fn whole(editor: &Editor<'_>, tasks: &Tasks<'_>) -> Result<File, Error> {
    let weeks: Vec<Value> = (0..editor.weeks())
        .into_par_iter()
        .map(|index| Canvas::of(editor, index, tasks)?.whole(editor, tasks.artist))
        .collect::<Result<_, Error>>()?;
    let sections = sections(editor, tasks.artist)?.parts;
    everything(editor, tasks.artist, (&weeks, &sections))
}

/// The whole edition on one page, of its weeks and sections.
fn everything(
    editor: &Editor<'_>,
    artist: &Artist,
    (weeks, sections): (&[Value], &[Value]),
) -> Result<File, Error> {
    let page = editor.everything_page();
    let mut everything = context("page", &page);
    everything.insert("plan", &editor.plan_page().body);
    everything.insert("weeks", weeks);
    everything.insert("sections", sections);
    Ok((page.path, artist.draw("everything.html", &everything)?))
}

/// A week's pages with their paths.
pub(super) fn week(
    editor: &Editor<'_>,
    index: usize,
    tasks: &Tasks<'_>,
) -> Result<Vec<File>, Error> {
    Canvas::of(editor, index, tasks)?.files(editor, tasks.artist)
}

/// What all that shows a week is drawn from.
struct Canvas {
    week: usize,
    base: Context,
    /// Its days with what is in them drawn.
    days: Vec<Value>,
    /// The frames of their pages.
    frames: Vec<PageView>,
}

impl Canvas {
    fn of(editor: &Editor<'_>, week: usize, tasks: &Tasks<'_>) -> Result<Self, Error> {
        let mut base = Context::new();
        base.insert("week", &editor.week(week));
        let count = editor.days(week);
        base.insert("count", &count);
        // Whoever waits for one week waits for its days side by side.
        let drawn: Vec<(Value, PageView)> = (0..count)
            .into_par_iter()
            .map(|index| {
                let frame = editor.day_page(week, index);
                let drawn = day(editor, (week, index, &frame), (&base, tasks))?;
                Ok((drawn, frame))
            })
            .collect::<Result<_, Error>>()?;
        let (days, frames): (Vec<Value>, Vec<PageView>) = drawn.into_iter().unzip();
        base.insert("days", &days);
        Ok(Self {
            week,
            base,
            days,
            frames,
        })
    }

    /// The week as a part of the page with everything.
    fn whole(&self, editor: &Editor<'_>, artist: &Artist) -> Result<Value, Error> {
        let mut whole = self.base.clone();
        whole.insert("extras", &editor.week_extras(self.week));
        whole.insert("page", &editor.everything_page());
        artist.part("parts/week.html", &whole)
    }

    /// The pages of the week and its days.
    fn files(self, editor: &Editor<'_>, artist: &Artist) -> Result<Vec<File>, Error> {
        let Self {
            week,
            mut base,
            days,
            frames,
        } = self;
        let mut files = Vec::with_capacity(days.len() + 2);
        let mut draw = |page: PageView, template: &str, context: &mut Context| {
            context.insert("page", &page);
            files.push((page.path, artist.draw(template, context)?));
            Ok::<(), Error>(())
        };
        if let Some(sheets) = editor.sheets_page(week) {
            draw(sheets, "sheets.html", &mut base)?;
        }
        let mut own = base.clone();
        own.insert("extras", &editor.week_extras(week));
        draw(editor.week_page(week), "week.html", &mut own)?;
        for (frame, day) in frames.into_iter().zip(days) {
            base.insert_value("day", day);
            draw(frame, "day.html", &mut base)?;
        }
        Ok(files)
    }
}

/// A day with what is in it drawn, and with its sheet.
fn day(
    editor: &Editor<'_>,
    (week, day, frame): (usize, usize, &PageView),
    (base, tasks): (&Context, &Tasks<'_>),
) -> Result<Value, Error> {
    let artist = tasks.artist;
    let mut context = base.clone();
    context.insert("page", frame);
    context.insert("number", &(day + 1));
    let in_day = editor.day_content(week, day);
    let view = editor.day(week, day);
    let lines = Value::from(in_day.lines());
    let rests = Value::from(in_day.is_rest(&view));
    let in_day = tasks.in_day(in_day)?;
    context.insert("content", &in_day);
    let (core, later) = (
        artist.text("parts/core.html", &context)?,
        artist.text("parts/later.html", &context)?,
    );
    let mut parts = BTreeMap::from([
        ("view", Value::from_serializable(&view)),
        ("lines", lines),
        ("rests", rests),
    ]);
    // Only sheets list what marks stand for.
    let on_paper = |html: &str| Value::safe_string(&marked(html, &in_day.marks));
    parts.extend([("core", on_paper(&core)), ("later", on_paper(&later))]);
    context.insert("day", &parts);
    let sheet = artist.part("parts/sheet.html", &context)?;
    let plain = |html: &str| Value::safe_string(html);
    parts.extend([
        ("core", plain(&core)),
        ("later", plain(&later)),
        ("sheet", sheet),
    ]);
    Ok(Value::from_serializable(&parts))
}
