//! The pages of one edition.

mod frame;
mod pages;

use std::collections::HashMap;

use super::address;
use super::page::{title, whole};
use super::prose::ProseSource;
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
        let links = tables.links_of(edition, &folder);
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

    /// The sections that have pages, for the readers of this edition.
    pub(super) fn shown_sections(&self) -> Vec<&'a Section> {
        let sections = self.edition.plan.sections.iter();
        sections
            .filter(|section| section.has_content() && self.edition.shows(section.heading))
            .collect()
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
            links: self.tables.links_of(self.edition, &self.folder),
            highlighter: self.tables.highlighter,
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
}
