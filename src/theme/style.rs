//! The addresses in a style sheet: in `url(…)` and in `@import`.

use std::borrow::Cow;
use std::ops::Range;

use cssparser::{ParseError, Parser, Token};
use percent_encoding::percent_decode_str;

/// How deep blocks are searched.
const DEEPEST: usize = 64;

/// An address in a style sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleAddress {
    /// Its range, including its quotes or its `url(…)`.
    pub range: Range<usize>,
    /// The address as written.
    pub written: String,
    /// Whether it is a quoted string without a `url(…)`.
    pub is_string: bool,
}

impl StyleAddress {
    /// Its file, as a path in the theme's `assets/`, for the style sheet at `from`. `None` for an absolute address, one
    /// relative to the server's root, and data.
    pub fn path(&self, from: &str) -> Option<String> {
        let (path, _) = self.split();
        let scheme = path.split(['/', '?', '#']).next().unwrap_or_default();
        if path.is_empty() || path.starts_with('/') || scheme.contains(':') {
            return None;
        }
        let path = percent_decode_str(path).decode_utf8_lossy();
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." if parts.last().is_some_and(|last| *last != "..") => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    }

    /// The address with a different name for its file.
    #[must_use]
    pub fn renamed(&self, name: &str) -> String {
        let (path, rest) = self.split();
        let folder = path.rfind('/').map_or("", |end| &path[..=end]);
        let address = format!("{folder}{name}{rest}");
        let address = address.replace('\\', "\\\\").replace('"', "\\\"");
        if self.is_string {
            format!("\"{address}\"")
        } else {
            format!("url(\"{address}\")")
        }
    }

    fn split(&self) -> (&str, &str) {
        let end = self.written.find(['?', '#']);
        self.written.split_at(end.unwrap_or(self.written.len()))
    }
}

/// The addresses in a style sheet, in order.
pub(super) fn style_addresses(css: &[u8]) -> Vec<StyleAddress> {
    let mut found = Vec::new();
    // Bytes that are not UTF-8 cannot be changed safely.
    if let Ok(Cow::Borrowed(css)) = std::str::from_utf8(css).map(Cow::Borrowed) {
        collect(&mut Parser::new(css), (&mut found, 0));
    }
    found
}

fn collect(parser: &mut Parser<'_>, (found, depth): (&mut Vec<StyleAddress>, usize)) {
    let mut after_import = false;
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments() else {
            return;
        };
        let mut in_url = false;
        let mut opens = false;
        let mut address = None;
        match token {
            Token::WhiteSpace(_) | Token::Comment(_) => continue,
            Token::UnquotedUrl(value) => address = Some((value.to_string(), false)),
            Token::QuotedString(value) if after_import => address = Some((value.to_string(), true)),
            Token::Function(name) => {
                in_url = name.eq_ignore_ascii_case("url");
                opens = true;
            }
            Token::CurlyBracketBlock | Token::ParenthesisBlock | Token::SquareBracketBlock => {
                opens = true;
            }
            _ => {}
        }
        after_import =
            matches!(token, Token::AtKeyword(name) if name.eq_ignore_ascii_case("import"));
        if let Some((written, is_string)) = address {
            found.push(StyleAddress {
                range: start..parser.position().byte_index(),
                written,
                is_string,
            });
        }
        if opens && depth < DEEPEST {
            let inside = parser.parse_nested_block(|inner| {
                if in_url {
                    quoted(inner, found);
                }
                collect(inner, (&mut *found, depth + 1));
                Ok::<(), ParseError<()>>(())
            });
            // The rest of a block has been skipped.
            let _ = inside;
        }
    }
}

/// The string in a `url(…)` with quotes.
fn quoted(parser: &mut Parser<'_>, found: &mut Vec<StyleAddress>) {
    loop {
        let start = parser.position().byte_index();
        match parser.next_including_whitespace_and_comments() {
            Ok(Token::WhiteSpace(_) | Token::Comment(_)) => {}
            Ok(Token::QuotedString(value)) => {
                let written = value.to_string();
                found.push(StyleAddress {
                    range: start..parser.position().byte_index(),
                    written,
                    is_string: true,
                });
                return;
            }
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{StyleAddress, style_addresses};

    fn all(css: &str) -> Vec<String> {
        let all = style_addresses(css.as_bytes()).into_iter();
        all.map(|address| address.written).collect()
    }

    #[test]
    fn addresses_are_found_as_in_a_browser() {
        for (css, expected) in [
            ("a{background:url(b.png)}", &["b.png"][..]),
            (
                "a{background:url( 'b c.png' ) , URL(\"d.png\")}",
                &["b c.png", "d.png"],
            ),
            (
                "@import \"x.css\"; @import url(y.css) print;",
                &["x.css", "y.css"],
            ),
            ("@import/**/'x.css' layer(a);", &["x.css"]),
            ("@media print{@supports (a:b){p{x:url(c.png)}}}", &["c.png"]),
            (
                "@font-face{src:url(f.woff2) format(\"woff2\")}",
                &["f.woff2"],
            ),
            ("a{x:image-set(url(a.png) 1x)}", &["a.png"]),
            (
                "/* url(a.png) */ a{content:\"url(b.png)\"} b{x:curl(c)}",
                &[],
            ),
            ("a{x:url(a\\)b.png)}", &["a)b.png"]),
            ("a{x:url(a.png", &["a.png"]),
            ("a{x:url(\"a.png", &["a.png"]),
            ("a{{{((([[[url(b", &["b"]),
            ("", &[]),
        ] {
            assert_eq!(all(css), expected, "{css}");
        }
        all(&"{".repeat(100_000));
        all(&"a(".repeat(100_000));
        assert!(style_addresses(b"a{x:url(\xFF.png)}").is_empty());
    }

    #[test]
    fn an_address_means_a_file_beside_its_style_sheet() {
        let of = |written: &str| StyleAddress {
            range: 0..0,
            written: written.to_owned(),
            is_string: false,
        };
        for (from, written, path) in [
            ("style.css", "a.png", Some("a.png")),
            ("css/style.css", "a.png?v=1#x", Some("css/a.png")),
            ("css/style.css", "../img/./a%20b.png", Some("img/a b.png")),
            ("style.css", "../a.png", Some("../a.png")),
            ("css/a.css", "../../../a.png", Some("../../a.png")),
            ("style.css", "data:image/png;base64,AA", None),
            ("style.css", "https://example.org/a.png", None),
            ("style.css", "//example.org/a.png", None),
            ("style.css", "/a.png", None),
            ("style.css", "#clip", None),
            ("style.css", "", None),
        ] {
            assert_eq!(of(written).path(from).as_deref(), path, "{written}");
        }
        assert_eq!(
            of("../img/a.png?v#x").renamed("b.png"),
            "url(\"../img/b.png?v#x\")"
        );
    }
}
