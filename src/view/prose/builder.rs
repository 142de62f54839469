//! The content of one text: each node with the nodes in it.

use super::footnotes::FootnoteList;
use super::image::image;
use super::row::RowBuilder;
use super::{ProseSource, TaskFilter};
use crate::document::{
    Admonition, Alignment, Between, Document, Fold, Heading, NodeId, NodeKind, RowContext, has_link,
};
use crate::plan::{Task, TaskPlace};
use crate::view::address::Lead;
use crate::view::content::{
    AdmonitionNode, BoxTitle, CodeNode, Content, FootnoteNode, LinkNode, ListItem, TabNode,
    TableNode, TaskNode, TextStyle, ViewNode,
};
use crate::view::mark::LinkMarks;

/// Builds the content of one text.
pub(super) struct ProseBuilder<'t, 'a> {
    text: &'t ProseSource<'t, 'a>,
    wanted: TaskFilter,
    /// The number of levels that headings are moved down.
    deeper: i8,
    notes: FootnoteList<'a>,
    /// The inline context of the current nodes.
    around: RowContext,
    marks: Option<&'t LinkMarks<'t>>,
}

impl<'t, 'a> ProseBuilder<'t, 'a> {
    /// A builder of a text that begins with `first`, inside `around`.
    pub(super) fn of(
        text: &'t ProseSource<'t, 'a>,
        first: Option<NodeId>,
        around: RowContext,
        marks: Option<&'t LinkMarks<'t>>,
    ) -> Self {
        // Several texts of an edition are on one page, each with its own notes.
        let apart = text.links.edition.and(first);
        let apart = apart.map(|first| text.document.node(first).span.start);
        Self {
            text,
            wanted: TaskFilter::All,
            deeper: 0,
            notes: FootnoteList::of(text.document, apart),
            around,
            marks,
        }
    }

    /// The same builder for the tasks to include, with headings moved down by some levels.
    pub(super) fn with(mut self, wanted: TaskFilter, deeper: i8) -> Self {
        self.wanted = wanted;
        self.deeper = deeper;
        self
    }

    fn document(&self) -> &'a Document {
        self.text.document
    }

    /// The content of nodes, followed by the footnotes that they refer to.
    pub(super) fn all(mut self, nodes: &[NodeId]) -> Content<'a> {
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
                tokens: self.text.highlighter.tokens(&code.language, &code.text),
            }),
            NodeKind::List(first) => {
                content.extend(self.list(id, *first));
                return;
            }
            NodeKind::Footnote { .. } => {
                // A note is shown after the text; unused notes come last.
                if !document.is_referred_to(id) {
                    self.notes.add(id);
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

    /// A node of a row that may contain raw HTML.
    fn child(&mut self, id: NodeId, row: &mut RowBuilder<'t, 'a>) {
        let document = self.document();
        if let NodeKind::Html(html) = &document.node(id).kind {
            // Prose is part of the core.
            if self.wanted != TaskFilter::Stretch && self.text.shows(id) {
                row.html(html);
            }
            return;
        }
        if row.is_open() {
            let links = |id| match &document.node(id).kind {
                NodeKind::Link { .. } | NodeKind::FootnoteReference { .. } => true,
                NodeKind::Html(html) => has_link(html),
                _ => false,
            };
            if row.is_in_link() && (links(id) || document.descendants(id).any(links)) {
                row.before(Between::Link);
            }
            row.before(if document.node(id).kind.is_inline() {
                Between::Words
            } else {
                Between::Block
            });
        }
        self.node(id, row.content());
    }

    fn inline(&mut self, id: NodeId, content: &mut Content<'a>) {
        let document = self.document();
        let node = match &document.node(id).kind {
            NodeKind::Text(text) => ViewNode::Text(text.as_str().into()),
            NodeKind::InlineCode(code) => ViewNode::InlineCode(code),
            NodeKind::Emphasis => self.styled(TextStyle::Emphasis, id),
            NodeKind::Strong => self.styled(TextStyle::Strong, id),
            NodeKind::Strikethrough => self.styled(TextStyle::Strikethrough, id),
            NodeKind::Superscript => self.styled(TextStyle::Superscript, id),
            NodeKind::Subscript => self.styled(TextStyle::Subscript, id),
            NodeKind::SoftBreak => ViewNode::SoftBreak,
            NodeKind::HardBreak => ViewNode::HardBreak,
            NodeKind::Link { target, title } => return self.link(id, (target, title), content),
            NodeKind::Image { target, title } => image(self.text, id, (target, title)),
            NodeKind::Abbreviation { title } => ViewNode::Abbreviation {
                title,
                children: self.children(id),
            },
            NodeKind::FootnoteReference { label } => self.notes.reference(label, !self.around.link),
            _ => return,
        };
        content.push(node);
    }

    fn styled(&mut self, style: TextStyle, id: NodeId) -> ViewNode<'a> {
        ViewNode::Styled(style, self.children(id))
    }

    fn link(&mut self, id: NodeId, (target, title): (&'a str, &'a str), content: &mut Content<'a>) {
        let address = match self.text.links.lead(self.text.index, id, target) {
            Lead::To(address) => address,
            Lead::Nowhere => return content.extend(self.children(id)),
            Lead::ToCome => {
                return content.push(ViewNode::MissingLink {
                    target: target.into(),
                    children: self.children(id),
                });
            }
        };
        let link = std::mem::replace(&mut self.around.link, true);
        let children = self.children(id);
        self.around.link = link;
        let marks = self.marks;
        content.push(ViewNode::Link(LinkNode {
            mark: marks.and_then(|marks| marks.number(&address, &children)),
            address,
            attributes: Vec::new(),
            title,
            children,
        }));
    }

    /// Adds the content of the notes; a note may refer to another one.
    fn footnotes(&mut self, content: &mut Content<'a>) {
        self.around = RowContext::default();
        let mut notes = Vec::new();
        while let Some(footnote) = self.notes.at(notes.len()) {
            let index = notes.len();
            let children = self.children(footnote);
            notes.push(FootnoteNode {
                id: self.notes.id(footnote),
                number: index + 1,
                children,
                references: self.notes.references(index),
            });
        }
        if !notes.is_empty() {
            content.push(ViewNode::Footnotes(notes));
        }
    }

    /// Adds the tabs of one group.
    fn tabs(&mut self, nodes: &[NodeId], content: &mut Content<'a>) {
        if self.wanted == TaskFilter::Stretch {
            for tab in nodes {
                content.extend(self.children(*tab));
            }
            return;
        }
        let tabs = nodes.iter().map(|tab| {
            let (title, children) = self.boxed(*tab);
            TabNode {
                label: self
                    .text
                    .title(&self.document().box_title(*tab).unwrap_or_default()),
                title: title.unwrap_or_default(),
                children,
            }
        });
        content.push(ViewNode::Tabs(tabs.collect()));
    }

    fn admonition(&mut self, id: NodeId, admonition: &'a Admonition) -> ViewNode<'a> {
        let fold = admonition.fold;
        let is_untitled = self.text.is_untitled(id, fold);
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

    /// A list, if any part of it is shown.
    fn list(&mut self, id: NodeId, first: Option<u64>) -> Option<ViewNode<'a>> {
        let document = self.document();
        let mut items = Vec::new();
        for item in document.children(id) {
            if self.text.has(self.wanted, item) && (first.is_some() || !self.text.is_empty(item)) {
                items.push(self.item(item));
            }
        }
        (!items.is_empty()).then_some(ViewNode::List { first, items })
    }

    fn item(&mut self, item: NodeId) -> ListItem<'a> {
        let text = self.text;
        if self.document().is_task(item)
            && let Some((place, task)) = text.tasks.at(item)
        {
            return self.task(task, place);
        }
        ListItem::Plain {
            levels: text.level_ids(item),
            children: self.children(item),
        }
    }

    fn task(&mut self, task: &Task, place: TaskPlace) -> ListItem<'a> {
        let document = self.document();
        let lead: Vec<NodeId> = document.lead(task.item).collect();
        let in_paragraph = document
            .children(task.item)
            .next()
            .is_some_and(|first| matches!(document.node(first).kind, NodeKind::Paragraph));
        let skip = if in_paragraph { 1 } else { lead.len() };
        // The content below a task is shown along with it.
        let wanted = std::mem::replace(&mut self.wanted, TaskFilter::All);
        let line = std::mem::replace(&mut self.around.line, true);
        let words = self.row(lead.into_iter());
        self.around.line = line;
        let details = self.row(document.children(task.item).skip(skip));
        self.wanted = wanted;
        ListItem::Task(Box::new(TaskNode {
            task: self.text.task(task, place),
            words,
            details,
        }))
    }
}
