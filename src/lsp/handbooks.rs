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
    /// The handbook as it was read; `None` if a text has changed since.
    read: Option<Result<Outlined, Error>>,
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
    home_above(path, &texts.unsaved()).or_else(|| is_markdown(path).then(|| path.to_owned()))
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

    /// Notes that texts may have changed: of the handbook at a place, or of all.
    pub(super) fn changed(&mut self, place: Option<&Path>) {
        for (other, handbook) in &mut self.all {
            if place.is_none_or(|place| place == other) {
                handbook.read = None;
            }
        }
    }

    /// Whether the handbook at a place has to be read again.
    pub(super) fn is_outdated(&self, place: &Path) -> bool {
        self.all.get(place).is_none_or(|known| known.read.is_none())
    }

    /// The texts of the handbook at a place that change if everything with only one possible fix is fixed. Files have the
    /// ids that they have in the handbook as it was read.
    pub(super) fn fixed(&self, place: &Path, texts: &OpenTexts) -> Vec<FixedText> {
        let unsaved = texts.unsaved();
        let input = Input {
            unsaved: Some(&unsaved),
            selection: self.selection,
            ..Input::from(place)
        };
        pipeline::fix(input).map_or_else(|_| Vec::new(), |(_, fixed)| fixed)
    }

    /// The handbook at a place, read if necessary.
    pub(super) fn read(&mut self, place: &Path, texts: &OpenTexts) -> Result<&Outlined, &Error> {
        let OpenHandbook { past, read } = self.all.entry(place.to_owned()).or_default();
        let read = read.get_or_insert_with(|| {
            let unsaved = texts.unsaved();
            let input = Input {
                unsaved: Some(&unsaved),
                selection: self.selection,
                ..Input::from(place)
            };
            pipeline::outline_again(input, past)
        });
        read.as_ref()
    }
}
