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
use super::heading::{Role, called, role};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Form, NodeId, NodeKind, Slugs, without_decoration};
use crate::language::{Vocabulary, length_at_end};
use crate::plan::{Day, DayItem, DayName, Part, Phase, Section, Task, Week};
use crate::units::{Audience, Numbers, Track};

/// What the structure is read from and by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a> {
    pub(super) document: &'a Document,
    pub(super) words: &'a Vocabulary,
    pub(super) tracks: &'a [Track],
    pub(super) tasks: &'a [Task],
    pub(super) audiences: &'a HashMap<NodeId, Audience>,
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

/// Whether a document has at least one week: whether it is a plan.
pub(super) fn has_week(document: &Document, words: &Vocabulary) -> bool {
    document.roots().any(|id| match &document.node(id).kind {
        NodeKind::Heading(heading) if heading.form == Form::Formed => true,
        NodeKind::Heading(_) => matches!(role(&document.text(id), words), Role::Week { .. }),
        _ => false,
    })
}

/// Reads the structure of a document.
pub(super) fn outline(reading: Reading<'_>, found: &mut Vec<Diagnostic>) -> Outline {
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
        found,
    };
    nesting.plan();
    nesting.outline
}

struct Nesting<'a, 'f> {
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
    found: &'f mut Vec<Diagnostic>,
}

impl<'a> Nesting<'a, '_> {
    fn plan(&mut self) {
        // Names that other pages of a plan have.
        for taken in ["index", "everything"] {
            self.ids.reserve(taken);
        }
        while let Some(entry) = self.peek() {
            match &entry.role {
                Role::Phase { .. } => {
                    self.phase();
                    let last = self.outline.phases.len() - 1;
                    self.outline.parts.push(Part::Phase(last));
                    self.add_apart();
                }
                Role::Week { .. } => {
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
            .filter(|entry| !matches!(entry.role, Role::Section) || entry.level > level)
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
        let Role::Phase {
            numbers,
            title,
            weeks,
        } = entry.role.clone()
        else {
            return;
        };
        self.next += 1;
        let index = self.outline.phases.len();
        let first = self.outline.weeks.len();
        let mut sections = Vec::new();
        self.outline.phases.push(Phase {
            numbers,
            called: if numbers.is_some() || !title.is_empty() || weeks.is_some() {
                called(&entry.text, self.reading.words)
            } else {
                without_decoration(&entry.text).1.to_owned()
            },
            title,
            icon: icon(&entry.text),
            promised: weeks,
            heading: entry.heading,
            intro: entry.body.clone(),
            weeks: first..first,
            sections: Vec::new(),
        });
        self.tracks = self.tracks_of(entry);
        while let Some(next) = self.inside(entry.level) {
            match next.role {
                Role::Phase { .. } => break,
                Role::Week { .. } => {
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
        let Role::Week {
            numbers: Some(numbers),
            title,
        } = entry.role.clone()
        else {
            return index;
        };
        self.next += 1;
        let (theme, intro) = self.theme(&entry.body);
        let mut days: Vec<Day> = Vec::new();
        let mut sections = Vec::new();
        let mut ids = Slugs::default();
        ids.reserve("sheets");
        while let Some(next) = self.inside(entry.level).or_else(|| self.mention(numbers)) {
            match next.role {
                Role::Phase { .. } | Role::Week { .. } => break,
                Role::Day { .. } => {
                    let mut day = self.day();
                    if let Some(same) = days.iter().find(|other| other.name == day.name) {
                        self.tell_twice("day of this week", same.heading, day.heading);
                    }
                    day.id = ids.unique(&day.id);
                    days.push(day);
                }
                Role::Section => {
                    let own = self.inner_sections(next, Some(&days));
                    sections.extend(own.into_iter().map(|own| (days.len(), own)));
                }
            }
        }
        if let Some(same) = self
            .outline
            .weeks
            .iter()
            .find(|week| week.numbers == numbers && week.phase == phase)
        {
            self.tell_twice("week", same.heading, entry.heading);
        }
        let id = self.week_id(numbers, phase);
        self.outline.weeks.push(Week {
            id,
            numbers,
            called: self.called(entry),
            stated: length_at_end(&title, self.reading.words),
            title,
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

    /// What a heading calls its week; a heading that is formed from days is all name.
    fn called(&self, entry: &Entry) -> String {
        match &self.reading.document.node(entry.heading).kind {
            NodeKind::Heading(heading) if heading.form == Form::Formed => entry.text.clone(),
            _ => called(&entry.text, self.reading.words),
        }
    }

    fn tell_twice(&mut self, what: &str, first: NodeId, second: NodeId) {
        let span = |id| self.reading.document.words(id);
        self.found.push(
            Diagnostic::new(
                Code::Duplicate,
                span(second),
                format!("this {what} is there already"),
            )
            .label(span(first), "the first one")
            .hint("give it another number or name; both are shown"),
        );
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
        let (name, title, stated) = match entry.role.clone() {
            Role::Day {
                name,
                title,
                stated,
            } => (name, title, stated),
            _ => (DayName::Weekend, String::new(), None),
        };
        self.next += 1;
        let mut items = Vec::new();
        self.fill(&entry.body, &mut items);
        while let Some(next) = self.inside(entry.level) {
            if !matches!(next.role, Role::Section) {
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
            called: called(&entry.text, self.reading.words),
            title,
            stated,
            heading: entry.heading,
            items,
            tasks,
        }
    }
}
