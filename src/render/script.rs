//! Data as scripts: a page opened from a disk may load nothing else.

use serde::Serialize;

/// A script that adds data to the list of a name.
pub(super) fn script(name: &str, data: &impl Serialize) -> Vec<u8> {
    let mut script = format!("(self.{name} = self.{name} || []).push(").into_bytes();
    // Strings, numbers, and lists and tables of them cannot fail to be written.
    let _ = serde_json::to_writer(&mut script, data);
    script.extend_from_slice(b");\n");
    script
}
