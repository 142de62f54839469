//! The ids of pages.

use crate::document::slug;

/// A document's path without its ending, in letters that every address can carry.
pub fn page_id(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let parts: Vec<String> = stem
        .split('/')
        .map(|part| match slug(part) {
            slug if slug.is_empty() => "page".to_owned(),
            slug => slug,
        })
        .collect();
    parts.join("/")
}
