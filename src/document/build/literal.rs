//! Scripts and other elements without Markdown in them, in a line of text: `a <script>b*c*d</script> e`. The Markdown
//! parser parses the text between their tags; this restores it.

use std::ops::Range;

use super::builder::TreeBuilder;
use crate::document::node::NodeKind;
use crate::document::tags::{Lexeme, Lexer, is_literal};

impl TreeBuilder<'_> {
    /// Joins each such element into one node, with its content as written.
    pub(super) fn join_literals(&mut self) {
        let rows: Vec<Vec<usize>> = self.raw.values().cloned().collect();
        for row in rows {
            let mut pieces = row.iter().copied();
            while let Some(first) = pieces.next() {
                let Some(name) = self.opens_literal(first) else {
                    continue;
                };
                let mut rest = pieces.clone();
                if let Some(last) = rest.find(|piece| self.closes(*piece, &name)) {
                    self.join(first..last, &name);
                    pieces = rest;
                }
            }
        }
    }

    /// The name of the element that a node opens and does not close, if its content is not Markdown.
    fn opens_literal(&self, index: usize) -> Option<String> {
        let NodeKind::Html(html) = &self.nodes[index].kind else {
            return None;
        };
        let mut lexemes = Lexer::of(html);
        match (lexemes.next(), lexemes.next()) {
            (Some(Lexeme::Tag(tag)), None) if !tag.closes && is_literal(&tag.name) => {
                Some(tag.name)
            }
            _ => None,
        }
    }

    fn closes(&self, index: usize, name: &str) -> bool {
        let NodeKind::Html(html) = &self.nodes[index].kind else {
            return false;
        };
        let first = Lexer::of(html).next();
        matches!(first, Some(Lexeme::Tag(tag)) if tag.closes && tag.name == name)
    }

    /// Joins the nodes from the opening tag of an element to its closing tag.
    fn join(&mut self, nodes: Range<usize>, name: &str) {
        // Snippets are not part of the source.
        let content = self
            .content(nodes.clone())
            .unwrap_or_else(|| self.words(nodes.start + 1..nodes.end));
        if let NodeKind::Html(html) = &mut self.nodes[nodes.start].kind {
            html.push_str(&content);
            html.push_str("</");
            html.push_str(name);
            html.push('>');
        }
        for node in &mut self.nodes[nodes.start + 1..=nodes.end] {
            node.kind = NodeKind::Html(String::new());
        }
    }

    /// The source between two tags, without quote markers at the start of lines.
    fn content(&self, nodes: Range<usize>) -> Option<String> {
        let mut from = self.nodes[nodes.start].span.range().end;
        let mut content = String::new();
        for at in nodes.start + 1..nodes.end {
            let node = &self.nodes[at];
            if matches!(node.kind, NodeKind::SoftBreak | NodeKind::HardBreak) {
                content.push_str(self.source.get(from..node.span.range().start)?);
                content.push('\n');
                from = self.nodes[at + 1].span.range().start;
            }
        }
        let end = self.nodes[nodes.end].span.range().start;
        content.push_str(self.source.get(from..end)?);
        Some(content)
    }
}
