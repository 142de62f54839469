//! What each diagnostic has, and that none has a position outside of its text. The pages in `tests/diagnostics` are
//! compared in the unit tests.

use std::fs;
use std::path::Path;

use prepbook::rooms::check::explain;
use prepbook::rooms::diagnostic::Code;
use prepbook::rooms::pipeline;
use prepbook::rooms::report::{self, ColorMode, Detail};
use prepbook::rooms::source::Input;
use prepbook::rooms::span::Span;
use proptest::prelude::*;

#[test]
fn each_page_of_diagnostics_is_of_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            Code::ALL
                .iter()
                .any(|code| name == format!("{}.md", code.name())),
            "{name}"
        );
    }
}

#[test]
fn each_code_is_explained_with_an_example() {
    for code in Code::ALL {
        let page = explain(*code);
        for part in ["# ", "\n## What\n", "\n## Why\n", "\n## Example\n\n```"] {
            assert!(page.contains(part), "{} has no {part:?}", code.name());
        }
    }
}

#[test]
fn each_code_is_in_the_documentation_with_its_severity() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md")).unwrap();
    for code in Code::ALL {
        let row = format!("| `{}` | {} | ", code.name(), code.severity().name());
        assert!(page.contains(&row), "{row}");
    }
}

/// Pieces with a meaning for checks, to be combined in any order.
const PIECES: &[&str] = &[
    "---\nlevels: [A, B]\nfit: off\n---\n",
    "# P for A and B\n",
    "## Slow Track (4 hours/week)\n",
    "- **Reading**: 60% (2 hours)\n",
    "- **Écrire**: 30 % (1,5 h)\n",
    "This takes **5-6 hours per week**; slow (2 h a week).\n",
    "# Phase 1: One (Weeks 1-4)\n",
    "## Week 1: One\n",
    "## Weeks 3-4: 🎯\n",
    "## Week 4294967295\n",
    "### Monday: A (2 horus)\n",
    "### Monday (1 hour)\n",
    "### Wed–Mon: ðŸŽ¯ (1.5-2 hours)\n",
    "### Day 4294967295\n",
    "### Day 1: x (90 min)\n",
    "**Block (1 hour)**\n",
    "**Bloc é (30 mniutes)**\n",
    "- [ ] task (45 min) {level=A}\n",
    "- [ ] &nbsp;\n",
    "  - [x] é (20 min) {track=sloe area=x}\n",
    "*Slow: 30 min, é*\n",
    "!!! note \"T\"\n",
    "  lost é\n",
    "    body\n",
    "```markdown\n",
    "~~~\n",
    "> ",
    "\n",
    "\t",
    "<script>é",
    "<p onclick=\"é\">",
    "<!-- prepbook: allow dead-link, é -->\n",
    "[é](Plan.md#é) ",
    "![](é.png)",
    "{#é core}",
    "\r\n",
    "\u{0}",
    "####### ",
    "###### deep\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn checks_never_panic_and_spans_are_on_character_boundaries(
        pieces in prop::collection::vec(
            prop_oneof![5 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => ".{0,12}"],
            0..40,
        )
    ) {
        let text = pieces.concat();
        let input = Input { text: Some(text.as_bytes()), ..Input::from("plan.md") };
        let outlined = pipeline::outline(input).unwrap();
        let there = |span: Span| {
            let text = &outlined.sources.get(span.file).text;
            text.get(span.range()).is_some()
        };
        for reported in &outlined.diagnostics {
            prop_assert!(there(reported.span), "{reported:?}");
            prop_assert!(reported.labels.iter().all(|(span, _)| there(*span)), "{reported:?}");
            prop_assert!(reported.fixes.iter().all(|fix| there(fix.span)), "{reported:?}");
            report::github(reported, &outlined.sources);
        }
        let all = &outlined.diagnostics;
        report::list(all, &outlined.sources, ColorMode::Plain, Detail::Full);
        report::json(&outlined.diagnostics, &outlined.sources);
        report::sarif(&outlined.diagnostics, &outlined.sources, explain);
        prepbook::rooms::check::hours(&outlined.handbook);
    }
}

#[test]
fn asking_for_lines_does_not_make_sources_differ() {
    use prepbook::rooms::source::Sources;
    let book = crate::support::plan("# P\n\n## Wéek 1\n");
    let read = || Sources::read(&book.path(""), &mut Vec::new()).unwrap();
    let (one, other) = (read(), read());
    let (_, source) = one
        .of_kind(prepbook::rooms::source::SourceKind::Markdown)
        .next()
        .unwrap();
    assert_eq!(source.place(0), (1, 1));
    assert_eq!(source.place(5), (3, 1));
    // Within é, past it, and past the end.
    assert_eq!(source.place(10), (3, 5));
    assert_eq!(source.place(11), (3, 6));
    assert_eq!(source.place(900), (4, 1));
    assert!(one.has_texts_of(&other));
}
