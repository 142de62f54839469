//! Which tasks each week and day of an edition has, as a script: what the theme counts a reader's ticks by beyond the
//! page at hand, and what a plan's tasks are called.

use super::File;
use crate::view::{Editor, NamesView};

/// `tasks.js` of an edition.
pub(super) fn edition(editor: &Editor<'_>) -> File {
    // Plain strings and numbers cannot fail to be written.
    let json = serde_json::to_string(&editor.progress()).unwrap_or_default();
    let script = format!("(self.prepbookTasks = self.prepbookTasks || []).push({json});\n");
    (format!("{}tasks.js", editor.folder()), script.into_bytes())
}

/// `names.js` of a plan.
pub(super) fn names(names: &NamesView) -> Vec<u8> {
    // Plain strings cannot fail to be written.
    let json = serde_json::to_string(names).unwrap_or_default();
    format!("(self.prepbookNames = self.prepbookNames || []).push({json});\n").into_bytes()
}
