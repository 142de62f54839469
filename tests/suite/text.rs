//! Arbitrary text: no panics, every span is correct, and every task of the source is on the pages.

use std::path::Path;

use prepbook::rooms::document::NodeKind;
use prepbook::rooms::report::{self, ColorMode, Detail};
use prepbook::rooms::source::{SourceKind, Sources};
use prepbook::rooms::units::RawHtml;
use proptest::prelude::*;

use crate::support::{plan, tasks};

/// Pieces with a meaning for the parser, to be combined in any order.
const PIECES: &[&str] = &[
    "# P\n",
    "## Week 1: One\n",
    "### Monday: A (2 hours)\n",
    "**Block (1 hour)**\n",
    "- [ ] task\n",
    "  - detail\n",
    "    - [x] sub\n",
    "!!! note \"T\"\n",
    "    body\n",
    "??? tip\n",
    "        deeper\n",
    "=== \"Tab\"\n",
    "> [!WARNING]\n",
    "> quote\n",
    "```markdown\n",
    "- [ ] in a fence\n",
    "```\n",
    "~~~\n",
    "\n",
    "\t",
    "    ",
    "*Part-time: 1 hour*\n",
    "[x](y.md)",
    "ðŸŽ¯",
    "São Ÿ",
    "| a | b |\n|---|--:|\n| c | d |\n",
    "<div>",
    "</div>\n",
    "<script>",
    "[^1]",
    "[^1]: note\n",
    "{track=x .c}",
    "{#id core}",
    "\u{a0}",
    "🎯",
    "\r\n",
    "---\n",
    "Term\n: definition\n",
    "**",
    "_",
    "`",
    "\\",
    "www.example.org",
    "1. ",
    "\u{0}",
    "*[Text]: title\n",
    "--8<-- \"plan.md\"\n",
    ";--8<-- \"plan.md\"\n",
    "--8<--\n",
    ":smile: ",
    ":material-x: ",
    "==mark==",
    "++ctrl+c++",
    "{ .x }",
    "{: .x }\n",
    "<div markdown>\n",
    "<details markdown><summary>s</summary>\n",
    "  <p markdown=\"1\">",
    "[TOC]\n",
    "ΓÇÖ‚ÄôÃ©",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => ".{0,12}"],
        0..40,
    )
    .prop_map(|pieces| pieces.concat())
}

/// The texts of a document, each with the text at its position in the file.
fn texts(text: &str) -> Vec<(String, String)> {
    let book = plan(text);
    let mut diagnostics = Vec::new();
    let sources = Sources::read(Path::new(&book.path("")), &mut diagnostics).unwrap();
    let documents =
        prepbook::rooms::document::parse(&sources, RawHtml::Sanitized, None, &mut diagnostics);
    let (_, source) = sources.of_kind(SourceKind::Markdown).next().unwrap();
    let nodes = documents[0].all().map(|id| documents[0].node(id));
    let texts = nodes.filter_map(|node| match &node.kind {
        NodeKind::Text(text) => Some((text.clone(), source.text[node.span.range()].to_owned())),
        _ => None,
    });
    texts.collect()
}

#[test]
fn attributes_are_no_part_of_the_words_before_them() {
    for text in [
        "# a {#x}\n",
        "- a{.c}\n",
        "- [ ] task\na{track=x .c}",
        "- [ ] a {area=x}\n",
        "| a { .c } |\n|---|\n| a {.c} |\n",
    ] {
        for (words, place) in texts(text) {
            assert_eq!(words, place, "in {text:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 90, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_are_on_character_boundaries(text in text()) {
        let book = plan(&text);
        let mut diagnostics = Vec::new();
        let sources = Sources::read(Path::new(&book.path("")), &mut diagnostics).unwrap();
        let documents = prepbook::rooms::document::parse(&sources, RawHtml::Sanitized, None, &mut diagnostics);
        let (_, source) = sources.of_kind(SourceKind::Markdown).next().unwrap();
        for document in &documents {
            for id in document.all() {
                let node = document.node(id);
                let words = source.text.get(node.span.range());
                prop_assert!(words.is_some(), "{:?} of {:?}", node.span, source.text);
                // A word in the tree is at its position in the source.
                if let NodeKind::Text(text) = &node.kind
                    && text.chars().all(char::is_alphabetic)
                    && text.is_ascii()
                    && !text.is_empty()
                {
                    prop_assert_eq!(words.unwrap(), text.as_str());
                }
            }
        }
        for diagnostic in &diagnostics {
            prop_assert!(source.text.get(diagnostic.span.range()).is_some());
        }
        report::list(&diagnostics, &sources, ColorMode::Plain, Detail::Full);
    }

    #[test]
    fn every_task_is_in_the_pages(text in text()) {
        let whole = format!("# P\n\n## Week 9: Nine\n\n### Friday: F (1 hour)\n\n- [ ] always\n\n## Loose\n\n{text}");
        let (outlined, site) = crate::support::site(&plan(&whole).path(""));
        let Some(site) = site else { return Ok(()) };
        let document = &outlined.handbook.documents[0];
        let of = |wanted: fn(&NodeKind) -> bool| {
            document.all().filter(move |id| wanted(&document.node(*id).kind))
        };
        let own = of(|kind| matches!(kind, NodeKind::Item { task: Some(_), .. })).filter(|task| {
            !of(|kind| matches!(kind, NodeKind::Template { .. }))
                .any(|template| document.contains(template, *task))
        });
        let own = own.count();
        let everything = std::str::from_utf8(site.get("plan/everything.html").unwrap()).unwrap();
        // A footnote's tasks are shown at its reference, if there is one.
        if !text.contains("[^1]") {
            prop_assert_eq!(tasks(everything).len(), own, "{}", whole);
        }
    }
}

#[test]
fn a_carriage_return_ends_a_line() {
    let text = "# P\n\n## Week 1: A\n\n- [ ] a\n- [ ] b\n\n    - c\n";
    let pages = plan(text).rendered();
    let returns = plan(&text.replace('\n', "\r"));
    assert_eq!(pages.files, returns.rendered().files);
    let book = plan("---\rtitle: Q\rbad: 1\r---\r\n- [ ]a\rb\n")
        .file("handbook.yaml", "title: R\rbed: 1\r");
    let run = book.run(&["check"]);
    run.reports(0, &["handbook.yaml:2:1", "plan.md:3:1", "plan.md:5:3"]);
}
