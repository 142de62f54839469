//! Commands to type next.

use std::path::Path;

/// The command that previews a handbook in the browser.
pub(super) fn preview(place: &Path) -> String {
    command("serve", place, " --open")
}

/// A command for a handbook, as the user would type it.
pub(super) fn command(verb: &str, place: &Path, options: &str) -> String {
    let place = place.display().to_string();
    match place.as_str() {
        "" | "." => format!("prepbook {verb}{options}"),
        place if place.contains(char::is_whitespace) => {
            format!("prepbook {verb} \"{place}\"{options}")
        }
        place => format!("prepbook {verb} {place}{options}"),
    }
}
