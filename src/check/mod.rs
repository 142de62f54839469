//! Contradictions in a handbook. The entry is [`run`], with the list of all checks, one file per check; each file
//! begins with what the check reports, why, and an example. [`explain`](mod@explain) has the same for the codes that
//! earlier rooms report. [`hours`](fn@hours) adds up the hours of the weeks, and [`settle`] applies the author's
//! settings to the diagnostics.
//!
//! To add a check: a `Code`, a file here, a line in the list below, a page in `explain/`, and a fault with its
//! near miss in `tests/diagnostics/`.

mod allocation;
mod area_share;
mod block_time;
mod day_time;
mod empty_task;
mod explain;
mod heading_skipped;
mod hours;
mod hours_claim;
mod missing_alt;
mod missing_day;
mod missing_week;
mod orphan_page;
mod outdated_translation;
mod over_budget;
mod phase_range;
mod times;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Severity, SeveritySetting};
use crate::document::Document;
use crate::plan::Handbook;
use crate::span::FileId;

pub use explain::explain;
pub use hours::{AreaHours, NO_HOURS, PlanHours, WeekHours, against, hours, week_hours};
pub use times::day_time_for;

/// One check: it reads the handbook and reports diagnostics.
type Check = fn(&Handbook, &mut Vec<Diagnostic>);

const CHECKS: &[Check] = &[
    heading_skipped::check,
    missing_week::check,
    missing_day::check,
    phase_range::check,
    block_time::check,
    day_time::check,
    over_budget::check,
    hours_claim::check,
    allocation::check,
    area_share::check,
    empty_task::check,
    missing_alt::check,
    orphan_page::check,
    outdated_translation::check,
];

/// Runs every check and adds their diagnostics.
pub fn run(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    let reported: Vec<Vec<Diagnostic>> = CHECKS
        .par_iter()
        .map(|check| {
            let mut reported = Vec::new();
            check(handbook, &mut reported);
            reported
        })
        .collect();
    diagnostics.extend(reported.into_iter().flatten());
}

/// Applies the author's settings: diagnostics that are allowed, in general or at their place, are dropped; `warn` and
/// `deny` make the others warnings or errors. Errors that stop every build stay.
pub fn settle(
    diagnostics: &mut Vec<Diagnostic>,
    severities: &BTreeMap<Code, SeveritySetting>,
    handbook: &Handbook,
) {
    let allowing: BTreeMap<FileId, &Document> = handbook
        .documents
        .iter()
        .flat_map(|document| {
            document
                .files_that_allow()
                .map(move |file| (file, document))
        })
        .collect();
    diagnostics.retain_mut(|diagnostic| {
        let (code, span) = (diagnostic.code, diagnostic.span);
        if code.is_firm() {
            return true;
        }
        match severities.get(&code) {
            Some(SeveritySetting::Allow) => return false,
            Some(SeveritySetting::Warn) => diagnostic.severity = Severity::Warning,
            Some(SeveritySetting::Deny) => diagnostic.severity = Severity::Error,
            None => {}
        }
        let document = allowing.get(&span.file);
        !document.is_some_and(|document| document.allows(code, span))
    });
}
