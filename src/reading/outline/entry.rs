//! A document cut at its outermost headings.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Reading;
use super::settle::settle;
use crate::document::{Form, NodeId, NodeKind};
use crate::reading::heading::{Role, role};
use crate::units::Numbers;

/// A heading and what stands below it, up to the next heading.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) role: Role,
    pub(super) level: u8,
    pub(super) heading: NodeId,
    pub(super) text: String,
    pub(super) body: Vec<NodeId>,
}

/// What stands before the first heading, and the headings.
pub(super) fn entries(reading: Reading<'_>) -> (Vec<NodeId>, Vec<Entry>) {
    let document = reading.document;
    let mut lead = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    for id in document.roots().filter(|id| !document.is_blank(*id)) {
        if let NodeKind::Heading(heading) = &document.node(id).kind {
            let text = document.text(id);
            // Its role is told below.
            entries.push(Entry {
                role: Role::Section,
                level: heading.level,
                heading: id,
                text,
                body: Vec::new(),
            });
        } else {
            entries
                .last_mut()
                .map_or(&mut lead, |entry| &mut entry.body)
                .push(id);
        }
    }
    entries.par_iter_mut().for_each(|entry| {
        let formed = matches!(
            &document.node(entry.heading).kind,
            NodeKind::Heading(heading) if heading.form == Form::Formed
        );
        entry.role = if formed {
            Role::Week {
                numbers: None,
                title: String::new(),
            }
        } else {
            role(&entry.text, reading.words)
        };
    });
    settle(&mut entries, reading.words);
    (lead, entries)
}

/// How often each number of a week is used.
pub(super) fn often(entries: &[Entry]) -> HashMap<Numbers, usize> {
    let mut often = HashMap::new();
    for entry in entries {
        if let Role::Week {
            numbers: Some(numbers),
            ..
        } = entry.role
        {
            *often.entry(numbers).or_default() += 1;
        }
    }
    often
}
