//! The layers of the house, taken from the `use` lines: a room knows only the rooms below it, a foreign crate is named
//! only in its own room, and the files of a room have no dependency cycle.

mod modules;
mod shared_names;

use std::fs;
use std::path::{Path, PathBuf};

use modules::Room;

/// Each room with the rooms that it may know.
const ROOMS: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("units", &["span"]),
    ("error", &[]),
    ("system", &[]),
    ("language", &["units"]),
    ("diagnostic", &["span"]),
    (
        "source",
        &["span", "units", "error", "system", "diagnostic", "yaml"],
    ),
    ("yaml", &["span", "diagnostic"]),
    ("course", &["span", "units", "diagnostic", "yaml"]),
    (
        "config",
        &[
            "units",
            "source",
            "system",
            "diagnostic",
            "yaml",
            "course",
            "span",
        ],
    ),
    ("report", &["span", "diagnostic", "source"]),
    ("fix", &["span", "diagnostic"]),
    ("site", &["error", "system", "span", "source"]),
    (
        "document",
        &[
            "source",
            "system",
            "span",
            "diagnostic",
            "units",
            "yaml",
            "course",
        ],
    ),
    (
        "plan",
        &["document", "system", "units", "span", "diagnostic"],
    ),
    (
        "reading",
        &[
            "document",
            "language",
            "plan",
            "course",
            "system",
            "units",
            "span",
            "diagnostic",
        ],
    ),
    ("ledger", &["plan", "document", "language", "units"]),
    ("edition", &["plan", "document", "units", "diagnostic"]),
    (
        "check",
        &["plan", "edition", "document", "units", "span", "diagnostic"],
    ),
    (
        "view",
        &[
            "plan", "ledger", "edition", "document", "system", "units", "span",
        ],
    ),
    ("progress", &["view", "ledger", "plan", "units"]),
    ("export", &["view", "theme", "units"]),
    ("theme", &["source", "error"]),
    (
        "paper",
        &[
            "view",
            "plan",
            "theme",
            "units",
            "span",
            "diagnostic",
            "error",
        ],
    ),
    ("render", &["view", "export", "theme", "site", "error"]),
    (
        "pipeline",
        &[
            "system",
            "check",
            "config",
            "diagnostic",
            "document",
            "edition",
            "error",
            "fix",
            "ledger",
            "plan",
            "reading",
            "render",
            "site",
            "source",
            "span",
            "units",
            "view",
            "theme",
            "paper",
            "export",
        ],
    ),
    ("starter", &["error", "ledger", "site"]),
    (
        "serve",
        &[
            "pipeline",
            "site",
            "report",
            "diagnostic",
            "error",
            "source",
            "span",
        ],
    ),
    (
        "cli",
        &[
            "check",
            "document",
            "export",
            "fix",
            "ledger",
            "pipeline",
            "plan",
            "progress",
            "reading",
            "serve",
            "starter",
            "site",
            "view",
            "report",
            "diagnostic",
            "error",
            "source",
            "span",
            "paper",
            "units",
        ],
    ),
];

/// Foreign crates that are named in one room only.
const FOREIGN: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["document"]),
    ("ammonia", &["document"]),
    ("tera", &["render"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("anstream", &["cli"]),
    ("annotate_snippets", &["report"]),
    ("tiny_http", &["serve"]),
    ("socket2", &["serve"]),
    ("percent_encoding", &["serve", "theme"]),
    ("notify", &["serve"]),
    ("tempfile", &["site"]),
    ("rust_embed", &["theme", "starter"]),
    ("walkdir", &["source"]),
    ("ignore", &["source"]),
    ("serde_yaml", &["yaml", "language", "theme", "paper"]),
    ("saphyr_parser", &["yaml"]),
    ("syntect", &["view"]),
    ("jiff", &["units", "plan", "paper"]),
    ("sha2", &["view"]),
    ("base64", &["view"]),
    ("krilla", &["paper"]),
    ("parley", &["paper"]),
    ("qrcodegen", &["paper"]),
    ("emojis", &["paper", "document"]),
    ("encoding_rs", &["document"]),
    ("flate2", &["site"]),
    ("icu_normalizer", &["system"]),
    ("url", &["config", "units"]),
    ("cssparser", &["theme"]),
    ("csv", &["export"]),
];

/// Rooms without a cycle of files.
const WITHOUT_CIRCLES: &[&str] = &["language", "document", "plan", "edition", "reading"];

/// Rooms whose values are serialized by others.
const SERIALIZING: &[&str] = &["view", "theme", "site"];

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

#[test]
fn a_room_knows_only_the_rooms_below_it() {
    for (room, path, text) in sources() {
        if room == "lib" || room == "main" {
            continue;
        }
        let allowed = ROOMS.iter().find(|(name, _)| *name == room);
        let (_, allowed) =
            allowed.unwrap_or_else(|| panic!("{room} is a new room: draw it into the table"));
        let code: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        for (at, _) in code.match_indices("crate::") {
            let known: String = code[at + "crate::".len()..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let fine = known == room
                || allowed.contains(&known.as_str())
                || !ROOMS.iter().any(|(name, _)| *name == known);
            assert!(
                fine,
                "{} knows {known}, which {room} may not",
                path.display()
            );
        }
    }
}

#[test]
fn a_foreign_crate_is_named_in_its_room_only() {
    for (room, path, text) in sources() {
        for (name, allowed) in FOREIGN {
            let named =
                text.contains(&format!("{name}::")) || text.contains(&format!("use {name};"));
            assert!(
                !named || allowed.contains(&room.as_str()) || path.ends_with("tests.rs"),
                "{} names {name}",
                path.display()
            );
        }
        let serializes = text.contains("Serialize)]") || text.contains("Serialize,");
        assert!(
            !serializes || SERIALIZING.contains(&room.as_str()),
            "{} derives Serialize",
            path.display()
        );
    }
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
fn files_of_a_room_form_no_circle() {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for room in WITHOUT_CIRCLES {
        let files: Vec<_> = sources()
            .into_iter()
            .filter(|(of, ..)| of == room)
            .map(|(_, path, text)| (path.strip_prefix(&all).unwrap().to_owned(), text))
            .collect();
        assert!(!files.is_empty(), "there is no room {room}");
        if let Some(circle) = Room::read(&files).circle() {
            panic!("a circle of files: {}", circle.join(" uses "));
        }
    }
}

#[test]
fn a_circle_of_files_is_found() {
    let circle = |files: &[(&str, &str)]| {
        let read = |(path, text): &(&str, &str)| (PathBuf::from(path), (*text).to_owned());
        let files: Vec<_> = files.iter().map(read).collect();
        Room::read(&files).circle().map(|circle| circle.join(" "))
    };
    let door = ("r/mod.rs", "mod a;\nmod b;\npub use b::{B, c};");
    let a = ("r/a.rs", "use super::B;\npub struct A(B);");
    let free = ("r/b.rs", "// super::a::A\npub(in crate::r) struct B;");
    assert_eq!(circle(&[door, a, free]), None);
    let used = ("r/b.rs", "pub struct B;\nfn c(a: crate::r::a::A) {}");
    let expected = Some("r/a.rs r/b.rs r/a.rs".to_owned());
    assert_eq!(circle(&[door, a, used]), expected);
    let method = ("r/b.rs", "pub struct B;\nfn c(b: B) { b.d(); }");
    let adds = (
        "r/a.rs",
        "use super::{B as It};\nimpl It { fn d(&self) {} }",
    );
    assert_eq!(circle(&[door, adds, method]), expected);
    let not_added = (
        "r/a.rs",
        "use super::B;\nimpl B { fn e() -> impl Fn(B) {} }\nimpl C { fn d() {} }",
    );
    assert_eq!(circle(&[door, not_added, method]), None);
    let parent = ("r/mod.rs", "mod a;\nfn f() { a::g(); }\nstruct H;");
    let child = ("r/a.rs", "use super::H;\npub fn g() {}");
    assert_eq!(
        circle(&[parent, child]),
        Some("r/mod.rs r/a.rs r/mod.rs".to_owned())
    );
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
    for kind in prepbook::document::kinds().filter(|kind| *kind != "note") {
        assert!(
            signs.contains(&format!("kind == \"{kind}\"")),
            "no sign for {kind}"
        );
    }
}

#[test]
fn the_map_of_the_house_is_short_and_names_every_room() {
    let map =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    assert!(map.lines().count() <= 120);
    for (room, _) in ROOMS {
        assert!(
            map.contains(&format!("`{room}")),
            "ARCHITECTURE.md does not name {room}"
        );
    }
}
