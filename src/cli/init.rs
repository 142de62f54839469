//! `prepbook init`.

use std::path::PathBuf;

use clap::Args;

use super::outcome::Outcome;
use super::suggest;
use super::terminal::{Terminal, random_id};
use crate::error::Error;
use crate::pipeline;
use crate::site;
use crate::starter::{self, Starter};

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder to create the handbook in.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Create the complete handbook that comes with prepbook instead.
    #[arg(long)]
    full: bool,
    /// Show errors only.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

pub(super) fn run(args: &InitArgs, terminal: &Terminal) -> Outcome {
    match init(args, terminal) {
        Ok(()) => Outcome::Clean,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn init(args: &InitArgs, terminal: &Terminal) -> Result<(), Error> {
    let starter = if args.full {
        Starter::Whole
    } else {
        Starter::Small
    };
    let mut files = starter::files(starter, &random_id())?;
    let schema = pipeline::configuration_schema() + "\n";
    files.add(starter::SCHEMA.to_owned(), schema.into_bytes())?;
    site::create(&files, &args.folder)?;
    for (path, _) in files.iter() {
        terminal.summary(&args.folder.join(path).display().to_string());
    }
    terminal.summary(&format!(
        "Created {} files. Preview the handbook with `{}`",
        files.iter().len(),
        suggest::preview(&args.folder)
    ));
    Ok(())
}
