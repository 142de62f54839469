//! Turns nodes of a document into [`Content`].

mod boxes;
mod element;
mod inline;
mod list;
mod row;

use std::collections::HashMap;

use row::RowBuilder;

use super::address::Links;
use super::content::{CodeNode, Content, TableNode, ViewNode};
use super::highlight::tokens;
use super::mark::LinkMarks;
use super::typography::Typography;
use crate::document::{Alignment, Document, Fold, Heading, NodeId, NodeKind, RowContext};
use crate::edition::Placement;
use crate::ledger::TaskIds;
use crate::plan::{TaskPlace, Tasks};
use crate::units::{Area, Audience, Level};

/// The tasks of a text to include.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TaskFilter {
    /// The text with its core tasks.
    Core,
    /// Only the lists' stretch tasks.
    Stretch,
    /// The text with all its tasks.
    All,
}

/// The source of a text, and the context for building it.
#[derive(Clone, Copy)]
pub(super) struct ProseSource<'l, 'a> {
    /// The document and its index in the handbook.
    pub(super) document: &'a Document,
    pub(super) index: usize,
    pub(super) tasks: &'a Tasks,
    pub(super) ids: &'a TaskIds,
    pub(super) audiences: &'a HashMap<NodeId, Audience>,
    pub(super) areas: &'a [Area],
    pub(super) levels: &'a [Level],
    pub(super) links: Links<'l>,
    pub(super) typography: Typography,
}

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
        let mut builder = self.builder(nodes, RowContext::default(), marks);
        builder.wanted = wanted;
        builder.deeper = deeper;
        let mut content = builder.all(nodes);
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
        ProseBuilder {
            text: self,
            wanted: TaskFilter::All,
            deeper: 0,
            notes: Vec::new(),
            around,
            // Several texts of an edition are on one page, each with its own notes.
            apart: match (self.links.edition, nodes.first()) {
                (Some(_), Some(first)) => Some(self.document.node(*first).span.start),
                _ => None,
            },
            marks,
        }
    }

    fn shows(&self, node: NodeId) -> bool {
        match self.links.edition {
            Some(edition) => edition.shows(node),
            None => true,
        }
    }

    /// The placement of a task; items that are not tasks of the plan are core.
    fn place(&self, item: NodeId) -> Placement {
        match (self.links.edition, self.tasks.at(item)) {
            (Some(edition), Some((TaskPlace::Own(task), _))) => edition.place(task),
            _ => Placement::Core,
        }
    }

    fn level_ids(&self, node: NodeId) -> Vec<String> {
        let levels = self
            .audiences
            .get(&node)
            .and_then(|audience| audience.levels.as_ref());
        levels.map_or(Vec::new(), |levels| {
            levels
                .iter()
                .map(|level| self.levels[*level].id.clone())
                .collect()
        })
    }
}

/// Builds the content of one text.
struct ProseBuilder<'t, 'a> {
    text: &'t ProseSource<'t, 'a>,
    wanted: TaskFilter,
    deeper: i8,
    /// The footnotes to show, each with its number of references.
    notes: Vec<(NodeId, usize)>,
    /// The inline context of the current nodes.
    around: RowContext,
    /// Distinguishes the anchors of these notes from those of other texts on the page.
    apart: Option<u32>,
    marks: Option<&'t LinkMarks<'t>>,
}

impl<'a> ProseBuilder<'_, 'a> {
    fn document(&self) -> &'a Document {
        self.text.document
    }

    /// Words without markup, in the form they are shown.
    fn title(&self, words: &str) -> String {
        self.text.typography.title(words)
    }

    fn all(mut self, nodes: &[NodeId]) -> Content<'a> {
        let mut content = self.row(nodes.iter().copied());
        self.footnotes(&mut content);
        content
    }

    fn children(&mut self, id: NodeId) -> Content<'a> {
        let document = self.document();
        self.row(document.children(id))
    }

    /// The nodes of a row, with the elements of raw HTML around them.
    fn row(&mut self, nodes: impl Iterator<Item = NodeId>) -> Content<'a> {
        let mut row = RowBuilder::of(self.text, self.around, self.marks);
        let mut nodes = nodes.peekable();
        while let Some(id) = nodes.next() {
            if !matches!(self.document().node(id).kind, NodeKind::Tab { .. }) {
                self.child(id, &mut row);
                continue;
            }
            let mut tabs = vec![id];
            let goes_on = |next: &NodeId| {
                matches!(
                    self.document().node(*next).kind,
                    NodeKind::Tab { begins: false }
                )
            };
            while let Some(next) = nodes.next_if(goes_on) {
                tabs.push(next);
            }
            row.before_block();
            self.tabs(&tabs, row.content());
        }
        row.finish()
    }

    /// The content of a paragraph, a heading or another line.
    fn line(&mut self, id: NodeId) -> Content<'a> {
        let line = std::mem::replace(&mut self.around.line, true);
        let content = self.children(id);
        self.around.line = line;
        content
    }

    fn node(&mut self, id: NodeId, content: &mut Content<'a>) {
        if !self.text.shows(id) {
            return;
        }
        let document = self.document();
        let kind = &document.node(id).kind;
        if self.wanted == TaskFilter::Stretch
            && !kind.is_inline()
            && !matches!(kind, NodeKind::List(_))
        {
            // Prose is part of the core; a nested list may have optional tasks.
            return self.blocks_in(id, content);
        }
        if kind.is_inline() {
            self.inline(id, content);
        } else {
            self.block(id, content);
        }
    }

    fn blocks_in(&mut self, id: NodeId, content: &mut Content<'a>) {
        let document = self.document();
        for child in document.children(id) {
            if !document.node(child).kind.is_inline() {
                self.node(child, content);
            }
        }
    }

    fn block(&mut self, id: NodeId, content: &mut Content<'a>) {
        let document = self.document();
        let node = match &document.node(id).kind {
            NodeKind::Paragraph => return self.paragraph(id, content),
            NodeKind::Heading(heading) => self.heading(id, heading),
            NodeKind::Quote => ViewNode::Quote(self.children(id)),
            NodeKind::Admonition(admonition) => self.admonition(id, admonition),
            NodeKind::Template { source } => ViewNode::Template {
                source,
                children: self.children(id),
            },
            NodeKind::Code(code) => ViewNode::Code(CodeNode {
                language: &code.language,
                title: &code.title,
                text: &code.text,
                tokens: tokens(&code.language, &code.text),
            }),
            NodeKind::List(first) => {
                content.extend(self.list(id, *first));
                return;
            }
            NodeKind::Footnote { .. } => {
                // A note is shown after the text; unused notes come last.
                if !document.is_referred_to(id) {
                    self.note(id);
                }
                return;
            }
            NodeKind::Rule => ViewNode::Rule,
            NodeKind::Table(columns) => self.table(id, columns),
            NodeKind::Definitions => ViewNode::Definitions(self.children(id)),
            NodeKind::Term => ViewNode::Term(self.children(id)),
            NodeKind::Definition => ViewNode::Definition(self.children(id)),
            _ => {
                content.extend(self.children(id));
                return;
            }
        };
        content.push(node);
    }

    /// A paragraph; it ends before raw HTML that it cannot contain.
    fn paragraph(&mut self, id: NodeId, content: &mut Content<'a>) {
        let document = self.document();
        let is =
            |wanted: fn(&NodeKind) -> bool| move |child: NodeId| wanted(&document.node(child).kind);
        // If it had only the mark of an admonition, nothing is left to show.
        let is_text = is(|kind| matches!(kind, NodeKind::Text(_)));
        if document.children(id).all(is_text) && document.text(id).is_empty() {
            return;
        }
        if !document
            .children(id)
            .any(is(|kind| matches!(kind, NodeKind::Html(_))))
        {
            if self.around.line {
                content.extend(self.children(id));
            } else {
                content.push(ViewNode::Paragraph(self.line(id)));
            }
            return;
        }
        let mut row = RowBuilder::of(self.text, self.around, self.marks);
        row.begin("p");
        let line = std::mem::replace(&mut self.around.line, true);
        for child in document.children(id) {
            self.child(child, &mut row);
        }
        self.around.line = line;
        content.extend(row.finish());
    }

    fn heading(&mut self, id: NodeId, heading: &'a Heading) -> ViewNode<'a> {
        ViewNode::Heading {
            level: heading.level.saturating_add_signed(self.deeper).clamp(2, 6),
            id: &heading.id,
            children: self.line(id),
        }
    }

    fn table(&mut self, id: NodeId, columns: &'a [Alignment]) -> ViewNode<'a> {
        let document = self.document();
        let mut table = TableNode {
            columns,
            head: None,
            rows: Vec::new(),
        };
        for row in document.children(id) {
            let cells = document.children(row).map(|cell| self.children(cell));
            let cells: Vec<Content<'a>> = cells.collect();
            match document.node(row).kind {
                NodeKind::TableHead => table.head = Some(cells),
                _ => table.rows.push(cells),
            }
        }
        ViewNode::Table(table)
    }

    /// Whether an admonition has a title is up to its author, but one that folds always has one.
    fn is_untitled(&self, id: NodeId, fold: Fold) -> bool {
        let title = self.document().box_title(id);
        fold == Fold::Never && title.is_some_and(|title| title.trim().is_empty())
    }
}
