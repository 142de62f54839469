//! Diagnostics as a readable list: of many problems of one kind, the first is shown in full and each further one on a
//! line of its own; problems with the same message are shown as one problem with several places.

use std::collections::HashMap;

use super::text::{ColorMode, full, place};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Sources;
use crate::span::Span;

/// Up to this many problems of a kind are all shown in full.
const IN_FULL: usize = 3;
/// How many further problems of a kind are shown, one per line.
const ON_A_LINE: usize = 20;
/// How many further places of a problem are shown.
const PLACES: usize = 4;

/// How much a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The first problem of a kind in full, the others briefly.
    Grouped,
    /// Every problem in full.
    Full,
}

/// An entry of a list of problems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// One or several lines, without a line end at the end.
    pub text: String,
    /// The position of the problem; `None` for the number of problems that are not shown.
    pub span: Option<Span>,
}

/// Problems with the same code, severity and message.
struct ProblemGroup<'a> {
    first: &'a Diagnostic,
    others: Vec<Span>,
}

/// Lists diagnostics. Kinds of problems come in the order of their first positions.
pub fn list<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &Sources,
    look: ColorMode,
    detail: Detail,
) -> Vec<ListEntry> {
    let in_full = |problem: &ProblemGroup<'_>| ListEntry {
        text: full(
            problem.first,
            also(problem, sources).as_deref(),
            sources,
            look,
        ),
        span: Some(problem.first.span),
    };
    if detail == Detail::Full {
        let alone = |first| ProblemGroup {
            first,
            others: Vec::new(),
        };
        let all = diagnostics.into_iter().map(alone);
        return all.map(|problem| in_full(&problem)).collect();
    }
    let mut entries = Vec::new();
    for kind in kinds(diagnostics) {
        let shown = if kind.len() > IN_FULL { 1 } else { kind.len() };
        let (first, rest) = kind.split_at(shown);
        entries.extend(first.iter().map(in_full));
        let (brief, hidden) = rest.split_at(rest.len().min(ON_A_LINE));
        entries.extend(brief.iter().map(|problem| in_brief(problem, sources)));
        if let Some(problem) = hidden.first() {
            let code = problem.first.code.name();
            entries.push(ListEntry {
                text: format!(
                    "… and {} more of {code}; `prepbook check --all` shows them",
                    hidden.len()
                ),
                span: None,
            });
        }
    }
    entries
}

/// The problems by kind.
fn kinds<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<Vec<ProblemGroup<'a>>> {
    let mut kinds: Vec<Vec<ProblemGroup<'a>>> = Vec::new();
    let mut known: HashMap<(Severity, Code), usize> = HashMap::new();
    let mut places: HashMap<(Severity, Code, &str), usize> = HashMap::new();
    for diagnostic in diagnostics {
        let (severity, code) = (diagnostic.severity, diagnostic.code);
        let kind = *known.entry((severity, code)).or_insert_with(|| {
            kinds.push(Vec::new());
            kinds.len() - 1
        });
        let problems = &mut kinds[kind];
        let same = places
            .entry((severity, code, &diagnostic.message))
            .or_insert(problems.len());
        match problems.get_mut(*same) {
            Some(problem) => problem.others.push(diagnostic.span),
            None => problems.push(ProblemGroup {
                first: diagnostic,
                others: Vec::new(),
            }),
        }
    }
    kinds
}

fn in_brief(problem: &ProblemGroup<'_>, sources: &Sources) -> ListEntry {
    let Diagnostic {
        code,
        severity,
        message,
        span,
        ..
    } = problem.first;
    let (path, line, column) = place(*span, sources);
    let also = also(problem, sources).map_or_else(String::new, |also| format!(" ({also})"));
    ListEntry {
        text: format!(
            "{}[{}]: {path}:{line}:{column}: {message}{also}",
            severity.name(),
            code.name()
        ),
        span: Some(*span),
    }
}

/// `also at 12:3, 40:7 and 5 more places`; other files with their paths.
fn also(problem: &ProblemGroup<'_>, sources: &Sources) -> Option<String> {
    let (named, more) = problem.others.split_at(problem.others.len().min(PLACES));
    let named = named.iter().map(|span| {
        let (path, line, column) = place(*span, sources);
        if span.file == problem.first.span.file {
            format!("{line}:{column}")
        } else {
            format!("{path}:{line}:{column}")
        }
    });
    let named: Vec<String> = named.collect();
    match (&named[..], more.len()) {
        ([], _) => None,
        ([one], 0) => Some(format!("also at {one}")),
        ([first @ .., last], 0) => Some(format!("also at {} and {last}", first.join(", "))),
        (all, 1) => Some(format!("also at {} and 1 more place", all.join(", "))),
        (all, more) => Some(format!("also at {} and {more} more places", all.join(", "))),
    }
}
