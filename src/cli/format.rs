//! The formats of diagnostics.

use clap::ValueEnum;
use serde_json::Value;

use super::terminal::Terminal;
use crate::check;
use crate::diagnostic::{Diagnostic, Severity};
use crate::report;
use crate::source::Sources;

/// How problems are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Text with source lines and carets.
    Text,
    /// A JSON object (docs/checks.md).
    Json,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// Annotations for a pull request on GitHub.
    Github,
}

impl Format {
    /// Prints diagnostics on standard output, in a format for programs. `complete` adds to the JSON object.
    pub(super) fn print(
        self,
        (diagnostics, sources): (&[Diagnostic], &Sources),
        complete: impl FnOnce(&mut Value),
    ) {
        match self {
            // People read them on standard error.
            Self::Text => {}
            Self::Json => {
                let mut json = report::json(diagnostics, sources);
                complete(&mut json);
                Terminal::output(&format!("{json:#}"));
            }
            Self::Sarif => {
                let sarif = report::sarif(diagnostics, sources, check::explain);
                Terminal::output(&format!("{sarif:#}"));
            }
            Self::Github => {
                for diagnostic in diagnostics {
                    Terminal::output(&report::github(diagnostic, sources));
                }
            }
        }
    }
}

/// Whether a command fails because of diagnostics: of errors, and in strict mode of warnings and of everything that
/// `prepbook fix` can fix.
pub(super) fn fails(diagnostics: &[Diagnostic], strict: bool) -> bool {
    let mut all = diagnostics.iter();
    all.any(|diagnostic| {
        // The highest severity comes first.
        let matters = diagnostic.severity <= Severity::Warning || !diagnostic.fixes.is_empty();
        diagnostic.severity == Severity::Error || strict && matters
    })
}
