//! After any edits, the served files equal those of a build.
//!
//! A build without optimization takes about a second, so one short sequence of edits is tested. To test more of them:
//! `PREPBOOK_SEQUENCES=50 cargo test --lib serve::handbook`.

#![expect(
    clippy::disallowed_methods,
    reason = "tests prepare the disk and look at it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use super::super::served::{mark, tag};
use super::ServedHandbook;
use crate::error::Error;
use crate::pipeline::{self, Draft};
use crate::site::is_page;
use crate::source::Input;

/// The files that are edited, each with its text at the start.
const FILES: &[(&str, &str)] = &[
    ("content/plan.md", PLAN),
    (
        "content/plan.de.md",
        "# Plan\n\n## Woche 1: Eins\n\n### Montag: A (1 Std.)\n\n- [ ] lesen\n\n## Notizen\n\nText\n",
    ),
    (
        "content/second.md",
        "# Second\n\n## Week 1\n\n### Monday\n\n- [ ] walk (20 min)\n\n### Day 2\n\n- [ ] run\n",
    ),
    (
        "content/notes.md",
        "# Notes\n\nSee [week 1](plan.md#week-1-one) and [it](second.md).\n\n- [ ] a task\n",
    ),
    (
        "content/index.md",
        "# Welcome\n\n![](a.svg) [plan](plan.md)\n",
    ),
    (
        "content/_part.md",
        "a snippet with *emphasis*\n\n- [ ] of a snippet\n",
    ),
    ("content/a.svg", "<svg width=\"10\" height=\"4\"/>"),
    (
        "handbook.yaml",
        "title: Edited\ntheme:\n  name: own\n  logo: a.svg\n",
    ),
    ("handbook.lock", ""),
    ("themes/own/assets/own.css", "body { color: red }\n"),
    ("themes/own/templates/section.html", SECTION),
];

const PLAN: &str = "# Plan\n\nAn *intro* with [a link][ref] and HTML.\n\n\
    ## Phase 1: First\n\n\
    ### Week 1: One\n\n#### Monday: Arrays (1 hour)\n\n- [ ] read (20 min)\n- [ ] solve [one](notes.md)\n\n\
    #### Tuesday\n\n**Block 1 (30 min)**\n\n- [ ] write\n\n\
    ### Week 2: Two\n\n#### Monday: Trees\n\n- [ ] read (1 h)\n\n!!! note \"Mind\"\n    - [ ] inside\n\n\
    ### Week 3\n\n#### Day 1\n\n1. [ ] first\n2. [ ] second\n\n\
    ## Notes\n\nsome text[^1]\n\n[^1]: a footnote\n\n[ref]: notes.md\n";

const SECTION: &str = "<html><head></head><body>{{ page.title }}</body></html>\n";

/// The lines that edits insert.
const LINES: &[&str] = &[
    "",
    "## Week 2: Again",
    "### Week 4: Four",
    "## Weekend",
    "#### Wednesday: More (45 min)",
    "### Section {#own}",
    "- [ ] another task (15 min)",
    "- [ ] read (20 min)",
    "- [x] done {area=reading}",
    "a line with *emphasis*, `code`, [text][ref] and HTML[^1]",
    "[ref]: second.md#week-1",
    "[^1]: another footnote",
    "*[HTML]: Hypertext",
    "--8<-- \"_part.md\"",
    "<details><summary>fold</summary>",
    "</details>",
    "<b id=\"own\">raw",
    "!!! tip",
    "    an indented line",
    "```markdown",
    "```",
    "<!-- a remark",
    "-->",
    "> a quote",
    "| Day | Task |",
    "| --- | --- |",
    "| Monday | [ ] row |",
    "**Minimum (2 h per week)**: less",
    "[dead](nowhere.md) [wiki](second.md#day-2)",
    "---",
    "language: de",
    "title: Other",
    "Core (1 h) = core",
    "body { color: blue }",
    "{{ page.path }}",
    "\u{2013} an odd line with a\u{301} mark and \u{201e}quotes\u{201c}",
];

/// The words that edits replace.
const WORDS: &[(&str, &str)] = &[
    ("read", "study"),
    ("study", "read"),
    ("Week 1", "Week 7"),
    ("Week 7", "Week 1"),
    ("Monday", "Thursday"),
    ("[ ]", "[x]"),
    ("min", "minutes"),
    ("#", "##"),
    ("##", "#"),
    ("Edited", "Other title"),
    ("red", "green"),
    ("10", "20"),
    ("\n", "\r\n"),
    ("\n\n", "\n"),
];

/// An edit of a file.
#[derive(Clone, Debug)]
enum FileEdit {
    /// Inserts a line.
    Insert { line: usize, text: usize },
    /// Removes lines.
    Remove { line: usize, count: usize },
    /// Moves a line to a different place.
    Move { line: usize, to: usize },
    /// Copies lines.
    Copy {
        line: usize,
        count: usize,
        to: usize,
    },
    /// Replaces the first words after a line.
    Replace { line: usize, word: usize },
    /// Adds a word to a line.
    Extend { line: usize, word: u8 },
    /// Deletes the file.
    Delete,
    /// Writes the text that the file had at the start.
    Restore,
}

fn edit() -> impl Strategy<Value = FileEdit> {
    let line = || 0..64_usize;
    prop_oneof![
        6 => (line(), 0..LINES.len()).prop_map(|(line, text)| FileEdit::Insert { line, text }),
        2 => (line(), 1..3_usize).prop_map(|(line, count)| FileEdit::Remove { line, count }),
        1 => (line(), line()).prop_map(|(line, to)| FileEdit::Move { line, to }),
        1 => (line(), 1..6_usize, line()).prop_map(|(line, count, to)| FileEdit::Copy { line, count, to }),
        4 => (line(), 0..WORDS.len()).prop_map(|(line, word)| FileEdit::Replace { line, word }),
        6 => (line(), any::<u8>()).prop_map(|(line, word)| FileEdit::Extend { line, word }),
        1 => Just(FileEdit::Delete),
        3 => Just(FileEdit::Restore),
    ]
}

/// The index of a file, the plan more often than others.
fn file() -> impl Strategy<Value = usize> {
    prop_oneof![3 => Just(0), 2 => 0..FILES.len()]
}

impl FileEdit {
    /// The text after the edit; `None` if the file is deleted.
    fn apply(&self, text: &str, start: &str) -> Option<String> {
        let mut lines: Vec<&str> = text.split('\n').collect();
        let at = |line: usize, lines: &[&str]| line % lines.len().max(1);
        match *self {
            Self::Insert { line, text } => lines.insert(at(line, &lines), LINES[text]),
            Self::Remove { line, count } => {
                let line = at(line, &lines);
                lines.drain(line..(line + count).min(lines.len()));
            }
            Self::Move { line, to } => {
                let moved = lines.remove(at(line, &lines));
                lines.insert(to % (lines.len() + 1), moved);
            }
            Self::Copy { line, count, to } => {
                let line = at(line, &lines);
                let copied = lines[line..(line + count).min(lines.len())].to_vec();
                let to = at(to, &lines);
                lines.splice(to..to, copied);
            }
            Self::Replace { line, word } => {
                let (old, new) = WORDS[word];
                let start = lines[..at(line, &lines)].join("\n").len();
                let (before, after) = text.split_at(start);
                return Some(before.to_owned() + &after.replacen(old, new, 1));
            }
            Self::Extend { line, word } => {
                let line = at(line, &lines);
                let extended = format!("{} word{word}", lines[line]);
                lines[line] = &extended;
                return Some(lines.join("\n"));
            }
            Self::Delete => return None,
            Self::Restore => return Some(start.to_owned()),
        }
        Some(lines.join("\n"))
    }
}

/// Applies an edit to a file on the disk.
fn save(folder: &Path, (file, edit): &(usize, FileEdit)) {
    let (name, start) = FILES[*file];
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    match edit.apply(&text, start) {
        Some(text) => std::fs::write(&path, text).unwrap(),
        None => std::fs::remove_file(&path).unwrap_or_default(),
    }
}

/// What the preview keeps from build to build.
#[derive(Default)]
struct Kept {
    draft: Option<Arc<Draft>>,
    book: Option<Arc<ServedHandbook>>,
}

impl Kept {
    /// Reads and serves the files, as after a save. Returns the handbook if there is one for the current files.
    fn rebuild(&mut self, place: &Path) -> Result<Option<Arc<ServedHandbook>>, Error> {
        if let Some(draft) = Draft::read(Input::from(place), self.draft.as_deref())? {
            self.draft = Some(Arc::new(draft));
        }
        let Some(draft) = &self.draft else {
            return Ok(None);
        };
        if draft.outlined.is_broken() {
            return Ok(None);
        }
        let book = Arc::new(ServedHandbook::new(
            Arc::clone(draft),
            self.book.as_deref(),
        )?);
        self.book = Some(Arc::clone(&book));
        Ok(Some(book))
    }
}

/// Asserts that the served handbook equals a build. Returns whether there are pages.
fn equals_build(kept: &mut Kept, place: &Path) -> bool {
    let served = kept.rebuild(place);
    let built = pipeline::build(place);
    let (served, built) = match (served, built) {
        (Ok(served), Ok(built)) => (served, built),
        (Err(served), Err(built)) => {
            assert_eq!(served.to_string(), built.to_string());
            return false;
        }
        // A build reports errors of the content before those of the theme.
        (Err(_), Ok((_, None))) => return false,
        // A template that fails is seen when its page is rendered.
        (Ok(Some(served)), Err(built)) => {
            let failed = served.prove(&|| false).unwrap_err();
            assert_eq!(failed.to_string(), built.to_string());
            return false;
        }
        (served, built) => {
            let (served, built) = (served.err(), built.err());
            panic!("served {served:?}, built {built:?}");
        }
    };
    let (outlined, site) = built;
    let draft = kept.draft.as_ref().unwrap();
    let reported = format!("{:#?}", draft.outlined.diagnostics);
    assert_eq!(reported, format!("{:#?}", outlined.diagnostics));
    let (Some(served), Some(site)) = (&served, &site) else {
        assert_eq!(served.is_some(), site.is_some());
        return false;
    };
    let files: BTreeMap<&str, &[u8]> = site.iter().collect();
    let paths: BTreeSet<&str> = served.files.keys().map(String::as_str).collect();
    assert_eq!(paths, files.keys().copied().collect());
    served.render_all(paths.iter().copied()).unwrap();
    for (path, bytes) in files {
        let file = served.file(path).unwrap().unwrap();
        let etag = tag(bytes);
        let expected = if is_page(path) {
            mark(bytes, &etag, path.matches('/').count())
        } else {
            bytes.to_vec()
        };
        assert!(
            *file.bytes == expected && file.etag == etag,
            "{path}:\n{}\n--- built:\n{}",
            String::from_utf8_lossy(&file.bytes),
            String::from_utf8_lossy(&expected)
        );
    }
    true
}

/// How many sequences of edits are tested.
fn sequences() -> u32 {
    let asked = std::env::var("PREPBOOK_SEQUENCES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(1)
}

proptest! {
    #![proptest_config(Config { cases: sequences(), failure_persistence: None, max_shrink_iters: 20, rng_seed: RngSeed::Fixed(7), ..Config::default() })]

    #[test]
    fn served_files_equal_a_build_after_any_edits(
        edits in prop::collection::vec((file(), edit()), 10),
    ) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in FILES {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut kept = Kept::default();
        prop_assert!(equals_build(&mut kept, folder.path()));
        for edit in &edits {
            save(folder.path(), edit);
            // A state with errors has no pages to compare.
            equals_build(&mut kept, folder.path());
        }
    }
}
