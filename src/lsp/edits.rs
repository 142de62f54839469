//! Changes of texts, in the form of the protocol.

use std::collections::BTreeMap;
use std::ops::Range;

use lsp_types::TextEdit;
use serde_json::{Map, Value, json};

use super::client_texts::ClientTexts;
use crate::span::FileId;

/// Changes of a text: ranges in order, each with its replacement.
pub(super) type TextChanges = Vec<(Range<usize>, String)>;

/// The changes of several texts.
pub(super) fn workspace_edit(
    changes: BTreeMap<FileId, TextChanges>,
    texts: &mut ClientTexts<'_>,
) -> Value {
    json!({"changes": text_edits(changes, texts)})
}

/// The changes of several texts by the addresses of their files.
pub(super) fn text_edits(
    changes: BTreeMap<FileId, TextChanges>,
    texts: &mut ClientTexts<'_>,
) -> Map<String, Value> {
    let mut all = Map::new();
    for (file, changes) in changes {
        let Some(uri) = texts.uri(file) else { continue };
        let columns = texts.columns(file);
        let edits = changes.into_iter();
        let edits = edits.map(|(range, right)| TextEdit::new(columns.range(range), right));
        let edits: Vec<TextEdit> = edits.collect();
        all.insert(uri.as_str().to_owned(), json!(edits));
    }
    all
}

/// The changes that turn a text into another one, line by line.
pub(super) fn line_changes(before: &str, after: &str) -> TextChanges {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let mut changes = TextChanges::new();
    let mut start = 0;
    for (old, new) in old.iter().zip(&new) {
        if old != new {
            changes.push((start..start + old.len(), (*new).to_owned()));
        }
        start += old.len();
    }
    let rest = new.get(old.len()..).unwrap_or_default().concat();
    match changes.last_mut() {
        // Two changes at one place would depend on their order.
        Some((range, right)) if range.end == before.len() => right.push_str(&rest),
        _ if !rest.is_empty() || start < before.len() || old.len() > new.len() => {
            let kept: usize = old.iter().take(new.len()).map(|line| line.len()).sum();
            changes.push((kept..before.len(), rest));
        }
        _ => {}
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::line_changes;

    #[test]
    fn changed_lines_are_replaced_and_others_are_not_touched() {
        for (before, after) in [
            ("a\nb\nc\n", "a\nx\nc\n"),
            ("a\nb\n", "a\nb\nc\n"),
            ("a\nb", "a\nb\nc\n"),
            ("a\nb\nc", "a\n"),
            ("a\n", ""),
            ("", "a\n"),
            ("é\r\n🎯\r\n", "é\r\n🎯🎯\r\n"),
            ("a\n", "a\n"),
        ] {
            let changes = line_changes(before, after);
            let mut made = before.to_owned();
            for (range, right) in changes.iter().rev() {
                made.replace_range(range.clone(), right);
            }
            assert_eq!(made, after, "{changes:?}");
            assert_eq!(changes.is_empty(), before == after);
        }
        let changes = line_changes("a\nb\nc\n", "a\nx\nc\n");
        assert_eq!(changes, [(2..4, "x\n".to_owned())]);
    }
}
