//! Attributes in braces at the end of a heading or a task: `{#id .class key=value core}`. Other braces are text
//! (`docs/format.md`, Attributes).

use crate::span::Span;

/// The attributes of a heading or a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributeList {
    /// `#id`, the last one if there are several.
    pub id: Option<String>,
    /// `.class`, in order.
    pub classes: Vec<String>,
    /// `key=value`, in order.
    pub pairs: Vec<(String, String)>,
    /// Bare words that are known: `core`, `optional`, `review`.
    pub words: Vec<String>,
    /// The range of the braces, if the source writes them exactly as the text has them.
    pub span: Option<Span>,
}

impl AttributeList {
    /// The last value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .rev()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// Whether a bare word is present.
    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }
}

/// The names of attributes with values that have a meaning for a plan, and the bare words that have one.
pub fn attribute_names() -> (&'static [&'static str], &'static [&'static str]) {
    (KEYS, WORDS)
}

/// Known bare words; with any other word, the braces are text.
const WORDS: &[&str] = &["core", "optional", "review"];

/// Splits attributes off the end of `text`: returns the text before them, and the attributes.
pub(super) fn split(text: &str) -> Option<(&str, AttributeList)> {
    let inner = text.trim_end().strip_suffix('}')?;
    // A quoted value may hold braces.
    let mut opens = inner.rmatch_indices('{').map(|(open, _)| open).take(4);
    opens.find_map(|open| {
        let attributes = read(&inner[open + 1..])?;
        Some((inner[..open].trim_end(), attributes))
    })
}

/// Parses the inside of braces; `None` if it is text.
pub(super) fn read(text: &str) -> Option<AttributeList> {
    let mut attributes = AttributeList::default();
    let mut rest = text.trim();
    rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let (token, after) = token(rest)?;
        rest = after.trim_start();
        if let Some(id) = token.strip_prefix('#') {
            attributes.id = Some(anchor(id)?);
        } else if let Some(class) = token.strip_prefix('.') {
            attributes.classes.push(name(class)?);
        } else if let Some((key, value)) = token.split_once('=') {
            let value = value.trim_matches(['"', '\'']);
            if key == "id" {
                attributes.id = anchor(value);
            }
            attributes.pairs.push((name(key)?, value.to_owned()));
        } else if WORDS.contains(&token) {
            attributes.words.push(token.to_owned());
        } else {
            return None;
        }
    }
    Some(attributes)
}

/// The first token, up to a space outside quotes.
fn token(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (index, character) in text.char_indices() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, _) if character.is_whitespace() => {
                return Some((&text[..index], &text[index..]));
            }
            _ => {}
        }
    }
    quote.is_none().then_some((text, ""))
}

/// An id may have more characters than a class: editors derive it from the words of a heading, as in
/// `{#monday-(2-hours)}`.
fn anchor(text: &str) -> Option<String> {
    let plain = |c: char| !c.is_whitespace() && !"\"'<>{}".contains(c);
    (!text.is_empty() && text.chars().all(plain)).then(|| text.to_owned())
}

fn name(text: &str) -> Option<String> {
    let plain = |c: char| c.is_alphanumeric() || "-_:.".contains(c);
    (!text.is_empty() && text.chars().all(plain)).then(|| text.to_owned())
}

/// Attributes that have a meaning for a plan. Only a list without any of them may be removed without a report.
const KEYS: &[&str] = &["track", "level", "area", "time"];

/// A text without a list of presentational attributes at its end.
pub(super) fn without_look(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let open = text.rfind('{').filter(|_| text.ends_with('}'))?;
    is_list(&text[open..]).then(|| text[..open].trim_end())
}

/// Whether a text is a list of presentational attributes in braces: `{ .button target=_blank }`, `{: .wide }`.
pub(super) fn is_list(text: &str) -> bool {
    is_list_with(text, false)
}

/// The same directly after a link or an image, where a bare word is an attribute too: `{download}`.
pub(super) fn is_list_of_link(text: &str) -> bool {
    is_list_with(text, true)
}

fn is_list_with(text: &str, words: bool) -> bool {
    let inner = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    let Some(inner) = inner.filter(|inner| !inner.contains(['{', '}', '%'])) else {
        return false;
    };
    let (strict, mut rest) = match inner.trim().strip_prefix(':') {
        Some(rest) => (false, rest.trim()),
        None => (true, inner.trim()),
    };
    let mut count = 0;
    while !rest.is_empty() {
        let Some((token, after)) = token(rest) else {
            return false;
        };
        let is_named = token.len() > 1 && token.starts_with(['.', '#']) || token.starts_with('=');
        let is_look = match token.split_once('=') {
            Some(("", _)) => true,
            Some((key, _)) => name(key).is_some() && !KEYS.contains(&key),
            None if is_named => true,
            None if words => name(token).is_some() && !WORDS.contains(&token),
            None => !strict && name(token).is_some() && !WORDS.contains(&token),
        };
        if !is_look {
            return false;
        }
        count += 1;
        rest = after.trim_start();
    }
    count > 0
}

#[cfg(test)]
mod tests {
    use super::{is_list, is_list_of_link, split, without_look};

    #[test]
    fn attributes_are_at_the_end_and_other_braces_are_text() {
        for (text, expected) in [
            ("A {#b .c d=e core}", Some("A | b | c | d=e | core")),
            ("A {.c .d}", Some("A |  | c d |  | ")),
            ("A {: #b }", Some("A | b |  |  | ")),
            ("A {#b #c}", Some("A | c |  |  | ")),
            ("A {id=b}", Some("A | b |  | id=b | ")),
            ("A {t='b c' u=\"d}\"}", Some("A |  |  | t=b c u=d} | ")),
            (
                "A {#monday-(2-hours)}  ",
                Some("A | monday-(2-hours) |  |  | "),
            ),
            ("A {review optional}", Some("A |  |  |  | review optional")),
            ("{core}", Some(" |  |  |  | core")),
            ("A {}", None),
            ("A { : }", None),
            ("A {word}", None),
            ("A {core word}", None),
            ("A {#}", None),
            ("A {#a<b}", None),
            ("A {.c!}", None),
            ("A {t='b}", None),
            ("A {=b}", None),
            ("A {core} b", None),
            ("A", None),
        ] {
            let found = split(text).map(|(before, all)| {
                let pairs = all
                    .pairs
                    .iter()
                    .map(|(key, value)| format!("{key}={value}"));
                let pairs = pairs.collect::<Vec<_>>().join(" ");
                let id = all.id.unwrap_or_default();
                let (classes, words) = (all.classes.join(" "), all.words.join(" "));
                format!("{before} | {id} | {classes} | {pairs} | {words}")
            });
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_last_value_of_a_key_counts() {
        let (_, all) = split("A {a=1 b=2 a=3 core}").unwrap();
        assert_eq!(
            (all.get("a"), all.get("b"), all.get("c")),
            (Some("3"), Some("2"), None)
        );
        assert!(all.has("core") && !all.has("optional"));
    }

    #[test]
    fn lists_of_presentational_attributes_are_removed() {
        for (text, list, of_link) in [
            ("{.c}", true, true),
            ("{ .button target=_blank }", true, true),
            ("{: .wide }", true, true),
            ("{: wide }", true, true),
            ("{#a}", true, true),
            ("{=html}", true, true),
            ("{download}", false, true),
            ("{core}", false, false),
            ("{: core }", false, false),
            ("{time=2h}", false, false),
            ("{.c level=x}", false, false),
            ("{}", false, false),
            ("{.}", false, true),
            ("{% x %}", false, false),
            ("{{.c}}", false, false),
            (".c", false, false),
        ] {
            assert_eq!(
                (is_list(text), is_list_of_link(text)),
                (list, of_link),
                "{text}"
            );
        }
        assert_eq!(without_look("a {.c} "), Some("a"));
        assert_eq!(without_look("a {.c} b"), None);
        assert_eq!(without_look("a {core}"), None);
        assert_eq!(without_look("a"), None);
    }
}
