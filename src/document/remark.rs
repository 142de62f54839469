//! Remarks between `%%` and `%%`, as Obsidian has them: they are for the author only, so nothing that is made of a text
//! holds them. Code is left as it is, and so is a `%%` behind a letter or a digit, as in `100%%`.

use std::ops::Range;

use super::places::Rewritten;
use super::rewrite::marker::{closes_fence, code_span, fence};

/// A text without its remarks; nothing where it has none.
pub(super) struct Public {
    pub(super) text: Rewritten,
    /// A mark that has no other half, and whether it hides all that follows: it does at the beginning of a line.
    pub(super) unclosed: Option<(Range<usize>, bool)>,
}

/// Takes the remarks out of a text.
pub(super) fn take_out(text: &str) -> Option<Public> {
    if !text.contains("%%") {
        return None;
    }
    let mut reader = Reader {
        text,
        out: Rewritten::default(),
        begun: None,
        last: text.rfind("%%").unwrap_or(0),
        lone: None,
        code: None,
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        reader.line(start, line);
        start += line.len();
    }
    Some(Public {
        text: reader.out,
        unclosed: reader
            .begun
            .map(|mark| (mark, true))
            .or(reader.lone.map(|mark| (mark, false))),
    })
}

struct Reader<'a> {
    text: &'a str,
    out: Rewritten,
    /// The mark of the remark that is open.
    begun: Option<Range<usize>>,
    /// The last mark of the text.
    last: usize,
    /// A mark inside a line that has no other half.
    lone: Option<Range<usize>>,
    /// The fence that is open.
    code: Option<(u8, usize)>,
}

impl Reader<'_> {
    fn line(&mut self, start: usize, line: &str) {
        let end = start + line.len();
        if self.begun.is_none() {
            let words = line.trim_start_matches([' ', '\t', '>']);
            let was_code = self.code.is_some();
            self.code = match self.code {
                Some(opened) if closes_fence(words, opened) => None,
                Some(opened) => Some(opened),
                None => fence(words),
            };
            if was_code || self.code.is_some() {
                return self.out.keep(self.text, start..end);
            }
        }
        let mut at = start;
        while let Some(mark) = self.mark(at, end) {
            if self.begun.take().is_none() {
                let is_lone = mark.end > self.last;
                if is_lone && !self.text[start..mark.start].trim_start().is_empty() {
                    self.out.keep(self.text, at..mark.end);
                    at = mark.end;
                    self.lone = Some(mark);
                    continue;
                }
                self.out.keep(self.text, at..mark.start);
                self.begun = Some(mark.clone());
            }
            at = mark.end;
        }
        if self.begun.is_none() {
            self.out.keep(self.text, at..end);
        } else if line.ends_with('\n') {
            self.out.keep(self.text, end - 1..end);
        }
    }

    /// The next mark in a part of a line.
    fn mark(&self, from: usize, end: usize) -> Option<Range<usize>> {
        let mut at = from;
        loop {
            let ahead = self.text[at..end].find(['%', '`', '\\'])?;
            at += ahead;
            let rest = &self.text[at..end];
            let before = self.text[..at].chars().next_back();
            let is_inside = self.begun.is_some();
            if rest.starts_with("%%") && (is_inside || !before.is_some_and(char::is_alphanumeric)) {
                let run = rest.bytes().take_while(|byte| *byte == b'%').count();
                return Some(at..at + run);
            }
            at += match rest.as_bytes()[0] {
                b'`' if !is_inside => code_span(rest),
                b'\\' if !is_inside => {
                    (1 + rest[1..].chars().next().map_or(0, char::len_utf8)).min(rest.len())
                }
                b'%' => rest.bytes().take_while(|byte| *byte == b'%').count(),
                _ => 1,
            };
        }
    }
}
