//! The state of nesting a document's headings.

use std::collections::HashMap;
use std::ops::Range;

use super::entry::OutlineEntry;
use crate::document::{Document, NodeId, Slugs};
use crate::language::Vocabulary;
use crate::plan::{DayItem, Phase, PlanPart, Section, Task, Week, file_name};
use crate::reading::fragment::HeadingNames;
use crate::units::{Audience, NumberRange, Track};

/// The inputs for reading the structure.
#[derive(Clone, Copy, Debug)]
pub(in crate::reading) struct OutlineContext<'a> {
    pub(in crate::reading) document: &'a Document,
    pub(in crate::reading) words: &'a Vocabulary,
    pub(in crate::reading) tracks: &'a [Track],
    pub(in crate::reading) tasks: &'a [Task],
    pub(in crate::reading) audiences: &'a HashMap<NodeId, Audience>,
    /// The names in its headings.
    pub(in crate::reading) names: &'a HeadingNames,
    /// The headings that repeat a name, each with the heading of the first one.
    pub(in crate::reading) refers: &'a HashMap<NodeId, NodeId>,
    /// The heading with the plan's title.
    pub(in crate::reading) title: Option<NodeId>,
    /// Whether that heading is shown too, since it differs from the title.
    pub(in crate::reading) shows_title: bool,
}

/// The structure of a plan.
#[derive(Debug, Default)]
pub(in crate::reading) struct Outline {
    pub(in crate::reading) intro: Vec<NodeId>,
    pub(in crate::reading) parts: Vec<PlanPart>,
    pub(in crate::reading) phases: Vec<Phase>,
    pub(in crate::reading) weeks: Vec<Week>,
    pub(in crate::reading) sections: Vec<Section>,
}

pub(super) struct Nesting<'a> {
    pub(super) reading: OutlineContext<'a>,
    pub(super) entries: &'a [OutlineEntry],
    /// The items directly below the headings of days, until these are read.
    pub(super) days: Vec<Vec<DayItem>>,
    /// How often each week number is used: if numbers repeat, the id of a week includes its phase.
    pub(super) often: HashMap<NumberRange, usize>,
    pub(super) next: usize,
    /// The tracks of the section that is being read.
    pub(super) tracks: Option<&'a [usize]>,
    /// Sections for other tracks that were moved out of it.
    pub(super) apart: Vec<Section>,
    /// The ids of weeks and of sections that are pages.
    pub(super) ids: Slugs,
    pub(super) made: Outline,
}

impl<'a> Nesting<'a> {
    /// Adds a section beside phases and weeks.
    pub(super) fn add(&mut self, section: Section) {
        let index = self.made.sections.len();
        self.made.parts.push(PlanPart::Section(index));
        self.made.sections.push(section);
    }

    /// Names the sections that are pages, avoiding the names of weeks and days.
    pub(super) fn name_sections(&mut self) {
        for week in &self.made.weeks {
            self.ids.reserve(&format!("{}-sheets", week.id));
            for day in &week.days {
                self.ids.reserve(&format!("{}-{}", week.id, day.id));
            }
        }
        for section in &mut self.made.sections {
            let name = std::mem::take(&mut section.id);
            section.id = self.ids.unique(&file_name(name));
        }
    }

    /// Adds the sections that were moved out of one for another track, whose readers would never see them.
    pub(super) fn add_apart(&mut self) {
        for section in std::mem::take(&mut self.apart) {
            self.add(section);
        }
    }

    pub(super) fn peek(&self) -> Option<&'a OutlineEntry> {
        self.entries.get(self.next)
    }

    /// The next entry, if it may be inside an item of that level.
    pub(super) fn inside(&self, level: u8) -> Option<&'a OutlineEntry> {
        self.peek()
            .filter(|entry| entry.name.is_some() || entry.level > level)
    }

    /// The tasks between an entry and the current one.
    pub(super) fn tasks_since(&self, entry: &OutlineEntry) -> Range<usize> {
        let all = self.reading.tasks.len();
        entry.task..self.peek().map_or(all, |next| next.task)
    }
}
