//! Anchors and addresses derived from words.

use std::collections::HashMap;

use crate::system::names::composed;

/// The words without the emoji or symbols in front of them: `("🎯", "Overview")` for `🎯 Overview`. Punctuation that
/// belongs to the words, as in `(optional) …`, is kept.
pub fn without_decoration(text: &str) -> (&str, &str) {
    let decoration =
        |c: char| !c.is_alphanumeric() && !c.is_ascii_punctuation() && !"«»„“”‘’¿¡".contains(c);
    let words = text.trim_start_matches(decoration);
    if words.is_empty() {
        return ("", text.trim());
    }
    let icon = text[..text.len() - words.len()].trim();
    (icon, words.trim())
}

/// Words as an anchor, normalized: lower case, letters and digits of any script, and one `-` for everything between
/// them. Empty if there are neither letters nor digits.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in without_decoration(&composed(text)).1.chars() {
        if character.is_alphanumeric() || character == '_' {
            slug.extend(character.to_lowercase());
        } else if (character.is_whitespace() || "-–—/&+:".contains(character))
            && !slug.ends_with('-')
        {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

/// The prefixes of ids that pages generate. No words become such an anchor, since it never has two `-` in a row.
const PAGE: &[&str] = &["page--", "fn--", "fnref--"];

/// Assigns names, each once, and never an id that a page generates.
#[derive(Clone, Debug, Default)]
pub struct Slugs {
    /// The assigned or reserved names, each with the number to try next. Names are never released, so lower numbers
    /// need no second try.
    taken: HashMap<String, usize>,
}

/// The number after a name that is assigned a second time.
const SECOND: usize = 2;

impl Slugs {
    /// Reserves a name.
    pub fn reserve(&mut self, name: &str) {
        self.taken.entry(name.to_owned()).or_insert(SECOND);
    }

    /// The name, or the name followed by the first free number.
    pub fn unique(&mut self, name: &str) -> String {
        let own = PAGE.iter().any(|start| name.starts_with(start));
        let name = match name {
            "" => "section".to_owned(),
            name if own => name.replacen("--", "-", 1),
            name => name.to_owned(),
        };
        let Some(next) = self.taken.get(&name) else {
            self.reserve(&name);
            return name;
        };
        let mut number = *next;
        let mut unique = format!("{name}-{number}");
        while self.taken.contains_key(&unique) {
            number += 1;
            unique = format!("{name}-{number}");
        }
        self.taken.insert(name, number + 1);
        self.reserve(&unique);
        unique
    }
}

#[cfg(test)]
mod tests {
    use super::{Slugs, slug, without_decoration};

    #[test]
    fn anchors_are_words_in_lower_case() {
        for (text, expected) in [
            ("Week 1: Start!", "week-1-start"),
            ("🎯 Overview", "overview"),
            ("A & B / C + D", "a-b-c-d"),
            ("snake_case", "snake_case"),
            ("Über – Maß", "über-maß"),
            ("1週目", "1週目"),
            ("don't (stop)", "dont-stop"),
            ("a--b", "a-b"),
            (" - ", ""),
            ("🎯", ""),
            ("E\u{301}", "é"),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn decoration_is_what_no_word_begins_with() {
        for (text, expected) in [
            ("🎯 Overview", ("🎯", "Overview")),
            ("→ ✨ Go", ("→ ✨", "Go")),
            ("(optional) x", ("", "(optional) x")),
            ("«a»", ("", "«a»")),
            ("¿Qué?", ("", "¿Qué?")),
            ("  a  ", ("", "a")),
            (" 🎯 ", ("", "🎯")),
            ("", ("", "")),
        ] {
            assert_eq!(without_decoration(text), expected, "{text}");
        }
    }

    #[test]
    fn names_are_assigned_once() {
        let mut slugs = Slugs::default();
        slugs.reserve("b");
        slugs.reserve("a-3");
        for (name, expected) in [
            ("a", "a"),
            ("a", "a-2"),
            ("a", "a-4"),
            ("a-2", "a-2-2"),
            ("b", "b-2"),
            ("", "section"),
            ("", "section-2"),
            ("page--x", "page-x"),
            ("fn--1", "fn-1"),
            ("fnref--1", "fnref-1"),
            ("my--x", "my--x"),
        ] {
            assert_eq!(slugs.unique(name), expected, "{name}");
        }
    }
}
