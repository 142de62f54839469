//! Files that only appear in reports.

use std::path::Path;

use super::sources::Sources;
use super::text::{Source, SourceKind};
use crate::span::FileId;

impl Sources {
    /// The id of a file outside of the content, for a report about it.
    pub fn reported(&mut self, place: &Path, text: String) -> FileId {
        let whole = std::path::absolute(place).unwrap_or_else(|_| place.to_owned());
        let path = whole.to_string_lossy();
        let is_known = |(_, file): &(FileId, &Source)| file.path == path;
        let known = self.of_kind(SourceKind::Copied).find(is_known);
        if let Some(file) = known.map(|(file, _)| file) {
            return file;
        }
        self.add(Source::new(&path, place, text, SourceKind::Copied))
    }
}
