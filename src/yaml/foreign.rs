//! Files of other programs: values of the right type are taken, and everything else is ignored.

use serde_yaml::Value;

use super::places::PathStep;
use super::{Fields, scalar};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::span::Span;

impl<'a> Fields<'a> {
    /// A string, if the value is one. For a value with a fallback (`!ENV [NAME, default]`), the fallback.
    pub fn foreign_text(&mut self, key: &'static str) -> Option<String> {
        plain(self.take(key)?)
    }

    /// The mapping at `key`, if the value is one.
    pub fn foreign_section(&mut self, key: &'static str) -> Option<Fields<'a>> {
        match self.take(key)? {
            map @ Value::Mapping(_) => self.below((key, vec![PathStep::Key(key.to_owned())]), map),
            _ => None,
        }
    }

    /// The mapping called `name` at `key`: in a list of names and of mappings with one name each, or in a mapping.
    pub fn foreign_named(&mut self, key: &'static str, name: &str) -> Option<Fields<'a>> {
        let called = || PathStep::Key(name.to_owned());
        match self.take(key)? {
            Value::Sequence(items) => items.into_iter().enumerate().find_map(|(at, item)| {
                let map = item.get(name).filter(|value| value.is_mapping())?.clone();
                let path = vec![PathStep::Key(key.to_owned()), PathStep::Item(at), called()];
                self.named((key, name), path, map)
            }),
            Value::Mapping(mut plugins) => {
                let map = plugins.remove(name).filter(Value::is_mapping)?;
                let path = vec![PathStep::Key(key.to_owned()), called()];
                self.named((key, name), path, map)
            }
            _ => None,
        }
    }

    /// The mapping called `name` at `key`, with the steps to it.
    fn named(
        &self,
        (key, name): (&str, &str),
        path: Vec<PathStep>,
        map: Value,
    ) -> Option<Fields<'a>> {
        let (_, keys) = self.keys.below(key).1.below(name);
        let mut inner = self.below((key, path), map)?;
        inner.keys = keys;
        Some(inner)
    }

    /// The keys with string values, in order, and their positions.
    pub fn foreign_pairs(self) -> Vec<(String, String, Span)> {
        let pairs = self.map.iter();
        pairs
            .filter_map(|(key, value)| {
                let key = scalar(key.clone())?;
                let span = self.key_span(&key);
                Some((key, scalar(value.clone())?, span))
            })
            .collect()
    }

    /// Reports only unknown keys that are nearly known ones.
    pub fn finish_near(mut self, diagnostics: &mut Vec<Diagnostic>) {
        let known = self.keys.names();
        self.map.retain(|key, _| {
            let name = scalar(key.clone()).unwrap_or_default();
            did_you_mean(&name, known.iter().copied()).is_some()
        });
        self.finish(diagnostics);
    }
}

fn plain(value: Value) -> Option<String> {
    match value {
        Value::Tagged(tagged) => match tagged.value {
            Value::Sequence(items) => items.into_iter().next_back().and_then(scalar),
            other => scalar(other),
        },
        other => scalar(other),
    }
}
