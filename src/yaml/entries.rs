//! Nested lists of `Title: value`, the form of a navigation.

use serde_yaml::Value;

use super::places::PathStep;
use super::{Fields, scalar};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// A value in such a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitledValue {
    /// The title in front of it, if there is one.
    pub title: Option<String>,
    /// The value.
    pub value: String,
    /// The position of the value.
    pub span: Span,
}

/// How deep lists are read.
const DEEPEST: usize = 64;

impl Fields<'_> {
    /// The values of nested lists in order: `value`, `Title: value`, or `Title:` with a list of its own, whose title is
    /// dropped.
    pub fn entries(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<TitledValue> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        if !value.is_sequence() {
            self.refuse(key, "a list, with one `- item` per line", diagnostics);
            return Vec::new();
        }
        let mut flat = Vec::new();
        flatten((value, None), &mut self.below_path(key), &mut flat);
        let entries = flat.into_iter();
        entries
            .map(|(title, value, path)| TitledValue {
                title,
                value,
                span: self.places.value(&path),
            })
            .collect()
    }
}

/// A value with its title and its path.
type Flat = (Option<String>, String, Vec<PathStep>);

/// Collects the values inside a value at `path`.
fn flatten(
    (value, title): (Value, Option<String>),
    path: &mut Vec<PathStep>,
    flat: &mut Vec<Flat>,
) {
    if path.len() > DEEPEST {
        return;
    }
    match value {
        Value::Sequence(items) => {
            for (index, item) in items.into_iter().enumerate() {
                path.push(PathStep::Item(index));
                flatten((item, None), path, flat);
                path.pop();
            }
        }
        Value::Mapping(map) => {
            for (key, value) in map {
                let title = scalar(key);
                path.push(PathStep::Key(title.clone().unwrap_or_default()));
                flatten((value, title), path, flat);
                path.pop();
            }
        }
        Value::Tagged(tagged) => flatten((tagged.value, title), path, flat),
        other => flat.extend(scalar(other).map(|value| (title, value, path.clone()))),
    }
}
