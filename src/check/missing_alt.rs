#![doc = include_str!("explain/missing-alt.md")]

use crate::diagnostic::{Code, Diagnostic};
use crate::document::NodeKind;
use crate::plan::Handbook;

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for document in &handbook.documents {
        for id in document.all() {
            if let NodeKind::Image { target, .. } = &document.node(id).kind
                && document.text(id).trim().is_empty()
            {
                diagnostics.push(
                    Diagnostic::new(
                        Code::MissingAlt,
                        document.node(id).span,
                        "this image has no alternative text",
                    )
                    .hint(format!(
                        "describe what it shows: `![description]({target})`"
                    )),
                );
            }
        }
    }
}
