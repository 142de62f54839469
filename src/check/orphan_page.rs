#![doc = include_str!("explain/orphan-page.md")]

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Handbook, Target};
use crate::span::Span;

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    if handbook.plans.is_empty() {
        // `no-week` is reported already, and without plans no plan links to any page.
        return;
    }
    let mut linked = BTreeSet::new();
    for (from, links) in handbook.links.iter().enumerate() {
        let targets = links.values().filter_map(|target| match target {
            Target::Document { document, .. } if *document != from => Some(*document),
            _ => None,
        });
        linked.extend(targets);
    }
    for chapter in &handbook.chapters {
        // A translation is reached from its original.
        let is_translation = handbook.originals.contains_key(&chapter.document);
        let is_alone = !is_translation && !linked.contains(&chapter.document) && !chapter.in_nav;
        if is_alone && !handbook.unlisted.contains(&chapter.document) {
            let document = &handbook.documents[chapter.document];
            let span = match chapter.heading {
                Some(heading) => document.words(heading),
                None => Span::file_start(document.file),
            };
            diagnostics.push(
                Diagnostic::new(
                    Code::OrphanPage,
                    span,
                    format!("no document links to `{}`", document.path),
                )
                .hint(format!(
                    "link to it from a page that needs it: `[…](/{})`",
                    document.path
                )),
            );
        }
    }
}
