//! Weeks and days as a theme draws them.

use serde::Serialize;

use super::edition::Editor;
use super::mark::{MarkView, marks};
use super::page::DatesView;
use super::piece::Piece;
use super::prose::Wanted;
use super::section::SectionView;
use crate::edition::{FittedWeek, Place};
use crate::plan::{Block, Day, DayItem, TrackNote, Week, day_of_week, days_of_week, share_effort};
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

/// What is in a week beside its days.
#[derive(Debug, Serialize)]
pub struct ExtrasView {
    /// What stands before its first day.
    pub intro: Vec<Piece>,
    /// Its sections that are no days.
    pub sections: Vec<SectionView>,
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

/// A day.
#[derive(Debug, Serialize)]
pub struct DayView {
    /// Its id in addresses: `monday`.
    pub id: String,
    /// The anchor of its heading.
    pub anchor: String,
    /// What it is called: `Monday`.
    pub called: String,
    /// Its title; empty where it has only a name.
    pub title: String,
    /// Whether its author ticked its heading.
    pub done: bool,
    /// The minutes that are written for it.
    pub written: Option<u32>,
    /// The minutes that this edition gives it.
    pub given: Option<u32>,
    /// The minutes that its core takes.
    pub core_time: u32,
    /// How many of its tasks are core.
    pub core: usize,
    /// How many are done if time allows.
    pub stretch: usize,
    /// When it is, counted from the plan's first Monday.
    pub offset: u32,
    /// How many days it takes.
    pub length: u32,
    /// When it is, where the author says when the plan begins.
    pub date: Option<DatesView>,
    /// Its page.
    pub address: String,
}

/// What is in a day.
#[derive(Debug, Serialize)]
pub struct DayContentView {
    /// What is done.
    pub items: Vec<ItemView>,
    /// What is done if time allows, block by block.
    pub later: Vec<ItemView>,
    /// What stands on paper for the links in both.
    pub marks: Vec<MarkView>,
}

/// One thing in a day.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum ItemView {
    /// Prose and tasks.
    Prose {
        /// The pieces.
        body: Vec<Piece>,
    },
    /// Time with a label.
    Block {
        /// What it is called.
        label: String,
        /// The minutes that it states: the least.
        low: Option<u32>,
        /// The most.
        high: Option<u32>,
        /// What stands beside the time.
        note: String,
        /// What is in it.
        body: Vec<Piece>,
    },
    /// What this track does instead.
    Note {
        /// The track's name.
        track: String,
        /// What it says.
        body: Vec<Piece>,
    },
    /// A section of the day's own.
    Section(SectionView),
}

impl Editor<'_> {
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

    /// A day of a week.
    pub fn day(&self, week: usize, index: usize) -> DayView {
        let plan = self.edition.plan;
        let start = self.offsets[week];
        let (week, fitted) = (&plan.weeks[week], &self.edition.weeks()[week]);
        let (weekday, length) = day_of_week(&week.days[index], index);
        let (day, times) = (&week.days[index], &fitted.days[index]);
        let count = |wanted| {
            day.tasks
                .clone()
                .filter(|task| self.edition.place(*task) == wanted)
                .count()
        };
        DayView {
            id: day.id.clone(),
            anchor: self.anchor(day.heading),
            called: day.called.clone(),
            title: day.title.clone(),
            done: day.done,
            written: times.written.map(Effort::minutes),
            given: times.time.map(Effort::minutes),
            core_time: times.core.minutes(),
            core: count(Place::Core),
            stretch: count(Place::Stretch),
            offset: start + weekday,
            length,
            date: DatesView::of(plan.start, start + weekday, length),
            address: super::address::name::day(week, day),
        }
    }

    /// What is in a day of a week.
    pub fn day_content(&self, week: usize, day: usize) -> DayContentView {
        let day = &self.edition.plan.weeks[week].days[day];
        let (items, later) = (self.items(day), self.later(day));
        DayContentView {
            marks: marks(items.iter().chain(&later), &self.titles),
            items,
            later,
        }
    }

    /// What is done on a day: this track's notes first, then the rest in its order.
    fn items(&self, day: &Day) -> Vec<ItemView> {
        let mut items: Vec<ItemView> = day
            .items
            .iter()
            .filter_map(|item| match item {
                DayItem::Note(note) if Some(note.track) == self.edition.track => {
                    Some(self.note(note))
                }
                _ => None,
            })
            .collect();
        for item in &day.items {
            match item {
                DayItem::Note(_) => {}
                DayItem::Prose(nodes) => {
                    let body = self.text().pieces(nodes, Wanted::Core, 0);
                    if !body.is_empty() {
                        items.push(ItemView::Prose { body });
                    }
                }
                DayItem::Block(block) => {
                    let body = self.text().pieces(&block.body, Wanted::Core, 0);
                    let empty = body.is_empty() && !block.tasks.is_empty();
                    if !empty {
                        items.push(block_view(block, body));
                    }
                }
                DayItem::Section(section) => {
                    items.extend(self.section(section, 3).map(ItemView::Section));
                }
            }
        }
        items
    }

    fn later(&self, day: &Day) -> Vec<ItemView> {
        let mut items = Vec::new();
        for item in &day.items {
            let later = match item {
                DayItem::Prose(nodes) => {
                    let body = self.text().pieces(nodes, Wanted::Stretch, 0);
                    (!body.is_empty()).then_some(ItemView::Prose { body })
                }
                DayItem::Block(block) => {
                    let body = self.text().pieces(&block.body, Wanted::Stretch, 0);
                    (!body.is_empty()).then(|| block_view(block, body))
                }
                DayItem::Section(section) => {
                    let nodes = self.nodes(section);
                    let body = self.text().pieces(&nodes, Wanted::Stretch, 0);
                    (!body.is_empty()).then_some(ItemView::Prose { body })
                }
                DayItem::Note(_) => None,
            };
            items.extend(later);
        }
        items
    }

    fn note(&self, note: &TrackNote) -> ItemView {
        let mut body = self.text().line(&note.text);
        if !note.first.is_empty() {
            let first = super::escape::escape(&note.first);
            body.insert(0, Piece::Html { html: first });
        }
        ItemView::Note {
            track: self.edition.plan.tracks[note.track].name.clone(),
            body,
        }
    }

    /// What stands in a week before its first day, and the sections that are no days.
    pub fn week_extras(&self, index: usize) -> ExtrasView {
        let week: &Week = &self.edition.plan.weeks[index];
        ExtrasView {
            intro: self.text().pieces(&week.intro, Wanted::Core, 0),
            sections: week
                .sections
                .iter()
                .filter_map(|(_, section)| self.section(section, 2))
                .collect(),
        }
    }
}

fn block_view(block: &Block, body: Vec<Piece>) -> ItemView {
    ItemView::Block {
        label: block.label.clone(),
        low: block.stated.map(|stated| stated.low.minutes()),
        high: block.stated.map(|stated| stated.high.minutes()),
        note: block.note.clone(),
        body,
    }
}
