//! The sheets of a planner: lists to tap for the plan and its weeks, the content of days, and pages to write on.

use crate::paper::layout::page_name;
use crate::paper::list::{ListedPart, PartKind};
use crate::paper::printing::{PLAN, Printing};
use crate::paper::row::{InGroup, RowContent, RowGroup, RowRole, SheetRow};
use crate::paper::rows::SheetRowBuilder;
use crate::paper::sheet::{Fit, Room, Sheet, facts, heading, whole};
use crate::paper::text::{Emphasis, StyledText};
use crate::paper::{cover, days, overview};
use crate::view::{Content, PartView, PlanView, WeekView};

/// The name of the page for notes on the page with a name.
pub(super) fn notes_name(page: &str) -> String {
    format!("{page}?notes")
}

/// A link to tap: its words, what is known about it, and its page.
type TouchLink = (String, String, String);

/// The name of the page of a part that is no longer in the plan.
fn gone_name(part: &ListedPart) -> String {
    let first = part.pages.first().copied().unwrap_or_default();
    format!("gone?{first}")
}

/// A list of links to tap, a row for each.
fn touch_rows(maker: &mut SheetRowBuilder<'_>, links: Vec<TouchLink>) {
    let list = (maker.new_group(), RowGroup::List { numbered: false });
    for (title, known, to) in links {
        let mut text = StyledText::default();
        text.link(&title, &to, Emphasis::BOLD);
        if !known.is_empty() {
            text.link(&format!("\n{known}"), &to, Emphasis::FAINT);
        }
        let item: InGroup = (maker.new_group(), RowGroup::Item);
        maker.row(SheetRow {
            groups: vec![list, item],
            ..SheetRow::of(RowRole::Touch, text)
        });
    }
}

/// Known facts with dots between them.
fn known<const COUNT: usize>(facts: [String; COUNT]) -> String {
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    facts.join(" · ")
}

/// The overview of the plan: its weeks and sections to tap, then its text, and the parts that are no longer in it.
pub(super) fn plan(
    printing: &Printing<'_>,
    plan: &PlanView<Content<'_>>,
    gone: &[&ListedPart],
) -> Sheet {
    let mut maker = SheetRowBuilder::new(printing.making);
    let mut sections = Vec::new();
    for part in &plan.parts {
        plan_part(printing, part, (&mut maker, &mut sections));
    }
    touch_rows(&mut maker, sections);
    overview::areas(printing, plan, &mut maker);
    maker.text(&plan.intro);
    if !gone.is_empty() {
        let title = printing.making.words.get("planner_gone");
        maker.row(title_row(2, &title));
        let link = |part: &&ListedPart| {
            let title = whole(&part.called, &part.known.title);
            (title, String::new(), gone_name(part))
        };
        touch_rows(&mut maker, gone.iter().map(link).collect());
    }
    Sheet {
        page: PLAN.to_owned(),
        also: Vec::new(),
        title: printing.plan.clone(),
        label: printing.making.words.get("plan"),
        depth: 0,
        chapter: None,
        head: vec![heading(&printing.plan), overview::line(printing, plan)],
        body: maker.finish(),
        fit: Fit::Long,
        room: Room::Free,
        address: None,
    }
}

/// Adds a part of the plan; links to sections are collected.
fn plan_part(
    printing: &Printing<'_>,
    part: &PartView<Content<'_>>,
    (maker, sections): (&mut SheetRowBuilder<'_>, &mut Vec<TouchLink>),
) {
    let links = |weeks: &[WeekView]| {
        let links = weeks.iter().map(|week| week_link(printing, week));
        links.collect()
    };
    match part {
        PartView::Weeks { weeks } => touch_rows(maker, links(weeks)),
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
            maker.row(title_row(2, &whole(called, title)));
            let time = printing.making.words.of_written(*core_time, *written);
            if !time.is_empty() {
                let time = StyledText::of(&time, Emphasis::FAINT);
                maker.row(SheetRow::of(RowRole::Facts, time));
            }
            touch_rows(maker, links(weeks));
            maker.text(intro);
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
            let tasks = match tasks {
                0 => String::new(),
                tasks => printing.making.words.tasks(*tasks),
            };
            match address {
                Some(address) => sections.push((title.clone(), tasks, address.clone())),
                None => maker.row(title_row(2, title)),
            }
        }
    }
}

fn title_row(level: u8, title: &str) -> SheetRow {
    SheetRow::of(
        RowRole::Heading(level),
        StyledText::of(title, Emphasis::BOLD),
    )
}

fn week_link(printing: &Printing<'_>, week: &WeekView) -> TouchLink {
    let words = printing.making.words;
    let dates = printing.dates(week.offset, week.length);
    let known = known([
        dates.map_or(String::new(), |(first, last)| words.dates(first, last)),
        words.of_written(week.fit.core_time, week.fit.written),
    ]);
    (
        whole(&week.called, &week.title),
        known,
        week.address.clone(),
    )
}

/// A week: its days to tap, then its text.
pub(super) fn week(printing: &Printing<'_>, week: usize) -> Sheet {
    let (views, words) = (printing.views, printing.making.words);
    let view = views.week(week);
    let mut maker = SheetRowBuilder::new(printing.making);
    if let Some(theme) = &view.theme {
        let theme = StyledText::of(theme, Emphasis::ITALIC);
        maker.row(SheetRow::of(RowRole::Body, theme));
    }
    let links = (0..views.days(week)).map(|day| {
        let day = views.day(week, day);
        let mark = if day.done { "✓ " } else { "" };
        let dates = printing.dates(day.offset, day.length);
        let known = known([
            dates.map_or(String::new(), |(first, last)| words.dates(first, last)),
            words.of_written(day.core_time, day.written),
            match day.core + day.stretch {
                0 => String::new(),
                tasks => words.tasks(tasks),
            },
        ]);
        let title = format!("{mark}{}", whole(&day.called, &day.title));
        (title, known, day.address)
    });
    touch_rows(&mut maker, links.collect());
    let fit = StyledText::of(&cover::fit(&view.fit, words), Emphasis::NONE);
    maker.row(SheetRow::of(RowRole::Body, fit));
    cover::areas(&view.fit.areas, words, &mut maker);
    let extras = views.week_extras(week);
    maker.text(&extras.intro);
    for section in &extras.sections {
        maker.section(section);
    }
    let title = whole(&view.called, &view.title);
    let chapter = printing.phase_of(week);
    Sheet {
        page: view.address.clone(),
        also: Vec::new(),
        label: view.called.clone(),
        depth: usize::from(chapter.is_some()),
        chapter,
        head: vec![heading(&title), week_facts(printing, &view)],
        body: maker.finish(),
        fit: Fit::Long,
        room: Room::Free,
        address: None,
        title,
    }
}

fn week_facts(printing: &Printing<'_>, week: &WeekView) -> SheetRow {
    let words = printing.making.words;
    let dates = printing.dates(week.offset, week.length);
    facts([
        (
            dates.map_or(String::new(), |(first, last)| words.dates(first, last)),
            None,
        ),
        (printing.track.clone(), None),
        (words.of_written(week.fit.core_time, week.fit.written), None),
        (words.tasks(week.fit.tasks), None),
    ])
}

/// A day. Text that does not fit continues on further pages in the same size.
pub(super) fn day(printing: &Printing<'_>, (week, day): (usize, usize), depth: usize) -> Sheet {
    Sheet {
        depth,
        fit: Fit::Long,
        room: Room::Free,
        address: None,
        ..days::sheet(printing, week, day)
    }
}

/// The page for notes on a sheet, with questions if it is that of a week.
pub(super) fn notes(printing: &Printing<'_>, of: &Sheet, kind: PartKind) -> Sheet {
    let (room, word) = match kind {
        PartKind::Week => (Room::Review, "review"),
        PartKind::Plan | PartKind::Day | PartKind::Section => (Room::Notes, "notes"),
    };
    let word = printing.making.words.get(word);
    Sheet {
        page: notes_name(&of.page),
        also: Vec::new(),
        title: word.clone(),
        label: format!("{} · {word}", of.label),
        depth: of.depth + 1,
        chapter: of.chapter.clone(),
        head: of.head.iter().map(without_links).collect(),
        body: Vec::new(),
        fit: Fit::Long,
        room,
        address: None,
    }
}

/// The row without its links, which are on the sheet that the notes are about.
fn without_links(row: &SheetRow) -> SheetRow {
    let mut row = row.clone();
    if let RowContent::Text(text) = &mut row.content {
        for (_, style) in &mut text.runs {
            style.link = 0;
        }
    }
    row
}

/// The page of a part that is no longer in the plan, for what was written on it.
pub(super) fn gone(printing: &Printing<'_>, part: &ListedPart) -> Sheet {
    let words = printing.making.words;
    let title = whole(&part.called, &part.known.title);
    let fact = words.get("planner_gone");
    Sheet {
        page: gone_name(part),
        also: Vec::new(),
        label: title.clone(),
        depth: 1,
        chapter: Some(fact.clone()),
        head: vec![heading(&title), facts([(fact, None)])],
        body: Vec::new(),
        fit: Fit::Long,
        room: Room::Free,
        address: None,
        title,
    }
}

/// A page that a part once needed and keeps for what was written on it; `index` is its place among the part's pages.
pub(super) fn spare(printing: &Printing<'_>, of: &Sheet, index: usize) -> Sheet {
    let words = printing.making.words;
    let title = words.fill("continued", &[("title", &of.title)]);
    Sheet {
        page: page_name(&of.page, index),
        also: Vec::new(),
        label: format!("{} ({})", of.label, index + 1),
        depth: of.depth + 1,
        chapter: of.chapter.clone(),
        head: vec![heading(&title), facts([(words.get("planner_spare"), None)])],
        body: Vec::new(),
        fit: Fit::Long,
        room: Room::Notes,
        address: None,
        title,
    }
}
