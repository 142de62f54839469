//! Content for coaches only: boxes of the kind `coach`, in every notation. In all editions but the coach's it is
//! removed before anything else reads the document.

use std::collections::BTreeSet;

use super::admonition::{COACH, Header, header, is_for_coaches, kinds};
use super::compose::Composer;
use super::node::{Node, NodeId, NodeKind};
use super::tree::Document;
use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};

/// The document without content for coaches, and without footnotes that only this content refers to.
pub(super) fn without(document: Document) -> Document {
    if !document.has(is_coach) {
        return document;
    }
    let mut left_out: BTreeSet<NodeId> = document
        .all()
        .filter(|id| is_coach(&document.node(*id).kind))
        .collect();
    loop {
        let lost = lost_footnotes(&document, &left_out);
        if lost.is_empty() {
            break;
        }
        left_out.extend(lost);
    }
    let mut composer = Composer::of(&document);
    copy(&document, document.roots(), (&left_out, &mut composer));
    let nodes: Vec<Node> = composer.finish();
    document.recomposed(nodes)
}

fn is_coach(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::Admonition(admonition) if is_for_coaches(admonition.kind))
}

fn copy(
    document: &Document,
    row: impl Iterator<Item = NodeId>,
    (left_out, composer): (&BTreeSet<NodeId>, &mut Composer<'_>),
) {
    for id in row.filter(|id| !left_out.contains(id)) {
        let node = document.node(id);
        let mut kind = node.kind.clone();
        if let NodeKind::Template { source } = &mut kind {
            let boxes = document.descendants(id);
            let count = boxes.filter(|id| left_out.contains(id)).count();
            *source = public_source(source, count);
        }
        composer.open(kind, node.span);
        copy(document, document.children(id), (left_out, &mut *composer));
        composer.close();
    }
}

/// The text of a template, which readers copy, without its `count` boxes for coaches. Empty if not all of them are
/// found.
fn public_source(source: &str, count: usize) -> String {
    let mut kept = String::new();
    let mut skipped: Option<Skipped<'_>> = None;
    let mut found = 0;
    for line in source.split_inclusive('\n') {
        let inner = line.trim_start();
        let indent = line.len() - inner.len();
        skipped = skipped.filter(|skipped| skipped.has(inner, indent));
        let is_outermost = skipped.is_none();
        if let Some(begun) = begins(inner, indent) {
            found += 1;
            if is_outermost {
                skipped = Some(begun);
            }
        }
        if skipped.is_none() {
            kept.push_str(line);
        }
        if !is_outermost && skipped.is_some_and(|skipped| skipped.ends_with(inner)) {
            skipped = None;
        }
    }
    if found < count { String::new() } else { kept }
}

/// A part of a text that is skipped.
#[derive(Clone, Copy)]
enum Skipped<'a> {
    /// Lines indented by more than this many bytes.
    Indented(usize),
    /// Lines of a quote.
    Quoted,
    /// Lines up to the closing colons.
    Fenced(&'a str),
}

impl Skipped<'_> {
    /// Whether a line belongs to it.
    fn has(self, inner: &str, indent: usize) -> bool {
        match self {
            Self::Indented(least) => inner.trim().is_empty() || indent > least,
            Self::Quoted => inner.starts_with('>'),
            Self::Fenced(_) => true,
        }
    }

    /// Whether a line is its last one.
    fn ends_with(self, inner: &str) -> bool {
        matches!(self, Self::Fenced(colons) if inner.trim_end() == colons)
    }
}

/// What a line for coaches begins, if it is one.
fn begins(inner: &str, indent: usize) -> Option<Skipped<'_>> {
    let names = |text: &str| text.to_lowercase().contains(COACH);
    if let Some(Header::Admonition { kind, .. }) = header(inner)
        && kind.as_deref().is_some_and(is_near_coaches)
    {
        return Some(Skipped::Indented(indent));
    }
    let rest = inner.trim_start_matches(':');
    let colons = &inner[..inner.len() - rest.len()];
    if colons.len() >= 3 && names(rest) {
        return Some(Skipped::Fenced(colons));
    }
    let quoted = inner.trim_start_matches(['>', ' ']);
    (inner.starts_with('>') && quoted.starts_with("[!") && names(quoted)).then_some(Skipped::Quoted)
}

/// The footnotes that are referred to only in nodes that are left out.
fn lost_footnotes(document: &Document, left_out: &BTreeSet<NodeId>) -> Vec<NodeId> {
    let mut seen = BTreeSet::new();
    let mut hidden = BTreeSet::new();
    let mut end = None;
    for id in document.all() {
        if left_out.contains(&id) {
            end = end.max(Some(document.after(id)));
        }
        if let NodeKind::FootnoteReference { label } = &document.node(id).kind {
            let is_left_out = end.is_some_and(|end| id < end);
            let labels = if is_left_out { &mut hidden } else { &mut seen };
            labels.insert(label);
        }
    }
    let is_lost = |id: &NodeId| match &document.node(*id).kind {
        NodeKind::Footnote { label } => hidden.contains(label) && !seen.contains(label),
        _ => false,
    };
    let footnotes = document.all().filter(is_lost);
    footnotes.filter(|id| !left_out.contains(id)).collect()
}

/// Whether an admonition's name means coaches, even if misspelled.
fn is_near_coaches(name: &str) -> bool {
    let near = || did_you_mean(name, kinds()).is_some_and(is_for_coaches);
    is_for_coaches(name) || super::admonition::kind(name).is_none() && near()
}

/// Turns reports of a coach box that is not read, or of text outside of it, into errors: that text would be published.
pub(super) fn guard(source: &str, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        let start = diagnostic.span.range().start;
        let (before, after) = source.split_at_checked(start).unwrap_or_default();
        let is_leak = match diagnostic.code {
            Code::LostBody => {
                let mut lines = before.lines().rev();
                let opened =
                    lines.find_map(|line| header(line.trim_start_matches([' ', '\t', '>'])));
                matches!(opened, Some(Header::Admonition { kind: Some(kind), .. }) if is_near_coaches(&kind))
            }
            Code::UnreadMark => {
                let line = after.lines().next().unwrap_or_default();
                line.to_lowercase().contains(COACH)
            }
            _ => false,
        };
        if is_leak {
            diagnostic.severity = Severity::Error;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::public_source;

    #[test]
    fn copyable_code_has_no_coach_text() {
        for (text, count, expected) in [
            ("a\n!!! coach\n    b\n\n    c\nd\n", 1, "a\nd\n"),
            (
                "- a\n\n    ??? caoch \"T\"\n        b\n    c\n",
                1,
                "- a\n\n    c\n",
            ),
            ("> [!coach] T\n> b\nc\n", 1, "c\n"),
            ("::: coach\nb\n\n!!! coach\n    c\n:::\nd\n", 2, "d\n"),
            ("a\n", 1, ""),
        ] {
            assert_eq!(public_source(text, count), expected, "{text:?}");
        }
    }
}
