//! Reports what could not be printed as intended.

use super::layout::LaidOutSheet;
use super::sheet::Fit;
use super::typeset::Typesetter;
use crate::diagnostic::{Code, Diagnostic};
use crate::view::EditionViews;

/// Reports sheets that needed more than one page, and characters without a font.
pub(super) fn report(
    views: &EditionViews<'_>,
    laid: &[LaidOutSheet],
    setter: &Typesetter<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for laid in laid.iter().filter(|laid| laid.goes_on()) {
        if let Fit::One(Some(span)) = laid.sheet.fit {
            let pages = laid.pages.len();
            let message = format!(
                "`{}` does not fit on one sheet; it takes {pages}",
                laid.sheet.label
            );
            let hint = "move tasks to other days, shorten the text under them, or use larger paper";
            diagnostics.push(Diagnostic::new(Code::SheetTooFull, span, message).hint(hint));
        }
    }
    for (written, name) in &setter.missing {
        if let Some(span) = views.words_span(written) {
            let message = format!("no font has glyphs for `{written}`; the sheet shows `{name}`");
            let hint = "install a font that has them, and list its file under `sheet: fallback:` in the theme";
            diagnostics.push(Diagnostic::new(Code::MissingGlyph, span, message).hint(hint));
        }
    }
}
