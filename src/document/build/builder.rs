//! The nodes so far, and the open nodes.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::admonition::{self, Header};
use crate::document::inline::{Abbreviations, After};
use crate::document::node::{Admonition, Node, NodeKind};
use crate::document::slug::Slugs;
use crate::document::wiki::Notes;
use crate::span::{FileId, Span};
use crate::units::RawHtml;

/// The maximum depth of nodes; deeper ones are shown flat. Browsers cut at 512, and code that walks the tree may use
/// recursion.
pub(super) const DEEPEST: usize = 80;

/// The minimum length in bytes of a part of a text that is parsed separately.
const SHORTEST_PART: usize = 32 * 1024;

/// Maps a range of the rewritten text to the source.
pub(in crate::document) type ToSource<'a> = &'a (dyn Fn(Range<usize>) -> Range<usize> + Sync);

/// The file of a text, and what is needed to read it.
#[derive(Clone, Copy)]
pub(in crate::document) struct ParseContext<'a> {
    pub(in crate::document) file: FileId,
    /// The file's text.
    pub(in crate::document) source: &'a str,
    pub(in crate::document) html: RawHtml,
    /// The files that wiki links can name, if there are such links.
    pub(in crate::document) notes: Option<&'a Notes>,
}

/// A tree under construction.
pub(super) struct TreeBuilder<'f> {
    of: ParseContext<'f>,
    pub(super) file: FileId,
    pub(super) source: &'f str,
    pub(super) nodes: Vec<Node>,
    /// The open nodes; `None` for those shown flat.
    pub(super) stack: Vec<Option<usize>>,
    /// The open nodes without those shown flat: few, even in deeply nested texts.
    pub(super) shown: Vec<usize>,
    /// Text that may continue with the next event.
    pub(super) pending: Option<Pending>,
    /// The raw HTML nodes by their parents; the outermost are under `None`.
    pub(super) raw: BTreeMap<Option<usize>, Vec<usize>>,
    /// The end of the last cell of a table in the parsed text.
    pub(super) cell_end: usize,
    /// The headings with the anchors that they ask for, in text order.
    pub(super) anchors: Vec<(usize, String)>,
    pub(super) slugs: Slugs,
    pub(super) flat: Option<Span>,
    /// What the last event ended.
    pub(super) after: After,
    pub(super) open_mark: Option<OpenMark>,
    /// The last escaped opening brace in each text that has one, by the index of its node.
    pub(super) escaped_braces: BTreeMap<usize, usize>,
    pub(super) abbreviations: Abbreviations,
    pub(super) icons: Counted,
    pub(super) diagrams: Counted,
    pub(super) formulas: Counted,
    pub(super) scripts: Counted,
    pub(super) components: Counted,
    pub(super) notes: Option<&'f Notes>,
    /// The minimum length in bytes of a part that is parsed separately.
    pub(super) shortest_part: usize,
    /// Whether the text was parsed in parts.
    pub(super) parted: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The first of several problems that are reported once, and their number.
#[derive(Default)]
pub(super) struct Counted {
    pub(super) first: Option<(Span, String)>,
    pub(super) count: usize,
}

impl Counted {
    pub(super) fn add(&mut self, span: Span, words: &str) {
        self.first.get_or_insert_with(|| (span, words.to_owned()));
        self.count += 1;
    }

    /// Adds the counts of the text that follows.
    pub(super) fn append(&mut self, later: Self) {
        self.first = self.first.take().or(later.first);
        self.count += later.count;
    }
}

/// Text that is being collected.
pub(super) struct Pending {
    pub(super) text: String,
    /// Its range in the parsed text.
    pub(super) range: Range<usize>,
    /// The bytes of `text` that are escaped, so they have no special meaning.
    pub(super) plain: Vec<usize>,
}

/// Opening signs at the end of a text that may mark the nodes after it.
pub(super) struct OpenMark {
    pub(super) node: usize,
    pub(super) parent: Option<usize>,
    pub(super) signs: &'static str,
}

impl<'f> TreeBuilder<'f> {
    pub(super) fn new(of: ParseContext<'f>) -> Self {
        Self {
            of,
            file: of.file,
            source: of.source,
            nodes: Vec::new(),
            stack: Vec::new(),
            shown: Vec::new(),
            pending: None,
            raw: BTreeMap::new(),
            cell_end: 0,
            anchors: Vec::new(),
            slugs: Slugs::default(),
            flat: None,
            after: After::Other,
            open_mark: None,
            escaped_braces: BTreeMap::new(),
            abbreviations: Abbreviations::default(),
            icons: Counted::default(),
            diagrams: Counted::default(),
            formulas: Counted::default(),
            scripts: Counted::default(),
            components: Counted::default(),
            notes: of.notes,
            shortest_part: SHORTEST_PART,
            parted: false,
            diagnostics: Vec::new(),
        }
    }

    /// A builder for a different part of the same text.
    pub(super) fn beside(&self) -> Self {
        Self {
            shortest_part: self.shortest_part,
            ..Self::new(self.of)
        }
    }

    pub(super) fn span(&self, source: &Range<usize>) -> Span {
        Span::new(self.file, source.start, source.end)
    }

    pub(super) fn push(&mut self, kind: NodeKind, source: &Range<usize>) -> usize {
        let index = self.nodes.len();
        let mut span = self.span(source);
        if let NodeKind::Text(text) = &kind
            && text.len() == source.len()
            && self.source.get(source.clone()) != Some(text)
        {
            // A text as long as its place counts as identical to the source; this one is not.
            span.end = span.start;
        }
        self.nodes.push(Node::new(kind, span, index));
        index
    }

    pub(super) fn parent(&self) -> Option<usize> {
        self.shown.last().copied()
    }

    pub(super) fn open(&mut self, kind: NodeKind, nests: bool, source: &Range<usize>) {
        self.after = After::Other;
        if nests && self.stack.len() >= DEEPEST {
            let span = self.span(source);
            self.flat.get_or_insert(span);
            self.stack.push(None);
            return;
        }
        let index = self.push(kind, source);
        self.enter(index);
    }

    /// Makes a node the innermost open one.
    pub(super) fn enter(&mut self, index: usize) {
        self.stack.push(Some(index));
        self.shown.push(index);
    }

    /// Ends the innermost open node, unless it is shown flat.
    pub(super) fn close(&mut self) -> Option<usize> {
        let index = self.stack.pop()??;
        self.shown.pop();
        let next = self.nodes.len();
        self.nodes[index].close(next);
        Some(index)
    }

    /// The kind of node that a header opens, and the range of its title.
    pub(super) fn headed(
        &mut self,
        header: &Header,
        words: &Range<usize>,
    ) -> (NodeKind, Option<Range<usize>>) {
        match header {
            Header::Group => (NodeKind::Group, None),
            Header::Tab { title, begins } => {
                (NodeKind::Tab { begins: *begins }, Some(title.clone()))
            }
            Header::Admonition {
                kind,
                classes,
                title,
                fold,
            } => {
                let name = kind.as_deref().unwrap_or("note");
                let admonition = Admonition {
                    kind: self.kind(name, words),
                    name: name.to_lowercase(),
                    classes: classes.clone(),
                    fold: *fold,
                };
                let kind = NodeKind::Admonition(Box::new(admonition));
                (kind, title.clone())
            }
        }
    }

    /// The known kind with a name; an unknown one is reported and read as a note.
    pub(super) fn kind(&mut self, name: &str, words: &Range<usize>) -> &'static str {
        if let Some(kind) = admonition::kind(name) {
            return kind;
        }
        let near = did_you_mean(name, admonition::kinds());
        // Publishing coaches' content is worse than leaving out other content.
        let (kind, read_as) = match near {
            Some(kind) if admonition::is_for_coaches(kind) => (kind, "read as `coach`"),
            _ => ("note", "shown as a note"),
        };
        let message = format!("unknown admonition `{name}`; it is {read_as}");
        let unknown = Diagnostic::new(Code::UnknownAdmonition, self.span(words), message);
        self.diagnostics.push(match near {
            Some(known) => unknown.hint(format!("did you mean `{known}`?")),
            None => unknown.hint("use `!!! note \"Title\"` or another known kind"),
        });
        kind
    }

    pub(super) fn push_raw(&mut self, html: String, source: &Range<usize>) {
        let parent = self.parent();
        let index = self.push(NodeKind::Html(html), source);
        self.raw.entry(parent).or_default().push(index);
    }

    pub(super) fn extend_raw(&mut self, html: &str, source: &Range<usize>) {
        match self.nodes.last_mut().map(|node| &mut node.kind) {
            Some(NodeKind::Html(whole)) => whole.push_str(html),
            _ => self.push_raw(html.to_owned(), source),
        }
    }
}
