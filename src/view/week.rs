//! Weeks as views for a theme.

use serde::Serialize;

use super::content::Content;
use super::edition::EditionViews;
use super::prose::TaskFilter;
use super::schedule::DatesView;
use super::section::{SectionView, render_all};
use crate::edition::{FittedWeek, Split};
use crate::plan::{Week, WeekKind};
use crate::units::Effort;

/// A week.
#[derive(Debug, Serialize)]
pub struct WeekView {
    /// Its index among the edition's weeks, from 0.
    pub index: usize,
    /// Its id in addresses: `week-3`.
    pub id: String,
    /// The anchor of its heading.
    pub anchor: String,
    /// Its name: `Week 3`.
    pub called: String,
    /// Its title; empty if it has only a number.
    pub title: String,
    /// The icon in front of its heading.
    pub icon: String,
    /// Its theme.
    pub theme: Option<String>,
    /// How it fits the track.
    pub fit: FitView,
    /// How many days after the plan's first day it begins.
    pub offset: u32,
    /// How many days it takes.
    pub length: u32,
    /// Its dates, if the plan has a start date.
    pub date: Option<DatesView>,
    /// Its page.
    pub address: String,
    /// The page with all its sheets; `None` for a break.
    pub sheets: Option<String>,
    /// The breaks in it and after it that are not in the text.
    pub breaks: Vec<BreakView>,
}

/// Time off that is not in the text of a plan.
#[derive(Debug, Serialize)]
pub struct BreakView {
    /// Its title; empty if none is stated.
    pub title: String,
    /// How many days after the plan's first day it begins.
    pub offset: u32,
    /// How many days it takes.
    pub length: u32,
    /// Its dates, if the plan has a start date.
    pub date: Option<DatesView>,
}

/// The content of a week outside of its days; `B` is the type of texts.
#[derive(Debug, Serialize)]
pub struct ExtrasView<B> {
    /// The content before its first day.
    pub intro: B,
    /// Its sections.
    pub sections: Vec<SectionView<B>>,
}

impl<B> ExtrasView<B> {
    /// The same with its texts rendered.
    ///
    /// # Errors
    ///
    /// The first error from rendering a text.
    pub fn render<C, E>(
        self,
        render: &mut dyn FnMut(B) -> Result<C, E>,
    ) -> Result<ExtrasView<C>, E> {
        Ok(ExtrasView {
            intro: render(self.intro)?,
            sections: render_all(self.sections, render)?,
        })
    }
}

/// How a week fits a track. All times are minutes.
#[derive(Debug, Serialize)]
pub struct FitView {
    /// The time of everything in it; `None` if no part states a time.
    pub written: Option<u32>,
    /// The track's budget.
    pub budget: Option<u32>,
    /// The time of its core.
    pub core_time: Option<u32>,
    /// The scale of the bars for areas: the longest day or area.
    pub scale: u32,
    /// How many tasks there are.
    pub tasks: usize,
    /// How many of them are core.
    pub core: usize,
    /// How many tasks are optional.
    pub stretch: usize,
    /// The core time by area; empty if there is no time or no area.
    pub areas: Vec<AreaView>,
}

/// An area's part in a week.
#[derive(Debug, Serialize)]
pub struct AreaView {
    /// Its name; `None` for time without a known area.
    pub name: Option<String>,
    /// Its minutes of the core.
    pub core: u32,
}

impl<'a> EditionViews<'a> {
    /// A week.
    pub fn week(&self, index: usize) -> WeekView {
        let week = &self.edition.plan.weeks[index];
        let scheduled = &self.schedule.weeks[index];
        // Days outside of weeks are shown with the week that they fall in.
        let length = scheduled.length.max(7);
        WeekView {
            index,
            id: week.id.clone(),
            anchor: self.anchor(week.heading),
            called: self.title(&week.called),
            title: self.title(&week.title),
            icon: week.icon.clone(),
            theme: week.theme.as_deref().map(|theme| self.title(theme)),
            fit: self.fit(&self.edition.weeks()[index]),
            offset: scheduled.offset,
            length,
            date: DatesView::of(self.calendar.as_ref(), scheduled.offset, length),
            address: super::address::name::week(week),
            sheets: super::address::name::sheets(week),
            breaks: self.breaks(index),
        }
    }

    /// The breaks in and after a week that are not in the text. One that is written there too is shown as a week.
    fn breaks(&self, index: usize) -> Vec<BreakView> {
        let plan = self.edition.plan;
        let scheduled = &self.schedule.weeks[index];
        let mut next = scheduled.offset + scheduled.length;
        let after = plan.weeks.get(index + 1);
        let is_written = after.is_some_and(|week| week.kind == WeekKind::Break);
        let own = plan
            .breaks
            .iter()
            .filter(|added| added.week == index && (added.day.is_some() || !is_written));
        let view = own.map(|added| {
            let offset = match added.day {
                Some(day) => scheduled.days[day].offset + scheduled.days[day].length,
                None => {
                    next += added.days;
                    next - added.days
                }
            };
            BreakView {
                title: self.title(&added.title),
                offset,
                length: added.days,
                date: DatesView::of(self.calendar.as_ref(), offset, added.days),
            }
        });
        view.collect()
    }

    fn fit(&self, fitted: &FittedWeek) -> FitView {
        let areas = self.areas(fitted);
        let days = fitted.days.iter().filter_map(|day| whole(day.time));
        let bars = areas.iter().map(|area| area.core).chain(days);
        FitView {
            scale: bars.max().unwrap_or_default().max(1),
            written: whole(fitted.time),
            budget: fitted.budget.map(Effort::minutes),
            core_time: core(fitted.time),
            tasks: fitted.core + fitted.stretch,
            core: fitted.core,
            stretch: fitted.stretch,
            areas,
        }
    }

    fn areas(&self, fitted: &FittedWeek) -> Vec<AreaView> {
        let areas = &self.edition.plan.areas;
        if areas.is_empty() || fitted.time.is_none() {
            return Vec::new();
        }
        let names = areas.iter().map(|area| Some(self.title(&area.name)));
        let views = names.chain([None]).zip(&fitted.areas);
        views
            .map(|(name, core)| AreaView {
                name,
                core: core.minutes(),
            })
            .filter(|area| area.name.is_some() || area.core > 0)
            .collect()
    }

    /// The content of a week before its first day, and its sections.
    pub fn week_extras(&self, index: usize) -> ExtrasView<Content<'a>> {
        let week: &Week = &self.edition.plan.weeks[index];
        ExtrasView {
            intro: self.text().content(&week.intro, TaskFilter::Core, 0),
            sections: week
                .sections
                .iter()
                .filter_map(|(_, section)| self.section(section, 2))
                .collect(),
        }
    }
}

/// The minutes of the core and of the rest.
pub(super) fn whole(time: Option<Split>) -> Option<u32> {
    time.map(|time| time.whole().minutes())
}

/// The minutes of the core.
pub(super) fn core(time: Option<Split>) -> Option<u32> {
    time.map(|time| time.core.minutes())
}
