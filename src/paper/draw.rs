//! Draws pages: every word has a tag with its position in the document's structure.

use std::collections::BTreeMap;

use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::page::{Page as Leaf, PageLabel, PageSettings};
use krilla::tagging::{ArtifactType, ContentTag, Identifier, SpanTag};

use super::buttons::PageButtons;
use super::canvas::Canvas;
use super::drawing::{DrawnLink, PageContext, SheetTags, TaggedContent};
use super::glyphs::stretches;
use super::layout::LaidOutSheet;
use super::place::{Item, Tone};
use super::qr::Squares;
use super::row::{RowMarker, RowRole};
use super::style::SheetStyle;
use super::typeset::Typesetter;

/// The inputs for drawing pages.
pub(super) struct DrawContext<'a, 'f> {
    pub(super) look: &'a SheetStyle,
    pub(super) setter: &'a mut Typesetter<'f>,
    /// Width and height of the paper, in points.
    pub(super) size: (f32, f32),
    /// The numbers of the sheets' pages, from 0, by their names.
    pub(super) numbers: &'a BTreeMap<String, usize>,
    /// The absolute address of a page without a sheet, if it is known.
    pub(super) on_the_web: &'a dyn Fn(&str) -> Option<String>,
}

impl DrawContext<'_, '_> {
    /// Draws one page of a sheet, with its buttons.
    pub(super) fn sheet_page(
        &mut self,
        document: &mut Document,
        (laid, number, buttons): (&LaidOutSheet, usize, &PageButtons),
        traces: &mut SheetTags,
    ) {
        let label = match number {
            0 => laid.sheet.label.clone(),
            _ => format!("{} ({})", laid.sheet.label, number + 1),
        };
        let label = PageLabel::new(None, Some(label), None);
        let Some(settings) = PageSettings::from_wh(self.size.0, self.size.1) else {
            return;
        };
        let mut pdf_page = document.start_page_with(settings.with_page_label(label));
        let links = self.page(&mut pdf_page, (laid, number, buttons), traces);
        for link in links {
            self.annotate(&mut pdf_page, link, traces);
        }
    }

    /// Draws the content of a page; returns the links on it.
    fn page(
        &mut self,
        pdf_page: &mut Leaf<'_>,
        (laid, number, buttons): (&LaidOutSheet, usize, &PageButtons),
        traces: &mut SheetTags,
    ) -> Vec<DrawnLink> {
        let mut page = PageContext {
            canvas: Canvas {
                surface: pdf_page.surface(),
                look: self.look,
                setter: &mut *self.setter,
                width: self.size.0,
            },
            laid,
            traces,
            links: Vec::new(),
        };
        for item in &laid.pages[number].items {
            page.item(item);
        }
        page.buttons(buttons);
        let PageContext { canvas, links, .. } = page;
        canvas.surface.finish();
        links
    }

    /// Makes drawn words a link, if its target can be reached from a PDF.
    fn annotate(&self, page: &mut Leaf<'_>, link: DrawnLink, traces: &mut SheetTags) {
        let name = link.to.split('#').next().unwrap_or_default();
        let target = match self.numbers.get(name) {
            Some(index) => {
                Target::Destination(XyzDestination::new(*index, Point::from_xy(0.0, 0.0)).into())
            }
            None => match (self.on_the_web)(&link.to) {
                Some(address) => Target::Action(Action::Link(LinkAction::new(address))),
                None => return,
            },
        };
        let annotation = LinkAnnotation::new_with_quad_points(link.quads, target);
        let words = Some(link.words.trim().to_owned()).filter(|words| !words.is_empty());
        let annotation = Annotation::new_link(annotation, words.or(Some(link.to)));
        let id = page.add_tagged_annotation(annotation);
        let drawn = match link.place {
            Some(place) => traces.columns.get_mut(&place),
            None => Some(&mut traces.buttons),
        };
        if let Some(TaggedContent::Link { link, .. }) =
            drawn.and_then(|drawn| drawn.get_mut(link.index))
        {
            *link = Some(id);
        }
    }
}

impl PageContext<'_, '_, '_, '_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Words { row, repeated, .. }
                if *repeated || self.laid.rows[*row].role == RowRole::Running =>
            {
                self.artifact(ArtifactType::PaginationOther, |page| page.untagged(item));
            }
            Item::Words { .. } => self.words(item),
            Item::Mark { row, x, y } => {
                if let Some(id) = self.mark(*row, (*x, *y)) {
                    self.traces.marks.insert(*row, id);
                }
            }
            Item::Line {
                from,
                to,
                weight,
                tone,
            } => self.artifact(ArtifactType::Layout, |page| {
                page.canvas.line((*from, *to), *weight, *tone);
            }),
            Item::Code { x, y, size } => {
                let squares = self.laid.sheet.address.as_deref().and_then(Squares::of);
                if let Some(squares) = squares {
                    let id = self.canvas.surface.start_tagged(ContentTag::Other);
                    self.canvas.code(&squares, (*x, *y), *size);
                    self.canvas.surface.end_tagged();
                    self.traces.code = Some(id);
                }
            }
        }
    }

    fn mark(&mut self, row: usize, (x, y): (f32, f32)) -> Option<Identifier> {
        let measured = &self.laid.measured[row];
        match &self.laid.rows[row].mark {
            RowMarker::None => None,
            RowMarker::Box { done } => {
                let span =
                    SpanTag::empty().with_actual_text(Some(if *done { "☑" } else { "☐" }));
                let id = self.canvas.surface.start_tagged(ContentTag::Span(span));
                self.canvas
                    .tick_box((x, y), (measured.size, measured.line), *done);
                self.canvas.surface.end_tagged();
                Some(id)
            }
            RowMarker::Label(_) => {
                let set = measured.mark.as_ref()?;
                let line = set.layout.get(0)?;
                let width = set.layout.width();
                // Aligned at the end, to line up bullets and numbers of any length.
                let left = self.canvas.left(x - width - measured.size * 0.45, width);
                let baseline = y + line.metrics().baseline - line.metrics().block_min_coord;
                let span = ContentTag::Span(SpanTag::empty());
                let id = self.canvas.surface.start_tagged(span);
                for stretch in stretches(&line, &set.text.words) {
                    let words = set.text.words.as_str();
                    self.canvas
                        .glyphs((&stretch, words), (left, baseline), Tone::Ink);
                }
                self.canvas.surface.end_tagged();
                Some(id)
            }
        }
    }
}
