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
mod import;
mod init;
mod lsp;
mod man;
mod outcome;
mod outline;
mod pdf;
mod progress;
mod reads;
mod schema;
mod serve;
mod suggest;
mod terminal;
#[cfg(test)]
mod tests;
mod theme;
mod timings;

use std::ffi::OsString;

use clap::{CommandFactory, Parser, Subcommand};

use outcome::Outcome;
use terminal::Terminal;

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
    Diff(diff::DiffArgs),
    /// Create a handbook: a small plan to edit, and an annotated configuration.
    #[command(after_help = "Examples:\n  prepbook init my-handbook\n  prepbook init --full amazon")]
    Init(init::InitArgs),
    /// Show how a plan was read: its phases, weeks, days and tasks.
    #[command(
        after_help = "Examples:\n  prepbook outline my-plan.md\n  prepbook outline --format json"
    )]
    Outline(outline::OutlineArgs),
    /// Fix problems that have only one possible fix.
    #[command(after_help = "Examples:\n  prepbook fix --dry-run\n  prepbook fix my-plan.md")]
    Fix(fix::FixArgs),
    /// Explain a diagnostic code, and how to fix the problem.
    #[command(after_help = "Examples:\n  prepbook explain\n  prepbook explain dead-link")]
    Explain(explain::ExplainArgs),
    /// Print a PDF: an overview, a cover per week and a sheet per day.
    #[command(
        after_help = "Examples:\n  prepbook pdf --track part-time --output plan.pdf\n  prepbook pdf --week 3 --paper letter --start 2027-01-04 -o week-3.pdf"
    )]
    Pdf(pdf::PdfArgs),
    /// Export a plan for calendars, spreadsheets and other programs.
    #[command(
        after_help = "Examples:\n  prepbook export --format ics --start 2027-01-04 -o plan.ics\n  prepbook export my-plan.md --format csv --track part-time"
    )]
    Export(export::ExportArgs),
    /// Import a plan from a spreadsheet (CSV), an Org file or a Trello board.
    #[command(
        after_help = "Examples:\n  prepbook import plan.csv -o content/plan.md\n  prepbook import board.json --format trello -o - | prepbook build - --output site"
    )]
    Import(import::ImportArgs),
    /// Show how far readers are, from the copies they saved.
    #[command(
        after_help = "Examples:\n  prepbook progress copies/*.json\n  prepbook progress anna.json ben.json --on 2027-03-01 --format csv"
    )]
    Progress(progress::ProgressArgs),
    /// Preview the handbook in the browser, with live reload.
    #[command(
        after_help = "Examples:\n  prepbook serve --open\n  prepbook serve my-plan.md --port 8000"
    )]
    Serve(serve::ServeArgs),
    /// Run the language server, which editors start.
    #[command(
        after_help = "It speaks the Language Server Protocol on standard input and output.\nSee docs/editors.md for how to set up VS Code, Neovim, Helix and Emacs."
    )]
    Lsp(lsp::LspArgs),
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

/// Runs the command that the arguments ask for, after the name of the program, and returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let parsed = match Cli::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(error) => {
            // A closed pipe means that nobody reads it.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let outcome = match parsed.command {
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args, &Terminal::new(&args.report)),
        Command::Lsp(args) => lsp::run(&args, &Terminal::for_programs()),
        Command::Theme(args) => theme::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args, Cli::command()),
        Command::Man(args) => man::run(&args, Cli::command()),
        Command::Diff(args) => diff::run(&args, &Terminal::quiet(args.quiet)),
        Command::Pdf(args) => pdf::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Import(args) => import::run(&args, &Terminal::quiet(args.quiet)),
        Command::Progress(args) => progress::run(&args, &Terminal::new(&args.report)),
        Command::Init(args) => init::run(&args, &Terminal::quiet(args.quiet)),
        Command::Outline(args) => outline::run(&args, &Terminal::new(&args.report)),
        Command::Fix(args) => fix::run(&args, &Terminal::new(&args.report)),
        Command::Explain(args) => explain::run(&args, &Terminal::quiet(args.quiet)),
        Command::Serve(args) => serve::run(&args, &Terminal::new(&args.report)),
    };
    match outcome {
        Outcome::Clean => 0,
        Outcome::ContentHasErrors | Outcome::Abandoned => 1,
        Outcome::CouldNotRun => 2,
    }
}
