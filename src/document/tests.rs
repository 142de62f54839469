//! Texts with their trees: each page in `tests/documents` has texts, and the nodes and problems that are read from them.
//! `PREPBOOK_RENEW=1 cargo test --lib document::tests` writes the trees again.

#![expect(
    clippy::disallowed_methods,
    reason = "tests prepare the disk and look at it"
)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Document, NodeId, NodeKind, parse};
use crate::source::Sources;
use crate::units::RawHtml;

/// The mark around the texts of a page.
const MARK: &str = "~~~~";

/// A case with the files that it has, the first of which is read.
#[derive(Default)]
struct TreeCase {
    files: Vec<(String, String)>,
    tree: String,
}

/// The cases of a page, and the page with their trees written again.
fn cases(page: &str) -> (Vec<TreeCase>, String) {
    let (mut cases, mut renewed) = (Vec::new(), String::new());
    let mut case = TreeCase::default();
    let mut open: Option<(String, String)> = None;
    for line in page.split_inclusive('\n') {
        match (&mut open, line.trim_end().strip_prefix(MARK)) {
            (None, Some(info)) => open = Some((info.trim().to_owned(), String::new())),
            (Some((_, text)), None) => text.push_str(line),
            (Some((info, text)), Some(_)) if info == "tree" => {
                case.tree = std::mem::take(text);
                let _ = write!(renewed, "{MARK} tree\n{}{MARK}\n", read(&case.files));
                cases.push(std::mem::take(&mut case));
                open = None;
            }
            (Some((info, text)), Some(_)) => {
                let _ = write!(renewed, "{MARK} {info}\n{text}{MARK}\n");
                let text = text.replace('␍', "\r").replace('→', "\t");
                case.files.push((std::mem::take(info), text));
                open = None;
            }
            (None, None) => renewed.push_str(line),
        }
    }
    (cases, renewed)
}

/// The tree and the problems of the first file.
fn read(files: &[(String, String)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let place = folder.path().join("content").join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
    let mut diagnostics = Vec::new();
    let sources = Sources::read(folder.path(), &mut diagnostics).unwrap();
    let path = &files[0].0;
    let html = match path.as_str() {
        "trusted.md" => RawHtml::Trusted,
        _ => RawHtml::Sanitized,
    };
    let documents = parse(&sources, html, None, &mut diagnostics);
    let document = documents.iter().find(|document| document.path == *path);
    let document = document.unwrap();
    let mut shown = String::new();
    for node in document.roots() {
        show((document, &sources), node, 0, &mut shown);
    }
    for (_, address) in document.raw_addresses() {
        let _ = writeln!(shown, "@ {:?} {}", address.purpose, address.written);
    }
    for (_, id) in document.raw_ids() {
        let _ = writeln!(shown, "# {id}");
    }
    diagnostics.sort_by_key(|problem| (problem.span.file, problem.span.start));
    for problem in &diagnostics {
        let words = &sources.get(problem.span.file).text[problem.span.range()];
        let _ = writeln!(shown, "! {} {}", problem.code.name(), quoted(words));
    }
    shown
}

/// Words in one line; the middle of many words is left out.
fn quoted(words: &str) -> String {
    let letters: Vec<char> = words.chars().collect();
    if letters.len() <= 48 {
        return format!("{words:?}");
    }
    let start: String = letters[..24].iter().collect();
    let end: String = letters[letters.len() - 20..].iter().collect();
    format!("{start:?} … {end:?}")
}

/// A node and those in it, one per line, each with the words of the source that it comes from.
fn show((document, sources): (&Document, &Sources), id: NodeId, depth: usize, shown: &mut String) {
    let node = document.node(id);
    let source = &sources.get(node.span.file).text;
    let words = quoted(&source[node.span.range()]);
    let label = label(&node.kind);
    let from = match &node.kind {
        NodeKind::Text(text) if quoted(text) == words => String::new(),
        _ => format!(" < {words}"),
    };
    let _ = writeln!(shown, "{}{label}{from}", "  ".repeat(depth));
    for inner in document.children(id) {
        show((document, sources), inner, depth + 1, shown);
    }
}

fn label(kind: &NodeKind) -> String {
    match kind {
        NodeKind::Heading(heading) => {
            let attributes = heading.attributes.as_ref();
            let attributes = attributes.map_or(String::new(), |of| format!(" {of:?}"));
            format!(
                "h{} #{} {:?}{}",
                heading.level,
                heading.id,
                heading.form,
                without_spans(&attributes)
            )
        }
        NodeKind::Admonition(of) => {
            let classes = of.classes.join(" ");
            format!("{} ({}) [{classes}] {:?}", of.kind, of.name, of.fold)
        }
        NodeKind::Code(code) => {
            format!("code [{}] {:?} {:?}", code.language, code.title, code.text)
        }
        NodeKind::Text(text) => quoted(text),
        NodeKind::Html(html) => format!("html {html:?}"),
        other => without_spans(&format!("{other:?}")),
    }
}

/// A value without the positions in it, which are shown as words.
fn without_spans(shown: &str) -> String {
    match shown.split_once(", span: ") {
        Some((before, after)) => {
            let end = after.rfind(')').map_or("", |_| " }");
            format!("{before}{end}")
        }
        None => shown.to_owned(),
    }
}

fn pages() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let entries = fs::read_dir(folder).unwrap();
    let mut pages: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read_to_string(&path).unwrap()))
        .collect();
    pages.sort();
    pages
}

#[test]
fn every_text_has_the_tree_that_is_written_below_it() {
    let renews = std::env::var_os("PREPBOOK_RENEW").is_some();
    let mut all = 0;
    for (path, page) in pages() {
        let (cases, renewed) = cases(&page);
        all += cases.len();
        if renews {
            fs::write(&path, &renewed).unwrap();
            continue;
        }
        let wrong: String = cases
            .par_iter()
            .map(|case| (case, read(&case.files)))
            .filter(|(case, tree)| *tree != case.tree)
            .map(|(case, tree)| format!("{}\nis read as\n{tree}\n", case.files[0].1))
            .collect();
        assert!(wrong.is_empty(), "{}:\n{wrong}", path.display());
    }
    assert!(all > 50, "{all}");
}

#[test]
fn headings_have_anchors_and_only_items_with_boxes_are_tasks() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("plan.md");
    fs::write(&place, "# One & *two*\n\ntext\n\n- [ ] a\n- b\n").unwrap();
    let sources = Sources::read(place.as_path(), &mut Vec::new()).unwrap();
    let documents = parse(&sources, RawHtml::Sanitized, None, &mut Vec::new());
    let document = &documents[0];
    let roots: Vec<NodeId> = document.roots().collect();
    let anchors = roots.iter().map(|root| document.anchor(*root));
    assert_eq!(anchors.collect::<Vec<_>>(), [Some("one-two"), None, None]);
    let items = document.children(roots[2]);
    let tasks = items.map(|item| document.is_task(item));
    assert_eq!(tasks.collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_part_of_a_heading_is_found_where_the_source_spells_it() {
    let text = "# Day of the Day\n\n# Day &amp; **Day**\n\n# D&#97;y\n\n# D*ay* Day\n";
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("plan.md");
    fs::write(&place, text).unwrap();
    let mut diagnostics = Vec::new();
    let sources = Sources::read(&place, &mut diagnostics).unwrap();
    let documents = parse(&sources, RawHtml::Sanitized, None, &mut diagnostics);
    let document = &documents[0];
    let found = |(id, _)| {
        let (first, last) = (document.first_part(id, "Day"), document.part(id, "Day"));
        (first.range(), last.range())
    };
    let found: Vec<_> = document.headings().map(found).collect();
    // One that is spelled differently is the whole heading.
    let expected = [
        (2..5, 13..16),
        (20..37, 32..35),
        (41..48, 41..48),
        (52..61, 58..61),
    ];
    assert_eq!(found, expected);
}
