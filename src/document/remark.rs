//! Comments for the author only, which no output contains. Obsidian has them between `%%` and `%%`, MDX in `{/* … */}`,
//! Liquid in `{% comment %}`, Hugo in `{{/* … */}}`, Jinja in `{# … #}`, Kramdown in `{::comment}`. Code is left
//! unchanged, and so is a `%%` after a letter or a digit, as in `100%%`.

use std::ops::Range;

use super::places::Rewritten;
use super::rewrite::marker::{closes_fence, code_span, fence};

/// A text without its comments.
pub(super) struct CommentFreeText {
    pub(super) text: Rewritten,
    /// A mark without its counterpart, and whether it hides all text after it, as it does at the start of a line.
    pub(super) unclosed: Option<(Range<usize>, bool)>,
}

/// How a comment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// With this text.
    With(&'static str),
    /// With Liquid's tag.
    Liquid,
}

const PERCENTS: End = End::With("%%");

/// The opening marks of comments, with the ends of those that another program removes.
const MARKS: &[(&str, &str)] = &[
    ("{{/*", "*/}}"),
    ("{/*", "*/}"),
    ("{# ", "#}"),
    ("{::comment}", "{:/comment}"),
];

/// Removes the comments from a text; `None` if it has none.
pub(super) fn take_out(text: &str) -> Option<CommentFreeText> {
    let may_begin = ["%%", "comment", "{/*", "{# "];
    if !may_begin.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let mut reader = RemarkScanner {
        text,
        out: Rewritten::default(),
        begun: None,
        ends: Ends::of(text),
        lone: None,
        code: None,
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        reader.line(start, line);
        start += line.len();
    }
    let hides = reader.begun.map(|(mark, _)| (mark, true));
    Some(CommentFreeText {
        text: reader.out,
        unclosed: hides.or(reader.lone.map(|mark| (mark, false))),
    })
}

/// The last position in a text of each way to end a comment.
struct Ends(Vec<(End, Option<usize>)>);

impl Ends {
    fn of(text: &str) -> Self {
        let marks = MARKS.iter().map(|(_, end)| End::With(end));
        let all = marks.chain([PERCENTS, End::Liquid]);
        let last = |end| match end {
            End::With(end) => text.rfind(end),
            End::Liquid => text.rfind("endcomment"),
        };
        Self(all.map(|end| (end, last(end))).collect())
    }

    /// Whether there is such an end at a byte or after it.
    fn has_after(&self, end: End, at: usize) -> bool {
        let mut all = self.0.iter();
        all.any(|(known, last)| *known == end && last.is_some_and(|last| last >= at))
    }
}

struct RemarkScanner<'a> {
    text: &'a str,
    out: Rewritten,
    /// The mark of the open comment, and how it ends.
    begun: Option<(Range<usize>, End)>,
    ends: Ends,
    /// A `%%` inside a line without its counterpart.
    lone: Option<Range<usize>>,
    /// The open fence.
    code: Option<(u8, usize)>,
}

impl RemarkScanner<'_> {
    fn line(&mut self, start: usize, line: &str) {
        let end = start + line.len();
        if self.begun.is_none() && self.is_code(line) {
            return self.out.keep(self.text, start..end);
        }
        let mut at = start;
        loop {
            if let Some((_, ending)) = &self.begun {
                let Some(length) = length_to(*ending, &self.text[at..end]) else {
                    // The line end is kept, so blocks around the comment stay separate.
                    let newline = end - usize::from(line.ends_with('\n'));
                    return self.out.keep(self.text, newline.max(at)..end);
                };
                at += length;
                self.begun = None;
            }
            let Some((mark, ending)) = self.next_mark(at, end) else {
                return self.out.keep(self.text, at..end);
            };
            let is_closed = self.ends.has_after(ending, mark.end);
            let begins_line = self.text[start..mark.start].trim_start().is_empty();
            if is_closed || ending == PERCENTS && begins_line {
                self.out.keep(self.text, at..mark.start);
                at = mark.end;
                self.begun = Some((mark, ending));
            } else {
                self.out.keep(self.text, at..mark.end);
                at = mark.end;
                if ending == PERCENTS {
                    self.lone = Some(mark);
                }
            }
        }
    }

    /// Whether a line belongs to a fence.
    fn is_code(&mut self, line: &str) -> bool {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let was_code = self.code.is_some();
        self.code = match self.code {
            Some(opened) if closes_fence(words, opened) => None,
            Some(opened) => Some(opened),
            None => fence(words),
        };
        was_code || self.code.is_some()
    }

    /// The next mark in a part of a line that begins a comment.
    fn next_mark(&self, from: usize, end: usize) -> Option<(Range<usize>, End)> {
        let mut at = from;
        loop {
            at += self.text[at..end].find(['%', '`', '\\', '{'])?;
            let rest = &self.text[at..end];
            let before = self.text[..at].chars().next_back();
            let is_in_word = before.is_some_and(char::is_alphanumeric);
            let percents = rest.bytes().take_while(|byte| *byte == b'%').count();
            if percents >= 2 && !is_in_word {
                return Some((at..at + percents, PERCENTS));
            }
            if let Some((length, ending)) = begins(rest) {
                return Some((at..at + length, ending));
            }
            at += match rest.as_bytes()[0] {
                b'`' => code_span(rest),
                b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                b'%' => percents,
                _ => 1,
            };
        }
    }
}

/// The length of the opening mark at the start of a text, and how the comment ends.
fn begins(text: &str) -> Option<(usize, End)> {
    let known = MARKS.iter().find(|(mark, _)| text.starts_with(mark));
    if let Some((mark, end)) = known {
        return Some((mark.len(), End::With(end)));
    }
    let inner = text.strip_prefix("{%")?.trim_start_matches('-');
    let inner = inner.trim_start().strip_prefix("comment")?;
    let after = inner
        .trim_start()
        .trim_start_matches('-')
        .strip_prefix("%}")?;
    Some((text.len() - after.len(), End::Liquid))
}

/// How many bytes at the start of a text belong to the comment that ends in it.
fn length_to(end: End, text: &str) -> Option<usize> {
    match end {
        PERCENTS => {
            let at = text.find("%%")?;
            let run = text[at..].bytes().take_while(|byte| *byte == b'%').count();
            Some(at + run)
        }
        End::With(end) => text.find(end).map(|at| at + end.len()),
        End::Liquid => {
            let at = text.find("endcomment")?;
            let close = text[at..]
                .find("%}")
                .map_or(text.len() - at, |close| close + 2);
            Some(at + close)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::take_out;

    #[test]
    fn remarks_are_taken_out_and_nothing_else() {
        for (text, expected) in [
            ("a %%b%% c", "a  c"),
            ("a\n\n%%\nb\n\nc\n%%\n\nd", "a\n\n\n\n\n\n\n\nd"),
            ("%% a\nb", "\n"),
            ("a %% b", "a %% b"),
            (
                "100%% a `%%b%%` \\%%c %%%d%%% e",
                "100%% a `%%b%%` \\%%c  e",
            ),
            ("```\n%%a%%\n```\n%%b%%", "```\n%%a%%\n```\n"),
            ("a {/* b */} c {/* d", "a  c {/* d"),
            ("a {{/* b\nc */}} d", "a \n d"),
            ("{# a #}b {#c} {# d", "b {#c} {# d"),
            (
                "{% comment %}a{% endcomment %}b {%- comment -%}\nc\n{%- endcomment -%} d",
                "b \n\n d",
            ),
            ("{::comment}\na\n{:/comment}\nb comment", "\n\n\nb comment"),
            ("{% comments %} a", "{% comments %} a"),
        ] {
            let public = take_out(text);
            let shown = public.map_or(text.to_owned(), |public| public.text.text);
            assert_eq!(shown, expected, "{text}");
        }
    }
}
