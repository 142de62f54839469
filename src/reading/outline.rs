//! Turns a document's headings into phases, weeks, days and sections, and the content below them into blocks, track
//! notes and prose (`docs/format.md`, Weeks and days, Blocks and tasks).
//!
//! 1. The document is split at its outermost headings into [`OutlineEntry`]s.
//! 2. The document comes with the name of each heading, and [`settle`](mod@settle) decides cases that depend on other
//!    headings.
//! 3. One pass over the entries nests them: a phase ends at the next phase, a week at the next week, a day at the next
//!    day; any of them also ends at another heading of its own level or above.

mod entry;
mod items;
mod label;
mod name;
mod nesting;
mod section;
mod settle;

use rayon::prelude::*;

use entry::{OutlineEntry, entries, often};
use label::BlockLabel;
use name::{day_id, icon, week_id};
use nesting::Nesting;
pub(super) use nesting::{Outline, OutlineContext};

use super::area::theme;
use super::name::{Name, OutlineRole, is_ticked};
use crate::document::{NodeId, NodeKind, Slugs, slug};
use crate::language::time_note;
use crate::plan::{Day, DayItem, DayName, Phase, PlanPart, Week, WeekKind, part_name};
use crate::units::NumberRange;

/// Reads the structure of a document.
pub(super) fn outline(reading: OutlineContext<'_>) -> Outline {
    let (lead, mut entries) = entries(reading.document, reading.names, reading.tasks);
    settle::settle(&mut entries);
    let mut nesting = Nesting {
        reading,
        entries: &entries,
        days: days(&reading, &entries),
        often: often(&entries),
        next: 0,
        tracks: None,
        apart: Vec::new(),
        ids: Slugs::default(),
        made: Outline {
            intro: lead,
            ..Outline::default()
        },
    };
    nesting.plan();
    nesting.name_sections();
    nesting.made
}

/// The content below the heading of each day, up to the next heading; empty for other entries.
fn days(reading: &OutlineContext<'_>, entries: &[OutlineEntry]) -> Vec<Vec<DayItem>> {
    let items = |entry: &OutlineEntry| {
        let mut items = Vec::new();
        if entry.is(Name::is_day) {
            reading.fill(&entry.body, &mut items);
        }
        items
    };
    entries.par_iter().map(items).collect()
}

impl Nesting<'_> {
    fn plan(&mut self) {
        // Names of other pages of a plan.
        for taken in ["index", "everything"] {
            self.ids.reserve(taken);
        }
        while let Some(entry) = self.peek() {
            let role = entry.name.as_ref().map(|name| &name.role);
            match role {
                Some(OutlineRole::Phase { .. }) => {
                    self.phase();
                    let last = self.made.phases.len() - 1;
                    self.made.parts.push(PlanPart::Phase(last));
                    self.add_apart();
                }
                Some(OutlineRole::Week { .. } | OutlineRole::Part(_) | OutlineRole::Break) => {
                    let week = self.week(None);
                    self.made.parts.push(PlanPart::Week(week));
                }
                _ if self.reading.title == Some(entry.heading) => {
                    self.next += 1;
                    if self.reading.shows_title {
                        self.made.intro.insert(0, entry.heading);
                    }
                    self.made.intro.extend(&entry.body);
                }
                _ => {
                    let section = self.section(None);
                    self.add(section);
                    self.add_apart();
                }
            }
        }
    }

    fn phase(&mut self) {
        let Some(entry) = self.peek() else { return };
        let Some(OutlineRole::Phase { numbers, weeks }) =
            entry.name.as_ref().map(|name| &name.role)
        else {
            return;
        };
        self.next += 1;
        let index = self.made.phases.len();
        let first = self.made.weeks.len();
        let mut sections = Vec::new();
        self.made.phases.push(Phase {
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
                    let before = self.made.weeks.len() - first;
                    let own = self.inner_sections(next, None);
                    sections.extend(own.into_iter().map(|own| (before, own)));
                }
            }
        }
        self.tracks = None;
        let last = self.made.weeks.len();
        if let Some(phase) = self.made.phases.last_mut() {
            phase.weeks = first..last;
            phase.sections = sections;
        }
    }

    /// Reads a week and returns its index.
    fn week(&mut self, phase: Option<usize>) -> usize {
        let index = self.made.weeks.len();
        let Some(entry) = self.peek() else {
            return index;
        };
        let Some(name) = &entry.name else {
            return index;
        };
        let before = self.made.weeks.last().map(|week| week.numbers);
        let (kind, numbers) = match name.role {
            OutlineRole::Part(numbers) => (WeekKind::Part, numbers),
            OutlineRole::Break => (WeekKind::Break, None),
            _ => (WeekKind::Study, name.weeks()),
        };
        let numbers = numbers
            .or(before)
            .unwrap_or(NumberRange { first: 1, last: 1 });
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
            WeekKind::Part | WeekKind::Break => self.ids.unique(&part_name(slug(&name.called))),
        };
        self.made.weeks.push(Week {
            id,
            kind,
            numbers,
            called: entry.called(),
            date: None,
            stated: name.stated.or_else(|| self.reading.field(&entry.body)),
            title: entry.title(),
            icon: icon(&entry.text),
            theme,
            phase,
            heading: entry.heading,
            intro,
            days,
            sections,
            tasks: self.tasks_since(entry),
        });
        index
    }

    /// A week's own id, including its phase's if another phase has a week with that number.
    fn week_id(&mut self, numbers: NumberRange, phase: Option<usize>) -> String {
        let again = self.often.get(&numbers).is_some_and(|often| *often > 1);
        let within = phase.filter(|_| again);
        let id = week_id(numbers, within.map(|phase| &self.made.phases[phase]));
        self.ids.unique(&id)
    }

    /// The theme of a week, and the content before its first day without the theme.
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
        let mut items = std::mem::take(&mut self.days[self.next]);
        let field = self.reading.field(&entry.body);
        let name = match entry.name.as_ref().map(|name| &name.role) {
            Some(OutlineRole::Day(day)) => day.clone(),
            _ => DayName::Weekend,
        };
        self.next += 1;
        while let Some(next) = self.inside(entry.level) {
            if next.name.is_some() {
                break;
            }
            match BlockLabel::of(&next.text, self.reading.words) {
                Some(label) if label.stated.is_some() => {
                    let mut block = label.block(next.heading);
                    block.instead = self.reading.follows_or(&items);
                    self.next += 1;
                    self.reading.fill_below(block, &next.body, &mut items);
                }
                _ => items.extend(
                    self.inner_sections(next, None)
                        .into_iter()
                        .map(DayItem::Section),
                ),
            }
        }
        let tasks = self.tasks_since(entry);
        self.reading.share_out(&mut items, &tasks);
        let named = entry.name.as_ref();
        let stated = named.and_then(|name| name.stated);
        let note = stated
            .zip(named)
            .map(|(stated, name)| time_note(&name.time, stated, self.reading.words));
        Day {
            id: day_id(&name),
            name,
            called: entry.called(),
            title: entry.title(),
            date: None,
            done: is_ticked(&entry.text),
            stated: stated.or(field),
            time_note: note.unwrap_or_default(),
            heading: entry.heading,
            items,
            tasks,
        }
    }
}
