//! The addresses in CSS: those in `url(…)`, and the style sheets in `@import`.

use std::ops::Range;

use super::address_use::AddressUse;

/// Scans CSS.
struct StyleScanner<'a> {
    css: &'a str,
    at: usize,
    addresses: Vec<(Range<usize>, AddressUse)>,
    /// The purpose of addresses in the current rule.
    purpose: AddressUse,
}

/// The ranges of the addresses in CSS, without quotes, each with its purpose. References within the same document are
/// skipped.
pub fn style_addresses(css: &str) -> Vec<(Range<usize>, AddressUse)> {
    let mut reader = StyleScanner {
        css,
        at: 0,
        addresses: Vec::new(),
        purpose: AddressUse::Decoration,
    };
    while reader.at < css.len() {
        reader.step();
    }
    let mut addresses = reader.addresses;
    addresses.retain(|(range, _)| !range.is_empty() && !css[range.clone()].starts_with('#'));
    addresses
}

impl StyleScanner<'_> {
    fn rest(&self) -> &str {
        &self.css[self.at..]
    }

    fn begins(&self, word: &str) -> bool {
        let start = self.rest().get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    }

    /// Reads one word, sign, comment or string.
    fn step(&mut self) {
        let rest = self.rest();
        let Some(sign) = rest.chars().next() else {
            return;
        };
        if let Some(comment) = rest.strip_prefix("/*") {
            self.at += comment.find("*/").map_or(rest.len(), |end| end + 4);
        } else if sign == '"' || sign == '\'' {
            let string = self.string();
            if self.purpose == AddressUse::Style {
                self.addresses.push((string, self.purpose));
                self.purpose = AddressUse::Decoration;
            }
        } else if self.begins("url(") {
            self.at += "url(".len();
            let address = self.address();
            self.addresses.push((address, self.purpose));
            if self.purpose == AddressUse::Style {
                self.purpose = AddressUse::Decoration;
            }
        } else if self.begins("@import") {
            self.at += "@import".len();
            self.purpose = AddressUse::Style;
        } else if self.begins("@font-face") {
            self.at += "@font-face".len();
            self.purpose = AddressUse::Font;
        } else {
            if matches!(sign, '}' | ';') && self.purpose != AddressUse::Font || sign == '}' {
                self.purpose = AddressUse::Decoration;
            }
            self.skip(sign);
        }
    }

    /// Skips a sign, or the whole word that it begins.
    fn skip(&mut self, sign: char) {
        let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let rest = self.rest();
        self.at += match sign {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            sign if is_word(sign) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            sign => sign.len_utf8(),
        };
    }

    /// The content of the string that begins here; moves after it.
    fn string(&mut self) -> Range<usize> {
        let quote = self.rest().chars().next();
        let start = self.at + 1;
        self.at = start;
        while let Some(sign) = self.rest().chars().next() {
            if Some(sign) == quote {
                self.at += 1;
                return start..self.at - 1;
            }
            self.at += sign.len_utf8();
            if sign == '\\' {
                self.at += self.rest().chars().next().map_or(0, char::len_utf8);
            }
        }
        start..self.at
    }

    /// The content of the parentheses of a `url(`; moves after it.
    fn address(&mut self) -> Range<usize> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        if self.rest().starts_with(['"', '\'']) {
            return self.string();
        }
        let start = self.at;
        let rest = self.rest();
        let end = rest.find(')').unwrap_or(rest.len());
        let address = start..start + rest[..end].trim_end().len();
        self.at = start + end;
        address
    }
}

#[cfg(test)]
mod tests {
    use super::style_addresses;
    use crate::document::AddressUse::{Decoration, Font, Style};

    #[test]
    fn addresses_have_their_purpose() {
        for (css, expected) in [
            ("background: url(a.png)", &[("a.png", Decoration)][..]),
            (
                "b: URL( 'a b.png' ) , url( c )",
                &[("a b.png", Decoration), ("c", Decoration)],
            ),
            (
                "@import \"a.css\"; b{c:url(d)}",
                &[("a.css", Style), ("d", Decoration)],
            ),
            (
                "@import url('a.css') print; @import url(b)",
                &[("a.css", Style), ("b", Style)],
            ),
            (
                "@font-face{font-family:\"F\";src:url(f.woff2) format('x'),url(g)} a{b:url(c)}",
                &[("f.woff2", Font), ("g", Font), ("c", Decoration)],
            ),
            ("/* url(a) */ b: 'url(c)' \"\\\" url(d)\"", &[]),
            ("fill: url(#a); b: url()", &[]),
            ("curl(a) -url(b)", &[]),
            ("b: url(a", &[("a", Decoration)]),
            ("b: url('a", &[("a", Decoration)]),
            ("é: url(ü.png) \\", &[("ü.png", Decoration)]),
            ("/* open", &[]),
        ] {
            let found = style_addresses(css);
            let found: Vec<_> = found
                .into_iter()
                .map(|(range, purpose)| (&css[range], purpose))
                .collect();
            assert_eq!(found, expected, "{css}");
        }
    }
}
