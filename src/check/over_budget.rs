#![doc = include_str!("explain/over-budget.md")]

use std::collections::BTreeSet;

use super::times::week_time;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Document, NodeId};
use crate::plan::{Handbook, Plan, Week, WeekKind};
use crate::units::Effort;

/// A week that takes longer than some tracks allow.
struct OverBudgetWeek<'a> {
    week: &'a Week,
    /// Each track with the time of the week in it and its budget.
    tracks: Vec<(usize, Effort, Effort)>,
}

/// All weeks of a plan are one problem, since they have one cause: its days are planned for more time than its tracks
/// have.
pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for plan in &handbook.plans {
        let document = &handbook.documents[plan.document];
        let over = plan.weeks.iter().filter_map(|week| over(plan, week));
        // Weeks at which the author allows the code are left out.
        let is_reported = |over: &OverBudgetWeek<'_>| {
            let span = document.words(over.week.heading);
            !document.allows(Code::OverBudget, span)
        };
        let over: Vec<OverBudgetWeek<'_>> = over.filter(is_reported).collect();
        diagnostics.extend(problem(document, plan, &over));
    }
}

fn over<'a>(plan: &Plan, week: &'a Week) -> Option<OverBudgetWeek<'a>> {
    let tracks: Vec<(usize, Effort, Effort)> = (0..plan.tracks.len())
        .filter_map(|track| {
            let budget = plan.tracks[track].budget?.high;
            let planned = week_time(plan, week, track);
            (planned > budget).then_some((track, planned, budget))
        })
        .collect();
    (!tracks.is_empty()).then_some(OverBudgetWeek { week, tracks })
}

fn problem(document: &Document, plan: &Plan, over: &[OverBudgetWeek<'_>]) -> Option<Diagnostic> {
    let (first, others) = over.split_first()?;
    let all = plan
        .weeks
        .iter()
        .filter(|week| week.kind == WeekKind::Study)
        .count();
    let planned: Vec<String> = first
        .tracks
        .iter()
        .map(|(track, planned, budget)| {
            let name = &plan.tracks[*track].name;
            format!("{planned} for `{name}`, which allows {budget}")
        })
        .collect();
    let planned = planned.join("; ");
    let place = document.words(first.week.heading);
    let mut problem = if others.is_empty() {
        let message = format!("this week is planned for more than its tracks allow: {planned}");
        Diagnostic::new(Code::OverBudget, place, message)
    } else {
        let message = format!(
            "{} of {all} weeks are planned for more than their tracks allow: {}",
            over.len(),
            named(plan, over)
        );
        Diagnostic::new(Code::OverBudget, place, message).label(place, planned)
    };
    let help = if plan.fit {
        "work beyond a track's hours is shown under “If time allows”; plan shorter days, or allow more hours"
    } else {
        // If days are shown as written, nothing reduces the time.
        problem.severity = Severity::Warning;
        "plan shorter days, allow more hours, or remove `fit: off`"
    };
    Some(problem.hint(format!(
        "{help}; `prepbook check --hours` shows the hours of each week"
    )))
}

/// How many weeks or runs of weeks are named.
const NAMED: usize = 12;

/// `Week 1, Week 3 to Week 9`.
fn named(plan: &Plan, over: &[OverBudgetWeek<'_>]) -> String {
    let headings: BTreeSet<NodeId> = over.iter().map(|over| over.week.heading).collect();
    let is_over = |week: &Week| headings.contains(&week.heading);
    let runs: Vec<&[Week]> = plan
        .weeks
        .chunk_by(|a, b| is_over(a) == is_over(b))
        .filter(|run| is_over(&run[0]))
        .collect();
    let mut names: Vec<String> = Vec::new();
    for run in runs.iter().take(NAMED) {
        match run {
            [first, _, .., last] => names.push(format!("{} to {}", first.called, last.called)),
            few => names.extend(few.iter().map(|week| week.called.clone())),
        }
    }
    let rest: usize = runs.iter().skip(NAMED).map(|run| run.len()).sum();
    if rest > 0 {
        names.push(format!("and {rest} more"));
    }
    names.join(", ")
}
