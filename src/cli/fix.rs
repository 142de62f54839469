//! `prepbook fix`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::outcome::Outcome;
use super::reads::{Reads, STDIN};
use super::terminal::{ReportArgs, Terminal, number};
use crate::error::Error;
use crate::source::SourceKind;
use crate::{fix, pipeline, site};

#[derive(Debug, Args)]
pub(super) struct FixArgs {
    /// A Markdown file, or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// Show the changes as a patch without making them.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

pub(super) fn run(args: &FixArgs, terminal: &Terminal) -> Outcome {
    match fix(args, terminal) {
        Ok(()) => Outcome::Clean,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn fix(args: &FixArgs, terminal: &Terminal) -> Result<(), Error> {
    let (outlined, fixed) = pipeline::fix(args.reads.at(&args.place)?)?;
    if args.place == Path::new(STDIN) && !args.dry_run {
        // What was read is printed, fixed, and nothing else.
        let fixed = fixed.into_iter().map(|text| text.after).next();
        let read = || {
            outlined
                .sources
                .of_kind(SourceKind::Markdown)
                .map(|(_, source)| source.written().to_owned())
        };
        let text = fixed.or_else(|| read().next()).unwrap_or_default();
        Terminal::bytes(text.as_bytes());
        return Ok(());
    }
    let mut places = 0;
    for file in &fixed {
        let source = outlined.sources.get(file.file);
        let path = source.shown.trim_start_matches("./").replace('\\', "/");
        places += file.places;
        if args.dry_run {
            let diff = fix::diff(&path, &file.before, &file.after);
            // Line ends and empty lines of the file are part of the patch.
            Terminal::output(diff.strip_suffix('\n').unwrap_or(&diff));
        } else {
            site::replace(
                &outlined.sources.place_of(file.file),
                &file.before,
                &file.after,
            )?;
            terminal.summary(&format!("{path}: {} fixed", number(file.places, "place")));
        }
    }
    let left = outlined.diagnostics.len();
    let left = match left {
        0 => "no problems remain".to_owned(),
        1 => "1 problem remains; `prepbook check` shows it".to_owned(),
        left => format!("{left} problems remain; `prepbook check` shows them"),
    };
    let files = number(fixed.len(), "document");
    let places = number(places, "place");
    let what = if fixed.is_empty() {
        "Nothing to fix".to_owned()
    } else if args.dry_run {
        format!("{places} in {files} would be fixed")
    } else {
        format!("{places} fixed in {files}")
    };
    terminal.summary(&format!("{what}; {left}"));
    Ok(())
}
