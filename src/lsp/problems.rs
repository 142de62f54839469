//! The diagnostics of a handbook, in the form of the protocol.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lsp_types as lsp;

use super::client::ClientAbilities;
use super::client_texts::ClientTexts;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::pipeline::Outlined;

/// The name under which editors show diagnostics.
const SOURCE: &str = "prepbook";

/// The diagnostics of a handbook by the paths of their files.
pub(super) fn problems(
    outlined: &Outlined,
    texts: &mut ClientTexts<'_>,
    client: ClientAbilities,
) -> BTreeMap<PathBuf, Vec<lsp::Diagnostic>> {
    let mut problems: BTreeMap<PathBuf, Vec<lsp::Diagnostic>> = BTreeMap::new();
    for diagnostic in &outlined.diagnostics {
        let path = texts.path(diagnostic.span.file);
        let of_file = problems.entry(path).or_default();
        of_file.push(problem(diagnostic, texts, client));
    }
    problems
}

/// A diagnostic in the form of the protocol.
pub(super) fn problem(
    diagnostic: &Diagnostic,
    texts: &mut ClientTexts<'_>,
    client: ClientAbilities,
) -> lsp::Diagnostic {
    let mut message = diagnostic.message.clone();
    let mut related = Vec::new();
    for (span, label) in &diagnostic.labels {
        let location = texts.location(*span).filter(|_| *span != diagnostic.span);
        match location.filter(|_| client.has_related_places) {
            Some(location) => related.push(lsp::DiagnosticRelatedInformation {
                location,
                message: label.clone(),
            }),
            None => message = format!("{message}\n{label}"),
        }
    }
    if let Some(hint) = &diagnostic.hint {
        message = format!("{message}\nhelp: {hint}");
    }
    lsp::Diagnostic {
        range: texts.range(diagnostic.span),
        severity: Some(severity(diagnostic.severity)),
        code: Some(lsp::NumberOrString::String(
            diagnostic.code.name().to_owned(),
        )),
        source: Some(SOURCE.to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        ..lsp::Diagnostic::default()
    }
}

/// Why a handbook cannot be read, as a diagnostic at the start of a text.
pub(super) fn unreadable(error: &Error) -> lsp::Diagnostic {
    lsp::Diagnostic {
        severity: Some(severity(Severity::Error)),
        source: Some(SOURCE.to_owned()),
        message: error.to_string().replace("\n  = help: ", "\nhelp: "),
        ..lsp::Diagnostic::default()
    }
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Note => lsp::DiagnosticSeverity::INFORMATION,
    }
}
