//! Addresses in raw HTML. Each is marked with its place in the source, so it can be checked and rewritten wherever its
//! text is shown, however that was cleaned, cut and put together anew. A marked address is `file:start:end:address`.

use std::fmt::Write as _;
use std::ops::Range;

use super::raw_part::{RawTag, resolved};
use super::tags::{Lexeme, Lexer, Tag, tags};
use crate::span::{FileId, Span};

/// What an address in raw HTML is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AddressUse {
    /// A link that readers follow.
    Link,
    /// A picture.
    Image,
    /// Sound or video.
    Media,
    /// A page in a frame.
    Frame,
    /// An embedded object.
    Object,
    /// A script.
    Script,
    /// A style sheet.
    Style,
}

/// An address in raw HTML.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RawAddress {
    /// The tag that it is in.
    pub span: Span,
    /// What it is for.
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
    /// Several addresses of one picture, each with its size.
    Candidates(Vec<(RawAddress, String)>),
}

impl RawTag {
    /// Its attributes in their order, with their addresses.
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
            return RawValue::Text(value);
        };
        if name == "srcset" {
            let candidates = candidates(&value).into_iter();
            let read = candidates.filter_map(|(url, size)| Some((read(url, purpose)?, size)));
            return RawValue::Candidates(read.collect());
        }
        match read(&value, purpose) {
            Some(address) => RawValue::Address(address),
            // What leads nowhere by its element is kept as it is written.
            None if self.name == "link" => RawValue::Text(value),
            None => RawValue::Text(String::new()),
        }
    }
}

/// What the value of an attribute is an address for, if it is one.
pub fn purpose(element: &str, attribute: &str) -> Option<AddressUse> {
    Some(match (element, attribute) {
        ("a" | "area", "href") | ("a", "xlink:href") => AddressUse::Link,
        ("img" | "input", "src")
        | ("img" | "source", "srcset")
        | ("video", "poster")
        | ("image", "src" | "href" | "xlink:href") => AddressUse::Image,
        ("audio" | "source" | "track" | "video", "src") => AddressUse::Media,
        ("iframe", "src") => AddressUse::Frame,
        ("embed", "src") | ("object", "data") => AddressUse::Object,
        ("script", "src") => AddressUse::Script,
        ("link", "href") => AddressUse::Style,
        _ => return None,
    })
}

/// Marks the addresses of raw HTML; `None` if it has none. `place` gives the place of a tag.
pub(super) fn mark(html: &str, place: impl Fn(&Range<usize>) -> Span) -> Option<String> {
    let mut marked = String::new();
    let mut kept = 0;
    for tag in tags(html).filter(|tag| !tag.closes) {
        for (name, value) in tag.attributes() {
            let Some(purpose) = purpose(&tag.name, &name).filter(|_| is_address(&tag, &value))
            else {
                continue;
            };
            let span = place(&tag.range);
            let (start, end) = (tag.range.start + value.start, tag.range.start + value.end);
            let written = resolved(&html[start..end]);
            let value = if name == "srcset" {
                let all = candidates(&written).into_iter();
                let all = all.map(|(url, size)| {
                    let address = RawAddress::of(url, purpose, span).marked();
                    format!("{address} {size}").trim_end().to_owned()
                });
                all.collect::<Vec<_>>().join(", ")
            } else {
                RawAddress::of(&written, purpose, span).marked()
            };
            marked.push_str(&html[kept..start]);
            let quote = if html[..start].ends_with(['"', '\'']) {
                ""
            } else {
                "\""
            };
            marked.push_str(quote);
            escape_into(&mut marked, &value);
            marked.push_str(quote);
            kept = end;
        }
    }
    (kept > 0).then(|| marked + &html[kept..])
}

/// Whether an attribute has a value that its element leads to.
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

fn escape_into(html: &mut String, value: &str) {
    for character in value.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
}

impl RawAddress {
    /// An address as browsers read it: without spaces around it, and without line ends.
    fn of(written: &str, purpose: AddressUse, span: Span) -> Self {
        let is_outside = |c: char| c.is_ascii_control() || c == ' ';
        let is_ignored = |c: &char| !matches!(c, '\t' | '\n' | '\r');
        let written = written.trim_matches(is_outside);
        Self {
            span,
            purpose,
            written: written.chars().filter(is_ignored).collect(),
        }
    }

    fn marked(&self) -> String {
        let Span { file, start, end } = self.span;
        let mut marked = format!("{}:{start}:{end}:", file.0);
        let _ = marked.write_str(&self.written);
        marked
    }
}

/// Reads a marked address.
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

/// The addresses in a `srcset`, each with what follows it.
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
pub(super) fn addresses(html: &str) -> impl Iterator<Item = RawAddress> {
    let tags = tags(html).filter(|tag| !tag.closes);
    let values = tags.flat_map(|tag| RawTag::of(&tag).values());
    values.flat_map(|(_, value)| match value {
        RawValue::Text(_) => Vec::new(),
        RawValue::Address(address) => vec![address],
        RawValue::Candidates(all) => all.into_iter().map(|(address, _)| address).collect(),
    })
}

/// Raw HTML in which the names of links are ids; `None` if no link has a name. It is as long as it was, unless a link has
/// both.
pub(super) fn with_ids(html: &str) -> Option<String> {
    let mut changed = String::new();
    let mut kept = 0;
    for tag in tags(html).filter(|tag| tag.name == "a" && !tag.closes) {
        let attributes = tag.attributes();
        let of = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted);
        let Some((_, value)) = of("name") else {
            continue;
        };
        let Some(at) = tag.source[..value.start].to_ascii_lowercase().rfind("name") else {
            continue;
        };
        changed.push_str(&html[kept..tag.range.start]);
        let name = &tag.source[value.clone()];
        match of("id") {
            Some((_, id)) if &tag.source[id.clone()] != name => {
                changed.push_str("<span id=\"");
                escape_into(&mut changed, &resolved(name));
                changed.push_str("\"></span>");
                changed.push_str(&tag.source[..at]);
            }
            Some(_) => changed.push_str(&tag.source[..at]),
            None => {
                changed.push_str(&tag.source[..at]);
                changed.push_str("id  ");
                kept = tag.range.start + at + "name".len();
                continue;
            }
        }
        let quoted = tag.source[value.end..].starts_with(['"', '\'']);
        kept = tag.range.start + value.end + usize::from(quoted);
    }
    (kept > 0).then(|| changed + &html[kept..])
}

/// Whether raw HTML shows nothing: it is anchors or parts of them.
pub(super) fn is_anchor(html: &str) -> bool {
    Lexer::of(html).all(|lexeme| match lexeme {
        Lexeme::Tag(tag) => matches!(tag.name.as_str(), "a" | "span"),
        Lexeme::Comment(_) => true,
        other => other.source().trim().is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use super::{candidates, is_anchor, mark, read, with_ids};
    use crate::document::AddressUse;
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

    #[test]
    fn only_what_is_marked_is_an_address() {
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

    #[test]
    fn names_become_ids() {
        for (html, expected) in [
            ("<a name=\"x\">", Some("<a id  =\"x\">")),
            ("<A NAME=x>y</A>", Some("<A id  =x>y</A>")),
            ("<a id=x name=x>", Some("<a id=x >")),
            (
                "<a name='y' id='x'>",
                Some("<span id=\"y\"></span><a  id='x'>"),
            ),
            ("<a id=x>", None),
            ("<p name=x>", None),
            ("<a title=name>", None),
        ] {
            assert_eq!(with_ids(html).as_deref(), expected, "{html}");
        }
    }

    #[test]
    fn anchors_show_nothing() {
        for (html, is_one) in [
            ("<a id=x></a>", true),
            ("<span id=x></span>\n", true),
            ("<!-- c --><a id=x>", true),
            ("<a id=x>y</a>", false),
            ("<a id=x></a><br>", false),
            ("<p id=x></p>", false),
        ] {
            assert_eq!(is_anchor(html), is_one, "{html}");
        }
    }
}
