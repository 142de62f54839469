//! `prepbook export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::outcome::Outcome;
use super::reads::Reads;
use super::terminal::Terminal;
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::export::{Alarm, ExportFormat};
use crate::paper::{self, When};
use crate::pipeline::{self, ExportRequest};
use crate::site;
use crate::units::Date;

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// A Markdown file, or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// The format of the file.
    #[arg(long, value_enum)]
    format: ExportFormatArg,
    /// The plan to export, by its id or title, if there are several.
    #[arg(long)]
    plan: Option<String>,
    /// The track to export, by its id or name, if there are several.
    #[arg(long)]
    track: Option<String>,
    /// Leave out tasks for other levels.
    #[arg(long)]
    level: Option<String>,
    /// Begin the plan on this date, such as 2027-01-04.
    #[arg(long, value_name = "DATE", group = "when", value_parser = paper::date)]
    start: Option<Date>,
    /// Begin the plan so it ends in the week of this interview date.
    #[arg(long, value_name = "DATE", group = "when", value_parser = paper::date)]
    interview: Option<Date>,
    /// With --format ics: add an alarm this long before each event, such as 30m, 2h or 1d.
    #[arg(long, value_name = "TIME", value_parser = alarm)]
    alarm: Option<Alarm>,
    /// Write to this file [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Show errors only.
    #[arg(short, long)]
    quiet: bool,
}

/// The name of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportFormatArg {
    /// A calendar (iCalendar), with an event per day.
    Ics,
    /// Comma-separated values, with a row per task.
    Csv,
    /// A JSON object (docs/calendar.md).
    Json,
    /// Markdown, with a list of tasks per day.
    Md,
    /// Notes for Anki, one per task.
    Anki,
}

pub(super) fn run(args: &ExportArgs) -> Outcome {
    let terminal = Terminal::quiet(args.quiet);
    match export(args, &terminal) {
        Ok(outcome) => outcome,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn export(args: &ExportArgs, terminal: &Terminal) -> Result<Outcome, Error> {
    let when = When::of(args.start, args.interview);
    // What the files of a format begin with: no file of another kind is overwritten.
    let (format, beginning) = match args.format {
        ExportFormatArg::Ics => (ExportFormat::Calendar(args.alarm), "BEGIN:VCALENDAR"),
        ExportFormatArg::Csv => (ExportFormat::Csv, "plan,"),
        ExportFormatArg::Json => (ExportFormat::Json, "{"),
        ExportFormatArg::Md => (ExportFormat::Markdown, "# "),
        ExportFormatArg::Anki => (ExportFormat::Anki, "#separator"),
    };
    let wanted = ExportRequest {
        plan: args.plan.as_deref(),
        track: args.track.as_deref(),
        level: args.level.as_deref(),
        when,
        format,
    };
    let exported = pipeline::export(args.reads.at(&args.place)?, &wanted)?;
    terminal.problems((&exported.diagnostics, &exported.sources), Severity::Error);
    let Some(text) = &exported.text else {
        return Ok(Outcome::ContentHasErrors);
    };
    match &args.output {
        Some(file) => {
            site::write_file(text.as_bytes(), file, beginning.as_bytes())?;
            terminal.summary(&file.display().to_string());
        }
        None => Terminal::bytes(text.as_bytes()),
    }
    Ok(Outcome::Clean)
}

/// Parses `30m`, `2h` or `1d`.
fn alarm(text: &str) -> Result<Alarm, String> {
    const MOST_DAYS: u32 = 28;
    let unit = match text.chars().last() {
        Some('m') => Some(1),
        Some('h') => Some(60),
        Some('d') => Some(24 * 60),
        _ => None,
    };
    let number = text.get(..text.len().saturating_sub(1));
    let number = number.and_then(|number| number.parse::<u32>().ok());
    let minutes = number
        .zip(unit)
        .and_then(|(number, unit)| number.checked_mul(unit));
    let minutes = minutes.filter(|minutes| *minutes <= MOST_DAYS * 24 * 60);
    minutes
        .map(Alarm)
        .ok_or_else(|| "expected a time such as `30m`, `2h` or `1d`, at most `28d`".to_owned())
}
