//! The text of the Markdown parser's events, and the formulas and code in it.

use std::collections::HashSet;
use std::ops::Range;

use super::builder::{Pending, ToSource, TreeBuilder};
use crate::document::node::NodeKind;

/// The text that is parsed.
#[derive(Clone, Copy)]
pub(super) struct ParsedText<'a> {
    pub(super) text: &'a str,
    /// The positions of backslashes that the source does not have.
    pub(super) escapes: &'a HashSet<usize>,
    /// Maps its bytes to the source.
    pub(super) to_source: ToSource<'a>,
}

impl TreeBuilder<'_> {
    /// Appends words to the pending text.
    pub(super) fn text(&mut self, words: &str, range: Range<usize>, whole: &ParsedText<'_>) {
        let pending = self.pending.get_or_insert_with(|| Pending {
            text: String::new(),
            range: range.clone(),
            plain: Vec::new(),
        });
        let at = pending.text.len();
        let before = range.start.checked_sub(1);
        let is_escaped = before
            .is_some_and(|at| whole.text.as_bytes()[at] == b'\\' && !whole.escapes.contains(&at));
        if whole.text.get(range.clone()) != Some(words) {
            // An entity, such as `&#58;`.
            pending.plain.extend(at..at + words.len());
        } else if is_escaped {
            pending.plain.push(at);
        }
        pending.text.push_str(words);
        pending.range.end = range.end;
    }

    /// Adds a formula, which is shown as its source.
    pub(super) fn formula(&mut self, written: String, source: &Range<usize>) -> NodeKind {
        let span = self.span(source);
        self.formulas.add(span, &written);
        NodeKind::InlineCode(written)
    }

    /// Adds inline code, without a language at its start: `#!python x = 1`.
    pub(super) fn inline_code(&mut self, code: &str, source: &Range<usize>) -> NodeKind {
        if code.starts_with("\\(") && code.ends_with("\\)") {
            return self.formula(code.to_owned(), source);
        }
        let plain = code.strip_prefix("#!").and_then(|rest| {
            let (language, code) = rest.split_once(' ')?;
            let is_name = |c: char| c.is_alphanumeric() || "-_+.#".contains(c);
            (!language.is_empty() && language.chars().all(is_name)).then_some(code)
        });
        NodeKind::InlineCode(plain.unwrap_or(code).to_owned())
    }

    /// Removes line ends between words of scripts that write no spaces.
    pub(super) fn join_lines(&mut self) {
        for at in 1..self.nodes.len().saturating_sub(1) {
            let is_between = matches!(self.nodes[at].kind, NodeKind::SoftBreak)
                && last_of(&self.nodes[at - 1].kind).is_some_and(writes_no_spaces)
                && first_of(&self.nodes[at + 1].kind).is_some_and(writes_no_spaces);
            if is_between {
                self.nodes[at].kind = NodeKind::Text(String::new());
            }
        }
    }
}

/// The source of an amount of money that was parsed as a formula, as in `$5/$10`.
pub(super) fn money(words: &str, range: &Range<usize>, whole: &ParsedText<'_>) -> Option<String> {
    let next = whole.text[range.end..].chars().next();
    let is_formula = |c: char| "\\^_={}+<>*|".contains(c);
    let is_sum = words.starts_with(|c: char| c.is_ascii_digit())
        && words.contains(char::is_whitespace)
        && !words.contains(is_formula);
    (next.is_some_and(char::is_alphanumeric) || is_sum)
        .then(|| whole.text[range.clone()].to_owned())
}

fn last_of(kind: &NodeKind) -> Option<char> {
    match kind {
        NodeKind::Text(words) => words.chars().next_back(),
        _ => None,
    }
}

fn first_of(kind: &NodeKind) -> Option<char> {
    match kind {
        NodeKind::Text(words) => words.chars().next(),
        _ => None,
    }
}

/// Whether a character is Chinese or Japanese, which have no spaces between words.
fn writes_no_spaces(sign: char) -> bool {
    matches!(sign,
        '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{30ff}' | '\u{31c0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}
