//! The links in the bar of each page: to the previous and the next page of its kind, up to its week and the plan, and
//! between content and notes.

use super::frame::{Bar, BarLink};
use super::sheets::notes_name;
use crate::paper::layout::page_name;
use crate::paper::list::{ListedPart, PartKind};
use crate::paper::printing::{PLAN, Printing};

/// The parts of a planner, with the words for links to them.
pub(super) struct BarContext<'a> {
    parts: &'a [ListedPart],
    /// The names of their pages.
    names: Vec<String>,
    /// The part of each one's week, and the index of that week; `None` outside of weeks.
    weeks: Vec<Option<(usize, usize)>>,
    /// The previous and the next part of the same kind.
    beside: Vec<(Option<usize>, Option<usize>)>,
    plan: String,
    notes: String,
    review: String,
}

impl<'a> BarContext<'a> {
    pub(super) fn new(
        printing: &Printing<'_>,
        parts: &'a [ListedPart],
        names: Vec<String>,
    ) -> Self {
        let mut weeks = Vec::with_capacity(parts.len());
        let mut week = None;
        let mut beside = vec![(None, None); parts.len()];
        let mut last = [None; 4];
        for (at, part) in parts.iter().enumerate() {
            if !part.known.is_there {
                weeks.push(None);
                continue;
            }
            if part.kind == PartKind::Week {
                week = Some((at, week.map_or(0, |(_, index)| index + 1)));
            }
            let is_in_week = matches!(part.kind, PartKind::Week | PartKind::Day);
            weeks.push(week.filter(|_| is_in_week));
            let before = last[part.kind as usize].replace(at);
            beside[at].0 = before;
            if let Some(before) = before {
                let (_, next): &mut (Option<usize>, Option<usize>) = &mut beside[before];
                *next = Some(at);
            }
        }
        let words = printing.making.words;
        Self {
            parts,
            names,
            weeks,
            beside,
            plan: words.get("plan"),
            notes: words.get("notes"),
            review: words.get("review"),
        }
    }

    /// The bar of one of a part's pages with content.
    pub(super) fn content(&self, part: usize, page: usize) -> Bar {
        let (before, after) = self.beside[part];
        let name = |part: Option<usize>| part.map(|part| self.names[part].clone());
        let own = |page| Some(page_name(&self.names[part], page));
        let count = self.parts[part].pages.len();
        let mut links = self.above(part);
        if self.parts[part].notes.is_some() {
            links.push((self.notes_word(part), Some(notes_name(&self.names[part]))));
        }
        Bar {
            previous: page.checked_sub(1).map_or_else(|| name(before), own),
            next: if page + 1 < count {
                own(page + 1)
            } else {
                name(after)
            },
            links,
            place: (page + 1, count),
            week: self.week(part),
        }
    }

    /// The bar of a part's page for notes.
    pub(super) fn notes(&self, part: usize) -> Bar {
        let (before, after) = self.beside[part];
        let name = |part: Option<usize>| {
            let part = part.filter(|part| self.parts[*part].notes.is_some());
            part.map(|part| notes_name(&self.names[part]))
        };
        let mut links = self.above(part);
        let listed = &self.parts[part];
        // The last link above a week is the week itself.
        if listed.kind == PartKind::Week && listed.known.is_there {
            links.pop();
        }
        links.push((self.called(part), Some(self.names[part].clone())));
        links.push((self.notes_word(part), None));
        Bar {
            previous: name(before),
            next: name(after),
            links,
            place: (1, 1),
            week: self.week(part),
        }
    }

    /// The links to the plan and to the week of a part.
    fn above(&self, part: usize) -> Vec<BarLink> {
        let kind = self.parts[part].kind;
        let plan = Some(PLAN.to_owned()).filter(|_| kind != PartKind::Plan);
        let week = self.weeks[part].map(|(week, _)| {
            let to = Some(self.names[week].clone()).filter(|_| week != part);
            (self.called(week), to)
        });
        [(self.plan.clone(), plan)]
            .into_iter()
            .chain(week)
            .collect()
    }

    /// The name of a part, or else its title.
    fn called(&self, part: usize) -> String {
        let listed = &self.parts[part];
        match listed.called.as_str() {
            "" => listed.known.title.clone(),
            called => called.to_owned(),
        }
    }

    fn notes_word(&self, part: usize) -> String {
        match self.parts[part].kind {
            PartKind::Week => self.review.clone(),
            PartKind::Plan | PartKind::Day | PartKind::Section => self.notes.clone(),
        }
    }

    fn week(&self, part: usize) -> Option<usize> {
        self.weeks[part].map(|(_, index)| index)
    }
}
