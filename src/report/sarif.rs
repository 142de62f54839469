//! Diagnostics as SARIF 2.1.0, for code hosts and editors.

use serde_json::{Value, json};

use super::position::Position;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Sources;
use crate::span::Span;

/// All diagnostics in one run. `explain` returns the explanation of a code, in Markdown.
pub fn sarif(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    explain: impl Fn(Code) -> &'static str,
) -> Value {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .map(|code| rule(*code, explain(*code)))
        .collect();
    let results: Vec<Value> = diagnostics.iter().map(|d| result(d, sources)).collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code, page: &str) -> Value {
    let title = page.lines().next().unwrap_or_default();
    json!({
        "id": code.name(),
        "shortDescription": {"text": title.trim_start_matches(['#', ' '])},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": code.severity().name()},
    })
}

fn result(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let message = match &diagnostic.hint {
        Some(hint) => format!("{}\n{hint}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let index = Code::ALL.iter().position(|code| *code == diagnostic.code);
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .enumerate()
        .map(|(index, (span, label))| {
            json!({
                "id": index,
                "message": {"text": label},
                "physicalLocation": place(*span, sources),
            })
        })
        .collect();
    json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": index,
        "level": diagnostic.severity.name(),
        "message": {"text": message},
        "locations": [{"physicalLocation": place(diagnostic.span, sources)}],
        "relatedLocations": related,
    })
}

fn place(span: Span, sources: &Sources) -> Value {
    let position = Position::of(span, sources);
    json!({
        "artifactLocation": {"uri": uri(&position.path)},
        "region": {
            "startLine": position.line,
            "startColumn": position.column,
            "endLine": position.end_line,
            "endColumn": position.end_column,
        },
    })
}

/// A path as a URI reference: with a scheme if it is absolute, and with special characters encoded.
fn uri(path: &str) -> String {
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    let encoded = path.bytes().map(|byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    });
    std::iter::once(scheme.to_owned()).chain(encoded).collect()
}
