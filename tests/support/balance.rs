//! Whether the tags of a page are balanced, in the way in which a browser reads them.

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements that cannot be part of a paragraph.
const BLOCKS: &[&str] = &[
    "article", "aside", "center", "details", "div", "dl", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "ul",
];

/// The name of a tag in lower case, and whether it is an end tag.
fn name(tag: &str) -> (String, bool) {
    let inner = tag.strip_prefix('/').unwrap_or(tag);
    // Any other sign belongs to the name, such as a hyphen or a vertical tab.
    let end = inner.find([' ', '\t', '\n', '\x0C', '\r', '/']);
    let name = inner[..end.unwrap_or(inner.len())].to_ascii_lowercase();
    (name, inner.len() < tag.len())
}

/// A problem with the tags of a page: end tags without an element, elements without an end, and tags that a browser
/// would move or close elsewhere.
pub(crate) fn fault(page: &str) -> Option<String> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>")?;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = &comment[comment.find("-->")?..];
            continue;
        }
        let end = rest.find('>')?;
        let (name, closes) = name(&rest[..end]);
        let is_empty = rest[..end].ends_with('/');
        rest = &rest[end..];
        let has = |names: &[&str]| open.iter().any(|open| names.contains(&open.as_str()));
        let is_foreign = has(&["svg"]);
        if closes {
            let last = open.pop();
            if last.as_deref() != Some(name.as_str()) {
                return Some(format!("</{name}> where <{last:?}> is open"));
            }
            continue;
        }
        let in_frame = matches!(open.last().map(String::as_str), Some("table" | "tr"));
        let ends_line = has(&["p"]) && BLOCKS.contains(&name.as_str()) && !is_foreign;
        if ends_line || has(&["a"]) && name == "a" || in_frame && !name.starts_with(['t', 'c']) {
            return Some(format!("<{name}> in {open:?}"));
        }
        if matches!(name.as_str(), "script" | "style" | "textarea" | "title") && !is_foreign {
            rest = &rest[rest.find(&format!("</{name}>"))?..];
        }
        let is_void = VOID.contains(&name.as_str()) || is_foreign && is_empty;
        if !is_void {
            open.push(name);
        }
    }
    (!open.is_empty()).then(|| format!("{open:?} is open"))
}
