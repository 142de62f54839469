//! The files and folders that a handbook is made from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::watch::{Depth, Root};
use crate::pipeline::Draft;

/// Files that pages may use without a known link: in an author's HTML, or in styles.
const SHOWN: &[&str] = &[
    "avif", "css", "gif", "html", "jpeg", "jpg", "js", "mp3", "mp4", "ogg", "pdf", "png", "svg",
    "webm", "webp", "woff", "woff2",
];

/// The files of a handbook.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The folders that it is made from.
    pub(super) roots: BTreeSet<Root>,
    /// The files with content that matters.
    files: BTreeSet<PathBuf>,
    themes: PathBuf,
}

impl Parts {
    /// The files of the handbook at `place`.
    pub(super) fn of(draft: &Draft, place: &Path) -> Self {
        let sources = &draft.outlined.sources;
        let shown = draft.outlined.shown_assets();
        let shown = shown.iter().map(|asset| sources.content.join(asset));
        let files = sources.places().chain(shown);
        Self {
            roots: roots(draft, place),
            files: files.map(|path| absolute(&path)).collect(),
            themes: absolute(&sources.home.join("themes")),
        }
    }

    /// Whether writes to a file matter. A copied file that no page uses may grow all day long, like a log.
    pub(super) fn matter(&self, path: &Path) -> bool {
        let ending = path.extension().and_then(|ending| ending.to_str());
        let is_shown = ending.is_some_and(|ending| SHOWN.contains(&ending));
        let path = absolute(path);
        is_shown || self.files.contains(&path) || path.starts_with(&self.themes)
    }
}

/// The folders that a handbook is made from.
fn roots(draft: &Draft, place: &Path) -> BTreeSet<Root> {
    let mut folders: BTreeMap<PathBuf, Depth> = BTreeMap::new();
    let mut add = |path: &Path, depth: Depth| {
        let known = folders.entry(absolute(path)).or_insert(depth);
        *known = depth.max(*known);
    };
    let sources = &draft.outlined.sources;
    if sources.bare {
        add(place.parent().unwrap_or(Path::new("")), Depth::Entries);
        for asset in draft.outlined.assets() {
            let asset = sources.content.join(draft.outlined.source_of(&asset));
            add(asset.parent().unwrap_or(&sources.content), Depth::Entries);
        }
    } else {
        add(&sources.home, Depth::Entries);
        add(&sources.content, Depth::Everything);
        add(&sources.home.join("themes"), Depth::Everything);
    }
    let whole: Vec<PathBuf> = folders
        .iter()
        .filter(|(_, depth)| **depth == Depth::Everything)
        .map(|(path, _)| path.clone())
        .collect();
    folders
        .into_iter()
        .filter(|(path, _)| {
            !whole
                .iter()
                .any(|above| path != above && path.starts_with(above))
        })
        .map(|(path, depth)| Root { path, depth })
        .collect()
}

/// A path that does not depend on the working folder.
fn absolute(path: &Path) -> PathBuf {
    // Without a working folder, nothing could have been read either.
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // Systems that report changes leave out `./` inside a path.
    path.components().collect()
}
