//! A language that an author states. The unit tests have those that are detected.

use crate::support::{plan, read};

#[test]
fn a_stated_language_wins() {
    let text = "---\nlanguage: es\n---\n\n# Plan\n\n## Woche 1\n\n## Woche 2\n";
    let handbook = read(&plan(text).path("content/plan.md"));
    let language = handbook.documents[0].front.language.as_deref();
    assert_eq!(language, Some("es"));
}
