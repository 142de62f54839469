//! The Markdown parser's events, laid out as a tree. The only file that names pulldown-cmark.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::admonition::{self, Fold, Header};
use super::allow::{self, Allowed};
use super::attributes::{self, Attributes};
use super::autolink;
use super::lost;
use super::places::Rewritten;
use super::raw_html;
use super::rewrite::{Prepared, rewrite};
use super::slug::{Slugs, slug};
use super::tree::{Alignment, Heading, Node, NodeKind};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::span::{FileId, Span};
use crate::units::RawHtml;

/// How many nodes may stand in each other; what is deeper is shown flat. Browsers cut at 512, and
/// everything that follows the tree may do so by recursion.
const DEEPEST: usize = 80;

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Parses a text whose places lead to those of the source.
pub(super) fn build(
    (file, source): (FileId, &str),
    html: RawHtml,
    mended: &Rewritten,
    found: &mut Vec<Diagnostic>,
) -> Built {
    let mut builder = Builder {
        file,
        nodes: Vec::new(),
        stack: Vec::new(),
        pending: None,
        raw: BTreeMap::new(),
        slugs: Slugs::default(),
        flat: None,
        found,
    };
    builder.run(&rewrite(&mended.text), &|range| mended.old_range(range));
    let allowed = allow::take(&mut builder.nodes, source, builder.found);
    if html == RawHtml::Sanitized {
        builder.clean_raw_html();
    }
    if let Some(span) = builder.flat {
        builder.found.push(
            Diagnostic::new(
                Code::NestedTooDeep,
                span,
                "this is nested too deep to be shown so; from here on it is shown flat",
            )
            .hint(format!(
                "nest lists, quotes and emphasis at most {DEEPEST} levels deep"
            )),
        );
    }
    Built {
        nodes: builder.nodes,
        allowed,
    }
}

/// What was made of one file.
pub(super) struct Built {
    /// Its nodes.
    pub(super) nodes: Vec<Node>,
    /// Where its author allows what would be told.
    pub(super) allowed: Vec<Allowed>,
}

/// Leads a range of the text before it was rewritten to the source.
type ToSource<'a> = &'a dyn Fn(Range<usize>) -> Range<usize>;

struct Builder<'f> {
    file: FileId,
    nodes: Vec<Node>,
    /// The open nodes; `None` for one that is shown flat.
    stack: Vec<Option<usize>>,
    /// Text that may go on with the next event.
    pending: Option<(String, Range<usize>)>,
    /// The raw HTML nodes by their parents; the outermost stand under `None`.
    raw: BTreeMap<Option<usize>, Vec<usize>>,
    slugs: Slugs,
    flat: Option<Span>,
    found: &'f mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn run(&mut self, prepared: &Prepared, outer: ToSource<'_>) {
        let text = &prepared.rewritten.text;
        for line in &prepared.lost {
            let span = self.span(&outer(line.clone()));
            self.found.push(lost::lost_body(span));
        }
        let to_source: ToSource<'_> = &|range| outer(prepared.rewritten.old_range(range));
        let mut code: Option<Fence> = None;
        for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
            if let Some(fence) = &mut code {
                match event {
                    Event::End(_) => {
                        if let Some(fence) = code.take() {
                            let unclosed = fence.opened(text).and_then(lost::unclosed);
                            if let Some((opening, mark)) = unclosed {
                                let opening = fence.range.start..fence.range.start + opening.len();
                                let span = self.span(&to_source(opening));
                                self.found.push(lost::unclosed_fence(span, mark));
                            }
                            self.code(fence, to_source);
                        }
                    }
                    Event::Text(words) => fence.push(text, &words, range),
                    _ => {}
                }
                continue;
            }
            if let Event::Text(words) = event {
                self.text(&words, range);
                continue;
            }
            self.flush_text(text, to_source);
            match event {
                Event::Start(Tag::CodeBlock(kind)) => code = Some(Fence::new(&kind, range)),
                Event::Start(tag @ Tag::BlockQuote(_)) => {
                    let at = range.start + text[range.start..].find('>').unwrap_or(0);
                    match prepared.headers.get(&at) {
                        Some((header, words)) => {
                            let words = outer(words.clone());
                            let end = to_source(range).end.max(words.end);
                            let kind = self.headed(header, &words);
                            self.open(kind, true, &(words.start..end));
                        }
                        None => self.open(kind_of(tag), true, &to_source(range)),
                    }
                }
                Event::Start(Tag::HtmlBlock) => {
                    self.push_raw(String::new(), &to_source(range));
                    self.stack.push(None);
                }
                Event::Start(tag) => {
                    let nests = nests(&tag);
                    self.open(kind_of(tag), nests, &to_source(range));
                }
                Event::End(end) => self.close(end),
                other => self.leaf(other, &to_source(range)),
            }
        }
        self.flush_text(text, to_source);
    }

    fn span(&self, source: &Range<usize>) -> Span {
        Span::new(self.file, source.start, source.end)
    }

    fn push(&mut self, kind: NodeKind, source: &Range<usize>) -> usize {
        let index = self.nodes.len();
        let span = self.span(source);
        self.nodes.push(Node::new(kind, span, index));
        index
    }

    fn parent(&self) -> Option<usize> {
        self.stack.iter().rev().find_map(|open| *open)
    }

    fn open(&mut self, kind: NodeKind, nests: bool, source: &Range<usize>) {
        if nests && self.stack.len() >= DEEPEST {
            let span = self.span(source);
            self.flat.get_or_insert(span);
            self.stack.push(None);
            return;
        }
        let index = self.push(kind, source);
        self.stack.push(Some(index));
    }

    fn headed(&mut self, header: &Header, words: &Range<usize>) -> NodeKind {
        match header {
            Header::Tab { title } => NodeKind::Tab {
                title: title.clone(),
            },
            Header::Admonition {
                kind,
                classes,
                title,
                fold,
            } => NodeKind::Admonition {
                kind: self.kind(kind, words),
                title: title.clone(),
                classes: classes.clone(),
                fold: *fold,
            },
        }
    }

    /// The known kind that `name` means; an unknown one is told and read as a note.
    fn kind(&mut self, name: &str, words: &Range<usize>) -> &'static str {
        if let Some(kind) = admonition::kind(name) {
            return kind;
        }
        let diagnostic = Diagnostic::new(
            Code::UnknownAdmonition,
            self.span(words),
            format!("there is no admonition `{name}`; it is shown as a note"),
        );
        self.found
            .push(match did_you_mean(name, admonition::kinds()) {
                Some(known) => diagnostic.hint(format!("did you mean `{known}`?")),
                None => diagnostic.hint("write `!!! note \"Title\"` or another known kind"),
            });
        "note"
    }

    fn close(&mut self, end: TagEnd) {
        if let Some(Some(index)) = self.stack.pop() {
            let next = self.nodes.len();
            self.nodes[index].close(next);
            match end {
                TagEnd::Heading(_) => self.finish_heading(index),
                TagEnd::Item => self.finish_item(index),
                TagEnd::BlockQuote(_) => self.finish_quote(index),
                _ => {}
            }
        }
    }

    fn leaf(&mut self, event: Event<'_>, source: &Range<usize>) {
        let kind = match event {
            Event::Code(code) => NodeKind::InlineCode(code.into_string()),
            Event::Html(html) => return self.extend_raw(&html, source),
            Event::InlineHtml(html) => return self.push_raw(html.into_string(), source),
            Event::FootnoteReference(label) => NodeKind::FootnoteReference {
                label: label.into_string(),
            },
            Event::SoftBreak => NodeKind::SoftBreak,
            Event::HardBreak => NodeKind::HardBreak,
            Event::Rule => NodeKind::Rule,
            Event::TaskListMarker(done) => return self.mark_task(done, source),
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                NodeKind::Text(text.into_string())
            }
            Event::Start(_) | Event::End(_) | Event::Text(_) => return,
        };
        self.push(kind, source);
    }

    fn mark_task(&mut self, done: bool, source: &Range<usize>) {
        let nearest = self.stack.iter().rev().take(2).find_map(|open| match open {
            Some(index) if matches!(self.nodes[*index].kind, NodeKind::Item { .. }) => Some(*index),
            _ => None,
        });
        match nearest.map(|index| &mut self.nodes[index].kind) {
            Some(NodeKind::Item { task, .. }) => *task = Some(done),
            _ => {
                let mark = if done { "[x] " } else { "[ ] " };
                self.push(NodeKind::Text(mark.to_owned()), source);
            }
        }
    }

    fn push_raw(&mut self, html: String, source: &Range<usize>) {
        let parent = self.parent();
        let index = self.push(NodeKind::Html(html), source);
        self.raw.entry(parent).or_default().push(index);
    }

    fn extend_raw(&mut self, html: &str, source: &Range<usize>) {
        match self.nodes.last_mut().map(|node| &mut node.kind) {
            Some(NodeKind::Html(whole)) => whole.push_str(html),
            _ => self.push_raw(html.to_owned(), source),
        }
    }

    fn clean_raw_html(&mut self) {
        for row in std::mem::take(&mut self.raw).into_values() {
            let pieces: Vec<&str> = row
                .iter()
                .map(|index| match &self.nodes[*index].kind {
                    NodeKind::Html(html) => html.as_str(),
                    _ => "",
                })
                .collect();
            let clean = raw_html::clean(&pieces);
            let removed: Vec<_> = pieces
                .iter()
                .zip(&clean)
                .map(|(raw, clean)| lost::removed(raw, clean))
                .collect();
            for (index, names) in row.iter().zip(removed) {
                if !names.is_empty() {
                    let span = self.nodes[*index].span;
                    self.found.push(lost::removed_html(span, &names));
                }
            }
            for (index, html) in row.into_iter().zip(clean) {
                self.nodes[index].kind = NodeKind::Html(html);
            }
        }
    }

    fn text(&mut self, words: &CowStr<'_>, range: Range<usize>) {
        match &mut self.pending {
            Some((text, whole)) => {
                text.push_str(words);
                whole.end = range.end;
            }
            None => self.pending = Some((words.to_string(), range)),
        }
    }

    fn flush_text(&mut self, whole: &str, to_source: ToSource<'_>) {
        let Some((text, range)) = self.pending.take() else {
            return;
        };
        let in_link = self.stack.iter().flatten().any(|open| {
            matches!(
                self.nodes[*open].kind,
                NodeKind::Link { .. } | NodeKind::Image { .. }
            )
        });
        // Offsets in the text are offsets in the source only where nothing was escaped or left out.
        let exact = whole.get(range.clone()) == Some(text.as_str());
        let place = |part: Range<usize>| {
            to_source(if exact {
                range.start + part.start..range.start + part.end
            } else {
                range.clone()
            })
        };
        let mut at = 0;
        if !in_link && (text.contains("://") || text.contains("www.")) {
            for (address, target) in autolink::addresses(&text) {
                if at < address.start {
                    let before = at..address.start;
                    self.push(
                        NodeKind::Text(text[before.clone()].to_owned()),
                        &place(before),
                    );
                }
                at = address.end;
                let title = String::new();
                let link = self.push(NodeKind::Link { target, title }, &place(address.clone()));
                self.push(
                    NodeKind::Text(text[address.clone()].to_owned()),
                    &place(address),
                );
                let next = self.nodes.len();
                self.nodes[link].close(next);
            }
        }
        if at == 0 {
            self.push(NodeKind::Text(text), &place(0..range.len()));
        } else if at < text.len() {
            let rest = at..text.len();
            self.push(NodeKind::Text(text[rest.clone()].to_owned()), &place(rest));
        }
    }

    fn finish_heading(&mut self, index: usize) {
        let attributes = self.split_attributes(index + 1..self.nodes.len());
        let words = self.words(index + 1..self.nodes.len());
        if let NodeKind::Heading(heading) = &mut self.nodes[index].kind {
            let wanted = match &attributes.id {
                Some(id) => id.clone(),
                None => slug(&words),
            };
            heading.id = self.slugs.unique(&wanted);
            *heading.attributes = attributes;
        }
    }

    fn finish_item(&mut self, index: usize) {
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
    fn split_attributes(&mut self, row: Range<usize>) -> Attributes {
        if let Some(NodeKind::Text(text)) = self.nodes[row].last_mut().map(|node| &mut node.kind)
            && let Some((before, attributes)) = attributes::split(text)
        {
            *text = before.to_owned();
            return attributes;
        }
        Attributes::default()
    }

    fn words(&self, row: Range<usize>) -> String {
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
    fn finish_quote(&mut self, index: usize) {
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

    fn code(&mut self, fence: Fence, to_source: ToSource<'_>) {
        let source = to_source(fence.range.clone());
        if !fence.is_template() || self.stack.len() >= DEEPEST {
            let kind = NodeKind::Code {
                language: fence.language().to_owned(),
                text: fence.inner.text,
            };
            self.push(kind, &source);
            return;
        }
        let kind = NodeKind::Template {
            source: fence.inner.text.clone(),
        };
        let index = self.push(kind, &source);
        self.stack.push(Some(index));
        let inner = &fence.inner;
        self.run(&rewrite(&inner.text), &|range| {
            to_source(inner.old_range(range))
        });
        self.stack.pop();
        let next = self.nodes.len();
        self.nodes[index].close(next);
    }
}

/// A code block that is being read.
struct Fence {
    /// `None` where the block is indented rather than fenced.
    info: Option<String>,
    range: Range<usize>,
    inner: Rewritten,
}

impl Fence {
    fn new(kind: &CodeBlockKind<'_>, range: Range<usize>) -> Self {
        let info = match kind {
            CodeBlockKind::Fenced(info) => Some(info.to_string()),
            CodeBlockKind::Indented => None,
        };
        Self {
            info,
            range,
            inner: Rewritten::default(),
        }
    }

    fn push(&mut self, whole: &str, words: &str, range: Range<usize>) {
        if whole.get(range.clone()) == Some(words) {
            self.inner.keep(whole, range);
        } else {
            self.inner.add(words);
        }
    }

    fn info(&self) -> &str {
        self.info.as_deref().unwrap_or_default()
    }

    /// The block from its fence on, where it has one.
    fn opened<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.get(self.range.clone()).filter(|_| self.info.is_some())
    }

    fn language(&self) -> &str {
        let first = self
            .info()
            .split([' ', ',', '{'])
            .next()
            .unwrap_or_default();
        if first == "markdown-source" {
            "markdown"
        } else {
            first
        }
    }

    fn is_template(&self) -> bool {
        let language = self.info().split([' ', '{']).next().unwrap_or_default();
        matches!(language, "markdown" | "md") && !self.info().contains(".source")
    }
}

/// Whether a thing can stand in itself without end.
fn nests(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::HtmlBlock
    )
}

fn kind_of(tag: Tag<'_>) -> NodeKind {
    match tag {
        Tag::Heading { level, .. } => NodeKind::Heading(Heading {
            level: level as u8,
            id: String::new(),
            attributes: Box::default(),
        }),
        Tag::BlockQuote(_) => NodeKind::Quote,
        Tag::List(first) => NodeKind::List(first),
        Tag::Item => NodeKind::Item {
            task: None,
            attributes: Box::default(),
        },
        Tag::FootnoteDefinition(label) => NodeKind::Footnote {
            label: label.into_string(),
        },
        Tag::DefinitionList => NodeKind::Definitions,
        Tag::DefinitionListTitle => NodeKind::Term,
        Tag::DefinitionListDefinition => NodeKind::Definition,
        Tag::Table(columns) => NodeKind::Table(columns.into_iter().map(alignment).collect()),
        Tag::TableHead => NodeKind::TableHead,
        Tag::TableRow => NodeKind::TableRow,
        Tag::TableCell => NodeKind::TableCell,
        Tag::Emphasis => NodeKind::Emphasis,
        Tag::Strong => NodeKind::Strong,
        Tag::Strikethrough => NodeKind::Strikethrough,
        Tag::Link {
            dest_url,
            title,
            link_type,
            ..
        } => NodeKind::Link {
            target: match link_type {
                pulldown_cmark::LinkType::Email => format!("mailto:{dest_url}"),
                _ => dest_url.into_string(),
            },
            title: title.into_string(),
        },
        Tag::Image {
            dest_url, title, ..
        } => NodeKind::Image {
            target: dest_url.into_string(),
            title: title.into_string(),
        },
        // Code, raw HTML and metadata are dealt with before, and super- and subscript are not enabled.
        Tag::Paragraph
        | Tag::CodeBlock(_)
        | Tag::HtmlBlock
        | Tag::MetadataBlock(_)
        | Tag::Superscript
        | Tag::Subscript => NodeKind::Paragraph,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
