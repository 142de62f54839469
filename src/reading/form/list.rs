//! List items that name weeks or days: `- **Week 1**: Start`, `- Monday: Read`.

use super::finder::{Finder, numbers};
use super::writer::FragmentWriter;
use crate::document::{Form, NodeId, NodeKind};
use crate::reading::fragment::Fragment;
use crate::reading::name::{Name, OutlineRole, name};

/// The longest item, in characters, that is a label without strong words.
const LONGEST_ITEM: usize = 600;

impl Finder<'_> {
    /// The names of a list's items: at least two and most of them, or a single strong one. Phases with such lists count
    /// too.
    pub(super) fn items(&self, items: &[NodeId]) -> Option<Vec<Name>> {
        let named: Vec<Name> = items.iter().filter_map(|item| self.item(*item)).collect();
        if named.len() >= 2 && named.len() * 2 >= items.len() {
            return Some(named);
        }
        if let Some(weekdays) = self.weekdays_of_items(items) {
            return Some(weekdays);
        }
        if let [item] = items {
            let line: Vec<NodeId> = self.document.lead(*item).collect();
            let numbered = |name: &Name| numbers(name).is_some();
            let name = self
                .bold_label(&line)
                .or_else(|| self.item(*item).filter(numbered));
            if let Some(name) = name {
                return Some(vec![name]);
            }
        }
        let inner: Vec<Name> = items
            .iter()
            .filter_map(|item| self.inner_list(*item))
            .flatten()
            .collect();
        (!inner.is_empty()).then_some(inner)
    }

    /// The names in a nested list, if the item names a phase.
    fn inner_list(&self, item: NodeId) -> Option<Vec<Name>> {
        let is_list = |id: &NodeId| matches!(self.document.node(*id).kind, NodeKind::List(_));
        let mut lists = self.document.children(item).filter(is_list).peekable();
        lists.peek()?;
        if !self.names_phase(&self.document.lead_text(item)) {
            return None;
        }
        lists.find_map(|child| {
            let items: Vec<NodeId> = self.document.children(child).collect();
            self.items(&items)
        })
    }

    fn item(&self, item: NodeId) -> Option<Name> {
        let first = self.document.lead(item).next();
        if first.is_some_and(|first| self.is_nameless(first)) {
            return None;
        }
        let line: Vec<NodeId> = self.document.lead(item).collect();
        let strong = line
            .first()
            .is_some_and(|first| matches!(self.document.node(*first).kind, NodeKind::Strong));
        if strong {
            return self.bold_label(&line);
        }
        self.plain_label(&self.text_of(&line), LONGEST_ITEM)
    }
}

impl FragmentWriter<'_> {
    /// Writes a list with some items as labels.
    pub(super) fn list(&mut self, list: NodeId, items: &[NodeId], level: u8) {
        let document = self.finder.document;
        let mut before: Option<OutlineRole> = None;
        let in_order = self.finder.weekdays_of_items(items).unwrap_or_default();
        for (at, item) in items.iter().copied().enumerate() {
            let lead: Vec<NodeId> = document.lead(item).collect();
            let is_phase = self.finder.inner_list(item).is_some();
            let named = in_order.get(at).cloned();
            let Some(named) = named.or_else(|| self.finder.item(item)) else {
                if is_phase {
                    let phase = name(&self.finder.text_of(&lead), self.finder.words);
                    self.label((&lead, phase), (level, Form::Item), item);
                    self.below(item, &lead, Some(level));
                } else {
                    self.beside(list, item);
                }
                continue;
            };
            let again = before.as_ref() == Some(&named.role);
            before = Some(named.role.clone());
            let span = document.words(item);
            if named.inner.is_some() && named.is_week() {
                // The items of one week: `Week 1, Day 2: Start`.
                if !again {
                    let week = Name::unsaid(named.role, &named.called);
                    self.head_at((Some(week), named.called), (level, Form::Item), span);
                }
                self.beside(list, item);
            } else if again && named.is_day() {
                self.beside(list, item);
            } else if document.is_task(item) {
                let text = self.finder.text_of(&lead).trim().to_owned();
                self.head_at((Some(named), text), (level, Form::Item), span);
                self.beside(list, item);
            } else {
                self.label((&lead, Some(named)), (level, Form::Item), item);
                self.below(item, &lead, is_phase.then_some(level));
            }
        }
    }

    /// Writes the content of an item below its label; in a phase, the list of its weeks.
    fn below(&mut self, item: NodeId, lead: &[NodeId], phase: Option<u8>) {
        let document = self.finder.document;
        let inline = lead.first().copied();
        for child in document.children(item) {
            let node = document.node(child);
            let is_lead = node.kind.is_inline() && lead.contains(&child)
                || inline.is_some_and(|first| document.contains(child, first));
            if is_lead {
                continue;
            }
            let items: Vec<NodeId> = document.children(child).collect();
            match phase {
                Some(level)
                    if matches!(node.kind, NodeKind::List(_))
                        && self.finder.items(&items).is_some() =>
                {
                    self.list(child, &items, level + 1);
                }
                _ => self.out.push(Fragment::Block(child)),
            }
        }
    }

    /// Writes an item, in one list with the one before it.
    fn beside(&mut self, list: NodeId, item: NodeId) {
        match self.out.last_mut() {
            Some(Fragment::Items { list: open, items }) if *open == list => items.push(item),
            _ => self.out.push(Fragment::Items {
                list,
                items: vec![item],
            }),
        }
    }
}
