//! Items of lists that name weeks or days: `- **Week 1**: Start`, `- Monday: Read`.

use super::Finder;
use super::writer::Writer;
use crate::document::{Form, NodeId, NodeKind};

/// The longest item, in characters, that is a label without strong words.
const LONGEST_ITEM: usize = 600;

impl Finder<'_> {
    /// Whether items of a list name what is looked for: at least two, and most of them; or one that is alone and
    /// strong. Phases that hold such lists count as well.
    pub(super) fn is_list(&self, list: NodeId) -> bool {
        let items: Vec<NodeId> = self.document.children(list).collect();
        let named = items.iter().filter(|item| self.is_item(**item)).count();
        if named >= 2 && named * 2 >= items.len() {
            return true;
        }
        let alone = |item: &NodeId| {
            let line: Vec<NodeId> = self.document.lead(*item).collect();
            self.is_bold_label(&line)
        };
        if items.len() == 1 && items.iter().all(alone) {
            return true;
        }
        items.iter().any(|item| self.inner_list(*item))
    }

    /// Whether an item names a phase and holds a list that names weeks.
    fn inner_list(&self, item: NodeId) -> bool {
        self.names_phase(&self.document.lead_text(item))
            && self.document.children(item).any(|child| {
                matches!(self.document.node(child).kind, NodeKind::List(_)) && self.is_list(child)
            })
    }

    fn is_item(&self, item: NodeId) -> bool {
        let line: Vec<NodeId> = self.document.lead(item).collect();
        let strong = line
            .first()
            .is_some_and(|first| matches!(self.document.node(*first).kind, NodeKind::Strong));
        if strong {
            return self.is_bold_label(&line);
        }
        self.is_plain_label(&self.text_of(&line), LONGEST_ITEM)
    }
}

impl Writer<'_> {
    /// A list of which items are labels.
    pub(super) fn list(&mut self, list: NodeId, level: u8) {
        let document = self.finder.document;
        for item in document.children(list) {
            let lead: Vec<NodeId> = document.lead(item).collect();
            let is_phase = self.finder.inner_list(item);
            if !is_phase && !self.finder.is_item(item) {
                self.alone(item);
                continue;
            }
            if document.is_task(item) {
                let span = document.words(item);
                self.composer
                    .heading((level, Form::Item), self.finder.text_of(&lead).trim(), span);
                self.alone(item);
                continue;
            }
            self.label(&lead, (level, Form::Item), item);
            let inline = lead.first().copied();
            for child in document.children(item) {
                let node = document.node(child);
                let is_lead = node.kind.is_inline() && lead.contains(&child)
                    || inline.is_some_and(|first| document.contains(child, first));
                if is_lead {
                    continue;
                }
                if is_phase && matches!(node.kind, NodeKind::List(_)) && self.finder.is_list(child)
                {
                    self.list(child, level + 1);
                } else {
                    self.composer.copy(child);
                }
            }
        }
    }

    /// An item in a list of its own.
    pub(super) fn alone(&mut self, item: NodeId) {
        let span = self.finder.document.node(item).span;
        self.composer.open(NodeKind::List(None), span);
        self.composer.copy(item);
        self.composer.close();
    }
}
