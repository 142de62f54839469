//! YAML as authors write it in `handbook.yaml` and in front matter: [`parse`] reads a mapping, [`Fields`] takes typed
//! values out of it by name and reports, with their [`places`], values of the wrong type, unknown keys and repeated
//! ones. A table of [`keys`] says which there are; [`schema`](fn@schema) makes the same known to editors.

mod entries;
mod expected;
mod foreign;
mod keys;
mod loose;
mod places;
mod schema;
mod text;

use std::rc::Rc;

use serde_yaml::Value;

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::span::Span;

use keys::KnownKeys;
use places::{PathStep, Repeated, YamlPlaces};

pub use entries::TitledValue;
pub use expected::{ExpectedWord, ExpectedWords, expected};
pub use keys::{YamlKey, YamlKeys, YamlShape};
pub use schema::schema;
pub use text::YamlText;

/// Reads a mapping with these keys; an empty text or one with only comments is an empty mapping. Anything but a mapping
/// is reported and read as an empty one.
pub fn parse<'a>(
    piece: YamlText<'a>,
    keys: YamlKeys,
    diagnostics: &mut Vec<Diagnostic>,
) -> Fields<'a> {
    let places = YamlPlaces::of(piece);
    let mut read = serde_yaml::from_str(piece.text);
    if read.is_err() {
        let repeated = places.repeated();
        // Without the repeated keys, it may be valid.
        if !repeated.is_empty()
            && let Ok(value) = loose::value(piece.text)
        {
            diagnostics.extend(repeated.iter().map(repeated_key));
            read = Ok(value);
        }
    }
    let map = mapping(piece, read, diagnostics);
    Fields::of(places, map.unwrap_or_default(), KnownKeys::Of(keys))
}

/// Reads a mapping that is also for another program; `None` if it is not one, which is reported. A repeated key is
/// reported only in the parts that are read, by their keys.
pub fn parse_foreign<'a>(
    piece: YamlText<'a>,
    keys: YamlKeys,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Fields<'a>> {
    let map = mapping(piece, loose::value(piece.text), diagnostics)?;
    let fields = Fields::of(YamlPlaces::of(piece), map, KnownKeys::Of(keys));
    let reads = fields.keys.paths();
    let matters = |each: &&Repeated| {
        let keys: Vec<&str> = each.path.iter().filter_map(PathStep::key).collect();
        let mut reads = reads.iter();
        reads.any(|read| read.iter().zip(&keys).all(|(read, key)| read == key))
    };
    let repeated = fields.places.repeated();
    diagnostics.extend(repeated.iter().filter(matters).map(repeated_key));
    Some(fields)
}

/// Reads some keys of a mapping that is read in full elsewhere: problems are not reported here. `None` if the text is not
/// a mapping.
pub fn parse_part(piece: YamlText<'_>) -> Option<Fields<'_>> {
    let map = mapping(piece, loose::value(piece.text), &mut Vec::new())?;
    Some(Fields::of(YamlPlaces::of(piece), map, KnownKeys::Any))
}

/// The diagnostic for a repeated key.
fn repeated_key(repeated: &Repeated) -> Diagnostic {
    let key = repeated
        .path
        .last()
        .and_then(PathStep::key)
        .unwrap_or_default();
    let message = format!("invalid YAML: duplicate key `{key}`");
    Diagnostic::new(Code::BadYaml, repeated.again, message)
        .label(repeated.first, "first used here")
        .hint("remove one of them")
}

/// The keys of a mapping, each as text; `None` if the text is not a mapping.
pub fn keys(text: &str) -> Option<Vec<String>> {
    let Ok(Value::Mapping(map)) = loose::value(text) else {
        return None;
    };
    map.into_iter().map(|(key, _)| scalar(key)).collect()
}

/// The mapping; `None` if there is none, which is reported.
fn mapping(
    piece: YamlText<'_>,
    read: Result<Value, serde_yaml::Error>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<serde_yaml::Mapping> {
    match read {
        Ok(Value::Mapping(map)) => Some(map),
        Ok(Value::Null) => Some(serde_yaml::Mapping::new()),
        Ok(_) => {
            let span = piece.line(0);
            diagnostics.push(
                Diagnostic::new(Code::BadYaml, span, "expected `key: value` lines")
                    .hint("write one key per line, such as `title: My plan`"),
            );
            None
        }
        Err(error) => {
            let line = error.location().map_or(1, |place| place.line());
            let message = error.to_string();
            let reason = message.split(" at line ").next().unwrap_or_default();
            diagnostics.push(
                Diagnostic::new(
                    Code::BadYaml,
                    piece.line(line.saturating_sub(1)),
                    format!("invalid YAML: {reason}"),
                )
                .hint("check for a missing quote, a tab, or inconsistent indentation"),
            );
            None
        }
    }
}

/// A mapping, from which values are taken by name.
#[derive(Debug)]
pub struct Fields<'a> {
    places: Rc<YamlPlaces<'a>>,
    path: Vec<PathStep>,
    map: serde_yaml::Mapping,
    keys: KnownKeys,
}

impl<'a> Fields<'a> {
    fn of(places: YamlPlaces<'a>, map: serde_yaml::Mapping, keys: KnownKeys) -> Self {
        Self {
            places: Rc::new(places),
            path: Vec::new(),
            map,
            keys,
        }
    }

    /// The position of the value of `key`, or of the key if the value is more than a few words; that of the mapping if
    /// there is no such key.
    pub fn span(&self, key: &str) -> Span {
        self.places.value(&self.below_path(key))
    }

    /// Whether `key` has a value that is not taken yet.
    pub fn has(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(|value| !value.is_null())
    }

    /// The position of `key`.
    fn key_span(&self, key: &str) -> Span {
        self.places.key(&self.below_path(key))
    }

    fn below_path(&self, key: &str) -> Vec<PathStep> {
        let mut path = self.path.clone();
        path.push(PathStep::Key(key.to_owned()));
        path
    }

    fn take(&mut self, key: &'static str) -> Option<Value> {
        debug_assert!(self.keys.has(key), "the table of keys lacks `{key}`");
        match self.map.remove(key) {
            None | Some(Value::Null) => None,
            value => value,
        }
    }

    fn refuse(&self, key: &str, wanted: &str, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.push(
            Diagnostic::new(
                Code::BadValue,
                self.span(key),
                format!("`{key}` must be {wanted}"),
            )
            .hint(format!("write {wanted}, or remove the line")),
        );
    }

    /// A string; numbers are read as they are written.
    pub fn text(&mut self, key: &'static str, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            _ => {
                self.refuse(key, "a string", diagnostics);
                None
            }
        }
    }

    /// `true` or `false`; `on`, `off`, `yes` and `no` are read too.
    pub fn switch(&mut self, key: &'static str, diagnostics: &mut Vec<Diagnostic>) -> Option<bool> {
        let value = self.take(key)?;
        let word = match &value {
            Value::Bool(switch) => return Some(*switch),
            Value::String(word) => word.as_str(),
            _ => "",
        };
        match word {
            "on" | "yes" => Some(true),
            "off" | "no" => Some(false),
            _ => {
                self.refuse(key, "`on` or `off`", diagnostics);
                None
            }
        }
    }

    /// One of the words that the key can have, as its index.
    pub fn choice(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        let choices = self.keys.choices(key);
        let text = self.text(key, diagnostics)?;
        let index = choices.iter().position(|choice| *choice == text);
        if index.is_none() {
            let known = choices.join("`, `");
            self.refuse(key, &format!("one of `{known}`"), diagnostics);
        }
        index
    }

    /// A list of strings; a single string is a list of one.
    pub fn texts(&mut self, key: &'static str, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
        let items = match self.take(key) {
            None => return Vec::new(),
            Some(Value::Sequence(items)) => items,
            Some(one) => vec![one],
        };
        let count = items.len();
        let texts: Vec<_> = items.into_iter().filter_map(scalar).collect();
        if texts.len() < count {
            self.refuse(key, "a list of strings", diagnostics);
        }
        texts
    }

    /// A list of strings, as [`texts`](Self::texts), each with its position.
    pub fn places_of_texts(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<(String, Span)> {
        let key_step = || PathStep::Key(key.to_owned());
        let is_list = self.map.get(key).is_some_and(Value::is_sequence);
        let texts = self.texts(key, diagnostics).into_iter().enumerate();
        texts
            .map(|(index, text)| {
                let mut path = self.path.clone();
                path.push(key_step());
                path.extend(is_list.then_some(PathStep::Item(index)));
                (text, self.places.value(&path))
            })
            .collect()
    }

    /// A mapping from names to strings, in order.
    pub fn pairs(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<(String, String)> {
        match self.take(key) {
            None => Vec::new(),
            Some(Value::Mapping(map)) => {
                let count = map.len();
                let pairs: Vec<_> = map
                    .into_iter()
                    .filter_map(|(name, value)| Some((scalar(name)?, scalar(value)?)))
                    .collect();
                if pairs.len() < count {
                    self.refuse(key, "a mapping of `name: value` lines", diagnostics);
                }
                pairs
            }
            Some(_) => {
                self.refuse(key, "a mapping of `name: value` lines", diagnostics);
                Vec::new()
            }
        }
    }

    /// A mapping at `key`, or a single string, which means a mapping with only one key.
    pub fn mapping(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Fields<'a>> {
        let value = self.take(key)?;
        let inner = self.below((key, vec![PathStep::Key(key.to_owned())]), value);
        if inner.is_none() {
            self.refuse(
                key,
                "a name or a mapping of `key: value` lines",
                diagnostics,
            );
        }
        inner
    }

    /// A mapping at `key`, and nothing else.
    pub fn section(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Fields<'a>> {
        let value = self.take(key)?;
        if value.is_mapping() {
            return self.below((key, vec![PathStep::Key(key.to_owned())]), value);
        }
        self.refuse(key, "a mapping of `name: value` lines", diagnostics);
        None
    }

    /// A list of mappings at `key`; a single string in it means a mapping with only one key.
    pub fn mappings(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Fields<'a>> {
        let items = match self.take(key) {
            None => return Vec::new(),
            Some(Value::Sequence(items)) => items,
            Some(_) => {
                self.refuse(key, "a list, with one `- item` per line", diagnostics);
                return Vec::new();
            }
        };
        let mut mappings = Vec::new();
        for (index, value) in items.into_iter().enumerate() {
            let step = vec![PathStep::Key(key.to_owned()), PathStep::Item(index)];
            match self.below((key, step), value) {
                Some(inner) => mappings.push(inner),
                None => self.refuse(key, "a list of names or mappings", diagnostics),
            }
        }
        mappings
    }

    /// The mapping at a key, with the steps to it.
    fn below(&self, (key, steps): (&str, Vec<PathStep>), value: Value) -> Option<Fields<'a>> {
        let (short, keys) = self.keys.below(key);
        let map = match value {
            Value::Mapping(map) => map,
            other => {
                let mut map = serde_yaml::Mapping::new();
                map.insert(Value::from(short), Value::from(scalar(other)?));
                map
            }
        };
        let mut path = self.path.clone();
        path.extend(steps);
        Some(Fields {
            places: Rc::clone(&self.places),
            path,
            map,
            keys,
        })
    }

    /// Reports every unknown key.
    pub fn finish(self, diagnostics: &mut Vec<Diagnostic>) {
        let known = self.keys.names();
        for key in self.map.keys() {
            let name = scalar(key.clone()).unwrap_or_default();
            let diagnostic = Diagnostic::new(
                Code::UnknownKey,
                self.key_span(&name),
                format!("unknown key `{name}`"),
            );
            let meant = did_you_mean(&name, known.iter().copied());
            diagnostics.push(match meant.or_else(|| begun(&name, &known)) {
                Some(known) => diagnostic.hint(format!("did you mean `{known}`?")),
                None => diagnostic.hint(format!("known keys: {}", known.join(", "))),
            });
        }
    }
}

/// The only known key that begins with a word of three letters or more: `language` for `lang`.
fn begun<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let mut begun = known.iter().filter(|key| key.starts_with(word));
    let key = begun.next().filter(|_| word.len() >= 3)?;
    begun.next().is_none().then_some(key)
}

fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(switch) => Some(switch.to_string()),
        _ => None,
    }
}
