//! The plans in `tests/plans`.

use std::fs;
use std::path::{Path, PathBuf};

/// Each plan, a file or a folder, with the outline written by a person.
pub fn plans() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let mut plans = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Some(name) = name.strip_suffix(".outline.md") {
            let file = folder.join(format!("{name}.md"));
            let plan = if file.is_file() {
                file
            } else {
                folder.join(name)
            };
            plans.push((plan, fs::read_to_string(path).unwrap()));
        }
    }
    plans.sort();
    plans
}
