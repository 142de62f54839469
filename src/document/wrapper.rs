//! Markdown inside raw HTML: the content of an element with the attribute `markdown` is Markdown, even without empty
//! lines around it and with the indent of the element's content. Empty lines are added around the tags, and the indent
//! is removed, so the Markdown parser reads it.

use super::places::Rewritten;
use super::rewrite::marker::{BLOCKS, name};

/// Rewrites a text; `None` if it has no such element.
pub(super) fn unwrap(text: &str) -> Option<Rewritten> {
    if !text.contains("markdown") || !text.contains('<') {
        return None;
    }
    let mut lines = Unwrapper {
        text,
        out: Rewritten::default(),
        open: Vec::new(),
        fence: None,
        literal: None,
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push(start, line);
        start += line.len();
    }
    Some(lines.out)
}

/// An element that is open.
struct Wrapper {
    name: String,
    /// How many elements of its name are open, including itself.
    depth: usize,
    /// The column of its line in the source.
    column: usize,
    /// How many columns were removed from its own line.
    lost: usize,
    /// The indent of its content relative to it, up to four; unknown until a line of it is read.
    inner: Option<usize>,
}

struct Unwrapper<'a> {
    text: &'a str,
    out: Rewritten,
    open: Vec<Wrapper>,
    /// The open fence: its character and length.
    fence: Option<(u8, usize)>,
    /// The end of the open comment or element with literal text.
    literal: Option<&'static str>,
}

impl Unwrapper<'_> {
    fn push(&mut self, start: usize, line: &str) {
        let body = line.trim_start();
        if body.is_empty() {
            return self.out.keep(self.text, start..start + line.len());
        }
        let at = start + line.len() - body.len();
        let column = super::rewrite::columns(line);
        if self.literal.is_some() {
            return self.literal_text(start, start + line.len(), column);
        }
        let lost = self.lost(column);
        let in_fence = self.fence.is_some();
        self.watch_fence(body);
        if in_fence || self.fence.is_some() || !body.contains('<') {
            return self.keep((start, at), line, column - lost);
        }
        self.literal = literal_end(body);
        if self.literal.is_some() {
            self.keep((start, at), &line[..at - start], column - lost);
            return self.literal_text(at, start + line.len(), column);
        }
        self.content((start, at), line, (column, lost));
    }

    /// How many columns are removed from a line of the innermost element's content.
    fn lost(&mut self, column: usize) -> usize {
        let Some(wrapper) = self.open.last_mut() else {
            return 0;
        };
        let further = column.saturating_sub(wrapper.column);
        let inner = *wrapper.inner.get_or_insert(further.min(4));
        (wrapper.lost + further.min(inner)).min(column)
    }

    /// Copies a line at a column.
    fn keep(&mut self, (start, at): (usize, usize), line: &str, column: usize) {
        let end = start + line.len();
        if self.open.is_empty() {
            return self.out.keep(self.text, start..end);
        }
        self.out.add(&" ".repeat(column));
        self.out.keep(self.text, at..end);
    }

    /// Copies text unchanged up to the end of its element or comment.
    fn literal_text(&mut self, start: usize, end: usize, column: usize) {
        let text = &self.text[start..end];
        let close = self.literal.unwrap_or_default();
        let Some(before) = text.to_ascii_lowercase().find(close) else {
            return self.out.keep(self.text, start..end);
        };
        let len = text[before..].find('>').map_or(close.len(), |gt| gt + 1);
        let after = start + before + len;
        self.literal = None;
        self.out.keep(self.text, start..after);
        let rest = &self.text[after..end];
        if rest.trim().is_empty() {
            return self.out.keep(self.text, after..end);
        }
        let at = end - rest.trim_start().len();
        self.content((after, at), rest, (column, column));
    }

    /// Reads a line that may open or close elements.
    fn content(
        &mut self,
        (start, mut at): (usize, usize),
        line: &str,
        (column, lost): (usize, usize),
    ) {
        let end = start + line.len();
        let indent = " ".repeat(column - lost);
        if !self.open.is_empty() {
            self.out.add(&indent);
        } else if at > start {
            self.out.keep(self.text, start..at);
        }
        loop {
            let rest = &self.text[at..end];
            if let Some((name, len)) = opening(rest) {
                self.open.push(Wrapper {
                    name,
                    depth: 1,
                    column,
                    lost,
                    inner: None,
                });
                self.out.keep(self.text, at..at + len);
                at += len;
            } else if let Some(before) = self.closing(rest) {
                let close = at + before;
                if !self.text[at..close].trim().is_empty() {
                    self.out.keep(self.text, at..close);
                    self.out.add("\n\n");
                    self.out.add(&indent);
                }
                let len = self.text[close..end]
                    .find('>')
                    .map_or(end - close, |gt| gt + 1);
                self.out.keep(self.text, close..close + len);
                self.open.pop();
                at = close + len;
            } else {
                self.out.keep(self.text, at..end);
                // Raw HTML continues until an empty line, and Markdown may follow it here.
                if !self.open.is_empty() && begins_block(rest) && rest.ends_with('\n') {
                    self.out.add("\n");
                }
                return;
            }
            let rest = &self.text[at..end];
            if rest.trim().is_empty() {
                self.out.keep(self.text, at..end);
                self.out.add("\n");
                return;
            }
            self.out.add("\n\n");
            self.out.add(&indent);
            at += rest.len() - rest.trim_start().len();
        }
    }

    /// The end tag of the innermost element in the rest of a line, if there is one.
    fn closing(&mut self, rest: &str) -> Option<usize> {
        let wrapper = self.open.last_mut()?;
        let mut at = 0;
        while let Some(ahead) = rest[at..].find('<') {
            let tag = &rest[at + ahead + 1..];
            let (closes, tag) = match tag.strip_prefix('/') {
                Some(tag) => (true, tag),
                None => (false, tag),
            };
            let name = name(tag);
            if name.eq_ignore_ascii_case(&wrapper.name) {
                if !closes {
                    wrapper.depth += 1;
                } else if wrapper.depth > 1 {
                    wrapper.depth -= 1;
                } else {
                    return Some(at + ahead);
                }
            }
            at += ahead + 1;
        }
        None
    }

    fn watch_fence(&mut self, body: &str) {
        let body = body.trim_end();
        let mark = body.as_bytes().first().copied().unwrap_or(0);
        let run = body.bytes().take_while(|byte| *byte == mark).count();
        if run < 3 || mark != b'`' && mark != b'~' {
            return;
        }
        match self.fence {
            Some((open, len)) if mark == open && run >= len && run == body.len() => {
                self.fence = None;
            }
            None if mark == b'~' || !body[run..].contains('`') => self.fence = Some((mark, run)),
            _ => {}
        }
    }
}

/// The end of the comment or the element with literal text that a line begins.
fn literal_end(line: &str) -> Option<&'static str> {
    let tag = line.strip_prefix('<')?;
    if tag.starts_with("!--") {
        return Some("-->");
    }
    let all = [
        ("pre", "</pre"),
        ("script", "</script"),
        ("style", "</style"),
        ("textarea", "</textarea"),
    ];
    let own = all
        .into_iter()
        .find(|(own, _)| own.eq_ignore_ascii_case(name(tag)));
    own.map(|(_, end)| end)
}

fn is_block(name: &str) -> bool {
    BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name))
}

/// Whether a text begins with the tag of a block-level element.
fn begins_block(text: &str) -> bool {
    let tag = text.strip_prefix('<').unwrap_or_default();
    is_block(name(tag.strip_prefix('/').unwrap_or(tag)))
}

/// The element with the attribute `markdown` that a text opens, and the length of its tag.
fn opening(text: &str) -> Option<(String, usize)> {
    let tag = text.strip_prefix('<')?;
    let name = name(tag);
    if !is_block(name) {
        return None;
    }
    let len = tag_length(text)?;
    let inside = &text[1 + name.len()..len - 1];
    (!inside.ends_with('/') && has_mark(inside)).then(|| (name.to_ascii_lowercase(), len))
}

/// The length of the tag at the start of a text; a `>` in quotes does not end it.
fn tag_length(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Whether the attributes of a tag declare Markdown inside.
fn has_mark(attributes: &str) -> bool {
    attributes.match_indices("markdown").any(|(at, word)| {
        let before = attributes[..at].chars().next_back();
        let after = attributes[at + word.len()..].trim_start();
        let value = after
            .strip_prefix('=')
            .map(|value| value.trim_start().trim_start_matches(['"', '\'']));
        let starts = before.is_none_or(char::is_whitespace);
        let ends = attributes[at + word.len()..]
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || c == '=');
        starts && ends && value.is_none_or(|value| !value.starts_with('0'))
    })
}
