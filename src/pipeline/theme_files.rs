//! The files of an author's own theme: addresses in style sheets, and names that nothing has or uses.

use super::outlined::Outlined;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::span::Span;
use crate::theme::{DeadAddress, Mismatch, Theme};

/// Reports addresses in style sheets that lead to no file of the theme, and names that nothing has or uses. A theme that cannot be read is an error of the
/// build.
pub(super) fn report(outlined: &mut Outlined) {
    let theme = &outlined.config.theme;
    if theme.name == "default" {
        return;
    }
    let themes = outlined.sources.home.join("themes");
    let Ok(theme) = Theme::load(&theme.name, &themes) else {
        return;
    };
    for DeadAddress {
        file,
        text,
        address,
    } in theme.dead_addresses()
    {
        let place = themes.join(theme.name()).join(&file);
        let file = outlined.sources.reported(&place, text);
        let span = Span::new(file, address.range.start, address.range.end);
        let message = format!("`{}` not found in the theme", address.written);
        let hint = "put the file into the `assets/` folder of the theme, or remove the reference";
        let dead = Diagnostic::new(Code::DeadLink, span, message);
        outlined.diagnostics.push(dead.hint(hint));
    }
    for mismatch in theme.mismatches().unwrap_or_default() {
        report_mismatch(outlined, &theme, mismatch);
    }
}

fn report_mismatch(outlined: &mut Outlined, theme: &Theme, mismatch: Mismatch) {
    let Mismatch {
        file,
        text,
        place,
        message,
        known,
        help,
    } = mismatch;
    // What was probably meant; for a file, its name.
    let written = if place.is_empty() {
        &file
    } else {
        &text[place.clone()]
    };
    let hint = match did_you_mean(written, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() > 1 && known.len() < 40 && !place.is_empty() => {
            format!("known names: {}", known.join(", "))
        }
        None => help.to_owned(),
    };
    let path = outlined
        .sources
        .home
        .join("themes")
        .join(theme.name())
        .join(&file);
    let file = outlined.sources.reported(&path, text);
    let span = Span::new(file, place.start, place.end);
    let mismatch = Diagnostic::new(Code::ThemeMismatch, span, message);
    outlined.diagnostics.push(mismatch.hint(hint));
}
