//! Diagnostics as annotations that GitHub shows beside the changed lines of a pull request.

use super::position::Position;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// One diagnostic as one line.
pub fn github(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let at = Position::of(diagnostic.span, sources);
    // GitHub reads columns only if a problem is within one line.
    let columns = if at.line == at.end_line {
        format!(",col={},endColumn={}", at.column, at.end_column)
    } else {
        String::new()
    };
    let labels = diagnostic.labels.iter().map(|(span, label)| {
        let at = Position::of(*span, sources);
        format!("\n{}:{}: {label}", at.path, at.line)
    });
    let mut message: String = std::iter::once(diagnostic.message.clone())
        .chain(labels)
        .collect();
    if let Some(hint) = &diagnostic.hint {
        message.push('\n');
        message.push_str(hint);
    }
    format!(
        "::{command} file={},line={},endLine={}{columns},title={}::{}",
        property(&at.path),
        at.line,
        at.end_line,
        property(diagnostic.code.name()),
        data(&message)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
