//! Which tasks each week and day of an edition has, as a script: what the theme counts a reader's ticks by beyond the
//! page at hand.

use crate::error::Error;
use crate::site::Site;
use crate::view::Editor;

/// Adds `tasks.js` of an edition.
pub(super) fn edition(editor: &Editor<'_>, site: &mut Site) -> Result<(), Error> {
    // Plain strings and numbers cannot fail to be written.
    let json = serde_json::to_string(&editor.progress()).unwrap_or_default();
    let script = format!("(self.prepbookTasks = self.prepbookTasks || []).push({json});\n");
    site.add(format!("{}tasks.js", editor.folder()), script.into_bytes())
}
