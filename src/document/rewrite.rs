//! Admonitions and content tabs become block quotes, line by line, so that one Markdown parse nests
//! them like everything else. A header at column H becomes `>`; its body, four columns further in, loses
//! those columns and gets `> `; an empty line after the body keeps text below from being drawn in.

use std::collections::HashMap;
use std::ops::Range;

use super::admonition::{Header, header};
use super::attributes::is_list;
use super::inline::definition;
use super::places::Rewritten;

/// The text to parse, and which of its block quotes stand for something else.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    /// The text, with the way back to the one it was made from.
    pub(super) rewritten: Rewritten,
    /// The headers, by where their `>` stands in the new text, with their bytes in the old one.
    pub(super) headers: HashMap<usize, (Header, Range<usize>)>,
    /// The abbreviations that the text explains, each with what it stands for.
    pub(super) abbreviations: Vec<(String, String)>,
    /// What looks like the body of a header and is indented too little to be in it.
    pub(super) lost: Vec<Lost>,
}

/// Lines that look like a body, with their bytes in the old text.
#[derive(Debug)]
pub(super) struct Lost {
    /// The words of the first line.
    pub(super) words: Range<usize>,
    /// The indent of each line, and how many spaces would bring it into the body. Lines that stand below the header
    /// without any indent may be meant to be outside: none of them are here.
    pub(super) indents: Vec<(Range<usize>, usize)>,
}

/// Rewrites a text.
pub(super) fn rewrite(text: &str) -> Prepared {
    let mut lines = Lines::new(text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push(start, line);
        start += line.len();
    }
    lines.flush_blanks();
    lines.out
}

struct Lines<'a> {
    text: &'a str,
    out: Prepared,
    /// The columns at which the open headers stand, outermost first.
    open: Vec<usize>,
    /// The columns at which the text of the open list items begins, innermost last, and how many
    /// headers were open outside them.
    items: Vec<(usize, usize)>,
    /// The fence that is open: its character and length.
    fence: Option<(u8, usize)>,
    /// The column of the last header, as long as no line of a body has followed it.
    bodiless: Option<usize>,
    /// The column from which on lines are lost, and how many columns they lack.
    losing: Option<(usize, usize)>,
    /// Blank lines that wait to know which body they belong to.
    blanks: Vec<(usize, usize)>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            out: Prepared::default(),
            open: Vec::new(),
            items: Vec::new(),
            fence: None,
            bodiless: None,
            losing: None,
            blanks: Vec::new(),
        }
    }

    fn push(&mut self, start: usize, line: &str) {
        if line.trim().is_empty() {
            self.blanks.push((start, start + line.len()));
            return;
        }
        let indent = columns(line);
        self.watch_lost(start, line, indent);
        self.close_bodies(indent);
        self.flush_blanks();
        let base = self.open.last().map_or(0, |column| column + 4);
        if self.fence.is_none() {
            self.close_items(indent);
        }
        let depth = self.open.len();
        let inner = match self.items.last() {
            Some((column, outside)) if *outside == depth => *column,
            _ => base,
        };
        let text = line.trim_start();
        if self.fence.is_some() || indent >= inner + 4 {
            self.watch_fence(text);
            self.emit(start, line, indent);
        } else if let Some(header) = header(text) {
            self.emit_header(start, line, (indent, header));
        } else if !self.is_silent(text) {
            self.open_items(indent, text);
            self.watch_fence(after_markers(text).1);
            self.emit(start, line, indent);
        }
    }

    /// Whether a line says something that is not shown where it stands: what an abbreviation means, how the block
    /// above it looks, where a table of contents would be.
    fn is_silent(&mut self, text: &str) -> bool {
        let line = text.trim_end();
        if let Some(abbreviation) = definition(line) {
            self.out.abbreviations.push(abbreviation);
            return true;
        }
        line == "[TOC]" || is_list(line)
    }

    /// Keeps an eye on lines that end the innermost body and were probably meant to be in it: text right below a
    /// header, text that is indented by less than four columns, and what goes on below that with the same indent.
    fn watch_lost(&mut self, start: usize, line: &str, indent: usize) {
        let text = line.trim_start();
        let lead = start..start + line.len() - text.len();
        if let Some((from, lacking)) = self.losing {
            if indent >= from {
                if let Some(lost) = self.out.lost.last_mut() {
                    lost.indents.push((lead, indent + lacking));
                }
                return;
            }
            self.losing = None;
        }
        let Some(column) = self.open.last().copied().filter(|at| indent < at + 4) else {
            return;
        };
        let directly = self.blanks.is_empty();
        let bodiless = self.bodiless == Some(column);
        let inside = indent > column && (bodiless || directly);
        let flush = indent == column && !text.starts_with('#') && header(text).is_none();
        if inside || bodiless && directly && flush {
            let mut indents = Vec::new();
            if inside {
                self.losing = Some((indent, column + 4 - indent));
                indents.push((lead.clone(), column + 4));
            }
            self.out.lost.push(Lost {
                words: lead.end..start + line.trim_end().len(),
                indents,
            });
        }
    }

    /// Ends the bodies that a line at this column no longer belongs to.
    fn close_bodies(&mut self, indent: usize) {
        let before = self.open.len();
        while self.open.last().is_some_and(|column| indent < column + 4) {
            self.open.pop();
        }
        if self.open.len() < before {
            self.fence = None;
            self.items
                .retain(|(_, outside)| *outside <= self.open.len());
            self.flush_blanks();
            self.prefix(false);
            self.out.rewritten.add("\n");
        }
    }

    fn close_items(&mut self, indent: usize) {
        while self
            .items
            .last()
            .is_some_and(|(column, _)| indent < *column)
        {
            self.items.pop();
        }
    }

    fn open_items(&mut self, indent: usize, text: &str) {
        let depth = self.open.len();
        for width in after_markers(text).0 {
            self.items.push((indent + width, depth));
        }
    }

    fn watch_fence(&mut self, text: &str) {
        let mark = text.as_bytes().first().copied().unwrap_or(0);
        let run = text.bytes().take_while(|byte| *byte == mark).count();
        match self.fence {
            Some((open, len)) => {
                if mark == open && run >= len && text[run..].trim().is_empty() {
                    self.fence = None;
                }
            }
            None => {
                let opens =
                    run >= 3 && (mark == b'~' || mark == b'`' && !text[run..].contains('`'));
                if opens {
                    self.fence = Some((mark, run));
                }
            }
        }
    }

    /// Blank lines stand in the bodies that are open now.
    fn flush_blanks(&mut self) {
        for (start, end) in std::mem::take(&mut self.blanks) {
            if self.open.is_empty() {
                self.out.rewritten.keep(self.text, start..end);
            } else {
                self.prefix(false);
                let newline = if self.text[start..end].ends_with('\n') {
                    end - 1
                } else {
                    end
                };
                self.out.rewritten.keep(self.text, newline..end);
            }
        }
    }

    /// The `>` of every open body; the text follows a space behind the last one.
    fn prefix(&mut self, text_follows: bool) {
        let mut from = 0;
        for (index, column) in self.open.iter().enumerate() {
            self.out
                .rewritten
                .add(&" ".repeat(column.saturating_sub(from)));
            let last = index + 1 == self.open.len();
            self.out
                .rewritten
                .add(if last && !text_follows { ">" } else { "> " });
            from = column + 4;
        }
    }

    fn emit(&mut self, start: usize, line: &str, indent: usize) {
        let words = start + line.len() - line.trim_start().len();
        match self.open.last().copied() {
            Some(column) => {
                self.bodiless = None;
                self.prefix(true);
                self.out.rewritten.add(&" ".repeat(indent - (column + 4)));
            }
            None => self.out.rewritten.keep(self.text, start..words),
        }
        if self.fence.is_none() && is_named(&self.text[words..]) {
            // The Markdown parser takes the colon for that of a definition.
            self.out.rewritten.add("\\");
        }
        self.out
            .rewritten
            .keep(self.text, words..start + line.len());
    }

    fn emit_header(&mut self, start: usize, line: &str, (indent, header): (usize, Header)) {
        let lead = line.len() - line.trim_start().len();
        self.open.push(indent);
        self.bodiless = Some(indent);
        self.prefix(false);
        let words = start + lead..start + line.trim_end().len();
        let at = self.out.rewritten.text.len() - 1;
        self.out.headers.insert(at, (header, words));
        let newline = start + line.trim_end_matches(['\n', '\r']).len();
        self.out
            .rewritten
            .keep(self.text, newline..start + line.len());
    }
}

/// The column of the first character, with tab stops every four columns.
pub(super) fn columns(line: &str) -> usize {
    let mut column = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => column += 1,
            b'\t' => column += 4 - column % 4,
            _ => break,
        }
    }
    column
}

/// The widths up to the text behind each list marker at the beginning of `text`, and that text.
fn after_markers(text: &str) -> (Vec<usize>, &str) {
    let mut widths = Vec::new();
    let mut used = 0;
    while let Some(marker) = marker(&text[used..]) {
        let rest = &text[used + marker..];
        let spaces = rest.bytes().take_while(|byte| *byte == b' ').count();
        if rest.trim().is_empty() || spaces == 0 {
            break;
        }
        used += marker + if spaces > 4 { 1 } else { spaces };
        widths.push(used);
        if widths.len() > 8 {
            break;
        }
    }
    (widths, &text[used..])
}

fn marker(text: &str) -> Option<usize> {
    match text.as_bytes().first()? {
        b'-' | b'*' | b'+' => Some(1),
        b'0'..=b'9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let ends = matches!(text.as_bytes().get(digits), Some(b'.' | b')'));
            (digits <= 9 && ends).then_some(digits + 1)
        }
        _ => None,
    }
}

/// Whether a text begins with a colon that begins a name, as in `:smile:`.
fn is_named(text: &str) -> bool {
    let name = text.strip_prefix(':');
    name.is_some_and(|name| name.starts_with(|c: char| c.is_alphanumeric() || "+-".contains(c)))
}
