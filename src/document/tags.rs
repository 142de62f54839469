//! Tokenizes raw HTML as a browser does: text, comments and tags.

use std::ops::Range;

/// Elements with literal content: a `<` in it does not begin a tag.
const LITERAL: &[&str] = &[
    "iframe",
    "noembed",
    "noframes",
    "plaintext",
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
];

/// Whether the content of an element is always text.
pub(super) fn is_literal(name: &str) -> bool {
    LITERAL.contains(&name)
}

/// A part of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lexeme<'a> {
    /// Text between tags.
    Text(&'a str),
    /// The content of an element with literal content, or a part of it.
    Literal(&'a str),
    /// A comment, including its delimiters.
    Comment(&'a str),
    /// A declaration or an instruction, which browsers do not show.
    Declaration(&'a str),
    /// A tag.
    Tag(Tag<'a>),
    /// An unterminated tag or comment: a browser would treat all following text as part of it.
    Open(&'a str),
}

impl<'a> Lexeme<'a> {
    /// The lexeme as written.
    pub(super) fn source(&self) -> &'a str {
        match self {
            Self::Text(text)
            | Self::Literal(text)
            | Self::Comment(text)
            | Self::Declaration(text)
            | Self::Open(text) => text,
            Self::Tag(tag) => tag.source,
        }
    }
}

/// A tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name, in lower case.
    pub(super) name: String,
    pub(super) closes: bool,
    /// Whether it ends in `/>`.
    pub(super) is_empty: bool,
    /// The tag as written.
    pub(super) source: &'a str,
    /// Its range in the HTML.
    pub(super) range: Range<usize>,
}

impl<'a> Tag<'a> {
    /// The attributes: their names in lower case, and the ranges of their values in the tag, without quotes.
    pub(super) fn attributes(&self) -> Vec<(String, Range<usize>)> {
        let after_name = 1 + usize::from(self.closes) + self.name.len();
        let mut attributes = Vec::new();
        let mut cursor = Cursor {
            text: self.source,
            at: after_name,
        };
        while let Some((name, value)) = cursor.attribute() {
            attributes.push((self.source[name].to_ascii_lowercase(), value));
        }
        attributes
    }

    /// The value of an attribute, as written.
    pub(super) fn value(&self, attribute: &str) -> Option<&'a str> {
        let mut all = self.attributes().into_iter();
        let (_, value) = all.find(|(name, _)| name == attribute)?;
        Some(&self.source[value])
    }
}

/// The tags of raw HTML, in order.
pub(super) fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    Lexer::of(html).filter_map(|lexeme| match lexeme {
        Lexeme::Tag(tag) => Some(tag),
        _ => None,
    })
}

/// Reads raw HTML.
pub(super) struct Lexer<'a> {
    html: &'a str,
    at: usize,
    /// The element with literal content that is open.
    literal: Option<String>,
}

impl<'a> Lexer<'a> {
    pub(super) fn of(html: &'a str) -> Self {
        Self {
            html,
            at: 0,
            literal: None,
        }
    }

    /// Reads HTML that continues inside of an element, if that has literal content.
    pub(super) fn inside(html: &'a str, element: Option<&str>) -> Self {
        Self {
            html,
            at: 0,
            literal: element.filter(|name| is_literal(name)).map(str::to_owned),
        }
    }

    /// Reads the text after the last tag as normal content.
    pub(super) fn read_tags(&mut self) {
        self.literal = None;
    }

    fn take(&mut self, end: usize) -> &'a str {
        let taken = &self.html[self.at..end];
        self.at = end;
        taken
    }

    /// The content of an element with literal content, if there is any.
    fn literal(&mut self) -> Option<Lexeme<'a>> {
        let name = self.literal.take()?;
        let rest = &self.html[self.at..];
        let ends = |at: &usize| {
            let tag = rest.as_bytes().get(at + 2..at + 2 + name.len());
            let after = rest.as_bytes().get(at + 2 + name.len());
            tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
                && after.is_none_or(|c| c.is_ascii_whitespace() || matches!(c, b'/' | b'>'))
        };
        let mut tags = rest.match_indices("</").map(|(at, _)| at);
        let len = match tags.find(ends) {
            Some(len) => len,
            None => {
                self.literal = Some(name);
                rest.len()
            }
        };
        (len > 0).then(|| Lexeme::Literal(self.take(self.at + len)))
    }

    /// A construct that begins with `<!` or `<?`.
    fn declaration(&mut self) -> Lexeme<'a> {
        let rest = &self.html[self.at..];
        if let Some(inner) = rest.strip_prefix("<!--") {
            let early = [">", "->"].into_iter().find(|end| inner.starts_with(end));
            let mut ends = inner.match_indices('>').map(|(at, _)| at);
            let is_end = |at: &usize| ["--", "--!"].iter().any(|end| inner[..*at].ends_with(end));
            let end = match early {
                Some(end) => Some(end.len()),
                None => ends.find(is_end).map(|at| at + 1),
            };
            return match end {
                Some(end) => Lexeme::Comment(self.take(self.at + "<!--".len() + end)),
                None => Lexeme::Open(self.take(self.html.len())),
            };
        }
        match rest.find('>') {
            Some(end) => Lexeme::Declaration(self.take(self.at + end + 1)),
            None => Lexeme::Open(self.take(self.html.len())),
        }
    }

    /// The tag that begins here, if there is one.
    fn tag(&mut self) -> Option<Lexeme<'a>> {
        let start = self.at;
        let rest = &self.html[start + 1..];
        let closes = rest.starts_with('/');
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>');
        let end = end.unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        let mut cursor = Cursor {
            text: self.html,
            at: self.html.len() - rest.len() + end,
        };
        let mut last = 0;
        while let Some((_, value)) = cursor.attribute() {
            last = value.end;
        }
        if !self.html[cursor.at..].starts_with('>') {
            return Some(Lexeme::Open(self.take(self.html.len())));
        }
        let source = self.take(cursor.at + 1);
        if !closes && is_literal(&name) {
            self.literal = Some(name.clone());
        }
        Some(Lexeme::Tag(Tag {
            name,
            closes,
            // In an unquoted value, the `/` is part of the value.
            is_empty: source.ends_with("/>") && last < self.at - 1,
            source,
            range: start..self.at,
        }))
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Lexeme<'a>;

    fn next(&mut self) -> Option<Lexeme<'a>> {
        if self.at == self.html.len() {
            return None;
        }
        if let Some(literal) = self.literal() {
            return Some(literal);
        }
        let rest = &self.html[self.at..];
        if rest.starts_with("<!") || rest.starts_with("<?") {
            return Some(self.declaration());
        }
        if rest.starts_with('<')
            && let Some(tag) = self.tag()
        {
            return Some(tag);
        }
        // A `<` that does not begin a tag is text.
        let mut tags = self.html.bytes().enumerate().skip(self.at + 1);
        let end = tags.find(|(_, byte)| *byte == b'<');
        Some(Lexeme::Text(
            self.take(end.map_or(self.html.len(), |(at, _)| at)),
        ))
    }
}

/// A position in a tag.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    /// Advances to the first character for which `ends` is true.
    fn skip(&mut self, ends: impl Fn(char) -> bool) {
        let rest = &self.text[self.at..];
        self.at += rest.find(ends).unwrap_or(rest.len());
    }

    fn next_is(&self, c: char) -> bool {
        self.text[self.at..].starts_with(c)
    }

    /// The next attribute, as the ranges of its name and its value; `None` at the end of the tag.
    fn attribute(&mut self) -> Option<(Range<usize>, Range<usize>)> {
        self.skip(|c| !c.is_ascii_whitespace() && c != '/');
        if self.at == self.text.len() || self.next_is('>') {
            return None;
        }
        let start = self.at;
        if self.next_is('=') {
            self.at += 1;
        }
        self.skip(|c| c.is_ascii_whitespace() || "/>=".contains(c));
        let name = start..self.at;
        self.skip(|c| !c.is_ascii_whitespace());
        if !self.next_is('=') {
            // The text after the spaces belongs to the next attribute.
            return Some((name.clone(), name.end..name.end));
        }
        self.at += 1;
        self.skip(|c| !c.is_ascii_whitespace());
        for quote in ['"', '\''] {
            if self.next_is(quote) {
                self.at += 1;
                let start = self.at;
                self.skip(|c| c == quote);
                let value = start..self.at;
                self.at = (self.at + 1).min(self.text.len());
                return Some((name, value));
            }
        }
        let start = self.at;
        self.skip(|c| c.is_ascii_whitespace() || c == '>');
        Some((name, start..self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::{Lexeme, Lexer};

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let lexemes = Lexer::of(html).map(|lexeme| match lexeme {
            Lexeme::Text(text) => format!("text {text}"),
            Lexeme::Literal(text) => format!("literal {text}"),
            Lexeme::Comment(text) => format!("comment {text}"),
            Lexeme::Declaration(text) => format!("declaration {text}"),
            Lexeme::Open(text) => format!("open {text}"),
            Lexeme::Tag(tag) => {
                let value = |(name, value)| format!(" {name}={}", &tag.source[value]);
                let attributes: String = tag.attributes().into_iter().map(value).collect();
                let closes = if tag.closes { "/" } else { "" };
                let is_empty = if tag.is_empty { " /" } else { "" };
                format!("tag {closes}{}{attributes}{is_empty}", tag.name)
            }
        });
        assert_eq!(lexemes.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn tags_are_distinguished_from_text() {
        check(
            "ä < b <DIV id=\"a>b\" hidden class = 'c'>ü</Div >",
            &[
                "text ä ",
                "text < b ",
                "tag div id=a>b hidden= class=c",
                "text ü",
                "tag /div",
            ],
        );
        check(
            "<br/><a href=b/><p a=\"1\"/>",
            &["tag br /", "tag a href=b/", "tag p a=1 /"],
        );
        check("</>x</ b>", &["text </>x", "text </ b>"]);
        check("<p =a==b 'c>", &["tag p =a==b 'c="]);
    }

    #[test]
    fn unterminated_tags_are_open() {
        check("a<p title=\"b>", &["text a", "open <p title=\"b>"]);
        check("<p", &["open <p"]);
        check("<!-- a --", &["open <!-- a --"]);
        check("<?php a", &["open <?php a"]);
    }

    #[test]
    fn comments_end_as_in_a_browser() {
        check(
            "<!-->a<!--->b<!-- <p> -->",
            &[
                "comment <!-->",
                "text a",
                "comment <!--->",
                "text b",
                "comment <!-- <p> -->",
            ],
        );
        check("<!--a--!>b-->", &["comment <!--a--!>", "text b-->"]);
        check(
            "<!DOCTYPE html><?a b?>",
            &["declaration <!DOCTYPE html>", "declaration <?a b?>"],
        );
    }

    #[test]
    fn scripts_hold_no_tags() {
        check(
            "<script>'<p>'</scripts></SCRIPT><p>",
            &[
                "tag script",
                "literal '<p>'</scripts>",
                "tag /script",
                "tag p",
            ],
        );
        check(
            "<style></style><style>a",
            &["tag style", "tag /style", "tag style", "literal a"],
        );
    }
}
