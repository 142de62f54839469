//! A folder with the files of a handbook.
//!
//! An input has all of them, each below a line such as `==> content/plan.md <==`.

use std::fs;
use std::path::Path;

use prepbook::rooms::pipeline::{self, Templates};
use prepbook::rooms::site::{Staging, WriteSummary};
use prepbook::rooms::source::Input;
use prepbook::rooms::units::Date;
use tempfile::TempDir;

use super::pages::{self, Pages};
use super::{ensure, settled};

/// One of so many handbooks is written into a folder, which takes as long as all else.
const WRITTEN: usize = 4;

/// Text and files for a configuration.
const CONTENT: &str = "\
==> content/plan.md <==
# zq1x

## Week 1: zq2x

### Monday: zq3x (1 hour)

- [ ] zq4x, then [zq5x](page.md) {track=part-time}
- [ ] zq6x (20 min) {level=l6 area=Reading}

## Week 2: zq7x

- [ ] zq8x

## Part-time track (6 hours/week)

zq9x
==> content/page.md <==
# zq10x

![zq11x](https://e.org/a.png) [zq12x](plan.md#zq2x)
==> content/sub/a.png <==
no picture
";

/// Several files.
pub fn folder(input: &[u8]) -> Result<(), String> {
    check(&files(&String::from_utf8_lossy(input)))
}

/// The input as `handbook.yaml`.
pub fn settings(input: &[u8]) -> Result<(), String> {
    let mut files = files(CONTENT);
    files.push(("handbook.yaml".to_owned(), input.to_vec()));
    check(&files)
}

/// The input as `mkdocs.yml`.
pub fn mkdocs(input: &[u8]) -> Result<(), String> {
    let mut files = files(&CONTENT.replace("==> content/", "==> docs/"));
    files.push(("mkdocs.yml".to_owned(), input.to_vec()));
    check(&files)
}

/// The files of an input. Names that would lead out of the folder are left out.
fn files(input: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in input.split_inclusive('\n') {
        let name = line
            .trim_end()
            .strip_prefix("==> ")
            .and_then(|line| line.strip_suffix(" <=="));
        match (name, files.last_mut()) {
            (Some(name), _) => files.push((name.to_owned(), Vec::new())),
            (None, Some((_, text))) => text.extend(line.bytes()),
            (None, None) => {}
        }
    }
    files.retain(|(name, _)| {
        let mut parts = Path::new(name).components();
        !name.contains('\0') && parts.all(|part| matches!(part, std::path::Component::Normal(_)))
    });
    files
}

fn check(files: &[(String, Vec<u8>)]) -> Result<(), String> {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let place = folder.path().join("book").join(name);
        // Two names may need the same place, or be longer than the system allows.
        let _ = fs::create_dir_all(place.parent().unwrap());
        let _ = fs::write(place, text);
    }
    let home = folder.path().join("book");
    if !home.is_dir() {
        return Ok(());
    }
    built(&home)?;
    let before = everything(folder.path());
    settled::fixes(Input::from(&home), |outlined, fixed| {
        for text in fixed {
            let place = outlined.sources.place_of(text.file);
            prepbook::rooms::site::replace(&place, &text.before, &text.after)
                .map_err(|error| format!("fix: {error}"))?;
        }
        pipeline::fix(&home)
            .map(|(_, fixed)| fixed)
            .map_err(|error| format!("fix: {error}"))
    })
    .or_else(|wrong| {
        if wrong.starts_with("fix: ") && pipeline::outline(&home).is_err() {
            Ok(())
        } else {
            Err(wrong)
        }
    })?;
    let changed = everything(folder.path()).keys().ne(before.keys());
    ensure(!changed, || "fix made or removed a file".to_owned())
}

/// Builds the handbook, and writes its lock.
fn built(home: &Path) -> Result<(), String> {
    // Not every folder is a handbook.
    let Ok((mut outlined, templates)) = pipeline::outline_with_templates(home, &|_| ()) else {
        return Ok(());
    };
    settled::diagnostics(&outlined.diagnostics, &outlined.sources)?;
    if outlined.is_broken() {
        return Ok(());
    }
    // A theme that does not exist, for one.
    let Ok(templates) = templates else {
        return Ok(());
    };
    outlined.begin_lock();
    let pages = Pages::of(&outlined, templates.clone())?;
    pages.check()?;
    pages::words(&outlined, &pages)?;
    let before = everything(home);
    let length: usize = before.values().map(Vec::len).sum();
    if length.is_multiple_of(WRITTEN) && written(home, &templates)? {
        ensure(everything(home) == before, || {
            "a build changes the content".to_owned()
        })?;
    }
    let change = outlined.lock_change(Date::constant(2027, 1, 4));
    outlined
        .write_lock(&change)
        .map_err(|error| format!("lock: {error}"))?;
    let mut again = pipeline::outline(home).map_err(|error| format!("read with lock: {error}"))?;
    again.begin_lock();
    let next = again.lock_change(Date::constant(2027, 1, 5));
    ensure(next == pipeline::LockChange::None, || {
        format!("lock twice: {change:?}, then {next:?}")
    })
}

/// Writes the handbook into a folder twice; the second time, nothing changes. Returns whether it was written.
fn written(home: &Path, templates: &Templates) -> Result<bool, String> {
    let output = home.parent().unwrap().join("output");
    for turn in 0..2 {
        let mut outlined =
            pipeline::outline(home).map_err(|error| format!("read again: {error}"))?;
        outlined.begin_lock();
        let staging = Staging::new(&output, outlined.sources.protected(), &|| ())
            .map_err(|error| format!("output: {error}"))?;
        match outlined.render(templates.clone(), &staging, &|_, _| ()) {
            // A name that is reserved, or longer than the system allows.
            Err(_) if turn == 0 => return Ok(false),
            other => other.map_err(|error| format!("render again: {error}"))?,
        };
        let summary = staging
            .finish()
            .map_err(|error| format!("output: {error}"))?;
        ensure(turn == 0 || summary == WriteSummary::default(), || {
            format!("a second build changes {summary:?}")
        })?;
    }
    Ok(true)
}

/// All files below a folder.
pub fn everything(folder: &Path) -> std::collections::BTreeMap<std::path::PathBuf, Vec<u8>> {
    let mut files = std::collections::BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else {
                files.insert(entry.path(), fs::read(entry.path()).unwrap_or_default());
            }
        }
    }
    files
}

#[test]
fn an_input_is_several_files() {
    let read = files("lost\n==> a.md <==\nA\n==> ../b.md <==\nB\n==> c/d.md <==\n");
    assert_eq!(
        read,
        [
            ("a.md".to_owned(), b"A\n".to_vec()),
            ("c/d.md".to_owned(), Vec::new())
        ]
    );
}
