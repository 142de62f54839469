//! The outline of a text: the phases, weeks, days and blocks of a plan, or the headings of a chapter.

use std::ops::Range;

use lsp_types::{SymbolKind, Uri};
use serde_json::{Value, json};

use super::columns::LineColumns;
use super::context::TextContext;
use crate::document::Document;
use crate::outline::{OutlinedKind, OutlinedPart, chapter_parts, plan_parts};
use crate::report::Position;

/// A part of a text.
struct PartSymbol {
    name: String,
    detail: String,
    kind: SymbolKind,
    /// The words of its heading.
    words: Range<usize>,
    /// All of its text.
    whole: Range<usize>,
    children: Vec<PartSymbol>,
}

/// The outline of a text: a tree, or a list for clients that show no tree.
pub(super) fn symbols(context: &mut TextContext<'_>) -> Option<Vec<Value>> {
    let (_, document) = context.document()?;
    let parts = match context.plan() {
        Some(plan) => plan_parts(context.outlined, plan),
        None => chapter_parts(document),
    };
    let mut symbols = of_parts(&parts, document, context);
    let columns = context.texts.columns(context.file).clone();
    let mut starts: Vec<usize> = symbols.iter().flat_map(PartSymbol::starts).collect();
    starts.sort_unstable();
    for symbol in &mut symbols {
        symbol.extend(&starts, columns.text());
    }
    if context.client.has_symbol_trees {
        let trees = symbols.iter().map(|symbol| symbol.tree(&columns));
        return Some(trees.collect());
    }
    let uri = context.texts.uri(context.file)?;
    let mut list = Vec::new();
    for symbol in &symbols {
        symbol.list(None, (&uri, &columns), &mut list);
    }
    Some(list)
}

/// The parts with headings in the text of the context. A plan may have several texts.
fn of_parts(
    parts: &[OutlinedPart],
    document: &Document,
    context: &mut TextContext<'_>,
) -> Vec<PartSymbol> {
    let mut symbols = Vec::new();
    for part in parts {
        let children = of_parts(&part.parts, document, context);
        let span = document.words(part.heading);
        if span.file != context.file {
            symbols.extend(children);
            continue;
        }
        let words = Position::of(span, &context.outlined.sources).bytes;
        let line = context.texts.columns(context.file).line(words.start);
        let name = if part.name.trim().is_empty() {
            "…"
        } else {
            &part.name
        };
        symbols.push(PartSymbol {
            name: name.to_owned(),
            detail: part.facts.join(", "),
            kind: kind(part.kind),
            whole: line.start..words.end,
            words,
            children,
        });
    }
    symbols
}

fn kind(kind: OutlinedKind) -> SymbolKind {
    match kind {
        OutlinedKind::Phase => SymbolKind::MODULE,
        OutlinedKind::Week => SymbolKind::CLASS,
        OutlinedKind::Day => SymbolKind::METHOD,
        OutlinedKind::Block => SymbolKind::FIELD,
        OutlinedKind::Note => SymbolKind::PROPERTY,
        OutlinedKind::Section => SymbolKind::STRING,
    }
}

impl PartSymbol {
    /// The starts of its heading and of those in it.
    fn starts(&self) -> Vec<usize> {
        let inner = self.children.iter().flat_map(Self::starts);
        std::iter::once(self.whole.start).chain(inner).collect()
    }

    /// Extends its text up to the next heading that is not in it. Its parts may be anywhere in the text.
    fn extend(&mut self, starts: &[usize], text: &str) {
        let last = self.starts().into_iter().max().unwrap_or(self.whole.start);
        let next = starts.partition_point(|start| *start <= last);
        let next = starts.get(next).copied().unwrap_or(text.len());
        let end = next.clamp(self.whole.end, text.len().max(self.whole.end));
        let kept = text.get(..end).unwrap_or(text).trim_end().len();
        self.whole.end = kept.max(self.whole.end);
        for child in &mut self.children {
            child.extend(starts, text);
            self.whole.start = self.whole.start.min(child.whole.start);
            self.whole.end = self.whole.end.max(child.whole.end);
        }
    }

    fn tree(&self, columns: &LineColumns<'_>) -> Value {
        let children = self.children.iter().map(|child| child.tree(columns));
        json!({
            "name": self.name,
            "detail": self.detail,
            "kind": self.kind,
            "range": columns.range(self.whole.clone()),
            "selectionRange": columns.range(self.words.clone()),
            "children": children.collect::<Vec<_>>(),
        })
    }

    fn list(
        &self,
        above: Option<&str>,
        (uri, columns): (&Uri, &LineColumns<'_>),
        list: &mut Vec<Value>,
    ) {
        let range = columns.range(self.whole.clone());
        list.push(json!({
            "name": self.name,
            "kind": self.kind,
            "location": {"uri": uri, "range": range},
            "containerName": above,
        }));
        for child in &self.children {
            child.list(Some(&self.name), (uri, columns), list);
        }
    }
}
