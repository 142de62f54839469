//! Lists of `Title: value` that may stand in each other, as a navigation is written.

use serde_yaml::Value;

use super::places::Step;
use super::{Fields, scalar};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// A value of such a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What stands before it, where something does.
    pub title: Option<String>,
    /// The value.
    pub value: String,
    /// Where the value stands.
    pub span: Span,
}

/// How deep lists are followed.
const DEEPEST: usize = 64;

impl Fields<'_> {
    /// The values of lists that stand in each other, in the order in which they are written: `value`, `Title: value`,
    /// or `Title:` with a list of its own, whose title is left out.
    pub fn entries(&mut self, key: &'static str, found: &mut Vec<Diagnostic>) -> Vec<Entry> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        if !value.is_sequence() {
            self.refuse(key, "a list, with one `- item` per line", found);
            return Vec::new();
        }
        let mut flat = Vec::new();
        flatten((value, None), &mut self.below_path(key), &mut flat);
        let entries = flat.into_iter();
        entries
            .map(|(title, value, path)| Entry {
                title,
                value,
                span: self.places.value(&path),
            })
            .collect()
    }
}

/// A value with its title and the way to it.
type Flat = (Option<String>, String, Vec<Step>);

/// Collects the values in a value, whose way is `path`.
fn flatten((value, title): (Value, Option<String>), path: &mut Vec<Step>, flat: &mut Vec<Flat>) {
    if path.len() > DEEPEST {
        return;
    }
    match value {
        Value::Sequence(items) => {
            for (index, item) in items.into_iter().enumerate() {
                path.push(Step::Item(index));
                flatten((item, None), path, flat);
                path.pop();
            }
        }
        Value::Mapping(map) => {
            for (key, value) in map {
                let title = scalar(key);
                path.push(Step::Key(title.clone().unwrap_or_default()));
                flatten((value, title), path, flat);
                path.pop();
            }
        }
        Value::Tagged(tagged) => flatten((tagged.value, title), path, flat),
        other => flat.extend(scalar(other).map(|value| (title, value, path.clone()))),
    }
}
