//! A document's headings become phases, weeks, days and sections; what stands below them becomes blocks,
//! track notes and prose (`docs/format.md`, Weeks and days, Blocks and tasks).
//!
//! 1. The document is cut at its outermost headings into [`Entry`]s.
//! 2. [`role`] tells what each heading is, and [`settle`](mod@settle) what only the others beside it can tell.
//! 3. One pass over the entries nests them: a phase ends at the next phase, a week at the next week, a day
//!    at the next day; any of them also ends at another heading of its own level or above.

mod entry;
mod items;
mod name;
mod section;
mod settle;

use std::collections::HashMap;
use std::ops::Range;

use entry::{Entry, entries, often};
pub(super) use items::lines;
use items::{block, block_label};
use name::{day_id, icon, week_id};

use super::area::theme;
use super::name::Role;
use super::piece::Names;
use crate::document::{Document, NodeId, NodeKind, Slugs, slug};
use crate::language::Vocabulary;
use crate::plan::{Day, DayItem, DayName, Part, Phase, Section, Task, Week, WeekKind};
use crate::units::{Audience, Numbers, Track};

/// What the structure is read from and by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a> {
    pub(super) document: &'a Document,
    pub(super) words: &'a Vocabulary,
    pub(super) tracks: &'a [Track],
    pub(super) tasks: &'a [Task],
    pub(super) audiences: &'a HashMap<NodeId, Audience>,
    /// What its headings name.
    pub(super) names: &'a Names,
    /// The heading that the plan's title is taken from.
    pub(super) title: Option<NodeId>,
    /// Whether that heading is shown as well, since the title is another one.
    pub(super) shows_title: bool,
}

/// The structure of a plan.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) intro: Vec<NodeId>,
    pub(super) parts: Vec<Part>,
    pub(super) phases: Vec<Phase>,
    pub(super) weeks: Vec<Week>,
    pub(super) sections: Vec<Section>,
}

/// Reads the structure of a document.
pub(super) fn outline(reading: Reading<'_>) -> Outline {
    let (lead, entries) = entries(reading);
    let mut nesting = Nesting {
        reading,
        entries: &entries,
        often: often(&entries),
        next: 0,
        tracks: None,
        apart: Vec::new(),
        ids: Slugs::default(),
        outline: Outline {
            intro: lead,
            ..Outline::default()
        },
    };
    nesting.plan();
    nesting.outline
}

struct Nesting<'a> {
    reading: Reading<'a>,
    entries: &'a [Entry],
    /// How often each number of a week is used: where numbers begin again, a week is known by its phase, too.
    often: HashMap<Numbers, usize>,
    next: usize,
    /// The tracks that the section that is being read is for.
    tracks: Option<&'a [usize]>,
    /// Sections for other tracks that are taken out of it.
    apart: Vec<Section>,
    /// The ids of weeks and of sections that are pages.
    ids: Slugs,
    outline: Outline,
}

impl<'a> Nesting<'a> {
    fn plan(&mut self) {
        // Names that other pages of a plan have.
        for taken in ["index", "everything"] {
            self.ids.reserve(taken);
        }
        while let Some(entry) = self.peek() {
            let role = entry.name.as_ref().map(|name| &name.role);
            match role {
                Some(Role::Phase { .. }) => {
                    self.phase();
                    let last = self.outline.phases.len() - 1;
                    self.outline.parts.push(Part::Phase(last));
                    self.add_apart();
                }
                Some(Role::Week { .. } | Role::Part(_) | Role::Break) => {
                    let week = self.week(None);
                    self.outline.parts.push(Part::Week(week));
                }
                _ if self.reading.title == Some(entry.heading) => {
                    self.next += 1;
                    if self.reading.shows_title {
                        self.outline.intro.insert(0, entry.heading);
                    }
                    self.outline.intro.extend(&entry.body);
                }
                _ => {
                    let section = self.section(None);
                    self.add(section);
                    self.add_apart();
                }
            }
        }
    }

    /// Adds a section beside phases and weeks.
    fn add(&mut self, mut section: Section) {
        section.id = self.ids.unique(&section.id);
        let index = self.outline.sections.len();
        self.outline.parts.push(Part::Section(index));
        self.outline.sections.push(section);
    }

    /// Adds the sections that were taken out of one for another track: its readers would never see them.
    fn add_apart(&mut self) {
        for section in std::mem::take(&mut self.apart) {
            self.add(section);
        }
    }

    fn peek(&self) -> Option<&'a Entry> {
        self.entries.get(self.next)
    }

    /// The next entry, where it is one that may stand inside a thing of that level.
    fn inside(&self, level: u8) -> Option<&'a Entry> {
        self.peek()
            .filter(|entry| entry.name.is_some() || entry.level > level)
    }

    /// The tasks between a heading and where the entries have come to.
    fn tasks_since(&self, heading: NodeId) -> Range<usize> {
        let at = |limit: NodeId| self.reading.tasks.partition_point(|task| task.item < limit);
        let end = self
            .peek()
            .map_or(self.reading.tasks.len(), |entry| at(entry.heading));
        at(heading)..end
    }

    fn phase(&mut self) {
        let Some(entry) = self.peek() else { return };
        let Some(Role::Phase { numbers, weeks }) = entry.name.as_ref().map(|name| &name.role)
        else {
            return;
        };
        self.next += 1;
        let index = self.outline.phases.len();
        let first = self.outline.weeks.len();
        let mut sections = Vec::new();
        self.outline.phases.push(Phase {
            numbers: *numbers,
            called: entry.called(),
            title: entry.title(),
            icon: icon(&entry.text),
            promised: *weeks,
            heading: entry.heading,
            intro: entry.body.clone(),
            weeks: first..first,
            sections: Vec::new(),
        });
        self.tracks = self.tracks_of(entry);
        while let Some(next) = self.inside(entry.level) {
            match &next.name {
                Some(name) if name.is_phase() => break,
                Some(name) if name.is_week() => {
                    self.week(Some(index));
                }
                _ => {
                    let before = self.outline.weeks.len() - first;
                    let own = self.inner_sections(next, None);
                    sections.extend(own.into_iter().map(|own| (before, own)));
                }
            }
        }
        self.tracks = None;
        let last = self.outline.weeks.len();
        if let Some(phase) = self.outline.phases.last_mut() {
            phase.weeks = first..last;
            phase.sections = sections;
        }
    }

    /// Reads a week and gives its index.
    fn week(&mut self, phase: Option<usize>) -> usize {
        let index = self.outline.weeks.len();
        let Some(entry) = self.peek() else {
            return index;
        };
        let Some(name) = &entry.name else {
            return index;
        };
        let before = self.outline.weeks.last().map(|week| week.numbers);
        let (kind, numbers) = match name.role {
            Role::Part(numbers) => (WeekKind::Part, numbers),
            Role::Break => (WeekKind::Break, None),
            _ => (WeekKind::Study, name.weeks()),
        };
        let numbers = numbers.or(before).unwrap_or(Numbers { first: 1, last: 1 });
        self.next += 1;
        let (theme, intro) = self.theme(&entry.body);
        let mut days: Vec<Day> = Vec::new();
        let mut sections = Vec::new();
        let mut ids = Slugs::default();
        ids.reserve("sheets");
        while let Some(next) = self.inside(entry.level).or_else(|| self.mention(numbers)) {
            match &next.name {
                Some(name) if name.is_phase() || name.is_week() => break,
                Some(name) if name.is_day() => {
                    let mut day = self.day();
                    day.id = ids.unique(&day.id);
                    days.push(day);
                }
                _ => {
                    let own = self.inner_sections(next, Some(&days));
                    sections.extend(own.into_iter().map(|own| (days.len(), own)));
                }
            }
        }
        let id = match kind {
            WeekKind::Study => self.week_id(numbers, phase),
            WeekKind::Part | WeekKind::Break => self.ids.unique(&slug(&name.called)),
        };
        self.outline.weeks.push(Week {
            id,
            kind,
            numbers,
            called: entry.called(),
            stated: name.stated,
            title: entry.title(),
            icon: icon(&entry.text),
            theme,
            phase,
            heading: entry.heading,
            intro,
            days,
            sections,
            tasks: self.tasks_since(entry.heading),
        });
        index
    }

    /// A week's own id: with its phase's where another phase has a week of that number.
    fn week_id(&mut self, numbers: Numbers, phase: Option<usize>) -> String {
        let again = self.often.get(&numbers).is_some_and(|often| *often > 1);
        let within = phase.filter(|_| again);
        let id = week_id(numbers, within.map(|phase| &self.outline.phases[phase]));
        self.ids.unique(&id)
    }

    /// The theme of a week, and what stands before its first day without it.
    fn theme(&self, body: &[NodeId]) -> (Option<String>, Vec<NodeId>) {
        let document = self.reading.document;
        let mut intro = body.to_vec();
        let Some(first) = body
            .first()
            .filter(|id| matches!(document.node(**id).kind, NodeKind::Paragraph))
        else {
            return (None, intro);
        };
        let mut line = String::new();
        let mut whole = true;
        for child in document.children(*first) {
            if matches!(
                document.node(child).kind,
                NodeKind::SoftBreak | NodeKind::HardBreak
            ) {
                whole = false;
                break;
            }
            line.push_str(&document.text(child));
        }
        let theme = theme(&line, self.reading.words);
        if theme.is_some() && whole {
            intro.remove(0);
        }
        (theme, intro)
    }

    fn day(&mut self) -> Day {
        let entry = &self.entries[self.next];
        let name = match entry.name.as_ref().map(|name| &name.role) {
            Some(Role::Day(day)) => day.clone(),
            _ => DayName::Weekend,
        };
        self.next += 1;
        let mut items = Vec::new();
        self.fill(&entry.body, &mut items);
        while let Some(next) = self.inside(entry.level) {
            if next.name.is_some() {
                break;
            }
            match block_label(&next.text, self.reading.words) {
                Some(timed) if timed.stated.is_some() => {
                    let mut block = block(&timed, next.heading);
                    block.instead = self.follows_or(&items);
                    items.push(DayItem::Block(block));
                    self.next += 1;
                    self.fill(&next.body, &mut items);
                }
                _ => items.extend(
                    self.inner_sections(next, None)
                        .into_iter()
                        .map(DayItem::Section),
                ),
            }
        }
        let tasks = self.tasks_since(entry.heading);
        self.share_out(&mut items, &tasks);
        Day {
            id: day_id(&name),
            name,
            called: entry.called(),
            title: entry.title(),
            stated: entry.name.as_ref().and_then(|name| name.stated),
            heading: entry.heading,
            items,
            tasks,
        }
    }
}
