//! The inputs that robots begin with, and those that once had a problem.

use std::fs;
use std::path::{Path, PathBuf};

fn below(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| (path.display().to_string(), fs::read(&path).unwrap());
    paths
        .into_iter()
        .filter(|path| path.is_file())
        .map(read)
        .collect()
}

/// The inputs of a target that once had a problem, each with its path.
pub fn found(target: &str) -> Vec<(String, Vec<u8>)> {
    below(&format!("tests/robots/found/{target}"))
}

/// The seeds in a folder of the corpus, those of other tests if they are `plans`, and what was found with a target.
pub fn seeds(target: &str, folder: &str) -> Vec<Vec<u8>> {
    let mut seeds = below(&format!("tests/robots/corpus/{folder}"));
    if folder == "text" {
        let plans = below("tests/plans");
        seeds.extend(
            plans
                .into_iter()
                .filter(|(path, _)| !path.ends_with(".outline.md")),
        );
    }
    seeds.extend(found(target));
    assert!(!seeds.is_empty(), "no seeds for {target}");
    seeds.into_iter().map(|(_, seed)| seed).collect()
}
