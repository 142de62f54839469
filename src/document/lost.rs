//! What of the text will not be seen as it was meant: a fence that nothing closes, a body outside its admonition,
//! raw HTML that is taken out.

use std::ops::Range;

use super::rewrite::Lost;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// The opening line and the mark of a fenced block that is not closed.
pub(super) fn unclosed(block: &str) -> Option<(&str, &str)> {
    let opening = block.lines().next()?.trim_end();
    let mark = mark(opening)?;
    let closes = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        line.len() >= mark.len() && line.bytes().all(|byte| byte == mark.as_bytes()[0])
    };
    let last = block.lines().skip(1).last();
    if last.is_some_and(closes) {
        return None;
    }
    Some((opening, mark))
}

/// The run of three or more backticks or tildes that a line begins with.
fn mark(line: &str) -> Option<&str> {
    let first = line.chars().next().filter(|c| *c == '`' || *c == '~')?;
    let run = line.len() - line.trim_start_matches(first).len();
    (run >= 3).then_some(&line[..run])
}

pub(super) fn unclosed_fence(span: Span, mark: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnclosedFence,
        span,
        "nothing closes this fence; all that follows is read as code",
    )
    .hint(format!(
        "write {mark} on a line of its own where the code ends"
    ))
}

/// Adds the line that closes a fence at the end of the file: its mark behind what stands before it in its own line,
/// where a list's marker becomes as many spaces.
pub(super) fn with_closing_line(told: Diagnostic, source: &str) -> Diagnostic {
    let opening = told.span.range();
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
    let mark = mark(&source[opening]).unwrap_or("```").to_owned();
    let end = source.trim_end().len();
    let at = Span::new(told.span.file, end, end);
    let newline = if source[..end].contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    told.fix(at, "", format!("{newline}{before}{mark}"))
}

/// `span` leads bytes of the text that was rewritten to the source.
pub(super) fn lost_body(
    body: &Lost,
    source: &str,
    span: impl Fn(&Range<usize>) -> Span,
) -> Diagnostic {
    let told = Diagnostic::new(
        Code::LostBody,
        span(&body.words),
        "this is not in the admonition above it, whose body is indented by four spaces",
    )
    .hint("indent it by four spaces, or put an empty line before it and do not indent it at all");
    body.indents.iter().fold(told, |told, (indent, columns)| {
        let at = span(indent);
        let wrong = source.get(at.range()).unwrap_or_default();
        told.fix(at, wrong, " ".repeat(*columns))
    })
}

pub(super) fn removed_html(span: Span, names: &[String]) -> Diagnostic {
    Diagnostic::new(
        Code::RemovedHtml,
        span,
        format!("{} is not shown in the handbook", names.join(", ")),
    )
    .hint("write it in Markdown, or set `html: trusted` in handbook.yaml where you trust all of the content")
}

/// The elements and attributes of `raw` that are not in `clean`, each once.
pub(super) fn removed(raw: &str, clean: &str) -> Vec<String> {
    let mut left = names(clean);
    let mut removed: Vec<String> = Vec::new();
    let mut element_removed = false;
    let all = names(raw);
    for (at, name) in all.iter().enumerate() {
        if is_silent(&all, at) {
            continue;
        }
        let is_element = name.starts_with('<');
        if let Some(at) = left.iter().position(|other| other == name) {
            left.remove(at);
            element_removed &= !is_element;
        } else if is_element || !element_removed {
            element_removed |= is_element;
            if !removed.contains(&format!("`{name}`")) {
                removed.push(format!("`{name}`"));
            }
        }
    }
    removed
}

/// Whether an attribute says how a wrapper of Markdown is read or looks, which no page needs.
fn is_silent(names: &[String], at: usize) -> bool {
    let is_element = |name: &String| name.starts_with('<');
    let mut own = names[..at].iter().rposition(is_element);
    let start = own.take().unwrap_or(0);
    let end = names[at..].iter().skip(1).position(is_element);
    let end = end.map_or(names.len(), |ahead| at + 1 + ahead);
    let is_wrapper = || names[start..end].iter().any(|name| name == "markdown");
    names[at] == "markdown" || matches!(names[at].as_str(), "class" | "style") && is_wrapper()
}

/// The opening tags (`<p>`) and their attributes (`onclick`) in their order.
fn names(html: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            rest = tag(rest, &mut names);
        }
    }
    names
}

/// Reads a tag behind its `<` and gives what is behind its `>`.
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
