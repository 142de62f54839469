//! The parts of a plan as they were read, each with its facts in words.

use super::facts::{added_up_from, form, seen_in, why_section};
use crate::document::{Document, Form, NodeId};
use crate::pipeline::Outlined;
use crate::plan::{Day, DayItem, Phase, Plan, PlanPart, Section, Week, day_time, week_time};
use crate::units::{Effort, NumberRange, Stated, number};

/// The kind of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlinedKind {
    /// A phase.
    Phase,
    /// A week.
    Week,
    /// A day.
    Day,
    /// Time in a day.
    Block,
    /// What one track does instead.
    Note,
    /// Any other heading.
    Section,
}

/// A part of a plan or a chapter.
#[derive(Clone, Debug)]
pub struct OutlinedPart {
    /// Its kind.
    pub kind: OutlinedKind,
    /// Its name and its title; for a note, the name of the track.
    pub name: String,
    /// What is known about it, in words.
    pub facts: Vec<String>,
    /// Its heading.
    pub heading: NodeId,
    /// The parts in it, in order.
    pub parts: Vec<OutlinedPart>,
}

/// The parts of a plan, in order.
pub fn plan_parts(outlined: &Outlined, plan: &Plan) -> Vec<OutlinedPart> {
    let parts = PlanParts { outlined, plan };
    let all = plan.parts.iter().map(|part| match part {
        PlanPart::Phase(phase) => parts.phase(&plan.phases[*phase]),
        PlanPart::Week(week) => parts.week(&plan.weeks[*week]),
        PlanPart::Section(section) => parts.section(&plan.sections[*section]),
    });
    all.collect()
}

/// The headings of a document that is not a plan, by their levels.
pub fn chapter_parts(document: &Document) -> Vec<OutlinedPart> {
    let mut open: Vec<(u8, OutlinedPart)> = Vec::new();
    let mut closed = Vec::new();
    for (node, heading) in document.headings() {
        close(&mut open, heading.level, &mut closed);
        let part = OutlinedPart {
            kind: OutlinedKind::Section,
            name: document.text(node),
            facts: Vec::new(),
            heading: node,
            parts: Vec::new(),
        };
        open.push((heading.level, part));
    }
    close(&mut open, 0, &mut closed);
    closed
}

/// Closes the open headings of a level and those below it.
fn close(open: &mut Vec<(u8, OutlinedPart)>, level: u8, closed: &mut Vec<OutlinedPart>) {
    while open.last().is_some_and(|(own, _)| *own >= level) {
        if let Some((_, part)) = open.pop() {
            let above = open.last_mut().map(|(_, above)| &mut above.parts);
            above.unwrap_or(closed).push(part);
        }
    }
}

struct PlanParts<'a> {
    outlined: &'a Outlined,
    plan: &'a Plan,
}

impl PlanParts<'_> {
    fn phase(&self, phase: &Phase) -> OutlinedPart {
        let weeks = self.plan.weeks[phase.weeks.clone()].iter();
        let weeks = weeks.map(|week| self.week(week));
        OutlinedPart {
            kind: OutlinedKind::Phase,
            name: titled(&phase.called, &phase.title),
            facts: known([
                phase
                    .promised
                    .map_or_else(String::new, |weeks| match range(weeks) {
                        one if weeks.first == weeks.last => format!("week {one}"),
                        several => format!("weeks {several}"),
                    }),
                self.seen(phase.heading),
            ]),
            heading: phase.heading,
            parts: self.merged(weeks, &phase.sections),
        }
    }

    fn week(&self, week: &Week) -> OutlinedPart {
        let time = week_time(week, &self.plan.tasks.own);
        let days = week.days.iter().map(|day| self.day(day));
        OutlinedPart {
            kind: OutlinedKind::Week,
            name: titled(&week.called, &week.title),
            facts: known([
                week.theme
                    .as_ref()
                    .map_or_else(String::new, |theme| format!("theme “{theme}”")),
                stated(time.filter(|time| time.high > Effort::ZERO)),
                number(week.tasks.len(), "task"),
                self.seen(week.heading),
            ]),
            heading: week.heading,
            parts: self.merged(days, &week.sections),
        }
    }

    /// Parts with the sections among them, each with the number of parts in front of it.
    fn merged(
        &self,
        parts: impl Iterator<Item = OutlinedPart>,
        sections: &[(usize, Section)],
    ) -> Vec<OutlinedPart> {
        let mut merged = Vec::new();
        let mut sections = sections.iter().peekable();
        for (before, part) in parts.enumerate() {
            while let Some((_, section)) = sections.next_if(|(at, _)| *at <= before) {
                merged.push(self.section(section));
            }
            merged.push(part);
        }
        merged.extend(sections.map(|(_, section)| self.section(section)));
        merged
    }

    fn day(&self, day: &Day) -> OutlinedPart {
        let time = match (day.stated, day_time(day, &self.plan.tasks.own)) {
            (None, Some(time)) => format!("{time} (total of its {})", added_up_from(day)),
            (stated_time, _) => stated(stated_time),
        };
        let items = day.items.iter();
        OutlinedPart {
            kind: OutlinedKind::Day,
            name: titled(&day.called, &day.title),
            facts: known([
                time,
                number(day.tasks.len(), "task"),
                self.seen(day.heading),
            ]),
            heading: day.heading,
            parts: items.filter_map(|item| self.item(item)).collect(),
        }
    }

    fn item(&self, item: &DayItem) -> Option<OutlinedPart> {
        let part = |kind, name: &str, heading, facts| OutlinedPart {
            kind,
            name: name.to_owned(),
            facts,
            heading,
            parts: Vec::new(),
        };
        match item {
            DayItem::Prose(_) => None,
            DayItem::Block(block) => {
                let tasks = number(block.tasks.len(), "task");
                let facts = vec![stated(block.stated), tasks];
                Some(part(
                    OutlinedKind::Block,
                    &block.label,
                    block.heading,
                    facts,
                ))
            }
            DayItem::Note(note) => {
                let name = &self.plan.tracks[note.track].name;
                let facts = vec![stated(note.stated)];
                Some(part(OutlinedKind::Note, name, note.node, facts))
            }
            DayItem::Section(section) => Some(self.section(section)),
        }
    }

    fn section(&self, section: &Section) -> OutlinedPart {
        let tasks = match section.tasks.len() {
            0 => String::new(),
            count => number(count, "task"),
        };
        let why = why_section(self.outlined, self.plan, section.heading);
        let inner = section.sections.iter().map(|inner| self.section(inner));
        OutlinedPart {
            kind: OutlinedKind::Section,
            name: section.title.clone(),
            facts: known([tasks, why.unwrap_or_default()]),
            heading: section.heading,
            parts: inner.collect(),
        }
    }

    /// The form in which the source writes a name, unless it is a heading.
    fn seen(&self, heading: NodeId) -> String {
        match form(self.outlined, self.plan.document, heading) {
            Form::Heading => String::new(),
            form => format!("seen in {}", seen_in(form)),
        }
    }
}

/// The facts that are known.
fn known<const N: usize>(facts: [String; N]) -> Vec<String> {
    let known = facts.into_iter().filter(|fact| !fact.is_empty());
    known.collect()
}

fn titled(called: &str, title: &str) -> String {
    if title.is_empty() {
        called.to_owned()
    } else {
        format!("{called}: {title}")
    }
}

fn stated(time: Option<Stated>) -> String {
    time.map_or_else(|| "no time".to_owned(), |time| time.to_string())
}

fn range(numbers: NumberRange) -> String {
    if numbers.first == numbers.last {
        numbers.first.to_string()
    } else {
        format!("{}-{}", numbers.first, numbers.last)
    }
}
