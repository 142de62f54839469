//! The package of the crate: the sources, and what the binary embeds, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The files below a folder of the crate.
fn below(folder: &str, files: &mut BTreeSet<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            below(&path, files);
        } else {
            files.insert(path);
        }
    }
}

#[test]
fn the_package_has_what_it_needs_and_nothing_else() {
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        listed.status.success(),
        "{}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let listed = String::from_utf8(listed.stdout).unwrap().replace('\\', "/");
    // Cargo adds these.
    let added = ["Cargo.toml.orig", ".cargo_vcs_info.json", "Cargo.lock"];
    let listed: BTreeSet<String> = listed
        .lines()
        .filter(|path| !added.contains(path))
        .map(str::to_owned)
        .collect();
    let mut needed: BTreeSet<String> = [
        "CHANGELOG.md",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "handbook.yaml",
    ]
    .map(str::to_owned)
    .into();
    for folder in ["src", "themes/default", "starter", "content"] {
        below(folder, &mut needed);
    }
    let missing: Vec<&String> = needed.difference(&listed).collect();
    let more: Vec<&String> = listed.difference(&needed).collect();
    assert!(
        missing.is_empty() && more.is_empty(),
        "missing: {missing:?}, not needed: {more:?}"
    );
}
