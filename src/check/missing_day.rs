#![doc = include_str!("explain/missing-day.md")]

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::plan::{Day, DayName, Handbook, Plan, Week};

/// The days of a week: 0 is Monday, or the day numbered 0. Dates are not part of a pattern.
type DayNumbers = BTreeSet<u32>;

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for plan in &handbook.plans {
        let document = &handbook.documents[plan.document];
        numbered(document, plan, diagnostics);
        by_pattern(document, plan, diagnostics);
    }
}

/// `Day 3` after `Day 1`.
fn numbered(document: &Document, plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
    for week in &plan.weeks {
        for pair in week.days.windows(2) {
            if let [before, after] = pair
                && let (DayName::Ordinal(first), DayName::Ordinal(second)) =
                    (&before.name, &after.name)
                && second.first > first.last.saturating_add(1)
            {
                report(
                    document,
                    (after, before),
                    &format!("day {}", first.last + 1),
                    diagnostics,
                );
            }
        }
    }
}

/// A weekday that is missing in a week and present in at least three of four other weeks.
fn by_pattern(document: &Document, plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
    const NAMES: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let all: Vec<DayNumbers> = plan.weeks.iter().map(weekdays).collect();
    let others = all.len().saturating_sub(1);
    if others < 3 {
        return;
    }
    let is_usual = |day: &u32| {
        let having = all.iter().filter(|days| days.contains(day)).count();
        having * 4 >= others * 3
    };
    let names = NAMES.into_iter().zip(0..);
    let usual: Vec<(&str, u32)> = names.filter(|(_, day)| is_usual(day)).collect();
    for (week, days) in plan.weeks.iter().zip(&all) {
        for (name, missing) in usual.iter().copied() {
            if days.contains(&missing) {
                continue;
            }
            let place = |day: &&Day| weekday(day).map(|range| *range.start());
            let before = week
                .days
                .iter()
                .rfind(|day| place(day).is_some_and(|at| at < missing));
            let after = week
                .days
                .iter()
                .find(|day| place(day).is_some_and(|at| at > missing));
            if let (Some(before), Some(after)) = (before, after) {
                report(document, (after, before), name, diagnostics);
            }
        }
    }
}

fn weekdays(week: &Week) -> DayNumbers {
    week.days.iter().filter_map(weekday).flatten().collect()
}

fn weekday(day: &Day) -> Option<std::ops::RangeInclusive<u32>> {
    match &day.name {
        DayName::Weekend => Some(5..=6),
        DayName::Weekdays { first, last } => {
            let first = u32::try_from(*first).ok()?;
            let last = u32::try_from(*last).ok()?;
            // From Saturday to Monday: days after the weekend begin the next week.
            Some(first..=if last < first { 6 } else { last })
        }
        DayName::Ordinal(_) | DayName::Date(_) => None,
    }
}

fn report(
    document: &Document,
    (after, before): (&Day, &Day),
    missing: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    diagnostics.push(
        Diagnostic::new(
            Code::MissingDay,
            document.words(after.heading),
            format!("{missing} is missing before this day"),
        )
        .label(document.words(before.heading), "the previous day")
        .hint("add the day; if it is free, add its heading and say so under it"),
    );
}
