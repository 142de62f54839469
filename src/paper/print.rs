//! Turns a print order into a PDF.

use std::collections::BTreeSet;

use super::bind::{Binding, bind, sheet_by_sheet};
use super::buttons::PageButtons;
use super::calendar::When;
use super::choice::{ChosenWeek, PrintRange, choose};
use super::fonts::Fonts;
use super::lay::lay;
use super::layout::{LaidOutSheet, LayoutContext};
use super::list::PageList;
use super::printing::{PLAN, PrintInput, Printing, level};
use super::report::report;
use super::rows::RowOptions;
use super::sheet::Sheet;
use super::size::Paper;
use super::style::SheetStyle;
use super::typeset::Typesetter;
use super::words::SheetWords;
use super::{cover, days, links, overview};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::view::{Content, EditionViews, FramedPage, SectionView};

/// The options of a print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Which part of the plan.
    pub part: PrintRange,
    /// The level of the reader, by its id or name; `None` for all.
    pub level: Option<String>,
    /// The size of the paper.
    pub paper: Paper,
    /// The dates of the plan.
    pub when: When,
}

/// The result of a print.
#[derive(Debug)]
pub struct PrintedSheets {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many days are in it.
    pub days: usize,
    /// How many pages it has.
    pub pages: usize,
    /// The list of its pages, if it is a planner.
    pub list: Option<PageList>,
    /// Whether it conforms to all machine-checkable rules of PDF/UA-1, and declares it.
    pub accessible: bool,
}

/// Prints an order. Sheets that needed more than one page and characters without a font are reported.
///
/// # Errors
///
/// [`Error::NotThere`] if the plan has no such week, day or level, [`Error::Theme`] if the theme's settings for sheets
/// cannot be read, [`Error::Paper`] if the PDF cannot be created.
pub fn print(
    input: &PrintInput<'_>,
    order: &Order,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<PrintedSheets, Error> {
    let theme = input.theme;
    let language = &input.site.language;
    let look = SheetStyle::read(theme)?;
    let words = SheetWords::new(theme.words(language)?, &look, language);
    let fonts = Fonts::new(&look, theme.fonts(), input.find_font)?;
    let mut setter = Typesetter::new(fonts, input.site.direction == "rtl");
    let gathered = gather(input, order, (&look, &words))?;
    let context = LayoutContext {
        look: &look,
        words: &words,
        paper: order.paper,
        foot: &gathered.title,
        buttons: None,
    };
    let laid: Vec<LaidOutSheet> = gathered
        .sheets
        .into_iter()
        .map(|sheet| lay(sheet, context, &mut setter))
        .collect();
    report(input.views, &laid, &setter, diagnostics);
    let folder = input.views.folder();
    let bound = bind(
        (&laid, &sheet_by_sheet(&laid)),
        &mut setter,
        &Binding {
            context,
            site: input.site,
            title: &gathered.title,
            on_the_web: &|to| links::on_the_web(input.base_url, folder, to),
            buttons: &|_, _| PageButtons::default(),
        },
    )?;
    Ok(PrintedSheets {
        pages: laid.iter().map(|laid| laid.pages.len()).sum(),
        days: gathered.days,
        pdf: bound.pdf,
        list: None,
        accessible: bound.accessible,
    })
}

/// The sheets to lay out.
struct SheetCollection {
    sheets: Vec<Sheet>,
    /// How many of them are days.
    days: usize,
    /// The title of the document.
    title: String,
}

fn gather(
    input: &PrintInput<'_>,
    order: &Order,
    (look, words): (&SheetStyle, &SheetWords),
) -> Result<SheetCollection, Error> {
    let views = input.views;
    let FramedPage { page, body: plan } = views.plan_page();
    let calendar = order.when.calendar(views);
    let chosen = choose(views, &order.part, calendar.as_ref())?;
    let sections = match order.part {
        PrintRange::All => views.section_pages(),
        _ => Vec::new(),
    };
    let level = level(views, order.level.as_deref())?;
    let inside = inside(views, &chosen, &sections, order);
    let making = RowOptions {
        words,
        level: level.as_deref(),
        inside: &inside,
    };
    let printing = Printing::new(input, calendar, (making, &page), look.qr);
    let mut sheets = of_weeks(&printing, &chosen);
    if order.part == PrintRange::All {
        sheets.insert(0, overview::sheet(&printing, PLAN, &plan));
    }
    let sections = sections.iter();
    sheets.extend(sections.map(|drawn| overview::section(&printing, drawn)));
    Ok(SheetCollection {
        sheets,
        days: chosen
            .iter()
            .map(|chosen| chosen.days.len() + chosen.rest.len())
            .sum(),
        title: printing.title(),
    })
}

fn of_weeks(printing: &Printing<'_>, chosen: &[ChosenWeek]) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for ChosenWeek {
        week,
        days,
        rest,
        cover,
    } in chosen
    {
        let mut depth = 0;
        if *cover && printing.views.week(*week).sheets.is_some() {
            let mut sheet = cover::sheet(printing, *week);
            sheet.depth = usize::from(sheet.chapter.is_some());
            let rest = rest.iter();
            sheet.also = rest
                .map(|day| printing.views.day(*week, *day).address)
                .collect();
            depth = sheet.depth + 1;
            sheets.push(sheet);
        }
        for day in days {
            let mut sheet = days::sheet(printing, *week, *day);
            sheet.depth = depth;
            sheets.push(sheet);
        }
    }
    sheets
}

/// The pages of the handbook that are in the document.
fn inside(
    views: &EditionViews<'_>,
    chosen: &[ChosenWeek],
    sections: &[FramedPage<SectionView<Content<'_>>>],
    order: &Order,
) -> BTreeSet<String> {
    let mut inside = BTreeSet::new();
    if order.part == PrintRange::All {
        inside.insert(PLAN.to_owned());
    }
    for ChosenWeek {
        week,
        days,
        rest,
        cover,
    } in chosen
    {
        if *cover {
            inside.insert(views.week(*week).address);
        }
        let days = days.iter().chain(rest);
        inside.extend(days.map(|day| views.day(*week, *day).address));
    }
    let names = sections
        .iter()
        .filter_map(|drawn| drawn.page.path.strip_prefix(views.folder()));
    inside.extend(names.map(str::to_owned));
    inside
}
