//! The weeks of a plan as a strip of links, for all pages of the plan.

use std::ops::Range;

use serde::Serialize;

use super::address::name;
use super::edition::EditionViews;
use crate::plan::{Week, WeekKind};

/// How many weeks a strip has at most, so pages of long plans do not grow with the plan.
const LONGEST: usize = 26;

/// The weeks of a plan, or those around one of them.
#[derive(Debug, Serialize)]
pub struct StripView {
    /// The weeks, in order; empty if there is only one.
    pub weeks: Vec<StripWeekView>,
    /// Whether the plan has more weeks than these.
    pub is_cut: bool,
}

/// A week in a strip.
#[derive(Debug, Serialize)]
pub struct StripWeekView {
    /// Its number or its range of numbers; empty if it has none.
    pub number: String,
    /// Its name: `Week 3`.
    pub called: String,
    /// Its page.
    pub address: String,
    /// Whether it is the week of the page.
    pub current: bool,
}

impl EditionViews<'_> {
    /// The strip for the pages of a week, or for a page outside of weeks.
    pub fn strip(&self, current: Option<usize>) -> StripView {
        let plan = self.edition.plan;
        let shown = window(plan.weeks.len(), current.unwrap_or_default());
        let is_cut = shown.len() < plan.weeks.len();
        let weeks = shown.filter(|_| plan.weeks.len() > 1).map(|index| {
            let week = &plan.weeks[index];
            StripWeekView {
                number: number(week),
                called: self.title(&week.called),
                address: name::week(week),
                current: Some(index) == current,
            }
        });
        StripView {
            weeks: weeks.collect(),
            is_cut,
        }
    }
}

/// The weeks to show of `count`: all, or as many as fit, with `current` in the middle if there are enough on both sides.
fn window(count: usize, current: usize) -> Range<usize> {
    let length = count.min(LONGEST);
    let first = current.saturating_sub(length / 2).min(count - length);
    first..first + length
}

fn number(week: &Week) -> String {
    match (week.kind, week.numbers.first, week.numbers.last) {
        (WeekKind::Study, first, last) if first == last => first.to_string(),
        (WeekKind::Study, first, last) => format!("{first}–{last}"),
        (WeekKind::Part | WeekKind::Break, ..) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn a_strip_shows_all_weeks_or_those_around_the_page() {
        for (count, current, expected) in [
            (0, 0, 0..0),
            (1, 0, 0..1),
            (26, 25, 0..26),
            (27, 0, 0..26),
            (27, 26, 1..27),
            (60, 30, 17..43),
        ] {
            assert_eq!(window(count, current), expected, "{current} of {count}");
        }
    }
}
