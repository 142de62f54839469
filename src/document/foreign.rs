//! Reports marks of other dialects that are shown as text, and syntax and files for other programs.

use super::node::NodeKind;
use super::tree::Document;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// The hint with the syntax of an admonition.
const BOX: &str = "write `!!! note \"Title\"`, and indent its content by four spaces";

/// The marks of other dialects at the start of a line, and what is probably missing.
const MARKS: &[(&str, &str)] = &[
    ("!!!", BOX),
    (
        "???",
        "write `??? note \"Title\"`, and indent its content by four spaces",
    ),
    (
        "=== \"",
        "write `=== \"Title\"`, and indent its content by four spaces",
    ),
    (":::", "close the block with `:::` on a line of its own"),
    ("--8<--", "write `--8<-- \"file.md\"` on a line of its own"),
    (
        "*[",
        "write `*[HTML]: Hyper Text Markup Language` on a line of its own",
    ),
    ("/// ", BOX),
];

/// Syntax for other programs that was left out of a text.
pub(super) struct Foreign {
    /// The first line of code.
    pub(super) script: Option<Span>,
    /// The first component, and its name.
    pub(super) component: Option<(Span, String)>,
}

/// Reports the parts of a document that are for another program.
pub(super) fn report(
    document: &Document,
    (source, foreign): (&str, &Foreign),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut reported = Vec::new();
    rayon::join(
        || marks(document, source, diagnostics),
        || syntax(document, (source, foreign), &mut reported),
    );
    diagnostics.append(&mut reported);
}

/// Reports lines that begin with a visible mark.
fn marks(document: &Document, source: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut line_begins = true;
    for id in document.all() {
        let node = document.node(id);
        match &node.kind {
            NodeKind::Text(words) => {
                let start = node.span.start as usize;
                // After a backslash, or the semicolon of a snippet, it is intended.
                let is_escaped = || source[..start].ends_with(['\\', ';']);
                if line_begins
                    && let Some((mark, hint)) = mark(words)
                    && !is_escaped()
                {
                    // The source may have invisible characters in it.
                    let end = if source[start..].starts_with(mark) {
                        start + mark.len()
                    } else {
                        node.span.end as usize
                    };
                    let span = Span::new(node.span.file, start, end);
                    let message = format!(
                        "this `{}` is shown as plain text",
                        mark.trim_end_matches([' ', '"'])
                    );
                    diagnostics.push(Diagnostic::new(Code::UnreadMark, span, message).hint(hint));
                }
                line_begins = false;
            }
            NodeKind::SoftBreak | NodeKind::HardBreak => line_begins = true,
            kind => line_begins = !kind.is_inline() && !matches!(kind, NodeKind::Title),
        }
    }
}

fn mark(words: &str) -> Option<(&'static str, &'static str)> {
    // Most lines begin with a letter.
    if words.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let (mark, hint) = MARKS.iter().find(|(mark, _)| words.starts_with(mark))?;
    let rest = words[mark.len()..].trim_start();
    let is_meant = match *mark {
        "*[" => rest
            .split_once(']')
            .is_some_and(|(_, after)| after.trim_start().starts_with(':')),
        "!!!" | "???" | "/// " => rest.starts_with(|c: char| c.is_alphabetic() || c == '"'),
        _ => true,
    };
    is_meant.then_some((mark, hint))
}

/// The tags of other programs: how they begin and end, and what they are.
const TAGS: &[(&str, &str, &str)] = &[
    ("{%", "%}", "Liquid tags"),
    ("{{<", ">}}", "shortcodes"),
    ("{{%", "%}}", "shortcodes"),
    ("{{", "}}", "values in braces"),
];

/// Files that another program processes before they are Markdown, by extension, and which step is not done.
const FILES: &[(&str, &str)] = &[
    (".mdx", "MDX is read as Markdown"),
    (".qmd", "Quarto code is shown, not run"),
    (".rmd", "R Markdown code is shown, not run"),
];

/// Reports, once per file, text that another program would replace or run.
fn syntax(
    document: &Document,
    (source, foreign): (&str, &Foreign),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut first = None;
    let mut kinds: Vec<&str> = Vec::new();
    for id in document.all() {
        let node = document.node(id);
        if let NodeKind::Text(words) = &node.kind
            && let Some((tag, what)) = tag(words)
            && !is_escaped((source, node.span), tag)
        {
            if !kinds.contains(&what) {
                kinds.push(what);
            }
            first.get_or_insert_with(|| {
                let at = node.span.start as usize + words.find(tag).unwrap_or(0);
                let is_exact = words.len() == node.span.range().len();
                let exact = is_exact.then(|| Span::new(node.span.file, at, at + tag.len()));
                (exact.unwrap_or(node.span), tag.to_owned())
            });
        }
    }
    let mut parts = Vec::new();
    if let Some((_, tag)) = &first {
        parts.push(format!(
            "{} are shown as plain text, starting with `{tag}`",
            kinds.join(" and ")
        ));
    }
    if foreign.script.is_some() {
        parts.push("lines of code are left out".to_owned());
    }
    if let Some((_, name)) = &foreign.component {
        parts.push(format!("components such as `<{name}>` are not rendered"));
    }
    let path = document.path.to_lowercase();
    let file = FILES.iter().find(|(ending, _)| path.ends_with(ending));
    parts.extend(file.map(|(_, what)| (*what).to_owned()));
    if parts.is_empty() {
        return;
    }
    let left_out = foreign
        .script
        .or(foreign.component.as_ref().map(|(span, _)| *span));
    let span = first.map(|(span, _)| span).or(left_out);
    let span = span.unwrap_or(Span::new(document.file, 0, 0));
    let message = format!(
        "this document is written for another program: {}",
        parts.join("; ")
    );
    let hint = "write the text itself, or use the Markdown that the other program generates";
    diagnostics.push(Diagnostic::new(Code::ForeignSyntax, span, message).hint(hint));
}

/// Whether the source of a text has a tag only behind a backslash, or in entities: then it is intended.
fn is_escaped((source, span): (&str, Span), tag: &str) -> bool {
    let written = source.get(span.range()).unwrap_or_default();
    let mut begins = written.match_indices(&tag[..2]);
    begins.all(|(at, _)| source[..span.range().start + at].ends_with('\\'))
}

fn tag(words: &str) -> Option<(&str, &'static str)> {
    // Every tag begins with a brace.
    let words = &words[words.find('{')?..];
    TAGS.iter().find_map(|(begins, ends, what)| {
        let at = words.find(begins)?;
        let inner = &words[at + begins.len()..];
        let end = inner.find(ends)?;
        let length = begins.len() + end + ends.len();
        (!inner[..end].trim().is_empty()).then(|| (&words[at..at + length], *what))
    })
}
