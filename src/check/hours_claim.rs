#![doc = include_str!("explain/hours-claim.md")]

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::plan::{Claim, Handbook, Plan, Week, day_time};
use crate::units::{Effort, Stated, Track};

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for plan in &handbook.plans {
        let document = &handbook.documents[plan.document];
        for claim in &plan.claims {
            match claim.track {
                Some(track) => of_track(claim, &plan.tracks[track], diagnostics),
                None => of_plan(document, plan, claim, diagnostics),
            }
        }
    }
}

/// Compares hours after a track's name with the hours of its definition.
fn of_track(claim: &Claim, track: &Track, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(budget) = track.budget
        && !budget.meets(claim.hours)
    {
        let said = format!("{} per week", claim.hours);
        diagnostics.push(
            Diagnostic::new(
                Code::HoursClaim,
                claim.span,
                format!(
                    "this gives `{}` {said}, but its definition says {budget}",
                    track.name
                ),
            )
            .label(track.span, format!("{budget} per week"))
            .hint("write the same hours in both places"),
        );
    }
}

/// Compares hours for all readers with the hours of the tracks and of the weeks.
fn of_plan(document: &Document, plan: &Plan, claim: &Claim, diagnostics: &mut Vec<Diagnostic>) {
    let outside = tracks_outside(plan, claim.hours);
    let timed: Vec<(&Week, Effort)> = plan
        .weeks
        .iter()
        .map(|week| (week, written(plan, week)))
        .collect();
    let over = timed
        .iter()
        .filter(|(_, written)| *written > claim.hours.high);
    let count = over.clone().count();
    let longest = over.rev().max_by_key(|(_, written)| *written);
    if outside.is_empty() && longest.is_none() {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        Code::HoursClaim,
        claim.span,
        format!(
            "the text says {} per week, but the headings do not match",
            claim.hours
        ),
    );
    for track in outside {
        if let Some(budget) = track.budget {
            diagnostic =
                diagnostic.label(track.span, format!("this track allows {budget} per week"));
        }
    }
    if let Some((week, written)) = longest {
        let all = plan.weeks.len();
        let take = if count == 1 { "takes" } else { "take" };
        diagnostic = diagnostic.label(
            document.words(week.heading),
            match all {
                1 => format!("the days of this week total {written}"),
                _ => format!("the days of this week total {written}; {count} of {all} weeks {take} more than the text says"),
            },
        );
    }
    diagnostics
        .push(diagnostic.hint("change the text to match the headings, or change the headings"));
}

/// The tracks outside a range of hours. A single number may be meant for one track, so it only has to match one of
/// them.
fn tracks_outside(plan: &Plan, hours: Stated) -> Vec<&Track> {
    let outside = |track: &&Track| track.budget.is_some_and(|budget| !budget.meets(hours));
    let outside: Vec<&Track> = plan.tracks.iter().filter(outside).collect();
    let one = hours.low == hours.high;
    if one && outside.len() < plan.tracks.len() {
        return Vec::new();
    }
    outside
}

fn written(plan: &Plan, week: &Week) -> Effort {
    let times = week
        .days
        .iter()
        .filter_map(|day| day_time(day, &plan.tasks.own));
    times.sum::<Stated>().high
}
