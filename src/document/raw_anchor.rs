//! Anchors in raw HTML, as authors write them: names of links, and links without content.

use super::raw_part::{escape_into, resolved};
use super::tags::{Lexeme, Lexer, tags};

/// Raw HTML with the names of links turned into ids; `None` if no link has a name. Its length stays the same, unless a
/// link has both.
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

/// Whether raw HTML shows nothing: it consists of anchors or parts of them.
pub(super) fn is_anchor(html: &str) -> bool {
    Lexer::of(html).all(|lexeme| match lexeme {
        Lexeme::Tag(tag) => matches!(tag.name.as_str(), "a" | "span"),
        Lexeme::Comment(_) => true,
        other => other.source().trim().is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use super::{is_anchor, with_ids};

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
