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
    match told(args, terminal) {
        Ok(outcome) => outcome,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn told(args: &CheckArgs, terminal: &Terminal) -> Result<Outcome, Error> {
    let outlined = pipeline::outline(args.reads.at(&args.place))?;
    let found = &outlined.found;
    let sources = &outlined.sources;
    let hours = args.hours.then(|| check::hours(&outlined.handbook));
    match args.format {
        Format::Text => {
            terminal.problems((found, sources), Severity::Note);
            for plan in hours.iter().flatten() {
                Terminal::output(&hours::text(plan));
            }
            let documents = number(outlined.handbook.documents.len(), "document");
            terminal.summary(&if found.is_empty() {
                format!("No problems found in {documents}")
            } else {
                format!("{} in {documents}", Terminal::counts(found))
            });
        }
        Format::Json => {
            let mut json = report::json(found, sources);
            if let Some(hours) = hours {
                json["hours"] = hours.iter().map(hours::json).collect();
            }
            Terminal::output(&format!("{json:#}"));
        }
        Format::Sarif => {
            let sarif = report::sarif(found, sources, check::explain);
            Terminal::output(&format!("{sarif:#}"));
        }
        Format::Github => {
            for diagnostic in found {
                Terminal::output(&report::github(diagnostic, sources));
            }
        }
    }
    // The highest severity comes first.
    let fails = |diagnostic: &Diagnostic| {
        let matters = diagnostic.severity <= Severity::Warning || !diagnostic.fixes.is_empty();
        diagnostic.severity == Severity::Error || args.strict && matters
    };
    if found.iter().any(fails) {
        Ok(Outcome::ContentHasErrors)
    } else {
        Ok(Outcome::Clean)
    }
}
