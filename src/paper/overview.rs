//! The overview of a plan, with a line for each week, and the sections outside of weeks as documents.

use super::cover::{cell, dated, head};
use super::printing::{PLAN, Printing};
use super::row::{Align, RowRole, SheetRow};
use super::rows::SheetRowBuilder;
use super::sheet::{Fit, Room, Sheet, facts, heading, whole};
use super::text::{Emphasis, StyledText};
use super::words::SheetWords;
use crate::theme::decimal;
use crate::view::{Content, FramedPage, PartView, PlanView, SectionView, ShareView, WeekView};

/// The overview.
pub(super) fn sheet(printing: &Printing<'_>, page: &str, plan: &PlanView<Content<'_>>) -> Sheet {
    let mut maker = SheetRowBuilder::new(printing.making);
    maker.text(&plan.intro);
    areas(printing, plan, &mut maker);
    for part in &plan.parts {
        part_rows(printing, part, &mut maker);
    }
    Sheet {
        page: page.to_owned(),
        also: Vec::new(),
        title: printing.plan.clone(),
        label: printing.making.words.get("plan"),
        depth: 0,
        chapter: None,
        head: vec![heading(&printing.plan), line(printing, plan)],
        body: maker.finish(),
        fit: Fit::Long,
        room: Room::Free,
        address: printing.code(page),
    }
}

/// The facts about the plan in its head.
pub(super) fn line(printing: &Printing<'_>, plan: &PlanView<Content<'_>>) -> SheetRow {
    let words = printing.making.words;
    let span = printing.dates(0, printing.length);
    let date = span.map(|(first, last)| words.dates(first, last));
    let count = |name: &str, count: usize| has(count, words.count(name, count, &[]));
    let budget = printing.budget.map(|budget| {
        let budget = words.time(budget);
        format!("{budget} {}", words.get("per_week"))
    });
    facts([
        (printing.track.clone(), None),
        (budget.unwrap_or_default(), None),
        (count("count_weeks", plan.weeks), None),
        (count("count_days", plan.days), None),
        (has(plan.tasks, words.tasks(plan.tasks)), None),
        (words.of_written(plan.core_time, plan.written), None),
        (date.unwrap_or_default(), None),
    ])
}

/// A section with a page of its own.
pub(super) fn section(
    printing: &Printing<'_>,
    drawn: &FramedPage<SectionView<Content<'_>>>,
) -> Sheet {
    let mut maker = SheetRowBuilder::new(printing.making);
    maker.text(&drawn.body.body);
    for inner in &drawn.body.sections {
        maker.section(inner);
    }
    let name = printing.page_name(&drawn.page.path);
    Sheet {
        title: drawn.body.title.clone(),
        label: drawn.body.title.clone(),
        depth: 0,
        chapter: None,
        head: vec![
            heading(&drawn.body.title),
            facts([
                (
                    printing.plan.clone(),
                    Some(PLAN).filter(|page| printing.making.inside.contains(*page)),
                ),
                (printing.track.clone(), None),
            ]),
        ],
        body: maker.finish(),
        fit: Fit::Long,
        room: Room::Notes,
        address: printing.code(&name),
        page: name,
        also: Vec::new(),
    }
}

/// Words with a count, or nothing if it is 0.
fn has(count: usize, words: String) -> String {
    if count == 0 { String::new() } else { words }
}

fn part_rows(
    printing: &Printing<'_>,
    part: &PartView<Content<'_>>,
    maker: &mut SheetRowBuilder<'_>,
) {
    match part {
        PartView::Weeks { weeks } => week_table(printing, weeks, maker),
        PartView::Phase {
            called,
            title,
            core_time,
            written,
            intro,
            weeks,
            sections,
            ..
        } => {
            let title = whole(called, title);
            maker.row(SheetRow::of(
                RowRole::Heading(2),
                StyledText::of(&title, Emphasis::BOLD),
            ));
            let time = printing.making.words.of_written(*core_time, *written);
            if !time.is_empty() {
                maker.row(SheetRow::of(
                    RowRole::Body,
                    StyledText::of(&time, Emphasis::FAINT),
                ));
            }
            maker.text(intro);
            week_table(printing, weeks, maker);
            for section in sections {
                maker.section(section);
            }
        }
        PartView::Section {
            title,
            address,
            tasks,
            ..
        } => {
            let mut text = StyledText::default();
            match address {
                Some(address) => text.link(title, address, Emphasis::BOLD),
                None => text = StyledText::of(title, Emphasis::BOLD),
            }
            if *tasks > 0 {
                let tasks = printing.making.words.tasks(*tasks);
                text.push(
                    &format!(" · {tasks}"),
                    super::text::Style::of(Emphasis::FAINT),
                );
            }
            maker.row(SheetRow::of(RowRole::Body, text));
        }
    }
}

fn week_table(printing: &Printing<'_>, weeks: &[WeekView], maker: &mut SheetRowBuilder<'_>) {
    if weeks.is_empty() {
        return;
    }
    let words = printing.making.words;
    let table = maker.new_group();
    let has_theme = weeks.iter().any(|week| week.theme.is_some());
    let theme_head = has_theme.then(|| head(&words.get("theme_head"), Align::Start));
    let mut heads = vec![head(&words.get("week_head"), Align::Start)];
    heads.extend(theme_head);
    heads.push(head(&words.get("time"), Align::End));
    heads.push(head(&words.get("tasks_head"), Align::End));
    let date = || head(&words.get("when_day"), Align::Start);
    maker.cells(table, dated(printing, heads, date));
    for week in weeks {
        let mut title = StyledText::default();
        title.link(
            &whole(&week.called, &week.title),
            &week.address,
            Emphasis::NONE,
        );
        let plain = |words: &str| StyledText::of(words, Emphasis::NONE);
        let time = week.fit.core_time.map(|time| words.time(time));
        let theme = plain(week.theme.as_deref().unwrap_or_default());
        let mut cells = vec![cell(title, Align::Start)];
        cells.extend(has_theme.then(|| cell(theme, Align::Start)));
        cells.push(cell(plain(&time.unwrap_or_default()), Align::End));
        cells.push(cell(plain(&week.fit.tasks.to_string()), Align::End));
        let date = || {
            let date = printing
                .dates(week.offset, 1)
                .map(|(first, _)| words.date(first));
            cell(plain(&date.unwrap_or_default()), Align::Start)
        };
        maker.cells(table, dated(printing, cells, date));
    }
}

/// The track's share for each area, compared with the plan's.
pub(super) fn areas(
    printing: &Printing<'_>,
    plan: &PlanView<Content<'_>>,
    maker: &mut SheetRowBuilder<'_>,
) {
    if plan.areas.is_empty() {
        return;
    }
    let words = printing.making.words;
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
            head(&words.get("target"), Align::End),
            head(&words.get("planned"), Align::End),
            head(&words.get("time"), Align::End),
            head(&words.get("note_head"), Align::Start),
        ],
    );
    for share in &plan.areas {
        let text = |words: &str| StyledText::of(words, Emphasis::NONE);
        let name = share.area.clone();
        let name = name.unwrap_or_else(|| words.get("unassigned"));
        let percent = |percent: f64| {
            let number = decimal(percent, &words.get("decimal_mark"));
            format!("{number}\u{a0}%")
        };
        let stated = share.stated.map(percent).unwrap_or_default();
        let planned = share.percent.map(f64::from).map(percent);
        let time = share.minutes.map(|minutes| words.time(minutes));
        maker.cells(
            table,
            vec![
                cell(text(&name), Align::Start),
                cell(text(&stated), Align::End),
                cell(text(&planned.unwrap_or_default()), Align::End),
                cell(text(&time.unwrap_or_default()), Align::End),
                cell(text(&note(share, words)), Align::Start),
            ],
        );
    }
}

/// The note on an area beside its shares: its time per week, and the author's words.
fn note(share: &ShareView, words: &SheetWords) -> String {
    let per_week = share
        .per_week
        .map(|time| format!("{} {}", words.time(time), words.get("per_week")));
    let note = Some(share.note.clone()).filter(|note| !note.is_empty());
    let parts: Vec<String> = per_week.into_iter().chain(note).collect();
    parts.join(" · ")
}
