#![doc = include_str!("explain/heading-skipped.md")]

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, NodeId, NodeKind};
use crate::plan::Handbook;

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for document in &handbook.documents {
        in_document(document, diagnostics);
    }
}

fn in_document(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut before: Option<(NodeId, u8)> = None;
    for id in document.roots() {
        let NodeKind::Heading(heading) = &document.node(id).kind else {
            continue;
        };
        let span = document.words(id);
        if let Some((above, level)) = before
            && heading.level > level + 1
            && document.node(above).span.file == span.file
        {
            let wanted = "#".repeat(usize::from(level) + 1);
            diagnostics.push(
                Diagnostic::new(
                    Code::HeadingSkipped,
                    span,
                    format!("heading level jumps from {level} to {}", heading.level),
                )
                .label(document.words(above), format!("level {level}"))
                .hint(format!(
                    "use `{wanted}`, or add a heading for the level in between"
                )),
            );
        }
        before = Some((id, heading.level));
    }
}
