//! The handbooks of the open texts. Each is read again when an answer needs it and a text has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::texts::OpenTexts;
use crate::error::Error;
use crate::pipeline::{self, FixedText, Outlined, Past};
use crate::source::{Input, Selection, home_above, is_markdown};

/// A handbook with open texts.
#[derive(Default)]
struct OpenHandbook {
    /// What was read last time.
    past: Past,
    /// The handbook as it was read; `None` if anything may have changed since.
    read: Option<Result<Outlined, Error>>,
    /// The open texts that have changed since.
    changed: BTreeSet<PathBuf>,
}

/// The handbooks with open texts.
pub(super) struct OpenHandbooks {
    /// The documents to read.
    selection: Selection,
    /// The handbooks by their places.
    all: BTreeMap<PathBuf, OpenHandbook>,
}

/// The place of the handbook that a file may belong to: the nearest folder above it with a configuration, or else the
/// file itself if it is Markdown.
pub(super) fn place_of(path: &Path, texts: &OpenTexts) -> Option<PathBuf> {
    home_above(path, texts.unsaved()).or_else(|| is_markdown(path).then(|| path.to_owned()))
}

/// The places of the handbooks of all open texts.
pub(super) fn places(texts: &OpenTexts) -> BTreeSet<PathBuf> {
    let places = texts.all().filter_map(|(path, _)| place_of(path, texts));
    places.collect()
}

impl OpenHandbooks {
    /// None yet.
    pub(super) fn of(selection: Selection) -> Self {
        Self {
            selection,
            all: BTreeMap::new(),
        }
    }

    /// Forgets everything that was read.
    pub(super) fn forget(&mut self) {
        self.all.clear();
    }

    /// Keeps only the handbooks at these places.
    pub(super) fn keep(&mut self, places: &BTreeSet<PathBuf>) {
        self.all.retain(|place, _| places.contains(place));
    }

    /// Notes that any file may have changed.
    pub(super) fn changed(&mut self) {
        for handbook in self.all.values_mut() {
            handbook.read = None;
        }
    }

    /// Notes that the open text at a path has changed, for the handbooks that may have it.
    pub(super) fn changed_text(&mut self, path: &Path) {
        for (place, handbook) in &mut self.all {
            let folder = place.parent().unwrap_or(place);
            if path.starts_with(folder) {
                handbook.changed.insert(path.to_owned());
            }
        }
    }

    /// The handbook at a place as it was read last, if nothing but the text at a path has changed since.
    pub(super) fn last(&self, place: &Path, path: &Path) -> Option<&Outlined> {
        let OpenHandbook { read, changed, .. } = self.all.get(place)?;
        let is_own = changed.iter().all(|changed| changed == path);
        read.as_ref()?.as_ref().ok().filter(|_| is_own)
    }

    /// The texts of the handbook at a place that change if everything with only one possible fix is fixed. Files have the
    /// ids that they have in the handbook as it was read.
    pub(super) fn fixed(&self, place: &Path, texts: &OpenTexts) -> Vec<FixedText> {
        let input = Input {
            unsaved: Some(texts.unsaved()),
            selection: self.selection,
            ..Input::from(place)
        };
        pipeline::fix(input).map_or_else(|_| Vec::new(), |(_, fixed)| fixed)
    }

    /// The handbook at a place, read if necessary.
    pub(super) fn read(&mut self, place: &Path, texts: &OpenTexts) -> Result<&Outlined, &Error> {
        let handbook = self.all.entry(place.to_owned()).or_default();
        let OpenHandbook {
            past,
            read,
            changed,
        } = handbook;
        if !changed.is_empty() {
            changed.clear();
            *read = None;
        }
        let read = read.get_or_insert_with(|| {
            let input = Input {
                unsaved: Some(texts.unsaved()),
                selection: self.selection,
                ..Input::from(place)
            };
            pipeline::outline_again(input, past)
        });
        read.as_ref()
    }
}
