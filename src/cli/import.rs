//! `prepbook import`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::outcome::Outcome;
use super::reads::STDIN;
use super::suggest;
use super::terminal::{self, Terminal, number};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::import::{self, ImportFormat, ImportProblem, Imported};
use crate::pipeline::{self, Outlined};
use crate::site::{self, Site};
use crate::source::{self, Input};

#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// A table, an Org file or a Trello board in JSON; - is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The plan to write; - is standard output.
    #[arg(short, long, value_name = "PLAN.md")]
    output: PathBuf,
    /// The format of the file [default: by its extension].
    #[arg(long, value_enum)]
    format: Option<ImportFormatArg>,
    /// Overwrite the plan if it exists.
    #[arg(long)]
    force: bool,
    /// Show errors only.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// The name of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ImportFormatArg {
    /// A table with commas, semicolons or tabs between its cells.
    Csv,
    /// Headings, tasks and checkboxes of Emacs' Org mode.
    Org,
    /// A board that Trello exported as JSON.
    Trello,
}

pub(super) fn run(args: &ImportArgs, terminal: &Terminal) -> Outcome {
    match import(args, terminal) {
        Ok(outcome) => outcome,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn import(args: &ImportArgs, terminal: &Terminal) -> Result<Outcome, Error> {
    let format = format(args)?;
    if !is_stream(&args.output) && !args.force {
        refuse_existing(&args.output)?;
    }
    let bytes = if is_stream(&args.file) {
        terminal::input()?
    } else {
        source::read(&args.file)?
    };
    let read = match import::import(&bytes, format, &title(args)) {
        Ok(read) => read,
        Err(problems) => {
            report(&args.file, &problems, terminal);
            return Ok(Outcome::ContentHasErrors);
        }
    };
    for note in &read.notes {
        terminal.note(&format!("{}: {note}", name(&args.file)));
    }
    let outlined = outlined(&read)?;
    if is_stream(&args.output) {
        Terminal::bytes(read.text.as_bytes());
    } else {
        write(args, &read)?;
        terminal.summary(&summary(&outlined, &args.output));
    }
    // Problems that the file itself has, such as links to files that do not exist.
    terminal.problems((&outlined.diagnostics, &outlined.sources), Severity::Note);
    Ok(Outcome::Clean)
}

fn is_stream(path: &Path) -> bool {
    path == Path::new(STDIN)
}

/// The name of the file in messages.
fn name(file: &Path) -> String {
    if is_stream(file) {
        "<stdin>".to_owned()
    } else {
        file.display().to_string()
    }
}

fn format(args: &ImportArgs) -> Result<ImportFormat, Error> {
    if let Some(format) = args.format {
        return Ok(match format {
            ImportFormatArg::Csv => ImportFormat::Csv,
            ImportFormatArg::Org => ImportFormat::Org,
            ImportFormatArg::Trello => ImportFormat::Trello,
        });
    }
    let extension = args.file.extension().unwrap_or_default().to_string_lossy();
    ImportFormat::of(&extension).ok_or_else(|| Error::NotThere {
        asked: format!("the name of {} does not show its format", name(&args.file)),
        hint: "add --format csv, --format org or --format trello; export a workbook as CSV first"
            .to_owned(),
    })
}

/// The title of a plan whose file has none: the name of the file.
fn title(args: &ImportArgs) -> String {
    let named = if is_stream(&args.file) {
        &args.output
    } else {
        &args.file
    };
    let stem = named.file_stem().unwrap_or_default();
    import::title_of(&stem.to_string_lossy())
}

fn refuse_existing(output: &Path) -> Result<(), Error> {
    if output.symlink_metadata().is_err() {
        return Ok(());
    }
    Err(Error::OutputRefused {
        path: output.to_owned(),
        why: "it already exists".to_owned(),
        help: "choose another file, or add --force to overwrite it".to_owned(),
    })
}

/// Shows the first problems, and how many more there are.
fn report(file: &Path, problems: &[ImportProblem], terminal: &Terminal) {
    const SHOWN: usize = 10;
    for problem in problems.iter().take(SHOWN) {
        let separator = if problem.place.is_empty() { ": " } else { ":" };
        terminal.refusal(&format!("{}{separator}{problem}", name(file)));
    }
    let more = problems.len().saturating_sub(SHOWN);
    if more > 0 {
        terminal.refusal(&format!("{}: {}", name(file), number(more, "more problem")));
    }
}

/// The plan as it reads.
fn outlined(read: &Imported) -> Result<Outlined, Error> {
    pipeline::outline(Input {
        text: Some(read.text.as_bytes()),
        ..Input::from(Path::new(STDIN))
    })
}

fn write(args: &ImportArgs, read: &Imported) -> Result<(), Error> {
    let output = &args.output;
    let text = read.text.as_bytes();
    let Some(file) = output.file_name().filter(|_| !args.force) else {
        // The beginning of every file: any existing one may be overwritten.
        return site::write_file(text, output, b"");
    };
    let mut site = Site::default();
    site.add(file.to_string_lossy().into_owned(), text.to_vec())?;
    site::create(&site, output.parent().unwrap_or(Path::new("")))
}

/// What was written, and what to do next.
fn summary(outlined: &Outlined, output: &Path) -> String {
    let counts = outlined.counts();
    let plans = outlined.handbook.plans.iter();
    let days = plans
        .flat_map(|plan| &plan.weeks)
        .map(|week| week.days.len())
        .sum();
    format!(
        "{}, {}, {}: {}; check it with `{}`",
        number(counts.weeks, "week"),
        number(days, "day"),
        number(counts.tasks, "task"),
        output.display(),
        suggest::command("check", output, "")
    )
}
