//! The part of a browser's parsing rules that decides where an element may be and which tags end it.

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "hr", "image", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
];

/// Elements whose tags mean nothing within a page, affect all of it, or cannot be closed.
const IGNORED: &[&str] = &[
    "base",
    "body",
    "frame",
    "frameset",
    "head",
    "html",
    "plaintext",
];

/// Elements that close an open paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
    "xmp",
];

/// Further elements that the end tag of a formatting element does not reach beyond.
const SPECIAL: &[&str] = &[
    "applet", "button", "caption", "colgroup", "iframe", "marquee", "math", "noembed", "noframes",
    "noscript", "object", "script", "select", "style", "svg", "tbody", "td", "template",
    "textarea", "tfoot", "th", "thead", "title", "tr",
];

/// Elements that most end tags do not reach beyond.
const BARRIERS: &[&str] = &[
    "applet",
    "caption",
    "foreignobject",
    "marquee",
    "object",
    "table",
    "td",
    "template",
    "th",
];

/// Formatting elements, which are reopened after a misplaced tag closed them.
const FORMATTING: &[&str] = &[
    "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements allowed in a table outside of its cells.
const TABLE_PARTS: &[&str] = &[
    "caption", "col", "colgroup", "script", "style", "tbody", "td", "template", "tfoot", "th",
    "thead", "tr",
];

/// Elements in which a cell or a row must follow.
const TABLE_FRAMES: &[&str] = &["colgroup", "table", "tbody", "tfoot", "thead", "tr"];

/// Elements that cannot be part of a picture or a formula.
const NEVER_FOREIGN: &[&str] = &[
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
];

pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

pub(super) fn is_ignored(name: &str) -> bool {
    IGNORED.contains(&name)
}

pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

pub(super) fn is_special(name: &str) -> bool {
    is_block(name) || SPECIAL.contains(&name) || is_void(name)
}

pub(super) fn is_formatting(name: &str) -> bool {
    FORMATTING.contains(&name)
}

pub(super) fn is_table_part(name: &str) -> bool {
    TABLE_PARTS.contains(&name)
}

pub(super) fn is_table_frame(name: &str) -> bool {
    TABLE_FRAMES.contains(&name)
}

pub(super) fn is_never_foreign(name: &str) -> bool {
    NEVER_FOREIGN.contains(&name)
}

pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

pub(super) fn is_list(name: &str) -> bool {
    matches!(name, "dir" | "menu" | "ol" | "ul")
}

/// Whether the end tag of an element called `name` does not reach beyond `outer`.
pub(super) fn is_barrier(outer: &str, name: &str) -> bool {
    match name {
        "table" | "tbody" | "tfoot" | "thead" | "tr" | "td" | "th" | "caption" | "colgroup" => {
            matches!(outer, "table" | "template")
        }
        _ if !is_special(name) => is_special(outer),
        "li" if is_list(outer) => true,
        "dd" | "dt" if outer == "dl" => true,
        "p" if outer == "button" => true,
        _ => BARRIERS.contains(&outer),
    }
}

/// The elements that an element called `name` closes if it begins inside of them, and the ancestors that limit the
/// search for them.
pub(super) fn siblings(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    const TABLE: &[&str] = &["table"];
    const RUBY: &[&str] = &["rb", "rp", "rt", "rtc"];
    const GROUPS: &[&str] = &["caption", "colgroup", "tbody", "tfoot", "thead"];
    Some(match name {
        "li" => (&["li"], &["dir", "menu", "ol", "ul"]),
        "dd" | "dt" => (&["dd", "dt"], &["dl"]),
        "caption" | "colgroup" | "tbody" | "tfoot" | "thead" => (GROUPS, TABLE),
        "tr" => (&["caption", "colgroup", "tr"], TABLE),
        "td" | "th" => (&["caption", "colgroup", "td", "th"], TABLE),
        "option" => (&["option"], &["datalist", "select"]),
        "rb" | "rp" | "rt" | "rtc" => (RUBY, &["ruby"]),
        "optgroup" => (&["optgroup", "option"], &["select"]),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{is_barrier, siblings};

    #[test]
    fn an_end_tag_does_not_reach_beyond_barriers() {
        for (name, stops, passes) in [
            (
                "td",
                &["table", "template"][..],
                &["tr", "div", "td", "svg"][..],
            ),
            ("tbody", &["table"], &["tbody", "button"]),
            (
                "b",
                &["div", "p", "td", "table", "svg", "br"],
                &["i", "a", "span"],
            ),
            ("span", &["li", "select"], &["b", "em"]),
            (
                "li",
                &["ul", "ol", "dir", "menu", "td", "table"],
                &["div", "li", "dl"],
            ),
            ("dd", &["dl", "th", "object"], &["ul", "div"]),
            ("dt", &["dl", "caption"], &["ol", "p"]),
            (
                "p",
                &["button", "td", "foreignobject"],
                &["div", "ul", "dl"],
            ),
            (
                "div",
                &["marquee", "applet", "template"],
                &["button", "ul", "dl", "p"],
            ),
        ] {
            for outer in stops {
                assert!(is_barrier(outer, name), "</{name}> in {outer}");
            }
            for outer in passes {
                assert!(!is_barrier(outer, name), "</{name}> in {outer}");
            }
        }
    }

    #[test]
    fn an_element_closes_its_siblings_within_a_list_or_a_table() {
        for (name, closed, within) in [
            ("li", "li", "ul"),
            ("dt", "dd", "dl"),
            ("tbody", "caption", "table"),
            ("tr", "colgroup", "table"),
            ("td", "th", "table"),
            ("option", "option", "select"),
            ("rt", "rb", "ruby"),
            ("optgroup", "option", "select"),
        ] {
            let (siblings, limits) = siblings(name).unwrap_or_default();
            assert!(siblings.contains(&closed), "{name} closes {closed}");
            assert!(limits.contains(&within), "{name} stays within {within}");
        }
        for name in ["div", "p", "table", "a", "select"] {
            assert!(siblings(name).is_none(), "{name}");
        }
    }
}
