//! The words of a tree's nodes, and their positions.

use super::Document;
use crate::diagnostic::Code;
use crate::document::folds::is_line_end;
use crate::document::node::{NodeId, NodeKind};
use crate::span::{FileId, Span};

impl Document {
    /// The inline nodes at the start of an item or a cell: those of its first paragraph, in a tight or a loose list.
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

    /// The inline nodes in each line of a paragraph, or of an item's first paragraph, without line ends.
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

    /// The words at the start of an item.
    pub fn lead_text(&self, id: NodeId) -> String {
        let mut text = String::new();
        for child in self.lead(id) {
            self.push_text(child, &mut text);
        }
        text
    }

    /// The words of a node without any marks; line ends are spaces. Other raw HTML has no words.
    pub fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        self.push_text(id, &mut text);
        text
    }

    /// Appends the words of a node.
    pub fn push_text(&self, id: NodeId, text: &mut String) {
        let start = text.len();
        for at in std::iter::once(id).chain(self.descendants(id)) {
            match &self.node(at).kind {
                NodeKind::Text(words) | NodeKind::InlineCode(words) => text.push_str(words),
                NodeKind::SoftBreak | NodeKind::HardBreak => text.push(' '),
                NodeKind::Html(html) if is_line_end(html) => text.push(' '),
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

    /// The words of an admonition's or a tab's own title.
    pub fn box_title(&self, id: NodeId) -> Option<String> {
        let kind = &self.node(id).kind;
        let has_title = matches!(kind, NodeKind::Admonition(_) | NodeKind::Tab { .. });
        let title = self.children(id).next().filter(|_| has_title)?;
        matches!(self.node(title).kind, NodeKind::Title).then(|| self.text(title))
    }

    /// The content of an admonition or a tab, without its title.
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

    /// The range of the words of a heading, an item or a paragraph, without its marks.
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

    /// The range of the last occurrence of `part` in the words of a node; the range of all its words if the source
    /// spells them differently.
    pub fn part(&self, id: NodeId, part: &str) -> Span {
        let all = self.descendants(id);
        let exact =
            all.filter_map(|child| self.part_of_text(child, part, |text, part| text.rfind(part)));
        exact.last().unwrap_or_else(|| self.words(id))
    }

    /// The range of `part` at the beginning of the words of a node, as [`Self::part`]. Signs may be in front of it.
    pub fn first_part(&self, id: NodeId, part: &str) -> Span {
        let is_word = |child: &NodeId| match &self.node(*child).kind {
            NodeKind::Text(text) => text.contains(char::is_alphanumeric),
            _ => false,
        };
        let first = self.descendants(id).find(is_word);
        let at_start = |text: &str, part: &str| {
            let at = text.find(|c: char| c.is_alphanumeric())?;
            text[at..].starts_with(part).then_some(at)
        };
        first
            .and_then(|child| self.part_of_text(child, part, at_start))
            .unwrap_or_else(|| self.words(id))
    }

    /// The range of `part` in a text, where `find` finds it, if the source spells the text in the same way.
    fn part_of_text(
        &self,
        id: NodeId,
        part: &str,
        find: impl Fn(&str, &str) -> Option<usize>,
    ) -> Option<Span> {
        let node = self.node(id);
        match &node.kind {
            NodeKind::Text(text) if text.len() == node.span.range().len() => {
                let at = node.span.start as usize + find(text, part)?;
                Some(Span::new(node.span.file, at, at + part.len()))
            }
            _ => None,
        }
    }

    /// Whether a node shows nothing: a comment, which is what is left of some raw HTML.
    pub fn is_blank(&self, id: NodeId) -> bool {
        matches!(&self.node(id).kind, NodeKind::Html(html) if html.trim().is_empty())
    }

    /// The files in which the author allows any code.
    pub fn files_that_allow(&self) -> impl Iterator<Item = FileId> {
        self.allowed.files()
    }

    /// Whether the author allows a code at a position.
    pub fn allows(&self, code: Code, span: Span) -> bool {
        self.allowed.allows(code, span)
    }
}
