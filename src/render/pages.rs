//! The pages. What is in a day is drawn once and put into each page that shows the day: its own, its week's, the
//! week's sheets and the page with everything.

use std::collections::BTreeMap;

use rayon::prelude::*;
use tera::{Context, Value};

use super::theme::{Artist, context};
use crate::error::Error;
use crate::site::Site;
use crate::view::{Book, Drawn, Editor, PageView, PlanView};

/// Adds the cover, the chapters and the page for addresses that lead nowhere.
pub(super) fn book(book: &Book<'_>, artist: &Artist, site: &mut Site) -> Result<(), Error> {
    let Drawn { page, body } = book.cover();
    let mut cover = context("page", &page);
    cover.insert("cover", &body);
    site.add(page.path.clone(), artist.draw("cover.html", &cover)?)?;
    let chapters: Vec<(String, Vec<u8>)> = (0..book.chapters())
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

/// Adds the pages of an edition; `week_done` is called after each week.
pub(super) fn edition(
    editor: &Editor<'_>,
    artist: &Artist,
    week_done: &(dyn Fn() + Sync),
    site: &mut Site,
) -> Result<(), Error> {
    let weeks: Vec<Week> = (0..editor.weeks())
        .into_par_iter()
        .map(|index| week(editor, index, artist).inspect(|_| week_done()))
        .collect::<Result<_, Error>>()?;
    let Drawn { page, body } = editor.plan_page();
    let mut plan = context("page", &page);
    plan.insert("plan", &body);
    site.add(page.path.clone(), artist.draw("plan.html", &plan)?)?;
    let mut sections = Vec::new();
    for Drawn { page, body } in editor.section_pages() {
        let mut section = context("page", &page);
        section.insert("section", &body);
        site.add(page.path.clone(), artist.draw("section.html", &section)?)?;
        sections.push(artist.part("parts/section.html", &section)?);
    }
    let wholes: Vec<Value> = weeks.iter().map(|week| week.whole.clone()).collect();
    everything(editor, artist, (&body, &wholes, &sections), site)?;
    for (path, bytes) in weeks.into_iter().flat_map(|week| week.files) {
        site.add(path, bytes)?;
    }
    Ok(())
}

/// What a week is drawn as.
struct Week {
    /// Its pages with their paths.
    files: Vec<(String, Vec<u8>)>,
    /// The week as a part of the page with everything.
    whole: Value,
}

fn week(editor: &Editor<'_>, index: usize, artist: &Artist) -> Result<Week, Error> {
    let mut base = Context::new();
    base.insert("week", &editor.week(index));
    let days: Vec<Value> = (0..editor.days(index))
        .map(|day| self::day(editor, (index, day), artist))
        .collect::<Result<_, Error>>()?;
    base.insert("days", &days);
    let mut files = Vec::with_capacity(days.len() + 2);
    let mut draw = |page: PageView, template: &str, context: &mut Context| {
        context.insert("page", &page);
        files.push((page.path, artist.draw(template, context)?));
        Ok::<(), Error>(())
    };
    let mut whole = base.clone();
    whole.insert("extras", &editor.week_extras(index));
    draw(editor.week_page(index), "week.html", &mut whole)?;
    draw(editor.sheets_page(index), "sheets.html", &mut base)?;
    for (number, day) in days.iter().enumerate() {
        base.insert_value("day", day.clone());
        base.insert("number", &(number + 1));
        draw(editor.day_page(index, number), "day.html", &mut base)?;
    }
    let whole = artist.part("parts/week.html", &whole)?;
    Ok(Week { files, whole })
}

/// A day with what is in it drawn.
fn day(editor: &Editor<'_>, (week, day): (usize, usize), artist: &Artist) -> Result<Value, Error> {
    let view = Value::from_serializable(&editor.day(week, day));
    let mut content = context("content", &editor.day_content(week, day));
    content.insert_value("day", view.clone());
    let core = artist.part("parts/core.html", &content)?;
    let later = artist.part("parts/later.html", &content)?;
    let parts = BTreeMap::from([("view", view), ("core", core), ("later", later)]);
    Ok(Value::from_serializable(&parts))
}

/// The whole edition on one page.
fn everything(
    editor: &Editor<'_>,
    artist: &Artist,
    (plan, weeks, sections): (&PlanView, &[Value], &[Value]),
    site: &mut Site,
) -> Result<(), Error> {
    let page = editor.everything_page();
    let mut everything = context("page", &page);
    everything.insert("plan", plan);
    everything.insert("weeks", weeks);
    everything.insert("sections", sections);
    site.add(
        page.path.clone(),
        artist.draw("everything.html", &everything)?,
    )
}
