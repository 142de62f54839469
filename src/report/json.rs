//! Diagnostics as JSON, in the format of `docs/checks.md`. While `version` is 1, keys may be added, but no key changes
//! its meaning.

use serde_json::{Value, json};

use super::position::Position;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;
use crate::span::Span;

/// All diagnostics in order, and their number.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let diagnostics: Vec<Value> = diagnostics.iter().map(|d| problem(d, sources)).collect();
    json!({
        "version": 1,
        "diagnostics": diagnostics,
        "counts": {
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "notes": count(Severity::Note),
        },
    })
}

fn problem(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|(span, text)| json!({"message": text, "place": json_place(*span, sources)}))
        .collect();
    json!({
        "code": diagnostic.code.name(),
        "severity": diagnostic.severity.name(),
        "message": diagnostic.message,
        "place": json_place(diagnostic.span, sources),
        "labels": labels,
        "hint": diagnostic.hint,
    })
}

/// A position in a source, as an object.
pub fn json_place(span: Span, sources: &Sources) -> Value {
    let position = Position::of(span, sources);
    json!({
        "file": position.path,
        "start": {"line": position.line, "column": position.column},
        "end": {"line": position.end_line, "column": position.end_column},
        "bytes": {"start": span.start, "end": span.end},
    })
}
