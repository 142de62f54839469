//! Lays a sheet out on paper: in ever smaller sizes, then in two columns, then on several pages.

use super::flow::{PlacedLine, flow, height};
use super::layout::{
    BELOW_HEAD, BESIDE_CODE, CODE, GUTTER, LaidOutSheet, LayoutContext, PageArea, REVIEW,
    label_height,
};
use super::measure::{Measured, Scale, count, measure, without_wide_tables};
use super::pages::PageBuilder;
use super::row::SheetRow;
use super::sheet::{Fit, Room, Sheet};
use super::typeset::Typesetter;

/// The step from one size to the next smaller one.
const STEP: f32 = 0.5;

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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::lay;
    use crate::paper::fonts::Fonts;
    use crate::paper::layout::LayoutContext;
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
