//! The commands. This is the only room that prints, and the only one with a clock.

mod build;
mod built;
mod check;
mod completions;
mod diff;
mod explain;
mod export;
mod external;
mod fix;
mod format;
mod hours;
mod init;
mod man;
mod outline;
mod pdf;
mod progress;
mod reads;
mod schema;
mod serve;
mod terminal;
mod theme;
mod timings;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use reads::Reads;
use terminal::Terminal;

use crate::paper::{self, Paper};
use crate::units::Date;

/// Turn a preparation plan written in Markdown into a linked, printable handbook.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the handbook.
    #[command(
        after_help = "Examples:\n  prepbook build\n  prepbook build my-plan.md --output site\n  prepbook build --strict --base-url https://example.org/preview/\n  pandoc plan.docx -t gfm | prepbook build - --output site"
    )]
    Build(build::BuildArgs),
    /// Check a plan for problems without building it.
    #[command(
        after_help = "Examples:\n  prepbook check --strict\n  prepbook check my-plan.md --hours\n  prepbook check --external-links | sed 's/.*: //' | sort -u"
    )]
    Check(check::CheckArgs),
    /// Show how the tasks changed between two versions of handbook.lock, as Markdown.
    #[command(
        after_help = "Examples:\n  prepbook diff old.lock handbook.lock\n  git show v1:handbook.lock > v1.lock && prepbook diff v1.lock handbook.lock"
    )]
    Diff(DiffArgs),
    /// Create a handbook: a small plan to edit, and an annotated configuration.
    #[command(after_help = "Examples:\n  prepbook init my-handbook\n  prepbook init --full amazon")]
    Init(InitArgs),
    /// Show how a plan was read: its phases, weeks, days and tasks.
    #[command(
        after_help = "Examples:\n  prepbook outline my-plan.md\n  prepbook outline --format json"
    )]
    Outline(OutlineArgs),
    /// Fix problems that have only one possible fix.
    #[command(after_help = "Examples:\n  prepbook fix --dry-run\n  prepbook fix my-plan.md")]
    Fix(fix::FixArgs),
    /// Explain a diagnostic code, and how to fix the problem.
    #[command(after_help = "Examples:\n  prepbook explain\n  prepbook explain dead-link")]
    Explain(ExplainArgs),
    /// Print a PDF: an overview, a cover per week and a sheet per day.
    #[command(
        after_help = "Examples:\n  prepbook pdf --track part-time --output plan.pdf\n  prepbook pdf --week 3 --paper letter --start 2027-01-04 -o week-3.pdf"
    )]
    Pdf(PdfArgs),
    /// Export a plan for calendars, spreadsheets and other programs.
    #[command(
        after_help = "Examples:\n  prepbook export --format ics --start 2027-01-04 -o plan.ics\n  prepbook export my-plan.md --format csv --track part-time"
    )]
    Export(export::ExportArgs),
    /// Show how far readers are, from the copies they saved.
    #[command(
        after_help = "Examples:\n  prepbook progress copies/*.json\n  prepbook progress anna.json ben.json --on 2027-03-01 --format csv"
    )]
    Progress(ProgressArgs),
    /// Preview the handbook in the browser, with live reload.
    #[command(
        after_help = "Examples:\n  prepbook serve --open\n  prepbook serve my-plan.md --port 8000"
    )]
    Serve(serve::ServeArgs),
    /// Change the look: copy files of the default theme into your own.
    Theme(theme::ThemeArgs),
    /// Print a JSON Schema, by which editors complete and check handbook.yaml or front matter.
    #[command(
        after_help = "Examples:\n  prepbook schema > handbook.schema.json\n  prepbook schema front-matter"
    )]
    Schema(schema::SchemaArgs),
    /// Print a script that completes commands and options in a shell.
    #[command(after_help = completions::EXAMPLES)]
    Completions(completions::CompletionsArgs),
    /// Print the manual page of prepbook or of a command, or write all of them to a folder.
    #[command(
        after_help = "Examples:\n  prepbook man build | man -l -\n  prepbook man --output /usr/local/share/man/man1"
    )]
    Man(man::ManArgs),
}

#[derive(Debug, Args)]
struct DiffArgs {
    /// The older version.
    #[arg(value_name = "OLD.lock")]
    old: PathBuf,
    /// The newer version.
    #[arg(value_name = "NEW.lock")]
    new: PathBuf,
    /// Show errors only.
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Args)]
struct InitArgs {
    /// The folder to create the handbook in.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Create the complete handbook that comes with prepbook instead.
    #[arg(long)]
    full: bool,
    /// Show errors only.
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Args)]
struct OutlineArgs {
    /// A Markdown file, or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// The output format.
    #[arg(long, value_enum, default_value_t = OutlineFormat::Text)]
    format: OutlineFormat,
    #[command(flatten)]
    report: ReportArgs,
}

/// How an outline is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutlineFormat {
    /// A tree, with the line number of each entry.
    Text,
    /// A JSON object (docs/outline.md).
    Json,
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// A diagnostic code, such as `dead-link`; without one, all codes are listed.
    code: Option<String>,
    /// Show errors only.
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Args)]
struct PdfArgs {
    /// A Markdown file, or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// The plan to print, by its id or title, if there are several.
    #[arg(long)]
    plan: Option<String>,
    /// The track to print, by its id or name, if there are several.
    #[arg(long)]
    track: Option<String>,
    /// Leave out tasks and text for other levels.
    #[arg(long)]
    level: Option<String>,
    /// Print one week (3) or a range of weeks (3-5), with their covers.
    #[arg(long, value_name = "N", group = "part", value_parser = pdf::weeks)]
    week: Option<(u32, u32)>,
    /// Print a day: 3-monday, or a date with --start or --interview. Can be given more than once.
    #[arg(long, value_name = "DAY", group = "part")]
    day: Vec<String>,
    /// Print the weeks of a phase.
    #[arg(long, value_name = "N", group = "part")]
    phase: Option<u32>,
    /// Print everything (the default).
    #[arg(long, group = "part")]
    all: bool,
    /// Make a planner for an e-paper tablet: pages that link to each other, with pages for notes.
    #[arg(long, group = "part")]
    planner: bool,
    /// Keep the page numbers of an earlier planner: the .pages file that was written beside it.
    #[arg(long, value_name = "LIST", requires = "planner")]
    keep: Option<PathBuf>,
    /// The size of paper or screen: a4, letter, a5, remarkable, remarkable-paper-pro, supernote-a5x, supernote-a6x,
    /// supernote-nomad or supernote-manta [default: a4, or remarkable for a planner].
    #[arg(long, value_name = "SIZE", value_parser = pdf::paper)]
    paper: Option<Paper>,
    /// Date the sheets from this start date, such as 2027-01-04.
    #[arg(long, value_name = "DATE", group = "when", value_parser = paper::date)]
    start: Option<Date>,
    /// Date the sheets so the plan ends in the week of this interview date.
    #[arg(long, value_name = "DATE", group = "when", value_parser = paper::date)]
    interview: Option<Date>,
    /// Write the PDF to this file.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Show errors only.
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Args)]
struct ProgressArgs {
    /// The copies: files that readers saved in “My plan”.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The handbook: a Markdown file, or a folder with handbook.yaml or content/.
    #[arg(long, value_name = "PLAN|DIR", default_value = ".")]
    handbook: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// Count the tasks that are behind as of this day [default: today].
    #[arg(long, value_name = "DATE", value_parser = paper::date)]
    on: Option<Date>,
    /// The output format.
    #[arg(long, value_enum, default_value_t = ProgressFormat::Text)]
    format: ProgressFormat,
    #[command(flatten)]
    report: ReportArgs,
}

/// How readers' progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ProgressFormat {
    /// A table, with a line for each plan that a reader has started.
    Text,
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// A JSON object (docs/coaching.md).
    Json,
}

#[derive(Debug, Args)]
struct ReportArgs {
    /// Show errors only.
    #[arg(short, long)]
    quiet: bool,
    /// Show every problem in full; otherwise, further problems of a kind take one line each.
    #[arg(long)]
    all: bool,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Success.
    Clean,
    /// The content has errors, or warnings in strict mode; nothing was written.
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
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args, &Terminal::new(&args.report)),
        Command::Theme(args) => theme::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
        Command::Diff(args) => diff::run(&args, &Terminal::quiet(args.quiet)),
        Command::Pdf(args) => pdf::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Progress(args) => progress::run(&args, &Terminal::new(&args.report)),
        Command::Init(args) => init::run(&args, &Terminal::quiet(args.quiet)),
        Command::Outline(args) => outline::run(&args, &Terminal::new(&args.report)),
        Command::Fix(args) => fix::run(&args, &Terminal::new(&args.report)),
        Command::Explain(args) => explain::run(&args, &Terminal::quiet(args.quiet)),
        Command::Serve(args) => serve::run(&args, &Terminal::new(&args.report)),
    };
    match outcome {
        Outcome::Clean => ExitCode::SUCCESS,
        Outcome::ContentHasErrors => ExitCode::from(1),
        Outcome::CouldNotRun => ExitCode::from(2),
    }
}
