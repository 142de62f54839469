//! The commands. This is the only room that prints, and the only one with a clock.

mod build;
mod check;
mod explain;
mod fix;
mod hours;
mod init;
mod outline;
mod pdf;
mod serve;
mod terminal;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use terminal::Terminal;

use crate::paper::{self, Paper};
use crate::source::{Input, Selection};
use crate::units::Date;

/// Makes a linked, printable handbook from a preparation plan written in Markdown.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the handbook.
    Build(BuildArgs),
    /// Tell what is wrong with a plan, without building it.
    Check(CheckArgs),
    /// Begin a handbook: a small plan to change, with its configuration explained.
    Init(InitArgs),
    /// Show what was understood of a plan.
    Outline(OutlineArgs),
    /// Mend what has one right answer.
    Fix(FixArgs),
    /// Say what a code means, why it matters and how it is mended.
    Explain(ExplainArgs),
    /// Print sheets: a PDF with a page a day, a cover a week and an overview.
    Pdf(PdfArgs),
    /// Show the handbook in the browser while it is written.
    Serve(serve::ServeArgs),
}

#[derive(Debug, Args)]
struct BuildArgs {
    /// A plan (a Markdown file), or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// The folder to write to; else `output:` of handbook.yaml, else output/.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Fail if handbook.lock is not up to date, and leave it as it is: for builds that publish what was committed.
    #[arg(long)]
    locked: bool,
    /// Build the edition for these readers; it needs a folder of its own (--output).
    #[arg(long = "for", value_name = "READERS", requires = "output")]
    readers: Option<Readers>,
    /// Also show which files are left out, and how much the heaviest pages weigh when they are first opened.
    #[arg(short, long)]
    verbose: bool,
    #[command(flatten)]
    telling: Telling,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// A plan (a Markdown file), or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// Exit with code 1 for warnings too, and for notes that `fix` can fix.
    #[arg(long)]
    strict: bool,
    /// Add up the hours of each week, and hold them against the tracks.
    #[arg(long)]
    hours: bool,
    /// How problems are told.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    telling: Telling,
}

#[derive(Debug, Args)]
struct InitArgs {
    /// The folder to put it in; it is made where it is not there.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Hand out the whole handbook that comes with prepbook instead.
    #[arg(long)]
    full: bool,
    #[command(flatten)]
    telling: Telling,
}

#[derive(Debug, Args)]
struct OutlineArgs {
    /// A plan (a Markdown file), or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// How it is shown.
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
    #[command(flatten)]
    telling: Telling,
}

/// How an outline is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// As a tree, each line with the line of the source that it comes from.
    Text,
    /// As one JSON object (docs/outline.md).
    Json,
}

#[derive(Debug, Args)]
struct FixArgs {
    /// A plan (a Markdown file), or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// Show what would be changed, and change nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    telling: Telling,
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// A code, as it stands in brackets where a problem is told; without one, all are listed.
    code: Option<String>,
    #[command(flatten)]
    telling: Telling,
}

#[derive(Debug, Args)]
struct PdfArgs {
    /// A plan (a Markdown file), or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// The plan, where there are several: its id or its title.
    #[arg(long)]
    plan: Option<String>,
    /// The track, where there are several: its id or its name.
    #[arg(long)]
    track: Option<String>,
    /// Leave out what is for readers of other levels.
    #[arg(long)]
    level: Option<String>,
    /// Only one week (3), or some (3-5), each with its cover.
    #[arg(long, value_name = "N", group = "part", value_parser = pdf::weeks)]
    week: Option<(u32, u32)>,
    /// Only a day (3-monday, or a date where --start or --interview is given); may be given several times.
    #[arg(long, value_name = "DAY", group = "part")]
    day: Vec<String>,
    /// Only the weeks of a phase.
    #[arg(long, value_name = "N", group = "part")]
    phase: Option<u32>,
    /// Everything: overview, weeks and sections. This is what is printed where nothing else is asked for.
    #[arg(long, group = "part")]
    all: bool,
    /// The paper: a4, letter, a5 or remarkable.
    #[arg(long, default_value = "a4", value_parser = pdf::paper)]
    paper: Paper,
    /// The day on which you begin, as 2027-01-04: sheets carry their dates.
    #[arg(long, value_name = "DATE", group = "when", value_parser = paper::date)]
    start: Option<Date>,
    /// The day of the interview: the plan ends in its week.
    #[arg(long, value_name = "DATE", group = "when", value_parser = paper::date)]
    interview: Option<Date>,
    /// The file to write.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Tell errors only.
    #[arg(short, long)]
    quiet: bool,
}

/// Readers who have an edition of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Readers {
    /// Coaches, who also see `!!! coach` boxes and documents with `audience: coach`.
    Coach,
}

/// Which documents are read.
#[derive(Clone, Copy, Debug, Args)]
struct Reads {
    /// Also read documents with `draft: true` in their front matter.
    #[arg(long)]
    drafts: bool,
}

impl Reads {
    /// What is read at a place.
    fn at(self, place: &Path) -> Input<'_> {
        let selection = Selection {
            drafts: self.drafts,
            ..Selection::default()
        };
        Input {
            path: place,
            selection,
        }
    }
}

/// How problems are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the line and a caret, for people.
    Text,
    /// As one JSON object (docs/checks.md).
    Json,
    /// As SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// As annotations of a pull request on GitHub.
    Github,
}

#[derive(Debug, Args)]
struct Telling {
    /// Tell errors only.
    #[arg(short, long)]
    quiet: bool,
    /// Show every problem in full; otherwise, further problems of a kind take one line each.
    #[arg(long)]
    all: bool,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Clean,
    /// The content has errors, or warnings where none are allowed; nothing was written.
    ContentHasErrors,
    /// The command could not run.
    CouldNotRun,
}

/// The command that previews a handbook in the browser.
fn preview(place: &Path) -> String {
    command("serve", place, " --open")
}

/// A command for a handbook, as the user would type it.
fn command(verb: &str, place: &Path, options: &str) -> String {
    let place = place.display().to_string();
    match place.as_str() {
        "" | "." => format!("prepbook {verb}{options}"),
        place if place.contains(char::is_whitespace) => {
            format!("prepbook {verb} \"{place}\"{options}")
        }
        place => format!("prepbook {verb} {place}{options}"),
    }
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Build(args) => build::run(&args, &Terminal::new(&args.telling)),
        Command::Check(args) => check::run(&args, &Terminal::new(&args.telling)),
        Command::Pdf(args) => pdf::run(&args),
        Command::Init(args) => init::run(&args, &Terminal::new(&args.telling)),
        Command::Outline(args) => outline::run(&args, &Terminal::new(&args.telling)),
        Command::Fix(args) => fix::run(&args, &Terminal::new(&args.telling)),
        Command::Explain(args) => explain::run(&args, &Terminal::new(&args.telling)),
        Command::Serve(args) => serve::run(&args, &Terminal::new(&args.telling)),
    };
    match outcome {
        Outcome::Clean => ExitCode::SUCCESS,
        Outcome::ContentHasErrors => ExitCode::from(1),
        Outcome::CouldNotRun => ExitCode::from(2),
    }
}
