//! Lists of `Title: value` that may stand in each other, as a navigation is written.

use serde_yaml::Value;

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
const DEEPEST: usize = 32;

impl Fields<'_> {
    /// The values of lists that stand in each other, in the order in which they are written: `value`, `Title: value`,
    /// or `Title:` with a list of its own, whose title is left out.
    pub fn entries(&mut self, key: &'static str, found: &mut Vec<Diagnostic>) -> Vec<Entry> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        if !value.is_sequence() {
            self.refuse(key, "a list, one item a line, each behind a `-`", found);
            return Vec::new();
        }
        let mut flat = Vec::new();
        flatten(value, None, &mut flat, 0);
        let start = self.span(key).range().start;
        let mut at = start.saturating_sub(self.piece.offset) + key.len();
        let mut entries = Vec::new();
        for (title, value) in flat {
            let place = self.piece.text.get(at..).and_then(|rest| rest.find(&value));
            let span = match place {
                Some(ahead) => {
                    let from = self.piece.offset + at + ahead;
                    at += ahead + value.len();
                    Span::new(self.piece.file, from, from + value.len())
                }
                None => self.span(key),
            };
            entries.push(Entry { title, value, span });
        }
        entries
    }
}

fn flatten(
    value: Value,
    title: Option<String>,
    flat: &mut Vec<(Option<String>, String)>,
    depth: usize,
) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Sequence(items) => {
            for item in items {
                flatten(item, None, flat, depth + 1);
            }
        }
        Value::Mapping(map) => {
            for (key, value) in map {
                flatten(value, scalar(key), flat, depth + 1);
            }
        }
        Value::Tagged(tagged) => flatten(tagged.value, title, flat, depth + 1),
        other => flat.extend(scalar(other).map(|value| (title, value))),
    }
}
