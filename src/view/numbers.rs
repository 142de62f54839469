//! What pages know of the lock: the numbers of tasks, which readers' links name them by, and what changed since.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::typography::Typography;
use crate::ledger::{Ledger, TaskChange};
use crate::plan::{Handbook, Plan};

/// The numbers of a handbook's tasks, and its revisions.
#[derive(Debug, Serialize)]
pub struct NumbersView<'a> {
    /// Whether a task's position in `ids` is its number. Without a lock nothing has a number, and `ids` are in the order
    /// of the text.
    pub numbered: bool,
    /// The ids of tasks; empty for a number that no task has.
    pub ids: Vec<&'a str>,
    /// The plans by their ids, as far as lists may name them.
    pub plans: BTreeMap<&'a str, PlanNameView<'a>>,
    /// The revisions in their order.
    pub revisions: Vec<RevisionView>,
}

/// What a plan and its tracks are called.
#[derive(Debug, Serialize)]
pub struct PlanNameView<'a> {
    /// The plan's title.
    pub title: Cow<'a, str>,
    /// The names of its tracks by their ids.
    pub tracks: BTreeMap<&'a str, Cow<'a, str>>,
}

/// The number of a revision, and its changes: of each the kind, the count, the plan and the week.
#[derive(Debug, Serialize)]
pub struct RevisionView(u32, Vec<(&'static str, u32, String, String)>);

impl<'a> NumbersView<'a> {
    /// The numbers of a handbook, with those of its plans that lists may name.
    pub(super) fn of(
        (handbook, ledger): (&'a Handbook, &'a Ledger),
        plans: &[&'a Plan],
        typography: Typography,
    ) -> Self {
        let mut ids = Vec::new();
        if ledger.has_lock() {
            // A number that is far beyond the others is no reason to write a list of nothing.
            let end = 2 * ledger.numbers().count() + SPARE;
            for (number, id) in ledger.numbers() {
                let number = number as usize;
                if number < end {
                    ids.resize(ids.len().max(number + 1), "");
                    ids[number] = id;
                }
            }
        } else {
            for document in 0..handbook.documents.len() {
                let own = ledger.ids.of_document(document);
                ids.extend(own.own.iter().chain(&own.in_templates).map(String::as_str));
            }
            if !handbook.originals.is_empty() {
                // Translations share tasks with their originals.
                let mut known = HashSet::new();
                ids.retain(|id| known.insert(*id));
            }
        }
        let name = |plan: &&'a Plan| {
            let tracks = plan.tracks.iter();
            let name = PlanNameView {
                title: typography.text(&plan.title),
                tracks: tracks
                    .map(|track| (track.id.as_str(), typography.text(&track.name)))
                    .collect(),
            };
            (plan.key.as_str(), name)
        };
        Self {
            numbered: ledger.has_lock(),
            ids,
            plans: plans.iter().map(name).collect(),
            revisions: revisions(ledger, plans),
        }
    }
}

/// How many numbers may have no task.
const SPARE: usize = 1000;

/// The revisions, without the changes of plans that lists may not name.
fn revisions(ledger: &Ledger, plans: &[&Plan]) -> Vec<RevisionView> {
    let is_listed = |change: &&TaskChange| plans.iter().any(|plan| plan.key == change.part);
    let change = |change: &TaskChange| {
        let TaskChange { kind, count, .. } = *change;
        (kind.name(), count, change.part.clone(), change.week.clone())
    };
    let revisions = ledger.revisions().into_iter();
    revisions
        .map(|(number, changes)| {
            let changes = changes.iter().filter(is_listed).map(change);
            RevisionView(number, changes.collect())
        })
        .collect()
}
