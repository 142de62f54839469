//! Turns a print order into a PDF.

use std::collections::BTreeSet;

use super::bind::{Binding, bind, sheet_by_sheet};
use super::buttons::PageButtons;
use super::calendar::When;
use super::choice::{ChosenWeek, PrintRange, choose};
use super::fonts::{FindFont, Fonts};
use super::lay::{LaidOutSheet, LayoutContext, lay};
use super::list::PageList;
use super::rows::RowOptions;
use super::sheet::{Fit, Sheet};
use super::size::Paper;
use super::style::SheetStyle;
use super::typeset::Typesetter;
use super::words::SheetWords;
use super::{cover, days, links, overview};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::plan::Calendar;
use crate::theme::Theme;
use crate::units::Date;
use crate::view::{Content, EditionViews, FramedPage, PageView, SectionView, SiteView};

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

/// The data that sheets are made from.
pub struct PrintInput<'a> {
    /// The edition.
    pub views: &'a EditionViews<'a>,
    /// The handbook as a whole.
    pub site: &'a SiteView,
    /// Where it is published, with a `/` at its end.
    pub base_url: Option<&'a str>,
    /// What it looks like.
    pub theme: &'a Theme,
    /// The fonts of the system.
    pub find_font: FindFont<'a>,
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

/// The context for making sheets.
pub(super) struct Printing<'a> {
    pub(super) views: &'a EditionViews<'a>,
    pub(super) making: RowOptions<'a>,
    /// The dates of the plan, if they are known.
    pub(super) calendar: Option<Calendar>,
    /// The plan's title.
    pub(super) plan: String,
    /// The track's name; empty if there are no tracks.
    pub(super) track: String,
    /// How many days the plan takes.
    pub(super) length: u32,
    /// The track's budget, in minutes per week.
    pub(super) budget: Option<u32>,
    base_url: Option<&'a str>,
    codes: bool,
}

impl<'a> Printing<'a> {
    /// The context for a plan whose own page is `page`; `codes` says whether sheets have QR codes.
    pub(super) fn new(
        input: &PrintInput<'a>,
        calendar: Option<Calendar>,
        (making, page): (RowOptions<'a>, &PageView),
        codes: bool,
    ) -> Self {
        let edition = page.edition.as_ref();
        Self {
            views: input.views,
            making,
            calendar,
            plan: page.title.clone(),
            track: edition
                .and_then(|edition| edition.track_title.clone())
                .unwrap_or_default(),
            length: edition.map_or(0, |edition| edition.schedule.length),
            budget: edition.and_then(|edition| edition.budget),
            base_url: input.base_url,
            codes,
        }
    }

    /// The title of the document.
    pub(super) fn title(&self) -> String {
        let title = [self.plan.as_str(), self.track.as_str()];
        let title: Vec<&str> = title.into_iter().filter(|part| !part.is_empty()).collect();
        title.join(" · ")
    }

    /// The address in the QR code of a page's sheet.
    pub(super) fn code(&self, page: &str) -> Option<String> {
        self.base_url
            .filter(|_| self.codes)
            .and_then(|base| links::on_the_web(Some(base), self.views.folder(), page))
    }

    /// The phase of a week, in words.
    pub(super) fn phase_of(&self, week: usize) -> Option<String> {
        let crumbs = self.views.week_page(week).crumbs;
        crumbs.into_iter().nth(2).map(|phase| phase.title)
    }

    /// The dates of something that begins `offset` days after the plan's first day and takes `length` days.
    pub(super) fn dates(&self, offset: u32, length: u32) -> Option<(Date, Date)> {
        self.calendar.as_ref()?.dates(offset, length)
    }

    /// The name of a page in the edition's folder.
    pub(super) fn page_name(&self, path: &str) -> String {
        path.strip_prefix(self.views.folder())
            .unwrap_or(path)
            .to_owned()
    }
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

/// The page of the plan.
pub(super) const PLAN: &str = "index.html";

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

/// The id of the requested level.
pub(super) fn level(
    views: &EditionViews<'_>,
    asked: Option<&str>,
) -> Result<Option<String>, Error> {
    let chosen = asked.map(|asked| views.choose_level(asked)).transpose();
    chosen.map_err(|none| Error::NotThere {
        asked: none.asked,
        hint: none.hint,
    })
}

/// Reports sheets that needed more than one page, and characters without a font.
pub(super) fn report(
    views: &EditionViews<'_>,
    laid: &[LaidOutSheet],
    setter: &Typesetter<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for laid in laid.iter().filter(|laid| laid.goes_on()) {
        if let Fit::One(Some(span)) = laid.sheet.fit {
            let pages = laid.pages.len();
            let message = format!(
                "`{}` does not fit on one sheet; it takes {pages}",
                laid.sheet.label
            );
            let hint = "move tasks to other days, shorten the text under them, or use larger paper";
            diagnostics.push(Diagnostic::new(Code::SheetTooFull, span, message).hint(hint));
        }
    }
    for (written, name) in &setter.missing {
        if let Some(span) = views.words_span(written) {
            let message = format!("no font has glyphs for `{written}`; the sheet shows `{name}`");
            let hint = "install a font that has them, and list its file under `sheet: fallback:` in the theme";
            diagnostics.push(Diagnostic::new(Code::MissingGlyph, span, message).hint(hint));
        }
    }
}
