//! The Markdown parser's events, laid out as a tree. The only file that names pulldown-cmark.

mod fence;
mod finish;
mod inline;
mod kind;
mod raw;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use fence::Fence;
use inline::{Counted, OpenMark};
use kind::kind_of;

use super::admonition::{self, Header};
use super::allow::{self, Allowed};
use super::inline::Abbreviations;
use super::lost;
use super::rewrite::{Prepared, rewrite};
use super::slug::Slugs;
use super::tree::{Footnotes, Node, NodeKind};
use super::wrapper;
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

/// Parses a text; `to_source` leads its places to those of the source.
pub(super) fn build(
    (file, source): (FileId, &str),
    html: RawHtml,
    (text, to_source): (&str, ToSource<'_>),
    found: &mut Vec<Diagnostic>,
) -> Built {
    let mut builder = Builder {
        file,
        source,
        nodes: Vec::new(),
        stack: Vec::new(),
        pending: None,
        raw: BTreeMap::new(),
        slugs: Slugs::default(),
        flat: None,
        after_inline: false,
        open_mark: None,
        abbreviations: Abbreviations::default(),
        icons: Counted::default(),
        diagrams: Counted::default(),
        found,
    };
    builder.read(text, to_source);
    builder.tell_counted();
    let allowed = allow::take(&mut builder.nodes, source, builder.found);
    match html {
        RawHtml::Sanitized => builder.clean_raw_html(),
        RawHtml::Trusted => builder.unmark_raw_html(),
    }
    for node in Footnotes::of(&builder.nodes).unused(&builder.nodes) {
        builder.found.push(
            Diagnostic::new(
                Code::UnusedFootnote,
                node.span,
                "nothing refers to this footnote",
            )
            .hint("refer to it where it belongs, or write it as a paragraph; it is shown below the text that it is in"),
        );
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
pub(super) type ToSource<'a> = &'a dyn Fn(Range<usize>) -> Range<usize>;

struct Builder<'f> {
    file: FileId,
    source: &'f str,
    nodes: Vec<Node>,
    /// The open nodes; `None` for one that is shown flat.
    stack: Vec<Option<usize>>,
    /// Text that may go on with the next event.
    pending: Option<(String, Range<usize>)>,
    /// The raw HTML nodes by their parents; the outermost stand under `None`.
    raw: BTreeMap<Option<usize>, Vec<usize>>,
    slugs: Slugs,
    flat: Option<Span>,
    /// Whether the last event ended something that stands in a line.
    after_inline: bool,
    open_mark: Option<OpenMark>,
    abbreviations: Abbreviations,
    icons: Counted,
    diagrams: Counted,
    found: &'f mut Vec<Diagnostic>,
}

impl Builder<'_> {
    /// Reads a text with what is in raw HTML.
    fn read(&mut self, text: &str, to_source: ToSource<'_>) {
        match wrapper::unwrap(text) {
            Some(open) => self.run(rewrite(&open.text), &|range| {
                to_source(open.old_range(range))
            }),
            None => self.run(rewrite(text), to_source),
        }
    }

    fn run(&mut self, mut prepared: Prepared, outer: ToSource<'_>) {
        for abbreviation in std::mem::take(&mut prepared.abbreviations) {
            self.abbreviations.add(abbreviation);
        }
        let text = &prepared.rewritten.text;
        for body in &prepared.lost {
            let span = |range: &Range<usize>| self.span(&outer(range.clone()));
            let told = lost::lost_body(body, self.source, span);
            self.found.push(told);
        }
        let to_source: ToSource<'_> = &|range| outer(prepared.rewritten.old_range(range));
        let mut code: Option<Fence> = None;
        for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
            if let Some(fence) = &mut code {
                match event {
                    Event::End(_) => {
                        if let Some(fence) = code.take() {
                            self.fence(fence, text, to_source);
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
        let mut span = self.span(source);
        if let NodeKind::Text(text) = &kind
            && text.len() == source.len()
            && self.source.get(source.clone()) != Some(text)
        {
            // Text as long as its place is taken for the place's own words; this is not.
            span.end = span.start;
        }
        self.nodes.push(Node::new(kind, span, index));
        index
    }

    fn parent(&self) -> Option<usize> {
        self.stack.iter().rev().find_map(|open| *open)
    }

    fn open(&mut self, kind: NodeKind, nests: bool, source: &Range<usize>) {
        self.after_inline = false;
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
        self.after_inline = matches!(
            end,
            TagEnd::Link
                | TagEnd::Image
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
        );
        let open = self.stack.pop();
        if matches!(end, TagEnd::HtmlBlock) {
            self.finish_html_block();
        }
        if let Some(Some(index)) = open {
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
        self.after_inline = matches!(event, Event::Code(_));
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
            Some(NodeKind::Item { task, .. }) => *task = Some(done.into()),
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

    fn text(&mut self, words: &CowStr<'_>, range: Range<usize>) {
        match &mut self.pending {
            Some((text, whole)) => {
                text.push_str(words);
                whole.end = range.end;
            }
            None => self.pending = Some((words.to_string(), range)),
        }
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
