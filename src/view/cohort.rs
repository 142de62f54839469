//! The pages of cohorts: readers who begin on the same day.

use serde::Serialize;

use super::address::{self, relative};
use super::cover::EditionLinkView;
use super::handbook::HandbookViews;
use super::page::{FramedPage, LinkView, Route};
use super::schedule::DatesView;
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
}

impl HandbookViews<'_> {
    /// How many cohorts there are.
    pub fn cohorts(&self) -> usize {
        self.handbook.cohorts.len()
    }

    /// The path of a cohort's page.
    pub fn cohort_route(&self, index: usize) -> Route {
        Route {
            path: path(&self.handbook.cohorts[index]),
            span: None,
        }
    }

    /// The page of a cohort.
    pub fn cohort(&self, index: usize) -> FramedPage<CohortView> {
        let cohort = &self.handbook.cohorts[index];
        let path = path(cohort);
        let title = self.typography.title(&cohort.title);
        let mut page = self.frame(&path, &cohort.title);
        page.title.clone_from(&title);
        let plans = self.listed_plans();
        let plans = plans.filter_map(|plan| {
            Some(CohortPlanView {
                id: plan.id.clone(),
                title: self.typography.title(&plan.title),
                dates: dates(plan, cohort)?,
                off: joined(&cohort.holidays),
                editions: EditionLinkView::all(plan, &path, self.typography),
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

    /// The links to the pages of cohorts, from the page at a path.
    pub(super) fn cohort_links(&self, from: &str) -> Vec<LinkView> {
        let cohorts = self.handbook.cohorts.iter();
        let link = |cohort: &Cohort| {
            LinkView::new(
                self.typography.title(&cohort.title),
                relative(from, &path(cohort)),
            )
        };
        cohorts.map(link).collect()
    }

    /// The plans that lists may name.
    pub(super) fn listed_plans(&self) -> impl Iterator<Item = &Plan> {
        let plans = self.handbook.plans.iter();
        plans.filter(|plan| !self.handbook.unlisted.contains(&plan.document))
    }
}

fn path(cohort: &Cohort) -> String {
    format!("{}{}", address::cohort_folder(cohort), address::COVER)
}

/// The dates of a whole plan for a cohort; nothing beyond the end of the calendar.
fn dates(plan: &Plan, cohort: &Cohort) -> Option<DatesView> {
    let schedule = Schedule::of(plan);
    let start = week_start(cohort.start, schedule.begins_on)?;
    let off: Vec<Date> = plan
        .holidays
        .iter()
        .chain(&cohort.holidays)
        .copied()
        .collect();
    let calendar = Calendar::new(&schedule, start, &off);
    DatesView::of(Some(&calendar), 0, schedule.length)
}

/// Dates with a space between them.
pub(super) fn joined(dates: &[Date]) -> String {
    let dates: Vec<String> = dates.iter().map(Date::to_string).collect();
    dates.join(" ")
}
