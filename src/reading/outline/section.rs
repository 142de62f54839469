//! Sections: parts of a text that are not a phase, a week or a day.

use super::entry::OutlineEntry;
use super::nesting::Nesting;
use crate::document::{NodeKind, without_decoration};
use crate::language::LineReader;
use crate::plan::{Day, Section};
use crate::reading::name::{OutlineRole, mentioned_weeks};
use crate::reading::track::track_of_label;
use crate::units::NumberRange;

impl<'a> Nesting<'a> {
    /// The next entry, if it is a section about a week: `Week 3 Checklist` after week 3.
    pub(super) fn mention(&self, week: NumberRange) -> Option<&'a OutlineEntry> {
        let entry = self.peek().filter(|entry| entry.name.is_none())?;
        let weeks = mentioned_weeks(&entry.text, self.reading.words)?;
        (week.first <= weeks.first && weeks.last <= week.last).then_some(entry)
    }

    /// The tracks of a section; all of them if it names none.
    pub(super) fn tracks_of(&self, entry: &OutlineEntry) -> Option<&'a [usize]> {
        let audience = self.reading.audiences.get(&entry.heading)?;
        audience.tracks.as_deref()
    }

    /// Whether a section is for tracks other than the section that contains it.
    fn is_of_other_track(&self, entry: &OutlineEntry) -> bool {
        match (self.tracks, self.tracks_of(entry)) {
            (Some(outer), Some(own)) => !own.iter().any(|track| outer.contains(track)),
            _ => false,
        }
    }

    /// Reads a section inside a part of the plan, and the sections moved out of it because they are for other tracks:
    /// the readers of the outer section must not see them, and their own readers would not see them there.
    pub(super) fn inner_sections(
        &mut self,
        next: &OutlineEntry,
        days: Option<&[Day]>,
    ) -> Vec<Section> {
        let mut sections = Vec::new();
        if self.is_of_other_track(next) {
            let outer = self.tracks.take();
            let section = self.section(days);
            self.apart.push(section);
            self.tracks = outer;
        } else {
            sections.push(self.section(days));
        }
        if self.tracks.is_none() {
            sections.append(&mut self.apart);
        }
        sections
    }

    /// Reads a section. In a week, `days` are the days before it: a day inside a section belongs to the week, unless
    /// the section has an alternative way to do days, or the week has that day already.
    pub(super) fn section(&mut self, days: Option<&[Day]>) -> Section {
        let entry = &self.entries[self.next];
        self.next += 1;
        let words = self.reading.words;
        let (_, line) = without_decoration(&entry.text);
        let is_alternative = LineReader::new(line, words).word(&words.alternative)
            || track_of_label(self.reading.tracks, line, words).is_some();
        let within = self.tracks;
        self.tracks = self.tracks_of(entry).or(within);
        let mut sections = Vec::new();
        while let Some(next) = self.peek() {
            let belongs = match next.name.as_ref().map(|name| &name.role) {
                None | Some(OutlineRole::Group) => next.level > entry.level,
                Some(OutlineRole::Day(name)) => {
                    let own = days.is_some_and(|days| {
                        !is_alternative && days.iter().all(|day| day.name != *name)
                    });
                    next.level > entry.level && !own
                }
                Some(_) => false,
            };
            if !belongs {
                break;
            }
            let days = days.filter(|_| !is_alternative);
            sections.extend(self.inner_sections(next, days));
        }
        self.tracks = within;
        let id = match &self.reading.document.node(entry.heading).kind {
            NodeKind::Heading(heading) => heading.id.clone(),
            _ => String::new(),
        };
        let (icon, title) = without_decoration(&entry.text);
        Section {
            id,
            heading: entry.heading,
            title: title.to_owned(),
            icon: icon.to_owned(),
            level: entry.level,
            refers: self.reading.refers.get(&entry.heading).copied(),
            body: entry.body.clone(),
            sections,
            tasks: self.tasks_since(entry),
        }
    }
}
