//! Weeks as a theme draws them.

use serde::Serialize;

use super::content::Content;
use super::edition::Editor;
use super::page::DatesView;
use super::prose::Wanted;
use super::section::{SectionView, draw_all};
use crate::edition::FittedWeek;
use crate::plan::{Week, days_of_week, share_effort};
use crate::units::Effort;

/// A week.
#[derive(Debug, Serialize)]
pub struct WeekView {
    /// Its place among the edition's weeks, from 0.
    pub index: usize,
    /// Its id in addresses: `week-3`.
    pub id: String,
    /// The anchor of its heading.
    pub anchor: String,
    /// What it is called: `Week 3`.
    pub called: String,
    /// Its title; empty where it has only a number.
    pub title: String,
    /// What stands before its heading's words.
    pub icon: String,
    /// Its theme.
    pub theme: Option<String>,
    /// How it fits the track.
    pub fit: FitView,
    /// Its first day, counted from the plan's first Monday.
    pub offset: u32,
    /// When it is, where the author says when the plan begins.
    pub date: Option<DatesView>,
    /// Its page.
    pub address: String,
    /// The page with all its sheets; a break has none.
    pub sheets: Option<String>,
}

/// What is in a week beside its days; `B` is what texts are.
#[derive(Debug, Serialize)]
pub struct ExtrasView<B> {
    /// What is before its first day.
    pub intro: B,
    /// Its sections that are no days.
    pub sections: Vec<SectionView<B>>,
}

impl<B> ExtrasView<B> {
    /// The same with its texts drawn.
    ///
    /// # Errors
    ///
    /// The first that drawing a text gives.
    pub fn draw<C, E>(self, draw: &mut dyn FnMut(B) -> Result<C, E>) -> Result<ExtrasView<C>, E> {
        Ok(ExtrasView {
            intro: draw(self.intro)?,
            sections: draw_all(self.sections, draw)?,
        })
    }
}

/// How a week fits a track. All times are minutes.
#[derive(Debug, Serialize)]
pub struct FitView {
    /// What is written; none where nothing states a time.
    pub written: Option<u32>,
    /// What the track allows.
    pub budget: Option<u32>,
    /// What the days get in this edition.
    pub given: Option<u32>,
    /// What a bar for a day or an area is measured against: the longest of them.
    pub scale: u32,
    /// Whether more is written than the track allows.
    pub over: bool,
    /// How many tasks there are.
    pub tasks: usize,
    /// How many of them are core.
    pub core: usize,
    /// How many are done if time allows.
    pub stretch: usize,
    /// The core's time by area, against the allocation.
    pub areas: Vec<AreaView>,
}

/// An area's part in a week. All times are minutes.
#[derive(Debug, Serialize)]
pub struct AreaView {
    /// Its name; none for what belongs to no known area.
    pub name: Option<String>,
    /// What the core tasks take.
    pub core: u32,
    /// What the allocation gives it.
    pub allocated: Option<u32>,
}

impl<'a> Editor<'a> {
    /// A week.
    pub fn week(&self, index: usize) -> WeekView {
        let week = &self.edition.plan.weeks[index];
        WeekView {
            index,
            id: week.id.clone(),
            anchor: self.anchor(week.heading),
            called: week.called.clone(),
            title: week.title.clone(),
            icon: week.icon.clone(),
            theme: week.theme.clone(),
            fit: self.fit(&self.edition.weeks()[index]),
            offset: self.offsets[index],
            date: DatesView::of(
                self.edition.plan.start,
                self.offsets[index],
                days_of_week(week),
            ),
            address: super::address::name::week(week),
            sheets: super::address::name::sheets(week),
        }
    }

    fn fit(&self, fitted: &FittedWeek) -> FitView {
        let minutes = |time: Effort| time.minutes();
        let given: Vec<u32> = fitted
            .days
            .iter()
            .filter_map(|day| day.time)
            .map(minutes)
            .collect();
        let areas = self.areas(fitted);
        let bars = areas
            .iter()
            .flat_map(|area| [Some(area.core), area.allocated]);
        let bars = bars.chain(
            fitted
                .days
                .iter()
                .map(|day| day.written.max(day.time).map(minutes)),
        );
        FitView {
            scale: bars.flatten().max().unwrap_or_default().max(1),
            written: fitted.written.map(minutes),
            budget: fitted.budget.map(minutes),
            given: (!given.is_empty()).then(|| given.iter().sum()),
            over: fitted
                .budget
                .is_some_and(|budget| fitted.written > Some(budget)),
            tasks: fitted.core + fitted.stretch,
            core: fitted.core,
            stretch: fitted.stretch,
            areas,
        }
    }

    fn areas(&self, fitted: &FittedWeek) -> Vec<AreaView> {
        let plan = self.edition.plan;
        let allocated = |name: &str| {
            let track = self.edition.track()?;
            let share = track.allocation.iter().find(|share| share.area == name)?;
            share_effort(track, share).map(Effort::minutes)
        };
        let named = plan
            .areas
            .iter()
            .zip(&fitted.areas)
            .map(|(area, core)| AreaView {
                name: Some(area.name.clone()),
                core: core.minutes(),
                allocated: allocated(&area.name),
            });
        let rest = fitted.areas.last().copied().unwrap_or_default();
        let unassigned = AreaView {
            name: None,
            core: rest.minutes(),
            allocated: None,
        };
        named
            .chain((rest > Effort::ZERO).then_some(unassigned))
            .collect()
    }

    /// What stands in a week before its first day, and the sections that are no days.
    pub fn week_extras(&self, index: usize) -> ExtrasView<Content<'a>> {
        let week: &Week = &self.edition.plan.weeks[index];
        ExtrasView {
            intro: self.text().content(&week.intro, Wanted::Core, 0),
            sections: week
                .sections
                .iter()
                .filter_map(|(_, section)| self.section(section, 2))
                .collect(),
        }
    }
}
