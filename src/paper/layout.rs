//! What a sheet is laid out with, and the result.

use super::flow::PlacedLine;
use super::measure::Measured;
use super::place::{self, Item, Page};
use super::row::SheetRow;
use super::sheet::Sheet;
use super::size::Paper;
use super::style::SheetStyle;
use super::words::SheetWords;

/// The width of a QR code, including the room beside it.
pub(super) const CODE: f32 = 54.0;
/// The distance between a code and the words beside it.
pub(super) const BESIDE_CODE: f32 = 12.0;
/// The distance between a sheet's head and its text.
pub(super) const BELOW_HEAD: f32 = 12.0;
/// The distance between columns.
pub(super) const GUTTER: f32 = 22.0;
/// The prompts of a week's review, as names of the theme's words.
pub(super) const REVIEW: [&str; 3] = ["went_well", "was_hard", "change"];

/// The inputs for laying out sheets.
#[derive(Clone, Copy)]
pub(super) struct LayoutContext<'a> {
    pub(super) look: &'a SheetStyle,
    pub(super) words: &'a SheetWords,
    pub(super) paper: Paper,
    /// The foot of every page.
    pub(super) foot: &'a str,
    /// The room at the top and at the end edge of each page for buttons, if it has some.
    pub(super) buttons: Option<(f32, f32)>,
}

/// A sheet after layout.
pub(super) struct LaidOutSheet {
    pub(super) sheet: Sheet,
    /// All its rows; those of [`Role::Running`](super::row::Role::Running) belong to the paper and not to the text.
    pub(super) rows: Vec<SheetRow>,
    pub(super) measured: Vec<Measured>,
    pub(super) pages: Vec<Page>,
}

/// The area for text on a page. Lengths are points.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageArea {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    /// The bottom of the text; the foot is below it.
    pub(super) bottom: f32,
    /// The bottom of the foot.
    pub(super) end: f32,
}

impl PageArea {
    pub(super) fn of(context: LayoutContext<'_>) -> Self {
        let (width, height) = context.paper.points();
        let margin = context.look.margin * (width / Paper::A4.points().0).min(1.0);
        let (top, end) = context.buttons.unwrap_or((margin, margin));
        Self {
            left: margin,
            top,
            width: width - margin - end,
            bottom: height - margin - context.look.least * 2.2,
            end: height - margin,
        }
    }

    pub(super) fn height(self) -> f32 {
        self.bottom - self.top
    }
}

pub(super) fn label_height(context: LayoutContext<'_>) -> f32 {
    context.look.least * context.look.leading
}

/// The name of a page of the sheet with a name.
pub(super) fn page_name(sheet: &str, page: usize) -> String {
    match page {
        0 => sheet.to_owned(),
        _ => format!("{sheet}?{}", page + 1),
    }
}

impl LaidOutSheet {
    /// The names of one of its pages, which links refer to it by.
    pub(super) fn names(&self, page: usize) -> impl Iterator<Item = String> {
        let sheet = &self.sheet;
        let also = sheet.also.iter().filter(move |_| page == 0).cloned();
        also.chain([page_name(&sheet.page, page)])
    }

    /// Whether it takes more than one page.
    pub(super) fn goes_on(&self) -> bool {
        self.pages.len() > 1
    }

    /// The lines, marks and bars of rows in a frame at a place.
    pub(super) fn put(&self, frame: &[PlacedLine], (left, top): (f32, f32), items: &mut Vec<Item>) {
        let mut before = None;
        for put in frame {
            let row = &self.rows[put.row];
            place::put(
                (row, &self.measured[put.row], before),
                *put,
                (left, top),
                items,
            );
            before = Some(row);
        }
    }
}
