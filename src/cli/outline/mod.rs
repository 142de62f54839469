//! `prepbook outline`: how the content was read, to let an author see why something was not read as intended. [`tree`]
//! prints it for people, [`outline::json`] for programs.

#[cfg(test)]
mod tests;
mod tree;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::outcome::Outcome;
use super::reads::Reads;
use super::terminal::ReportArgs;
use super::terminal::Terminal;
use crate::diagnostic::Severity;
use crate::outline;
use crate::pipeline;

#[derive(Debug, Args)]
pub(super) struct OutlineArgs {
    /// A Markdown file, or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// The output format.
    #[arg(long, value_enum, default_value_t = OutlineFormat::Text)]
    format: OutlineFormat,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

/// How an outline is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutlineFormat {
    /// A tree, with the line number of each entry.
    Text,
    /// A JSON object (docs/outline.md).
    Json,
}

pub(super) fn run(args: &OutlineArgs, terminal: &Terminal) -> Outcome {
    let outlined = match args.reads.at(&args.place).and_then(pipeline::outline) {
        Ok(outlined) => outlined,
        Err(error) => {
            terminal.error(&error);
            return Outcome::CouldNotRun;
        }
    };
    let text = match args.format {
        OutlineFormat::Text => tree::tree(&outlined),
        OutlineFormat::Json => format!("{:#}", outline::json(&outlined)),
    };
    Terminal::output(text.trim_end());
    terminal.problems((&outlined.diagnostics, &outlined.sources), Severity::Error);
    Outcome::Clean
}
