//! What can be told of a node only when its end is read: the attributes of headings and tasks, what a quote is.

use std::ops::Range;

use super::builder::Builder;
use crate::document::admonition::Fold;
use crate::document::attributes::{self, Attributes};
use crate::document::box_state::without_box;
use crate::document::node::NodeKind;
use crate::document::slug::slug;
use crate::span::Span;

impl Builder<'_> {
    pub(super) fn finish_heading(&mut self, index: usize) {
        let attributes = self.split_attributes(index + 1..self.nodes.len());
        let words = self.words(index + 1..self.nodes.len());
        if let NodeKind::Heading(heading) = &mut self.nodes[index].kind {
            let wanted = match &attributes.id {
                Some(id) => id.clone(),
                None => slug(without_box(&words)),
            };
            heading.id = self.slugs.unique(&wanted);
            *heading.attributes = attributes;
        }
    }

    pub(super) fn finish_item(&mut self, index: usize) {
        let mut start = index + 1;
        if let Some(NodeKind::Paragraph) = self.nodes.get(start).map(|node| &node.kind) {
            start += 1;
        }
        let inline = self.nodes[start..]
            .iter()
            .take_while(|node| node.kind.is_inline())
            .count();
        let read = self.split_attributes(start..start + inline);
        if let NodeKind::Item { attributes, .. } = &mut self.nodes[index].kind {
            **attributes = read;
        }
    }

    /// Takes attributes off the last text of a row of inline nodes.
    pub(super) fn split_attributes(&mut self, row: Range<usize>) -> Attributes {
        if let Some(node) = self.nodes[row].last_mut()
            && let NodeKind::Text(text) = &mut node.kind
            && let Some((before, mut attributes)) = attributes::split(text)
        {
            let place = node.span.range();
            if let Some(at) = text.rfind('{').filter(|_| place.len() == text.len()) {
                let end = place.start + text.trim_end().len();
                attributes.span = Some(Span::new(self.file, place.start + at, end));
            }
            *text = before.to_owned();
            return attributes;
        }
        Attributes::default()
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

    /// A quote that begins with `[!NOTE]` is GitHub's way to write an admonition.
    pub(super) fn finish_quote(&mut self, index: usize) {
        let marked = matches!(self.nodes[index].kind, NodeKind::Quote)
            && matches!(
                self.nodes.get(index + 1).map(|n| &n.kind),
                Some(NodeKind::Paragraph)
            );
        let Some(NodeKind::Text(text)) = self.nodes.get(index + 2).map(|n| &n.kind) else {
            return;
        };
        let Some((name, title)) = text
            .strip_prefix("[!")
            .and_then(|rest| rest.split_once(']'))
        else {
            return;
        };
        let fold = match title.chars().next() {
            Some('-') => Fold::Closed,
            Some('+') => Fold::Open,
            _ => Fold::Never,
        };
        let title = title.trim_start_matches(['-', '+']).trim();
        let title = (!title.is_empty()).then(|| title.to_owned());
        if !marked || name.is_empty() || !name.chars().all(char::is_alphanumeric) {
            return;
        }
        let name = name.to_lowercase();
        let words = self.nodes[index + 2].span.range();
        let kind = self.kind(&name, &words);
        self.nodes[index].kind = NodeKind::Admonition {
            kind,
            title,
            classes: Vec::new(),
            fold,
        };
        self.nodes[index + 2].kind = NodeKind::Text(String::new());
        if let Some(next) = self.nodes.get_mut(index + 3)
            && matches!(next.kind, NodeKind::SoftBreak | NodeKind::HardBreak)
        {
            next.kind = NodeKind::Text(String::new());
        }
    }
}
