//! Adds up stated times, some of which may be missing.

use crate::document::{Document, NodeId, NodeKind};
use crate::plan::{Day, Plan, Task, Week, track_time};
use crate::span::Span;
use crate::units::{Audience, Effort, Stated};

/// The sum of some parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    /// The sum of the parts that state a time.
    pub(super) time: Stated,
    /// Whether all parts state a time.
    pub(super) complete: bool,
    /// Whether any part states a time.
    pub(super) any: bool,
}

impl Sum {
    /// The sum of parts, each with its time if it states one.
    pub(super) fn of(parts: impl IntoIterator<Item = Option<Stated>>) -> Self {
        let mut sum = Self {
            time: Stated::exactly(Effort::ZERO),
            complete: true,
            any: false,
        };
        for part in parts {
            match part {
                Some(time) => {
                    sum.time = sum.time + time;
                    sum.any = true;
                }
                None => sum.complete = false,
            }
        }
        sum
    }

    /// Whether the parts cannot add up to the time that is stated for the whole: they take too long, or all of them
    /// state a time and together they take too little.
    pub(super) fn contradicts(&self, whole: Stated) -> bool {
        let over = self.time.low > whole.high;
        self.any && (over || self.complete && !self.time.meets(whole))
    }
}

/// The time of a task that is not part of another one. A task for some readers only may take no time for others.
pub(super) fn task_time(task: &Task) -> Option<Stated> {
    let time = task.stated?;
    if task.audience == Audience::default() {
        return Some(time);
    }
    Some(Stated {
        low: Effort::ZERO,
        high: time.high,
    })
}

/// The position of the time that a heading, a label or a task states: the parentheses at its end, or else all of its
/// words.
pub(super) fn place(document: &Document, id: NodeId) -> Span {
    let text = match document.node(id).kind {
        NodeKind::Item { .. } => document.lead_text(id),
        _ => document.text(id),
    };
    let inner = text
        .trim_end_matches([' ', ':'])
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('));
    match inner {
        Some((_, inner)) => document.part(id, inner),
        None => document.words(id),
    }
}

/// The time of a day for the readers of a track; `None` if it is not for them or states none.
pub fn day_time_for(plan: &Plan, day: &Day, track: usize) -> Option<Stated> {
    let level = plan.tracks[track].level;
    let audience = plan.audiences.get(&day.heading);
    let is_shown = audience.is_none_or(|audience| audience.includes(Some(track), level));
    track_time(day, track, &plan.tasks.own).filter(|_| is_shown)
}

/// The time of a week for the readers of a track.
pub(super) fn week_time(plan: &Plan, week: &Week, track: usize) -> Effort {
    let days = week.days.iter();
    let times = days.filter_map(|day| day_time_for(plan, day, track));
    times.sum::<Stated>().high
}
