//! Days, and their content.

use serde::Serialize;

use super::content::{Content, ViewNode};
use super::edition::EditionViews;
use super::mark::{LinkMarks, MarkView};
use super::prose::TaskFilter;
use super::schedule::DatesView;
use super::section::SectionView;
use super::week::{core, whole};
use crate::document::NodeId;
use crate::edition::{FittedBlock, Placement, Split};
use crate::plan::{Block, Day, DayItem, TrackNote};
use crate::units::{Effort, Stated};

/// A day.
#[derive(Debug, Serialize)]
pub struct DayView {
    /// Its id in addresses: `monday`.
    pub id: String,
    /// The anchor of its heading.
    pub anchor: String,
    /// Its name: `Monday`.
    pub called: String,
    /// Its title; empty if it has only a name.
    pub title: String,
    /// Whether its author ticked its heading.
    pub done: bool,
    /// The minutes of everything in it; `None` if no part states a time.
    pub written: Option<u32>,
    /// The minutes of its core.
    pub core_time: Option<u32>,
    /// What its heading says of its time: `19:00–20:30`, `flexible`.
    pub time_note: String,
    /// How many of its tasks are core.
    pub core: usize,
    /// How many are done if time allows.
    pub stretch: usize,
    /// How many days after the plan's first day it is.
    pub offset: u32,
    /// How many days it takes.
    pub length: u32,
    /// Its dates, if the plan has a start date.
    pub date: Option<DatesView>,
    /// Its page.
    pub address: String,
}

/// The content of a day; `B` is the type of texts.
#[derive(Debug, Serialize)]
pub struct DayContentView<B> {
    /// The core.
    pub items: Vec<ItemView<B>>,
    /// The part for when time allows, block by block.
    pub later: Vec<ItemView<B>>,
    /// The list of the links in both, for paper.
    pub marks: Vec<MarkView>,
}

impl DayContentView<Content<'_>> {
    /// Whether it contains headings.
    pub fn has_headings(&self) -> bool {
        let mut items = self.items.iter().chain(&self.later);
        items.any(|item| match item {
            ItemView::Section(_) => true,
            ItemView::Prose { body }
            | ItemView::Block { body, .. }
            | ItemView::Note { body, .. } => body.iter().any(ViewNode::has_heading),
        })
    }
}

/// An item of a day; `B` is the type of texts.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum ItemView<B> {
    /// Prose and tasks.
    Prose {
        /// The text.
        body: B,
    },
    /// Time with a label.
    Block {
        /// Its label.
        label: String,
        /// The minimum of the minutes that are shown.
        low: Option<u32>,
        /// The maximum. If only a part of the block is shown, it equals the minimum.
        high: Option<u32>,
        /// Its clock times, and the words beside the time.
        note: String,
        /// Its content.
        body: B,
    },
    /// What this track does instead.
    Note {
        /// The track's name.
        track: String,
        /// Its text.
        body: B,
    },
    /// A section of the day.
    Section(SectionView<B>),
}

impl<B> ItemView<B> {
    /// The same with its texts rendered.
    ///
    /// # Errors
    ///
    /// The first error from rendering a text.
    pub fn render<C, E>(self, render: &mut dyn FnMut(B) -> Result<C, E>) -> Result<ItemView<C>, E> {
        Ok(match self {
            Self::Prose { body } => ItemView::Prose {
                body: render(body)?,
            },
            Self::Block {
                label,
                low,
                high,
                note,
                body,
            } => ItemView::Block {
                label,
                low,
                high,
                note,
                body: render(body)?,
            },
            Self::Note { track, body } => ItemView::Note {
                track,
                body: render(body)?,
            },
            Self::Section(section) => ItemView::Section(section.render(render)?),
        })
    }
}

impl<'a> EditionViews<'a> {
    /// A day of a week.
    pub fn day(&self, week: usize, index: usize) -> DayView {
        let plan = self.edition.plan;
        let scheduled = self.schedule.day(week, index);
        let (week, fitted) = (&plan.weeks[week], &self.edition.weeks()[week]);
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
            called: self.title(&day.called),
            title: self.title(&day.title),
            done: day.done,
            written: whole(times.time),
            core_time: core(times.time),
            time_note: self.title(&day.time_note),
            core: count(Placement::Core),
            stretch: count(Placement::Stretch),
            offset: scheduled.offset,
            length: scheduled.length,
            date: DatesView::of(self.calendar.as_ref(), scheduled.offset, scheduled.length),
            address: super::address::name::day(week, day),
        }
    }

    /// The keys under which a reader's note on a day may be kept, with spaces between them: the ids of its tasks in all
    /// tracks, since a day that moves takes them along; its place if it has none.
    pub fn note_keys(&self, week: usize, index: usize) -> String {
        let week = &self.edition.plan.weeks[week];
        let day = &week.days[index];
        self.keys_of(&day.tasks, &format!("{}-{}", week.id, day.id))
    }

    /// The keys under which a reader's log of a week may be kept, like those of a note on a day; each of its parts adds
    /// its name.
    pub fn log_keys(&self, week: usize) -> String {
        let week = &self.edition.plan.weeks[week];
        self.keys_of(&week.tasks, &week.id)
    }

    /// The ids of the tasks of a week, in all tracks.
    pub fn week_tasks(&self, week: usize) -> &[String] {
        &self.ids.own[self.edition.plan.weeks[week].tasks.clone()]
    }

    /// The ids of the tasks of a day, in all tracks.
    pub fn day_tasks(&self, week: usize, index: usize) -> &[String] {
        &self.ids.own[self.edition.plan.weeks[week].days[index].tasks.clone()]
    }

    /// The ids of tasks with spaces between them; if there are none, the place in the plan.
    fn keys_of(&self, tasks: &std::ops::Range<usize>, place: &str) -> String {
        match self.ids.own[tasks.clone()].join(" ") {
            keys if keys.is_empty() => format!("{}/{place}", self.edition.plan.key),
            keys => keys,
        }
    }

    /// The content of a day of a week. `level` is that of the headings in it, at least 2.
    pub fn day_content(&self, week: usize, day: usize, level: u8) -> DayContentView<Content<'a>> {
        let fitted = &self.edition.weeks()[week].days[day].blocks;
        let day = &self.edition.plan.weeks[week].days[day];
        let marks = LinkMarks::new(&self.titles);
        DayContentView {
            items: self.items((day, fitted), level, &marks),
            later: self.later((day, fitted), level, &marks),
            marks: marks.finish(),
        }
    }

    /// The items of a day: this track's notes first, then the rest in order.
    fn items(
        &self,
        (day, fitted): (&'a Day, &[FittedBlock]),
        level: u8,
        marks: &LinkMarks<'_>,
    ) -> Vec<ItemView<Content<'a>>> {
        let text = self.text();
        let wanted = (TaskFilter::Core, deeper(level));
        let mut items: Vec<ItemView<Content<'a>>> = day
            .items
            .iter()
            .filter_map(|item| match item {
                DayItem::Note(note) if Some(note.track) == self.edition.track => {
                    Some(self.note(note, marks))
                }
                _ => None,
            })
            .collect();
        let mut fitted = fitted.iter();
        for item in &day.items {
            match item {
                DayItem::Note(_) => {}
                DayItem::Prose(nodes) => {
                    let body = text.content_with(nodes, wanted, Some(marks));
                    if !body.is_empty() {
                        items.push(ItemView::Prose { body });
                    }
                }
                DayItem::Block(block) => {
                    let shown = fitted.next().filter(|fitted| fitted.is_shown);
                    let body = |_| text.content_with(&block.body, wanted, Some(marks));
                    let body = shown.map(body).unwrap_or_default();
                    // All of it may be optional.
                    let is_core = !body.is_empty() || block.tasks.is_empty();
                    items.extend(shown.filter(|_| is_core).map(|shown| {
                        self.block_view(
                            block,
                            shown_time(block, shown.time, |time| time.core),
                            body,
                        )
                    }));
                }
                DayItem::Section(section) => {
                    let section = self.section_with(section, level, Some(marks));
                    items.extend(section.map(ItemView::Section));
                }
            }
        }
        items
    }

    fn later(
        &self,
        (day, fitted): (&'a Day, &[FittedBlock]),
        level: u8,
        marks: &LinkMarks<'_>,
    ) -> Vec<ItemView<Content<'a>>> {
        let mut tasks = day.tasks.clone();
        if tasks.all(|task| self.edition.place(task) != Placement::Stretch) {
            return Vec::new();
        }
        let text = self.text();
        let stretch = |nodes: &[NodeId]| {
            text.content_with(nodes, (TaskFilter::Stretch, deeper(level)), Some(marks))
        };
        let mut items = Vec::new();
        let mut fitted = fitted.iter();
        for item in &day.items {
            let later = match item {
                DayItem::Prose(nodes) => {
                    let body = stretch(nodes);
                    (!body.is_empty()).then_some(ItemView::Prose { body })
                }
                DayItem::Block(block) => {
                    let time = fitted.next().and_then(|fitted| fitted.time);
                    let body = stretch(&block.body);
                    let time = shown_time(block, time, |time| time.rest);
                    (!body.is_empty()).then(|| self.block_view(block, time, body))
                }
                DayItem::Section(section) => {
                    let body = stretch(&self.nodes(section));
                    (!body.is_empty()).then_some(ItemView::Prose { body })
                }
                DayItem::Note(_) => None,
            };
            items.extend(later);
        }
        items
    }

    fn note(&self, note: &'a TrackNote, marks: &LinkMarks<'_>) -> ItemView<Content<'a>> {
        ItemView::Note {
            track: self.title(&self.edition.plan.tracks[note.track].name),
            body: self.text().line(&note.first, &note.text, Some(marks)),
        }
    }

    fn block_view(
        &self,
        block: &Block,
        time: Option<Stated>,
        body: Content<'a>,
    ) -> ItemView<Content<'a>> {
        ItemView::Block {
            label: self.title(&block.label),
            low: time.map(|time| time.low.minutes()),
            high: time.map(|time| time.high.minutes()),
            note: self.title(&block.note),
            body,
        }
    }
}

/// How much deeper headings in a day are than in a plan, in which days are of level 2 on the page of their week.
fn deeper(level: u8) -> i8 {
    i8::try_from(level).unwrap_or(6) - 3
}

/// The time of one part of a block, in its written form if it is all of it; `None` if it takes none.
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
