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

/// A link to `candidate`, which differs just in case or extension from the path of `target`, in the spelling of the link.
/// `None` if parts of it lead up or are encoded, which keep their spelling.
pub(super) fn respelled(target: &str, candidate: &str) -> Option<String> {
    let typed = target.split(['#', '?']).next().unwrap_or_default();
    let names = typed.trim_start_matches(['.', '/']);
    let lead = &typed[..typed.len() - names.len()];
    let odd = |c: char| c.is_whitespace() || "%()<>\\".contains(c);
    if names.contains("..") || typed.contains(odd) || candidate.contains(odd) {
        return None;
    }
    let parts: Vec<&str> = candidate.split('/').collect();
    let count = names.split('/').count();
    let tail = parts.get(parts.len().checked_sub(count)?..)?;
    Some(format!("{lead}{}", tail.join("/")))
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
    use super::{decode, document_paths, join, respelled, without_ending};

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
    fn a_link_is_respelled_as_it_was_written() {
        for (target, candidate, expected) in [
            ("note.md", "notes.md", Some("notes.md")),
            ("./Note.md#top", "x/note.md", Some("./note.md")),
            ("../X/Note", "x/note.md", Some("../x/note.md")),
            ("/a/B.html?q", "a/b.md", Some("/a/b.md")),
            ("x/../Note.md", "note.md", None),
            ("a/x/note.md", "note.md", None),
            ("My Note.md", "my-note.md", None),
            ("my%2Dnote.md", "my-note.md", None),
            ("Note.md", "note (1).md", None),
            ("Note.md", "my note.md", None),
        ] {
            let found = respelled(target, candidate);
            assert_eq!(found.as_deref(), expected, "{target} {candidate}");
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
