//! The pages of cohorts: readers who begin on the same day.

use serde::Serialize;

use super::address;
use super::cohort_path::{cohort_folder, cohort_page};
use super::cover::EditionLinkView;
use super::edition::EditionViews;
use super::export::ExportView;
use super::handbook::HandbookViews;
use super::languages::cohort_locales;
use super::page::{FramedPage, LinkView, Route};
use super::relative::relative;
use super::schedule::{DatesView, joined};
use super::typography::Typography;
use crate::plan::{Calendar, Plan, Schedule, week_start};
use crate::units::{Cohort, Date};

/// A cohort.
#[derive(Debug, Serialize)]
pub struct CohortView {
    /// Its title.
    pub title: String,
    /// The plans, with its dates.
    pub plans: Vec<CohortPlanView>,
}

/// A plan with the dates of a cohort.
#[derive(Debug, Serialize)]
pub struct CohortPlanView {
    /// The plan's id.
    pub id: String,
    /// The plan's title.
    pub title: String,
    /// Its first and its last day.
    pub dates: DatesView,
    /// The cohort's days off besides those of the plan, with a space between them.
    pub off: String,
    /// Its editions.
    pub editions: Vec<EditionLinkView>,
    /// The calendar files of its editions, named like these.
    pub calendars: Vec<LinkView>,
}

impl HandbookViews<'_> {
    /// How many cohorts have a page in this language. In that of translations, only if there are plans.
    pub fn cohorts(&self) -> usize {
        if cohort_locales(self.handbook).contains(&self.locale) {
            self.handbook.cohorts.len()
        } else {
            0
        }
    }

    /// The path of a cohort's page in this language.
    fn cohort_path(&self, cohort: &Cohort) -> String {
        cohort_page(self.folder(), cohort)
    }

    /// The path of a cohort's page.
    pub fn cohort_route(&self, index: usize) -> Route {
        Route {
            path: self.cohort_path(&self.handbook.cohorts[index]),
            span: None,
        }
    }

    /// The page of a cohort.
    pub fn cohort(&self, index: usize) -> FramedPage<CohortView> {
        let cohort = &self.handbook.cohorts[index];
        let path = self.cohort_path(cohort);
        let title = self.typography.title(&cohort.title);
        let mut page = self.frame(&path, &cohort.title);
        page.title.clone_from(&title);
        let plans = self.listed_plans();
        let plans = plans.filter_map(|plan| {
            Some(CohortPlanView {
                id: plan.key.clone(),
                title: self.typography_of(plan).title(&plan.title),
                dates: dates(plan, cohort)?,
                off: joined(&cohort.holidays),
                editions: EditionLinkView::all(plan, &path, self.typography_of(plan)),
                calendars: self.cohort_calendars(plan, cohort),
            })
        });
        FramedPage {
            body: CohortView {
                title,
                plans: plans.collect(),
            },
            page,
        }
    }

    /// The links to the calendar files of a plan's editions, from the page of a cohort.
    fn cohort_calendars(&self, plan: &Plan, cohort: &Cohort) -> Vec<LinkView> {
        let tracks = plan.tracks.iter().enumerate();
        let named = tracks.map(|(index, track)| (Some(index), track.name.as_str()));
        let whole = plan
            .tracks
            .is_empty()
            .then_some((None, plan.title.as_str()));
        let link = |(track, name): (Option<usize>, &str)| {
            let file = calendar_path(cohort, &address::folder(plan, track));
            LinkView::new(
                self.typography.title(name),
                relative(&self.cohort_path(cohort), &file),
            )
        };
        named.chain(whole).map(link).collect()
    }

    /// The links to the pages of cohorts, from the page at a path.
    pub(super) fn cohort_links(&self, from: &str) -> Vec<LinkView> {
        let cohorts = self.handbook.cohorts.iter().take(self.cohorts());
        let link = |cohort: &Cohort| {
            LinkView::new(
                self.typography.title(&cohort.title),
                relative(from, &self.cohort_path(cohort)),
            )
        };
        cohorts.map(link).collect()
    }

    /// The plans that lists may name.
    pub(super) fn listed_plans(&self) -> impl Iterator<Item = &Plan> {
        let plans = self.handbook.plans.iter();
        plans.filter(|plan| {
            let is_listed = !self.handbook.unlisted.contains(&plan.document);
            is_listed && self.handbook.locale(plan.document).folder == self.folder()
        })
    }

    pub(super) fn typography_of(&self, plan: &Plan) -> Typography {
        self.typographies[self.handbook.locale_of[plan.document]]
    }
}

/// The path of the calendar file of an edition for a cohort; `folder` is that of the edition's pages.
fn calendar_path(cohort: &Cohort, folder: &str) -> String {
    let edition = folder.trim_end_matches('/');
    format!("{}{edition}.ics", cohort_folder(cohort))
}

impl EditionViews<'_> {
    /// The calendar of the edition for each cohort: the path of its file, and its events.
    pub fn cohort_calendars(&self) -> Vec<(String, ExportView)> {
        if self.document().front.unlisted {
            return Vec::new();
        }
        let cohorts = self.edition.handbook.cohorts.iter();
        let calendars = cohorts.filter_map(|cohort| {
            let calendar = calendar(self.edition.plan, &self.schedule, cohort)?;
            let folder = cohort_folder(cohort);
            let title = self.title(&cohort.title);
            let export = self.export(Some(&calendar)).for_cohort(folder, title);
            Some((calendar_path(cohort, self.folder()), export))
        });
        calendars.collect()
    }

    /// The paths of these files.
    pub fn cohort_calendar_paths(&self) -> Vec<String> {
        if self.document().front.unlisted {
            return Vec::new();
        }
        let cohorts = self.edition.handbook.cohorts.iter();
        let has_dates =
            |cohort: &&Cohort| calendar(self.edition.plan, &self.schedule, cohort).is_some();
        let paths = cohorts
            .filter(has_dates)
            .map(|cohort| calendar_path(cohort, self.folder()));
        paths.collect()
    }
}

/// The dates of a whole plan for a cohort; nothing beyond the end of the calendar.
fn dates(plan: &Plan, cohort: &Cohort) -> Option<DatesView> {
    let schedule = Schedule::of(plan);
    let calendar = calendar(plan, &schedule, cohort)?;
    DatesView::of(Some(&calendar), 0, schedule.length)
}

/// The dates of a plan's days for a cohort; none if the plan has dates of its own in its text.
fn calendar(plan: &Plan, schedule: &Schedule, cohort: &Cohort) -> Option<Calendar> {
    if schedule.is_fixed() {
        return None;
    }
    let start = week_start(cohort.start, schedule.begins_on)?;
    let off: Vec<Date> = plan
        .holidays
        .iter()
        .chain(&cohort.holidays)
        .copied()
        .collect();
    Some(Calendar::new(schedule, start, &off))
}
