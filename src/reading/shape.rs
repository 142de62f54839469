//! How much of a document its outline holds: whether the document is a plan.

use super::name::{Name, Role};
use super::piece::Piece;
use super::scene::Scene;
use crate::document::Document;
use crate::language::Vocabulary;
use crate::plan::DayName;

/// The fewest weeks with something to do that make a plan of a document beside others.
const FEWEST_WEEKS: usize = 2;

/// The fewest days with something to do that make a plan of a document beside others.
pub(super) const FEWEST_DAYS: usize = 3;

/// What the outline of a document holds, and what the document holds.
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
    /// Measures a document; of one that is `lone`, only what is counted at once.
    pub(super) fn of(
        document: &Document,
        words: &Vocabulary,
        pieces: &[Piece],
        lone: bool,
    ) -> Self {
        let mut shape = Self::default();
        if lone {
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
            let said = scene.node(at).map_or(0, |node| document.text(node).len());
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

    /// Whether the document is a plan by itself. One that is `lone` is as soon as it has a week or a day; another must
    /// have enough of them with something to do, or consist of them for the most part.
    pub(super) fn is_plan(&self, lone: bool) -> bool {
        if lone {
            return !self.is_empty();
        }
        let mostly = 2 * self.tasks_inside > self.tasks || 2 * self.words_inside > self.words;
        let dates_alone = self.days > 0 && self.dates == self.days && self.tasks_inside == 0;
        self.busy_weeks >= FEWEST_WEEKS
            || self.busy_days >= FEWEST_DAYS && !dates_alone
            || !self.is_empty() && mostly && !dates_alone
    }
}
