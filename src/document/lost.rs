//! Reports text that will not be shown as intended: a fence that is not closed, a body outside its admonition, raw HTML
//! that is removed.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::rewrite::Lost;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// What Markdown ignores at the end of a line, and the ends of lines; other invisible signs are words of a fence.
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// The opening line and the mark of a fenced block that is not closed.
pub(super) fn unclosed(block: &str) -> Option<(&str, &str)> {
    let opening = block.lines().next()?.trim_end();
    let mark = mark(opening)?;
    let closes = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '>']);
        let line = line.trim_end_matches(SPACE);
        line.len() >= mark.len() && line.bytes().all(|byte| byte == mark.as_bytes()[0])
    };
    let last = block.lines().skip(1).last();
    if last.is_some_and(closes) {
        return None;
    }
    Some((opening, mark))
}

/// The run of at least three backticks or tildes at the start of a line.
fn mark(line: &str) -> Option<&str> {
    let first = line.chars().next().filter(|c| *c == '`' || *c == '~')?;
    let run = line.len() - line.trim_start_matches(first).len();
    (run >= 3).then_some(&line[..run])
}

pub(super) fn unclosed_fence(span: Span, mark: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnclosedFence,
        span,
        "this code fence is not closed; everything after it is read as code",
    )
    .hint(format!("close it with {mark} on a line of its own"))
}

/// Adds a fix that closes a fence at the end of the file: its mark after the text in front of the opening one, with a
/// list's marker replaced by spaces. A fence of a snippet is closed in the snippet, if at all.
pub(super) fn with_closing_line(diagnostic: Diagnostic, source: &str) -> Diagnostic {
    let opening = diagnostic.span.range();
    let Some(mark) = mark(&source[opening.clone()]) else {
        return diagnostic;
    };
    let line_start = source[..opening.start].rfind('\n').map_or(0, |at| at + 1);
    let before: String = source[line_start..opening.start]
        .chars()
        .map(|c| {
            if c == '>' || c.is_whitespace() {
                c
            } else {
                ' '
            }
        })
        .collect();
    let end = source.trim_end_matches(SPACE).len();
    let at = Span::new(diagnostic.span.file, end, end);
    diagnostic.fix(at, "", format!("\n{before}{mark}"))
}

/// A `%%` without its counterpart; `hides` says whether it hides all text after it.
pub(super) fn unclosed_remark(span: Span, hides: bool) -> Diagnostic {
    let message = if hides {
        "this `%%` comment is not closed; everything after it is left out"
    } else {
        "this `%%` has no closing `%%`; it is shown as plain text"
    };
    let hint = "add `%%` at the end of the comment, or write `\\%%` for two percent signs";
    Diagnostic::new(Code::UnclosedRemark, span, message).hint(hint)
}

/// `span` maps bytes of the rewritten text to the source.
pub(super) fn lost_body(
    body: &Lost,
    source: &str,
    span: impl Fn(&Range<usize>) -> Span,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::LostBody,
        span(&body.words),
        "this line is outside the admonition above it, whose body must be indented by four spaces",
    )
    .hint("indent it by four spaces, or put an empty line before it and remove its indentation");
    body.indents
        .iter()
        .fold(diagnostic, |diagnostic, (indent, columns)| {
            let at = span(indent);
            let wrong = source.get(at.range()).unwrap_or_default();
            diagnostic.fix(at, wrong, " ".repeat(*columns))
        })
}

/// Reports the first of the surplus cells of a row, and their number.
pub(super) fn extra_cells(span: Span, count: usize) -> Diagnostic {
    let cells = match count {
        1 => "one more cell".to_owned(),
        count => format!("{count} more cells"),
    };
    let message = format!("this row has {cells} than the table header");
    Diagnostic::new(Code::ExtraCell, span, message)
        .hint("write `\\|` for a `|` inside a cell, or add a column to the header")
}

pub(super) fn removed_html(span: Span, names: &[String]) -> Diagnostic {
    let are = if names.len() == 1 { "is" } else { "are" };
    let message = format!("{} {are} removed from the page", names.join(", "));
    Diagnostic::new(Code::RemovedHtml, span, message)
    .hint("write it in Markdown, or set `html: trusted` in handbook.yaml if you trust all of the content")
}

pub(super) fn removed_base(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::RemovedHtml,
        span,
        "`<base>` is removed from the page: it would change the target of every link",
    )
    .hint("write the full URL in each link")
}

pub(super) fn open_comment(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::RemovedHtml,
        span,
        "this comment is not closed; everything after it is left out",
    )
    .hint("add `-->` at the end of the comment")
}

pub(super) fn duplicate_id(span: Span, new: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateId,
        span,
        format!("this id is already in use; it becomes `{new}`"),
    )
    .hint("give each element a unique id")
}

/// The elements and attributes of `raw` that are not in `clean`, each once.
pub(super) fn removed(raw: &str, clean: &str) -> Vec<String> {
    let kept = tags(clean);
    let mut left: HashMap<&str, usize> = HashMap::new();
    for name in kept.iter().flatten() {
        *left.entry(name).or_default() += 1;
    }
    let mut removed: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    let mut element_removed = false;
    let all = tags(raw);
    for tag in &all {
        let is_wrapper = tag.iter().any(|name| name == "markdown");
        for (at, name) in tag.iter().enumerate() {
            // How wrapped Markdown is parsed or styled does not matter to a page.
            let is_look = matches!(name.as_str(), "class" | "style");
            if name == "markdown" || is_look && is_wrapper {
                continue;
            }
            let is_element = at == 0;
            let count = left.entry(name).or_default();
            if *count > 0 {
                *count -= 1;
                element_removed &= !is_element;
            } else if is_element || !element_removed {
                element_removed |= is_element;
                if seen.insert(name) {
                    removed.push(format!("`{name}`"));
                }
            }
        }
    }
    removed
}

/// An element as [`removed`] names it.
pub(super) fn named(element: &str) -> String {
    format!("`<{}>`", element.to_ascii_lowercase())
}

/// The elements that are components of a program, as in MDX: their names begin with a capital and go on with small
/// letters.
pub(super) fn components(raw: &str) -> impl Iterator<Item = &str> {
    raw.split('<').skip(1).filter_map(|tag| {
        let end = tag.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
        let name = &tag[..end.unwrap_or(tag.len())];
        let is_component = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.contains(|c: char| c.is_ascii_lowercase());
        is_component.then_some(name)
    })
}

/// The opening tags (`<p>`) in order, each followed by its attributes (`onclick`).
fn tags(html: &str) -> Vec<Vec<String>> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let mut names = Vec::new();
            rest = tag(rest, &mut names);
            tags.push(names);
        }
    }
    tags
}

/// Reads a tag after its `<` and returns the text after its `>`.
fn tag<'a>(text: &'a str, names: &mut Vec<String>) -> &'a str {
    let end = |c: char| c.is_whitespace() || "/>=".contains(c);
    let name = text.find(end).unwrap_or(text.len());
    names.push(format!("<{}>", text[..name].to_ascii_lowercase()));
    let mut rest = &text[name..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return rest.get(1..).unwrap_or_default();
        }
        if let Some(value) = rest.strip_prefix('=') {
            rest = after_value(value.trim_start());
        } else {
            let len = rest.find(end).unwrap_or(rest.len());
            names.push(rest[..len].to_ascii_lowercase());
            rest = &rest[len..];
        }
    }
}

fn after_value(text: &str) -> &str {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].find(quote).map_or("", |end| &text[end + 2..]),
        _ => {
            let end = text.find(|c: char| c.is_whitespace() || c == '>');
            &text[end.unwrap_or(text.len())..]
        }
    }
}
