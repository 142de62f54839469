//! The texts that the client has open.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::columns::{ColumnUnit, LineColumns};
use crate::source::UnsavedTexts;

/// A text that the client has open.
#[derive(Clone, Debug)]
pub(super) struct OpenText {
    /// Its address, as the client writes it.
    pub(super) uri: Uri,
    /// Its version, by which the client recognizes outdated answers.
    pub(super) version: i32,
    /// The text as the client has it, saved or not.
    pub(super) text: Arc<str>,
}

/// The texts that the client has open.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenTexts {
    /// The texts by their paths.
    open: BTreeMap<PathBuf, OpenText>,
    /// The same to be read in place of files on the disk.
    unsaved: UnsavedTexts,
}

impl OpenTexts {
    /// Opens a text.
    pub(super) fn open(&mut self, path: PathBuf, text: OpenText) {
        self.unsaved.set(path.clone(), Arc::clone(&text.text));
        self.open.insert(path, text);
    }

    /// Closes a text.
    pub(super) fn close(&mut self, path: &Path) {
        self.unsaved.remove(path);
        self.open.remove(path);
    }

    /// The text at a path.
    pub(super) fn get(&self, path: &Path) -> Option<&OpenText> {
        self.open.get(path)
    }

    /// All texts, with their paths.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Path, &OpenText)> {
        self.open.iter().map(|(path, text)| (path.as_path(), text))
    }

    /// Applies changes in their order, each to the result of the one before. Without a range, a change is the whole
    /// text.
    pub(super) fn change(
        &mut self,
        (path, version): (&Path, i32),
        changes: Vec<TextDocumentContentChangeEvent>,
        unit: ColumnUnit,
    ) {
        let Some(open) = self.open.get_mut(path) else {
            return;
        };
        let mut text = open.text.to_string();
        for change in changes {
            text = match change.range {
                None => change.text,
                Some(range) => {
                    let columns = LineColumns::of(&text, unit);
                    let start = columns.place(range.start);
                    let end = columns.place(range.end).max(start);
                    [&text[..start], &change.text, &text[end..]].concat()
                }
            };
        }
        open.version = version;
        open.text = text.into();
        self.unsaved.set(path.to_owned(), Arc::clone(&open.text));
    }

    /// The texts to read in place of files on the disk.
    pub(super) fn unsaved(&self) -> &UnsavedTexts {
        &self.unsaved
    }
}
