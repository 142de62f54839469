//! Replaces straight quotes, hyphens and dots with the marks of a language: `"a" -- b...` is `“a” – b…` in English.
//! Code, addresses and ambiguous text stay as written.
//!
//! A text is read line by line: the words of a paragraph, a heading or a cell as one text, including emphasized ones.
//! [`language`] has the rules, [`quotes`] and [`dashes`] find the replacements.

mod dashes;
mod language;
mod line;
mod quotes;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use language::Rules;
use line::{OPAQUE, Replacement, TextLine};

use super::content::{BoxTitle, Content, LinkNode, ListItem, ViewNode};
use super::plain::words;

/// Elements of HTML whose text is not prose.
const OPAQUE_ELEMENTS: &[&str] = &[
    "code", "img", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "tt", "var",
];

/// Applies the rules of a language to texts, or leaves them as written.
#[derive(Clone, Copy, Debug)]
pub struct Typography(Option<&'static Rules>);

impl Typography {
    /// Leaves every text as written.
    pub const OFF: Self = Self(None);

    /// The typography of a language, given by a tag such as `en` or `pt-BR`.
    pub fn of_language(tag: &str) -> Self {
        Self(Some(Rules::of(tag)))
    }

    /// A title, or another text without markup.
    pub(super) fn title(self, text: &str) -> String {
        self.text(text).into_owned()
    }

    /// A text without markup; borrowed if nothing in it changes.
    pub(super) fn text(self, text: &str) -> Cow<'_, str> {
        let Some(rules) = self.0.filter(|rules| may_change(text, rules)) else {
            return Cow::Borrowed(text);
        };
        let changes = changes(text, rules);
        if changes.is_empty() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(changed(text, 0, &changes))
    }

    /// Applies the rules to all words of a text.
    pub(super) fn set(self, content: &mut Content<'_>) {
        if let Some(rules) = self.0 {
            set_all(content, rules);
        }
    }
}

/// Whether there may be something to replace: checks each byte, and most texts are excluded by this.
fn may_change(text: &str, rules: &Rules) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| {
        let before = at.checked_sub(1).map(|at| bytes[at]);
        match byte {
            b'"' | b'\'' => rules.quotes.is_some(),
            b'-' => before.is_none_or(|byte| !byte.is_ascii_alphabetic()),
            b'.' => before == Some(b'.'),
            b';' | b':' | b'!' | b'?' => rules.narrow_spaces && before == Some(b' '),
            // The first byte of a guillemet.
            0xc2 => rules.narrow_spaces,
            _ => false,
        }
    })
}

/// The replacements in a line, in order.
fn changes(text: &str, rules: &Rules) -> Vec<Replacement> {
    let line = TextLine::of(text);
    let mut changes = Vec::new();
    quotes::changes(&line, rules, &mut changes);
    dashes::changes(&line, rules, &mut changes);
    changes.sort_unstable_by_key(|change| change.at.start);
    changes
}

/// A part of a line that begins at byte `start` of it, with its replacements applied.
fn changed(part: &str, start: usize, changes: &[Replacement]) -> String {
    let mut text = String::with_capacity(part.len() + 8);
    let mut done = 0;
    for Replacement { at, with } in changes {
        text.push_str(&part[done..at.start - start]);
        text.push_str(with);
        done = at.end - start;
    }
    text.push_str(&part[done..]);
    text
}

/// Applies the rules to nodes: inline ones together as a line, and the others one by one.
fn set_all(nodes: &mut [ViewNode<'_>], rules: &'static Rules) {
    let lines = nodes.chunk_by_mut(|one, next| is_in_line(one) && is_in_line(next));
    for chunk in lines {
        match chunk {
            [block] if !is_in_line(block) => each_inner(block, &mut |inner| set_all(inner, rules)),
            line => set_line(line, rules),
        }
    }
}

fn is_in_line(node: &ViewNode<'_>) -> bool {
    match node {
        ViewNode::Element(element) => element.is_phrase() || is_opaque(&element.name),
        other => other.is_inline(),
    }
}

fn is_opaque(name: &str) -> bool {
    OPAQUE_ELEMENTS.contains(&name)
}

/// A piece of a line.
enum Bit<'n, 'a> {
    Words(&'n mut Cow<'a, str>),
    Space,
    Opaque,
}

fn set_line(nodes: &mut [ViewNode<'_>], rules: &Rules) {
    let mut is_wanted = false;
    each_bit(nodes, &mut |bit| {
        if let Bit::Words(words) = bit {
            is_wanted = is_wanted || may_change(words, rules);
        }
    });
    if !is_wanted {
        return;
    }
    let mut text = String::new();
    each_bit(nodes, &mut |bit| match bit {
        Bit::Words(words) => text.push_str(words),
        Bit::Space => text.push('\n'),
        Bit::Opaque => text.push(OPAQUE),
    });
    let changes = changes(&text, rules);
    let mut start = 0;
    each_bit(nodes, &mut |bit| match bit {
        Bit::Words(words) => {
            let place = start..start + words.len();
            start = place.end;
            let changes = within(&changes, &place);
            if !changes.is_empty() {
                *words = Cow::Owned(changed(words, place.start, changes));
            }
        }
        Bit::Space => start += 1,
        Bit::Opaque => start += OPAQUE.len_utf8(),
    });
}

/// The replacements that are entirely within one part of a line.
fn within<'c>(changes: &'c [Replacement], part: &Range<usize>) -> &'c [Replacement] {
    let first = changes.partition_point(|change| change.at.start < part.start);
    let last = changes.partition_point(|change| change.at.end <= part.end);
    changes.get(first..last).unwrap_or_default()
}

/// Calls `see` with the pieces of a line, in order.
fn each_bit<'a>(nodes: &mut [ViewNode<'a>], see: &mut dyn FnMut(Bit<'_, 'a>)) {
    for node in nodes {
        match node {
            ViewNode::Text(words) => see(Bit::Words(words)),
            ViewNode::SoftBreak | ViewNode::HardBreak => see(Bit::Space),
            ViewNode::InlineCode(_) | ViewNode::Image { .. } => see(Bit::Opaque),
            ViewNode::Link(link) if is_address(link) => see(Bit::Opaque),
            ViewNode::Element(element) if is_opaque(&element.name) => see(Bit::Opaque),
            ViewNode::Element(element) if element.name == "br" => see(Bit::Space),
            other => {
                let is_block = !is_in_line(other);
                if is_block {
                    see(Bit::Space);
                }
                each_inner(other, &mut |inner| each_bit(inner, see));
                if is_block {
                    see(Bit::Space);
                }
            }
        }
    }
}

/// Whether the words of a link are an address.
fn is_address(link: &LinkNode<'_>) -> bool {
    let words = words(&link.children);
    let words = words.trim();
    words.contains("://") || words.starts_with("www.") || link.address.ends_with(words)
}

/// Calls `see` with the texts directly inside a node, in order.
fn each_inner<'a>(node: &mut ViewNode<'a>, see: &mut dyn FnMut(&mut Content<'a>)) {
    match node {
        ViewNode::Text(_)
        | ViewNode::InlineCode(_)
        | ViewNode::SoftBreak
        | ViewNode::HardBreak
        | ViewNode::Image { .. }
        | ViewNode::Reference { .. }
        | ViewNode::Code(_)
        | ViewNode::Rule
        | ViewNode::Literal(_)
        | ViewNode::Comment(_) => {}
        ViewNode::Styled(_, children)
        | ViewNode::MissingLink { children, .. }
        | ViewNode::Abbreviation { children, .. }
        | ViewNode::Paragraph(children)
        | ViewNode::Heading { children, .. }
        | ViewNode::Quote(children)
        | ViewNode::Template { children, .. }
        | ViewNode::Definitions(children)
        | ViewNode::Term(children)
        | ViewNode::Definition(children) => see(children),
        ViewNode::Link(link) => see(&mut link.children),
        ViewNode::Element(element) => element.children.iter_mut().for_each(see),
        ViewNode::List { items, .. } => {
            for item in items {
                match item {
                    ListItem::Plain { children, .. } => see(children),
                    ListItem::Task(task) => {
                        see(&mut task.words);
                        see(&mut task.details);
                    }
                }
            }
        }
        ViewNode::Admonition(admonition) => {
            if let BoxTitle::Own(title) = &mut admonition.title {
                see(title);
            }
            see(&mut admonition.children);
        }
        ViewNode::Tabs(tabs) => {
            for tab in tabs {
                see(&mut tab.title);
                see(&mut tab.children);
            }
        }
        ViewNode::Table(table) => {
            let rows = table.head.iter_mut().chain(&mut table.rows);
            rows.flatten().for_each(see);
        }
        ViewNode::Footnotes(notes) => notes.iter_mut().for_each(|note| see(&mut note.children)),
    }
}
