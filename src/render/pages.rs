//! The pages. What is in a day is drawn once and put into each page that shows the day: its own, its week's, the
//! week's sheets and the page with everything.

use std::collections::BTreeMap;

use rayon::prelude::*;
use tera::{Context, Value};

use super::File;
use super::tasks::Tasks;
use super::theme::{Artist, context};
use crate::error::Error;
use crate::site::Site;
use crate::view::{Book, Drawn, Editor, PageView};

/// Adds the cover, the chapters and the page for addresses that lead nowhere.
pub(super) fn book(book: &Book<'_>, artist: &Artist, site: &mut Site) -> Result<(), Error> {
    let Drawn { page, body } = book.cover();
    let mut cover = context("page", &page);
    cover.insert("cover", &body);
    site.add(page.path.clone(), artist.draw("cover.html", &cover)?)?;
    let chapters: Vec<File> = (0..book.chapters())
        .into_par_iter()
        .map(|index| {
            let Drawn { page, body } = book.chapter(index);
            let mut chapter = context("page", &page);
            chapter.insert("chapter", &body);
            Ok((page.path, artist.draw("chapter.html", &chapter)?))
        })
        .collect::<Result<_, Error>>()?;
    for (path, bytes) in chapters {
        site.add(path, bytes)?;
    }
    let page = book.not_found();
    site.add(
        page.path.clone(),
        artist.draw("not-found.html", &context("page", &page))?,
    )
}

/// The pages of an edition; `week_done` is called after each week.
pub(super) fn edition(
    editor: &Editor<'_>,
    tasks: &Tasks<'_>,
    week_done: &(dyn Fn() + Sync),
) -> Result<Vec<File>, Error> {
    let artist = tasks.artist;
    let weeks: Vec<Week> = (0..editor.weeks())
        .into_par_iter()
        .map(|index| week(editor, index, tasks).inspect(|_| week_done()))
        .collect::<Result<_, Error>>()?;
    let mut files = Vec::new();
    let mut draw = |page: PageView, template: &str, mut context: Context| {
        context.insert("page", &page);
        files.push((page.path, artist.draw(template, &context)?));
        Ok::<Context, Error>(context)
    };
    let Drawn { page, body: plan } = editor.plan_page();
    let mut everything = draw(page, "plan.html", context("plan", &plan))?;
    let mut sections = Vec::new();
    for Drawn { page, body } in editor.section_pages() {
        let section = draw(page, "section.html", context("section", &body))?;
        sections.push(artist.part("parts/section.html", &section)?);
    }
    let (wholes, pages): (Vec<Value>, Vec<Vec<File>>) = weeks
        .into_iter()
        .map(|week| (week.whole, week.files))
        .unzip();
    everything.insert("weeks", &wholes);
    everything.insert("sections", &sections);
    draw(editor.everything_page(), "everything.html", everything)?;
    files.extend(pages.into_iter().flatten());
    Ok(files)
}

/// What a week is drawn as.
struct Week {
    /// Its pages with their paths.
    files: Vec<File>,
    /// The week as a part of the page with everything.
    whole: Value,
}

fn week(editor: &Editor<'_>, index: usize, tasks: &Tasks<'_>) -> Result<Week, Error> {
    let artist = tasks.artist;
    let mut base = Context::new();
    base.insert("week", &editor.week(index));
    let count = editor.days(index);
    base.insert("count", &count);
    let mut days = Vec::with_capacity(count);
    let mut frames = Vec::with_capacity(count);
    for day in 0..count {
        let frame = editor.day_page(index, day);
        days.push(self::day(editor, (index, day, &frame), (&base, tasks))?);
        frames.push(frame);
    }
    base.insert("days", &days);
    let mut files = Vec::with_capacity(count + 2);
    let mut draw = |page: PageView, template: &str, context: &mut Context| {
        context.insert("page", &page);
        files.push((page.path, artist.draw(template, context)?));
        Ok::<(), Error>(())
    };
    let mut whole = base.clone();
    whole.insert("extras", &editor.week_extras(index));
    draw(editor.week_page(index), "week.html", &mut whole)?;
    draw(editor.sheets_page(index), "sheets.html", &mut base)?;
    for (frame, day) in frames.into_iter().zip(days) {
        base.insert_value("day", day);
        draw(frame, "day.html", &mut base)?;
    }
    let whole = artist.part("parts/week.html", &whole)?;
    Ok(Week { files, whole })
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
    let lines = Value::from(in_day.lines());
    context.insert("content", &tasks.in_day(in_day)?);
    let mut parts = BTreeMap::from([
        ("view", Value::from_serializable(&editor.day(week, day))),
        ("core", artist.part("parts/core.html", &context)?),
        ("later", artist.part("parts/later.html", &context)?),
        ("lines", lines),
    ]);
    context.insert("day", &parts);
    parts.insert("sheet", artist.part("parts/sheet.html", &context)?);
    Ok(Value::from_serializable(&parts))
}
