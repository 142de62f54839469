//! Views for themes: plain values with every sum, sort, date and filter applied. The entries are [`Views::book`] for
//! the cover and the chapters and [`Views::edition_views`] for the editions.
//!
//! 1. [`address`] has the URL rule.
//! 2. [`prose`] turns nodes into [`content`], a tree without markup, and [`highlight`] code into tokens; [`plain`]
//!    extracts the words, and [`typography`] sets quotes and dashes in all texts.
//! 3. [`handbook`], [`edition`], [`week`] and [`day`](mod@day) make the pages, each in the frame of [`page`] and with the
//!    dates of [`schedule`] and the weeks of [`strip`]; [`moved`] redirects former addresses, and [`numbers`] has the numbers of tasks; for paper,
//!    [`mark`] lists the targets of links, [`lines`] estimates the length of days, and [`rest`] finds days without a
//!    sheet; [`policy`] collects the sources that pages need to load and to run; [`export`](mod@export) is an edition as
//!    data for other programs.

mod address;
mod cohort;
mod content;
mod cover;
mod day;
mod edition;
mod export;
mod handbook;
mod highlight;
mod lines;
mod mark;
mod moved;
mod numbers;
mod page;
mod place;
mod plain;
mod plan;
mod policy;
mod progress;
mod prose;
mod rest;
mod schedule;
mod search;
mod section;
mod strip;
mod typography;
mod week;

use crate::edition::Edition;
use crate::ledger::{Ledger, former_ids};
use crate::plan::{Handbook, Plan};

pub use crate::document::Alignment;
pub use address::{PageKind, ascii, kind, on_the_web};
pub use cohort::{CohortPlanView, CohortView};
pub use content::{
    AdmonitionNode, BoxTitle, CodeNode, Content, ElementNode, FootnoteNode, LinkNode, ListItem,
    TabNode, TableNode, TaskNode, TaskView, TextStyle, ViewNode,
};
pub use cover::{CoverView, EditionLinkView, GroupView, PlanCardView};
pub use day::{DayContentView, DayView, ItemView};
pub use edition::EditionViews;
pub use export::{ExportBlockView, ExportEntryView, ExportTaskView, ExportView};
pub use handbook::{ChapterView, HandbookViews, UnlistedPages};
pub use highlight::{CodeToken, CodeTokenKind};
pub use mark::MarkView;
pub use moved::{MovedAnchorView, MovedView};
pub use numbers::{NumbersView, PlanNameView, RevisionView};
pub use page::{
    EditionView, FramedPage, Imprint, LevelView, LinkView, PageView, Route, SiteView, TrackLinkView,
};
pub use plan::{CalendarLinkView, PartView, PlanView, ShareView};
pub use policy::{PolicySource, PolicyView};
pub use progress::{
    ClockBlockView, FormerView, NamesView, ProgressDayView, ProgressTrackView, ProgressView,
    ProgressWeekView,
};
pub use schedule::{DatesView, ScheduleView};
pub use search::{SearchEntry, WeekWords};
pub use section::SectionView;
pub use strip::{StripView, StripWeekView};
pub use typography::Typography;
pub use week::{AreaView, BreakView, ExtrasView, FitView, WeekView};

/// Makes the views of a handbook.
pub struct Views<'a> {
    handbook: &'a Handbook,
    ledger: &'a Ledger,
    editions: Vec<Edition<'a>>,
    base_url: Option<&'a str>,
    places: Vec<address::HeadingPages>,
    typography: Typography,
}

impl<'a> Views<'a> {
    /// The views of a handbook to be published at `base_url`, if it is known.
    pub fn of(
        (handbook, ledger): (&'a Handbook, &'a Ledger),
        base_url: Option<&'a str>,
        typography: Typography,
    ) -> Self {
        let places = handbook
            .plans
            .iter()
            .map(address::HeadingPages::of)
            .collect();
        Self {
            handbook,
            ledger,
            editions: handbook.editions().collect(),
            base_url,
            places,
            typography,
        }
    }

    /// How many editions there are.
    pub fn editions(&self) -> usize {
        self.editions.len()
    }

    /// The ids of the plans.
    pub fn plans(&self) -> impl Iterator<Item = &'a str> {
        self.handbook.plans.iter().map(|plan| plan.id.as_str())
    }

    /// The pages outside of editions.
    pub fn book(&self) -> HandbookViews<'_> {
        HandbookViews {
            handbook: self.handbook,
            places: &self.places,
            ledger: self.ledger,
            base_url: self.base_url,
            typography: self.typography,
        }
    }

    /// The names of each plan's tasks, with the folder of the plan's pages.
    pub fn names(&self) -> impl Iterator<Item = NamesView<'a>> {
        let plans = self.handbook.plans.iter();
        plans.map(|plan| {
            let ids = self.ledger.ids.of_document(plan.document);
            NamesView::of(plan, ids, self.typography)
        })
    }

    /// The ids that tasks had before there were locks.
    pub fn former(&self) -> FormerView {
        FormerView {
            plans: self.listed_plans().map(|plan| plan.id.clone()).collect(),
            tasks: former_ids(self.handbook, &self.ledger.ids),
        }
    }

    /// What a reader's links and the news of a plan are read by.
    pub fn numbers(&self) -> NumbersView<'a> {
        let plans: Vec<&Plan> = self.listed_plans().collect();
        NumbersView::of((self.handbook, self.ledger), &plans, self.typography)
    }

    /// The plans that lists may name.
    fn listed_plans(&self) -> impl Iterator<Item = &'a Plan> {
        let plans = self.handbook.plans.iter();
        plans.filter(|plan| !self.handbook.documents[plan.document].front.unlisted)
    }

    /// The pages of each edition.
    pub fn edition_views(&self) -> Vec<EditionViews<'_>> {
        let editions = self.editions.iter();
        editions
            .map(|edition| {
                let tables = (&self.places[..], self.ledger);
                EditionViews::new(edition, tables, self.base_url, self.typography)
            })
            .collect()
    }

    /// The handbook as a whole.
    pub fn site(&self, imprint: Imprint) -> SiteView {
        let site = SiteView::of((self.handbook, self.ledger), imprint, self.base_url);
        SiteView {
            title: self.typography.title(&site.title),
            ..site
        }
    }
}
