//! What a line opens: containers, headers and raw text.

use std::ops::Range;

use super::container::{Container, ContainerKind, LastBlock};
use super::formula;
use super::lines::{LineRewriter, Raw, ScannedLine};
use super::marker::{
    fence, footnote_label, html, is_rule, is_table_line, is_underline, list_marker, script,
};
use crate::document::admonition::{Header, header};
use crate::document::attributes::is_list;
use crate::document::directive;
use crate::document::inline::definition;

/// The maximum number of nested containers; anything deeper is text.
const DEEPEST: usize = 100;

/// Whether a line begins a block of its own directly below a paragraph in more containers.
pub(super) fn begins_block(text: &str) -> bool {
    header(text).is_some()
        || text.starts_with('>')
        || is_heading(text)
        || is_rule(text)
        || fence(text).is_some()
        || html(text).is_some()
        || footnote_label(text).is_some()
        || list_marker(text).is_some()
        || is_definition(text)
}

fn is_heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    (1..=6).contains(&(text.len() - rest.len()))
        && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

fn is_definition(text: &str) -> bool {
    text.strip_prefix(':')
        .is_some_and(|rest| rest.starts_with([' ', '\t']))
}

impl<'a> LineRewriter<'a> {
    /// Reads a line that is in all open containers.
    pub(super) fn open_line(&mut self, mut line: ScannedLine<'a>) {
        let outside = self.open.len();
        let goes_on = self.innermost().last.goes_on();
        if self.takes_up(&line) {
            return;
        }
        if list_marker(line.cursor.rest()).is_some() && self.is_contents_list(&line) {
            return;
        }
        while self.open.len() < DEEPEST && self.open_container(&mut line) {}
        let indent = line.cursor.indent();
        if indent >= 4 {
            self.innermost().last = if goes_on && self.open.len() == outside {
                LastBlock::Paragraph
            } else {
                LastBlock::Other
            };
            return self.emit(&line, outside);
        }
        if self.open.len() < DEEPEST && self.open_made(&line, outside) || self.is_silent(&line) {
            return;
        }
        self.open_text(&line, outside);
    }

    /// Whether a line continues something on the line above that is not shown.
    fn takes_up(&mut self, line: &ScannedLine<'_>) -> bool {
        let rest = line.cursor.rest();
        if let Some(short) = self.abbreviation.take() {
            self.out
                .abbreviations
                .push((short, rest.trim_end().to_owned()));
            return true;
        }
        let header = self.options.and_then(|at| self.out.headers.get_mut(&at));
        if header.is_some_and(|(header, _)| directive::option(rest, header)) {
            return true;
        }
        self.options = None;
        self.is_script(line)
    }

    /// Whether a line is MDX code, which ends at an empty line if not before.
    fn is_script(&mut self, line: &ScannedLine<'_>) -> bool {
        let is_top = self.open.len() == 1 && !self.innermost().last.goes_on();
        if !is_top {
            return false;
        }
        let words = self.text[line.start..line.end].trim_end();
        let Some(goes_on) = script(words) else {
            return false;
        };
        self.out.scripts.push(line.start..line.start + words.len());
        self.raw = goes_on.then_some(Raw::Script);
        true
    }

    /// Opens the container that a line begins, if any.
    fn open_container(&mut self, line: &mut ScannedLine<'a>) -> bool {
        let indent = line.cursor.indent();
        let rest = line.cursor.rest();
        if indent >= 4 || is_rule(rest) {
            return false;
        }
        let last = self.innermost().last;
        if last.goes_on() && is_underline(rest) {
            return false;
        }
        let kind = if rest.starts_with('>') {
            ContainerKind::Quote.holds(&mut line.cursor);
            ContainerKind::Quote
        } else if let Some(length) = footnote_label(rest).filter(|_| !last.goes_on()) {
            line.cursor.skip(indent);
            line.cursor.pass(length);
            ContainerKind::Footnote
        } else if let Some((length, interrupts)) = list_marker(rest) {
            if last.goes_on() && !interrupts {
                return false;
            }
            ContainerKind::Item(width(line, indent, length))
        } else if is_definition(rest) && last != LastBlock::Other {
            ContainerKind::Definition(width(line, indent, 1))
        } else {
            return false;
        };
        self.innermost().last = match kind {
            ContainerKind::Definition(_) => LastBlock::Definition,
            _ => LastBlock::Other,
        };
        self.open.push(Container::new(kind));
        true
    }

    /// Opens a container that becomes a block quote, or closes a block between colons.
    fn open_made(&mut self, line: &ScannedLine<'a>, outside: usize) -> bool {
        let rest = line.cursor.rest();
        if self.innermost().kind == ContainerKind::Fenced && directive::closes(rest) {
            self.open.pop();
            self.part();
            return true;
        }
        let is_paired = self.directives.end(line.start).is_some();
        let (made, kind) = match directive::opening(rest).filter(|_| is_paired) {
            Some(made) => (made, ContainerKind::Fenced),
            None => match header(rest) {
                Some(made) => (made, ContainerKind::Body(line.cursor.indent())),
                None => return false,
            },
        };
        let mark = self.emit_header(line, outside, made);
        self.options = (kind == ContainerKind::Fenced && rest.contains('{')).then_some(mark);
        self.innermost().last = LastBlock::Other;
        self.open.push(Container::new(kind));
        if kind != ContainerKind::Fenced {
            self.body.bodiless = Some(self.open.len());
        }
        true
    }

    /// Whether the line below a list item makes it a placeholder for a table of contents.
    fn is_contents_list(&self, line: &ScannedLine<'_>) -> bool {
        let below = &self.text[line.end..];
        if !below.trim_start().starts_with("{:") {
            return false;
        }
        let below = below.lines().next().unwrap_or_default();
        let inner = below.trim().strip_prefix("{:");
        inner.is_some_and(|inner| inner.split([' ', '}']).any(|word| word == "toc"))
    }

    /// Writes a header; returns the position of its `>`.
    fn emit_header(&mut self, line: &ScannedLine<'_>, outside: usize, header: Header) -> usize {
        self.begin(line, outside);
        let at = line.start + line.cursor.rest_at();
        let words = at..at + line.cursor.rest().trim_end().len();
        let mark = self.out.rewritten.text.len();
        self.out.rewritten.add(">");
        self.out.headers.insert(mark, (header, words));
        let ending = self.text[line.start..line.end].trim_end_matches(['\n', '\r']);
        let newline = line.start + ending.len();
        self.out.rewritten.keep(self.text, newline..line.end);
        mark
    }

    /// Whether a line is not shown where it is written: an abbreviation's definition, attributes for the block above
    /// it, or a placeholder for a table of contents.
    fn is_silent(&mut self, line: &ScannedLine<'_>) -> bool {
        let words = line.cursor.rest().trim_end();
        if let Some((short, title)) = definition(words) {
            let below = self.text[line.end..].lines().next().unwrap_or_default();
            if !title.is_empty() {
                let title = title.to_owned();
                self.out.abbreviations.push((short.to_owned(), title));
                return true;
            }
            if !below.trim_matches([' ', '\t', '>']).is_empty() {
                self.abbreviation = Some(short.to_owned());
                return true;
            }
        }
        is_contents(words) || is_list(words)
    }

    /// Writes a line of text, or the first line of raw text.
    fn open_text(&mut self, line: &ScannedLine<'_>, outside: usize) {
        self.body.bodiless = None;
        let rest = line.cursor.rest();
        let last = self.innermost().last;
        self.begin(line, outside);
        let is_table_line = is_table_line(rest) && last == LastBlock::Line;
        if is_table_line && rest.starts_with(':') {
            // The Markdown parser would read the colon as the marker of a definition.
            self.out.rewritten.add("|");
        } else if rest.starts_with(':') && !is_definition(rest) {
            let at = self.out.rewritten.text.len();
            self.out.escapes.insert(at);
            self.out.rewritten.add("\\");
        }
        let at = line.start + line.cursor.rest_at();
        if is_table_line {
            self.keep_without_tabs(at..line.end);
        } else {
            self.keep_words(at..line.end);
        }
        let (fence, html) = (fence(rest), html(rest));
        self.raw = match (fence, html) {
            (Some(fence), _) => Some(Raw::Fence(fence)),
            (None, Some(end)) if !end.is_in(rest) => Some(Raw::Html(end)),
            _ => None,
        };
        let is_text = fence.is_none()
            && html.is_none()
            && !is_heading(rest)
            && !is_rule(rest)
            && !(last.goes_on() && is_underline(rest));
        self.innermost().last = if !is_text {
            LastBlock::Other
        } else if last.goes_on() {
            LastBlock::Paragraph
        } else {
            LastBlock::Line
        };
    }
}

impl LineRewriter<'_> {
    /// Copies the delimiter row of a table: the Markdown parser knows none with tabs.
    fn keep_without_tabs(&mut self, row: Range<usize>) {
        let mut at = row.start;
        for (tab, _) in self.text[row.clone()].match_indices('\t') {
            let tab = row.start + tab;
            self.out.rewritten.keep(self.text, at..tab);
            self.out.rewritten.add(" ");
            at = tab + 1;
        }
        self.out.rewritten.keep(self.text, at..row.end);
    }

    /// Copies words, with formulas in `\(…\)` as code: Markdown would parse their content.
    fn keep_words(&mut self, words: Range<usize>) {
        let mut at = words.start;
        for formula in formula::places(&self.text[words.clone()]) {
            let formula = words.start + formula.start..words.start + formula.end;
            let ticks = "`".repeat(1 + formula::longest_run(&self.text[formula.clone()]));
            self.out.rewritten.keep(self.text, at..formula.start);
            self.out.rewritten.add(&ticks);
            self.out.rewritten.keep(self.text, formula.clone());
            self.out.rewritten.add(&ticks);
            at = formula.end;
        }
        for pipe in formula::pipes(&self.text[words.clone()]) {
            let pipe = words.start + pipe;
            if pipe < at {
                continue;
            }
            self.out.rewritten.keep(self.text, at..pipe);
            self.out.escapes.insert(self.out.rewritten.text.len());
            self.out.rewritten.add("\\");
            at = pipe;
        }
        self.out.rewritten.keep(self.text, at..words.end);
    }
}

/// Reads a marker and the white space after it; returns the indent of the content within its container.
fn width(line: &mut ScannedLine<'_>, indent: usize, length: usize) -> usize {
    line.cursor.skip(indent);
    line.cursor.pass(length);
    let spaces = line.cursor.indent();
    let is_empty = line.cursor.rest().trim_start().is_empty();
    let used = if is_empty || spaces > 4 { 1 } else { spaces };
    line.cursor.skip(used);
    indent + length + used
}

/// Whether a line is a placeholder for a table of contents or the like.
fn is_contents(line: &str) -> bool {
    const PLACES: &[&str] = &[
        "[TOC]",
        "[toc]",
        "[[TOC]]",
        "[[toc]]",
        "[[_TOC_]]",
        // Python-Markdown's placeholder for footnotes.
        "///Footnotes Go Here///",
    ];
    PLACES.contains(&line)
}
