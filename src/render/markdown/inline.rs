//! Lines of Markdown.

use std::fmt::Write as _;

use super::state::CopyState;
use crate::markdown::{LinePlace, address, escape_into, escape_words, value};
use crate::view::{Content, ElementNode, LinkNode, TaskNode, TextStyle, ViewNode};

/// Writes one line.
struct LineWriter<'m, 'w> {
    page: &'m mut CopyState<'w>,
    line: String,
    place: LinePlace,
    /// The styles that signs have begun.
    open: Vec<TextStyle>,
}

impl CopyState<'_> {
    /// Content as a line, without spaces and line breaks around it.
    pub(super) fn inline(&mut self, content: &[ViewNode<'_>], place: LinePlace) -> String {
        self.inline_in(content, place, String::new())
    }

    /// Content after other text in its line, and a space.
    pub(super) fn inline_after(&mut self, content: &[ViewNode<'_>], place: LinePlace) -> String {
        self.inline_in(content, place, " ".to_owned())
    }

    /// A task's box, words and levels.
    pub(super) fn task_line(&mut self, task: &TaskNode<'_>, place: LinePlace) -> String {
        let sign = match task.task.state {
            Some("begun") => '/',
            Some("dropped") => '-',
            Some("postponed") => '>',
            Some("question") => '?',
            Some("important") => '!',
            _ if task.task.done => 'x',
            _ => ' ',
        };
        let words = self.inline_after(&task.words, place);
        let line = format!("[{sign}] {words}");
        with_levels(line.trim_end().to_owned(), &task.task.levels)
    }

    /// Content after the start of a line, which is cut off.
    fn inline_in(&mut self, content: &[ViewNode<'_>], place: LinePlace, start: String) -> String {
        let length = start.len();
        let mut writer = LineWriter {
            page: self,
            line: start,
            place,
            open: Vec::new(),
        };
        writer.content(content, None);
        let mut line = writer.line.split_off(length);
        // A line break at the end would be a backslash.
        while let Some(shorter) = line.trim_end_matches([' ', '\n']).strip_suffix("\\\n") {
            line.truncate(shorter.len());
        }
        while line.ends_with("\\\n") {
            line.truncate(line.len() - 2);
        }
        line.trim_matches([' ', '\n']).to_owned()
    }
}

impl LineWriter<'_, '_> {
    /// Adds content; `after` is the sign that follows it.
    fn content(&mut self, content: &[ViewNode<'_>], after: Option<char>) {
        for (index, node) in content.iter().enumerate() {
            let next = content[index + 1..].iter().find_map(first_sign);
            self.node(node, next.or(after));
        }
    }

    fn node(&mut self, node: &ViewNode<'_>, next: Option<char>) {
        match node {
            ViewNode::Text(words) => escape_into(&mut self.line, words, self.place),
            ViewNode::InlineCode(code) => self.code(code),
            ViewNode::Styled(style, children) => self.styled(*style, children, next),
            ViewNode::SoftBreak => escape_into(&mut self.line, " ", self.place),
            ViewNode::HardBreak => self.line_break(),
            ViewNode::Link(link) => self.link(link),
            ViewNode::MissingLink { children, .. } => {
                self.content(children, Some(' '));
                let words = format!(" ({})", self.page.word("missing"));
                escape_into(&mut self.line, &words, self.place);
            }
            ViewNode::Image {
                address,
                alternative,
                title,
                ..
            } => self.image(address, alternative, title),
            ViewNode::Abbreviation { title, children } => {
                let _ = write!(self.line, "<abbr title=\"{}\">", value(title));
                self.content(children, Some('<'));
                self.line.push_str("</abbr>");
            }
            ViewNode::Reference { number, note, .. } => self.reference(*number, note.as_deref()),
            ViewNode::Element(element) => self.element(element),
            ViewNode::Literal(_) | ViewNode::Comment(_) => {}
            block => {
                escape_into(&mut self.line, " ", self.place);
                block.each_inner(&mut |inner| self.content(inner, Some(' ')));
                escape_into(&mut self.line, " ", self.place);
            }
        }
    }

    fn line_break(&mut self) {
        let kept = self.line.trim_end_matches(' ').len();
        self.line.truncate(kept);
        match self.place {
            LinePlace::Paragraph => self.line.push_str("\\\n"),
            LinePlace::Line | LinePlace::Cell | LinePlace::Html => self.line.push_str("<br>"),
        }
    }

    fn code(&mut self, code: &str) {
        if self.place == LinePlace::Html
            || self.place == LinePlace::Cell && code.contains(['|', '\\'])
        {
            let code = escape_words(code, LinePlace::Html);
            let _ = write!(self.line, "<code>{code}</code>");
            return;
        }
        let code = code.replace(['\n', '\r'], " ");
        let longest = code.split(|c| c != '`').map(str::len).max();
        let fence = "`".repeat(longest.unwrap_or(0) + 1);
        let is_padded = code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
        let pad = if is_padded || code.starts_with('`') || code.ends_with('`') {
            " "
        } else {
            ""
        };
        // Code without a sign needs a tag, and so does code right after a backtick.
        if code.is_empty() || self.line.ends_with('`') {
            let code = escape_words(&code, LinePlace::Html);
            let _ = write!(self.line, "<code>{code}</code>");
        } else {
            let _ = write!(self.line, "{fence}{pad}{code}{pad}{fence}");
        }
    }

    /// Words in a style: between signs if Markdown reads them as such here, or else in tags.
    fn styled(&mut self, style: TextStyle, children: &Content<'_>, next: Option<char>) {
        let (sign, name) = match style {
            TextStyle::Emphasis => ("*", "em"),
            TextStyle::Strong => ("**", "strong"),
            TextStyle::Strikethrough => ("~~", "del"),
            TextStyle::Superscript => ("", "sup"),
            TextStyle::Subscript => ("", "sub"),
        };
        let start = self.line.len();
        if self.place != LinePlace::Html && !sign.is_empty() && !self.open.contains(&style) {
            self.line.push_str(sign);
            self.open.push(style);
            self.content(children, sign.chars().next());
            self.open.pop();
            if self.is_read(start, sign, next) {
                self.line.push_str(sign);
                return;
            }
            self.line.truncate(start);
        }
        let _ = write!(self.line, "<{name}>");
        self.content(children, Some('<'));
        let _ = write!(self.line, "</{name}>");
    }

    /// Whether the opening sign at a byte and a closing one at the end of the line would be read as such.
    fn is_read(&self, start: usize, sign: &str, next: Option<char>) -> bool {
        let (before, inner) = (&self.line[..start], &self.line[start + sign.len()..]);
        let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else {
            return false;
        };
        let delimiter = sign.chars().next();
        let is_apart = |c: Option<char>| {
            c.is_none_or(|c| c.is_ascii_punctuation() && Some(c) != delimiter || c.is_whitespace())
        };
        let before = before.chars().next_back();
        let touches = |c: Option<char>| c.is_some() && c == delimiter;
        let is_word = |c: char| c.is_alphanumeric() && delimiter == Some('*');
        !touches(before)
            && !touches(next)
            && !touches(Some(first))
            && !touches(Some(last))
            && !first.is_whitespace()
            && !last.is_whitespace()
            && (is_word(first) || is_apart(before))
            && (is_word(last) || is_apart(next))
    }

    fn link(&mut self, link: &LinkNode<'_>) {
        if self.place == LinePlace::Html {
            let _ = write!(self.line, "<a href=\"{}\">", value(&link.address));
            self.content(&link.children, Some('<'));
            self.line.push_str("</a>");
            return;
        }
        let is_address = |c: char| c.is_ascii_alphanumeric() || "-._~/?#@!'*+,;=:%".contains(c);
        let is_bare = matches!(&link.children[..], [ViewNode::Text(words)] if *words == link.address)
            && link.title.is_empty()
            && ["https://", "http://"]
                .iter()
                .any(|scheme| link.address.starts_with(scheme))
            && link.address.chars().all(is_address);
        if is_bare {
            let _ = write!(self.line, "<{}>", link.address);
            return;
        }
        self.line.push('[');
        self.content(&link.children, Some(']'));
        self.line.push_str("](");
        self.target(&link.address, link.title);
    }

    fn image(&mut self, target: &str, alternative: &str, title: &str) {
        if self.place == LinePlace::Html {
            let (source, words) = (value(target), value(alternative));
            let _ = write!(self.line, "<img src=\"{source}\" alt=\"{words}\">");
            return;
        }
        self.line.push_str("![");
        escape_into(&mut self.line, alternative, self.place);
        self.line.push_str("](");
        self.target(target, title);
    }

    /// The target of a link or an image, and its title, up to the closing bracket.
    fn target(&mut self, target: &str, title: &str) {
        self.line.push_str(&address(target, self.place));
        if !title.is_empty() {
            let _ = write!(self.line, " \"{}\"", value(title));
        }
        self.line.push(')');
    }

    fn reference(&mut self, number: usize, note: Option<&str>) {
        match note.filter(|_| self.place != LinePlace::Html) {
            Some(note) => {
                let number = self.page.note(note);
                let _ = write!(self.line, "[^{number}]");
            }
            None => {
                let _ = write!(self.line, "<sup>{number}</sup>");
            }
        }
    }

    fn element(&mut self, element: &ElementNode<'_>) {
        match element.name.as_str() {
            "script" | "style" => {}
            "br" => self.line_break(),
            "p" | "div" | "section" => {
                escape_into(&mut self.line, " ", self.place);
                self.children(element);
                escape_into(&mut self.line, " ", self.place);
            }
            name => {
                self.line.push_str(&tag(element));
                if element.children.is_some() {
                    self.children(element);
                    let _ = write!(self.line, "</{name}>");
                }
            }
        }
    }

    fn children(&mut self, element: &ElementNode<'_>) {
        if let Some(children) = &element.children {
            self.content(children, Some('<'));
        }
    }
}

/// The first sign of a node in Markdown.
fn first_sign(node: &ViewNode<'_>) -> Option<char> {
    match node {
        ViewNode::Text(words) => words.chars().next(),
        ViewNode::SoftBreak | ViewNode::HardBreak => Some(' '),
        ViewNode::InlineCode(_) => Some('`'),
        ViewNode::Link(_) | ViewNode::Reference { .. } => Some('['),
        ViewNode::Image { .. } => Some('!'),
        ViewNode::Styled(TextStyle::Emphasis | TextStyle::Strong, _) => Some('*'),
        ViewNode::Styled(TextStyle::Strikethrough, _) => Some('~'),
        ViewNode::MissingLink { children, .. } => children.first().and_then(first_sign),
        ViewNode::Literal(_) | ViewNode::Comment(_) => None,
        _ => Some('<'),
    }
}

/// Whether a node is part of a line rather than a block.
pub(super) fn is_words(node: &ViewNode<'_>) -> bool {
    match node {
        ViewNode::Element(element) => element.is_phrase(),
        node => node.is_inline(),
    }
}

/// The tag of an element, without what only gives it a look.
pub(super) fn tag(element: &ElementNode<'_>) -> String {
    let mut tag = format!("<{}", element.name);
    for (name, written) in &element.attributes {
        if !matches!(name.as_str(), "class" | "style") {
            let _ = write!(tag, " {name}=\"{}\"", value(written));
        }
    }
    tag.push('>');
    tag
}

/// An item with the levels that it is for, in the notation of plans.
pub(super) fn with_levels(text: String, levels: &[String]) -> String {
    if levels.is_empty() {
        return text;
    }
    let attribute = format!(" {{level=\"{}\"}}", levels.join(" "));
    match text.split_once('\n') {
        Some((line, rest)) => format!("{line}{attribute}\n{rest}"),
        None => text + &attribute,
    }
}
