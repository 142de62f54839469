//! Turns blocks without a Markdown marker into block quotes, line by line, so that one Markdown parse nests them like
//! everything else: admonitions and content tabs, whose body is indented below a header, and blocks between two lines
//! of colons. A header becomes `>`, the lines of its body get `> ` in place of four columns, and an empty line after
//! the body keeps the text below out of it. To know where a header is possible, lines are read as the Markdown parser
//! reads them: first their [containers](container), then the [markers](marker) they begin with. All other lines are
//! copied unchanged.

mod body;
mod container;
mod cursor;
mod formula;
mod lines;
pub(super) mod marker;
mod open;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::directive;
use container::{ContainerKind, LastBlock};
use cursor::Cursor;
use lines::{LineRewriter, Raw, ScannedLine};
use marker::{HtmlEnd, closes_fence};

pub(super) use cursor::columns;
pub(super) use lines::{Lost, Prepared};

/// Rewrites a text.
pub(super) fn rewrite(text: &str) -> Prepared<'_> {
    let mut lines = LineRewriter::new(text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.read_line(start, line);
        start += line.len();
    }
    lines.flush_blanks();
    lines.out
}

impl<'a> LineRewriter<'a> {
    fn read_line(&mut self, start: usize, line: &'a str) {
        let end = start + line.len();
        let words = line.trim_end_matches(['\n', '\r']);
        let mut cursor = Cursor::new(words);
        if words.trim_start().is_empty() {
            self.push_blank(start..end);
            return;
        }
        let held = self.count_held(&mut cursor);
        let is_held = held == self.open.len();
        if cursor.rest().is_empty() {
            if !is_held {
                self.close(held);
            }
            self.end_html();
            self.end_paragraph();
            return self.hold_back(start..end);
        }
        let line = ScannedLine {
            start,
            end,
            inner: cursor,
            cursor,
        };
        self.watch_lost(&line);
        if !is_held {
            self.watch_body(&line, held);
            if self.is_lazy(&line, held) {
                self.innermost().last = LastBlock::Paragraph;
                return self.emit(&line, held);
            }
            self.close(held);
        }
        self.flush_blanks();
        match self.raw {
            Some(raw) => self.raw_line(raw, &line),
            None => self.open_line(line),
        }
    }

    fn push_blank(&mut self, line: Range<usize>) {
        self.end_html();
        // An empty line without a quote marker is outside of the quote.
        let quote = self
            .open
            .iter()
            .position(|open| open.kind == ContainerKind::Quote);
        if let Some(quote) = quote {
            self.close(quote);
        }
        self.end_paragraph();
        self.hold_back(line);
    }

    fn end_html(&mut self) {
        if matches!(self.raw, Some(Raw::Html(HtmlEnd::Blank) | Raw::Script)) {
            self.raw = None;
        }
    }

    fn end_paragraph(&mut self) {
        let inner = self.innermost();
        if inner.last.goes_on() {
            inner.last = LastBlock::Ended;
        }
    }

    /// How many of the open containers a line is in.
    fn count_held(&self, cursor: &mut Cursor<'a>) -> usize {
        let all = self.open.iter();
        all.take_while(|open| open.kind.holds(cursor)).count()
    }

    /// Whether a line continues a paragraph although it lacks the markers of its containers.
    fn is_lazy(&self, line: &ScannedLine<'_>, held: usize) -> bool {
        let is_made = self.open[held..].iter().any(|open| open.kind.is_made());
        let last = self.open.last().map_or(LastBlock::Other, |open| open.last);
        let closes = directive::closes(line.cursor.rest())
            && self.open[..held]
                .iter()
                .any(|open| open.kind == ContainerKind::Fenced);
        self.raw.is_none()
            && !closes
            && !is_made
            && last.goes_on()
            && !open::begins_block(line.cursor.rest())
            && self.directives.end(line.start).is_none()
    }

    /// Closes all containers except the first `held`.
    fn close(&mut self, held: usize) {
        let made = self.open[held..].iter().any(|open| open.kind.is_made());
        self.open.truncate(held);
        self.raw = None;
        if made {
            self.part();
        }
    }

    fn raw_line(&mut self, raw: Raw, line: &ScannedLine<'_>) {
        if matches!(raw, Raw::Script) {
            return;
        }
        self.emit(line, self.open.len());
        let words = line.cursor.rest();
        let ends = match raw {
            Raw::Fence(fence) => line.cursor.indent() < 4 && closes_fence(words, fence),
            Raw::Html(end) => end.is_in(words),
            Raw::Script => false,
        };
        if ends {
            self.raw = None;
        }
    }
}
