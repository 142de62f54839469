//! Splits a document at its outermost headings.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::document::{Document, NodeId, NodeKind};
use crate::plan::Task;
use crate::reading::fragment::HeadingNames;
use crate::reading::name::Name;
use crate::units::NumberRange;

/// A heading and the content below it, up to the next heading.
#[derive(Debug)]
pub(super) struct OutlineEntry {
    /// Its name; `None` for a section.
    pub(super) name: Option<Name>,
    pub(super) level: u8,
    pub(super) heading: NodeId,
    pub(super) text: String,
    pub(super) body: Vec<NodeId>,
    /// The first task after its heading.
    pub(super) task: usize,
}

impl OutlineEntry {
    pub(super) fn is(&self, test: fn(&Name) -> bool) -> bool {
        self.name.as_ref().is_some_and(test)
    }

    /// The name in its heading.
    pub(super) fn called(&self) -> String {
        let called = self.name.as_ref().map(|name| name.called.as_str());
        called
            .filter(|called| !called.is_empty())
            .unwrap_or(&self.text)
            .to_owned()
    }

    pub(super) fn title(&self) -> String {
        let title = self.name.as_ref().map(|name| name.title.clone());
        title.unwrap_or_default()
    }

    pub(super) fn weeks(&self) -> Option<NumberRange> {
        self.name.as_ref().and_then(Name::weeks)
    }
}

/// The content before the first heading, and the headings.
pub(super) fn entries(
    document: &Document,
    names: &HeadingNames,
    tasks: &[Task],
) -> (Vec<NodeId>, Vec<OutlineEntry>) {
    let blocks: Vec<NodeId> = document
        .roots()
        .filter(|id| !document.is_blank(*id))
        .collect();
    let is_heading = |id: &NodeId| matches!(document.node(*id).kind, NodeKind::Heading(_));
    let entry = |part: &[NodeId]| {
        let (id, body) = part.split_first()?;
        let NodeKind::Heading(heading) = &document.node(*id).kind else {
            return None;
        };
        Some(OutlineEntry {
            name: names.get(id).cloned(),
            level: heading.level,
            heading: *id,
            text: document.text(*id),
            body: body.to_vec(),
            task: tasks.partition_point(|task| task.item < *id),
        })
    };
    let lead = blocks.iter().take_while(|id| !is_heading(id)).copied();
    let parts = blocks.par_chunk_by(|_, next| !is_heading(next));
    (lead.collect(), parts.filter_map(entry).collect())
}

/// How often each week number is used.
pub(super) fn often(entries: &[OutlineEntry]) -> HashMap<NumberRange, usize> {
    let mut often = HashMap::new();
    for entry in entries {
        if let Some(numbers) = entry.weeks() {
            *often.entry(numbers).or_default() += 1;
        }
    }
    often
}
