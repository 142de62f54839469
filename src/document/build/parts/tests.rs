use std::path::Path;

use proptest::prelude::{prop, prop_assert_eq, proptest};

use super::{cut, is_heading, is_plain};
use crate::document::build::builder::{ParseContext, TreeBuilder};
use crate::span::FileId;
use crate::units::RawHtml;

/// Everything a builder makes of a text in parts of at least `shortest` bytes, and whether there were parts.
fn read(text: &str, shortest: usize) -> (String, bool) {
    let mut builder = TreeBuilder::new(ParseContext {
        file: FileId(0),
        source: text,
        html: RawHtml::Sanitized,
        notes: None,
    });
    builder.shortest_part = shortest;
    builder.read(text, &|range| range);
    builder.settle_anchors();
    builder.join_lines();
    let counts = [
        &builder.icons,
        &builder.diagrams,
        &builder.formulas,
        &builder.scripts,
        &builder.components,
    ];
    let counts = counts.map(|counted| (&counted.first, counted.count));
    let made = format!(
        "{:#?}\n{:?}\n{:?}\n{counts:?}\n{:#?}",
        builder.nodes, builder.raw, builder.flat, builder.diagnostics
    );
    (made, builder.parted)
}

#[test]
fn a_text_is_cut_in_front_of_headings_below_words() {
    for (text, parts) in [
        (
            "a\n\n# B\n\nc\n\n## D\n",
            vec!["a\n\n", "# B\n\nc\n\n", "## D\n"],
        ),
        ("- a\n\n# B\n", vec!["- a\n\n", "# B\n"]),
        ("- [ ] a\n\n# B\n", vec!["- [ ] a\n\n", "# B\n"]),
        ("**a**\n\n# B\n", vec!["**a**\n\n", "# B\n"]),
        ("é\n\n# É\n", vec!["é\n\n", "# É\n"]),
        ("a\n# B\n", vec!["a\n# B\n"]),
        ("a\n\n#B\n", vec!["a\n\n#B\n"]),
        ("a\n\n #\n", vec!["a\n\n #\n"]),
        ("```\na\n```\n\n# B\n", vec!["```\na\n```\n\n# B\n"]),
        ("</div>\n\n# B\n", vec!["</div>\n\n# B\n"]),
        ("-\n\n# B\n", vec!["-\n\n# B\n"]),
        ("[a]\n\n# B\n", vec!["[a]\n\n# B\n"]),
    ] {
        let cut: Vec<&str> = cut(text, 1).into_iter().map(|part| &text[part]).collect();
        assert_eq!(cut, parts, "{text}");
    }
    assert_eq!(cut("a\n\n# B\n\nc\n\n# D\n", 4).len(), 2);
    assert_eq!(cut("", 1).len(), 1);
    assert!(is_heading("# A") && is_heading("###### A") && !is_heading("####### A"));
    assert!(!is_heading("#") && !is_heading("") && !is_plain("") && !is_plain("- "));
}

#[test]
fn only_self_contained_parts_are_parsed_separately() {
    for (text, parted) in [
        ("a\n\n# B\n\nc\n\n# B\n\nd\n", true),
        ("> - a\n\nb\n\n# B\n", true),
        ("!!! note\n    a\n\nb\n\n# B\n", true),
        ("```\na\n```\n\nb\n\n# B\n\n```\nc\n", true),
        // A fence, raw HTML, and definitions for the whole text.
        ("```\na\n\n# B\n\n```\n", false),
        ("~~~ md\na\n\n# B\n", false),
        ("<!--\na\n\n# B\n-->\n", false),
        ("<pre>\na\n\n# B\n</pre>\n", false),
        ("[a]\n\nb\n\n# B\n\n[a]: c\n", false),
        ("a[^1]\n\nb\n\n# B\n\n[^1]: c\n", false),
        ("A\n\nb\n\n# B\n\n*[A]: c\n", false),
    ] {
        let (in_parts, is_parted) = read(text, 1);
        assert_eq!(is_parted, parted, "{text}");
        assert_eq!(in_parts, read(text, usize::MAX).0, "{text}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "plans are read from the tests")]
fn plans_are_the_same_in_parts() {
    let mut parted = 0;
    for folder in ["tests/plans", "tests/commonmark", "content"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "md") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let whole = read(&text, usize::MAX).0;
            for shortest in [1, 50, 700] {
                let (in_parts, is_parted) = read(&text, shortest);
                assert!(in_parts == whole, "{} by {shortest}", path.display());
                parted += usize::from(is_parted);
            }
        }
    }
    assert!(parted > 100, "{parted}");
}

/// Lines to compose texts of, including lines with effects beyond their own block.
const LINES: &[&str] = &[
    "",
    "",
    "",
    "# A",
    "# A",
    "## B",
    "###### C {#d}",
    "words",
    "words",
    "**bold**: x",
    "- item",
    "- [ ] task",
    "* item",
    "  - inner",
    "1. one",
    "-",
    "  -",
    "    code",
    "\tcode",
    "> quote",
    "> # H",
    ">",
    "```",
    "````",
    "~~~",
    "``` markdown",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<pre>",
    "</pre>",
    "<script>",
    "<?php",
    "?>",
    "<h2>A</h2>",
    "<input type=\"checkbox\">",
    "text <!-- a",
    "| a | b |",
    "|---|---|",
    "| c |",
    "term",
    ": definition",
    "  more",
    "!!! note \"N\"",
    "    in it",
    "=== \"Tab\"",
    ":::note",
    ":::",
    "$$",
    "$a$ and $5",
    "`code",
    "==mark",
    "a==",
    "[w",
    "]{.c}",
    "*[A]: b",
    "[a]",
    "[a]: b",
    "[^1]",
    "[^1]: f",
    "***",
    "---",
    "===",
    ":smile: :material-x:",
    "\\",
    "&amp;",
    "> [!NOTE]",
    "{% x %}",
    "%%",
    "<Card>",
    "é",
    "第一",
    "- **b**",
];

proptest! {
    #[test]
    fn texts_are_the_same_in_parts(
        lines in prop::collection::vec(prop::sample::select(LINES), 0..40),
        shortest in 1_usize..60,
    ) {
        let text = lines.join("\n");
        prop_assert_eq!(read(&text, shortest).0, read(&text, usize::MAX).0, "{:?}", text);
    }
}
