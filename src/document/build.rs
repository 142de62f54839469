//! The Markdown parser's events, laid out as a tree. Only this file and those below it name pulldown-cmark.
//!
//! 1. [`builder`] holds the nodes so far and the open ones.
//! 2. [`kind`], [`inline`], [`fence`] and [`raw`] add nodes for the events; [`finish`] completes a node at its end.

mod builder;
mod fence;
mod finish;
mod inline;
mod kind;
mod raw;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use builder::{Builder, DEEPEST};
use fence::Fence;
use kind::kind_of;

pub(super) use builder::ToSource;

use super::allow::{self, Allowance};
use super::footnotes::Footnotes;
use super::lost;
use super::node::{Node, NodeKind};
use super::rewrite::{Prepared, rewrite};

use super::wrapper;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::FileId;
use crate::units::RawHtml;

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
    let mut builder = Builder::new(file, source, found);
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
                "nest lists, quotes, emphasis and HTML at most {DEEPEST} levels deep"
            )),
        );
    }
    Built {
        nodes: builder.nodes,
        allowed: Allowance::of(allowed),
    }
}

/// What was made of one file.
pub(super) struct Built {
    /// Its nodes.
    pub(super) nodes: Vec<Node>,
    /// Where its author allows what would be told.
    pub(super) allowed: Allowance,
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
                            self.code(fence, text, to_source);
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
                Event::End(end) => self.finish(end),
                other => self.leaf(other, &to_source(range)),
            }
        }
        self.flush_text(text, to_source);
    }

    /// Adds a fence, with the nodes in it if it is a template.
    fn code(&mut self, fence: Fence, text: &str, to_source: ToSource<'_>) {
        if let Some(template) = self.fence(fence, text, to_source) {
            let to_source: ToSource<'_> = &|range| to_source(template.old_range(range));
            self.read(&template.text, to_source);
            self.close();
        }
    }

    fn finish(&mut self, end: TagEnd) {
        self.after_inline = matches!(
            end,
            TagEnd::Link
                | TagEnd::Image
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
        );
        let closed = self.close();
        if matches!(end, TagEnd::HtmlBlock) {
            self.finish_html_block();
        }
        if let Some(index) = closed {
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
