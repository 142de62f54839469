//! The context of a handbook's documents, and what it says about one of them.

use super::translation::paths;
use crate::course::Course;
use crate::document::Document;
use crate::language::Vocabulary;
use crate::plan::{ContentFolder, Layout, Servers, page_id};
use crate::span::Span;
use crate::system::names::composed;
use crate::units::{Cohort, Exclusion, NavEntry, Origin, PictureSize, Redirect};

/// The context of the documents: settings, and the files beside them.
#[derive(Clone, Copy)]
pub struct HandbookContext<'a> {
    /// The title that the author stated.
    pub title: Option<&'a str>,
    /// The language of plans that do not state one.
    pub language: Option<&'a str>,
    /// The paths of the plans; if empty, plans are detected.
    pub plans: &'a [String],
    /// The position of that list.
    pub configuration: Option<Span>,
    /// The documents in the order in which they are offered; if empty, they are in the order of their paths.
    pub nav: &'a [NavEntry],
    /// Why the file at a path is excluded.
    pub left_out: &'a (dyn Fn(&str) -> Option<Exclusion> + Sync),
    /// Former addresses of documents.
    pub redirects: &'a [Redirect],
    /// Whether the document at a path is left out of navigation.
    pub is_unlisted: &'a (dyn Fn(&str) -> bool + Sync),
    /// The kind of content.
    pub layout: Layout,
    /// The tracks, levels and fit stated for all plans.
    pub course: &'a Course,
    /// The cohorts, in the order in which they are offered.
    pub cohorts: &'a [Cohort],
    /// Whether the content folder has a file at a path.
    pub has_asset: &'a (dyn Fn(&str) -> bool + Sync),
    /// The size of the picture at a path.
    pub picture_size: &'a (dyn Fn(&str) -> Option<PictureSize> + Sync),
    /// The servers that pages may load files from.
    pub remote: &'a [Origin],
}

impl<'a> HandbookContext<'a> {
    /// The context for resolving links.
    pub(super) fn beside(&self) -> ContentFolder<'a> {
        ContentFolder {
            has_asset: self.has_asset,
            left_out: self.left_out,
            servers: Servers {
                allowed: self.remote,
                layout: self.layout,
            },
        }
    }
}

/// Whether a path in the configuration refers to a document: by its file, or by the folder that it was joined from.
pub(super) fn named(path: &str, wanted: &str) -> bool {
    let wanted = wanted.trim_start_matches("./").trim_end_matches('/');
    let wanted = wanted.strip_prefix("content/").unwrap_or(wanted);
    let (path, wanted) = (composed(path), composed(wanted));
    path == wanted || path.strip_suffix("/index.md") == Some(&*wanted)
}

/// Whether a path in the configuration refers to a document or to its original.
pub(super) fn is_named(document: &Document, wanted: &str) -> bool {
    named(&document.path, wanted)
        || document.translation.is_some() && paths(document).any(|path| named(&path, wanted))
}

pub(super) fn words_of(document: &Document, context: &HandbookContext<'_>) -> &'static Vocabulary {
    let language = document.front.language.as_deref().or(context.language);
    if document.front.day_first {
        Vocabulary::with_day_first(language)
    } else {
        Vocabulary::of(language)
    }
}

/// The index of a document in the navigation; documents outside of it come last. A translation is beside its original.
pub(super) fn in_nav(document: &Document, context: &HandbookContext<'_>) -> usize {
    let is_of = |path: &str| {
        document.files().any(|(own, _)| own == path)
            || document.translation.is_some() && paths(document).any(|own| own == path)
    };
    let place = context.nav.iter().position(|entry| is_of(&entry.path));
    place.unwrap_or(usize::MAX)
}

/// The front page of a site: `index.md`, or else `README.md`.
pub(super) fn front_page<'a>(paths: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let ranked = paths.filter_map(|path| match path {
        _ if page_id(path) == "index" => Some((0, path)),
        "README.md" => Some((1, path)),
        _ => None,
    });
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, path)| path)
}
