//! For each code, `tests/diagnostics/<code>.md` has content with the fault, its diagnostics, and content that is a near
//! miss.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use prepbook::rooms::check::explain;
use prepbook::rooms::diagnostic::{Code, Diagnostic, Severity};
use prepbook::rooms::paper::{Order, Paper, PrintRange, When};
use prepbook::rooms::pipeline;
use prepbook::rooms::report::{self, ColorMode, Detail};
use prepbook::rooms::source::Sources;
use prepbook::rooms::span::Span;
use proptest::prelude::*;

use crate::support::{Book, book};

/// Content with its expected diagnostics, one per line.
#[derive(Default)]
struct Case {
    files: Vec<(String, String)>,
    reported: Vec<String>,
}

/// The cases of a page by their headings.
fn cases(page: &str) -> BTreeMap<String, Case> {
    let mut cases: BTreeMap<String, Case> = BTreeMap::new();
    let mut heading = String::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("~~~~")) {
            (Some((info, text)), Some(_)) => {
                let case = cases.entry(heading.clone()).or_default();
                if info == "expected" {
                    case.reported = text.lines().map(str::to_owned).collect();
                } else {
                    case.files.push((info.clone(), text.clone()));
                }
                open = None;
            }
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, Some(info)) => open = Some((info.trim().to_owned(), String::new())),
            (None, None) => {
                if let Some(words) = line.strip_prefix("## ") {
                    words.clone_into(&mut heading);
                }
            }
        }
    }
    cases
}

/// The content in a folder of its own. `bytes` is written with escapes such as `\xe9`, `symlink` has the target of a
/// link, and `socket` is a socket.
fn laid_out(case: &Case) -> Book {
    let book = book();
    for (info, text) in &case.files {
        let (kind, path) = info.split_once(' ').unwrap();
        match kind {
            "symlink" => {
                #[cfg(unix)]
                std::os::unix::fs::symlink(text.trim(), book.path(path)).unwrap();
            }
            "socket" => {
                #[cfg(unix)]
                std::os::unix::net::UnixListener::bind(book.path(path)).unwrap();
            }
            "bytes" => book.write(path, bytes(text)),
            _ => book.write(path, text),
        }
    }
    book
}

fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

/// `plan.md:9:5 warning[dead-link] the message`, one line per problem.
fn reported(book: &Book, code: Code) -> Vec<String> {
    let (sources, diagnostics) = match code {
        Code::SheetTooFull | Code::MissingGlyph => printed(book),
        _ => {
            let outlined = pipeline::outline(&book.path("")).unwrap();
            (outlined.sources, outlined.diagnostics)
        }
    };
    let folder = book.path("");
    let line = |diagnostic: &Diagnostic| {
        let source = sources.get(diagnostic.span.file);
        // A file of a theme has its whole path.
        let inside = Path::new(&source.path).strip_prefix(&folder);
        let path = inside.map_or(source.path.clone(), |path| path.display().to_string());
        let before = &source.text[..diagnostic.span.range().start];
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        format!(
            "{path}:{}:{} {severity}[{}] {}",
            before.matches('\n').count() + 1,
            before.chars().rev().take_while(|c| *c != '\n').count() + 1,
            diagnostic.code.name(),
            diagnostic.message
        )
    };
    diagnostics.iter().map(line).collect()
}

/// The diagnostics from printing the content with only prepbook's own fonts.
fn printed(book: &Book) -> (Sources, Vec<Diagnostic>) {
    let wanted = pipeline::PrintRequest {
        plan: None,
        track: None,
        order: &Order {
            part: PrintRange::All,
            level: None,
            paper: Paper::A4,
            when: When::Open,
        },
        planner: None,
        find_font: &|_| None,
    };
    let printed = pipeline::print(&book.path(""), &wanted).unwrap();
    (printed.sources, printed.diagnostics)
}

fn page(code: Code) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/diagnostics")
        .join(format!("{}.md", code.name()));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn each_code_is_reported_for_its_fault_and_not_for_its_near_miss() {
    let mut wrong = String::new();
    for code in Code::ALL {
        let cases = cases(&page(*code));
        let own = format!("[{}]", code.name());
        let (fault, near) = (&cases["Fault"], &cases["Near miss"]);
        for (what, case) in [("fault", fault), ("near miss", near)] {
            let reported = reported(&laid_out(case), *code);
            if reported != case.reported {
                wrong.push_str(&format!(
                    "{} {what}\n{}\n\n",
                    code.name(),
                    reported.join("\n")
                ));
            }
        }
        let reports = |case: &Case| case.reported.iter().any(|line| line.contains(&own));
        if !reports(fault) || reports(near) {
            wrong.push_str(&format!(
                "{own} belongs to its fault, and not to its near miss\n\n"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "reported differently from what is written:\n\n{wrong}"
    );
}

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
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn checks_never_panic_and_spans_are_on_character_boundaries(
        pieces in prop::collection::vec(
            prop_oneof![5 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => ".{0,12}"],
            0..40,
        )
    ) {
        let book = crate::support::plan(&pieces.concat());
        let outlined = pipeline::outline(&book.path("")).unwrap();
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
