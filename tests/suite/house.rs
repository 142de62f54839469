//! The layers of the house, as the compiler sees them: a room knows only the rooms that `ARCHITECTURE.md` allows it, a
//! crate is named only in the rooms that `CONTRIBUTING.md` gives it, and files have no dependency cycle.

mod code;
mod files;
mod layers;
mod shared_names;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

/// A document at the top level.
fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn sources() -> Vec<(String, PathBuf, String)> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut open = vec![all.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(&all).unwrap();
                let first = inside
                    .components()
                    .next()
                    .unwrap()
                    .as_os_str()
                    .to_str()
                    .unwrap();
                let room = first.trim_end_matches(".rs").to_owned();
                let text = fs::read_to_string(&path).unwrap();
                files.push((room, path, text));
            }
        }
    }
    files
}

/// Features of only some systems have one file, so support for others needs just a replacement for it.
#[test]
fn unix_only_features_are_used_in_one_file() {
    for (room, path, text) in sources() {
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        for banned in ["std::os::", "rustix"] {
            let used = code.iter().any(|line| line.contains(banned));
            let is_test = path.ends_with("tests.rs");
            let allowed = path.ends_with("system/unix.rs") || is_test;
            assert!(!used || allowed, "{} uses {banned}", path.display());
        }
        for banned in ["cfg(unix)", "cfg(windows)", "cfg(not(unix))"] {
            let used = code.iter().any(|line| line.contains(banned));
            assert!(
                !used || room == "system",
                "{} uses {banned}",
                path.display()
            );
        }
    }
}

/// HTML is written in `render` alone, and read in `document` alone.
#[test]
fn no_string_holds_a_tag_between_the_text_and_the_pages() {
    let rooms = ["plan", "reading", "edition", "view", "paper"];
    for (_, path, text) in sources()
        .into_iter()
        .filter(|(of, ..)| rooms.contains(&of.as_str()))
    {
        for (number, line) in (1..).zip(text.lines()) {
            assert!(!names_a_tag(line), "{}:{number}: {line}", path.display());
        }
    }
    assert!(names_a_tag("    html.push_str(\"a</p>\");"));
    assert!(names_a_tag("    let mark = \"<br\";"));
    assert!(!names_a_tag("    /// A `<p>` is \"<p>\"."));
    assert!(!names_a_tag(
        "    let nodes: Vec<usize> = \"a < b\".chars();"
    ));
}

/// Whether there is a tag in a string of a line.
fn names_a_tag(line: &str) -> bool {
    let is_tag = |text: &str| {
        text.match_indices('<').any(|(at, _)| {
            text[at + 1..].starts_with(|c: char| c.is_ascii_lowercase() || c == '/' || c == '!')
        })
    };
    !line.trim_start().starts_with("//") && line.split('"').skip(1).step_by(2).any(is_tag)
}

#[test]
fn files_are_short() {
    for (_, path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 440, "{} has {lines} lines", path.display());
    }
}

#[test]
fn the_theme_has_a_sign_for_every_kind_of_admonition() {
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let signs = fs::read_to_string(theme.join("templates/components.html")).unwrap();
    // A note has the default sign.
    for kind in prepbook::rooms::document::kinds().filter(|kind| *kind != "note") {
        assert!(
            signs.contains(&format!("kind == \"{kind}\"")),
            "no sign for {kind}"
        );
    }
}

#[test]
fn the_map_of_the_house_is_short() {
    assert!(document("ARCHITECTURE.md").lines().count() <= 120);
}
