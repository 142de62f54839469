//! The list of written files in an output folder, which any program can change.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use prepbook::rooms::site::{Sink, Staging};
use tempfile::TempDir;

use super::ensure;
use super::files::everything;

/// The files that are written.
const OWN: &[(&str, &str)] = &[("index.html", "new"), ("a/b.html", "new"), ("c.js", "new")];

/// The files that are there: of an earlier build, of other programs, and outside of the output folder.
const THERE: &[(&str, &str)] = &[
    ("output/index.html", "old"),
    ("output/a/old.html", "old"),
    ("output/mine.txt", "mine"),
    ("output/.git/config", "mine"),
    ("output/a/.env", "mine"),
    ("output/sub/kept.html", "mine"),
    ("outside/x", "outside"),
    ("x", "outside"),
    ("content/plan.md", "# P\n"),
];

/// Checks the input as the list.
pub fn check(input: &[u8]) -> Result<(), String> {
    let folder = TempDir::new().unwrap();
    let home = folder.path();
    for (path, text) in THERE {
        fs::create_dir_all(home.join(path).parent().unwrap()).unwrap();
        fs::write(home.join(path), text).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(home.join("outside"), home.join("output/link")).unwrap();
    fs::write(home.join("output/.prepbook-manifest.json"), input).unwrap();
    let before = everything(home);
    let written = write(home);
    let after = everything(home);
    let listed: BTreeSet<String> = serde_json::from_slice::<serde_json::Value>(input)
        .ok()
        .and_then(|value| serde_json::from_value(value.get("files")?.clone()).ok())
        .unwrap_or_default();
    for (path, bytes) in &before {
        let inside = path
            .strip_prefix(home)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        let in_output = inside.strip_prefix("output/").unwrap_or_default();
        let is_own =
            in_output == ".prepbook-manifest.json" || OWN.iter().any(|(own, _)| *own == in_output);
        let is_hidden = in_output.split('/').any(|name| name.starts_with('.'));
        let may_go = !in_output.is_empty() && (is_own || listed.contains(in_output) && !is_hidden);
        ensure(may_go || after.get(path) == Some(bytes), || {
            format!("manifest: {inside} is gone")
        })?;
    }
    match written {
        Err(wrong) => ensure(!wrong.is_empty() && after == before, || {
            format!("manifest: refused, but something changed: {wrong}")
        }),
        Ok(()) => OWN.iter().try_for_each(|(path, text)| {
            let is_there = after
                .get(&home.join("output").join(path))
                .is_some_and(|bytes| bytes == text.as_bytes());
            ensure(is_there, || format!("manifest: {path} is not written"))
        }),
    }
}

fn write(home: &Path) -> Result<(), String> {
    let staging = Staging::new(&home.join("output"), &home.join("content"), &|| ());
    let staging = staging.map_err(|error| error.to_string())?;
    for (path, text) in OWN {
        staging
            .add(path, text.as_bytes().to_vec())
            .map_err(|error| error.to_string())?;
    }
    staging
        .finish()
        .map(drop)
        .map_err(|error| error.to_string())
}
