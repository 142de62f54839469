//! The markers at the start of a line, as the Markdown parser reads them.

/// The block-level elements: a line that begins with such a tag is raw HTML.
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

/// The elements whose content is raw up to their end tag, even across empty lines.
const VERBATIM: &[&str] = &["pre", "script", "style", "textarea"];

/// The length of the list marker at the start of a text, and whether it may directly follow a paragraph's line.
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

/// The length of the footnote label at the start of a text: `[^1]:`.
pub(super) fn footnote_label(text: &str) -> Option<usize> {
    let label = text.strip_prefix("[^")?;
    let end = label.find(']')?;
    let is_plain = end > 0 && !label[..end].contains(['[', ' ', '\t']);
    (is_plain && label[end + 1..].starts_with(':')).then_some(end + 4)
}

/// Whether a text is a thematic break.
pub(super) fn is_rule(text: &str) -> bool {
    let Some(mark @ (b'-' | b'*' | b'_')) = text.bytes().next() else {
        return false;
    };
    let text = text.trim_end();
    let same = |byte: u8| byte == mark || byte == b' ' || byte == b'\t';
    text.bytes().all(same) && text.bytes().filter(|byte| *byte == mark).count() >= 3
}

/// Whether a text turns the paragraph above it into a heading.
pub(super) fn is_underline(text: &str) -> bool {
    let Some(mark @ (b'=' | b'-')) = text.bytes().next() else {
        return false;
    };
    text.trim_end().bytes().all(|byte| byte == mark)
}

/// Whether a text is the delimiter row of a table.
pub(super) fn is_table_line(text: &str) -> bool {
    text.contains('|')
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
    /// With a line that contains this text.
    With(&'static str),
    /// With the end tag of an element with raw content.
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

/// How the raw HTML at the start of a text ends.
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

/// The name of a tag after its `<` or `</`.
pub(in crate::document) fn name(tag: &str) -> &str {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
    &tag[..end.unwrap_or(tag.len())]
}

/// The length of the code span at the start of a text; of its backticks alone if it is not closed.
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

/// Whether a line is MDX code, and whether it continues on the next lines.
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
