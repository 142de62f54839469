//! A language that an author states. The unit tests have those that are detected.

use crate::support::{plan, read};

#[test]
fn a_stated_language_wins() {
    let text = "---\nlanguage: es\n---\n\n# Plan\n\n## Woche 1\n\n## Woche 2\n";
    let handbook = read(&plan(text).path("content/plan.md"));
    let language = handbook.documents[0].front.language.as_deref();
    assert_eq!(language, Some("es"));
}

#[test]
fn a_shortened_key_is_not_read_but_its_whole_name_is_suggested() {
    let text = "---\nlang: de\n---\n# Plan\n\n## Week 1\n\n### Monday\n\n- [ ] Read\n";
    let book = plan(text).file("handbook.yaml", "lang: fr\naut: T\nre: U\n");
    let run = book.run(&["check", "--all"]);
    let known = [
        "unknown key `lang`",
        "did you mean `author`?",
        "known keys: ",
    ];
    run.reports(0, &known);
    let suggested = run.err.matches("did you mean `language`?").count();
    assert_eq!(suggested, 2, "{}", run.err);
}
