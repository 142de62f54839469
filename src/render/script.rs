//! Data as scripts, since a page opened from a disk cannot load anything else.

use serde::Serialize;

/// A script that adds data to the list of a name.
pub(super) fn script(name: &str, data: &impl Serialize) -> Vec<u8> {
    let mut script = begun(name);
    // Serializing strings, numbers, and lists and tables of them cannot fail.
    let _ = serde_json::to_writer(&mut script, data);
    ended(script)
}

/// A script that adds a list to the list of a name: serialized rows, in several parts with commas between them.
pub(super) fn script_of_rows(name: &str, parts: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut script = begun(name);
    script.push(b'[');
    let mut is_first = true;
    for part in parts.filter(|part| !part.is_empty()) {
        if !is_first {
            script.push(b',');
        }
        is_first = false;
        script.extend(part);
    }
    script.push(b']');
    ended(script)
}

fn begun(name: &str) -> Vec<u8> {
    // Without such a variable, the name refers to an element with that id.
    format!("(self.{name} = Array.isArray(self.{name}) ? self.{name} : []).push(").into_bytes()
}

fn ended(mut script: Vec<u8>) -> Vec<u8> {
    script.extend_from_slice(b");\n");
    script
}
