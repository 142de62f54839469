//! `prepbook pdf`.

mod planner;

use std::path::{Path, PathBuf};

use clap::Args;

use super::outcome::Outcome;
use super::reads::Reads;
use super::terminal::{Terminal, number};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::paper::{self, Order, Paper, PrintRange, When};
use crate::pipeline::{self, PlannerRequest, PrintRequest};
use crate::site;
use crate::source::FontFiles;
use crate::units::Date;

#[derive(Debug, Args)]
pub(super) struct PdfArgs {
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
    #[arg(long, value_name = "N", group = "part", value_parser = weeks)]
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
    #[arg(long, value_name = "SIZE", value_parser = paper_size)]
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

pub(super) fn run(args: &PdfArgs) -> Outcome {
    let terminal = Terminal::quiet(args.quiet);
    match print(args, &terminal) {
        Ok(outcome) => outcome,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn print(args: &PdfArgs, terminal: &Terminal) -> Result<Outcome, Error> {
    // The folders are searched once, and only if a font is needed.
    let fonts = std::cell::OnceCell::new();
    let find_font = |name: &str| {
        fonts
            .get_or_init(|| FontFiles::find(&font_folders()))
            .read(name)
    };
    let order = order(args);
    let kept = args.keep.as_deref().map(planner::read).transpose()?;
    let kept = kept.as_ref();
    let planner = args.planner.then(|| PlannerRequest {
        kept: kept.map(|(list, _)| list),
    });
    let list_file = planner.map(|_| planner::list_file(&args.output));
    if let Some(file) = &list_file {
        planner::check(file, kept.map(|(_, text)| text.as_str()))?;
    }
    let wanted = PrintRequest {
        plan: args.plan.as_deref(),
        track: args.track.as_deref(),
        order: &order,
        planner,
        find_font: &find_font,
    };
    let printed = pipeline::print(args.reads.at(&args.place)?, &wanted)?;
    terminal.problems((&printed.diagnostics, &printed.sources), Severity::Warning);
    let Some(paper) = &printed.paper else {
        terminal.summary(&format!(
            "Nothing was written: {}",
            Terminal::counts(&printed.diagnostics)
        ));
        return Ok(Outcome::ContentHasErrors);
    };
    if let (Some(list), Some(file)) = (&paper.list, &list_file) {
        planner::write(list, file)?;
    }
    site::write_file(&paper.pdf, &args.output, b"%PDF-")?;
    let mark = if paper.accessible {
        ""
    } else {
        " (not marked PDF/UA-1: a font does not allow it)"
    };
    terminal.summary(&format!(
        "{}, {} in {:.2} s: {}{mark}",
        number(paper.pages, "page"),
        number(paper.days, "day"),
        terminal.elapsed().as_secs_f64(),
        args.output.display(),
    ));
    terminal.summary(&Terminal::counts(&printed.diagnostics));
    Ok(Outcome::Clean)
}

fn order(args: &PdfArgs) -> Order {
    let part = match (args.week, args.phase, args.day.as_slice()) {
        (Some((first, last)), _, _) => PrintRange::Weeks(first, last),
        (None, Some(phase), _) => PrintRange::Phase(phase),
        (None, None, []) => PrintRange::All,
        (None, None, days) => PrintRange::Days(days.to_vec()),
    };
    let when = When::of(args.start, args.interview);
    Order {
        part,
        level: args.level.clone(),
        paper: args.paper.unwrap_or(if args.planner {
            Paper::Remarkable
        } else {
            Paper::A4
        }),
        when,
    }
}

/// Reads `3` or `3-5`.
pub(super) fn weeks(text: &str) -> Result<(u32, u32), String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse(), last.trim().parse()) {
        (Ok(first), Ok(last)) if first <= last => Ok((first, last)),
        _ => Err("expected a week number (`3`) or a range (`3-5`)".to_owned()),
    }
}

/// Parses the name of a paper size.
pub(super) fn paper_size(text: &str) -> Result<Paper, String> {
    let name = text.to_lowercase();
    let found = Paper::ALL.iter().find(|(known, _)| *known == name);
    let names: Vec<&str> = Paper::ALL.iter().map(|(name, _)| *name).collect();
    found
        .map(|(_, paper)| *paper)
        .ok_or_else(|| format!("expected one of {}", names.join(", ")))
}

/// The folders in which systems keep fonts; missing ones are skipped.
fn font_folders() -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let home = variable("HOME").map(PathBuf::from);
    let in_home = |path: &str| home.as_ref().map(|home| home.join(path));
    let data = variable("XDG_DATA_HOME").map(PathBuf::from);
    let shared = variable("XDG_DATA_DIRS").unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let mut folders: Vec<PathBuf> = Vec::new();
    folders.extend(
        data.or_else(|| in_home(".local/share"))
            .map(|data| data.join("fonts")),
    );
    folders.extend(in_home(".fonts"));
    folders.extend(std::env::split_paths(&shared).map(|data| data.join("fonts")));
    folders.extend(in_home("Library/Fonts"));
    folders.extend(["/Library/Fonts", "/System/Library/Fonts"].map(PathBuf::from));
    let local = variable("LOCALAPPDATA").map(PathBuf::from);
    folders.extend(local.map(|local| local.join("Microsoft/Windows/Fonts")));
    folders.extend(variable("WINDIR").map(|windows| Path::new(&windows).join("Fonts")));
    folders
}
