//! Turns nodes of a document into [`Content`]: [`builder`] follows the tree, [`row`] puts the [`element`]s of raw HTML
//! around its nodes, and [`footnotes`] collects the footnotes.

mod builder;
mod element;
mod footnotes;
mod image;
mod row;
mod source;

pub(super) use source::{ProseSource, TaskFilter};

use builder::ProseBuilder;

use super::content::{Content, ViewNode};
use super::mark::LinkMarks;
use crate::document::{NodeId, RowContext};

impl<'a> ProseSource<'_, 'a> {
    /// The content of nodes, followed by the footnotes that they refer to. `deeper` is the number of levels that
    /// headings are moved down.
    pub(super) fn content(&self, nodes: &[NodeId], wanted: TaskFilter, deeper: i8) -> Content<'a> {
        self.content_with(nodes, (wanted, deeper), None)
    }

    /// The same as [`content`](Self::content), with links numbered in `marks`.
    pub(super) fn content_with(
        &self,
        nodes: &[NodeId],
        (wanted, deeper): (TaskFilter, i8),
        marks: Option<&LinkMarks<'_>>,
    ) -> Content<'a> {
        let builder = self.builder(nodes, RowContext::default(), marks);
        let mut content = builder.with(wanted, deeper).all(nodes);
        self.typography.set(&mut content);
        content
    }

    /// Words and the nodes after them, which the theme shows in a line of their own.
    pub(super) fn line(
        &self,
        first: &'a str,
        nodes: &[NodeId],
        marks: Option<&LinkMarks<'_>>,
    ) -> Content<'a> {
        let line = RowContext {
            line: true,
            link: false,
        };
        let mut content = self.builder(nodes, line, marks).all(nodes);
        if !first.is_empty() {
            content.insert(0, ViewNode::Text(first.into()));
        }
        self.typography.set(&mut content);
        content
    }

    fn builder<'t>(
        &'t self,
        nodes: &[NodeId],
        around: RowContext,
        marks: Option<&'t LinkMarks<'t>>,
    ) -> ProseBuilder<'t, 'a> {
        ProseBuilder::of(self, nodes.first().copied(), around, marks)
    }
}
