//! A page while it is drawn, and the tags of what is drawn.

use std::collections::BTreeMap;

use krilla::geom::Quadrilateral;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier};

use super::canvas::Canvas;
use super::layout::LaidOutSheet;

/// Drawn and tagged content of a row's column.
#[derive(Clone, Debug)]
pub(super) enum TaggedContent {
    /// Words.
    Words(Identifier),
    /// The words of a link, with its annotation.
    Link {
        words: Vec<Identifier>,
        link: Option<Identifier>,
    },
}

/// The tags of a drawn sheet.
#[derive(Debug, Default)]
pub(super) struct SheetTags {
    /// The rows' columns.
    pub(super) columns: BTreeMap<(usize, usize), Vec<TaggedContent>>,
    /// The rows' marks.
    pub(super) marks: BTreeMap<usize, Identifier>,
    /// The code.
    pub(super) code: Option<Identifier>,
    /// The buttons of all its pages.
    pub(super) buttons: Vec<TaggedContent>,
}

/// A drawn link on a page.
pub(super) struct DrawnLink {
    /// The row and the column of its words; `None` for a button.
    pub(super) place: Option<(usize, usize)>,
    /// Its index among the content of that column, or among the buttons.
    pub(super) index: usize,
    pub(super) to: String,
    pub(super) words: String,
    pub(super) quads: Vec<Quadrilateral>,
}

/// A page of a sheet while it is drawn.
pub(super) struct PageContext<'a, 's, 'd, 'f> {
    pub(super) canvas: Canvas<'s, 'd, 'f>,
    pub(super) laid: &'a LaidOutSheet,
    pub(super) traces: &'a mut SheetTags,
    pub(super) links: Vec<DrawnLink>,
}

impl PageContext<'_, '_, '_, '_> {
    /// Draws content that is not part of the text.
    pub(super) fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        let tag = ContentTag::Artifact(Artifact::with_kind(kind));
        self.canvas.surface.start_tagged(tag);
        draw(self);
        self.canvas.surface.end_tagged();
    }
}
