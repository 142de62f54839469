//! Views for themes: plain values with every sum, sort, date and filter applied. The entries are [`Views::books`] for
//! the cover and the chapters and [`Views::edition_views`] for the editions.
//!
//! 1. [`address`] has the URL rule, [`copy`](mod@copy) that of copies in Markdown, and [`relative`] the addresses of links.
//! 2. [`prose`] turns nodes into [`content`], a tree without markup, and [`highlight`] code into tokens; [`plain`]
//!    extracts the words, and [`typography`] sets quotes and dashes in all texts.
//! 3. [`handbook`], [`edition`], [`week`] and [`day`](mod@day) make the pages, each in the frame of [`page`] and with the
//!    dates of [`schedule`], the weeks of [`strip`] and links to the same page in other [`languages`], from the [`tables`] of
//!    the handbook; [`moved`] redirects former addresses, and [`numbers`] has the numbers of tasks; for paper,
//!    [`mark`] lists the targets of links, [`lines`] estimates the length of days, and [`rest`] finds days without a
//!    sheet; [`policy`] collects the sources that pages need to load and to run; [`export`](mod@export) is an edition as
//!    data for other programs, and [`list`] names all pages.

mod address;
mod cohort;
mod cohort_path;
mod content;
mod copy;
mod cover;
mod day;
mod edition;
mod export;
mod handbook;
mod highlight;
mod languages;
mod lines;
mod list;
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
mod relative;
mod rest;
mod schedule;
mod search;
mod section;
mod strip;
mod tables;
mod typography;
mod week;

use copy::PageForm;
use highlight::Highlighter;
use languages::PageLanguages;
use tables::Tables;

use crate::edition::Edition;
use crate::ledger::Ledger;
use crate::plan::{Handbook, Plan};

pub use crate::document::Alignment;
pub use address::{PageKind, kind};
pub use cohort::{CohortPlanView, CohortView};
pub use content::{
    AdmonitionNode, BoxTitle, CodeNode, Content, ElementNode, FootnoteNode, LinkNode, ListItem,
    TabNode, TableNode, TaskNode, TaskView, TextStyle, ViewNode, begins_with_box,
};
pub use copy::copy_of;
pub use cover::{CoverView, EditionLinkView, GroupView, PlanCardView};
pub use day::{DayContentView, DayView, ItemView};
pub use edition::EditionViews;
pub use export::{ExportBlockView, ExportEntryView, ExportTaskView, ExportView};
pub use handbook::{ChapterView, HandbookViews, UnlistedPages};
pub use highlight::{CodeToken, CodeTokenKind};
pub use languages::LanguageLinkView;
pub use list::{ListedEdition, ListedPage};
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
pub use relative::{ascii, on_the_web};
pub use schedule::{DatesView, ScheduleView};
pub use search::{SearchEntry, WeekWords};
pub use section::SectionView;
pub use strip::{StripView, StripWeekView};
pub use typography::Typography;
pub use week::{AreaView, BreakView, ExtrasView, FitView, WeekView};

/// The author's settings for all views.
#[derive(Clone, Copy, Debug, Default)]
pub struct ViewSettings<'a> {
    /// Where the handbook is published, if it is known.
    pub base_url: Option<&'a str>,
    /// Whether quotes and dashes are set as is usual in each language.
    pub sets_marks: bool,
    /// Whether pages have copies in Markdown.
    pub has_copies: bool,
}

/// Makes the views of a handbook.
pub struct Views<'a> {
    handbook: &'a Handbook,
    ledger: &'a Ledger,
    editions: Vec<Edition<'a>>,
    base_url: Option<&'a str>,
    has_copies: bool,
    places: Vec<address::HeadingPages>,
    /// The typography of each of the handbook's locales.
    typographies: Vec<Typography>,
    languages: PageLanguages,
    highlighter: Highlighter,
}

impl<'a> Views<'a> {
    /// The views of a handbook.
    pub fn of((handbook, ledger): (&'a Handbook, &'a Ledger), settings: ViewSettings<'a>) -> Self {
        let typography = |language: &str| {
            if settings.sets_marks {
                Typography::of_language(language)
            } else {
                Typography::OFF
            }
        };
        let places = handbook
            .plans
            .iter()
            .map(address::HeadingPages::of)
            .collect();
        Self {
            handbook,
            ledger,
            editions: handbook.editions().collect(),
            base_url: settings.base_url,
            has_copies: settings.has_copies,
            places,
            typographies: handbook
                .locales
                .iter()
                .map(|locale| typography(&locale.language))
                .collect(),
            languages: PageLanguages::of(handbook),
            highlighter: Highlighter::default(),
        }
    }

    fn tables(&self, form: PageForm) -> Tables<'_> {
        Tables {
            has_copies: self.has_copies,
            form,
            places: &self.places,
            ledger: self.ledger,
            languages: &self.languages,
            highlighter: &self.highlighter,
            base_url: self.base_url,
        }
    }

    /// The typography of a plan.
    fn typography(&self, plan: &Plan) -> Typography {
        self.typographies[self.handbook.locale_of[plan.document]]
    }

    /// The ids of the plans.
    pub fn plans(&self) -> impl Iterator<Item = &'a str> {
        self.handbook.plans.iter().map(|plan| plan.id.as_str())
    }

    /// The pages outside of editions: of the handbook, and of each language that documents are translated to.
    pub fn books(&self) -> Vec<HandbookViews<'_>> {
        self.books_in(PageForm::Html)
    }

    /// The same pages with links to copies in Markdown; none if there are no copies.
    pub fn copied_books(&self) -> Vec<HandbookViews<'_>> {
        if self.has_copies {
            self.books_in(PageForm::Markdown)
        } else {
            Vec::new()
        }
    }

    fn books_in(&self, form: PageForm) -> Vec<HandbookViews<'_>> {
        let trees = self.handbook.trees().into_iter();
        trees
            .map(|locale| HandbookViews {
                handbook: self.handbook,
                tables: self.tables(form),
                typographies: &self.typographies,
                typography: self.typographies[locale],
                locale,
            })
            .collect()
    }

    /// The names of each plan's tasks, with the id of the plan.
    pub fn names(&self) -> impl Iterator<Item = (&'a str, NamesView<'a>)> {
        let plans = self.handbook.plans.iter();
        plans.map(|plan| {
            let ids = self.ledger.ids.of_document(plan.document);
            let names = NamesView::of(plan, ids, self.typography(plan));
            (plan.id.as_str(), names)
        })
    }

    /// The pages of each edition.
    pub fn edition_views(&self) -> Vec<EditionViews<'_>> {
        self.editions_in(PageForm::Html)
    }

    /// The same pages with links to copies in Markdown; none if there are no copies.
    pub fn copied_editions(&self) -> Vec<EditionViews<'_>> {
        if self.has_copies {
            self.editions_in(PageForm::Markdown)
        } else {
            Vec::new()
        }
    }

    fn editions_in(&self, form: PageForm) -> Vec<EditionViews<'_>> {
        let editions = self.editions.iter();
        let views = editions.map(|edition| {
            EditionViews::new(edition, self.tables(form), self.typography(edition.plan))
        });
        views.collect()
    }

    /// The handbook as a whole, in each of its languages.
    pub fn sites(&self, imprint: &Imprint) -> Vec<SiteView> {
        let locales = self.handbook.locales.iter().zip(&self.typographies);
        let sites = locales.map(|(locale, typography)| {
            let site = SiteView::of((self.handbook, self.ledger), locale, imprint);
            SiteView {
                title: typography.title(&site.title),
                // Browsers keep pages only for a site with a known address.
                offline: self.base_url.is_some(),
                ..site
            }
        });
        sites.collect()
    }
}
