//! The lines of a text as they are read and written anew.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::container::{Container, Kind, prefix};
use super::cursor::Cursor;
use super::marker::HtmlEnd;
use crate::document::admonition::Header;
use crate::document::directive::Directives;
use crate::document::places::Rewritten;

/// The text to parse, and which of its block quotes stand for something else.
#[derive(Debug, Default)]
pub(in crate::document) struct Prepared<'a> {
    /// The text that it was made from.
    pub(in crate::document) old: &'a str,
    /// The text, with the way back to the one it was made from.
    pub(in crate::document) rewritten: Rewritten,
    /// The headers, by where their `>` stands in the new text, with their bytes in the old one.
    pub(in crate::document) headers: HashMap<usize, (Header, Range<usize>)>,
    /// Where the new text has a backslash that the old one has not.
    pub(in crate::document) escapes: HashSet<usize>,
    /// The abbreviations that the text explains, each with what it stands for.
    pub(in crate::document) abbreviations: Vec<(String, String)>,
    /// Lines of MDX that are code, which are left out.
    pub(in crate::document) scripts: Vec<Range<usize>>,
    /// What looks like the body of a header and is indented too little to be in it.
    pub(in crate::document) lost: Vec<Lost>,
}

/// Lines that look like a body, with their bytes in the old text.
#[derive(Debug)]
pub(in crate::document) struct Lost {
    /// The words of the first line.
    pub(in crate::document) words: Range<usize>,
    /// The indent of each line, and how many spaces would bring it into the body. Lines that stand below the header
    /// without any indent may be meant to be outside: none of them are here.
    pub(in crate::document) indents: Vec<(Range<usize>, usize)>,
}

/// What is known of the last header.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// How many containers were open with the last header's own, as long as no line of its body has followed.
    pub(super) bodiless: Option<usize>,
    /// How many containers hold the lines that are lost, the column from which on they are, and how many columns they
    /// lack.
    pub(super) losing: Option<(usize, usize, usize)>,
}

/// What a line is in, where it is not read for headers.
#[derive(Clone, Copy, Debug)]
pub(super) enum Raw {
    /// A fence: its mark and length.
    Fence((u8, usize)),
    /// Code of MDX.
    Script,
    /// Raw HTML.
    Html(HtmlEnd),
}

pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) out: Prepared<'a>,
    pub(super) directives: Directives,
    /// What is open, outermost first; the first is the text as a whole.
    pub(super) open: Vec<Container>,
    /// What the last line has begun in the innermost container and is not over.
    pub(super) raw: Option<Raw>,
    /// The lines that may go on with what an abbreviation stands for.
    pub(super) abbreviation: Option<String>,
    /// The header of a block between colons whose options may follow.
    pub(super) options: Option<usize>,
    pub(super) body: Watch,
    /// Blank lines that wait to know which body they belong to, and whether they cannot be taken over as they stand: they
    /// may have the mark of a quote in a body.
    pub(super) blanks: Vec<(Range<usize>, bool)>,
}

/// A line of the text, and how far it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// The byte that it begins at.
    pub(super) start: usize,
    /// The byte behind it and its line end.
    pub(super) end: usize,
    /// Where in it the containers end that were open before.
    pub(super) inner: Cursor<'a>,
    /// Where what it opens itself ends.
    pub(super) cursor: Cursor<'a>,
}

impl<'a> Lines<'a> {
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
            open: vec![Container::new(Kind::Root)],
            raw: None,
            abbreviation: None,
            options: None,
            body: Watch::default(),
            blanks: Vec::new(),
        }
    }

    pub(super) fn innermost(&mut self) -> &mut Container {
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    /// An empty line, so that what follows is not drawn into what was closed.
    pub(super) fn part(&mut self) {
        self.flush_blanks();
        self.out.rewritten.add(&prefix(&self.open, false));
        self.out.rewritten.add("\n");
    }

    fn is_made(&self) -> bool {
        self.open.iter().any(|open| open.kind.is_made())
    }

    /// Keeps a blank line until the next line says what it stands in.
    pub(super) fn hold_back(&mut self, line: Range<usize>) {
        let is_made = self.is_made();
        self.blanks.push((line, is_made));
    }

    /// Blank lines stand in the containers that are open now.
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

    /// Takes over a line that stands in the first containers, behind what it opens itself.
    pub(super) fn emit(&mut self, line: &Line<'_>, held: usize) {
        self.begin(line, held);
        let at = line.start + line.cursor.rest_at();
        self.out.rewritten.keep(self.text, at..line.end);
    }

    /// Writes the beginning of a line up to the text behind what it opens.
    pub(super) fn begin(&mut self, line: &Line<'_>, held: usize) {
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
        // A tab would end at another column here.
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
