//! Paths in links.

use crate::system::names::composed;

/// The possible paths of the document at an address.
pub(super) fn document_paths(path: &str) -> impl Iterator<Item = String> {
    let base = path
        .strip_suffix(".html")
        .unwrap_or(path)
        .trim_end_matches('/');
    let folder = move |name: &str| {
        if base.is_empty() {
            name.to_owned()
        } else {
            format!("{base}/{name}")
        }
    };
    (0..4).map(move |way| match way {
        0 => path.to_owned(),
        1 => format!("{base}.md"),
        2 => folder("index.md"),
        _ => folder("README.md"),
    })
}

/// A path in lower case, without its extension.
pub(super) fn without_ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rfind('.').map_or(0, |at| name.len() - at);
    composed(&path[..path.len() - ending]).to_lowercase()
}

/// The path that `target` refers to in the file at `from`; `None` if it leads above the content folder.
pub(super) fn join(from: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from
            .rsplit_once('/')
            .map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for part in target.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Decodes `%20` and the like; text that would not be UTF-8 stays unchanged.
pub(super) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| {
                text.get(at + 1..at + 3)
                    .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            })
            .flatten();
        match hex {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}
