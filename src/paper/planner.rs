//! A planner for an e-paper tablet: one PDF whose pages link to each other, from the plan to its weeks, their days and
//! pages for notes, and back. The entry is [`planner`](fn@planner).
//!
//! 1. [`sheets`] makes the sheets, which are laid out to know how many pages each takes.
//! 2. [`numbering`] gives pages their numbers: those of a kept list first, since handwriting belongs to them.
//! 3. [`bars`](mod@bars) finds the links of each page, and [`frame`] the places of their buttons.

mod bars;
mod frame;
mod numbering;
mod sheets;

use std::collections::BTreeSet;

use self::bars::BarContext;
use self::frame::{Bar, Frame, ROOM};
use self::numbering::{NeededPart, gone, numbered};
use super::bind::{Binding, PageOrder, bind};
use super::fonts::Fonts;
use super::lay::lay;
use super::layout::{LaidOutSheet, LayoutContext};
use super::links;
use super::list::{ListedPart, PageList, PartKind, plain};
use super::overview;
use super::print::{Order, PrintedSheets};
use super::printing::{PLAN, PrintInput, Printing, level};
use super::report::report;
use super::rows::RowOptions;
use super::sheet::Sheet;
use super::style::SheetStyle;
use super::typeset::Typesetter;
use super::words::SheetWords;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::ledger::KnownSection;
use crate::view::{Content, EditionViews, FramedPage, PlanView};

/// Prints all of an order's plan as a planner. Pages that are in `kept` keep their numbers.
///
/// # Errors
///
/// Those of [`print`](super::print()), and [`Error::NotThere`] if `kept` is for another plan, track or size.
pub fn planner(
    input: &PrintInput<'_>,
    order: &Order,
    kept: Option<&PageList>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<PrintedSheets, Error> {
    let (theme, views) = (input.theme, input.views);
    let mut list = PageList {
        plan: plain(views.plan_id()),
        track: plain(views.track_id()),
        paper: order.paper,
        parts: Vec::new(),
    };
    if let Some(kept) = kept {
        is_for(kept, &list)?;
    }
    let language = &input.site.language;
    let look = SheetStyle::read(theme)?;
    let words = SheetWords::new(theme.words(language)?, &look, language);
    let fonts = Fonts::new(&look, theme.fonts(), input.find_font)?;
    let mut setter = Typesetter::new(fonts, input.site.direction == "rtl");
    let level = level(views, order.level.as_deref())?;
    let inside = inside(views);
    let FramedPage { page, body } = views.plan_page();
    let making = RowOptions {
        words: &words,
        level: level.as_deref(),
        inside: &inside,
    };
    let printing = Printing::new(input, order.when.calendar(views), (making, &page), false);
    let title = printing.title();
    let context = LayoutContext {
        look: &look,
        words: &words,
        paper: order.paper,
        foot: &title,
        buttons: Some(ROOM),
    };
    let needed = needed(&printing, &body, kept);
    let made = make((&printing, context), needed, kept, &mut setter);
    let frame = frame_of(&printing, context);
    let bars: Vec<Vec<Bar>> = bars(&printing, &made);
    let laid: Vec<LaidOutSheet> = made.sheets.into_iter().map(|made| made.laid).collect();
    report(views, &laid, &setter, diagnostics);
    let bound = bind(
        (&laid, &made.order),
        &mut setter,
        &Binding {
            context,
            site: input.site,
            title: &title,
            on_the_web: &|to| links::on_the_web(input.base_url, views.folder(), to),
            buttons: &|sheet, page| frame.buttons(&bars[sheet][page]),
        },
    )?;
    list.parts = made.parts;
    Ok(PrintedSheets {
        pdf: bound.pdf,
        days: (0..views.weeks()).map(|week| views.days(week)).sum(),
        pages: list.pages(),
        list: Some(list),
        accessible: bound.accessible,
    })
}

/// Whether a kept list has the plan, the track and the size of the planner that is made.
fn is_for(kept: &PageList, made: &PageList) -> Result<(), Error> {
    let differ = |what: &str, kept: &str, made: &str, hint: &str| {
        let name = |name: &str| match name {
            "" => "none".to_owned(),
            name => format!("`{name}`"),
        };
        let (kept, made) = (name(kept), name(made));
        Err(Error::NotThere {
            asked: format!("the pages of `--keep` are of another {what}: {kept}, not {made}"),
            hint: hint.to_owned(),
        })
    };
    if kept.plan != made.plan {
        let hint = "choose its plan with --plan; if the plan was renamed, change its id on line 2 of the list";
        return differ("plan", &kept.plan, &made.plan, hint);
    }
    if kept.track != made.track {
        let hint = "choose its track with --track, or make a planner for this track without --keep";
        return differ("track", &kept.track, &made.track, hint);
    }
    if kept.paper != made.paper {
        let hint = "choose its size with --paper; notes do not fit pages of another size";
        return differ("size", kept.paper.name(), made.paper.name(), hint);
    }
    Ok(())
}

/// The pages that links can lead to: all of the edition.
fn inside(views: &EditionViews<'_>) -> BTreeSet<String> {
    let mut inside = BTreeSet::from([PLAN.to_owned()]);
    for week in 0..views.weeks() {
        inside.insert(views.week(week).address);
        let days = 0..views.days(week);
        inside.extend(days.map(|day| views.day(week, day).address));
    }
    let sections = views.section_pages().into_iter();
    inside.extend(sections.filter_map(|drawn| {
        let name = drawn.page.path.strip_prefix(views.folder());
        name.map(str::to_owned)
    }));
    inside
}

/// The parts of the plan with their sheets, in its order. They do not have the numbers of their pages yet.
fn needed(
    printing: &Printing<'_>,
    plan: &PlanView<Content<'_>>,
    kept: Option<&PageList>,
) -> Vec<(NeededPart, Sheet)> {
    let views = printing.views;
    let known = |week: &str, day: &str, title: &str, tasks: &[String]| KnownSection {
        week: week.to_owned(),
        day: day.to_owned(),
        title: plain(title),
        tasks: tasks.to_vec(),
        is_there: true,
    };
    let part = |kind: PartKind, called: String, known: KnownSection| NeededPart {
        kind,
        called,
        known,
        pages: 1,
        has_notes: matches!(kind, PartKind::Week | PartKind::Day),
    };
    let own = known("", "", &printing.plan, &[]);
    let plan_part = part(PartKind::Plan, String::new(), own);
    let mut parts = vec![(plan_part, sheets::plan(printing, plan, &[]))];
    for index in 0..views.weeks() {
        let week = views.week(index);
        let sheet = sheets::week(printing, index);
        let depth = sheet.depth + 1;
        let own = known(&week.id, "", &week.title, views.week_tasks(index));
        parts.push((part(PartKind::Week, week.called, own), sheet));
        for number in 0..views.days(index) {
            let day = views.day(index, number);
            let sheet = sheets::day(printing, (index, number), depth);
            let tasks = views.day_tasks(index, number);
            let own = known(&week.id, &day.id, &day.title, tasks);
            parts.push((part(PartKind::Day, day.called, own), sheet));
        }
    }
    for section in views.section_pages() {
        let sheet = overview::section(printing, &section);
        let own = known(&sheet.page, "", &sheet.title, &[]);
        let sheet = Sheet {
            address: None,
            ..sheet
        };
        parts.push((part(PartKind::Section, String::new(), own), sheet));
    }
    if let Some(kept) = kept {
        let own: Vec<NeededPart> = parts.iter().map(|(part, _)| part.clone()).collect();
        parts[0].1 = sheets::plan(printing, plan, &gone(kept, &own));
    }
    parts
}

/// Which pages of its part a sheet has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartPages {
    /// Those with its content.
    Content,
    /// One that it no longer needs.
    Spare(usize),
    Notes,
}

/// A sheet, with the index of its part.
struct MadeSheet {
    laid: LaidOutSheet,
    part: usize,
    pages: PartPages,
}

/// The sheets of a planner in the order of reading.
struct MadeSheets {
    sheets: Vec<MadeSheet>,
    parts: Vec<ListedPart>,
    /// The pages of the sheets in the order of their numbers.
    order: PageOrder,
}

fn make(
    (printing, context): (&Printing<'_>, LayoutContext<'_>),
    needed: Vec<(NeededPart, Sheet)>,
    kept: Option<&PageList>,
    setter: &mut Typesetter<'_>,
) -> MadeSheets {
    let mut laid = Vec::with_capacity(needed.len());
    let needed = needed.into_iter().map(|(mut part, sheet)| {
        let sheet = lay(sheet, context, setter);
        part.pages = sheet.pages.len();
        laid.push(sheet);
        part
    });
    let needed: Vec<NeededPart> = needed.collect();
    let parts = numbered(kept, needed);
    let mut laid = laid.into_iter();
    let mut sheets = Vec::new();
    for (part, listed) in parts.iter().enumerate() {
        let mut one = |sheet: Sheet, most: usize| {
            let mut sheet = lay(sheet, context, setter);
            sheet.pages.truncate(most);
            sheet
        };
        let own = laid
            .next()
            .unwrap_or_else(|| one(sheets::gone(printing, listed), listed.pages.len()));
        let of = &own.sheet;
        let spares = own.pages.len()..listed.pages.len();
        let mut further: Vec<(LaidOutSheet, PartPages)> = spares
            .map(|index| {
                (
                    one(sheets::spare(printing, of, index), 1),
                    PartPages::Spare(index),
                )
            })
            .collect();
        if listed.notes.is_some() {
            let notes = one(sheets::notes(printing, of, listed.kind), 1);
            further.push((notes, PartPages::Notes));
        }
        let all = [(own, PartPages::Content)].into_iter().chain(further);
        sheets.extend(all.map(|(laid, pages)| MadeSheet { laid, part, pages }));
    }
    let order = in_order(&parts, &sheets);
    MadeSheets {
        sheets,
        parts,
        order,
    }
}

fn in_order(parts: &[ListedPart], sheets: &[MadeSheet]) -> PageOrder {
    let mut numbers = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let part = &parts[sheet.part];
        for page in 0..sheet.laid.pages.len() {
            let number = match sheet.pages {
                PartPages::Content => part.pages.get(page).copied(),
                PartPages::Spare(place) => part.pages.get(place).copied(),
                PartPages::Notes => part.notes,
            };
            numbers.push((number, (index, page)));
        }
    }
    numbers.sort_by_key(|(number, _)| *number);
    numbers.into_iter().map(|(_, place)| place).collect()
}

fn frame_of(printing: &Printing<'_>, context: LayoutContext<'_>) -> Frame {
    let views = printing.views;
    let words = context.words;
    let weeks: Vec<(u32, String)> = (0..views.weeks())
        .map(|week| (views.week_numbers(week).0, views.week(week).address))
        .collect();
    let arrows = (words.get("previous"), words.get("next"));
    Frame::new(context.paper.points(), context.look.least, arrows, &weeks)
}

/// For each sheet, the bars of its pages.
fn bars(printing: &Printing<'_>, made: &MadeSheets) -> Vec<Vec<Bar>> {
    let contents = made.sheets.iter();
    let names: Vec<String> = contents
        .filter(|sheet| sheet.pages == PartPages::Content)
        .map(|sheet| sheet.laid.sheet.page.clone())
        .collect();
    let bars = BarContext::new(printing, &made.parts, names);
    let of_sheet = |sheet: &MadeSheet| {
        let pages = 0..sheet.laid.pages.len();
        let bar = |page| match sheet.pages {
            PartPages::Content => bars.content(sheet.part, page),
            PartPages::Spare(place) => bars.content(sheet.part, place),
            PartPages::Notes => bars.notes(sheet.part),
        };
        pages.map(bar).collect()
    };
    made.sheets.iter().map(of_sheet).collect()
}
