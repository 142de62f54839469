//! Language detection: short plans, each detected on its own.

use std::fs;
use std::path::Path;

use crate::support::read;

/// The language of a text; `en` if none is detected.
fn detected(folder: &Path, text: &str) -> String {
    let path = folder.join("plan.md");
    fs::write(&path, text).unwrap();
    let language = read(&path).documents[0].front.language.clone();
    language.unwrap_or_else(|| "en".to_owned())
}

#[test]
fn a_short_plan_is_in_the_language_of_its_structure() {
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages/short.md");
    let text = fs::read_to_string(plans).unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let mut count = 0;
    let mut wrong = Vec::new();
    for case in text.split("@@ ").skip(1) {
        let (name, plan) = case.split_once('\n').unwrap();
        let expected = match name.split(' ').next() {
            Some("none") => "en",
            language => language.unwrap(),
        };
        let read = detected(folder.path(), &plan.replace('\n', "\n\n"));
        count += 1;
        if read != expected {
            wrong.push(format!("{name}: {read}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 40, "{count} plans");
}

#[test]
fn a_stated_language_wins() {
    let folder = tempfile::TempDir::new().unwrap();
    let text = "---\nlanguage: es\n---\n\n# Plan\n\n## Woche 1\n\n## Woche 2\n";
    assert_eq!(detected(folder.path(), text), "es");
}
