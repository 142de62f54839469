//! What a line can begin with, as the Markdown parser reads it.

/// The elements that hold blocks: a line that begins with the tag of one is raw HTML.
pub(in crate::document) const BLOCKS: &[&str] = &[
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
    "header",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The elements whose content is raw to their end, empty lines in it or not.
const VERBATIM: &[&str] = &["pre", "script", "style", "textarea"];

/// The length of the list marker that a text begins with, and whether it may stand right below a paragraph's line.
pub(super) fn list_marker(text: &str) -> Option<(usize, bool)> {
    let length = match text.as_bytes().first()? {
        b'-' | b'*' | b'+' => 1,
        b'0'..=b'9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let ends = matches!(text.as_bytes().get(digits), Some(b'.' | b')'));
            (digits <= 9 && ends).then_some(digits + 1)?
        }
        _ => return None,
    };
    let rest = &text[length..];
    if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    let is_first = length == 1 || text[..length - 1].parse() == Ok(1);
    Some((length, is_first && !rest.trim().is_empty()))
}

/// The length of the label that a footnote begins with: `[^1]:`.
pub(super) fn footnote_label(text: &str) -> Option<usize> {
    let label = text.strip_prefix("[^")?;
    let end = label.find(']')?;
    let is_plain = end > 0 && !label[..end].contains(['[', ' ', '\t']);
    (is_plain && label[end + 1..].starts_with(':')).then_some(end + 4)
}

/// Whether a text is a line across the page.
pub(super) fn is_rule(text: &str) -> bool {
    let Some(mark @ (b'-' | b'*' | b'_')) = text.bytes().next() else {
        return false;
    };
    let text = text.trim_end();
    let same = |byte: u8| byte == mark || byte == b' ' || byte == b'\t';
    text.bytes().all(same) && text.bytes().filter(|byte| *byte == mark).count() >= 3
}

/// Whether a text makes a heading of the paragraph above it.
pub(super) fn is_underline(text: &str) -> bool {
    let Some(mark @ (b'=' | b'-')) = text.bytes().next() else {
        return false;
    };
    text.trim_end().bytes().all(|byte| byte == mark)
}

/// Whether a text is the line below the head of a table, and begins with a colon.
pub(super) fn is_table_line(text: &str) -> bool {
    text.starts_with(':')
        && text.contains('|')
        && text.contains('-')
        && text.trim_end().chars().all(|c| ":-| \t".contains(c))
}

/// The mark and the length of the fence that a text opens.
pub(in crate::document) fn fence(text: &str) -> Option<(u8, usize)> {
    let mark = *text.as_bytes().first()?;
    let run = text.bytes().take_while(|byte| *byte == mark).count();
    let opens = run >= 3 && (mark == b'~' || mark == b'`' && !text[run..].contains('`'));
    opens.then_some((mark, run))
}

/// Whether a text closes a fence.
pub(in crate::document) fn closes_fence(text: &str, (mark, length): (u8, usize)) -> bool {
    let run = text.bytes().take_while(|byte| *byte == mark).count();
    run >= length && text[run..].trim().is_empty()
}

/// How raw HTML ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HtmlEnd {
    /// With the line that has this.
    With(&'static str),
    /// With the end of one of the elements whose content is raw.
    Element,
    /// Before an empty line.
    Blank,
}

impl HtmlEnd {
    /// Whether a line is the last one.
    pub(super) fn is_in(self, line: &str) -> bool {
        match self {
            Self::With(end) => line.contains(end),
            Self::Element => line.match_indices("</").any(|(at, _)| {
                let name = name(&line[at + 2..]);
                VERBATIM
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(name))
            }),
            Self::Blank => false,
        }
    }
}

/// How the raw HTML ends that a text begins with.
pub(super) fn html(text: &str) -> Option<HtmlEnd> {
    let tag = text.strip_prefix('<')?;
    if tag.starts_with("!--") {
        return Some(HtmlEnd::With("-->"));
    }
    if tag.starts_with('?') {
        return Some(HtmlEnd::With("?>"));
    }
    let opened = name(tag);
    if VERBATIM
        .iter()
        .any(|known| known.eq_ignore_ascii_case(opened))
    {
        return Some(HtmlEnd::Element);
    }
    let named = name(tag.strip_prefix('/').unwrap_or(tag));
    BLOCKS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(named))
        .then_some(HtmlEnd::Blank)
}

/// The name of a tag behind its `<` or `</`.
pub(in crate::document) fn name(tag: &str) -> &str {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
    &tag[..end.unwrap_or(tag.len())]
}

/// The length of the code that a text begins with; of its backticks alone where nothing closes them.
pub(in crate::document) fn code_span(text: &str) -> usize {
    let run = text.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = run;
    while let Some(ahead) = text[at..].find('`') {
        at += ahead;
        let closing = text[at..].bytes().take_while(|byte| *byte == b'`').count();
        at += closing;
        if closing == run {
            return at;
        }
    }
    run
}

/// Whether a line is code that MDX reads, and whether it goes on in the lines below.
pub(super) fn script(line: &str) -> Option<bool> {
    if let Some(rest) = line.strip_prefix("import ") {
        let from = rest.trim_end_matches(';').trim_end();
        let is_whole = from.ends_with(['"', '\''])
            && (from.contains(" from ") || from.starts_with(['"', '\'']));
        let goes_on = rest.trim_end() == "{";
        return (is_whole || goes_on).then_some(goes_on);
    }
    let rest = line.strip_prefix("export ")?;
    let names = [
        "const ",
        "let ",
        "var ",
        "function ",
        "async function ",
        "class ",
        "default ",
        "{",
    ];
    let is_code = rest.contains(['=', '{', '(', ';']);
    (is_code && names.iter().any(|name| rest.starts_with(name))).then_some(true)
}
