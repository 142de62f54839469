//! Admonitions and groups of tabs.

use super::{ProseBuilder, TaskFilter};
use crate::document::{Admonition, Fold, NodeId, NodeKind};
use crate::view::content::{AdmonitionNode, BoxTitle, Content, TabNode, ViewNode};

impl<'a> ProseBuilder<'_, 'a> {
    /// Adds the tabs of one group.
    pub(super) fn tabs(&mut self, nodes: &[NodeId], content: &mut Content<'a>) {
        if self.wanted == TaskFilter::Stretch {
            for tab in nodes {
                content.extend(self.children(*tab));
            }
            return;
        }
        let tabs = nodes.iter().map(|tab| {
            let (title, children) = self.boxed(*tab);
            TabNode {
                label: self.title(&self.document().box_title(*tab).unwrap_or_default()),
                title: title.unwrap_or_default(),
                children,
            }
        });
        content.push(ViewNode::Tabs(tabs.collect()));
    }

    pub(super) fn admonition(&mut self, id: NodeId, admonition: &'a Admonition) -> ViewNode<'a> {
        let fold = admonition.fold;
        let is_untitled = self.is_untitled(id, fold);
        let mut node = AdmonitionNode {
            kind: admonition.kind,
            name: &admonition.name,
            title: BoxTitle::ByName,
            classes: &admonition.classes,
            folds: fold != Fold::Never,
            open: fold != Fold::Closed,
            children: Vec::new(),
        };
        // Links outside of the sheet are not listed on it.
        let marks = self.marks;
        self.marks = marks.filter(|_| node.is_printed());
        let (title, children) = self.boxed(id);
        self.marks = marks;
        node.children = children;
        node.title = match title {
            Some(title) => BoxTitle::Own(title),
            None if is_untitled => BoxTitle::Absent,
            None => BoxTitle::ByName,
        };
        ViewNode::Admonition(Box::new(node))
    }

    /// The title of an admonition or a tab, if it has its own, and its content.
    fn boxed(&mut self, id: NodeId) -> (Option<Content<'a>>, Content<'a>) {
        let document = self.document();
        let mut body = document.children(id).peekable();
        let is_title = |id: &NodeId| matches!(document.node(*id).kind, NodeKind::Title);
        let title = body.next_if(is_title).and_then(|title| {
            let is_tab = matches!(document.node(id).kind, NodeKind::Tab { .. });
            let is_shown = is_tab || !document.text(title).trim().is_empty();
            is_shown.then(|| self.line(title))
        });
        (title, self.row(body))
    }
}
