//! Raw HTML, when all of it is read.

use super::Builder;
use crate::document::tree::NodeKind;
use crate::document::{lost, raw_html};

impl Builder<'_> {
    pub(super) fn clean_raw_html(&mut self) {
        for row in std::mem::take(&mut self.raw).into_values() {
            let pieces: Vec<&str> = row
                .iter()
                .map(|index| match &self.nodes[*index].kind {
                    NodeKind::Html(html) => html.as_str(),
                    _ => "",
                })
                .collect();
            let clean = raw_html::clean(&pieces);
            let removed: Vec<_> = pieces
                .iter()
                .zip(&clean)
                .map(|(raw, clean)| lost::removed(raw, clean))
                .collect();
            for (index, names) in row.iter().zip(removed) {
                if !names.is_empty() {
                    let span = self.nodes[*index].span;
                    self.found.push(lost::removed_html(span, &names));
                }
            }
            for (index, html) in row.into_iter().zip(clean) {
                self.nodes[index].kind = NodeKind::Html(html);
            }
        }
    }

    /// Takes off what says that there is Markdown in an element: it says nothing to a browser.
    pub(super) fn unmark_raw_html(&mut self) {
        for index in std::mem::take(&mut self.raw).into_values().flatten() {
            if let NodeKind::Html(html) = &mut self.nodes[index].kind {
                *html = raw_html::unmarked(html);
            }
        }
    }
}
