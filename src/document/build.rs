//! Turns the Markdown parser's events into a tree. Only this file and those below it name pulldown-cmark.
//!
//! 1. [`builder`] holds the nodes so far and the open ones.
//! 2. [`parts`] cuts a long text.
//! 3. [`kind`], [`inline`], [`fence`], [`raw`] and [`raw_list`] add nodes for the events; [`finish`] and [`cell`] complete
//!    a node at its end, [`literal`] joins scripts, and [`link`] finds definitions of links without a use.

mod builder;
mod cell;
mod fence;
mod finish;
mod inline;
mod kind;
mod line;
mod link;
mod literal;
mod parts;
mod raw;
mod raw_list;
mod text;

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use builder::{DEEPEST, TreeBuilder};
use fence::Fence;
use kind::{OPTIONS, kind_of};
use link::UsedLinks;
use text::{ParsedText, money};

pub(super) use builder::{ParseContext, ToSource};

use super::allow::{self, Allowance};
use super::footnotes::Footnotes;
use super::foreign::Foreign;
use super::inline::After;
use super::lost;
use super::node::{Node, NodeKind};
use super::remark;
use super::rewrite::{Prepared, rewrite};
use super::wrapper;
use crate::diagnostic::{Code, Diagnostic};
use crate::units::RawHtml;

/// Parses a text; `to_source` maps its positions to the source.
pub(super) fn build(
    of: ParseContext<'_>,
    (text, to_source): (&str, ToSource<'_>),
    diagnostics: &mut Vec<Diagnostic>,
) -> ParsedFile {
    let source = of.source;
    let mut builder = TreeBuilder::new(of);
    builder.read(text, to_source);
    builder.settle_anchors();
    builder.report_counted();
    if !builder.parted {
        builder.join_lines();
    }
    let mut allowed = Vec::new();
    // Each of these walks over all nodes.
    if !builder.raw.is_empty() {
        allowed = allow::take(&mut builder.nodes, source, &mut builder.diagnostics);
        builder.join_literals();
        builder.name_links();
        builder.settle_ids();
        builder.report_open_comments();
        builder.mark_addresses();
        match of.html {
            RawHtml::Sanitized => builder.clean_raw_html(),
            RawHtml::Trusted => builder.unmark_raw_html(),
        }
    }
    let footnotes = Footnotes::of(&builder.nodes);
    for node in footnotes.unused(&builder.nodes) {
        builder.diagnostics.push(
            Diagnostic::new(
                Code::UnusedFootnote,
                node.span,
                "this footnote is never referenced",
            )
            .hint("add a reference to it, or make it a paragraph; until then, it is shown at the end of its text"),
        );
    }
    if let Some(span) = builder.flat {
        builder.diagnostics.push(
            Diagnostic::new(
                Code::NestedTooDeep,
                span,
                "this is nested too deeply; from here on, it is shown flat",
            )
            .hint(format!(
                "nest lists, quotes, emphasis and HTML at most {DEEPEST} levels deep"
            )),
        );
    }
    diagnostics.append(&mut builder.diagnostics);
    ParsedFile {
        foreign: Foreign {
            script: builder.scripts.first.map(|(span, _)| span),
            component: builder.components.first,
        },
        nodes: builder.nodes,
        footnotes,
        allowed: Allowance::of(allowed),
    }
}

/// The result of parsing one file.
pub(super) struct ParsedFile {
    /// Syntax for other programs that was left out.
    pub(super) foreign: Foreign,
    /// Its nodes.
    pub(super) nodes: Vec<Node>,
    /// The footnotes among them.
    pub(super) footnotes: Footnotes,
    /// The codes that its author allows.
    pub(super) allowed: Allowance,
}

impl TreeBuilder<'_> {
    /// Reads a text without the author's comments.
    fn read(&mut self, text: &str, to_source: ToSource<'_>) {
        let Some(public) = remark::take_out(text) else {
            return self.unwrap(text, to_source);
        };
        if let Some((mark, hides)) = &public.unclosed {
            let span = self.span(&to_source(mark.clone()));
            self.diagnostics.push(lost::unclosed_remark(span, *hides));
        }
        self.unwrap(&public.text.text, &|range| {
            to_source(public.text.old_range(range))
        });
    }

    /// Reads a text and the Markdown inside its raw HTML.
    fn unwrap(&mut self, text: &str, to_source: ToSource<'_>) {
        match wrapper::unwrap(text) {
            Some(open) => self.run(rewrite(&open.text), &|range| {
                to_source(open.old_range(range))
            }),
            None => self.run(rewrite(text), to_source),
        }
    }

    fn run(&mut self, mut prepared: Prepared<'_>, outer: ToSource<'_>) {
        for abbreviation in std::mem::take(&mut prepared.abbreviations) {
            self.abbreviations.add(abbreviation);
        }
        for script in &prepared.scripts {
            let span = self.span(&outer(script.clone()));
            self.scripts.add(span, "");
        }
        for body in &prepared.lost {
            let span = |range: &Range<usize>| self.span(&outer(range.clone()));
            let diagnostic = lost::lost_body(body, self.source, span);
            self.diagnostics.push(diagnostic);
        }
        let whole = ParsedText {
            text: &prepared.rewritten.text,
            escapes: &prepared.escapes,
            to_source: &|range| outer(prepared.rewritten.old_range(range)),
        };
        if !self.add_parts(&prepared, outer, &whole) {
            self.add_events(0..whole.text.len(), &prepared, (outer, &whole));
        }
    }

    /// Adds the nodes of a part of a text. Returns whether the last node is a block that may continue after the part:
    /// code or raw HTML.
    fn add_events(
        &mut self,
        part: Range<usize>,
        prepared: &Prepared<'_>,
        (outer, whole): (ToSource<'_>, &ParsedText<'_>),
    ) -> bool {
        let mut code: Option<Fence> = None;
        let mut is_open = false;
        let from = part.start;
        let mut events = Parser::new_ext(&whole.text[part], OPTIONS).into_offset_iter();
        let mut used = UsedLinks::default();
        for (event, range) in events.by_ref() {
            used.see(&event);
            let range = range.start + from..range.end + from;
            is_open = matches!(event, Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock));
            if let Some(fence) = &mut code {
                match event {
                    Event::End(_) => {
                        if let Some(fence) = code.take() {
                            self.code(fence, whole);
                        }
                    }
                    Event::Text(words) => fence.push(whole.text, &words, range),
                    _ => {}
                }
                continue;
            }
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    self.flush_text(whole);
                    code = Some(Fence::new(&kind, range));
                }
                Event::Start(Tag::BlockQuote(_)) => {
                    self.flush_text(whole);
                    self.open_quote(prepared, (range, outer), whole);
                }
                event => self.event(event, range, whole),
            }
        }
        self.flush_text(whole);
        let unused = used.missing_of(events.reference_definitions());
        self.report_unused_links(unused, (from, whole));
        is_open
    }

    /// Opens a block quote, or the container that was rewritten as one.
    fn open_quote(
        &mut self,
        prepared: &Prepared<'_>,
        (range, outer): (Range<usize>, ToSource<'_>),
        whole: &ParsedText<'_>,
    ) {
        let at = range.start + whole.text[range.start..].find('>').unwrap_or(0);
        let Some((header, words)) = prepared.headers.get(&at) else {
            return self.open(NodeKind::Quote, true, &(whole.to_source)(range));
        };
        let place = outer(words.clone());
        let end = (whole.to_source)(range).end.max(place.end);
        let (kind, title) = self.headed(header, &place);
        self.open(kind, true, &(place.start..end));
        if let Some(title) = title {
            let title = words.start + title.start..words.start + title.end;
            self.title(&prepared.old[title.clone()], &|range| {
                outer(title.start + range.start..title.start + range.end)
            });
        }
    }

    /// Handles events other than code and quotes.
    fn event(&mut self, event: Event<'_>, range: Range<usize>, whole: &ParsedText<'_>) {
        if let Event::Text(words) = event {
            return self.text(&words, range, whole);
        }
        if let Event::InlineMath(words) | Event::DisplayMath(words) = &event
            && let Some(sum) = money(words, &range, whole)
        {
            return self.text(&sum, range, whole);
        }
        self.flush_text(whole);
        match event {
            Event::Start(Tag::HtmlBlock) => {
                self.push_raw(String::new(), &(whole.to_source)(range));
                self.stack.push(None);
            }
            Event::Start(tag) => {
                let nests = nests(&tag);
                self.open(kind_of(tag), nests, &(whole.to_source)(range));
            }
            Event::End(end) => {
                match end {
                    TagEnd::TableCell => self.cell_end = range.end,
                    TagEnd::TableRow => self.further_cells(self.cell_end..range.end, whole),
                    _ => {}
                }
                self.finish(end);
            }
            other => self.leaf(other, &(whole.to_source)(range)),
        }
    }

    /// Adds a fence, and for a template the nodes in it.
    fn code(&mut self, fence: Fence, whole: &ParsedText<'_>) {
        if let Some(template) = self.fence(fence, whole.text, whole.to_source) {
            let to_source: ToSource<'_> = &|range| (whole.to_source)(template.old_range(range));
            self.read(&template.text, to_source);
            self.close();
        }
    }

    fn finish(&mut self, end: TagEnd) {
        self.after = match end {
            TagEnd::Link | TagEnd::Image => After::Link,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => After::Inline,
            _ => After::Other,
        };
        let closed = self.close();
        if matches!(end, TagEnd::HtmlBlock) {
            self.finish_html_block();
        }
        if let Some(index) = closed {
            match end {
                TagEnd::Heading(_) => self.finish_heading(index),
                TagEnd::Item => self.finish_item(index),
                TagEnd::BlockQuote(_) => {
                    self.finish_quote(index);
                    self.finish_callout(index);
                }
                TagEnd::DefinitionListTitle => self.finish_terms(index),
                TagEnd::DefinitionListDefinition => self.finish_lead(index),
                TagEnd::TableCell => {
                    self.finish_lead(index);
                    self.finish_cell(index);
                }
                _ => {}
            }
        }
    }

    fn leaf(&mut self, event: Event<'_>, source: &Range<usize>) {
        self.after = match event {
            Event::Code(_) => After::Inline,
            _ => After::Other,
        };
        let kind = match event {
            Event::Code(code) => self.inline_code(&code, source),
            Event::Html(html) => return self.next_line_of_raw(&html, source),
            Event::InlineHtml(html) => match raw_list::drawn(&html) {
                Some(sign) => NodeKind::Text(sign.to_owned()),
                None => return self.push_raw(html.into_string(), source),
            },
            Event::FootnoteReference(label) => NodeKind::FootnoteReference {
                label: label.into_string(),
            },
            Event::SoftBreak => NodeKind::SoftBreak,
            Event::HardBreak => NodeKind::HardBreak,
            Event::Rule => NodeKind::Rule,
            Event::TaskListMarker(done) => return self.mark_task(done, source),
            Event::InlineMath(text) => self.formula(format!("${text}$"), source),
            Event::DisplayMath(text) => self.formula(format!("$${text}$$"), source),
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
}

/// Whether a tag can be nested in itself without limit.
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
