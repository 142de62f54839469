//! `prepbook check`.

use std::path::PathBuf;

use clap::Args;

use super::format::{Format, fails};
use super::outcome::Outcome;
use super::reads::Reads;
use super::terminal::{ReportArgs, Terminal, number};
use super::{external, hours};
use crate::check;
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::pipeline;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// A Markdown file, or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// Also exit with code 1 on warnings, and on notes that `prepbook fix` can fix.
    #[arg(long)]
    strict: bool,
    /// Show the hours of each week, and compare them with the tracks.
    #[arg(long)]
    hours: bool,
    /// List the addresses of other sites in the text, each with its place, for a link checker. None of them is opened.
    #[arg(long)]
    external_links: bool,
    /// The output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

pub(super) fn run(args: &CheckArgs, terminal: &Terminal) -> Outcome {
    let lists = [
        (args.hours, "--hours"),
        (args.external_links, "--external-links"),
    ];
    if matches!(args.format, Format::Sarif | Format::Github)
        && let Some((_, option)) = lists.into_iter().find(|(is_given, _)| *is_given)
    {
        terminal.refusal(&format!(
            "{option} supports only the formats text and json\n  = help: omit --format, or choose one of these"
        ));
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
    let outlined = pipeline::outline(args.reads.at(&args.place)?)?;
    let diagnostics = &outlined.diagnostics;
    let sources = &outlined.sources;
    let hours = args.hours.then(|| check::hours(&outlined.handbook));
    let addresses = args
        .external_links
        .then(|| outlined.handbook.external_addresses());
    if args.format == Format::Text {
        terminal.problems((diagnostics, sources), Severity::Note);
        for plan in hours.iter().flatten() {
            Terminal::output(&hours::text(plan));
        }
        for address in addresses.iter().flatten() {
            Terminal::output(&external::text(address, sources));
        }
        let documents = number(outlined.handbook.documents.len(), "document");
        let summary = if diagnostics.is_empty() {
            format!("No problems found in {documents}")
        } else {
            format!("{} in {documents}", Terminal::counts(diagnostics))
        };
        // The list is for another program.
        if !args.external_links {
            terminal.summary(&summary);
        }
    }
    args.format.print((diagnostics, sources), |json| {
        if let Some(hours) = &hours {
            json["hours"] = hours.iter().map(hours::json).collect();
        }
        if let Some(addresses) = &addresses {
            let all = addresses.iter();
            json["external_links"] = all
                .map(|address| external::json(address, sources))
                .collect();
        }
    });
    if fails(diagnostics, args.strict) {
        Ok(Outcome::ContentHasErrors)
    } else {
        Ok(Outcome::Clean)
    }
}
