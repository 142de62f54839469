//! Measures how much of a document is its outline, to decide whether the document is a plan.

use super::name::{Name, Role};
use super::piece::Piece;
use super::scene::Scene;
use crate::document::{Document, NodeId};
use crate::language::Vocabulary;
use crate::plan::{DayName, Layout};

/// The minimum number of weeks with tasks in a plan beside other documents.
const FEWEST_WEEKS: usize = 2;

/// The minimum number of days with tasks in a plan beside other documents.
const FEWEST_DAYS: usize = 3;

/// The setting of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// On its own: it is a plan as soon as it has a week or a day.
    Alone,
    /// Among other documents of a handbook.
    Handbook,
    /// Among pages of a site, most of which are not plans, even if they name weeks.
    Site,
}

impl Setting {
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
pub(super) struct Shape {
    weeks: usize,
    days: usize,
    /// Weeks and days with tasks, times or, for weeks, days.
    busy_weeks: usize,
    busy_days: usize,
    dates: usize,
    tasks_inside: u32,
    tasks: u32,
    words_inside: usize,
    words: usize,
}

impl Shape {
    /// Measures a document; for a single one, only counts that are available at once.
    pub(super) fn of(
        document: &Document,
        words: &Vocabulary,
        pieces: &[Piece],
        setting: Setting,
    ) -> Self {
        let mut shape = Self::default();
        if setting == Setting::Alone {
            for piece in pieces {
                if let Piece::Head(head) = piece
                    && let Some(name) = &head.name
                {
                    shape.weeks += usize::from(name.is_week());
                    shape.days += usize::from(name.is_day());
                }
            }
            return shape;
        }
        let scene = Scene::of(document, words, pieces);
        let mut open: Option<u8> = None;
        for (at, piece) in pieces.iter().enumerate() {
            if let Piece::Head(head) = piece {
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
            let said = said(document, piece);
            shape.tasks += tasks;
            shape.words += said;
            if open.is_some() {
                shape.tasks_inside += tasks;
                shape.words_inside += said;
            }
        }
        shape
    }

    fn see(&mut self, scene: &Scene<'_>, at: usize, name: &Name) {
        let held = scene.holds(at, scene.end(at));
        let busy = name.stated.is_some() || held.tasks > 0;
        if name.is_week() {
            self.weeks += 1;
            self.busy_weeks += usize::from(busy || held.days > 0);
        } else {
            self.days += 1;
            self.busy_days += usize::from(busy || held.blocks > 0);
            self.dates += usize::from(matches!(name.role, Role::Day(DayName::Date(_))));
        }
    }

    /// Whether it has neither weeks nor days.
    pub(super) fn is_empty(&self) -> bool {
        self.weeks + self.days == 0
    }

    /// Whether the document is a plan: it has enough weeks or days with tasks and these are a substantial part of it,
    /// or it mostly consists of weeks or days.
    pub(super) fn is_plan(&self, setting: Setting) -> bool {
        let dates_alone = self.days > 0 && self.dates == self.days && self.tasks_inside == 0;
        let mostly_tasks = 2 * self.tasks_inside > self.tasks;
        let mostly_words = 2 * self.words_inside > self.words;
        // The minimum fraction of the words in the outline.
        let is_part = |least: usize| least * self.words_inside > self.words;
        let many_weeks = self.busy_weeks >= FEWEST_WEEKS;
        let busy = many_weeks || self.busy_days >= FEWEST_DAYS && !dates_alone;
        if self.is_empty() {
            return false;
        }
        match setting {
            Setting::Alone => true,
            Setting::Handbook => {
                busy && is_part(8) || (mostly_tasks || mostly_words) && !dates_alone
            }
            Setting::Site => {
                (mostly_words || mostly_tasks && is_part(3)) && (many_weeks || !dates_alone)
            }
        }
    }
}

/// The total length of the words in a piece.
fn said(document: &Document, piece: &Piece) -> usize {
    let long = |nodes: &[NodeId]| -> usize {
        let lengths = nodes.iter().map(|node| document.text(*node).len());
        lengths.sum()
    };
    match piece {
        Piece::Head(head) => head.at.map_or(head.text.len(), |at| long(&[at])),
        Piece::Block(block) => long(&[*block]),
        Piece::Lines { lines, .. } => lines.iter().map(|line| long(line)).sum(),
        Piece::Items { items, .. } => long(items),
        Piece::Table(grid) => long(&[grid.table]),
        Piece::Cell { cell, .. } | Piece::Label { cell, .. } => long(&[*cell]),
        Piece::Rest { line, .. } => long(line),
        Piece::Task { words, name, .. } => words.map_or(name.len(), |words| long(&[words])),
        Piece::Html { .. } => 0,
    }
}
