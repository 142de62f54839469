//! The plan's own page.

use std::ops::Add as _;

use serde::Serialize;

use super::address::name;
use super::content::Content;
use super::edition::EditionViews;
use super::page::{FramedPage, LinkView};
use super::prose::TaskFilter;
use super::section::{SectionView, render_all};
use super::week::{WeekView, core, whole};
use crate::edition::{Placement, percentages};
use crate::plan::{PlanPart, share_effort};
use crate::units::{Area, Effort};

/// The plan's own page; `B` is the type of texts.
#[derive(Debug, Serialize)]
pub struct PlanView<B> {
    /// The content before its first section.
    pub intro: B,
    /// Its parts in order.
    pub parts: Vec<PartView<B>>,
    /// How many weeks it has.
    pub weeks: usize,
    /// How many days.
    pub days: usize,
    /// How many tasks this edition shows, including final checklists.
    pub tasks: usize,
    /// How many of them are core.
    pub core: usize,
    /// The minutes of everything in it; `None` if no part states a time.
    pub written: Option<u32>,
    /// The minutes of its core.
    pub core_time: Option<u32>,
    /// The first day with tasks; `None` if there is none.
    pub first: Option<LinkView>,
    /// The areas, with the track's share for each and the plan's; empty if there are none.
    pub areas: Vec<ShareView>,
    /// The page with everything.
    pub everything: String,
    /// Its calendar file, if the plan has a start.
    pub calendar: Option<CalendarLinkView>,
}

/// The links to a calendar file.
#[derive(Debug, Serialize)]
pub struct CalendarLinkView {
    /// The file.
    pub address: String,
    /// The address to which calendars subscribe, if the handbook's address is known.
    pub feed: Option<String>,
}

/// An area's share of the time of a plan: in the track's allocation, and in the days.
#[derive(Debug, Serialize)]
pub struct ShareView {
    /// The area; `None` for time without a known area.
    pub area: Option<String>,
    /// The stated percentage.
    pub stated: Option<f64>,
    /// The stated minutes per week, or those of its percentage.
    pub per_week: Option<u32>,
    /// The author's note about it.
    pub note: String,
    /// Its percentage of the core; `None` if no time is stated.
    pub percent: Option<u32>,
    /// Its minutes of the core.
    pub minutes: Option<u32>,
}

/// A part of a plan; `B` is the type of texts.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum PartView<B> {
    /// A phase.
    Phase {
        /// Its anchor.
        anchor: String,
        /// Its name: `Phase 1`.
        called: String,
        /// Its title.
        title: String,
        /// The icon in front of its heading.
        icon: String,
        /// The minutes of everything in it; `None` if no part states a time.
        written: Option<u32>,
        /// The minutes of its core.
        core_time: Option<u32>,
        /// The content before its first week.
        intro: B,
        /// Its weeks.
        weeks: Vec<WeekView>,
        /// Its sections outside of weeks.
        sections: Vec<SectionView<B>>,
    },
    /// Consecutive weeks outside of phases.
    Weeks {
        /// The weeks.
        weeks: Vec<WeekView>,
    },
    /// A section with a page of its own.
    Section {
        /// Its title.
        title: String,
        /// The icon in front of its heading.
        icon: String,
        /// Its page; `None` if it is empty.
        address: Option<String>,
        /// Its index among the edition's section pages.
        index: Option<usize>,
        /// How many tasks are in it.
        tasks: usize,
    },
}

impl<B> PlanView<B> {
    /// The page with its texts rendered.
    ///
    /// # Errors
    ///
    /// The first error from rendering a text.
    pub fn render<C, E>(self, render: &mut dyn FnMut(B) -> Result<C, E>) -> Result<PlanView<C>, E> {
        let parts = self.parts.into_iter();
        Ok(PlanView {
            intro: render(self.intro)?,
            parts: parts
                .map(|part| part.render(render))
                .collect::<Result<_, E>>()?,
            weeks: self.weeks,
            days: self.days,
            tasks: self.tasks,
            first: self.first,
            core: self.core,
            written: self.written,
            core_time: self.core_time,
            areas: self.areas,
            everything: self.everything,
            calendar: self.calendar,
        })
    }
}

impl<B> PartView<B> {
    fn render<C, E>(self, render: &mut dyn FnMut(B) -> Result<C, E>) -> Result<PartView<C>, E> {
        Ok(match self {
            Self::Phase {
                anchor,
                called,
                title,
                icon,
                written,
                core_time,
                intro,
                weeks,
                sections,
            } => PartView::Phase {
                anchor,
                called,
                title,
                icon,
                written,
                core_time,
                intro: render(intro)?,
                weeks,
                sections: render_all(sections, render)?,
            },
            Self::Weeks { weeks } => PartView::Weeks { weeks },
            Self::Section {
                title,
                icon,
                address,
                index,
                tasks,
            } => PartView::Section {
                title,
                icon,
                address,
                index,
                tasks,
            },
        })
    }
}

impl<'a> EditionViews<'a> {
    /// The plan's own page.
    pub fn plan_page(&self) -> FramedPage<PlanView<Content<'a>>> {
        let plan = self.edition.plan;
        let mut page = self.frame(name::PLAN, self.names.plan.clone(), None);
        page.next = plan
            .weeks
            .first()
            .map(|week| LinkView::new(self.week_title(0).to_owned(), name::week(week)))
            .or_else(|| {
                let section = *self.shown_sections().first()?;
                Some(LinkView::new(
                    self.title(&section.title),
                    name::section(section),
                ))
            });
        let shown = |task: &usize| self.edition.place(*task) != Placement::Elsewhere;
        let is_core = |task: &usize| self.edition.place(*task) == Placement::Core;
        let time = self.edition.time();
        let body = PlanView {
            intro: self.text().content(&plan.intro, TaskFilter::Core, 0),
            parts: self.parts(),
            weeks: plan.study_weeks(),
            days: plan.weeks.iter().map(|week| week.days.len()).sum(),
            tasks: (0..plan.tasks.own.len()).filter(shown).count(),
            core: (0..plan.tasks.own.len()).filter(is_core).count(),
            written: whole(time),
            core_time: core(time),
            first: self.first_day(),
            areas: self.shares(),
            everything: name::EVERYTHING.to_owned(),
            calendar: self.calendar_link(),
        };
        FramedPage { page, body }
    }

    /// The first day with something to do, as `Week 1, Monday`.
    fn first_day(&self) -> Option<LinkView> {
        let weeks = self.edition.plan.weeks.iter();
        let mut days = weeks.flat_map(|week| week.days.iter().map(move |day| (week, day)));
        let (week, day) = days.find(|(_, day)| !day.tasks.is_empty())?;
        let called = [week.called.as_str(), &day.called].into_iter();
        let called: Vec<&str> = called.filter(|name| !name.is_empty()).collect();
        let title = self.title(&called.join(", "));
        Some(LinkView::new(title, name::day(week, day)))
    }

    fn shares(&self) -> Vec<ShareView> {
        let plan = self.edition.plan;
        if plan.areas.is_empty() {
            return Vec::new();
        }
        let times = self.edition.areas();
        let is_timed = self.edition.time().is_some();
        let percent = percentages(&times);
        let areas = plan.areas.iter().map(Some).chain([None]);
        let shares = areas.enumerate().map(|(index, area)| ShareView {
            percent: is_timed.then(|| percent[index]),
            minutes: is_timed.then(|| times[index].minutes()),
            ..self.stated_share(area)
        });
        shares
            .filter(|share| share.area.is_some() || share.minutes > Some(0))
            .collect()
    }

    /// The track's share for an area, which may be a sum of several.
    fn stated_share(&self, area: Option<&Area>) -> ShareView {
        let shares = area.map(|area| self.edition.shares(area));
        let stated: Vec<_> = shares.into_iter().flatten().collect();
        let percents = stated.iter().map(|(_, share)| share.percent);
        let times = stated
            .iter()
            .filter_map(|(track, share)| share_effort(track, share));
        let notes = stated.iter().map(|(_, share)| share.note.as_str());
        ShareView {
            area: area.map(|area| self.title(&area.name)),
            stated: percents.reduce(|total, percent| total + percent),
            per_week: times.reduce(Effort::add).map(Effort::minutes),
            note: notes
                .filter(|note| !note.is_empty())
                .map(|note| self.title(note))
                .collect::<Vec<_>>()
                .join("; "),
            percent: None,
            minutes: None,
        }
    }

    fn parts(&self) -> Vec<PartView<Content<'a>>> {
        let mut parts: Vec<PartView<Content<'a>>> = Vec::new();
        for part in &self.edition.plan.parts {
            match (parts.last_mut(), self.part(*part)) {
                (Some(PartView::Weeks { weeks }), Some(PartView::Weeks { weeks: more })) => {
                    weeks.extend(more);
                }
                (_, part) => parts.extend(part),
            }
        }
        parts
    }

    fn part(&self, part: PlanPart) -> Option<PartView<Content<'a>>> {
        let plan = self.edition.plan;
        match part {
            PlanPart::Phase(index) => {
                let phase = &plan.phases[index];
                let time = self.edition.phase_time(index);
                self.edition.shows(phase.heading).then(|| PartView::Phase {
                    anchor: self.anchor(phase.heading),
                    called: self.title(&phase.called),
                    title: self.title(&phase.title),
                    icon: phase.icon.clone(),
                    written: whole(time),
                    core_time: core(time),
                    intro: self.text().content(&phase.intro, TaskFilter::Core, 0),
                    weeks: phase.weeks.clone().map(|week| self.week(week)).collect(),
                    sections: phase
                        .sections
                        .iter()
                        .filter_map(|(_, section)| self.section(section, 3))
                        .collect(),
                })
            }
            PlanPart::Week(index) => Some(PartView::Weeks {
                weeks: vec![self.week(index)],
            }),
            PlanPart::Section(index) => {
                let section = &plan.sections[index];
                self.edition
                    .shows(section.heading)
                    .then(|| PartView::Section {
                        title: self.title(&section.title),
                        icon: section.icon.clone(),
                        address: section.has_content().then(|| name::section(section)),
                        index: self
                            .shown_sections()
                            .iter()
                            .position(|shown| shown.id == section.id),
                        tasks: section
                            .tasks
                            .clone()
                            .filter(|task| self.edition.place(*task) != Placement::Elsewhere)
                            .count(),
                    })
            }
        }
    }
}
