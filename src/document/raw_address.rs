//! Addresses in raw HTML. Each is marked with its position in the source, so it can be checked and rewritten wherever
//! its text is shown, even after the HTML is sanitized, cut and recombined. A marked address is
//! `file:start:end:address`.

use std::fmt::Write as _;

use super::address_use::{AddressUse, purpose};
use super::css::style_addresses;
use super::raw_part::RawTag;
use super::tags::{Lexeme, Lexer};
use crate::span::{FileId, Span};

/// An address in raw HTML.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RawAddress {
    /// The tag that contains it.
    pub span: Span,
    /// Its purpose.
    pub purpose: AddressUse,
    /// The address, with entities resolved.
    pub written: String,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawValue {
    /// Text, with entities resolved.
    Text(String),
    /// An address.
    Address(RawAddress),
    /// Candidate addresses of one picture, each with its size.
    Candidates(Vec<(RawAddress, String)>),
    /// A style, whose addresses are marked.
    Style(String),
}

impl RawTag {
    /// Its attributes in order, with their addresses.
    pub fn values(&self) -> Vec<(String, RawValue)> {
        let attributes = self.attributes();
        let values = attributes.into_iter().map(|(name, value)| {
            let value = self.value_of(&name, value);
            (name, value)
        });
        values.collect()
    }

    fn value_of(&self, name: &str, value: String) -> RawValue {
        let Some(purpose) = purpose(&self.name, name) else {
            if name == "style" {
                return RawValue::Style(value);
            }
            return RawValue::Text(value);
        };
        if name == "srcset" {
            let candidates = candidates(&value).into_iter();
            let read = candidates.filter_map(|(url, size)| Some((read(url, purpose)?, size)));
            return RawValue::Candidates(read.collect());
        }
        match read(&value, purpose) {
            Some(address) => RawValue::Address(address),
            // An address without a purpose in its element is kept as written.
            None if self.name == "link" => RawValue::Text(value),
            None => RawValue::Text(String::new()),
        }
    }
}

/// CSS with its addresses replaced; those that have no replacement are removed.
pub(super) fn with_addresses(
    css: &str,
    mut other: impl FnMut(&str, AddressUse) -> Option<String>,
) -> String {
    let mut changed = String::with_capacity(css.len());
    let mut kept = 0;
    for (range, purpose) in style_addresses(css) {
        changed.push_str(&css[kept..range.start]);
        changed.push_str(&other(&css[range.clone()], purpose).unwrap_or_default());
        kept = range.end;
    }
    changed + &css[kept..]
}

/// CSS with marked addresses replaced by those on a page.
pub fn resolved_style(css: &str, mut address: impl FnMut(&RawAddress) -> Option<String>) -> String {
    with_addresses(css, |marked, purpose| address(&read(marked, purpose)?))
}

impl RawAddress {
    /// An address as browsers read it: without surrounding spaces and without line ends.
    pub(super) fn of(written: &str, purpose: AddressUse, span: Span) -> Self {
        let is_outside = |c: char| c.is_ascii_control() || c == ' ';
        let is_ignored = |c: &char| !matches!(c, '\t' | '\n' | '\r');
        let written = written.trim_matches(is_outside);
        Self {
            span,
            purpose,
            written: written.chars().filter(is_ignored).collect(),
        }
    }

    pub(super) fn marked(&self) -> String {
        let Span { file, start, end } = self.span;
        let mut marked = format!("{}:{start}:{end}:", file.0);
        let _ = marked.write_str(&self.written);
        marked
    }
}

/// Parses a marked address.
fn read(marked: &str, purpose: AddressUse) -> Option<RawAddress> {
    let mut parts = marked.splitn(4, ':');
    let mut number = || parts.next()?.parse::<u32>().ok();
    let (file, start, end) = (number()?, number()?, number()?);
    Some(RawAddress {
        span: Span {
            file: FileId(file),
            start,
            end,
        },
        purpose,
        written: parts.next()?.to_owned(),
    })
}

/// The addresses in a `srcset`, each with the text after it.
pub fn candidates(srcset: &str) -> Vec<(&str, String)> {
    let mut candidates = Vec::new();
    let mut rest = srcset;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return candidates;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace());
        let (url, after) = rest.split_at(end.unwrap_or(rest.len()));
        let bare = url.trim_end_matches(',');
        if bare.len() < url.len() {
            candidates.push((bare, String::new()));
            rest = after;
            continue;
        }
        let end = after.find(',').unwrap_or(after.len());
        let size: Vec<&str> = after[..end].split_ascii_whitespace().collect();
        candidates.push((url, size.join(" ")));
        rest = &after[end..];
    }
}

/// The addresses in raw HTML.
pub(super) fn addresses(html: &str) -> Vec<RawAddress> {
    let mut addresses = Vec::new();
    let mut in_style = false;
    let read_style = |css: &str, addresses: &mut Vec<RawAddress>| {
        for (range, purpose) in style_addresses(css) {
            addresses.extend(read(&css[range], purpose));
        }
    };
    for lexeme in Lexer::of(html) {
        match lexeme {
            Lexeme::Tag(tag) => {
                in_style = tag.name == "style" && !tag.closes;
                let values = if tag.closes {
                    Vec::new()
                } else {
                    RawTag::of(&tag).values()
                };
                for (_, value) in values {
                    match value {
                        RawValue::Text(_) => {}
                        RawValue::Address(address) => addresses.push(address),
                        RawValue::Candidates(all) => {
                            addresses.extend(all.into_iter().map(|(address, _)| address));
                        }
                        RawValue::Style(css) => read_style(&css, &mut addresses),
                    }
                }
            }
            Lexeme::Literal(css) if in_style => read_style(css, &mut addresses),
            _ => {}
        }
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::{candidates, read};
    use crate::document::AddressUse;

    #[test]
    fn only_marked_candidates_are_addresses() {
        let marked = read("1:2:3:a:b", AddressUse::Link);
        assert_eq!(
            marked.map(|address| address.written).as_deref(),
            Some("a:b")
        );
        for unmarked in ["", "a", "javascript:x", "1:2:3", "1:2:x:a", "-1:2:3:a"] {
            assert_eq!(read(unmarked, AddressUse::Link), None, "{unmarked}");
        }
    }

    #[test]
    fn candidates_are_read_as_browsers_do() {
        for (srcset, expected) in [
            ("a 1x, b 2x", &[("a", "1x"), ("b", "2x")][..]),
            ("a,b", &[("a,b", "")]),
            ("a, b", &[("a", ""), ("b", "")]),
            (" ,a  100w ,, b", &[("a", "100w"), ("b", "")]),
            (
                "data:image/png;base64,AA 2x",
                &[("data:image/png;base64,AA", "2x")],
            ),
            ("", &[]),
            (",", &[]),
        ] {
            let read = candidates(srcset);
            let read: Vec<(&str, &str)> = read
                .iter()
                .map(|(url, size)| (*url, size.as_str()))
                .collect();
            assert_eq!(read, expected, "{srcset}");
        }
    }
}
