//! What all sheets of a print are made from.

use super::fonts::FindFont;
use super::links;
use super::rows::RowOptions;
use crate::error::Error;
use crate::plan::Calendar;
use crate::theme::Theme;
use crate::units::Date;
use crate::view::{EditionViews, PageView, SiteView};

/// The page of the plan.
pub(super) const PLAN: &str = "index.html";

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
