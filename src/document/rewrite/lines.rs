//! The lines of a text as they are read and rewritten.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::container::{Container, ContainerKind, prefix};
use super::cursor::Cursor;
use super::marker::HtmlEnd;
use crate::document::admonition::Header;
use crate::document::directive::Directives;
use crate::document::places::Rewritten;

/// The text to parse, and the block quotes in it that replace other syntax.
#[derive(Debug, Default)]
pub(in crate::document) struct Prepared<'a> {
    /// The original text.
    pub(in crate::document) old: &'a str,
    /// The new text, with the mapping to the original.
    pub(in crate::document) rewritten: Rewritten,
    /// The headers, by the position of their `>` in the new text, with their range in the original.
    pub(in crate::document) headers: HashMap<usize, (Header, Range<usize>)>,
    /// The positions of backslashes in the new text that the original does not have.
    pub(in crate::document) escapes: HashSet<usize>,
    /// The abbreviations that the text defines, each with its meaning.
    pub(in crate::document) abbreviations: Vec<(String, String)>,
    /// Lines of MDX code, which are removed.
    pub(in crate::document) scripts: Vec<Range<usize>>,
    /// Lines that look like the body of a header but are not indented enough.
    pub(in crate::document) lost: Vec<Lost>,
}

/// Lines that look like a body, with their ranges in the original text.
#[derive(Debug)]
pub(in crate::document) struct Lost {
    /// The words of the first line.
    pub(in crate::document) words: Range<usize>,
    /// The indent of each line, with all of a tab that the containers around it share, and how many spaces would move the
    /// line into the body. Lines below the header without any indent may be meant to be outside, so they are not
    /// included.
    pub(in crate::document) indents: Vec<(Range<usize>, usize)>,
}

/// What is known about the last header.
#[derive(Debug, Default)]
pub(super) struct LastHeader {
    /// How many containers were open including the last header's own, as long as no line of its body has followed.
    pub(super) bodiless: Option<usize>,
    /// How many containers hold the lost lines, the column at which they begin, and how many columns they lack.
    pub(super) losing: Option<(usize, usize, usize)>,
}

/// The context of a line that is not read for headers.
#[derive(Clone, Copy, Debug)]
pub(super) enum Raw {
    /// A fence: its mark and length.
    Fence((u8, usize)),
    /// Code of MDX.
    Script,
    /// Raw HTML.
    Html(HtmlEnd),
}

pub(super) struct LineRewriter<'a> {
    pub(super) text: &'a str,
    pub(super) out: Prepared<'a>,
    pub(super) directives: Directives,
    /// The open containers, outermost first; the first is the whole text.
    pub(super) open: Vec<Container>,
    /// Raw text that the last line began in the innermost container and did not end.
    pub(super) raw: Option<Raw>,
    /// The beginning of an abbreviation's definition that the next lines may continue.
    pub(super) abbreviation: Option<String>,
    /// The header of a block between colons whose options may follow.
    pub(super) options: Option<usize>,
    pub(super) body: LastHeader,
    /// Blank lines whose container is not known yet, and whether they cannot be copied unchanged because they may have
    /// a quote marker in a body.
    pub(super) blanks: Vec<(Range<usize>, bool)>,
}

/// A line of the text, and how far it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScannedLine<'a> {
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after it and its line end.
    pub(super) end: usize,
    /// The position after the markers of the containers that were already open.
    pub(super) inner: Cursor<'a>,
    /// The position after the markers of the containers that it opens itself.
    pub(super) cursor: Cursor<'a>,
}

impl<'a> LineRewriter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut rewritten = Rewritten::default();
        rewritten.text.reserve(text.len() + text.len() / 32);
        Self {
            text,
            out: Prepared {
                old: text,
                rewritten,
                ..Prepared::default()
            },
            directives: Directives::of(text),
            open: vec![Container::new(ContainerKind::Root)],
            raw: None,
            abbreviation: None,
            options: None,
            body: LastHeader::default(),
            blanks: Vec::new(),
        }
    }

    pub(super) fn innermost(&mut self) -> &mut Container {
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    /// Adds an empty line, to keep the text after it separate from the closed blocks.
    pub(super) fn part(&mut self) {
        self.flush_blanks();
        self.out.rewritten.add(&prefix(&self.open, false));
        self.out.rewritten.add("\n");
    }

    fn is_made(&self) -> bool {
        self.open.iter().any(|open| open.kind.is_made())
    }

    /// Holds back a blank line until the next line shows which container it belongs to.
    pub(super) fn hold_back(&mut self, line: Range<usize>) {
        let is_made = self.is_made();
        self.blanks.push((line, is_made));
    }

    /// Writes held-back blank lines into the containers that are open now.
    pub(super) fn flush_blanks(&mut self) {
        let is_made = self.is_made();
        for (line, was_made) in self.blanks.drain(..) {
            if !is_made && !was_made {
                self.out.rewritten.keep(self.text, line);
                continue;
            }
            self.out.rewritten.add(&prefix(&self.open, false));
            let ends = self.text[line.clone()].ends_with('\n');
            let newline = line.end - usize::from(ends);
            self.out.rewritten.keep(self.text, newline..line.end);
        }
    }

    /// Copies a line in the first `held` containers, after the containers it opens itself.
    pub(super) fn emit(&mut self, line: &ScannedLine<'_>, held: usize) {
        self.begin(line, held);
        let at = line.start + line.cursor.rest_at();
        self.out.rewritten.keep(self.text, at..line.end);
    }

    /// Writes the start of a line up to the text after the markers it opens.
    pub(super) fn begin(&mut self, line: &ScannedLine<'_>, held: usize) {
        let at = line.start + line.cursor.rest_at();
        let out = &mut self.out.rewritten;
        if !self.open[..held].iter().any(|open| open.kind.is_made()) {
            return out.keep(self.text, line.start..at);
        }
        out.add(&prefix(&self.open[..held], true));
        let is_fence = matches!(self.raw, Some(Raw::Fence(_)));
        let from = line.start + line.inner.at;
        if is_fence && line.inner.is_exact() {
            return out.keep(self.text, from..at);
        }
        // A tab would end at a different column here.
        out.add(&" ".repeat(line.inner.indent()));
        let from = line.start + line.inner.rest_at();
        if from < at {
            let opened = self.text[from..at].trim_end();
            out.keep(self.text, from..from + opened.len());
            let mut cursor = line.inner;
            cursor.skip(cursor.indent());
            cursor.pass(opened.len());
            out.add(&" ".repeat(cursor.indent()));
        }
    }
}
