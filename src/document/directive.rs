//! Blocks between two lines of colons, as Docusaurus, `VitePress`, Quarto, Pandoc and `MyST` write them: `::: note`,
//! `:::note[Title]`, `::: {.callout-tip title="Title"}`, `:::{note} Title`, `::: details Title`, with `:::` at the end.

use std::collections::HashMap;
use std::ops::Range;

use super::admonition::{self, Fold, Header};
use super::attributes;
use super::rewrite::marker::{closes_fence, fence};

/// The lines that open and close such blocks, by the byte at which they begin.
#[derive(Debug, Default)]
pub(super) struct Directives {
    /// For each opening line, its closing line.
    ends: HashMap<usize, usize>,
}

impl Directives {
    /// Finds the pairs in a text. A line without a counterpart is text.
    pub(super) fn of(text: &str) -> Self {
        let mut directives = Self::default();
        // A search for three identical signs is slow.
        if !text.contains("::") {
            return directives;
        }
        let mut open = Vec::new();
        let mut code = None;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let words = line.trim_start_matches([' ', '\t', '>']);
            match code {
                Some(opened) if closes_fence(words, opened) => code = None,
                Some(_) => {}
                None if closes(words) => {
                    if let Some(from) = open.pop() {
                        directives.ends.insert(from, start);
                    }
                }
                None if opening(words).is_some() => open.push(start),
                None => code = fence(words),
            }
            start += line.len();
        }
        directives
    }

    /// The line that closes the block opened at a byte.
    pub(super) fn end(&self, start: usize) -> Option<usize> {
        self.ends.get(&start).copied()
    }
}

/// The class of a Quarto block, whose title may be a heading in it.
pub(super) const CALLOUT: &str = "callout";

/// Names of blocks without a style of their own.
const GROUPS: &[&str] = &[
    "card-carousel",
    "center",
    "code-group",
    "column",
    "columns",
    "grid",
    "incremental",
    "panel-tabset",
    "raw",
    "tab-set",
    "tabs",
    "v-pre",
];

/// Whether a line closes a block.
pub(super) fn closes(line: &str) -> bool {
    line.starts_with(":::") && line.trim_end().bytes().all(|byte| byte == b':')
}

/// Applies an option line of a `MyST` block, such as `:class: dropdown`, to its header; `false` if the line is not an
/// option.
pub(super) fn option(line: &str, header: &mut Header) -> bool {
    let Some((name, value)) = line.strip_prefix(':').and_then(|rest| rest.split_once(':')) else {
        return false;
    };
    let is_name = |c: char| c.is_ascii_lowercase() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(is_name) {
        return false;
    }
    if let Header::Admonition { kind, fold, .. } = header
        && name == "class"
    {
        for class in value.split_whitespace() {
            if class == "dropdown" {
                *fold = Fold::Closed;
            } else if kind.is_none() && admonition::kind(class).is_some() {
                *kind = Some(class.to_owned());
            }
        }
    }
    true
}

/// Parses an opening line; ranges are bytes of the line.
pub(super) fn opening(line: &str) -> Option<Header> {
    let line = line.trim_end();
    let rest = line.strip_prefix(":::")?.trim_start_matches(':');
    let words = rest.trim_start();
    let at = line.len() - words.len();
    if let Some((inner, after)) = braced(words) {
        let title = at + words.len() - after.trim_start().len()..line.len();
        return Some(by_braces(inner, (line, at + 1), title));
    }
    let end = words
        .find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)))
        .unwrap_or(words.len());
    let (name, after) = words.split_at(end);
    if name.is_empty() || !after.is_empty() && !after.starts_with([' ', '\t', '[', '{']) {
        return None;
    }
    let after = after.trim_end_matches(':').trim_end();
    let (after, attributes) = match after.rfind('{') {
        Some(open) if after.ends_with('}') => (after[..open].trim_end(), &after[open..]),
        _ => (after, ""),
    };
    let start = at + end;
    let title = match after.strip_prefix('[') {
        Some(inner) => start + 1..start + 1 + inner.strip_suffix(']')?.len(),
        None => start + after.len() - after.trim_start().len()..start + after.len(),
    };
    Some(named(name, title, attributes.contains("open")))
}

/// The text in the braces at the start of a text, and the text after them.
fn braced(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('{')?.split_once('}')
}

/// The header for a name.
fn named(name: &str, title: Range<usize>, is_open: bool) -> Header {
    let title = (!title.is_empty()).then_some(title);
    let known = name.strip_prefix("callout-").unwrap_or(name);
    if GROUPS.contains(&known) {
        return Header::Group;
    }
    match (known, title) {
        ("tab" | "tab-item", Some(title)) => Header::Tab {
            title,
            begins: false,
        },
        ("details" | "dropdown", title) => Header::Admonition {
            kind: title.is_none().then(|| "details".to_owned()),
            classes: Vec::new(),
            title,
            fold: if is_open { Fold::Open } else { Fold::Closed },
        },
        ("admonition", Some(title)) => Header::Admonition {
            kind: None,
            classes: Vec::new(),
            title: Some(title),
            fold: Fold::Never,
        },
        (name, title) => Header::Admonition {
            kind: Some(name.to_owned()),
            classes: Vec::new(),
            title,
            fold: Fold::Never,
        },
    }
}

/// The header for attributes in braces; `inner` begins at a byte of its line.
fn by_braces(inner: &str, (line, at): (&str, usize), after: Range<usize>) -> Header {
    let is_name = |c: char| c.is_alphanumeric() || "-_:".contains(c);
    if !inner.is_empty() && inner.chars().all(is_name) {
        return named(inner, after, false);
    }
    let Some(read) = attributes::read(inner) else {
        return Header::Group;
    };
    let callout = read.classes.iter().find_map(|class| {
        let name = class.strip_prefix("callout-");
        name.or_else(|| admonition::kind(class).map(|_| class.as_str()))
    });
    let Some(name) = callout else {
        return Header::Group;
    };
    let title = read
        .get("title")
        .filter(|title| !title.is_empty())
        .and_then(|title| {
            let from = at + inner.find("title")?;
            let start = from + line.get(from..)?.find(title)?;
            Some(start..start + title.len())
        });
    Header::Admonition {
        kind: Some(name.to_owned()),
        classes: vec![CALLOUT.to_owned()],
        title,
        fold: match read.get("collapse") {
            Some("true") => Fold::Closed,
            Some("false") => Fold::Open,
            _ => Fold::Never,
        },
    }
}
