//! `prepbook check`.

use super::terminal::{Terminal, number};
use super::{CheckArgs, Format, Outcome, hours};
use crate::check;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::pipeline;
use crate::report;

pub(super) fn run(args: &CheckArgs, terminal: &Terminal) -> Outcome {
    if args.hours && matches!(args.format, Format::Sarif | Format::Github) {
        terminal.refusal(
            "--hours supports only the formats text and json\n  = help: omit --format, or choose one of these",
        );
        return Outcome::CouldNotRun;
    }
    match report(args, terminal) {
        Ok(outcome) => outcome,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn report(args: &CheckArgs, terminal: &Terminal) -> Result<Outcome, Error> {
    let outlined = pipeline::outline(args.reads.at(&args.place))?;
    let diagnostics = &outlined.diagnostics;
    let sources = &outlined.sources;
    let hours = args.hours.then(|| check::hours(&outlined.handbook));
    match args.format {
        Format::Text => {
            terminal.problems((diagnostics, sources), Severity::Note);
            for plan in hours.iter().flatten() {
                Terminal::output(&hours::text(plan));
            }
            let documents = number(outlined.handbook.documents.len(), "document");
            terminal.summary(&if diagnostics.is_empty() {
                format!("No problems found in {documents}")
            } else {
                format!("{} in {documents}", Terminal::counts(diagnostics))
            });
        }
        Format::Json => {
            let mut json = report::json(diagnostics, sources);
            if let Some(hours) = hours {
                json["hours"] = hours.iter().map(hours::json).collect();
            }
            Terminal::output(&format!("{json:#}"));
        }
        Format::Sarif => {
            let sarif = report::sarif(diagnostics, sources, check::explain);
            Terminal::output(&format!("{sarif:#}"));
        }
        Format::Github => {
            for diagnostic in diagnostics {
                Terminal::output(&report::github(diagnostic, sources));
            }
        }
    }
    // The highest severity comes first.
    let fails = |diagnostic: &Diagnostic| {
        let matters = diagnostic.severity <= Severity::Warning || !diagnostic.fixes.is_empty();
        diagnostic.severity == Severity::Error || args.strict && matters
    };
    if diagnostics.iter().any(fails) {
        Ok(Outcome::ContentHasErrors)
    } else {
        Ok(Outcome::Clean)
    }
}
