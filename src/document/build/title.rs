//! Titles of admonitions and tabs: a line of Markdown, whatever blocks it looks like.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::builder::{Builder, ToSource};
use super::kind::OPTIONS;
use super::text::Whole;
use crate::document::node::NodeKind;
use crate::document::places::Rewritten;

/// With a word in front of it, no line begins a list, a heading or the like.
const LEAD: &str = "x ";

impl Builder<'_> {
    /// Adds a title as a node of its own; `to_source` leads its bytes to the source.
    pub(super) fn title(&mut self, words: &str, to_source: ToSource<'_>) {
        let place = to_source(0..words.len());
        self.open(NodeKind::Title, false, &place);
        if !words.trim().is_empty() {
            // A title may be written as a heading; it is none.
            let signs = words.len() - words.trim_start_matches('#').len();
            let is_heading = words[signs..].starts_with(' ');
            let from = if is_heading { signs + 1 } else { 0 };
            self.line(&words[from..], &|range: Range<usize>| {
                to_source(range.start + from..range.end + from)
            });
        }
        self.close();
    }

    /// Reads a line of Markdown.
    fn line(&mut self, words: &str, to_source: ToSource<'_>) {
        let mut line = Rewritten::default();
        line.add(LEAD);
        line.keep(words, 0..words.len());
        let whole = Whole {
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
