//! Kills builds at each of their changes to the disk.

#![expect(
    clippy::disallowed_methods,
    reason = "tests prepare the disk and look at it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Sink as _, Staging, WriteSummary};
use crate::error::Error;
use crate::system::failing;

/// Files with their texts; in a page, each word is the path of a page that it links to.
type Files = &'static [(&'static str, &'static str)];

const FIRST: Files = &[
    ("index.html", "notes.html plan/index.html assets/a.css"),
    ("notes.html", "index.html img/old.png"),
    ("plan/index.html", "plan/week-1.html plan/week-2.html"),
    (
        "plan/week-1.html",
        "plan/week-1-monday.html plan/week-2.html",
    ),
    ("plan/week-1-monday.html", "plan/week-1.html"),
    ("plan/week-2.html", "plan/index.html"),
    ("assets/a.css", "one"),
    ("img/old.png", "one"),
];

const SECOND: Files = &[
    ("index.html", "chapter.html plan/index.html assets/b.css"),
    ("chapter.html", "index.html img/new.png"),
    ("plan/index.html", "plan/week-1.html plan/week-3.html"),
    (
        "plan/week-1.html",
        "plan/week-1-friday.html plan/week-3.html",
    ),
    ("plan/week-1-friday.html", "plan/week-1.html"),
    ("plan/week-3.html", "plan/index.html other/deep/er.html"),
    ("other/deep/er.html", "plan/index.html"),
    ("assets/b.css", "two"),
    ("img/new.png", "two"),
];

/// A file becomes a folder, and a folder becomes a file.
const TURNED: Files = &[
    ("index.html", "notes.html/index.html plan"),
    ("notes.html/index.html", "index.html"),
    ("plan", "now a file"),
];

/// Writes files to a folder, as a build does.
fn build(folder: &Path, files: Files) -> Result<WriteSummary, Error> {
    let content = folder.with_extension("content");
    let staging = Staging::new(folder, &content, &|| ())?;
    for (path, text) in files {
        staging.add(path, text.as_bytes().to_vec())?;
    }
    staging.finish()
}

/// Everything in a folder, including folders; empty if it does not exist.
fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in next.read_dir().into_iter().flatten() {
            let place = entry.unwrap().path();
            let path = place.strip_prefix(folder).unwrap();
            let path = path.to_str().unwrap().to_owned();
            if place.is_dir() {
                all.insert(path, Vec::new());
                open.push(place);
            } else {
                all.insert(path, crate::source::read(&place).unwrap());
            }
        }
    }
    all
}

/// Kills `next` at each of its changes, after building `last`, and then builds `after`. Returns how often it was
/// killed.
fn kill(last: Option<Files>, next: Files, (after, follow): (Files, bool)) -> usize {
    let place = tempfile::tempdir().unwrap();
    let clean = place.path().join("clean");
    build(&clean, after).unwrap();
    let clean = everything(&clean);
    for changes in 0.. {
        let folder = place.path().join(changes.to_string());
        if let Some(last) = last {
            build(&folder, last).unwrap();
        }
        let (result, killed) = failing::after(changes, || build(&folder, next));
        if !killed {
            result.unwrap();
            return changes;
        }
        if follow {
            follow_links(&folder);
        }
        build(&folder, after).unwrap();
        assert_eq!(everything(&folder), clean, "killed at change {changes}");
    }
    unreachable!("a build ends")
}

/// Follows links from the front page; all of them must lead to files.
fn follow_links(folder: &Path) {
    let files = everything(folder);
    let mut open: Vec<&str> = files
        .contains_key("index.html")
        .then_some("index.html")
        .into_iter()
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(page) = open.pop() {
        let text = std::str::from_utf8(&files[page]).unwrap();
        for link in text.split(' ').filter(|link| link.contains('.')) {
            assert!(files.contains_key(link), "{page} links to {link}");
            if seen.insert(link) && super::is_page(link) {
                open.push(link);
            }
        }
    }
}

#[test]
fn a_killed_build_leaves_no_files() {
    let mut killed = 0;
    for (last, next, after, follow) in [
        (None, FIRST, FIRST, true),
        (Some(FIRST), SECOND, SECOND, true),
        (Some(SECOND), FIRST, TURNED, true),
        (Some(FIRST), TURNED, TURNED, false),
        (Some(TURNED), FIRST, FIRST, false),
        (Some(TURNED), SECOND, TURNED, false),
    ] {
        killed += kill(last, next, (after, follow));
    }
    assert!(killed > 200, "only killed {killed} times");
}

#[test]
fn a_build_without_changes_writes_nothing() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("output");
    let written = build(&folder, FIRST).unwrap();
    assert_eq!((written.changed, written.removed), (FIRST.len(), 0));
    let (result, changed) = failing::after(0, || build(&folder, FIRST));
    assert_eq!(result.unwrap(), WriteSummary::default());
    assert!(!changed);
    let written = build(&folder, SECOND).unwrap();
    assert_eq!((written.changed, written.removed), (9, 5));
}

/// A folder of the output that became a link is not followed, whatever a build does in it.
#[test]
fn nothing_outside_the_folder_is_changed_through_a_link() {
    for (first, second) in [(FIRST, SECOND), (SECOND, FIRST), (FIRST, TURNED)] {
        let place = tempfile::tempdir().unwrap();
        let (folder, outside) = (place.path().join("output"), place.path().join("outside"));
        build(&folder, first).unwrap();
        std::fs::rename(folder.join("plan"), &outside).unwrap();
        if !crate::system::tests::link(&outside, &folder.join("plan")) {
            return;
        }
        let before = everything(&outside);
        // It may be refused, or leave the link alone.
        let _ = build(&folder, second);
        assert_eq!(everything(&outside), before);
        let link = folder.join("plan").symlink_metadata().unwrap();
        assert!(link.is_symlink());
    }
}

#[test]
fn a_folder_with_the_content_or_with_other_files_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name);
    for folder in ["content/inner", "empty", "full"] {
        std::fs::create_dir_all(path(folder)).unwrap();
    }
    for file in ["file", "full/mine.txt", "plan.md"] {
        std::fs::write(path(file), "mine").unwrap();
    }
    for (output, content, expected) in [
        ("new/deep", "content", None),
        ("empty", "content", None),
        ("content-output", "content", None),
        ("file", "content", Some("it is a file")),
        ("content", "content", Some("it is the content folder")),
        (
            "empty/../content",
            "content",
            Some("it is the content folder"),
        ),
        ("", "content", Some("it contains the content folder")),
        ("", "plan.md", Some("it contains the plan")),
        (
            "content/inner",
            "content",
            Some("it is inside the content folder"),
        ),
        (
            "content/new",
            "content",
            Some("it is inside the content folder"),
        ),
        (
            "full",
            "content",
            Some("it has files that prepbook did not create, such as `mine.txt`"),
        ),
    ] {
        let found = match Staging::new(&path(output), &path(content), &|| ()) {
            Ok(_) => None,
            Err(Error::OutputRefused { why, .. }) => Some(why),
            Err(error) => Some(format!("{error:?}")),
        };
        assert_eq!(found.as_deref(), expected, "{output} for {content}");
    }
    assert!(!path("new").exists(), "a folder without files is removed");
}

#[test]
fn a_broken_link_is_not_a_folder() {
    let place = tempfile::tempdir().unwrap();
    let link = place.path().join("output");
    if !crate::system::tests::link("nowhere", &link) {
        return;
    }
    let refused = build(&link, FIRST);
    let Err(Error::OutputRefused { why, .. }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(why, "it is a broken symbolic link");
    assert!(!place.path().join("nowhere").exists());
}

#[test]
fn a_file_of_someone_else_is_not_replaced_and_nothing_else_is_changed() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("output");
    build(&folder, FIRST).unwrap();
    std::fs::create_dir_all(folder.join("chapter.html")).unwrap();
    std::fs::write(folder.join("chapter.html/mine.txt"), "mine").unwrap();
    std::fs::write(folder.join("plan/mine.txt"), "mine").unwrap();
    let before = everything(&folder);
    let refused = build(&folder, SECOND);
    assert!(matches!(refused, Err(Error::OutputRefused { .. })));
    assert_eq!(everything(&folder), before);
    std::fs::remove_dir_all(folder.join("chapter.html")).unwrap();
    let written = build(&folder, SECOND).unwrap();
    assert_eq!((written.removed, written.kept.len()), (5, 0));
    assert!(folder.join("plan/mine.txt").exists());
}
