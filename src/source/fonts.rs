//! System font files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::disk::read;

/// The font files of a system, by their names without extension.
#[derive(Debug)]
pub struct FontFiles {
    files: BTreeMap<String, PathBuf>,
}

impl FontFiles {
    /// Searches folders; earlier ones take precedence, and unreadable entries are skipped.
    pub fn find(folders: &[PathBuf]) -> Self {
        let mut files = BTreeMap::new();
        let is_font = |path: &Path| {
            let ending = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
            ending.is_some_and(|ending| ["ttf", "otf", "ttc", "otc"].iter().any(|e| ending == *e))
        };
        for folder in folders {
            let entries = WalkDir::new(folder).sort_by_file_name();
            for entry in entries.into_iter().filter_map(Result::ok) {
                let path = entry.path();
                if let Some(name) = path.file_stem().filter(|_| is_font(path)) {
                    let name = name.to_string_lossy().to_lowercase();
                    files.entry(name).or_insert_with(|| path.to_owned());
                }
            }
        }
        Self { files }
    }

    /// The bytes of a font file; `None` if there is no readable one.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        read(self.files.get(&name.to_lowercase())?).ok()
    }
}
