//! Fences: code, or text for readers to copy.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::builder::{DEEPEST, ToSource, TreeBuilder};
use crate::diagnostic::Diagnostic;
use crate::document::admonition::{self, Header};
use crate::document::node::{CodeBlock, NodeKind};
use crate::document::places::Rewritten;
use crate::document::{directive, lost};

impl TreeBuilder<'_> {
    /// Adds a complete fence, and reports one that is not closed. For a template, leaves the node open and returns the
    /// text to read into it.
    pub(super) fn fence(
        &mut self,
        fence: Fence,
        text: &str,
        to_source: ToSource<'_>,
    ) -> Option<Rewritten> {
        let unclosed = fence.opened(text).and_then(lost::unclosed);
        if let Some((opening, mark)) = unclosed {
            let opening = fence.range.start..fence.range.start + opening.len();
            let span = self.span(&to_source(opening));
            let diagnostic = lost::unclosed_fence(span, mark);
            self.diagnostics
                .push(self.closed_at_end(diagnostic, &fence, to_source));
        }
        self.open_fence(fence, to_source)
    }

    /// Adds a fix that closes a fence, if it is open until the end of the file.
    fn closed_at_end(
        &self,
        diagnostic: Diagnostic,
        fence: &Fence,
        to_source: ToSource<'_>,
    ) -> Diagnostic {
        let end = to_source(fence.range.clone()).end;
        let in_template = self
            .shown
            .iter()
            .any(|open| matches!(self.nodes[*open].kind, NodeKind::Template { .. }));
        if in_template || end < self.source.trim_end().len() {
            return diagnostic;
        }
        lost::with_closing_line(diagnostic, self.source)
    }

    fn open_fence(&mut self, fence: Fence, to_source: ToSource<'_>) -> Option<Rewritten> {
        let source = to_source(fence.range.clone());
        if fence.language() == "mermaid" {
            let span = self.span(&(source.start..source.start));
            self.diagrams.add(span, "");
        }
        if self.stack.len() < DEEPEST {
            if fence.is_template() {
                let kind = NodeKind::Template {
                    source: fence.inner.text.clone(),
                };
                let index = self.push(kind, &source);
                self.enter(index);
                return Some(fence.inner);
            }
            if let Some((mut header, line)) = fence.directive() {
                let lines = fence.inner.text.split_inclusive('\n');
                let options = lines.take_while(|line| directive::option(line, &mut header));
                let bytes = options.map(str::len).sum();
                let (kind, title) = self.headed(&header, &source);
                self.open(kind, true, &source);
                if let Some(title) = title {
                    self.title(&line[title], &|_| source.start..source.start);
                }
                let mut inner = fence.inner;
                inner.cut_start(bytes);
                return Some(inner);
            }
        }
        let code = CodeBlock {
            language: fence.language().to_owned(),
            title: fence.title().to_owned(),
            text: fence.inner.text,
        };
        self.push(NodeKind::Code(Box::new(code)), &source);
        None
    }
}

/// A code block that is being read.
pub(super) struct Fence {
    /// `None` if the block is indented rather than fenced.
    info: Option<String>,
    pub(super) range: Range<usize>,
    inner: Rewritten,
}

impl Fence {
    pub(super) fn new(kind: &CodeBlockKind<'_>, range: Range<usize>) -> Self {
        let info = match kind {
            CodeBlockKind::Fenced(info) => Some(info.to_string()),
            CodeBlockKind::Indented => None,
        };
        Self {
            info,
            range,
            inner: Rewritten::default(),
        }
    }

    pub(super) fn push(&mut self, whole: &str, words: &str, range: Range<usize>) {
        if whole.get(range.clone()) == Some(words) {
            self.inner.keep(whole, range);
        } else {
            self.inner.add(words);
        }
    }

    fn info(&self) -> &str {
        self.info.as_deref().unwrap_or_default()
    }

    /// The block from its fence on, if it has one.
    pub(super) fn opened<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.get(self.range.clone()).filter(|_| self.info.is_some())
    }

    pub(super) fn language(&self) -> &str {
        let info = self.info().trim_start_matches(['{', '.', '=', ' ']);
        let end = info.find([' ', ',', '{', '}']).unwrap_or(info.len());
        let first = &info[..end];
        if first == "markdown-source" {
            "markdown"
        } else if first.contains(['=', '"']) {
            ""
        } else {
            first
        }
    }

    /// The title above the code: `title="main.py"`, or `[main.py]` after the language.
    fn title(&self) -> &str {
        let info = self.info();
        for key in ["title", "filename"] {
            let value = info.match_indices(key).find_map(|(at, _)| {
                let starts = info[..at].ends_with([' ', '{', ',']);
                let value = info[at + key.len()..].trim_start().strip_prefix('=')?;
                let quote = value.trim_start().chars().next()?;
                let inner = value.trim_start().strip_prefix(['"', '\''])?;
                starts.then(|| inner.split(quote).next()).flatten()
            });
            if let Some(title) = value {
                return title;
            }
        }
        let name = info
            .split_once(" [")
            .and_then(|(_, rest)| rest.split_once(']'));
        name.map_or("", |(name, _)| name)
    }

    /// What a `MyST` fence opens, such as `{note} Title`, and the line that contains this.
    fn directive(&self) -> Option<(Header, String)> {
        let info = self.info();
        let name = info.strip_prefix('{')?.split_once('}')?.0;
        let known = matches!(name, "admonition" | "dropdown");
        if !known && admonition::kind(name).is_none() {
            return None;
        }
        let line = format!(":::{info}");
        directive::opening(&line).map(|header| (header, line))
    }

    pub(super) fn is_template(&self) -> bool {
        let language = self.info().split([' ', '{']).next().unwrap_or_default();
        matches!(language, "markdown" | "md") && !self.info().contains(".source")
    }
}
