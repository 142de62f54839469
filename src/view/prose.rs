//! Nodes become [`Piece`]s.

mod boxes;
mod inline;
mod list;

use std::collections::HashMap;
use std::fmt::Write as _;

use super::address::Links;
use super::highlight::tokens;
use super::piece::Piece;
use crate::document::{
    Alignment, Around, Balancer, Between, Document, Fold, Heading, NodeId, NodeKind,
};
use crate::edition::Place;
use crate::plan::Tasks;
use crate::units::{Area, Audience, Level};

/// Which of the tasks in a text are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The text with its core tasks.
    Core,
    /// Only the lists' stretch tasks.
    Stretch,
    /// The text with all its tasks.
    All,
}

/// What a text is read from.
pub(super) struct Text<'a> {
    /// The document and its index in the handbook.
    pub(super) document: &'a Document,
    pub(super) index: usize,
    pub(super) tasks: &'a Tasks,
    pub(super) audiences: &'a HashMap<NodeId, Audience>,
    pub(super) areas: &'a [Area],
    pub(super) levels: &'a [Level],
    pub(super) links: Links<'a>,
}

impl Text<'_> {
    /// Some nodes as pieces, with the footnotes that they refer to at the end. `deeper` is how many levels
    /// deeper than in the document headings stand.
    pub(super) fn pieces(&self, nodes: &[NodeId], wanted: Wanted, deeper: i8) -> Vec<Piece> {
        let mut writer = self.writer(nodes, Around::default());
        writer.wanted = wanted;
        writer.deeper = deeper;
        writer.all(nodes)
    }

    /// The words inside one node, as pieces.
    pub(super) fn inline(&self, node: NodeId) -> Vec<Piece> {
        let nodes: Vec<NodeId> = self.document.children(node).collect();
        self.line(&nodes)
    }

    /// Nodes that the theme shows in a line of its own, as pieces.
    pub(super) fn line(&self, nodes: &[NodeId]) -> Vec<Piece> {
        let line = Around {
            line: true,
            link: false,
        };
        self.writer(nodes, line).all(nodes)
    }

    fn writer(&self, nodes: &[NodeId], around: Around) -> Writer<'_> {
        Writer {
            text: self,
            wanted: Wanted::All,
            deeper: 0,
            html: String::new(),
            pieces: Vec::new(),
            notes: Vec::new(),
            around,
            // Several texts of an edition stand on one page, each with its own notes.
            apart: match (self.links.edition, nodes.first()) {
                (Some(_), Some(first)) => format!("-{}", self.document.node(*first).span.start),
                _ => String::new(),
            },
        }
    }

    fn shows(&self, node: NodeId) -> bool {
        match self.links.edition {
            Some(edition) => edition.shows(node),
            None => true,
        }
    }

    /// Where a task stands; for what is no task of the plan, in its place.
    fn place(&self, item: NodeId) -> Place {
        match (self.links.edition, self.tasks.at(item)) {
            (Some(edition), Some((Some(task), _))) => edition.place(task),
            _ => Place::Core,
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

struct Writer<'a> {
    text: &'a Text<'a>,
    wanted: Wanted,
    deeper: i8,
    html: String,
    pieces: Vec<Piece>,
    /// The footnotes to be shown, each with how often it was referred to.
    notes: Vec<(NodeId, usize)>,
    /// What the nodes that are written are in.
    around: Around,
    /// What tells these notes' anchors from those of other texts on the page.
    apart: String,
}

impl<'a> Writer<'a> {
    fn document(&self) -> &'a Document {
        self.text.document
    }

    fn flush(&mut self) {
        if !self.html.is_empty() {
            let html = std::mem::take(&mut self.html);
            self.pieces.push(Piece::Html { html });
        }
    }

    fn all(mut self, nodes: &[NodeId]) -> Vec<Piece> {
        self.row(nodes);
        self.footnotes();
        self.flush();
        self.pieces
    }

    fn piece(&mut self, piece: Piece) {
        self.flush();
        self.pieces.push(piece);
    }

    /// The children of a node between two pieces.
    fn between(&mut self, before: Piece, id: NodeId, after: Piece) {
        self.piece(before);
        self.children(id);
        self.piece(after);
    }

    fn children(&mut self, id: NodeId) {
        let document = self.document();
        let children: Vec<NodeId> = document.children(id).collect();
        self.row(&children);
    }

    fn row(&mut self, nodes: &[NodeId]) {
        let mut raw = Balancer::of(self.around);
        let mut at = 0;
        while at < nodes.len() {
            at += self.next_of_row(&nodes[at..], &mut raw);
        }
        self.html.push_str(&raw.finish());
    }

    /// What some nodes of a row begin with: a node, or tabs that stand in one row. How many nodes it is.
    fn next_of_row(&mut self, nodes: &[NodeId], raw: &mut Balancer) -> usize {
        let tabs = self.tabs_in_row(nodes);
        if tabs > 0 {
            self.html.push_str(&raw.before(Between::Block));
            self.tabs(&nodes[..tabs]);
            return tabs;
        }
        self.child(nodes[0], raw);
        1
    }

    /// One node of a row whose raw HTML is balanced by `raw`.
    fn child(&mut self, id: NodeId, raw: &mut Balancer) {
        let document = self.document();
        if let NodeKind::Html(html) = &document.node(id).kind {
            // Prose stays with the core.
            if self.wanted != Wanted::Stretch && self.text.shows(id) {
                self.html.push_str(&raw.html(html));
            }
            return;
        }
        if !raw.is_closed() {
            let links = |id| match &document.node(id).kind {
                NodeKind::Link { .. } | NodeKind::FootnoteReference { .. } => true,
                NodeKind::Html(html) => html.contains("<a"),
                _ => false,
            };
            let next = if document.node(id).kind.is_inline() {
                Between::Words
            } else {
                Between::Block
            };
            let has_link = raw.is_in_link() && (links(id) || document.descendants(id).any(links));
            if has_link {
                self.html.push_str(&raw.before(Between::Link));
            }
            self.html.push_str(&raw.before(next));
        }
        self.node(id);
    }

    /// Writes what is in a paragraph, a heading or another line.
    fn in_line(&mut self, write: impl FnOnce(&mut Self)) {
        let line = std::mem::replace(&mut self.around.line, true);
        write(self);
        self.around.line = line;
    }

    fn node(&mut self, id: NodeId) {
        if !self.text.shows(id) {
            return;
        }
        let document = self.document();
        let kind = &document.node(id).kind;
        if self.wanted == Wanted::Stretch && !kind.is_inline() && !matches!(kind, NodeKind::List(_))
        {
            // Prose stays with the core; a list deeper inside may hold stretch tasks.
            return self.children_blocks(id);
        }
        if kind.is_inline() {
            self.inline(id);
        } else {
            self.block(id);
        }
    }

    fn children_blocks(&mut self, id: NodeId) {
        let document = self.document();
        for child in document.children(id) {
            if !document.node(child).kind.is_inline() {
                self.node(child);
            }
        }
    }

    fn block(&mut self, id: NodeId) {
        let document = self.document();
        match &document.node(id).kind {
            NodeKind::Paragraph => {
                // Where only the mark of an admonition stood there is nothing to show.
                let is_text = |child| matches!(&document.node(child).kind, NodeKind::Text(_));
                if !document.text(id).is_empty() || !document.children(id).all(is_text) {
                    self.paragraph(id);
                }
            }
            NodeKind::Heading(heading) => self.heading(id, heading),
            NodeKind::Quote => self.lines("blockquote", id),
            NodeKind::Admonition {
                kind,
                name,
                classes,
                fold,
            } => {
                let before = Piece::Admonition {
                    kind,
                    name: name.clone(),
                    title: self.titled(id, *fold),
                    classes: classes.clone(),
                    folds: *fold != Fold::Never,
                    open: *fold != Fold::Closed,
                };
                self.admonition(id, before);
            }
            NodeKind::Template { source } => {
                let after = Piece::TemplateEnd {
                    source: source.clone(),
                };
                self.between(Piece::Template, id, after);
            }
            NodeKind::Code {
                language,
                title,
                text,
            } => self.piece(Piece::Code {
                language: language.clone(),
                title: title.clone(),
                text: text.clone(),
                tokens: tokens(language, text),
            }),
            NodeKind::List(first) => self.list(id, *first),
            // A note is shown after the text; one that nothing refers to comes after the others.
            NodeKind::Footnote { .. } if document.is_referred_to(id) => {}
            NodeKind::Footnote { .. } => {
                self.note(id);
            }
            NodeKind::Rule => self.html.push_str("<hr />\n"),
            NodeKind::Table(columns) => {
                self.piece(Piece::Table);
                self.table(id, columns);
                self.piece(Piece::TableEnd);
            }
            NodeKind::Definitions => self.lines("dl", id),
            NodeKind::Term => self.element("dt", id),
            NodeKind::Definition => self.element("dd", id),
            _ => self.children(id),
        }
    }

    /// A paragraph; raw HTML that cannot be in one ends it.
    fn paragraph(&mut self, id: NodeId) {
        let mut raw = Balancer::of(self.around);
        self.html.push_str(&raw.html("<p>"));
        let document = self.document();
        self.in_line(|writer| {
            for child in document.children(id) {
                writer.child(child, &mut raw);
            }
        });
        self.html.push_str(&raw.html("</p>"));
        self.html.push_str(&raw.finish());
        self.html.push('\n');
    }

    fn heading(&mut self, id: NodeId, heading: &Heading) {
        let level = heading.level.saturating_add_signed(self.deeper).clamp(2, 6);
        let anchor = heading.id.clone();
        let before = Piece::Heading {
            level,
            id: anchor.clone(),
        };
        let after = Piece::HeadingEnd { level, id: anchor };
        self.in_line(|writer| writer.between(before, id, after));
    }

    fn element(&mut self, name: &str, id: NodeId) {
        self.open(name);
        self.children(id);
        let _ = writeln!(self.html, "</{name}>");
    }

    fn lines(&mut self, name: &str, id: NodeId) {
        let _ = writeln!(self.html, "<{name}>");
        self.children(id);
        let _ = writeln!(self.html, "</{name}>");
    }

    fn open(&mut self, name: &str) {
        let _ = write!(self.html, "<{name}>");
    }

    fn table(&mut self, id: NodeId, columns: &[Alignment]) {
        let document = self.document();
        self.html.push_str("<table>");
        let mut in_body = false;
        for row in document.children(id) {
            let head = matches!(document.node(row).kind, NodeKind::TableHead);
            if head {
                self.html.push_str("<thead>\n");
            } else if !in_body {
                in_body = true;
                self.html.push_str("<tbody>\n");
            }
            self.html.push_str("<tr>");
            for (column, cell) in document.children(row).enumerate() {
                let align = match columns.get(column) {
                    Some(Alignment::Left) => " data-align=\"left\"",
                    Some(Alignment::Center) => " data-align=\"center\"",
                    Some(Alignment::Right) => " data-align=\"right\"",
                    _ => "",
                };
                let name = if head { "th" } else { "td" };
                let scope = if head { " scope=\"col\"" } else { "" };
                let _ = write!(self.html, "<{name}{scope}{align}>");
                self.children(cell);
                let _ = write!(self.html, "</{name}>");
            }
            self.html
                .push_str(if head { "</tr>\n</thead>\n" } else { "</tr>\n" });
        }
        self.html.push_str(if in_body {
            "</tbody>\n</table>\n"
        } else {
            "</table>\n"
        });
    }
}
