//! Turns text into nodes, including inline syntax beyond Markdown.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

use super::builder::{OpenMark, Pending, TreeBuilder};
use super::text::ParsedText;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::attributes::is_list;
use crate::document::inline::{InlineContext, InlineMark, marks};
use crate::document::node::NodeKind;
use crate::document::wiki;
use crate::span::Span;

/// How far words are searched, in bytes.
const NEAR: usize = 1_000;

/// Begins words with attributes after them.
const BRACKET: &str = "[";

/// A text with parts that have a special meaning.
struct InlineText<'a> {
    text: &'a str,
    /// Its bytes that are escaped.
    plain: &'a [usize],
    marks: Vec<(Range<usize>, InlineMark)>,
    place: &'a dyn Fn(Range<usize>) -> Range<usize>,
}

impl TreeBuilder<'_> {
    pub(super) fn flush_text(&mut self, whole: &ParsedText<'_>) {
        let Some(Pending { text, range, plain }) = self.pending.take() else {
            return;
        };
        let ParsedText {
            text: whole,
            to_source,
            ..
        } = whole;
        let mut open = self.shown.iter().map(|at| &self.nodes[*at].kind);
        let parent = open.clone().next_back();
        let in_heading = matches!(parent, Some(NodeKind::Heading(_)));
        let is_address = parent.is_some_and(|kind| is_own_text(kind, &text));
        let in_link =
            open.any(|kind| matches!(kind, NodeKind::Link { .. } | NodeKind::Image { .. }));
        // Offsets in the text are offsets in the source only if nothing was escaped or left out; otherwise the words
        // are searched shortly after the last ones.
        let exact = whole.get(range.clone()) == Some(text.as_str());
        let last = Cell::new(range.start);
        let place = |part: Range<usize>| {
            if exact {
                return to_source(range.start + part.start..range.start + part.end);
            }
            let words = &text[part];
            let from = whole.floor_char_boundary(last.get());
            let to = whole.floor_char_boundary(range.end.min(from + words.len() + NEAR));
            match whole.get(from..to).and_then(|near| near.find(words)) {
                Some(ahead) => {
                    last.set(from + ahead);
                    to_source(from + ahead..from + ahead + words.len())
                }
                None => to_source(range.clone()),
            }
        };
        let after = std::mem::take(&mut self.after);
        let masked = masked(&text, &plain);
        let signs = self.close_mark(&masked);
        let around = InlineContext {
            after,
            links: !in_link,
            keeps_last: in_heading,
            abbreviations: &self.abbreviations,
        };
        let marks = (!is_address).then(|| marks(&text, &masked, &around));
        let read = InlineText {
            text: &text,
            plain: &plain,
            marks: marks.unwrap_or_default(),
            place: &place,
        };
        match signs {
            Some(signs) => {
                if signs.start > 0 {
                    self.write(&read, 0..signs.start);
                }
                self.write(&read, signs.end..text.len());
            }
            None => self.write(&read, 0..text.len()),
        }
        self.open_mark(&masked);
    }

    /// Adds the part of a text in `range`.
    fn write(&mut self, read: &InlineText<'_>, range: Range<usize>) {
        let InlineText {
            text, marks, place, ..
        } = read;
        let mut at = range.start;
        for (part, mark) in marks {
            if part.start < at || part.end > range.end {
                continue;
            }
            self.push_words(&text[at..part.start], &place(at..part.start));
            at = part.end;
            let source = place(part.clone());
            let words = &text[part.clone()];
            match mark {
                InlineMark::Link(target) => {
                    let kind = NodeKind::Link {
                        target: target.clone(),
                        title: String::new(),
                    };
                    self.around(kind, words, &source);
                }
                InlineMark::Abbreviation(title) => {
                    let title = title.clone();
                    self.around(NodeKind::Abbreviation { title }, words, &source);
                }
                InlineMark::Icon => {
                    let span = self.span(&source);
                    self.icons.add(span, words.trim());
                }
                InlineMark::Attributes => {}
                InlineMark::Emoji(emoji) => {
                    self.push(NodeKind::Text((*emoji).to_owned()), &source);
                }
                InlineMark::Keys(keys) => {
                    self.push(NodeKind::InlineCode(keys.clone()), &source);
                }
                InlineMark::Marked(inner) => self.part(NodeKind::Emphasis, read, inner),
                InlineMark::Superscript(inner) => self.part(NodeKind::Superscript, read, inner),
                InlineMark::Subscript(inner) => self.part(NodeKind::Subscript, read, inner),
                InlineMark::Plain(inner) => {
                    self.push_words(&text[inner.clone()], &place(inner.clone()));
                }
                InlineMark::Wiki(wiki) => {
                    let (kind, words) = self.wiki(wiki);
                    self.around(kind, &words, &source);
                }
            }
        }
        let rest = at.min(range.end)..range.end;
        if at == range.start || !rest.is_empty() {
            self.last_words(read, rest);
        }
    }

    /// Adds the last part of a text, which may have attributes at its end.
    fn last_words(&mut self, read: &InlineText<'_>, part: Range<usize>) {
        let words = read.text[part.clone()].to_owned();
        let index = self.push(NodeKind::Text(words), &(read.place)(part.clone()));
        let is_brace = |at: &&usize| part.contains(at) && read.text.as_bytes()[**at] == b'{';
        let brace = read.plain.iter().rev().find(is_brace);
        self.escaped_braces
            .extend(brace.map(|at| (index, at - part.start)));
    }

    /// Adds a node around a part of a text.
    fn part(&mut self, kind: NodeKind, read: &InlineText<'_>, part: &Range<usize>) {
        self.around(kind, &read.text[part.clone()], &(read.place)(part.clone()));
    }

    /// The node for a wiki link, and its words.
    fn wiki(&self, link: &wiki::WikiLink) -> (NodeKind, String) {
        let target = link.target(self.notes);
        let title = String::new();
        if link.is_image() {
            (NodeKind::Image { target, title }, link.words())
        } else {
            (NodeKind::Link { target, title }, link.words())
        }
    }

    fn push_words(&mut self, words: &str, source: &Range<usize>) {
        if !words.is_empty() {
            self.push(NodeKind::Text(words.to_owned()), source);
        }
    }

    /// Adds a node around some words.
    fn around(&mut self, kind: NodeKind, words: &str, source: &Range<usize>) {
        let index = self.push(kind, source);
        self.push_words(words, source);
        let next = self.nodes.len();
        self.nodes[index].close(next);
    }

    /// Remembers opening signs at the end of a text: `==` before `**words**==`, `[` before `**words**]{.class}`.
    fn open_mark(&mut self, text: &str) {
        let parent = self.parent();
        let found = ["==", "^^", BRACKET].into_iter().find(|signs| {
            text.strip_suffix(signs).is_some_and(|before| {
                let last = before.chars().next_back();
                let begins_word = |c: char| c.is_whitespace() || "([\"'".contains(c);
                *signs == BRACKET || last.is_none_or(begins_word)
            })
        });
        if let Some(signs) = found {
            self.open_mark = Some(OpenMark {
                node: self.nodes.len() - 1,
                parent,
                signs,
            });
        }
    }

    /// The range of the signs that close the opening signs before a text. The opening ones are removed.
    fn close_mark(&mut self, text: &str) -> Option<Range<usize>> {
        let parent = self.parent();
        let closes = |open: &OpenMark| {
            let is_beside = open.parent == parent;
            is_beside.then(|| closing(open.signs, text)).flatten()
        };
        let closing = self.open_mark.as_ref().and_then(closes)?;
        let open = self.open_mark.take()?;
        let node = &mut self.nodes[open.node];
        let NodeKind::Text(before) = &mut node.kind else {
            return None;
        };
        let words = before.strip_suffix(open.signs)?.to_owned();
        let place = node.span.range();
        if place.len() == before.len() {
            let end = place.end - open.signs.len();
            node.span = Span::new(node.span.file, place.start, end);
        }
        *before = words;
        Some(closing)
    }

    /// Reports what was left out or is shown differently, once per kind.
    pub(super) fn report_counted(&mut self) {
        if let Some((span, icon)) = self.icons.first.take() {
            let message = match self.icons.count {
                1 => format!("icon `{icon}` is left out"),
                count => format!("{count} icons are left out, starting with `{icon}`"),
            };
            self.diagnostics.push(
                Diagnostic::new(Code::DroppedIcon, span, message)
                    .hint("handbooks have no icon sets; use an emoji such as `:alarm_clock:`"),
            );
        }
        if let Some((span, formula)) = self.formulas.first.take() {
            let message = match self.formulas.count {
                1 => format!("formula `{formula}` is shown as source text"),
                count => {
                    format!("{count} formulas are shown as source text, starting with `{formula}`")
                }
            };
            self.diagnostics.push(
                Diagnostic::new(Code::UndrawnFormula, span, message)
                    .hint("use an image if readers need to see it rendered"),
            );
        }
        if let Some((span, _)) = self.diagrams.first.take() {
            let message = match self.diagrams.count {
                1 => "this diagram is shown as source text".to_owned(),
                count => {
                    format!("{count} diagrams are shown as source text, starting with this one")
                }
            };
            self.diagnostics.push(
                Diagnostic::new(Code::UndrawnDiagram, span, message)
                    .hint("use an image if readers need to see it rendered"),
            );
        }
    }
}

/// Whether a node is a link whose text is its address, which has no marks.
fn is_own_text(kind: &NodeKind, text: &str) -> bool {
    let NodeKind::Link { target, .. } = kind else {
        return false;
    };
    target == text || target.strip_prefix("mailto:") == Some(text)
}

/// A text with its escaped signs masked.
fn masked<'a>(text: &'a str, plain: &[usize]) -> Cow<'a, str> {
    if plain.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut plain = plain.iter().copied().peekable();
    let masked = text.char_indices().map(|(at, sign)| {
        while plain.next_if(|next| *next < at).is_some() {}
        let is_plain = plain.peek() == Some(&at) && sign.is_ascii_punctuation();
        if is_plain { '\u{1}' } else { sign }
    });
    Cow::Owned(masked.collect())
}

/// The range of the signs in a text that close some opening signs.
fn closing(signs: &str, text: &str) -> Option<Range<usize>> {
    if signs == BRACKET {
        let at = text.find(']')?;
        let list = text[at + 1..].starts_with('{').then_some(at + 1)?;
        let end = list + text[list..].find('}')? + 1;
        return is_list(&text[list..end]).then_some(at..end);
    }
    let at = text.find(signs)?;
    let end = at + signs.len();
    let next = text[end..].chars().next();
    let is_loose = text[..at].ends_with(char::is_whitespace);
    (!is_loose && !next.is_some_and(char::is_alphanumeric)).then_some(at..end)
}

#[cfg(test)]
mod tests {
    use super::{BRACKET, closing};

    #[test]
    fn signs_close_where_words_end() {
        for (signs, text, expected) in [
            ("==", "words== and more", Some(5..7)),
            ("==", "words==.", Some(5..7)),
            ("==", "words ==", None),
            ("==", "words==more", None),
            ("^^", "words==", None),
            (BRACKET, "words]{.a} and }", Some(5..10)),
            (BRACKET, "words] {.a}", None),
            (BRACKET, "words]{.a", None),
            (BRACKET, "words]{not a list}", None),
            (BRACKET, "words", None),
        ] {
            assert_eq!(closing(signs, text), expected, "{signs} {text}");
        }
    }
}
