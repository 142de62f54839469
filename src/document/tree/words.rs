//! The words of a tree's nodes, and where they stand.

use super::Document;
use crate::diagnostic::Code;
use crate::document::node::{NodeId, NodeKind};
use crate::span::{FileId, Span};

impl Document {
    /// The inline nodes that an item or a cell begins with: its first paragraph, whether or not that
    /// is one of a loose list.
    pub fn lead(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let mut children = self.children(id);
        let mut first = children.clone();
        if let Some(paragraph) = first.next()
            && matches!(self.node(paragraph).kind, NodeKind::Paragraph)
        {
            children = self.children(paragraph);
        }
        children.take_while(|child| self.node(*child).kind.is_inline())
    }

    /// The inline nodes in each line of a paragraph, or of what an item begins with, without line ends.
    pub fn lines(&self, block: NodeId) -> Vec<Vec<NodeId>> {
        let mut lines = vec![Vec::new()];
        for child in self.lead(block) {
            let kind = &self.node(child).kind;
            if matches!(kind, NodeKind::SoftBreak | NodeKind::HardBreak) {
                lines.push(Vec::new());
            } else if let Some(line) = lines.last_mut() {
                line.push(child);
            }
        }
        lines
    }

    /// The words of what an item begins with.
    pub fn lead_text(&self, id: NodeId) -> String {
        let mut text = String::new();
        for child in self.lead(id) {
            self.push_text(child, &mut text);
        }
        text
    }

    /// The words of a node without any marks; line ends are spaces. Raw HTML has no words.
    pub fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        self.push_text(id, &mut text);
        text
    }

    /// Adds the words of a node to others.
    pub fn push_text(&self, id: NodeId, text: &mut String) {
        let start = text.len();
        for at in std::iter::once(id).chain(self.descendants(id)) {
            match &self.node(at).kind {
                NodeKind::Text(words) | NodeKind::InlineCode(words) => text.push_str(words),
                NodeKind::SoftBreak | NodeKind::HardBreak => text.push(' '),
                NodeKind::Paragraph
                | NodeKind::Title
                | NodeKind::Item { .. }
                | NodeKind::TableCell
                    if text.len() > start && !text.ends_with(' ') =>
                {
                    text.push(' ');
                }
                NodeKind::Code(code) => text.push_str(&code.text),
                _ => {}
            }
        }
    }

    /// The words of the title that an admonition or a tab has of its own.
    pub fn box_title(&self, id: NodeId) -> Option<String> {
        let kind = &self.node(id).kind;
        let has_title = matches!(kind, NodeKind::Admonition(_) | NodeKind::Tab { .. });
        let title = self.children(id).next().filter(|_| has_title)?;
        matches!(self.node(title).kind, NodeKind::Title).then(|| self.text(title))
    }

    /// What an admonition or a tab holds, without its title.
    pub fn box_body(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.children(id)
            .filter(|child| !matches!(self.node(*child).kind, NodeKind::Title))
    }

    /// The words of the first heading of level 1 at the top of the tree.
    pub fn first_title(&self) -> Option<(NodeId, String)> {
        self.roots().find_map(|id| match &self.node(id).kind {
            NodeKind::Heading(heading) if heading.level == 1 => Some((id, self.text(id))),
            _ => None,
        })
    }

    /// Where the words of a heading, or those that an item or a paragraph begins with, stand: without its marks.
    pub fn words(&self, id: NodeId) -> Span {
        let mut inline = self.lead(id).map(|child| self.node(child).span);
        match inline.next() {
            Some(first) => inline.fold(first, |whole, next| Span {
                start: whole.start.min(next.start),
                end: whole.end.max(next.end),
                ..whole
            }),
            None => self.node(id).span,
        }
    }

    /// Where `part` stands among the words of a node, the last time that it does; all of its words where the
    /// source writes it in another way than the text has it.
    pub fn part(&self, id: NodeId, part: &str) -> Span {
        let exact = self.descendants(id).filter_map(|child| {
            let node = self.node(child);
            match &node.kind {
                NodeKind::Text(text) if text.len() == node.span.range().len() => {
                    let at = node.span.start as usize + text.rfind(part)?;
                    Some(Span::new(node.span.file, at, at + part.len()))
                }
                _ => None,
            }
        });
        exact.last().unwrap_or_else(|| self.words(id))
    }

    /// Whether a node shows nothing: a comment, as it is left of raw HTML.
    pub fn is_blank(&self, id: NodeId) -> bool {
        matches!(&self.node(id).kind, NodeKind::Html(html) if html.trim().is_empty())
    }

    /// Its files in which the author allows anything.
    pub fn files_that_allow(&self) -> impl Iterator<Item = FileId> {
        self.allowed.files()
    }

    /// Whether its author allows a kind of problem at a place.
    pub fn allows(&self, code: Code, span: Span) -> bool {
        self.allowed.allows(code, span)
    }
}
