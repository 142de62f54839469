//! The plan's own page.

use serde::Serialize;

use super::address::name;
use super::content::Content;
use super::edition::{Editor, week_title};
use super::page::{Drawn, LinkView};
use super::prose::Wanted;
use super::section::{SectionView, draw_all};
use super::week::WeekView;
use crate::edition::{FittedWeek, Place};
use crate::plan::{Part, share_effort};
use crate::units::Effort;

/// The plan's own page; `B` is what texts are.
#[derive(Debug, Serialize)]
pub struct PlanView<B> {
    /// What is before its first section.
    pub intro: B,
    /// Its parts in their order.
    pub parts: Vec<PartView<B>>,
    /// How many weeks it has.
    pub weeks: usize,
    /// How many days.
    pub days: usize,
    /// How many tasks this edition shows, final checklists among them.
    pub tasks: usize,
    /// How many of them are core.
    pub core: usize,
    /// The minutes that are written in all.
    pub written: u32,
    /// The minutes that this edition gives in all.
    pub given: u32,
    /// The minutes that a bar for a week is measured against: the longest of them.
    pub scale: u32,
    /// How the track shares out its week.
    pub allocation: Vec<ShareView>,
    /// The page with everything.
    pub everything: String,
}

/// One area's share of a track's week.
#[derive(Debug, Serialize)]
pub struct ShareView {
    /// The area.
    pub area: String,
    /// Its percentage.
    pub percent: f64,
    /// Its minutes.
    pub minutes: Option<u32>,
    /// What the author says of it.
    pub note: String,
}

/// One part of a plan; `B` is what texts are.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum PartView<B> {
    /// A phase.
    Phase {
        /// Its anchor.
        anchor: String,
        /// What it is called: `Phase 1`.
        called: String,
        /// Its title.
        title: String,
        /// What stands before its words.
        icon: String,
        /// The minutes that are written for it.
        written: u32,
        /// The minutes that this edition gives it.
        given: u32,
        /// What stands before its first week.
        intro: B,
        /// Its weeks.
        weeks: Vec<WeekView>,
        /// Its sections that are no weeks.
        sections: Vec<SectionView<B>>,
    },
    /// Weeks outside phases that stand side by side.
    Weeks {
        /// The weeks.
        weeks: Vec<WeekView>,
    },
    /// A section with a page of its own.
    Section {
        /// Its title.
        title: String,
        /// What stands before its words.
        icon: String,
        /// Its page; none where there is nothing in it.
        address: Option<String>,
        /// Its place among the edition's section pages.
        index: Option<usize>,
        /// How many tasks are in it.
        tasks: usize,
    },
}

impl<B> PlanView<B> {
    /// The page with its texts drawn.
    ///
    /// # Errors
    ///
    /// The first that drawing a text gives.
    pub fn draw<C, E>(self, draw: &mut dyn FnMut(B) -> Result<C, E>) -> Result<PlanView<C>, E> {
        let parts = self.parts.into_iter();
        Ok(PlanView {
            intro: draw(self.intro)?,
            parts: parts
                .map(|part| part.draw(draw))
                .collect::<Result<_, E>>()?,
            weeks: self.weeks,
            days: self.days,
            tasks: self.tasks,
            core: self.core,
            written: self.written,
            given: self.given,
            scale: self.scale,
            allocation: self.allocation,
            everything: self.everything,
        })
    }
}

impl<B> PartView<B> {
    fn draw<C, E>(self, draw: &mut dyn FnMut(B) -> Result<C, E>) -> Result<PartView<C>, E> {
        Ok(match self {
            Self::Phase {
                anchor,
                called,
                title,
                icon,
                written,
                given,
                intro,
                weeks,
                sections,
            } => PartView::Phase {
                anchor,
                called,
                title,
                icon,
                written,
                given,
                intro: draw(intro)?,
                weeks,
                sections: draw_all(sections, draw)?,
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

impl<'a> Editor<'a> {
    /// The plan's own page.
    pub fn plan_page(&self) -> Drawn<PlanView<Content<'a>>> {
        let plan = self.edition.plan;
        let mut page = self.frame(name::PLAN, plan.title.clone(), None);
        page.next = plan
            .weeks
            .first()
            .map(|week| LinkView::new(week_title(week), name::week(week)))
            .or_else(|| {
                let section = *self.shown_sections().first()?;
                Some(LinkView::new(section.title.clone(), name::section(section)))
            });
        let weeks = self.edition.weeks();
        let shown = |task: &usize| self.edition.place(*task) != Place::Elsewhere;
        let core = |task: &usize| self.edition.place(*task) == Place::Core;
        let body = PlanView {
            intro: self.text().content(&plan.intro, Wanted::Core, 0),
            parts: self.parts(),
            weeks: plan.study_weeks(),
            days: plan.weeks.iter().map(|week| week.days.len()).sum(),
            tasks: (0..plan.tasks.own.len()).filter(shown).count(),
            core: (0..plan.tasks.own.len()).filter(core).count(),
            written: weeks.iter().map(written).sum(),
            given: weeks.iter().map(given).sum(),
            scale: weeks
                .iter()
                .map(|week| written(week).max(given(week)))
                .fold(1, u32::max),
            allocation: self.allocation(),
            everything: name::EVERYTHING.to_owned(),
        };
        Drawn { page, body }
    }

    fn allocation(&self) -> Vec<ShareView> {
        let Some(track) = self.edition.track() else {
            return Vec::new();
        };
        let shares = track.allocation.iter().map(|share| ShareView {
            area: share.area.clone(),
            percent: share.percent,
            minutes: share_effort(track, share).map(Effort::minutes),
            note: share.note.clone(),
        });
        shares.collect()
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

    fn part(&self, part: Part) -> Option<PartView<Content<'a>>> {
        let plan = self.edition.plan;
        match part {
            Part::Phase(index) => {
                let phase = &plan.phases[index];
                let weeks = &self.edition.weeks()[phase.weeks.clone()];
                self.edition.shows(phase.heading).then(|| PartView::Phase {
                    anchor: self.anchor(phase.heading),
                    called: phase.called.clone(),
                    title: phase.title.clone(),
                    icon: phase.icon.clone(),
                    written: weeks.iter().map(written).sum(),
                    given: weeks.iter().map(given).sum(),
                    intro: self.text().content(&phase.intro, Wanted::Core, 0),
                    weeks: phase.weeks.clone().map(|week| self.week(week)).collect(),
                    sections: phase
                        .sections
                        .iter()
                        .filter_map(|(_, section)| self.section(section, 3))
                        .collect(),
                })
            }
            Part::Week(index) => Some(PartView::Weeks {
                weeks: vec![self.week(index)],
            }),
            Part::Section(index) => {
                let section = &plan.sections[index];
                self.edition
                    .shows(section.heading)
                    .then(|| PartView::Section {
                        title: section.title.clone(),
                        icon: section.icon.clone(),
                        address: section.has_content().then(|| name::section(section)),
                        index: self
                            .shown_sections()
                            .iter()
                            .position(|shown| shown.id == section.id),
                        tasks: section
                            .tasks
                            .clone()
                            .filter(|task| self.edition.place(*task) != Place::Elsewhere)
                            .count(),
                    })
            }
        }
    }
}

/// The minutes that are written for a week.
fn written(week: &FittedWeek) -> u32 {
    week.written.map_or(0, Effort::minutes)
}

/// The minutes that its days get.
fn given(week: &FittedWeek) -> u32 {
    let times = week.days.iter().filter_map(|day| day.time);
    times.map(Effort::minutes).sum()
}
