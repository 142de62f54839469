//! Marks the addresses in raw HTML with their positions.

use std::ops::Range;

use super::address_use::purpose;
use super::raw_address::{RawAddress, candidates, with_addresses};
use super::raw_part::{escape_into, resolved};
use super::tags::{Lexeme, Lexer, Tag};
use crate::span::Span;

/// Marks the addresses of raw HTML; `None` if it has none. `place` returns the position of a tag.
pub(super) fn mark(html: &str, place: impl Fn(&Range<usize>) -> Span) -> Option<String> {
    let mut marker = Marker {
        html,
        marked: String::new(),
        kept: 0,
    };
    let mut at = 0;
    // The tag of the style that is open.
    let mut style = None;
    for lexeme in Lexer::of(html) {
        let start = at;
        at += lexeme.source().len();
        match lexeme {
            Lexeme::Tag(tag) => {
                let is_style = tag.name == "style" && !tag.closes;
                style = is_style.then(|| tag.range.clone());
                if !tag.closes {
                    marker.tag(&tag, &place);
                }
            }
            Lexeme::Literal(css) => {
                if let Some(tag) = style.take()
                    && let Some(css) = marked_style(css, place(&tag))
                {
                    marker.put(start..at, &css);
                }
            }
            _ => {}
        }
    }
    (marker.kept > 0).then(|| marker.marked + &html[marker.kept..])
}

/// Writes raw HTML with its addresses marked.
struct Marker<'a> {
    html: &'a str,
    marked: String,
    /// How much of the HTML is copied.
    kept: usize,
}

impl Marker<'_> {
    /// Replaces a range with a text.
    fn put(&mut self, part: Range<usize>, text: &str) {
        self.marked.push_str(&self.html[self.kept..part.start]);
        self.marked.push_str(text);
        self.kept = part.end;
    }

    fn tag(&mut self, tag: &Tag<'_>, place: impl Fn(&Range<usize>) -> Span) {
        for (name, value) in tag.attributes() {
            let part = tag.range.start + value.start..tag.range.start + value.end;
            let written = resolved(&self.html[part.clone()]);
            let purpose = purpose(&tag.name, &name).filter(|_| is_address(tag, &value));
            let marked = match purpose {
                Some(purpose) if name == "srcset" => {
                    let span = place(&tag.range);
                    let all = candidates(&written).into_iter();
                    let all = all.map(|(url, size)| {
                        let address = RawAddress::of(url, purpose, span).marked();
                        format!("{address} {size}").trim_end().to_owned()
                    });
                    Some(all.collect::<Vec<_>>().join(", "))
                }
                Some(purpose) => {
                    let span = place(&tag.range);
                    Some(RawAddress::of(&written, purpose, span).marked())
                }
                None if name == "style" => marked_style(&written, place(&tag.range)),
                None => None,
            };
            if let Some(marked) = marked {
                let is_quoted = self.html[..part.start].ends_with(['"', '\'']);
                let quote = if is_quoted { "" } else { "\"" };
                let mut value = quote.to_owned();
                escape_into(&mut value, &marked);
                value.push_str(quote);
                self.put(part, &value);
            }
        }
    }
}

/// CSS with its addresses marked; `None` if it has none.
fn marked_style(css: &str, span: Span) -> Option<String> {
    let marked = with_addresses(css, |written, purpose| {
        Some(RawAddress::of(written, purpose, span).marked())
    });
    (marked != css).then_some(marked)
}

/// Whether an attribute has an address that its element uses.
fn is_address(tag: &Tag<'_>, value: &Range<usize>) -> bool {
    let before = &tag.source[..value.start];
    let has_value = before.ends_with(['=', '"', '\'']) || before.ends_with(char::is_whitespace);
    let is_sheet = || {
        let relation = tag.value("rel").unwrap_or_default().to_ascii_lowercase();
        let mut relations = relation.split_ascii_whitespace();
        relations.any(|relation| relation == "stylesheet")
    };
    has_value && (tag.name != "link" || is_sheet())
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::span::{FileId, Span};

    #[test]
    fn addresses_are_marked_with_their_places() {
        let place = |tag: &std::ops::Range<usize>| Span::new(FileId(1), tag.start, tag.end);
        for (html, expected) in [
            ("<a href=\"b\">", Some("<a href=\"1:0:12:b\">")),
            ("<A HREF=b>", Some("<A HREF=\"1:0:10:b\">")),
            ("x<img src='b'/>", Some("x<img src='1:1:15:b'/>")),
            (
                "<a href=\"'&quot;&lt;\">",
                Some("<a href=\"1:0:22:&#39;&quot;&lt;\">"),
            ),
            ("<a href=' a\n b '>", Some("<a href='1:0:17:a b'>")),
            ("<a href=>", Some("<a href=\"1:0:9:\">")),
            (
                "<img srcset='a,b 2x, c'>",
                Some("<img srcset='1:0:24:a,b 2x, 1:0:24:c'>"),
            ),
            (
                "<p style=\"a: url(b)\">",
                Some("<p style=\"a: url(1:0:21:b)\">"),
            ),
            (
                "<STYLE>@import 'b';</STYLE>",
                Some("<STYLE>@import '1:0:7:b';</STYLE>"),
            ),
            ("<p style=\"a: url(#b)\"><style>a{}</style>", None),
            ("<a href>", None),
            ("<p title=b>", None),
            ("</a href=b>", None),
            ("<link href=b rel=author>", None),
            ("<script>'<a href=b>'</script>", None),
            ("<!-- <a href=b> -->", None),
        ] {
            assert_eq!(mark(html, place).as_deref(), expected, "{html}");
        }
    }
}
