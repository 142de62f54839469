//! Snippets: lines such as `--8<-- "path"`, which are replaced by another file's text. Snippet files are read along
//! with the texts that name them; those other than Markdown are texts of their own kind.

use std::ops::Range;

/// A line that names snippets, or begins or ends a block of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnippetLine<'a> {
    /// `--8<-- "path"`: the path and its bytes in the line.
    Named(&'a str, Range<usize>),
    /// `--8<--` alone.
    Fence,
    /// `;--8<--`: an escaped line, with the position of the escape character.
    Escaped(usize),
    /// `--8<-- [start:name]` or `--8<-- [end:name]`, which may be in a comment.
    Mark {
        /// Whether the section begins.
        starts: bool,
        /// Its name.
        name: &'a str,
    },
}

/// Reads a line.
pub fn line(line: &str) -> Option<SnippetLine<'_>> {
    if !line.contains("8<") {
        return None;
    }
    let trimmed = line.trim();
    let lead = line.len() - line.trim_start().len();
    if let Some(mark) = mark(trimmed) {
        return Some(mark);
    }
    if trimmed.starts_with(';') {
        let scissors = trimmed.trim_start_matches(';');
        return after_scissors(scissors).map(|_| SnippetLine::Escaped(lead));
    }
    let rest = after_scissors(trimmed)?;
    if rest.is_empty() {
        return Some(SnippetLine::Fence);
    }
    let name = rest.strip_prefix([' ', '\t'])?.trim_start();
    let inner = ['"', '\'']
        .into_iter()
        .find_map(|quote| name.strip_prefix(quote)?.strip_suffix(quote))?;
    let start = lead + trimmed.len() - inner.len() - 1;
    (!inner.is_empty()).then_some(SnippetLine::Named(inner, start..start + inner.len()))
}

/// The text after `--8<--` of any length.
fn after_scissors(text: &str) -> Option<&str> {
    let blades = |text: &str| text.len() - text.trim_start_matches('-').len();
    let before = blades(text);
    let rest = text[before..].strip_prefix("8<")?;
    let after = blades(rest);
    (before > 0 && after > 0).then(|| &rest[after..])
}

fn mark(text: &str) -> Option<SnippetLine<'_>> {
    let at = text.find("-8<-")?;
    let rest = text[at + 4..].trim_start_matches('-').trim_start();
    let inner = rest.strip_prefix('[')?;
    let (inner, _) = inner.split_once(']')?;
    let (word, name) = inner.split_once(':')?;
    let starts = match word.trim() {
        "start" => true,
        "end" => false,
        _ => return None,
    };
    Some(SnippetLine::Mark {
        starts,
        name: name.trim(),
    })
}

/// The part of a file that a snippet refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnippetPart<'a> {
    /// All of it.
    Whole,
    /// The text between the marks of that name.
    Section(&'a str),
    /// Its lines, from 1, inclusive.
    Lines(Vec<(usize, usize)>),
}

/// The path of a snippet, and the part of it.
pub fn part(name: &str) -> (&str, SnippetPart<'_>) {
    let Some((path, rest)) = name.split_once(':') else {
        return (name, SnippetPart::Whole);
    };
    if name.contains("://") {
        return (name, SnippetPart::Whole);
    }
    let ranges: Option<Vec<_>> = rest.split(',').map(lines).collect();
    match ranges {
        Some(ranges) => (path, SnippetPart::Lines(ranges)),
        None => (path, SnippetPart::Section(rest)),
    }
}

/// `3`, `3:7`, `:7`, `3:`.
fn lines(range: &str) -> Option<(usize, usize)> {
    let number = |text: &str, absent: usize| match text.trim() {
        "" => Some(absent),
        digits => digits.parse().ok(),
    };
    match range.split_once(':') {
        Some((first, last)) => Some((number(first, 1)?, number(last, usize::MAX)?)),
        None => range.trim().parse().ok().map(|first| (first, usize::MAX)),
    }
}

/// The names of all snippets in a text.
pub fn names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut in_block = false;
    if !text.contains("8<") {
        return names;
    }
    for each in text.lines() {
        match line(each) {
            Some(SnippetLine::Fence) => in_block = !in_block,
            Some(SnippetLine::Named(name, _)) => names.push(name),
            None if in_block => names.push(each.trim()),
            Some(_) | None => {}
        }
    }
    names
}
