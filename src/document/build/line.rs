//! Text that is parsed as one line of Markdown and never as a block: titles of admonitions and tabs, and surplus cells
//! of a table row.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::builder::{ToSource, TreeBuilder};
use super::kind::OPTIONS;
use super::text::ParsedText;
use crate::document::lost;
use crate::document::node::NodeKind;
use crate::document::places::Rewritten;

/// After a word, a line cannot begin a list, a heading or another block.
const LEAD: &str = "x ";

impl TreeBuilder<'_> {
    /// Adds a title as a node of its own; `to_source` maps its bytes to the source.
    pub(super) fn title(&mut self, words: &str, to_source: ToSource<'_>) {
        let place = to_source(0..words.len());
        self.open(NodeKind::Title, false, &place);
        if !words.trim().is_empty() {
            // A title may be written as a heading, but is not one.
            let signs = words.len() - words.trim_start_matches('#').len();
            let is_heading = words[signs..].starts_with(' ');
            let from = if is_heading { signs + 1 } else { 0 };
            self.line(&words[from..], &|range: Range<usize>| {
                to_source(range.start + from..range.end + from)
            });
        }
        self.close();
    }

    /// Adds the surplus cells of a table row, which the Markdown parser drops.
    pub(super) fn further_cells(&mut self, rest: Range<usize>, whole: &ParsedText<'_>) {
        let text = &whole.text[rest.clone()];
        let is_end = |at: &usize| !text[..*at].ends_with('\\');
        let ends = text.match_indices('|').map(|(at, _)| at).filter(is_end);
        let mut from = 0;
        let mut cells = Vec::new();
        for end in ends.chain([text.len()]) {
            let cell = &text[from..end];
            let start = rest.start + from + cell.len() - cell.trim_start().len();
            from = end + 1;
            let words = cell.trim();
            if words.is_empty() {
                continue;
            }
            let to_source: ToSource<'_> =
                &|range| (whole.to_source)(start + range.start..start + range.end);
            let place = to_source(0..words.len());
            self.open(NodeKind::TableCell, false, &place);
            self.line(words, to_source);
            self.close();
            cells.push(place);
        }
        if let Some(first) = cells.first() {
            let span = self.span(first);
            self.diagnostics.push(lost::extra_cells(span, cells.len()));
        }
    }

    /// Reads a line of Markdown.
    fn line(&mut self, words: &str, to_source: ToSource<'_>) {
        let mut line = Rewritten::default();
        line.add(LEAD);
        line.keep(words, 0..words.len());
        let whole = ParsedText {
            text: &line.text,
            escapes: &HashSet::new(),
            to_source: &|range: Range<usize>| to_source(line.old_range(range)),
        };
        for (event, mut range) in Parser::new_ext(&line.text, OPTIONS).into_offset_iter() {
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Text(text) if range.start == 0 => {
                    range.start = LEAD.len();
                    self.event(
                        Event::Text(text[LEAD.len()..].to_owned().into()),
                        range,
                        &whole,
                    );
                }
                event => self.event(event, range, &whole),
            }
        }
        self.flush_text(&whole);
    }
}
