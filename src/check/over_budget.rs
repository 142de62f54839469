#![doc = include_str!("explain/over-budget.md")]

use super::times::week_time;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Document;
use crate::plan::{Handbook, Plan, Week};
use crate::units::Effort;

pub(super) fn check(handbook: &Handbook, found: &mut Vec<Diagnostic>) {
    for plan in &handbook.plans {
        let document = &handbook.documents[plan.document];
        for week in &plan.weeks {
            in_week(document, plan, week, found);
        }
    }
}

fn in_week(document: &Document, plan: &Plan, week: &Week, found: &mut Vec<Diagnostic>) {
    let over: Vec<(usize, Effort, Effort)> = (0..plan.tracks.len())
        .filter_map(|track| {
            let budget = plan.tracks[track].budget?.high;
            let written = week_time(plan, week, track);
            (written > budget).then_some((track, written, budget))
        })
        .collect();
    if over.is_empty() {
        return;
    }
    let list: Vec<String> = over
        .iter()
        .map(|(track, written, budget)| {
            format!("{written} for {} of {budget}", plan.tracks[*track].name)
        })
        .collect();
    let mut told = Diagnostic::new(
        Code::OverBudget,
        document.words(week.heading),
        format!(
            "this week takes more than its tracks allow: {}",
            list.join(", ")
        ),
    );
    for (track, _, budget) in &over {
        told = told.label(plan.tracks[*track].span, format!("allows {budget} a week"));
    }
    let hint = if plan.fit {
        "each edition is fitted, and what is over stands under “If time allows”; write shorter days, or allow more hours"
    } else {
        // Nothing makes up for it where days are shown as they are written.
        told.severity = Severity::Warning;
        "write shorter days, allow more hours, or remove `fit: off`"
    };
    found.push(told.hint(hint));
}
