//! The anchors that links can lead to.

use std::collections::HashMap;

use super::path::{decode, document_paths, join};
use crate::document::{Document, NodeId};
use crate::plan::handbook::Handbook;
use crate::plan::model::Plan;

/// The anchors of a document, each with its heading or its raw HTML.
pub(super) fn anchors(document: &Document) -> HashMap<String, NodeId> {
    let headings = document.headings();
    let ids = headings.map(|(node, heading)| (heading.id.clone(), node));
    let mut ids: HashMap<String, NodeId> = ids.collect();
    for (node, id) in document.raw_ids() {
        let place = document.heading_of(node).unwrap_or(node);
        ids.entry(id.to_owned()).or_insert(place);
    }
    ids
}

/// Adds `week-2` and `week-2-monday` for the weeks and days of a plan, unless its document has such anchors.
pub(super) fn add_weeks(plan: &Plan, known: &mut HashMap<String, NodeId>) {
    for week in &plan.weeks {
        known.entry(week.id.clone()).or_insert(week.heading);
        for day in &week.days {
            known
                .entry(format!("{}-{}", week.id, day.id))
                .or_insert(day.heading);
        }
    }
}

impl Handbook {
    /// The anchors of a document that links can lead to, in text order.
    pub fn anchors(&self, document: usize) -> Vec<(String, NodeId)> {
        let mut known = anchors(&self.documents[document]);
        for plan in self.plans.iter().filter(|plan| plan.document == document) {
            add_weeks(plan, &mut known);
        }
        let mut all: Vec<(String, NodeId)> = known.into_iter().collect();
        all.sort_unstable_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
        all
    }

    /// The document that an address in the file at `from` leads to, without looking at its anchor.
    pub fn linked_document(&self, from: &str, address: &str) -> Option<usize> {
        let path = address.split(['#', '?']).next().unwrap_or_default();
        let paths = if path.is_empty() {
            vec![from.to_owned()]
        } else {
            document_paths(&join(from, &decode(path))?).collect()
        };
        let has = |document: &Document, path: &String| {
            let mut files = document.files();
            files.any(|(file, _)| file == path)
        };
        paths.iter().find_map(|path| {
            let mut documents = self.documents.iter();
            documents.position(|document| has(document, path))
        })
    }
}
