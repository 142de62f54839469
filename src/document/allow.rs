//! `<!-- prepbook: allow dead-link -->` suppresses a kind of problem at one place: in the block after a comment on a
//! line of its own, or else in the comment's line.

use std::collections::BTreeMap;
use std::ops::Range;

use super::node::{Node, NodeKind};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::span::{FileId, Span};

/// Codes that are not reported in a range of a source.
#[derive(Clone, Debug)]
pub(super) struct Allowed {
    codes: Vec<Code>,
    span: Span,
}

/// All allowed codes in the files of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Allowance(BTreeMap<FileId, BTreeMap<Code, Ranges>>);

/// Ranges of a file.
#[derive(Clone, Debug, Default)]
struct Ranges {
    /// Their starts in order, each with the maximum end so far.
    ends: Vec<(u32, u32)>,
}

impl Allowance {
    pub(super) fn of(mut all: Vec<Allowed>) -> Self {
        all.sort_by_key(|allowed| allowed.span.start);
        let mut allowance = Self::default();
        for Allowed { codes, span } in all {
            for code in codes {
                let of_file = allowance.0.entry(span.file).or_default();
                of_file.entry(code).or_default().push(span);
            }
        }
        allowance
    }

    /// Adds the allowed codes of other files.
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The files in which anything is allowed.
    pub(super) fn files(&self) -> impl Iterator<Item = FileId> {
        self.0.keys().copied()
    }

    pub(super) fn allows(&self, code: Code, at: Span) -> bool {
        let ranges = self.0.get(&at.file).and_then(|codes| codes.get(&code));
        ranges.is_some_and(|ranges| ranges.contain(at.start))
    }
}

impl Ranges {
    /// Adds a range that starts no earlier than the ones before it.
    fn push(&mut self, span: Span) {
        let furthest = self.ends.last().map_or(0, |(_, end)| *end);
        self.ends.push((span.start, furthest.max(span.end)));
    }

    fn contain(&self, at: u32) -> bool {
        let begun = self.ends.partition_point(|(start, _)| *start <= at);
        begun > 0 && at < self.ends[begun - 1].1
    }
}

/// Removes these comments from the nodes of a file.
pub(super) fn take(
    nodes: &mut [Node],
    source: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Allowed> {
    let mut allowed = Vec::new();
    let mut lines = LineFinder { source, last: 0..0 };
    // The ancestors of the current node.
    let mut around: Vec<usize> = Vec::new();
    for index in 0..nodes.len() {
        while around
            .pop_if(|outer| nodes[*outer].end() <= index)
            .is_some()
        {}
        let parent = around.last().copied();
        around.push(index);
        let NodeKind::Html(html) = &nodes[index].kind else {
            continue;
        };
        let Some((names, after)) = names(html) else {
            continue;
        };
        let own = nodes[index].span;
        let codes = names
            .split([',', ' '])
            .filter(|name| !name.is_empty())
            .filter_map(|name| {
                let code = Code::named(name);
                if code.is_none() {
                    diagnostics.push(unknown(name, own));
                }
                code
            });
        let codes = codes.collect();
        let span = if after.trim().is_empty() {
            silenced(nodes, (index, parent), &mut lines)
        } else {
            own
        };
        allowed.push(Allowed { codes, span });
        nodes[index].kind = NodeKind::Html(String::new());
    }
    allowed
}

/// The text after `prepbook: allow` in a comment, and the HTML after the comment.
fn names(html: &str) -> Option<(&str, &str)> {
    let (_, comment) = html.split_once("<!--")?;
    let (inner, after) = comment.split_once("-->")?;
    let verb = inner.trim().strip_prefix("prepbook:")?.trim_start();
    let names = verb.strip_prefix("allow")?;
    names
        .starts_with([' ', '\n'])
        .then(|| (names.trim(), after))
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownCheck, span, format!("unknown check `{name}`"));
    let known = Code::ALL.iter().map(|code| code.name());
    match did_you_mean(name, known) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic.hint("write the code that is shown in brackets in the diagnostic"),
    }
}

fn silenced(
    nodes: &[Node],
    (index, parent): (usize, Option<usize>),
    lines: &mut LineFinder<'_>,
) -> Span {
    let own = nodes[index].span;
    let range = own.range();
    let source = lines.source;
    let line_start = lines.around(range.start).start;
    let line_end = lines.around(range.end).end;
    let ends_line =
        source[range.clone()].ends_with('\n') || source[range.end..line_end].trim().is_empty();
    let alone = source[line_start..range.start].trim().is_empty() && ends_line;
    if !alone {
        return Span::new(own.file, line_start, line_end);
    }
    // The next sibling.
    let next = nodes[index].end();
    let end = parent.map_or(nodes.len(), |parent| nodes[parent].end());
    if next < end { nodes[next].span } else { own }
}

/// Finds lines and caches the last one, since a long line may have many comments.
struct LineFinder<'a> {
    source: &'a str,
    last: Range<usize>,
}

impl LineFinder<'_> {
    /// The line that contains a byte, without its line end.
    fn around(&mut self, at: usize) -> Range<usize> {
        let is_known = !self.last.is_empty() && self.last.start <= at && at <= self.last.end;
        if !is_known {
            let start = self.source[..at]
                .rfind('\n')
                .map_or(0, |newline| newline + 1);
            let end = self.source[at..].find('\n');
            self.last = start..end.map_or(self.source.len(), |newline| at + newline);
        }
        self.last.clone()
    }
}
