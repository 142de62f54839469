//! The Markdown parser's events, laid out as a tree. The only file that names pulldown-cmark.

mod fence;
mod finish;
mod kind;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use fence::Fence;
use kind::kind_of;

use super::admonition::{self, Header};
use super::allow::{self, Allowed};
use super::autolink;
use super::lost;
use super::places::Rewritten;
use super::raw_html;
use super::rewrite::{Prepared, rewrite};
use super::slug::Slugs;
use super::tree::{Node, NodeKind};
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
        source,
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
    found: &'f mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn run(&mut self, prepared: &Prepared, outer: ToSource<'_>) {
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
                            let unclosed = fence.opened(text).and_then(lost::unclosed);
                            if let Some((opening, mark)) = unclosed {
                                let opening = fence.range.start..fence.range.start + opening.len();
                                let span = self.span(&to_source(opening));
                                let told = lost::unclosed_fence(span, mark);
                                self.found.push(self.closed_at_end(told, &fence, to_source));
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
