//! Lays a sheet out on paper: in ever smaller sizes, then in two columns, then on several pages.

use super::flow::{PlacedLine, flow, height};
use super::measure::{Measured, Scale, count, measure, without_wide_tables};
use super::pages::PageBuilder;
use super::place::{Item, Page};
use super::row::SheetRow;
use super::sheet::{Fit, Room, Sheet};
use super::size::Paper;
use super::style::SheetStyle;
use super::typeset::Typesetter;
use super::words::SheetWords;

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

/// The width of a QR code, including the room beside it.
pub(super) const CODE: f32 = 54.0;
const BESIDE_CODE: f32 = 12.0;
/// The distance between a sheet's head and its text.
pub(super) const BELOW_HEAD: f32 = 12.0;
/// The distance between columns.
pub(super) const GUTTER: f32 = 22.0;
/// The prompts of a week's review, as names of the theme's words.
pub(super) const REVIEW: [&str; 3] = ["went_well", "was_hard", "change"];
/// The step from one size to the next smaller one.
const STEP: f32 = 0.5;

impl PageArea {
    fn of(context: LayoutContext<'_>) -> Self {
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

    fn height(self) -> f32 {
        self.bottom - self.top
    }
}

/// A sheet's text in one size.
struct LayoutAttempt {
    rows: Vec<SheetRow>,
    measured: Vec<Measured>,
    frames: Vec<Vec<PlacedLine>>,
    columns: usize,
}

/// Lays a sheet out.
pub(super) fn lay(
    mut sheet: Sheet,
    context: LayoutContext<'_>,
    setter: &mut Typesetter<'_>,
) -> LaidOutSheet {
    let area = PageArea::of(context);
    let code = if sheet.address.is_some() {
        CODE + BESIDE_CODE
    } else {
        0.0
    };
    let scale = |size: f32| Scale {
        size,
        least: context.look.least,
        leading: context.look.leading,
    };
    let mut head = measure(
        &sheet.head,
        area.width - code,
        scale(context.look.size),
        setter,
    );
    let mut put = flow(&sheet.head, &head, &|_| f32::INFINITY).swap_remove(0);
    if height(&put, &head) > area.height() / 3.0 {
        // A higher head is treated as text.
        let mut body = std::mem::take(&mut sheet.head);
        body.append(&mut sheet.body);
        sheet.body = body;
        head = Vec::new();
        put = Vec::new();
    }
    let head_height = height(&put, &head).max(if code > 0.0 { CODE } else { 0.0 }) + BELOW_HEAD;
    let running = context.look.least * context.look.leading + BELOW_HEAD;
    let first = area.height() - head_height;
    let further = area.height() - running;
    let fitted = fit(&sheet, (first, further), (area, context), setter);

    let mut laid = LaidOutSheet {
        rows: sheet.head.clone(),
        measured: head,
        pages: Vec::new(),
        sheet,
    };
    laid.put(&put, (area.left, area.top), &mut Vec::new());
    let shift = laid.rows.len();
    laid.rows.extend(fitted.rows);
    laid.measured.extend(fitted.measured);
    let mut builder = PageBuilder {
        laid,
        area,
        context,
        shift,
        tops: (area.top + head_height, area.top + running),
    };
    builder.head(&put);
    builder.pages(&fitted.frames, fitted.columns, setter);
    builder.laid
}

/// The largest size at which the text fits in one column, or else in two; otherwise the smallest size in two columns.
fn fit(
    sheet: &Sheet,
    (first, further): (f32, f32),
    (area, context): (PageArea, LayoutContext<'_>),
    setter: &mut Typesetter<'_>,
) -> LayoutAttempt {
    // Some room may be reserved at the end of the first page.
    let mut attempt = |size: f32, columns: usize, kept: f32| {
        let scale = Scale {
            size,
            least: context.look.least,
            leading: context.look.leading,
        };
        let width = if columns == 1 {
            area.width
        } else {
            (area.width - GUTTER) / 2.0
        };
        let rows = without_wide_tables(&sheet.body, width, scale);
        let measured = measure(&rows, width, scale, setter);
        let frames = flow(&rows, &measured, &|frame| {
            if frame < columns {
                first - kept
            } else {
                further
            }
        });
        LayoutAttempt {
            rows,
            measured,
            frames,
            columns,
        }
    };
    if let Fit::Long = sheet.fit {
        return attempt(context.look.size, 1, 0.0);
    }
    // Text that does not fit at the smallest size fits at none.
    let mut steps = |columns: usize, kept: f32| {
        let whole = attempt(context.look.size, columns, kept);
        if whole.frames.len() <= columns {
            return whole;
        }
        let least = attempt(context.look.least, columns, kept);
        let mut size = context.look.size - STEP;
        while least.frames.len() <= columns && size > context.look.least {
            let tried = attempt(size, columns, kept);
            if tried.frames.len() <= columns {
                return tried;
            }
            size -= STEP;
        }
        least
    };
    if sheet.room == Room::Review {
        let tried = steps(1, review_room(context));
        if tried.frames.len() == 1 {
            return tried;
        }
    }
    let tried = steps(1, 0.0);
    if tried.frames.len() == 1 {
        return tried;
    }
    steps(2, 0.0)
}

/// The minimum room for one line per prompt of the review.
fn review_room(context: LayoutContext<'_>) -> f32 {
    count(REVIEW.len()) * (label_height(context) + context.look.writing)
        + context.look.writing * 0.6
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
            super::place::put(
                (row, &self.measured[put.row], before),
                *put,
                (left, top),
                items,
            );
            before = Some(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{LayoutContext, lay};
    use crate::paper::fonts::Fonts;
    use crate::paper::row::{RowRole, SheetRow};
    use crate::paper::sheet::{Fit, Room, Sheet, heading};
    use crate::paper::size::Paper;
    use crate::paper::style::SheetStyle;
    use crate::paper::text::{Emphasis, StyledText};
    use crate::paper::typeset::Typesetter;
    use crate::paper::words::SheetWords;
    use crate::theme::Theme;

    fn sheet(rows: usize) -> Sheet {
        let row = SheetRow::of(RowRole::Body, StyledText::of("x", Emphasis::NONE));
        Sheet {
            page: "x.html".to_owned(),
            also: Vec::new(),
            title: "X".to_owned(),
            label: "X".to_owned(),
            depth: 0,
            chapter: None,
            head: vec![heading("X")],
            body: vec![row; rows],
            fit: Fit::One(None),
            room: Room::Free,
            address: None,
        }
    }

    #[test]
    fn text_is_set_smaller_in_steps_of_half_a_point() {
        let theme = Theme::load("default", Path::new("")).unwrap();
        let look = SheetStyle::read(&theme).unwrap();
        let words = SheetWords::new(theme.words("en").unwrap(), &look, "en");
        let none = |_: &str| None;
        let fonts = Fonts::new(&look, theme.fonts(), &none).unwrap();
        let mut setter = Typesetter::new(fonts, false);
        let context = LayoutContext {
            look: &look,
            words: &words,
            paper: Paper::A4,
            foot: "",
            buttons: None,
        };
        let mut sizes = Vec::new();
        for rows in 35..49 {
            let laid = lay(sheet(rows), context, &mut setter);
            assert_eq!(laid.pages.len(), 1, "{rows}");
            sizes.push(format!("{}", laid.measured[1].size));
        }
        sizes.dedup();
        // The last one is in two columns.
        assert_eq!(sizes, ["10.5", "10", "9.5", "9", "8.5", "10.5"]);
    }
}
