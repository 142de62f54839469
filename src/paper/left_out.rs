//! What its author leaves out on paper: admonitions with the class `no-print`.

use crate::view::{ItemView, Piece, SectionView, printed};

/// Things in a day as they are on paper.
pub(super) fn items(items: Vec<ItemView>) -> Vec<ItemView> {
    let items = items.into_iter().map(|item| match item {
        ItemView::Prose { body } => ItemView::Prose {
            body: pieces(&body),
        },
        ItemView::Block {
            label,
            low,
            high,
            note,
            body,
        } => ItemView::Block {
            label,
            low,
            high,
            note,
            body: pieces(&body),
        },
        ItemView::Note { track, body } => ItemView::Note {
            track,
            body: pieces(&body),
        },
        ItemView::Section(inner) => ItemView::Section(section(inner)),
    });
    items.collect()
}

/// A section as it is on paper.
pub(super) fn section(section: SectionView) -> SectionView {
    SectionView {
        body: pieces(&section.body),
        sections: sections(section.sections),
        ..section
    }
}

/// Sections as they are on paper.
pub(super) fn sections(all: Vec<SectionView>) -> Vec<SectionView> {
    all.into_iter().map(section).collect()
}

/// Prose as it is on paper.
pub(super) fn pieces(pieces: &[Piece]) -> Vec<Piece> {
    printed(pieces).cloned().collect()
}
