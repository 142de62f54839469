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

#[cfg(test)]
mod tests {
    use super::{decode, document_paths, join, without_ending};

    #[test]
    fn links_lead_to_paths_in_the_content_folder() {
        for (from, target, expected) in [
            ("a.md", "b.md", Some("b.md")),
            ("x/a.md", "b.md", Some("x/b.md")),
            ("x/a.md", "./b.md", Some("x/b.md")),
            ("x/y/a.md", "../b.md", Some("x/b.md")),
            ("x/y/a.md", "../../b.md", Some("b.md")),
            ("x/a.md", "/b.md", Some("b.md")),
            ("x/a.md", "y//b/", Some("x/y/b")),
            ("x/a.md", "y\\b.md", Some("x/y/b.md")),
            ("a.md", "../b.md", None),
            ("x/a.md", "/../b.md", None),
            ("x/a.md", "y/../../../b.md", None),
            ("x/a.md", "..", Some("")),
        ] {
            let found = join(from, target);
            assert_eq!(found.as_deref(), expected, "{from} {target}");
        }
    }

    #[test]
    fn an_address_may_be_that_of_several_documents() {
        for (path, expected) in [
            ("a", "a a.md a/index.md a/README.md"),
            ("a.html", "a.html a.md a/index.md a/README.md"),
            ("a/", "a/ a.md a/index.md a/README.md"),
            ("", " .md index.md README.md"),
        ] {
            let found: Vec<String> = document_paths(path).collect();
            assert_eq!(found.join(" "), expected, "{path}");
        }
    }

    #[test]
    fn names_are_compared_without_case_and_extension() {
        for (path, expected) in [
            ("A/B.md", "a/b"),
            ("a.b/c", "a.b/c"),
            ("a/b.c.MD", "a/b.c"),
            ("E\u{301}.md", "é"),
            ("a", "a"),
        ] {
            assert_eq!(without_ending(path), expected, "{path}");
        }
    }

    #[test]
    fn encoded_characters_are_decoded() {
        for (text, expected) in [
            ("a%20b", "a b"),
            ("%C3%A9", "é"),
            ("%c3%a9%", "é%"),
            ("%2", "%2"),
            ("%zz", "%zz"),
            ("%é0", "%é0"),
            // Not UTF-8.
            ("%FFa", "%FFa"),
            ("100%", "100%"),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
