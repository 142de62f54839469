//! The pages of one edition.

mod frame;

use std::collections::HashMap;
use std::ops::Add as _;

use serde::Serialize;

use super::address::{self, Links, Places, name};
use super::page::{Drawn, Leaf, LinkView};
use super::piece::Piece;
use super::prose::{Text, Wanted};
use super::section::SectionView;
use super::week::{WeekView, core, whole as all_of};
use crate::document::{Document, NodeId};
use crate::edition::{Edition, Place, percentages};
use crate::plan::{Day, Part, Section, Week, share_effort, week_offsets};
use crate::units::{Area, Effort};

/// Makes the views of one edition's pages.
pub struct Editor<'a> {
    pub(super) edition: &'a Edition<'a>,
    pub(super) places: &'a [Places],
    pub(super) base_url: Option<&'a str>,
    pub(super) offsets: Vec<u32>,
    /// What the plan's links lead to is called, by address.
    pub(super) titles: HashMap<String, String>,
    folder: String,
    links: Vec<TrackFolder>,
}

struct TrackFolder {
    id: String,
    title: String,
    folder: String,
    current: bool,
    index: usize,
}

/// The plan's own page.
#[derive(Debug, Serialize)]
pub struct PlanView {
    /// What stands before its first section.
    pub intro: Vec<Piece>,
    /// Its parts in their order.
    pub parts: Vec<PartView>,
    /// How many weeks it has.
    pub weeks: usize,
    /// How many days.
    pub days: usize,
    /// How many tasks this edition shows, final checklists among them.
    pub tasks: usize,
    /// How many of them are core.
    pub core: usize,
    /// The minutes of all that is in it; none if nothing states a time.
    pub written: Option<u32>,
    /// The minutes of its core.
    pub core_time: Option<u32>,
    /// The minutes that a bar for a week is measured against: the longest of them.
    pub scale: u32,
    /// The areas, with what the track states for each and what the plan gives it; empty if there are none.
    pub areas: Vec<ShareView>,
    /// The page with everything.
    pub everything: String,
}

/// An area's share of the time of a plan: as the track states it, and as the days add up.
#[derive(Debug, Serialize)]
pub struct ShareView {
    /// The area; none for time of no known area.
    pub area: Option<String>,
    /// The percentage that the track states.
    pub stated: Option<f64>,
    /// The minutes a week that the track states, or that its percentage comes to.
    pub per_week: Option<u32>,
    /// What the author says of it.
    pub note: String,
    /// The percentage of the core that it takes; none if nothing states a time.
    pub percent: Option<u32>,
    /// The minutes of the core that it takes.
    pub minutes: Option<u32>,
}

/// One part of a plan.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum PartView {
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
        /// The minutes of all that is in it; none if nothing states a time.
        written: Option<u32>,
        /// The minutes of its core.
        core_time: Option<u32>,
        /// What stands before its first week.
        intro: Vec<Piece>,
        /// Its weeks.
        weeks: Vec<WeekView>,
        /// Its sections that are no weeks.
        sections: Vec<SectionView>,
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

impl<'a> Editor<'a> {
    pub(super) fn new(
        edition: &'a Edition<'a>,
        places: &'a [Places],
        base_url: Option<&'a str>,
    ) -> Self {
        let plan = edition.plan;
        let tracks = plan.tracks.iter().enumerate();
        let folder = address::folder(plan, edition.track);
        let links = Links::of(edition, places, &folder);
        Self {
            edition,
            places,
            base_url,
            offsets: week_offsets(plan),
            titles: super::mark::titles(links, plan.document),
            folder,
            links: tracks
                .map(|(index, track)| TrackFolder {
                    id: track.id.clone(),
                    title: track.name.clone(),
                    folder: address::folder(plan, Some(index)),
                    current: Some(index) == edition.track,
                    index,
                })
                .collect(),
        }
    }

    /// The folder of the edition's pages, with a `/` at its end.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// How many weeks the edition has.
    pub fn weeks(&self) -> usize {
        self.edition.plan.weeks.len()
    }

    /// How many days a week has.
    pub fn days(&self, week: usize) -> usize {
        self.edition.plan.weeks[week].days.len()
    }

    /// The nodes of a section and of those in it, as far as they are for the readers of this edition.
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

    pub(super) fn text(&self) -> Text<'_> {
        let plan = self.edition.plan;
        Text {
            document: self.document(),
            index: plan.document,
            tasks: &plan.tasks,
            audiences: &plan.audiences,
            areas: &plan.areas,
            levels: &plan.levels,
            links: Links::of(self.edition, self.places, &self.folder),
        }
    }

    /// The path of the plan's own page.
    pub fn plan_leaf(&self) -> Leaf {
        self.leaf(name::PLAN, self.document().roots().next())
    }

    /// The path of the page with everything.
    pub fn everything_leaf(&self) -> Leaf {
        self.leaf(name::EVERYTHING, self.document().roots().next())
    }

    /// The paths of the pages of sections, in the order of [`Editor::section_pages`].
    pub fn section_leaves(&self) -> Vec<Leaf> {
        let shown = self.shown_sections();
        let leaf = |section: &&Section| self.leaf(&name::section(section), Some(section.heading));
        shown.iter().map(leaf).collect()
    }

    /// The paths of a week's pages: its own, that of its sheets and those of its days.
    pub fn week_leaves(&self, index: usize) -> Vec<Leaf> {
        let week = &self.edition.plan.weeks[index];
        let own = [Some(name::week(week)), name::sheets(week)];
        let own = own.into_iter().flatten().map(|name| (name, week.heading));
        let days = week
            .days
            .iter()
            .map(|day| (name::day(week, day), day.heading));
        own.chain(days)
            .map(|(name, heading)| self.leaf(&name, Some(heading)))
            .collect()
    }

    fn leaf(&self, name: &str, node: Option<NodeId>) -> Leaf {
        let document = self.document();
        Leaf {
            path: format!("{}{name}", self.folder),
            written: node.map(|node| document.node(node).span),
        }
    }

    /// The plan's own page.
    pub fn plan_page(&self) -> Drawn<PlanView> {
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
        let shown = |task: &usize| self.edition.place(*task) != Place::Elsewhere;
        let is_core = |task: &usize| self.edition.place(*task) == Place::Core;
        let time = self.edition.time();
        let weeks = self.edition.weeks().iter();
        let body = PlanView {
            intro: self.text().pieces(&plan.intro, Wanted::Core, 0),
            parts: self.parts(),
            weeks: plan.study_weeks(),
            days: plan.weeks.iter().map(|week| week.days.len()).sum(),
            tasks: (0..plan.tasks.own.len()).filter(shown).count(),
            core: (0..plan.tasks.own.len()).filter(is_core).count(),
            written: all_of(time),
            core_time: core(time),
            scale: weeks.filter_map(|week| all_of(week.time)).fold(1, u32::max),
            areas: self.shares(),
            everything: name::EVERYTHING.to_owned(),
        };
        Drawn { page, body }
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

    /// What the track states for an area, which may be several shares.
    fn stated_share(&self, area: Option<&Area>) -> ShareView {
        let shares = area.map(|area| self.edition.shares(area));
        let stated: Vec<_> = shares.into_iter().flatten().collect();
        let percents = stated.iter().map(|(_, share)| share.percent);
        let times = stated
            .iter()
            .filter_map(|(track, share)| share_effort(track, share));
        let notes = stated.iter().map(|(_, share)| share.note.as_str());
        ShareView {
            area: area.map(|area| area.name.clone()),
            stated: percents.reduce(|total, percent| total + percent),
            per_week: times.reduce(Effort::add).map(Effort::minutes),
            note: notes
                .filter(|note| !note.is_empty())
                .collect::<Vec<_>>()
                .join("; "),
            percent: None,
            minutes: None,
        }
    }

    fn parts(&self) -> Vec<PartView> {
        let mut parts: Vec<PartView> = Vec::new();
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

    fn part(&self, part: Part) -> Option<PartView> {
        let plan = self.edition.plan;
        match part {
            Part::Phase(index) => {
                let phase = &plan.phases[index];
                let time = self.edition.phase_time(index);
                self.edition.shows(phase.heading).then(|| PartView::Phase {
                    anchor: self.anchor(phase.heading),
                    called: phase.called.clone(),
                    title: phase.title.clone(),
                    icon: phase.icon.clone(),
                    written: all_of(time),
                    core_time: core(time),
                    intro: self.text().pieces(&phase.intro, Wanted::Core, 0),
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

    pub(super) fn shown_sections(&self) -> Vec<&'a Section> {
        let sections = self.edition.plan.sections.iter();
        sections
            .filter(|section| section.has_content() && self.edition.shows(section.heading))
            .collect()
    }

    /// The sections that have pages.
    pub fn section_pages(&self) -> Vec<Drawn<SectionView>> {
        let plan = self.edition.plan;
        let shown = self.shown_sections();
        let link =
            |section: &&Section| LinkView::new(section.title.clone(), name::section(section));
        let pages = shown.iter().enumerate().filter_map(|(index, section)| {
            let audience = plan.audiences.get(&section.heading);
            let mut page = self.frame(&name::section(section), section.title.clone(), audience);
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
            // The page's own heading is its title; what is in it moves up.
            body.sections = section
                .sections
                .iter()
                .filter_map(|inner| self.section(inner, 2))
                .collect();
            Some(Drawn { page, body })
        });
        pages.collect()
    }
}

fn week_title(week: &Week) -> String {
    whole(&week.called, &week.title)
}

fn day_title(day: &Day) -> String {
    whole(&day.called, &day.title)
}

/// `Monday: Title`, or the one of the two that there is.
pub(super) fn whole(called: &str, title: &str) -> String {
    match (called, title) {
        ("", title) => title.to_owned(),
        (called, "") => called.to_owned(),
        (called, title) => format!("{called}: {title}"),
    }
}
