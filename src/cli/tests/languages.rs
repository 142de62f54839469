//! Language detection: short plans, each detected on its own.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::TestBook;
use crate::pipeline;

/// The language of a text; `en` if none is detected.
fn detected(text: &str) -> String {
    let book = TestBook::new(&[("content/plan.md", text)]);
    let outlined = pipeline::outline(&book.path("")).unwrap();
    let language = outlined.handbook.documents[0].front.language.clone();
    language.unwrap_or_else(|| "en".to_owned())
}

#[test]
fn a_short_plan_is_in_the_language_of_its_structure() {
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages/short.md");
    let text = fs::read_to_string(plans).unwrap();
    let cases: Vec<&str> = text.split("@@ ").skip(1).collect();
    let wrong = cases.par_iter().filter_map(|case| {
        let (name, plan) = case.split_once('\n').unwrap();
        let expected = match name.split(' ').next() {
            Some("none") => "en",
            language => language.unwrap(),
        };
        let read = detected(&plan.replace('\n', "\n\n"));
        (read != expected).then(|| format!("{name}: {read}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() >= 40, "{} plans", cases.len());
}
