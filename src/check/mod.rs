//! What of a handbook contradicts itself. The entry is [`run`], with one list of checks, a file each; each says on
//! top what it tells, why, and with an example. [`explain`](mod@explain) has the same for what the rooms before this one tell.
//! [`hours`](fn@hours) adds up what the weeks take, and [`settle`] does what the author wants with what was told.
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
mod over_budget;
mod phase_range;
mod times;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Severity, Stance};
use crate::document::Document;
use crate::plan::Handbook;
use crate::span::FileId;

pub use explain::explain;
pub use hours::{AreaHours, PlanHours, WeekHours, hours};

/// One check: it reads the handbook and tells.
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
];

/// Runs every check; what they tell is added to `found`.
pub fn run(handbook: &Handbook, found: &mut Vec<Diagnostic>) {
    let told: Vec<Vec<Diagnostic>> = CHECKS
        .par_iter()
        .map(|check| {
            let mut told = Vec::new();
            check(handbook, &mut told);
            told
        })
        .collect();
    found.extend(told.into_iter().flatten());
}

/// Does with what was told as the author wants: what is allowed, everywhere or at its place, is dropped; what is
/// warned of or denied is a warning or an error. What nothing can be built with stays.
pub fn settle(found: &mut Vec<Diagnostic>, stances: &BTreeMap<Code, Stance>, handbook: &Handbook) {
    let allowing: BTreeMap<FileId, &Document> = handbook
        .documents
        .iter()
        .flat_map(|document| {
            document
                .files_that_allow()
                .map(move |file| (file, document))
        })
        .collect();
    found.retain_mut(|diagnostic| {
        let (code, span) = (diagnostic.code, diagnostic.span);
        if code.is_firm() {
            return true;
        }
        match stances.get(&code) {
            Some(Stance::Allow) => return false,
            Some(Stance::Warn) => diagnostic.severity = Severity::Warning,
            Some(Stance::Deny) => diagnostic.severity = Severity::Error,
            None => {}
        }
        let document = allowing.get(&span.file);
        !document.is_some_and(|document| document.allows(code, span))
    });
}
