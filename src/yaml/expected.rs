//! What an author may write at a position in YAML, by a table of keys. The text may be unfinished, so its lines are read
//! by their indentation.

use super::keys::{YamlKeys, YamlShape, all};

/// What may be written at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedWords {
    /// The first byte of the word that is written there.
    pub start: usize,
    /// The possible words.
    pub words: Vec<ExpectedWord>,
}

/// A word that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedWord {
    /// The word.
    pub text: &'static str,
    /// What a key is for; empty for a value.
    pub about: &'static str,
    /// What follows a key: `: ` in front of a value, `:` in front of further lines, nothing after a value.
    pub then: &'static str,
}

/// The words that may be written at a byte of a text with these keys.
pub fn expected(text: &str, at: usize, keys: YamlKeys) -> ExpectedWords {
    let at = text.floor_char_boundary(at.min(text.len()));
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut open: Vec<(usize, String)> = Vec::new();
    for above in text[..line].lines() {
        if let Some(line) = YamlLine::of(above) {
            line.close(&mut open);
            open.extend(line.key.map(|key| (line.column, key.to_owned())));
        }
    }
    let written = &text[line..at];
    let nothing = ExpectedWords {
        start: at,
        words: Vec::new(),
    };
    if written.trim_start().starts_with('#') {
        return nothing;
    }
    let own = YamlLine::of(written).unwrap_or(YamlLine {
        dash: None,
        column: written.len(),
        key: None,
    });
    own.close(&mut open);
    let mut path: Vec<&str> = open.iter().map(|(_, key)| key.as_str()).collect();
    if let Some(key) = own.key {
        path.push(key);
        let value = written[own.column + key.len() + 1..].trim_start();
        let inner = value.trim_start_matches(['[', '"', '\'']);
        let word = inner.rsplit([',', ' ']).next().unwrap_or_default();
        return ExpectedWords {
            start: at - word.len(),
            words: values(&path, keys),
        };
    }
    let word = &written[own.column.min(written.len())..];
    let mut words = keys_at(&path, keys);
    if own.dash.is_some() && words.is_empty() {
        words = values(&path, keys);
    }
    if word.contains(char::is_whitespace) {
        return nothing;
    }
    ExpectedWords {
        start: at - word.len(),
        words,
    }
}

/// A line that is not empty.
struct YamlLine<'l> {
    /// The column of the `-` in front of it.
    dash: Option<usize>,
    /// The column of its first word.
    column: usize,
    /// The key in it, if a value or nothing follows.
    key: Option<&'l str>,
}

impl<'l> YamlLine<'l> {
    fn of(line: &'l str) -> Option<Self> {
        let words = line.trim_start();
        if words.is_empty() || words.starts_with('#') {
            return None;
        }
        let mut column = line.len() - words.len();
        let mut dash = None;
        let mut words = words;
        while words == "-" || words.starts_with("- ") {
            dash.get_or_insert(column);
            let rest = words[1..].trim_start();
            column += words.len() - rest.len();
            words = rest;
        }
        let colon = words.find(": ");
        let colon = colon.or_else(|| words.trim_end().strip_suffix(':').map(str::len));
        let key = colon.map(|colon| &words[..colon]);
        let key = key.filter(|key| !key.is_empty() && !key.contains(['"', '\'', '{', '[', '#']));
        Some(Self { dash, column, key })
    }

    /// Closes the keys that the line is not below. Items of a list may begin in the column of its key.
    fn close(&self, open: &mut Vec<(usize, String)>) {
        match self.dash {
            Some(dash) => open.retain(|(column, _)| *column <= dash),
            None => open.retain(|(column, _)| *column < self.column),
        }
    }
}

/// The shapes that the value at a path may have.
fn shapes(path: &[&str], keys: YamlKeys) -> Vec<YamlShape> {
    let Some((first, rest)) = path.split_first() else {
        return Vec::new();
    };
    let key = all(keys).find(|key| key.name == *first);
    let mut shapes: Vec<YamlShape> = key.map(|key| key.shape).into_iter().collect();
    for name in rest {
        let below = shapes.iter().flat_map(|shape| below(shape, name));
        shapes = below.collect();
    }
    shapes
}

fn below(shape: &YamlShape, name: &str) -> Vec<YamlShape> {
    match shape {
        YamlShape::Section(keys) | YamlShape::Named(_, keys) | YamlShape::Items(_, keys) => {
            shapes(&[name], keys)
        }
        YamlShape::Pairs(value) => vec![**value],
        YamlShape::Table(_, words) => vec![YamlShape::Choice(words)],
        YamlShape::Either(each) => each.iter().flat_map(|one| below(one, name)).collect(),
        _ => Vec::new(),
    }
}

/// The keys of the mapping at a path.
fn keys_at(path: &[&str], keys: YamlKeys) -> Vec<ExpectedWord> {
    if path.is_empty() {
        return named(keys);
    }
    let shapes = shapes(path, keys);
    let mut words = Vec::new();
    for shape in shapes {
        match shape {
            YamlShape::Section(keys) | YamlShape::Named(_, keys) | YamlShape::Items(_, keys) => {
                words.extend(named(keys));
            }
            YamlShape::Table(names, _) => {
                let names = names().into_iter();
                words.extend(names.map(|text| ExpectedWord {
                    text,
                    about: "",
                    then: ": ",
                }));
            }
            _ => {}
        }
    }
    words
}

fn named(keys: YamlKeys) -> Vec<ExpectedWord> {
    let words = all(keys).map(|key| ExpectedWord {
        text: key.name,
        about: key.about,
        then: match key.shape {
            YamlShape::Section(_)
            | YamlShape::Items(..)
            | YamlShape::Table(..)
            | YamlShape::Pairs(_)
            | YamlShape::Entries => ":",
            _ => ": ",
        },
    });
    words.collect()
}

/// The words that the value at a path can be.
fn values(path: &[&str], keys: YamlKeys) -> Vec<ExpectedWord> {
    let shapes = shapes(path, keys);
    let words = shapes.iter().flat_map(choices);
    let words = words.map(|text| ExpectedWord {
        text,
        about: "",
        then: "",
    });
    words.collect()
}

fn choices(shape: &YamlShape) -> Vec<&'static str> {
    match shape {
        YamlShape::Switch => vec!["on", "off"],
        YamlShape::Choice(words) => words.to_vec(),
        YamlShape::OneOrMore(one) => choices(one),
        YamlShape::Either(each) => each.iter().flat_map(choices).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::expected;
    use crate::yaml::{YamlKey, YamlKeys, YamlShape};

    const INNER: YamlKeys = &[&[
        YamlKey::new("name", YamlShape::Text, "The name."),
        YamlKey::new("level", YamlShape::Choice(&["high", "low"]), ""),
        YamlKey::new(
            "more",
            YamlShape::Items("name", &[&[YamlKey::new("deep", YamlShape::Switch, "")]]),
            "",
        ),
    ]];

    fn codes() -> Vec<&'static str> {
        vec!["one", "two"]
    }

    const KEYS: YamlKeys = &[
        &[
            YamlKey::new("title", YamlShape::Text, "The title."),
            YamlKey::new("fit", YamlShape::Switch, ""),
            YamlKey::new("items", YamlShape::Items("name", INNER), ""),
        ],
        &[
            YamlKey::new("section", YamlShape::Section(INNER), ""),
            YamlKey::new("checks", YamlShape::Table(codes, &["allow", "deny"]), ""),
            YamlKey::new(
                "days",
                YamlShape::Either(&[
                    YamlShape::OneOrMore(&YamlShape::Choice(&["a", "b"])),
                    YamlShape::Choice(&["off"]),
                ]),
                "",
            ),
        ],
    ];

    /// The words that are expected at `|`, and the word that is written in front of it.
    fn at(text: &str) -> (String, String) {
        let at = text.find('|').unwrap();
        let text = text.replace('|', "");
        let expected = expected(&text, at, KEYS);
        let words = expected.words.iter().map(|word| word.text);
        (
            words.collect::<Vec<_>>().join(" "),
            text[expected.start..at].to_owned(),
        )
    }

    #[test]
    fn keys_and_values_are_expected_where_the_table_has_them() {
        let top = "title fit items section checks days";
        let inner = "name level more";
        for (text, words, written) in [
            ("|", top, ""),
            ("ti|", top, "ti"),
            ("title: a\nfi|\nitems:\n", top, "fi"),
            ("title: a b|", "", "b"),
            ("fit: |", "on off", ""),
            ("fit: o|n", "on off", "o"),
            ("# no|", "", ""),
            ("items:\n  - na|", inner, "na"),
            ("items:\n  - |", inner, ""),
            ("items:\n- na|", inner, "na"),
            ("items:\n  - name: x\n    le|", inner, "le"),
            ("items:\n  - name: x\n    level: h|", "high low", "h"),
            (
                "items:\n  - name: x\n\n    # c\n    more:\n      - deep: |",
                "on off",
                "",
            ),
            ("items:\n  - name: x\n    more:\n      - |", "deep", ""),
            ("items:\n  - name: x\nti|", top, "ti"),
            ("section:\n  |", inner, ""),
            ("section:\n  level: |", "high low", ""),
            ("checks:\n  o|", "one two", "o"),
            ("checks:\n  two: |", "allow deny", ""),
            ("days: [a, |", "a b off", ""),
            ("days:\n  - |", "a b off", ""),
            ("unknown:\n  |", "", ""),
            ("unknown: |", "", ""),
            ("\u{e9}: \u{e9}|", "", "\u{e9}"),
            ("title: a\r\nfit: |", "on off", ""),
        ] {
            assert_eq!(at(text), (words.to_owned(), written.to_owned()), "{text}");
        }
    }

    #[test]
    fn keys_have_their_descriptions_and_what_follows_them() {
        let words = expected("", 0, KEYS).words;
        let of = |name| words.iter().find(|word| word.text == name).unwrap();
        assert_eq!((of("title").about, of("title").then), ("The title.", ": "));
        assert_eq!(of("items").then, ":");
    }
}
