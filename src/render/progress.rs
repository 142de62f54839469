//! Which tasks each week and day of an edition has, as a script: what the theme counts a reader's ticks by beyond the
//! page at hand, and what a plan's tasks are called.

use super::File;
use crate::view::{Editor, NamesView};

/// Where an edition's `tasks.js` is.
pub(super) fn path(editor: &Editor<'_>) -> String {
    format!("{}tasks.js", editor.folder())
}

/// `tasks.js` of an edition.
pub(super) fn edition(editor: &Editor<'_>) -> File {
    // Plain strings and numbers cannot fail to be written.
    let json = serde_json::to_string(&editor.progress()).unwrap_or_default();
    let script = format!("(self.prepbookTasks = self.prepbookTasks || []).push({json});\n");
    (path(editor), script.into_bytes())
}

/// Where a plan's `names.js` is.
pub(super) fn path_of_names(plan: &str) -> String {
    format!("{plan}/names.js")
}

/// `names.js` of a plan.
pub(super) fn names(plan: &str, names: &NamesView) -> File {
    // Plain strings cannot fail to be written.
    let json = serde_json::to_string(names).unwrap_or_default();
    let script = format!("(self.prepbookNames = self.prepbookNames || []).push({json});\n");
    (path_of_names(plan), script.into_bytes())
}
