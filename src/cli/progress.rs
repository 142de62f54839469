//! `prepbook progress`: how far readers are, from the copies that they saved.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::hours::table;
use super::outcome::Outcome;
use super::reads::Reads;
use super::terminal::{self, ReportArgs, Terminal, number};
use crate::diagnostic::Severity;
use crate::export::csv_table;
use crate::paper;
use crate::pipeline::{self, Outlined};
use crate::progress::{self, CopyProgress, PlanProgress, PublishedHandbook, SavedCopy};
use crate::source;
use crate::units::Date;
use crate::view::ProgressView;

#[derive(Debug, Args)]
pub(super) struct ProgressArgs {
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
    pub(super) report: ReportArgs,
}

/// How readers' progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ProgressFormat {
    /// A table, with a line for each plan that a reader has started.
    Text,
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// A JSON object (docs/coaching.md).
    Json,
}

/// A reader, called what the file of the copy is called.
struct ReaderCopy<'a> {
    name: String,
    file: &'a Path,
    copy: SavedCopy,
    progress: CopyProgress<'a>,
}

pub(super) fn run(args: &ProgressArgs, terminal: &Terminal) -> Outcome {
    let outlined = match args.reads.at(&args.handbook).and_then(pipeline::outline) {
        Ok(outlined) => outlined,
        Err(error) => {
            terminal.error(&error);
            return Outcome::CouldNotRun;
        }
    };
    terminal.problems((&outlined.diagnostics, &outlined.sources), Severity::Error);
    if outlined.is_broken() {
        return Outcome::ContentHasErrors;
    }
    let today = args.on.unwrap_or_else(terminal::today);
    let editions = outlined.progress();
    let mut readers = Vec::new();
    for file in &args.files {
        match read(file, (&outlined, &editions), today) {
            Ok(reader) => readers.push(reader),
            Err(why) => terminal.refusal(&why),
        }
    }
    if !readers.is_empty() {
        let text = match args.format {
            ProgressFormat::Text => text(&readers),
            ProgressFormat::Csv => csv(&readers),
            ProgressFormat::Json => format!("{:#}", json(&readers, today)),
        };
        Terminal::output(text.trim_end());
    }
    if readers.len() == args.files.len() {
        Outcome::Clean
    } else {
        Outcome::CouldNotRun
    }
}

/// Reads a copy and counts it, or says why it cannot be counted.
fn read<'a>(
    file: &'a Path,
    (outlined, editions): (&'a Outlined, &'a [ProgressView]),
    today: Date,
) -> Result<ReaderCopy<'a>, String> {
    let bytes = source::read(file).map_err(|error| error.to_string())?;
    let named = |error| format!("{}: {error}", file.display());
    let copy = SavedCopy::parse(&bytes).map_err(named)?;
    let published = PublishedHandbook {
        handbook: &outlined.handbook,
        ledger: &outlined.ledger,
        editions,
    };
    let progress = progress::progress(&copy, published, today).map_err(named)?;
    let name = file.file_stem().unwrap_or_default();
    Ok(ReaderCopy {
        name: name.to_string_lossy().into_owned(),
        file,
        copy,
        progress,
    })
}

const COLUMNS: [&str; 9] = [
    "name",
    "plan",
    "track",
    "start",
    "done",
    "tasks",
    "week",
    "last_active",
    "behind",
];

fn date(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// A table for people. What is not known is `-`.
fn text(readers: &[ReaderCopy<'_>]) -> String {
    let head = [
        "name",
        "plan",
        "track",
        "start",
        "done",
        "week",
        "last active",
        "behind",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut notes = String::new();
    for reader in readers {
        if reader.progress.plans.is_empty() {
            rows.push(vec![reader.name.clone(), "not started".to_owned()]);
        }
        for plan in &reader.progress.plans {
            let cells = [
                reader.name.clone(),
                plan.title.to_owned(),
                plan.track
                    .map(|track| track.name.clone())
                    .unwrap_or_default(),
                date(plan.start),
                format!("{} of {}", plan.done, plan.tasks),
                plan.week
                    .map(|(_, called)| called.to_owned())
                    .unwrap_or_default(),
                date(plan.active),
                plan.behind
                    .map(|behind| number(behind, "task"))
                    .unwrap_or_default(),
            ];
            rows.push(cells.map(or_dash).to_vec());
        }
        if reader.progress.unknown > 0 {
            let ticks = number(reader.progress.unknown, "tick");
            let _ = writeln!(
                notes,
                "{} has {ticks} for tasks that this handbook does not have",
                reader.name
            );
        }
    }
    if !notes.is_empty() {
        notes.insert(0, '\n');
    }
    table(&rows) + &notes
}

fn or_dash(cell: String) -> String {
    if cell.is_empty() {
        "-".to_owned()
    } else {
        cell
    }
}

/// Comma-separated values, with ids in place of titles.
fn csv(readers: &[ReaderCopy<'_>]) -> String {
    let mut table = vec![COLUMNS.map(str::to_owned).to_vec()];
    for reader in readers {
        let rows = reader.progress.plans.iter().map(cells);
        let none = reader.progress.plans.is_empty();
        for row in rows.chain(none.then(Default::default)) {
            let name = std::iter::once(reader.name.clone());
            table.push(name.chain(row).collect());
        }
    }
    csv_table(&table)
}

fn cells(plan: &PlanProgress<'_>) -> [String; 8] {
    [
        plan.plan.to_owned(),
        plan.track.map(|track| track.id.clone()).unwrap_or_default(),
        date(plan.start),
        plan.done.to_string(),
        plan.tasks.to_string(),
        plan.week.map(|(id, _)| id.to_owned()).unwrap_or_default(),
        date(plan.active),
        plan.behind
            .map(|behind| behind.to_string())
            .unwrap_or_default(),
    ]
}

/// The same for programs; `docs/coaching.md` has the shape.
fn json(readers: &[ReaderCopy<'_>], today: Date) -> Value {
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let plan = |plan: &PlanProgress<'_>| {
        json!({
            "id": plan.plan,
            "title": plan.title,
            "track": plan.track.map(|track| &track.id),
            "start": day(plan.start),
            "done": plan.done,
            "tasks": plan.tasks,
            "week": plan.week.map(|(id, _)| id),
            "last_active": day(plan.active),
            "behind": plan.behind,
        })
    };
    let readers = readers.iter().map(|reader| {
        json!({
            "name": reader.name,
            "file": reader.file.display().to_string(),
            "saved": day(reader.copy.saved),
            "plans": reader.progress.plans.iter().map(plan).collect::<Vec<_>>(),
            "unknown_ticks": reader.progress.unknown,
        })
    });
    json!({
        "version": 1,
        "date": today.to_string(),
        "readers": readers.collect::<Vec<_>>(),
    })
}
