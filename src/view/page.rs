//! The common parts of all pages.

use serde::Serialize;

use super::address;
use super::languages::LanguageLinkView;
use super::relative::to_file;
use super::schedule::ScheduleView;
use super::typography::Typography;
use crate::ledger::Ledger;
use crate::plan::{Handbook, Locale, Plan};
use crate::span::Span;
use crate::system::names::published;
use crate::units::{Date, PictureSize};

/// The handbook as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SiteView {
    /// Its id: browsers store readers' data under it.
    pub id: String,
    /// The number of its last revision; 0 if its tasks never changed.
    pub revision: u32,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// The language of a page's words, as a tag.
    pub language: String,
    /// The folder of the pages in that language, with a `/` at its end: for translations. Empty for others.
    pub folder: String,
    /// `ltr` or `rtl`, the direction of that language.
    pub direction: &'static str,
    /// The path of a picture beside the title, below the output folder.
    pub logo: Option<String>,
    /// The width of that picture in pixels, if it is known.
    pub logo_width: Option<u32>,
    /// Its height, if it is known.
    pub logo_height: Option<u32>,
    /// The folder of each plan's first edition, below the folder of the language; only for listed plans.
    pub editions: Vec<String>,
    /// The day that pages show as today, as `2027-01-04`; that of their reader if `None`.
    pub today: Option<String>,
    /// Whether the handbook can be kept for offline reading.
    pub offline: bool,
}

/// The author's details about the whole handbook.
#[derive(Clone, Debug)]
pub struct Imprint {
    /// Who wrote it.
    pub author: Option<String>,
    /// The path of a picture beside the title.
    pub logo: Option<String>,
    /// The size of that picture, if it is known.
    pub logo_size: Option<PictureSize>,
    /// The day that pages show as today; that of their reader if `None`.
    pub today: Option<Date>,
}

impl SiteView {
    /// The view of a handbook for pages in one of its languages.
    pub(super) fn of(
        (handbook, ledger): (&Handbook, &Ledger),
        locale: &Locale,
        imprint: &Imprint,
    ) -> Self {
        let Locale { language, folder } = locale;
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        let primary = primary.to_lowercase();
        let from_the_right =
            ["ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(&primary.as_str());
        let direction = if from_the_right { "rtl" } else { "ltr" };
        let logo = imprint.logo.as_deref();
        let editions = listed_plans(handbook, folder).map(|plan| {
            let first = address::folder(plan, (!plan.tracks.is_empty()).then_some(0));
            let first = first.strip_prefix(folder.as_str()).unwrap_or(&first);
            first.trim_end_matches('/').to_owned()
        });
        Self {
            id: ledger.ids.handbook().to_owned(),
            revision: ledger.revisions().last().map_or(0, |(number, _)| *number),
            title: title(handbook, folder).to_owned(),
            author: imprint.author.clone(),
            language: language.clone(),
            direction,
            logo: logo.map(|path| to_file("", &published(path))),
            logo_width: imprint.logo_size.map(|size| size.width),
            logo_height: imprint.logo_size.map(|size| size.height),
            editions: editions.collect(),
            today: imprint.today.map(|today| today.to_string()),
            offline: false,
            folder: folder.clone(),
        }
    }
}

/// The title of a handbook on the pages in a folder: that of the translated cover, or of the translated plan that the
/// handbook has its title from.
pub(super) fn title<'a>(handbook: &'a Handbook, folder: &str) -> &'a str {
    let is_here = |document: usize| handbook.locale(document).folder == folder;
    let mut covers = handbook.translated_covers.iter();
    if let Some(cover) = covers.find(|cover| is_here(cover.document)) {
        return &cover.title;
    }
    let has_title = |plan: &&Plan| {
        let original = handbook.originals.get(&plan.document);
        let original = original.and_then(|original| handbook.plan_of(*original));
        is_here(plan.document) && original.is_some_and(|plan| plan.title == handbook.title)
    };
    let mut plans = handbook.plans.iter();
    let plan = plans.find(has_title);
    plan.map_or(&handbook.title, |plan| &plan.title)
}

/// The plans in the folder of a language that lists may name.
pub(super) fn listed_plans<'a>(
    handbook: &'a Handbook,
    folder: &str,
) -> impl Iterator<Item = &'a Plan> {
    let plans = handbook.plans.iter();
    plans.filter(move |plan| {
        let is_unlisted = handbook.documents[plan.document].front.unlisted;
        !is_unlisted && handbook.locale(plan.document).folder == folder
    })
}

/// The frame of a page.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// Its path below the output folder.
    pub path: String,
    /// The path from it to the output folder: empty or repeated `../`.
    pub root: String,
    /// Its title.
    pub title: String,
    /// Its description.
    pub description: String,
    /// Its absolute address, if it is known.
    pub canonical: Option<String>,
    /// The address of its copy in Markdown, relative to the page, if it has one.
    pub copy: Option<String>,
    /// Whether its document is unlisted.
    pub unlisted: bool,
    /// The page in each language that it is in, including its own; empty if there is only one.
    pub languages: Vec<LanguageLinkView>,
    /// Its ancestors, outermost first.
    pub crumbs: Vec<LinkView>,
    /// The page before it.
    pub previous: Option<LinkView>,
    /// The page after it.
    pub next: Option<LinkView>,
    /// The same page in every track, including this one; empty if there are no tracks.
    pub tracks: Vec<TrackLinkView>,
    /// The other pages beside it: the days of its week, or the chapters of its folder.
    pub beside: Vec<LinkView>,
    /// Its edition; `None` for pages outside of editions.
    pub edition: Option<EditionView>,
}

/// A link in a page's frame.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// Its words.
    pub title: String,
    /// Its address, relative to the page.
    pub address: String,
    /// Whether it leads to the page itself.
    pub current: bool,
}

/// A link to the same page in another track.
#[derive(Clone, Debug, Serialize)]
pub struct TrackLinkView {
    /// The track's id.
    pub id: String,
    /// The track's name.
    pub title: String,
    /// Its address, relative to the page.
    pub address: String,
    /// Whether it is the page's own track.
    pub current: bool,
    /// Whether the page is missing there, and the link leads to the plan.
    pub elsewhere: bool,
}

/// The plan and the track of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    /// The plan's id.
    pub plan: String,
    /// The plan's title.
    pub plan_title: String,
    /// The plan's page, relative to the page.
    pub plan_address: String,
    /// The track's id, if there is one.
    pub track: Option<String>,
    /// The track's name.
    pub track_title: Option<String>,
    /// When the plan is.
    pub schedule: ScheduleView,
    /// The track's minutes per week.
    pub budget: Option<u32>,
    /// The levels that the reader may choose from; empty if the author set one or there are none.
    pub levels: Vec<LevelView>,
}

/// A level.
#[derive(Clone, Debug, Serialize)]
pub struct LevelView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl LevelView {
    /// All levels of a plan.
    pub(super) fn all(plan: &Plan, typography: Typography) -> Vec<Self> {
        let levels = plan.levels.iter().map(|level| Self {
            id: level.id.clone(),
            name: typography.title(&level.name),
        });
        levels.collect()
    }
}

/// The path of a page, known before the page is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its path below the output folder.
    pub path: String,
    /// The start of its source in the author's text; `None` if it has no single source.
    pub span: Option<Span>,
}

impl Route {
    /// The route of a file without a single source.
    pub fn generated(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            span: None,
        }
    }
}

/// A page with its content.
#[derive(Debug)]
pub struct FramedPage<B> {
    /// The frame.
    pub page: PageView,
    /// Its content.
    pub body: B,
}

impl LinkView {
    pub(super) fn new(title: impl Into<String>, address: String) -> Self {
        Self {
            title: title.into(),
            address,
            current: false,
        }
    }
}

/// `Monday: Title`, or just one of the two.
pub(super) fn whole(called: &str, title: &str) -> String {
    match (called, title) {
        ("", title) => title.to_owned(),
        (called, "") => called.to_owned(),
        (called, title) => format!("{called}: {title}"),
    }
}
