//! The pages of one edition.

mod frame;

use std::collections::HashMap;

use super::address::{self, Links, name};
use super::content::Content;
use super::page::{FramedPage, LinkView, Route, title};
use super::prose::ProseSource;
use super::section::SectionView;
use super::tables::Tables;
use super::typography::Typography;
use crate::document::{Document, NodeId};
use crate::edition::{ChoiceError, Edition};
use crate::ledger::TaskIds;
use crate::plan::{Calendar, Day, Schedule, Section, Week, start_for_end, week_start};
use crate::units::Date;

/// Makes the views of one edition's pages.
pub struct EditionViews<'a> {
    pub(super) edition: &'a Edition<'a>,
    pub(super) tables: Tables<'a>,
    /// The ids of the plan's tasks.
    pub(super) ids: &'a TaskIds,
    pub(super) typography: Typography,
    pub(super) schedule: Schedule,
    /// Its dates, if its author gives them.
    pub(super) calendar: Option<Calendar>,
    pub(super) names: EditionNames,
    /// The titles of the targets of the plan's links, by address.
    pub(super) titles: HashMap<String, String>,
    folder: String,
    links: Vec<TrackFolder>,
}

/// Names that many pages repeat, in the form they are shown.
pub(super) struct EditionNames {
    pub(super) handbook: String,
    pub(super) plan: String,
    description: String,
    track: Option<String>,
    /// The titles of the weeks, including their names.
    weeks: Vec<String>,
}

impl EditionNames {
    fn of(edition: &Edition<'_>, typography: Typography) -> Self {
        let plan = edition.plan;
        let locale = edition.handbook.locale(plan.document);
        let week = |week: &Week| typography.title(&whole(&week.called, &week.title));
        Self {
            handbook: typography.title(title(edition.handbook, &locale.folder)),
            plan: typography.title(&plan.title),
            description: typography.title(plan.description.as_deref().unwrap_or_default()),
            track: edition.track().map(|track| typography.title(&track.name)),
            weeks: plan.weeks.iter().map(week).collect(),
        }
    }
}

struct TrackFolder {
    id: String,
    title: String,
    folder: String,
    current: bool,
    index: usize,
}

impl<'a> EditionViews<'a> {
    pub(super) fn new(
        edition: &'a Edition<'a>,
        tables: Tables<'a>,
        typography: Typography,
    ) -> Self {
        let plan = edition.plan;
        let tracks = plan.tracks.iter().enumerate();
        let folder = address::folder(plan, edition.track);
        let links = Links::of(edition, tables, &folder);
        let schedule = Schedule::of(plan);
        Self {
            edition,
            tables,
            ids: tables.ledger.ids.of_document(plan.document),
            typography,
            calendar: plan
                .start
                .map(|start| Calendar::new(&schedule, start, &plan.holidays)),
            schedule,
            names: EditionNames::of(edition, typography),
            titles: super::mark::titles(links, plan.document, typography),
            folder,
            links: tracks
                .map(|(index, track)| TrackFolder {
                    id: track.id.clone(),
                    title: typography.title(&track.name),
                    folder: address::folder(plan, Some(index)),
                    current: Some(index) == edition.track,
                    index,
                })
                .collect(),
        }
    }

    /// The language of the edition's pages, as an index of the handbook's locales.
    pub fn locale(&self) -> usize {
        self.edition.handbook.locale_of[self.edition.plan.document]
    }

    /// The folder of the edition's pages, with a `/` at its end.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The dates of the plan, if its author gives them.
    pub fn calendar(&self) -> Option<&Calendar> {
        self.calendar.as_ref()
    }

    /// The dates of the plan if it begins in the week of `date`; nothing beyond the end of the calendar.
    pub fn calendar_from(&self, date: Date) -> Option<Calendar> {
        week_start(date, self.schedule.begins_on).map(|start| self.starting(start))
    }

    /// The dates of the plan if it ends for `date`; nothing beyond the end of the calendar.
    pub fn calendar_until(&self, date: Date) -> Option<Calendar> {
        let off = &self.edition.plan.holidays;
        start_for_end(date, &self.schedule, off).map(|start| self.starting(start))
    }

    fn starting(&self, start: Date) -> Calendar {
        Calendar::new(&self.schedule, start, &self.edition.plan.holidays)
    }

    /// The track's minutes per week.
    pub(super) fn budget(&self) -> Option<u32> {
        let budget = self.edition.track()?.budget?;
        Some(budget.high.minutes())
    }

    /// The id of a level that the reader may choose, by its id or name.
    ///
    /// # Errors
    ///
    /// [`ChoiceError`] if there is none.
    pub fn choose_level(&self, asked: &str) -> Result<String, ChoiceError> {
        Ok(self.edition.choose_level(asked)?.id.clone())
    }

    /// How many weeks the edition has.
    pub fn weeks(&self) -> usize {
        self.edition.plan.weeks.len()
    }

    /// How many days a week has.
    pub fn days(&self, week: usize) -> usize {
        self.edition.plan.weeks[week].days.len()
    }

    /// The nodes of a section and its subsections that are for the readers of this edition.
    pub(super) fn nodes(&self, section: &Section) -> Vec<NodeId> {
        if !self.edition.shows(section.heading) {
            return Vec::new();
        }
        let inner = section.sections.iter().flat_map(|inner| {
            let heading = self.edition.shows(inner.heading).then_some(inner.heading);
            heading.into_iter().chain(self.nodes(inner))
        });
        section.body.iter().copied().chain(inner).collect()
    }

    pub(super) fn document(&self) -> &'a Document {
        &self.edition.handbook.documents[self.edition.plan.document]
    }

    pub(super) fn anchor(&self, heading: NodeId) -> String {
        self.document()
            .anchor(heading)
            .unwrap_or_default()
            .to_owned()
    }

    pub(super) fn text(&self) -> ProseSource<'_, 'a> {
        let plan = self.edition.plan;
        ProseSource {
            document: self.document(),
            index: plan.document,
            tasks: &plan.tasks,
            ids: self.ids,
            audiences: &plan.audiences,
            areas: &plan.areas,
            levels: &plan.levels,
            links: Links::of(self.edition, self.tables, &self.folder),
            typography: self.typography,
        }
    }

    /// Words without markup, in the form they are shown.
    pub(super) fn title(&self, words: &str) -> String {
        self.typography.title(words)
    }

    /// The title of a week, including its name.
    pub(super) fn week_title(&self, index: usize) -> &str {
        &self.names.weeks[index]
    }

    pub(super) fn day_title(&self, day: &Day) -> String {
        self.title(&whole(&day.called, &day.title))
    }

    /// The path of the plan's own page.
    pub fn plan_route(&self) -> Route {
        self.route(name::PLAN, self.document().roots().next())
    }

    /// The path of the page with everything.
    pub fn everything_route(&self) -> Route {
        self.route(name::EVERYTHING, self.document().roots().next())
    }

    /// The paths of the pages of sections, in the order of [`EditionViews::section_pages`].
    pub fn section_routes(&self) -> Vec<Route> {
        let shown = self.shown_sections();
        let route = |section: &&Section| self.route(&name::section(section), Some(section.heading));
        shown.iter().map(route).collect()
    }

    /// The paths of a week's pages: its own, that of its sheets and those of its days.
    pub fn week_routes(&self, index: usize) -> Vec<Route> {
        let week = &self.edition.plan.weeks[index];
        let own = [Some(name::week(week)), name::sheets(week)];
        let own = own.into_iter().flatten().map(|name| (name, week.heading));
        let days = week
            .days
            .iter()
            .map(|day| (name::day(week, day), day.heading));
        own.chain(days)
            .map(|(name, heading)| self.route(&name, Some(heading)))
            .collect()
    }

    /// The paths of the pages of a week that have copies: all but that of its sheets.
    pub fn copied_week_routes(&self, index: usize) -> Vec<Route> {
        let week = &self.edition.plan.weeks[index];
        let sheets = name::sheets(week).map(|name| format!("{}{name}", self.folder));
        let mut routes = self.week_routes(index);
        routes.retain(|route| Some(&route.path) != sheets.as_ref());
        routes
    }

    fn route(&self, name: &str, node: Option<NodeId>) -> Route {
        let document = self.document();
        Route {
            path: format!("{}{name}", self.folder),
            span: node.map(|node| document.node(node).span),
        }
    }

    pub(super) fn shown_sections(&self) -> Vec<&'a Section> {
        let sections = self.edition.plan.sections.iter();
        sections
            .filter(|section| section.has_content() && self.edition.shows(section.heading))
            .collect()
    }

    /// The sections that have pages.
    pub fn section_pages(&self) -> Vec<FramedPage<SectionView<Content<'a>>>> {
        let plan = self.edition.plan;
        let shown = self.shown_sections();
        let link =
            |section: &&Section| LinkView::new(self.title(&section.title), name::section(section));
        let pages = shown.iter().enumerate().filter_map(|(index, section)| {
            let audience = plan.audiences.get(&section.heading);
            let mut page = self.frame(
                &name::section(section),
                self.title(&section.title),
                audience,
            );
            page.previous = index.checked_sub(1).map(|before| link(&shown[before]));
            page.next = shown.get(index + 1).map(link);
            page.beside = shown
                .iter()
                .map(|other| LinkView {
                    current: other.id == section.id,
                    ..link(other)
                })
                .collect();
            let mut body = self.section(section, 2)?;
            // The page's title is its own heading; headings in it move up.
            body.sections = section
                .sections
                .iter()
                .filter_map(|inner| self.section(inner, 2))
                .collect();
            Some(FramedPage { page, body })
        });
        pages.collect()
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
