//! The parts of balanced raw HTML: every element that begins in a row of parts ends in it.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, Parser};

use super::tags::{Lexeme, Lexer, Tag};

/// A part of balanced raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawPart {
    /// The start of an element.
    Start(RawTag),
    /// The end of the innermost element, by its name.
    End(String),
    /// An element without content.
    Void(RawTag),
    /// Text, with its entities as written.
    Text(String),
    /// The content of a script, a style sheet or another element without child elements.
    Literal(String),
    /// A comment, including its delimiters.
    Comment(String),
}

/// The opening tag of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawTag {
    /// The element's name, in lower case.
    pub name: String,
    source: String,
}

impl RawTag {
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        Self {
            name: tag.name.clone(),
            source: tag.source.to_owned(),
        }
    }

    /// The tag of an implied element.
    pub(super) fn implied(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            source: format!("<{name}>"),
        }
    }

    /// The tag with a different name.
    pub(super) fn renamed(self, name: &str) -> Self {
        let rest = &self.source[1 + self.name.len()..];
        Self {
            name: name.to_owned(),
            source: format!("<{name}{rest}"),
        }
    }

    /// The tag without a `/` at its end.
    pub(super) fn that_opens(mut self) -> Self {
        if is_empty(&self.source)
            && let Some(rest) = self.source.strip_suffix("/>")
        {
            self.source = format!("{}>", rest.trim_end());
        }
        self
    }

    /// Its attributes in order: their names in lower case, and their values with entities resolved.
    pub fn attributes(&self) -> Vec<(String, String)> {
        let mut attributes: Vec<(String, String)> = Vec::new();
        if let Some(Lexeme::Tag(tag)) = Lexer::of(&self.source).next() {
            for (name, value) in tag.attributes() {
                // If two have the same name, browsers take the first.
                if attributes.iter().all(|(known, _)| *known != name) {
                    attributes.push((name, resolved(&tag.source[value]).into_owned()));
                }
            }
        }
        attributes
    }
}

/// Whether a tag ends in `/`.
fn is_empty(source: &str) -> bool {
    matches!(Lexer::of(source).next(), Some(Lexeme::Tag(tag)) if tag.is_empty)
}

impl RawPart {
    /// Whether links may point to it.
    pub(super) fn has_id(&self) -> bool {
        let is_id = |(name, _): &(String, String)| name == "id";
        matches!(self, Self::Start(tag) if tag.attributes().iter().any(is_id))
    }
}

/// Writes the parts as HTML.
pub(super) fn written(parts: &[RawPart]) -> String {
    let mut html = String::new();
    for part in parts {
        match part {
            RawPart::Start(tag) | RawPart::Void(tag) => html.push_str(&tag.source),
            RawPart::End(name) => {
                html.push_str("</");
                html.push_str(name);
                html.push('>');
            }
            RawPart::Text(text) | RawPart::Literal(text) | RawPart::Comment(text) => {
                html.push_str(text);
            }
        }
    }
    html
}

/// Appends text as the value of an attribute.
pub(super) fn escape_into(html: &mut String, value: &str) {
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

/// The longest entity, including its signs.
const LONGEST: usize = "&CounterClockwiseContourIntegral;".len();

/// Text with its entities resolved; unknown ones are kept.
pub fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        resolved.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let entity = end.map(|end| &rest[..=end]);
        match entity.and_then(|entity| Some((entity, character(entity)?))) {
            Some((entity, characters)) => {
                resolved.push_str(&characters);
                rest = &rest[entity.len()..];
            }
            None => {
                resolved.push('&');
                rest = &rest[1..];
            }
        }
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

/// The character of an entity. The Markdown parser has the table of HTML's entities.
fn character(entity: &str) -> Option<String> {
    let inner = &entity[1..entity.len() - 1];
    let mut letters = inner.bytes();
    if !letters.all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') {
        return None;
    }
    let texts = Parser::new(entity).filter_map(|event| match event {
        Event::Text(text) => Some(text),
        _ => None,
    });
    let characters: String = texts.map(CowStr::into_string).collect();
    (characters != entity).then_some(characters)
}

#[cfg(test)]
mod tests {
    use super::{RawTag, resolved};
    use crate::document::tags::tags;

    #[test]
    fn entities_are_resolved() {
        for (text, expected) in [
            ("Caf&eacute; &amp; bar", "Café & bar"),
            ("&#233;&#xE9;&nbsp;&rarr;", "éé\u{a0}→"),
            ("&CounterClockwiseContourIntegral;", "∳"),
            (
                "a & b; &none; &; &#; &#xZ; &*a*;",
                "a & b; &none; &; &#; &#xZ; &*a*;",
            ),
            ("&amp;lt;", "&lt;"),
            ("R&D;&", "R&D;&"),
        ] {
            assert_eq!(resolved(text), expected);
        }
    }

    #[test]
    fn attributes_are_read() {
        let tag = tags("<A HREF='?a=1&amp;b' hidden href=x title=\"&quot;\">").next();
        let pairs = tag.map_or(Vec::new(), |tag| RawTag::of(&tag).attributes());
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(pairs, [("href", "?a=1&b"), ("hidden", ""), ("title", "\"")]);
    }

    #[test]
    fn a_tag_that_ends_in_a_slash_can_be_made_one_that_opens() {
        for (tag, opening) in [
            ("<div/>", "<div>"),
            ("<div id=\"a\" />", "<div id=\"a\">"),
            ("<a href=x/>", "<a href=x/>"),
            ("<div>", "<div>"),
        ] {
            let read = tags(tag).next().map(|tag| RawTag::of(&tag).that_opens());
            assert_eq!(read.map(|tag| tag.source).as_deref(), Some(opening));
        }
    }
}
