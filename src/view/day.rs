//! Days, and what is in them.

use serde::Serialize;

use super::content::{Content, ViewNode};
use super::edition::Editor;
use super::mark::{MarkView, Marks};
use super::page::DatesView;
use super::prose::Wanted;
use super::section::SectionView;
use crate::document::NodeId;
use crate::edition::Place;
use crate::plan::{Block, Day, DayItem, TrackNote, day_of_week};
use crate::units::Effort;

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

/// What is in a day; `B` is what texts are.
#[derive(Debug, Serialize)]
pub struct DayContentView<B> {
    /// What is done.
    pub items: Vec<ItemView<B>>,
    /// What is done if time allows, block by block.
    pub later: Vec<ItemView<B>>,
    /// The list of the links in both, for paper.
    pub marks: Vec<MarkView>,
}

impl DayContentView<Content<'_>> {
    /// Whether there is a heading in it.
    pub fn has_heading(&self) -> bool {
        let mut items = self.items.iter().chain(&self.later);
        items.any(|item| match item {
            ItemView::Section(_) => true,
            ItemView::Prose { body }
            | ItemView::Block { body, .. }
            | ItemView::Note { body, .. } => body.iter().any(ViewNode::has_heading),
        })
    }
}

/// One thing in a day; `B` is what texts are.
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
        /// What it is called.
        label: String,
        /// The minutes that it states: the least.
        low: Option<u32>,
        /// The most.
        high: Option<u32>,
        /// What stands beside the time.
        note: String,
        /// What is in it.
        body: B,
    },
    /// What this track does instead.
    Note {
        /// The track's name.
        track: String,
        /// What it says.
        body: B,
    },
    /// A section of the day's own.
    Section(SectionView<B>),
}

impl<B> ItemView<B> {
    /// The same with its texts drawn.
    ///
    /// # Errors
    ///
    /// The first that drawing a text gives.
    pub fn draw<C, E>(self, draw: &mut dyn FnMut(B) -> Result<C, E>) -> Result<ItemView<C>, E> {
        Ok(match self {
            Self::Prose { body } => ItemView::Prose { body: draw(body)? },
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
                body: draw(body)?,
            },
            Self::Note { track, body } => ItemView::Note {
                track,
                body: draw(body)?,
            },
            Self::Section(section) => ItemView::Section(section.draw(draw)?),
        })
    }
}

impl<'a> Editor<'a> {
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

    /// What is in a day of a week. `level` is that of the headings in it, 2 at least.
    pub fn day_content(&self, week: usize, day: usize, level: u8) -> DayContentView<Content<'a>> {
        let day = &self.edition.plan.weeks[week].days[day];
        let marks = Marks::new(&self.titles);
        DayContentView {
            items: self.items(day, level, &marks),
            later: self.later(day, level, &marks),
            marks: marks.finish(),
        }
    }

    /// What is done on a day: this track's notes first, then the rest in its order.
    fn items(&self, day: &'a Day, level: u8, marks: &Marks<'_>) -> Vec<ItemView<Content<'a>>> {
        let text = self.text();
        let core =
            |nodes: &[NodeId]| text.content_with(nodes, (Wanted::Core, deeper(level)), Some(marks));
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
        for item in &day.items {
            match item {
                DayItem::Note(_) => {}
                DayItem::Prose(nodes) => {
                    let body = core(nodes);
                    if !body.is_empty() {
                        items.push(ItemView::Prose { body });
                    }
                }
                DayItem::Block(block) => {
                    let body = core(&block.body);
                    let empty = body.is_empty() && !block.tasks.is_empty();
                    if !empty {
                        items.push(block_view(block, body));
                    }
                }
                DayItem::Section(section) => {
                    let section = self.section_with(section, level, Some(marks));
                    items.extend(section.map(ItemView::Section));
                }
            }
        }
        items
    }

    fn later(&self, day: &Day, level: u8, marks: &Marks<'_>) -> Vec<ItemView<Content<'a>>> {
        let text = self.text();
        let stretch = |nodes: &[NodeId]| {
            text.content_with(nodes, (Wanted::Stretch, deeper(level)), Some(marks))
        };
        let mut items = Vec::new();
        for item in &day.items {
            let later = match item {
                DayItem::Prose(nodes) => {
                    let body = stretch(nodes);
                    (!body.is_empty()).then_some(ItemView::Prose { body })
                }
                DayItem::Block(block) => {
                    let body = stretch(&block.body);
                    (!body.is_empty()).then(|| block_view(block, body))
                }
                DayItem::Section(section) => {
                    let nodes = self.nodes(section);
                    let body = stretch(&nodes);
                    (!body.is_empty()).then_some(ItemView::Prose { body })
                }
                DayItem::Note(_) => None,
            };
            items.extend(later);
        }
        items
    }

    fn note(&self, note: &'a TrackNote, marks: &Marks<'_>) -> ItemView<Content<'a>> {
        let mut body = self.text().line(&note.text, Some(marks));
        if !note.first.is_empty() {
            body.insert(0, ViewNode::Text(note.first.as_str().into()));
        }
        ItemView::Note {
            track: self.edition.plan.tracks[note.track].name.clone(),
            body,
        }
    }
}

/// How much deeper headings in a day are than in a plan, where days are of level 2 on the page of their week.
fn deeper(level: u8) -> i8 {
    i8::try_from(level).unwrap_or(6) - 3
}

fn block_view<'a>(block: &Block, body: Content<'a>) -> ItemView<Content<'a>> {
    ItemView::Block {
        label: block.label.clone(),
        low: block.stated.map(|stated| stated.low.minutes()),
        high: block.stated.map(|stated| stated.high.minutes()),
        note: block.note.clone(),
        body,
    }
}
