//! The cover sheet of a week: its theme, its hours, its days at a glance, and room for a review.

use super::measure::append;
use super::printing::{PLAN, Printing};
use super::row::{Align, Cell, RowContent, RowRole, SheetRow};
use super::rows::SheetRowBuilder;
use super::sheet::{Fit, Room, Sheet, facts, heading, whole};
use super::text::{Emphasis, Style, StyledText};
use super::words::SheetWords;
use crate::view::{AreaView, FitView, WeekView};

/// The cover of a week; `days` are the days with sheets in the document.
pub(super) fn sheet(printing: &Printing<'_>, week: usize) -> Sheet {
    let (views, words) = (printing.views, printing.making.words);
    let view = views.week(week);
    let title = whole(&view.called, &view.title);
    let mut maker = SheetRowBuilder::new(printing.making);
    if let Some(theme) = &view.theme {
        maker.row(SheetRow {
            gap: 0.2,
            ..SheetRow::of(RowRole::Body, StyledText::of(theme, Emphasis::ITALIC))
        });
    }
    maker.row(SheetRow::of(
        RowRole::Body,
        StyledText::of(&fit(&view.fit, words), Emphasis::NONE),
    ));
    glance(printing, &view, &mut maker);
    areas(&view.fit.areas, words, &mut maker);
    let extras = views.week_extras(week);
    maker.text(&extras.intro);
    for section in &extras.sections {
        maker.section(section);
    }
    Sheet {
        page: view.address.clone(),
        also: Vec::new(),
        label: view.called.clone(),
        depth: 0,
        chapter: printing.phase_of(week),
        head: vec![heading(&title), line(printing, &view)],
        body: maker.finish(),
        fit: Fit::One(Some(views.week_span(week))),
        room: Room::Review,
        address: printing.code(&view.address),
        title,
    }
}

fn line(printing: &Printing<'_>, view: &WeekView) -> SheetRow {
    let words = printing.making.words;
    let back = Some(PLAN).filter(|page| printing.making.inside.contains(*page));
    let date = printing
        .dates(view.offset, view.length)
        .map(|(first, last)| words.dates(first, last));
    facts([
        (printing.plan.clone(), back),
        (date.unwrap_or_default(), None),
        (printing.track.clone(), None),
        (words.of_written(view.fit.core_time, view.fit.written), None),
        (words.tasks(view.fit.tasks), None),
    ])
}

/// The time, and the number of tasks if there are any.
fn facts_of(tasks: usize, words: &SheetWords, time: &str) -> String {
    if tasks == 0 {
        return time.to_owned();
    }
    format!("{time} · {}", words.tasks(tasks))
}

/// The week compared with the track's hours, in a sentence.
pub(super) fn fit(fit: &FitView, words: &SheetWords) -> String {
    let (core, stretch) = (fit.core.to_string(), fit.stretch.to_string());
    let Some(written) = fit.written else {
        return facts_of(fit.core, words, &words.fill("fit_none", &[]));
    };
    let written = words.time(written);
    let Some(budget) = fit.budget else {
        let written = words.fill("fit_no_budget", &[("written", &written)]);
        return facts_of(fit.core, words, &written);
    };
    let budget = words.time(budget);
    let times = [("written", written.as_str()), ("budget", &budget)];
    if fit.stretch > 0 {
        let core_tasks = words.count("fit_core", fit.core, &[]);
        let later_tasks = words.count("fit_later", fit.stretch, &[]);
        let parts = [
            ("core_tasks", core_tasks.as_str()),
            ("later_tasks", &later_tasks),
            ("core", &core),
            ("stretch", &stretch),
        ];
        return words.fill("fit_over", &[&times[..], &parts].concat());
    }
    if fit.core == 0 {
        return words.fill("fit_without_tasks", &times);
    }
    let parts = [&times[..], &[("core", core.as_str())]].concat();
    words.count("fit_within", fit.core, &parts)
}

/// A cell of a table.
pub(super) fn cell(text: StyledText, align: Align) -> Cell {
    Cell {
        text,
        align,
        head: false,
    }
}

/// The cells of a row, with a date after the first if dates are known.
pub(super) fn dated(
    printing: &Printing<'_>,
    mut cells: Vec<Cell>,
    date: impl FnOnce() -> Cell,
) -> Vec<Cell> {
    if printing.calendar.is_some() {
        cells.insert(1, date());
    }
    cells
}

/// A column head.
pub(super) fn head(word: &str, align: Align) -> Cell {
    Cell {
        text: StyledText::of(word, Emphasis::BOLD),
        align,
        head: true,
    }
}

fn glance(printing: &Printing<'_>, view: &WeekView, maker: &mut SheetRowBuilder<'_>) {
    let (views, words) = (printing.views, printing.making.words);
    let glance = words.get("glance");
    maker.row(SheetRow::of(
        RowRole::Heading(2),
        StyledText::of(&glance, Emphasis::BOLD),
    ));
    let table = maker.new_group();
    let heads = vec![
        head(&words.get("day_head"), Align::Start),
        head(&words.get("time"), Align::End),
        head(&words.get("only_core"), Align::End),
        head(&words.get("stretch"), Align::End),
    ];
    let date = || head(&words.get("when_day"), Align::Start);
    maker.cells(table, dated(printing, heads, date));
    for day in 0..views.days(view.index) {
        let (text, rests) = day_cell(printing, view.index, day);
        let day = views.day(view.index, day);
        let plain = |words: String| StyledText::of(&words, Emphasis::NONE);
        let time = day
            .core_time
            .map(|time| words.time(time))
            .unwrap_or_default();
        let number = |tasks: usize| {
            if rests {
                String::new()
            } else {
                tasks.to_string()
            }
        };
        let cells = vec![
            cell(text, Align::Start),
            cell(plain(time), Align::End),
            cell(plain(number(day.core)), Align::End),
            cell(plain(number(day.stretch)), Align::End),
        ];
        let date = || {
            let date = printing
                .dates(day.offset, day.length)
                .map(|(first, last)| words.dates(first, last));
            cell(plain(date.unwrap_or_default()), Align::Start)
        };
        maker.cells(table, dated(printing, cells, date));
    }
}

/// The name of a day, and whether it is a day of rest, which has no sheet, so its text is shown here.
fn day_cell(printing: &Printing<'_>, week: usize, day: usize) -> (StyledText, bool) {
    let view = printing.views.day(week, day);
    let content = printing.views.day_content(week, day, 3);
    let title = whole(&view.called, &view.title);
    let title = if view.done {
        format!("✓ {title}")
    } else {
        title
    };
    let mut text = StyledText::default();
    let rests = content.is_rest(&view);
    if rests {
        text.push(&title, Style::default());
        let mut maker = SheetRowBuilder::new(printing.making);
        maker.items(&content.items);
        for row in maker.finish() {
            if let RowContent::Text(words) = &row.content {
                text.push("\n", Style::default());
                append(&mut text, words);
            }
        }
    } else if printing.making.inside.contains(&view.address) {
        text.link(&title, &view.address, Emphasis::NONE);
    } else {
        text.push(&title, Style::default());
    }
    (text, rests)
}

/// The hours by area, as a table.
pub(super) fn areas(areas: &[AreaView], words: &SheetWords, maker: &mut SheetRowBuilder<'_>) {
    if areas.is_empty() {
        return;
    }
    let title = words.get("areas");
    maker.row(SheetRow::of(
        RowRole::Heading(2),
        StyledText::of(&title, Emphasis::BOLD),
    ));
    let table = maker.new_group();
    maker.cells(
        table,
        vec![
            head(&words.get("area"), Align::Start),
            head(&words.get("only_core"), Align::End),
        ],
    );
    for area in areas {
        let name = area.name.clone().unwrap_or_else(|| words.get("unassigned"));
        let plain = |words: &str| StyledText::of(words, Emphasis::NONE);
        maker.cells(
            table,
            vec![
                cell(plain(&name), Align::Start),
                cell(plain(&words.time(area.core)), Align::End),
            ],
        );
    }
}
