//! The lines of paragraphs.

use crate::document::{Document, NodeId, NodeKind};

/// The lines of a paragraph that are not empty.
pub(super) fn lines(document: &Document, paragraph: NodeId) -> Vec<Vec<NodeId>> {
    let mut lines = document.lines(paragraph);
    for line in &mut lines {
        line.retain(|id| {
            !matches!(&document.node(*id).kind, NodeKind::Text(text) if text.trim().is_empty())
        });
    }
    lines.retain(|line| !line.is_empty());
    lines
}
