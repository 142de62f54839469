//! Measures how much of a document is its outline, to decide whether the document is a plan.

use super::fragment::Fragment;
use super::name::{Name, OutlineRole};
use super::scene::FragmentIndex;
use crate::document::{Document, NodeId};
use crate::language::Vocabulary;
use crate::plan::{DayName, Layout};

/// The minimum number of weeks with tasks in a plan beside other documents.
const FEWEST_WEEKS: usize = 2;

/// The minimum number of days with tasks in a plan beside other documents.
const FEWEST_DAYS: usize = 3;

/// The setting of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DocumentSetting {
    /// On its own: it is a plan as soon as it has a week or a day.
    Alone,
    /// Among other documents of a handbook.
    Handbook,
    /// Among pages of a site, most of which are not plans, even if they name weeks.
    Site,
}

impl DocumentSetting {
    /// The setting of one document among this many.
    pub(super) fn of(layout: Layout, documents: usize) -> Self {
        match layout {
            Layout::Handbook if documents == 1 => Self::Alone,
            Layout::Handbook => Self::Handbook,
            Layout::Site => Self::Site,
        }
    }

    /// The minimum number of days to form weeks in a document without weeks.
    pub(super) fn fewest_days(self) -> usize {
        if self == Self::Alone { 1 } else { FEWEST_DAYS }
    }
}

/// The sizes of a document and its outline.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OutlineShape {
    weeks: usize,
    days: usize,
    /// Weeks and days with tasks, times or, for weeks, days.
    busy_weeks: usize,
    busy_days: usize,
    /// Weeks and days that are only dates.
    dated_weeks: usize,
    dated_days: usize,
    tasks_inside: u32,
    tasks: u32,
    words_inside: usize,
    words: usize,
}

impl OutlineShape {
    /// Measures a document; for a single one, only counts that are available at once.
    pub(super) fn of(
        document: &Document,
        words: &Vocabulary,
        fragments: &[Fragment],
        setting: DocumentSetting,
    ) -> Self {
        let mut shape = Self::default();
        if setting == DocumentSetting::Alone {
            for fragment in fragments {
                if let Fragment::Head(head) = fragment
                    && let Some(name) = &head.name
                {
                    shape.weeks += usize::from(name.is_week());
                    shape.days += usize::from(name.is_day());
                }
            }
            return shape;
        }
        let scene = FragmentIndex::of(document, words, fragments);
        let mut open: Option<u8> = None;
        for (at, fragment) in fragments.iter().enumerate() {
            if let Fragment::Head(head) = fragment {
                match &head.name {
                    Some(name) if name.is_week() || name.is_day() => {
                        open = Some(open.map_or(head.level, |level| level.min(head.level)));
                        shape.see(&scene, at, name);
                    }
                    _ if open.is_some_and(|level| head.level <= level) => open = None,
                    _ => {}
                }
            }
            let tasks = scene.holds(at, at + 1).tasks;
            let said = said(document, fragment);
            shape.tasks += tasks;
            shape.words += said;
            if open.is_some() {
                shape.tasks_inside += tasks;
                shape.words_inside += said;
            }
        }
        shape
    }

    fn see(&mut self, scene: &FragmentIndex<'_>, at: usize, name: &Name) {
        let held = scene.holds(at, scene.end(at));
        let busy = name.stated.is_some() || held.tasks > 0;
        if name.is_week() {
            self.weeks += 1;
            self.busy_weeks += usize::from(busy || held.days > 0);
            self.dated_weeks += usize::from(name.is_dated_week());
        } else {
            self.days += 1;
            self.busy_days += usize::from(busy || held.blocks > 0);
            self.dated_days += usize::from(matches!(name.role, OutlineRole::Day(DayName::Date(_))));
        }
    }

    /// Whether it has neither weeks nor days.
    pub(super) fn is_empty(&self) -> bool {
        self.weeks + self.days == 0
    }

    /// Whether its weeks or days are only dates, without tasks.
    pub(super) fn is_journal(&self) -> bool {
        self.tasks_inside == 0
            && self.dated_days == self.days
            && (self.days > 0 || self.dated_weeks == self.weeks)
    }

    /// Whether the document is a plan: it has enough weeks or days with tasks and these are a substantial part of it,
    /// or it mostly consists of weeks or days.
    pub(super) fn is_plan(&self, setting: DocumentSetting) -> bool {
        let is_journal = self.is_journal();
        let mostly_tasks = 2 * self.tasks_inside > self.tasks;
        let mostly_words = 2 * self.words_inside > self.words;
        // The minimum fraction of the words in the outline.
        let is_part = |least: usize| least * self.words_inside > self.words;
        let many_weeks = self.busy_weeks >= FEWEST_WEEKS;
        let busy = many_weeks || self.busy_days >= FEWEST_DAYS && !is_journal;
        if self.is_empty() {
            return false;
        }
        match setting {
            DocumentSetting::Alone => true,
            DocumentSetting::Handbook => {
                busy && is_part(8) || (mostly_tasks || mostly_words) && !is_journal
            }
            DocumentSetting::Site => {
                (mostly_words || mostly_tasks && is_part(3)) && (many_weeks || !is_journal)
            }
        }
    }
}

/// The total length of the words in a fragment.
fn said(document: &Document, fragment: &Fragment) -> usize {
    let long = |nodes: &[NodeId]| -> usize {
        let lengths = nodes.iter().map(|node| document.text(*node).len());
        lengths.sum()
    };
    match fragment {
        Fragment::Head(head) => head.at.map_or(head.text.len(), |at| long(&[at])),
        Fragment::Block(block) => long(&[*block]),
        Fragment::Lines { lines, .. } => lines.iter().map(|line| long(line)).sum(),
        Fragment::Items { items, .. } => long(items),
        Fragment::Table(grid) => long(&[grid.table]),
        Fragment::Cell { cell, .. } | Fragment::Label { cell, .. } => long(&[*cell]),
        Fragment::Rest { line, .. } => long(line),
        Fragment::Task { words, name, .. } => words.map_or(name.len(), |words| long(&[words])),
        Fragment::Html { .. } => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{DocumentSetting, OutlineShape};

    /// A shape in which so many words and tasks are inside of weeks and days.
    fn with(
        shape: OutlineShape,
        words_inside: usize,
        (tasks_inside, tasks): (u32, u32),
    ) -> OutlineShape {
        OutlineShape {
            tasks_inside,
            tasks,
            words_inside,
            words: 80,
            ..shape
        }
    }

    fn check(cases: &[(&str, OutlineShape, &[DocumentSetting])]) {
        use DocumentSetting::{Alone, Handbook, Site};
        for (name, shape, plan_in) in cases {
            let found: Vec<_> = [Alone, Handbook, Site]
                .into_iter()
                .filter(|setting| shape.is_plan(*setting))
                .collect();
            assert_eq!(found, *plan_in, "{name}");
        }
    }

    fn week() -> OutlineShape {
        OutlineShape {
            weeks: 1,
            ..OutlineShape::default()
        }
    }

    fn days() -> OutlineShape {
        OutlineShape {
            days: 3,
            busy_days: 3,
            ..OutlineShape::default()
        }
    }

    #[test]
    fn a_plan_has_enough_of_an_outline_for_its_setting() {
        use DocumentSetting::{Alone, Handbook, Site};
        let (week, days) = (week(), days());
        check(&[
            ("no outline", with(OutlineShape::default(), 0, (0, 0)), &[]),
            ("a mention", with(week, 1, (0, 0)), &[Alone]),
            ("an eighth", with(days, 10, (0, 0)), &[Alone]),
            (
                "more than an eighth",
                with(days, 11, (0, 0)),
                &[Alone, Handbook],
            ),
            ("half", with(days, 40, (0, 0)), &[Alone, Handbook]),
            (
                "more than half",
                with(days, 41, (0, 0)),
                &[Alone, Handbook, Site],
            ),
            ("half of the tasks", with(week, 30, (2, 4)), &[Alone]),
            ("most tasks", with(week, 26, (3, 4)), &[Alone, Handbook]),
            (
                "most tasks in a third",
                with(week, 27, (3, 4)),
                &[Alone, Handbook, Site],
            ),
        ]);
    }

    #[test]
    fn dates_are_a_plan_only_with_tasks() {
        use DocumentSetting::{Alone, Handbook, Site};
        let dates = OutlineShape {
            dated_days: 3,
            ..days()
        };
        let weeks = OutlineShape {
            dated_weeks: 1,
            ..week()
        };
        check(&[
            ("a log", with(dates, 80, (0, 0)), &[Alone]),
            (
                "dates with tasks",
                with(dates, 80, (1, 1)),
                &[Alone, Handbook, Site],
            ),
            ("a weekly log", with(weeks, 80, (0, 0)), &[Alone]),
            (
                "weeks with tasks",
                with(weeks, 80, (1, 1)),
                &[Alone, Handbook, Site],
            ),
        ]);
    }
}
