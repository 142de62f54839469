//! Completes nodes at their end: the attributes of headings and tasks, and quotes that are admonitions.

use std::ops::Range;

use super::builder::TreeBuilder;
use crate::document::admonition::Fold;
use crate::document::attributes::{self, AttributeList};
use crate::document::box_state::without_box;
use crate::document::directive::CALLOUT;
use crate::document::node::{Admonition, NodeKind};
use crate::document::slug::slug;
use crate::span::Span;

impl TreeBuilder<'_> {
    pub(super) fn finish_heading(&mut self, index: usize) {
        let row = index + 1..self.nodes.len();
        let attributes = self.split_attributes(row.clone());
        if attributes.is_some() {
            self.drop_closing_signs(row);
        }
        let words = self.words(index + 1..self.nodes.len());
        if let NodeKind::Heading(heading) = &mut self.nodes[index].kind {
            let id = attributes.as_ref().and_then(|all| all.id.clone());
            let wanted = id.unwrap_or_else(|| slug(without_box(&words)));
            heading.attributes = attributes;
            self.anchors.push((index, wanted));
        }
    }

    /// Assigns each heading its anchor, in text order.
    pub(super) fn settle_anchors(&mut self) {
        for (index, wanted) in std::mem::take(&mut self.anchors) {
            let id = self.slugs.unique(&wanted);
            if let NodeKind::Heading(heading) = &mut self.nodes[index].kind {
                heading.id = id;
            }
        }
    }

    /// Removes the closing signs of a heading in front of its attributes: `## Monday ## {#mon}`.
    fn drop_closing_signs(&mut self, row: Range<usize>) {
        self.shorten(row, |text| {
            let words = text.trim_end_matches('#');
            let closes = words.len() < text.len() && words.ends_with(' ');
            closes.then(|| words.trim_end().len())
        });
    }

    pub(super) fn finish_item(&mut self, index: usize) {
        let row = self.lead(index);
        let read = self.split_attributes(row);
        if let NodeKind::Item { attributes, .. } = &mut self.nodes[index].kind {
            *attributes = read;
        }
    }

    /// Splits attributes off the last text of a row of inline nodes.
    pub(super) fn split_attributes(&mut self, row: Range<usize>) -> Option<Box<AttributeList>> {
        let index = row.end.checked_sub(1).filter(|last| row.contains(last))?;
        let escaped = self.escaped_braces.get(&index).copied();
        let node = &mut self.nodes[index];
        let NodeKind::Text(text) = &mut node.kind else {
            return None;
        };
        let (before, mut attributes) = attributes::split(text)?;
        if is_escaped(text, before.len(), escaped) {
            return None;
        }
        let place = node.span.range();
        if let Some(at) = text.rfind('{').filter(|_| place.len() == text.len()) {
            let end = place.start + text.trim_end().len();
            attributes.span = Some(Span::new(self.file, place.start + at, end));
            node.span = Span::new(self.file, place.start, place.start + before.len());
        }
        *text = before.to_owned();
        Some(Box::new(attributes))
    }

    pub(super) fn words(&self, row: Range<usize>) -> String {
        self.nodes[row]
            .iter()
            .map(|node| match &node.kind {
                NodeKind::Text(words) | NodeKind::InlineCode(words) => words.as_str(),
                NodeKind::SoftBreak => " ",
                _ => "",
            })
            .collect()
    }

    /// Makes each line above a definition a term of its own.
    pub(super) fn finish_terms(&mut self, index: usize) {
        let end = self.nodes.len();
        let mut term = index;
        let mut at = index + 1;
        while at < end {
            let next = self.nodes[at].end();
            if matches!(
                self.nodes[at].kind,
                NodeKind::SoftBreak | NodeKind::HardBreak
            ) {
                self.nodes[term].close(at);
                self.drop_look(term + 1..at);
                self.nodes[at].kind = NodeKind::Term;
                term = at;
            }
            at = next;
        }
        self.nodes[term].close(end);
        self.drop_look(term + 1..end);
    }

    /// Removes a list of presentational attributes from the start of a cell or a definition.
    pub(super) fn finish_lead(&mut self, index: usize) {
        let row = self.lead(index);
        self.drop_look(row);
    }

    /// The inline nodes at the start of a node.
    fn lead(&self, index: usize) -> Range<usize> {
        let mut start = index + 1;
        if let Some(NodeKind::Paragraph) = self.nodes.get(start).map(|node| &node.kind) {
            start += 1;
        }
        let inline = self.nodes[start..]
            .iter()
            .take_while(|node| node.kind.is_inline());
        start..start + inline.count()
    }

    fn drop_look(&mut self, row: Range<usize>) {
        self.shorten(row, |text| attributes::without_look(text).map(str::len));
    }

    /// Shortens the last text of a row of nodes to `length` bytes, if given.
    fn shorten(&mut self, row: Range<usize>, length: impl Fn(&str) -> Option<usize>) {
        let file = self.file;
        let last = row.end.checked_sub(1).filter(|last| row.contains(last));
        if let Some(index) = last
            && let escaped = self.escaped_braces.get(&index).copied()
            && let node = &mut self.nodes[index]
            && let NodeKind::Text(text) = &mut node.kind
            && let Some(length) = length(text)
            && !is_escaped(text, length, escaped)
        {
            let place = node.span.range();
            if place.len() == text.len() {
                node.span = Span::new(file, place.start, place.start + length);
            }
            text.truncate(length);
        }
    }

    /// Makes an admonition of a quote that begins with `[!NOTE]`, as on GitHub; the rest of the line is its title, as
    /// in Obsidian.
    pub(super) fn finish_quote(&mut self, index: usize) {
        let (paragraph, first) = (index + 1, index + 2);
        let is_marked = matches!(self.nodes[index].kind, NodeKind::Quote)
            && matches!(
                self.nodes.get(paragraph).map(|n| &n.kind),
                Some(NodeKind::Paragraph)
            );
        let Some(NodeKind::Text(text)) = self.nodes.get(first).map(|n| &n.kind) else {
            return;
        };
        let Some((name, fold, title)) = alert(text).filter(|_| is_marked) else {
            return;
        };
        let (name, title) = (name.to_lowercase(), title.to_owned());
        let words = self.nodes[first].span.range();
        let kind = self.kind(&name, &words);
        self.nodes[index].kind = NodeKind::Admonition(Box::new(Admonition {
            kind,
            name,
            classes: Vec::new(),
            fold,
        }));
        self.split_title(paragraph, title);
    }

    /// Makes the heading at the start of a Quarto callout its title.
    pub(super) fn finish_callout(&mut self, index: usize) {
        let NodeKind::Admonition(admonition) = &mut self.nodes[index].kind else {
            return;
        };
        let classes = &mut admonition.classes;
        let count = classes.len();
        classes.retain(|class| class != CALLOUT);
        let is_callout = classes.len() < count;
        if let Some(first) = self.nodes.get_mut(index + 1).filter(|_| is_callout)
            && matches!(first.kind, NodeKind::Heading(_))
        {
            first.kind = NodeKind::Title;
        }
    }

    /// Makes the first line of a paragraph a title that begins with `words`; if they are empty, only removes the mark.
    fn split_title(&mut self, paragraph: usize, words: String) {
        let end = self.nodes[paragraph].end();
        let first = paragraph + 1;
        let mut line = first;
        while line < end
            && !matches!(
                self.nodes[line].kind,
                NodeKind::SoftBreak | NodeKind::HardBreak
            )
        {
            line = self.nodes[line].end();
        }
        let is_titled = !words.is_empty() || line > self.nodes[first].end();
        let span = self.nodes[first].span;
        let mark = span.range().len().saturating_sub(words.len());
        if span.range().len() >= words.len() {
            self.nodes[first].span.start = span.start + u32::try_from(mark).unwrap_or(0);
        }
        self.nodes[first].kind = NodeKind::Text(words);
        if is_titled {
            self.nodes[paragraph].kind = NodeKind::Title;
            self.nodes[paragraph].close(line.min(end));
            if line < end {
                self.nodes[line].kind = NodeKind::Paragraph;
                self.nodes[line].close(end);
            }
        } else if line < end {
            self.nodes[line].kind = NodeKind::Text(String::new());
        }
    }
}

/// Parses the first words of a quote if they are `[!NOTE]` or similar: the kind, whether it folds, and the text after
/// it.
fn alert(text: &str) -> Option<(&str, Fold, &str)> {
    let (name, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let fold = match rest.chars().next() {
        Some('-') => Fold::Closed,
        Some('+') => Fold::Open,
        _ => Fold::Never,
    };
    Some((name, fold, rest.trim_start_matches(['-', '+']).trim_start()))
}

/// Whether the braces at the end of a text, after its first `length` bytes, begin with the escaped brace.
fn is_escaped(text: &str, length: usize, brace: Option<usize>) -> bool {
    let open = text[length..].find('{').map(|open| length + open);
    open.is_some() && open == brace
}
