//! `prepbook init`.

use super::terminal::{Terminal, random_id};
use super::{InitArgs, Outcome};
use crate::error::Error;
use crate::pipeline;
use crate::site;
use crate::starter::{self, Starter};

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
        super::preview(&args.folder)
    ));
    Ok(())
}
