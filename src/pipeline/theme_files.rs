//! The addresses in the style sheets of an author's own theme.

use super::Outlined;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::theme::{DeadAddress, Theme};

/// Reports addresses in style sheets that lead to no file of the theme. A theme that cannot be read is an error of the
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
}
