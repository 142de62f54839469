#![doc = include_str!("explain/allocation.md")]

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Handbook;
use crate::units::{Effort, Share, Stated, Track};

/// How far the percentages may add up from 100, since authors round them.
const ROUNDING_PERCENT: f64 = 1.0;
/// How many minutes the hours of an area may differ from its percentage, since they are often rounded to half an hour.
const ROUNDING_MINUTES: u32 = 15;

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for track in handbook.plans.iter().flat_map(|plan| &plan.tracks) {
        if !track.allocation.is_empty() && !percentages(track, diagnostics) {
            hours(track, diagnostics);
        }
    }
}

/// Whether the percentages of a track add up to 100.
pub(super) fn is_whole(track: &Track) -> bool {
    (sum_of(track) - 100.0).abs() <= ROUNDING_PERCENT
}

fn sum_of(track: &Track) -> f64 {
    track.allocation.iter().map(|share| share.percent).sum()
}

/// Reports percentages that do not add up to 100. Returns whether it did.
fn percentages(track: &Track, diagnostics: &mut Vec<Diagnostic>) -> bool {
    if is_whole(track) {
        return false;
    }
    let sum = sum_of(track);
    let sum = (sum * 100.0).round() / 100.0;
    let diagnostic = Diagnostic::new(
        Code::Allocation,
        track.span,
        format!(
            "the allocation of `{}` adds up to {sum}%, not 100%",
            track.name
        ),
    );
    let label = |share: &Share| format!("{}%", share.percent);
    diagnostics.push(
        with_shares(diagnostic, track, label).hint("change the percentages so they add up to 100"),
    );
    true
}

/// Reports hours that do not add up to the track's hours, or that differ from their percentage.
fn hours(track: &Track, diagnostics: &mut Vec<Diagnostic>) {
    let Some(budget) = track.budget else { return };
    let stated: Vec<Effort> = track.allocation.iter().filter_map(|s| s.effort).collect();
    let parts = u32::try_from(stated.len()).unwrap_or(u32::MAX);
    let sum: Effort = stated.iter().copied().sum();
    if stated.len() == track.allocation.len() && !near(sum, budget, parts.saturating_mul(3)) {
        let diagnostic = Diagnostic::new(
            Code::Allocation,
            track.span,
            format!(
                "the allocation of `{}` adds up to {sum}, but the track allows {budget} per week",
                track.name
            ),
        );
        let label = |share: &Share| share.effort.unwrap_or_default().to_string();
        diagnostics.push(
            with_shares(diagnostic, track, label)
                .hint(format!("change the hours so they add up to {budget}")),
        );
        return;
    }
    for share in &track.allocation {
        let part =
            |whole: Effort| Effort::from_hours(f64::from(whole.minutes()) * share.percent / 6000.0);
        let wanted = Stated {
            low: part(budget.low),
            high: part(budget.high),
        };
        if let Some(effort) = share.effort
            && !near(effort, wanted, ROUNDING_MINUTES)
        {
            diagnostics.push(
                Diagnostic::new(
                    Code::Allocation,
                    share.span,
                    format!("{}% of {budget} is {wanted}, not {effort}", share.percent),
                )
                .label(
                    track.span,
                    format!("`{}` allows {budget} per week", track.name),
                )
                .hint(format!(
                    "change the hours to {wanted}, or change the percentage"
                )),
            );
        }
    }
}

/// Adds a label for each share that has a position of its own.
pub(super) fn with_shares(
    mut diagnostic: Diagnostic,
    track: &Track,
    label: impl Fn(&Share) -> String,
) -> Diagnostic {
    let same_place = track
        .allocation
        .windows(2)
        .any(|two| two[0].span == two[1].span);
    if !same_place {
        for share in &track.allocation {
            diagnostic = diagnostic.label(share.span, label(share));
        }
    }
    diagnostic
}

fn near(effort: Effort, wanted: Stated, minutes: u32) -> bool {
    let minutes_of = |effort: Effort| u64::from(effort.minutes());
    minutes_of(effort) + u64::from(minutes) >= minutes_of(wanted.low)
        && minutes_of(effort) <= minutes_of(wanted.high) + u64::from(minutes)
}
