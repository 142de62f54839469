//! The shape of a plan, as one line.

use super::read_files;
use crate::pipeline::Outlined;
use crate::plan::{Day, Plan, Week};
use crate::units::Stated;

/// The phases, weeks, days and tasks of a text that is the only document of a handbook: `Phase 1: Week 1 {Mon, Tue 2 h}`.
pub(super) fn shape(text: &str) -> String {
    shape_of(&read_files(&[("content/plan.md", text)]))
}

pub(super) fn shape_of(outlined: &Outlined) -> String {
    let plans = outlined.handbook.plans.iter().map(plan);
    plans.collect::<Vec<_>>().join(" + ")
}

fn plan(plan: &Plan) -> String {
    let loose = plan.weeks.iter().filter(|week| week.phase.is_none());
    let loose: Vec<String> = loose.map(week).collect();
    let mut parts = vec![loose.join(", ")];
    for (at, phase) in plan.phases.iter().enumerate() {
        let weeks = plan.weeks.iter().filter(|week| week.phase == Some(at));
        let weeks: Vec<String> = weeks.map(week).collect();
        parts.push(format!("{}: {}", phase.called, weeks.join(", ")));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("; ").trim_end().to_owned()
}

fn week(week: &Week) -> String {
    let days: Vec<String> = week.days.iter().map(day).collect();
    let days = days.join(", ");
    let days = if days.is_empty() {
        days
    } else {
        format!(" {{{days}}}")
    };
    format!("{}{}{days}", week.called, time(week.stated))
}

fn day(day: &Day) -> String {
    format!("{}{}", day.called, time(day.stated))
}

fn time(stated: Option<Stated>) -> String {
    stated
        .map(|stated| format!(" {stated}"))
        .unwrap_or_default()
}
