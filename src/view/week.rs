//! Weeks and days as a theme draws them.

use serde::Serialize;

use super::edition::Editor;
use super::mark::{MarkView, marks};
use super::page::DatesView;
use super::piece::Piece;
use super::prose::Wanted;
use super::section::SectionView;
use crate::edition::{FittedBlock, FittedWeek, Place, Split};
use crate::plan::{Block, Day, DayItem, TrackNote, Week, day_of_week, days_of_week};
use crate::units::{Effort, Stated};

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
    /// The time of all that is in it; none if nothing states a time.
    pub written: Option<u32>,
    /// What the track allows.
    pub budget: Option<u32>,
    /// The time of its core.
    pub core_time: Option<u32>,
    /// What a bar for a day or an area is measured against: the longest of them.
    pub scale: u32,
    /// How many tasks there are.
    pub tasks: usize,
    /// How many of them are core.
    pub core: usize,
    /// How many are done if time allows.
    pub stretch: usize,
    /// The core's time by area; empty if there is no time or no area.
    pub areas: Vec<AreaView>,
}

/// An area's part in a week.
#[derive(Debug, Serialize)]
pub struct AreaView {
    /// Its name; none for time of no known area.
    pub name: Option<String>,
    /// The minutes of the core that it takes.
    pub core: u32,
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
    /// The minutes of all that is in it; none if nothing states a time.
    pub written: Option<u32>,
    /// The minutes of its core.
    pub core_time: Option<u32>,
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
        /// The minutes of what is shown of it: the least.
        low: Option<u32>,
        /// The most. It is the least, too, if only a part of the block is shown.
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
        let names = areas.iter().map(|area| Some(area.name.clone()));
        let views = names.chain([None]).zip(&fitted.areas);
        views
            .map(|(name, core)| AreaView {
                name,
                core: core.minutes(),
            })
            .filter(|area| area.name.is_some() || area.core > 0)
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
            written: whole(times.time),
            core_time: core(times.time),
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
        let blocks = &self.edition.weeks()[week].days[day].blocks;
        let day = &self.edition.plan.weeks[week].days[day];
        let (items, later) = (self.items(day, blocks), self.later(day, blocks));
        DayContentView {
            marks: marks(items.iter().chain(&later), &self.titles),
            items,
            later,
        }
    }

    /// What is done on a day: this track's notes first, then the rest in its order.
    fn items(&self, day: &Day, blocks: &[FittedBlock]) -> Vec<ItemView> {
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
        let mut blocks = blocks.iter();
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
                    let fitted = blocks.next().filter(|fitted| fitted.is_shown);
                    items.extend(fitted.and_then(|fitted| self.block(block, fitted)));
                }
                DayItem::Section(section) => {
                    items.extend(self.section(section, 3).map(ItemView::Section));
                }
            }
        }
        items
    }

    fn later(&self, day: &Day, blocks: &[FittedBlock]) -> Vec<ItemView> {
        let mut items = Vec::new();
        let mut blocks = blocks.iter();
        for item in &day.items {
            let later = match item {
                DayItem::Prose(nodes) => {
                    let body = self.text().pieces(nodes, Wanted::Stretch, 0);
                    (!body.is_empty()).then_some(ItemView::Prose { body })
                }
                DayItem::Block(block) => {
                    let time = blocks.next().and_then(|fitted| fitted.time);
                    let body = self.text().pieces(&block.body, Wanted::Stretch, 0);
                    let time = shown_time(block, time, |time| time.rest);
                    (!body.is_empty()).then(|| block_view(block, time, body))
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

    /// What of a block is core; none if all of it is done if time allows.
    fn block(&self, block: &Block, fitted: &FittedBlock) -> Option<ItemView> {
        let body = self.text().pieces(&block.body, Wanted::Core, 0);
        if body.is_empty() && !block.tasks.is_empty() {
            return None;
        }
        let time = shown_time(block, fitted.time, |time| time.core);
        Some(block_view(block, time, body))
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

fn block_view(block: &Block, time: Option<Stated>, body: Vec<Piece>) -> ItemView {
    ItemView::Block {
        label: block.label.clone(),
        low: time.map(|time| time.low.minutes()),
        high: time.map(|time| time.high.minutes()),
        note: block.note.clone(),
        body,
    }
}

/// The time of one part of a block, as it is written if it is all of it; none if it takes none.
fn shown_time(
    block: &Block,
    time: Option<Split>,
    part: impl Fn(Split) -> Effort,
) -> Option<Stated> {
    let time = time?;
    match part(time) {
        Effort::ZERO => None,
        own if own == time.whole() => block.stated,
        own => Some(Stated::exactly(own)),
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
