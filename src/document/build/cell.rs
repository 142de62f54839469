//! Lists in the cells of a table, which can only be written in raw HTML: `<ul><li>[ ] read</li></ul>`. A list with
//! boxes becomes a task list.

use super::builder::TreeBuilder;
use crate::document::box_state::BoxState;
use crate::document::drawn::drawn_box;
use crate::document::elements::is_list;
use crate::document::node::{Node, NodeKind};
use crate::document::tags::{Lexeme, Lexer, Tag};

/// The lists that are open.
#[derive(Default)]
struct Lists {
    /// The open item of each list.
    items: Vec<Option<usize>>,
    /// The ids that the next item takes.
    ids: Vec<String>,
}

impl TreeBuilder<'_> {
    /// Reads the lists in a cell, if there are boxes in them.
    pub(super) fn finish_cell(&mut self, cell: usize) {
        let first = cell + 1;
        let has_box = |item: &[Node]| {
            let is_item = tag(&item[0].kind).is_some_and(|tag| tag.name == "li" && !tag.closes);
            is_item && boxed(&item[1]).is_some()
        };
        if !self.nodes[first..].windows(2).any(has_box) {
            return;
        }
        let mut nodes = self.nodes.split_off(first);
        self.raw.retain(|parent, _| *parent < Some(cell));
        self.open_mark = None;
        self.enter(cell);
        let mut lists = Lists::default();
        let mut at = 0;
        while at < nodes.len() {
            let end = nodes[at].end() - first;
            let (node, after) = nodes[at..].split_at_mut(1);
            let next = after.first_mut();
            let is_list = match tag(&node[0].kind) {
                Some(tag) => self.list_tag((&tag, &node[0]), next, &mut lists),
                None => false,
            };
            let is_between = lists.items.last() == Some(&None);
            let is_shown = !(is_list || is_between && is_space(&nodes[at].kind));
            if is_shown && is_between {
                self.begin_item(None, &nodes[at], &mut lists);
            }
            if is_shown {
                self.copy(&nodes[at..end], first + at);
            }
            at = end;
        }
        while !lists.items.is_empty() {
            self.end_list(&mut lists);
        }
        self.close();
    }

    /// Begins or ends a list or an item; `false` for any other tag. An item takes its box off the node after it.
    fn list_tag(
        &mut self,
        (tag, node): (&Tag<'_>, &Node),
        next: Option<&mut Node>,
        lists: &mut Lists,
    ) -> bool {
        let id = tag.value("id").map(str::to_owned);
        match (tag.name.as_str(), tag.closes, lists.items.last()) {
            (name, false, None | Some(Some(_))) if is_list(name) => {
                let first = tag.value("start").and_then(|start| start.parse().ok());
                let first = (name == "ol").then(|| first.unwrap_or(1));
                self.open(NodeKind::List(first), true, &node.span.range());
                lists.items.push(None);
                lists.ids.extend(id);
            }
            ("li", false, Some(_)) => {
                self.end_item(lists);
                let task = next.and_then(|next| {
                    let (is_done, length) = boxed(next)?;
                    if let NodeKind::Text(text) = &mut next.kind {
                        text.drain(..length);
                    }
                    Some(is_done.into())
                });
                lists.ids.extend(id);
                self.begin_item(task, node, lists);
            }
            ("li", true, Some(_)) => self.end_item(lists),
            (name, true, Some(_)) if is_list(name) => self.end_list(lists),
            _ => return false,
        }
        true
    }

    fn begin_item(&mut self, task: Option<BoxState>, node: &Node, lists: &mut Lists) {
        let place = node.span.range();
        let item = self.nodes.len();
        let kind = NodeKind::Item {
            task,
            attributes: None,
        };
        self.open(kind, true, &place);
        for id in std::mem::take(&mut lists.ids) {
            let id = id.replace('"', "&quot;");
            self.push_raw(format!("<span id=\"{id}\"></span>"), &place);
        }
        if let Some(last) = lists.items.last_mut() {
            *last = Some(item);
        }
    }

    fn end_item(&mut self, lists: &mut Lists) {
        if let Some(item) = lists.items.last_mut().and_then(Option::take)
            && self.close() == Some(item)
        {
            self.finish_item(item);
        }
    }

    fn end_list(&mut self, lists: &mut Lists) {
        self.end_item(lists);
        self.close();
        lists.items.pop();
    }

    /// Copies nodes with their descendants; the first one was at `start`.
    fn copy(&mut self, nodes: &[Node], start: usize) {
        let mut at = 0;
        while at < nodes.len() {
            let node = &nodes[at];
            let end = node.end() - start;
            let place = node.span.range();
            match &node.kind {
                NodeKind::Html(html) => self.push_raw(html.clone(), &place),
                kind if end == at + 1 => {
                    self.push(kind.clone(), &place);
                }
                kind => {
                    self.open(kind.clone(), false, &place);
                    self.copy(&nodes[at + 1..end], start + at + 1);
                    self.close();
                }
            }
            at = end;
        }
    }
}

/// Whether a node is only space between items.
fn is_space(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::Text(text) => text.trim().is_empty(),
        NodeKind::Html(html) => html.trim().is_empty(),
        kind => matches!(kind, NodeKind::SoftBreak),
    }
}

/// Whether the box at the start of a text is ticked, and how many bytes it takes.
fn boxed(node: &Node) -> Option<(bool, usize)> {
    match &node.kind {
        NodeKind::Text(text) if text.trim_start().starts_with('[') => drawn_box(text),
        _ => None,
    }
}

/// The tag, if raw HTML is a single tag.
fn tag(kind: &NodeKind) -> Option<Tag<'_>> {
    let NodeKind::Html(html) = kind else {
        return None;
    };
    let mut lexemes = Lexer::of(html);
    match (lexemes.next(), lexemes.next()) {
        (Some(Lexeme::Tag(tag)), None) => Some(tag),
        _ => None,
    }
}
