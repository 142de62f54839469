//! Boxes that are nearly valid Markdown: `-[ ]`, `[ ]text`, `[x ]`, `[]`.

use super::node::{NodeId, NodeKind};
use super::tree::Document;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// The signs that Markdown reads as bullets if a space follows, and bullets that it never reads.
const BULLETS: &[char] = &['-', '*', '+'];
const OTHER_BULLETS: &[char] = &['–', '—', '−', '•', '·', '‣', '◦', '▪', '●', '○'];

/// Reports boxes that are not read as tasks, and boxes that are read but lack a space.
pub(super) fn report(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    // The boxes of tasks are no longer in the text, so most documents have no bracket.
    let has_bracket = |kind: &NodeKind| matches!(kind, NodeKind::Text(text) if text.contains('['));
    if !document.has(has_bracket) {
        return;
    }
    let mut empty = Vec::new();
    let has_tasks = document.has(|kind| matches!(kind, NodeKind::Item { task: Some(_), .. }));
    for (text, in_item) in line_starts(document) {
        let node = document.node(text);
        let (NodeKind::Text(words), range) = (&node.kind, node.span.range()) else {
            continue;
        };
        // Offsets map to the source only if the text is as long as its place.
        let Some(near) = near_box(words, in_item).filter(|_| range.len() == words.len()) else {
            continue;
        };
        let start = range.start + near.start;
        let span = Span::new(node.span.file, start, start + near.wrong.len());
        if near.is_read {
            empty.push(span);
        } else if has_tasks || !near.is_odd {
            diagnostics.push(
                Diagnostic::new(Code::UnreadBox, span, "this checkbox is not read as a task")
                    .hint(format!("write `{}`", near.right.trim_end()))
                    .fix(span, near.wrong, near.right),
            );
        }
    }
    let Some(first) = empty.first() else { return };
    let problem = Diagnostic::new(
        Code::EmptyBox,
        *first,
        "this checkbox has no space in it; it is read as an open task",
    );
    let with_all = empty
        .iter()
        .fold(problem.hint("write `[ ]`"), |problem, span| {
            let problem = problem.fix(*span, "[]", "[ ]");
            if span == first {
                problem
            } else {
                problem.label(*span, "also here")
            }
        });
    diagnostics.push(with_all);
}

/// The texts at the start of a line, each with whether the line begins an item. Text for readers to copy is skipped.
fn line_starts(document: &Document) -> Vec<(NodeId, bool)> {
    let mut starts = Vec::new();
    let mut template = None;
    let mut begins_item = None;
    for id in document.all() {
        if template.is_some_and(|template| document.contains(template, id)) {
            continue;
        }
        match &document.node(id).kind {
            NodeKind::Template { .. } => template = Some(id),
            NodeKind::Item { task, .. } => {
                begins_item = (document.children(id).next()).filter(|_| task.is_none());
                starts.extend(lines(document, id, task.is_none()));
            }
            NodeKind::Paragraph => starts.extend(lines(document, id, begins_item == Some(id))),
            _ => {}
        }
    }
    starts
}

/// The texts at the start of the lines of a paragraph, or of the first paragraph of an item, after its own box.
fn lines(document: &Document, block: NodeId, is_item: bool) -> Vec<(NodeId, bool)> {
    let lines = document.lines(block).into_iter().enumerate();
    let starts = lines.skip(usize::from(document.is_task(block)));
    let text = |(number, line): (usize, Vec<NodeId>)| {
        let first = *line.first()?;
        let is_text = matches!(document.node(first).kind, NodeKind::Text(_));
        is_text.then_some((first, is_item && number == 0))
    };
    starts.filter_map(text).collect()
}

/// A malformed box.
#[derive(Debug, PartialEq, Eq)]
struct MalformedBox<'a> {
    /// Its start in the line, in bytes.
    start: usize,
    wrong: &'a str,
    right: String,
    /// Whether it is read as a task anyway.
    is_read: bool,
    /// Whether it may not be a box: a star in brackets.
    is_odd: bool,
}

/// The malformed box at the start of a line. In the first line of an item there is no bullet.
fn near_box(line: &str, in_item: bool) -> Option<MalformedBox<'_>> {
    let begun = line.trim_start();
    let mut rest = begun;
    if !in_item {
        let bullet = begun.chars().next()?;
        rest = &begun[bullet.len_utf8()..];
        if OTHER_BULLETS.contains(&bullet) {
            rest = rest.trim_start();
        } else if !BULLETS.contains(&bullet) {
            return None;
        }
    }
    let (inner, after) = rest.strip_prefix('[')?.split_once(']')?;
    let is_spaced = after.starts_with([' ', '\u{a0}']);
    let (mark, is_odd) = match inner.trim() {
        "" => ("[ ]", false),
        "x" | "X" => ("[x]", false),
        "*" => ("[x]", true),
        _ => return None,
    };
    // `[ ](address)`, `[x][reference]`, `[x]: address`
    let is_link = after.starts_with(['(', '[', ':']);
    let is_whole = matches!(inner, "" | " " | "\u{a0}" | "x" | "X");
    let is_task = in_item && is_whole && is_spaced;
    let is_read = is_task && inner.is_empty();
    if is_link || after.trim().is_empty() || inner.chars().count() > 3 || is_task && !is_read {
        return None;
    }
    let wrong = &begun[..begun.len() - after.len()];
    Some(MalformedBox {
        start: line.len() - begun.len(),
        wrong,
        right: format!(
            "{}{mark}{}",
            if in_item { "" } else { "- " },
            if is_spaced { "" } else { " " }
        ),
        is_read,
        is_odd,
    })
}

#[cfg(test)]
mod tests {
    use super::near_box;

    #[test]
    fn near_boxes() {
        // Whether in an item, the line, the wrong text and the right text.
        for (in_item, line, expected) in [
            (true, "[]  read", Some(("[]", "[ ]"))),
            (true, "[]read", Some(("[]", "[ ] "))),
            (true, "[ ]read", Some(("[ ]", "[ ] "))),
            (true, "[  ] read", Some(("[  ]", "[ ]"))),
            (true, "[x ] read", Some(("[x ]", "[x]"))),
            (true, "[ X] read", Some(("[ X]", "[x]"))),
            (true, "[*] read", Some(("[*]", "[x]"))),
            (true, "[x]read", Some(("[x]", "[x] "))),
            (false, "-[ ] read", Some(("-[ ]", "- [ ]"))),
            (false, "*[x]read", Some(("*[x]", "- [x] "))),
            (false, "– [ ] read", Some(("– [ ]", "- [ ]"))),
            (false, "  • [ ] read", Some(("• [ ]", "- [ ]"))),
            (true, "[ ] read", None),
            (true, "[x] read", None),
            (true, "[\u{a0}] read", None),
            (true, "[ ](address)", None),
            (true, "[x][reference]", None),
            (true, "[x]: address", None),
            (true, "[     ] read", None),
            (true, "[a] read", None),
            (true, "[ ]", None),
            (false, "[ ] read", None),
            (false, "a [ ] read", None),
            (false, "- read", None),
            (false, "", None),
        ] {
            let near = near_box(line, in_item);
            let read = near.as_ref().map(|near| (near.wrong, near.right.as_str()));
            assert_eq!(read, expected, "{line}");
        }
    }
}
