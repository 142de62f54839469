//! For each code, `tests/diagnostics/<code>.md` has content with the fault, its diagnostics, and content that is a near
//! miss.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::TestBook;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::paper::{Order, Paper, PrintRange, When};
use crate::pipeline;
use crate::source::Sources;
use crate::system::tests::{link, socket};

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
fn laid_out(case: &Case) -> TestBook {
    let book = TestBook::new(&[]);
    for (info, text) in &case.files {
        let (kind, path) = info.split_once(' ').unwrap();
        match kind {
            "symlink" => {
                link(text.trim(), &book.path(path));
            }
            "socket" => socket(&book.path(path)),
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
fn reported(book: &TestBook, code: Code) -> Vec<String> {
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
fn printed(book: &TestBook) -> (Sources, Vec<Diagnostic>) {
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

/// Where the diagnostics of a code's page differ from what is written there.
fn wrong(code: Code) -> String {
    let mut wrong = String::new();
    let cases = cases(&page(code));
    let own = format!("[{}]", code.name());
    let (fault, near) = (&cases["Fault"], &cases["Near miss"]);
    for (what, case) in [("fault", fault), ("near miss", near)] {
        let reported = reported(&laid_out(case), code);
        if reported != case.reported {
            let reported = reported.join("\n");
            let _ = write!(wrong, "{} {what}\n{reported}\n\n", code.name());
        }
    }
    let reports = |case: &Case| case.reported.iter().any(|line| line.contains(&own));
    if !reports(fault) || reports(near) {
        let _ = write!(
            wrong,
            "{own} belongs to its fault, and not to its near miss\n\n"
        );
    }
    wrong
}

#[test]
fn each_code_is_reported_for_its_fault_and_not_for_its_near_miss() {
    let wrong: String = Code::ALL.par_iter().map(|code| wrong(*code)).collect();
    assert!(
        wrong.is_empty(),
        "reported differently from what is written:\n\n{wrong}"
    );
}
