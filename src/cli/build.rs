//! `prepbook build`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::format::{Format, fails};
use super::outcome::Outcome;
use super::reads::{Reads, STDIN};
use super::terminal::{self, ReportArgs, Terminal, count, number};
use super::timings::Timings;
use super::{built, suggest};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::ledger::ChangeKind;
use crate::paper;
use crate::pipeline::{self, LockChange, Outlined};
use crate::site::{self, FileIndex, Staging};
use crate::source::{self, Selection};
use crate::units::{Date, Exclusion};
use crate::view::{self, PageKind};

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    /// A Markdown file, or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// Write to this folder [default: `output:` in handbook.yaml, or output/].
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The address that the handbook is published at, in place of `base_url:` in handbook.yaml.
    #[arg(long, value_name = "URL", value_parser = pipeline::base_url)]
    base_url: Option<String>,
    /// Build only this track, by its id or name; requires a separate --output folder.
    #[arg(long, requires = "output")]
    track: Option<String>,
    #[command(flatten)]
    conditions: Conditions,
    /// Build the edition for these readers; requires a separate --output folder.
    #[arg(long = "for", value_name = "READERS", requires = "output")]
    readers: Option<AudienceArg>,
    /// Show the handbook as on this day, such as 2027-02-10.
    #[arg(long, value_name = "DATE", value_parser = paper::date)]
    date: Option<Date>,
    /// Also list the files that are left out, and show the size of the largest pages.
    #[arg(short, long)]
    verbose: bool,
    /// How problems and the result are shown.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show how long each step takes.
    #[arg(long)]
    timings: bool,
    #[command(flatten)]
    report: ReportArgs,
}

/// When nothing is written.
#[derive(Debug, Args)]
struct Conditions {
    /// Write nothing and exit with code 1 if there are warnings, or notes that `prepbook fix` can fix.
    #[arg(long)]
    strict: bool,
    /// Fail if handbook.lock is not up to date instead of updating it.
    #[arg(long)]
    locked: bool,
}

/// Readers who have an edition of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AudienceArg {
    /// Coaches, who also see `!!! coach` boxes and documents with `audience: coach`.
    Coach,
}

pub(super) fn run(args: &BuildArgs) -> Outcome {
    let terminal = match args.format {
        Format::Text => Terminal::new(&args.report),
        _ => Terminal::for_programs(),
    };
    match build(args, &terminal) {
        Ok(outcome) => outcome,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn build(args: &BuildArgs, terminal: &Terminal) -> Result<Outcome, Error> {
    let timings = Timings::start();
    let mut input = args.reads.at(&args.place)?;
    input.today = args.date;
    input.base_url = args.base_url.as_deref();
    input.selection.coach = args.readers == Some(AudienceArg::Coach);
    let selection = input.selection;
    let (mut outlined, templates) =
        pipeline::outline_with_templates(input, &|step| timings.end(step.name()))?;
    terminal.problems(
        (&outlined.diagnostics, &outlined.sources),
        Severity::Warning,
    );
    if fails(&outlined.diagnostics, args.conditions.strict) {
        return Ok(refused(args, &outlined, terminal));
    }
    let lock = lock(&mut outlined, selection, terminal);
    if args.conditions.locked && lock != LockChange::None {
        terminal.refusal(
            "handbook.lock is out of date, but --locked prevents updating it\n  = help: build without --locked, and commit the lock",
        );
        return Ok(Outcome::ContentHasErrors);
    }
    let output = output(args, &outlined)?;
    // The ids of all tasks are known: what is left out here stays in the lock.
    if let Some(track) = &args.track {
        outlined.narrow_to_track(track)?;
    }
    let waiting = || terminal.waiting(&output);
    let staging = Staging::new(&output, outlined.sources.protected(), &waiting)?;
    let progress = terminal.progress();
    let rendered = outlined.render(templates?, &staging, &|done, all| progress.at(done, all));
    progress.end();
    let rendered = rendered?;
    timings.end("render pages");
    refuse_losses(&outlined, staging.earlier(), &rendered)?;
    // The lock is written before the pages, so every id on a page is in it.
    outlined.write_lock(&lock)?;
    let kept = staging.finish()?.kept;
    timings.end("write files");
    for (path, why) in &kept {
        terminal.kept(path, why);
    }
    if let Some(line) = committed(&lock, &outlined) {
        terminal.summary(&line);
    }
    report(args, &outlined, (&rendered, &output), terminal);
    if args.timings {
        timings.lines().for_each(|line| terminal.summary(&line));
    }
    args.format
        .print((&outlined.diagnostics, &outlined.sources), |json| {
            let about = built::json((&outlined, &lock), (&rendered, &output), &kept);
            json["build"] = about;
            if args.timings {
                json["timings"] = timings.json();
            }
        });
    // The process ends here, so freeing the memory would only take time.
    std::mem::forget(outlined);
    Ok(Outcome::Clean)
}

/// Reports that nothing is written because of problems in the content.
fn refused(args: &BuildArgs, outlined: &Outlined, terminal: &Terminal) -> Outcome {
    let diagnostics = &outlined.diagnostics;
    let counts = Terminal::counts(diagnostics);
    terminal.summary(&if fails(diagnostics, false) {
        format!("Nothing was written: {counts}")
    } else {
        format!("Nothing was written, because of --strict: {counts}")
    });
    args.format.print((diagnostics, &outlined.sources), |json| {
        json["build"] = Value::Null;
    });
    Outcome::ContentHasErrors
}

/// The output folder. That of the edition for all readers is refused to an edition with other content.
fn output(args: &BuildArgs, outlined: &Outlined) -> Result<PathBuf, Error> {
    let own = outlined.output();
    let output = args.output.clone().unwrap_or_else(|| own.clone());
    let edition = match (args.readers, &args.track) {
        (Some(AudienceArg::Coach), _) => "the coach's edition",
        (None, Some(_)) => "the edition of one track",
        (None, None) => return Ok(output),
    };
    if resolved(&output).starts_with(resolved(&own)) {
        return Err(Error::OutputRefused {
            path: output,
            why: "it is the output folder of the edition for all readers".to_owned(),
            help: format!("choose a separate folder for {edition}"),
        });
    }
    Ok(output)
}

/// The change to the lock. Content that is not for all readers never enters it.
fn lock(outlined: &mut Outlined, selection: Selection, terminal: &Terminal) -> LockChange {
    if selection.drafts || selection.coach {
        return LockChange::None;
    }
    if outlined.wants_lock() && !site::can_create_in(&outlined.sources.home) {
        terminal.summary(
            "handbook.lock cannot be created in this folder; without it, ticks depend only on the wording of tasks",
        );
        return LockChange::None;
    }
    outlined.begin_lock();
    let today = terminal::today();
    outlined.ledger.today = Some(today);
    outlined.lock_change(today)
}

/// What to do with a lock that was written.
fn committed(lock: &LockChange, outlined: &Outlined) -> Option<String> {
    match lock {
        LockChange::None => None,
        LockChange::First(_) => Some(
            "handbook.lock was created: commit it, because readers' ticks depend on it".to_owned(),
        ),
        LockChange::Update(_) => {
            let mut counts: BTreeMap<ChangeKind, u32> = BTreeMap::new();
            for change in &outlined.ledger.changes {
                *counts.entry(change.kind).or_default() += change.count;
            }
            let counts = counts.iter().map(|(kind, count)| match kind {
                ChangeKind::WeekMoved => number(*count as usize, "week") + " moved",
                kind => format!("{} {}", number(*count as usize, "task"), kind.name()),
            });
            let counts: Vec<String> = counts.collect();
            let changes = match counts.join(", ") {
                _ if !outlined.ledger.has_new_revision() => String::new(),
                some => format!(" ({some})"),
            };
            Some(format!(
                "handbook.lock was updated{changes}: commit it with the plan"
            ))
        }
    }
}

/// Reports what was built and what to do next.
fn report(
    args: &BuildArgs,
    outlined: &Outlined,
    (rendered, output): (&FileIndex, &Path),
    terminal: &Terminal,
) {
    let counts = outlined.counts();
    let first = output.join("index.html");
    terminal.summary(&format!(
        "{}, {}, {}, {} in {:.2} s: {}",
        number(rendered.pages(), "page"),
        number(counts.tracks, "track"),
        number(counts.weeks, "week"),
        number(counts.tasks, "task"),
        terminal.elapsed().as_secs_f64(),
        first.strip_prefix(".").unwrap_or(&first).display(),
    ));
    if args.verbose {
        show_more(outlined, (rendered, output), terminal);
    }
    let mut last = Terminal::counts(&outlined.diagnostics);
    if count(&outlined.diagnostics, Severity::Note) > 0 {
        let command = suggest::command("check", &args.place, "");
        let _ = write!(last, "; show the notes with `{command}`");
    }
    if args.output.is_none() && args.place != Path::new(STDIN) {
        let command = suggest::preview(&args.place);
        let _ = write!(last, "; preview the handbook with `{command}`");
    }
    terminal.summary(&last);
    if let Some(date) = args.date {
        terminal.summary(&format!(
            "For every reader it is {date} on these pages; before you publish them, build without `--date`"
        ));
    }
}

/// Shows the excluded files and the size of the heaviest pages.
fn show_more(outlined: &Outlined, (rendered, output): (&FileIndex, &Path), terminal: &Terminal) {
    for (path, why) in outlined.sources.all_left_out() {
        terminal.summary(&match why {
            Exclusion::Pattern(_) => format!("`{path}` {}", why.reason()),
            _ => format!("`{path}` is left out: it {}", why.reason()),
        });
    }
    for (name, kind) in [("week", PageKind::Week), ("day", PageKind::Day)] {
        if let Some((path, weight)) = heaviest(rendered, output, kind) {
            let (kilobytes, tenth) = (weight / 1000, weight % 1000 / 100);
            terminal.summary(&format!(
                "Largest {name} page: {kilobytes}.{tenth} KB compressed, with what shows it: {path}"
            ));
        }
    }
}

/// Refuses to remove the pages of a plan whose text no longer exists.
fn refuse_losses(
    outlined: &Outlined,
    earlier: &BTreeSet<String>,
    rendered: &FileIndex,
) -> Result<(), Error> {
    for (path, folder) in outlined.empty_documents() {
        let pages = lost_pages(&folder, earlier, rendered);
        if pages > 0 {
            return Err(Error::Emptied { path, pages });
        }
    }
    Ok(())
}

/// The page of a kind with the largest first load, and its bytes.
fn heaviest<'i>(
    rendered: &'i FileIndex,
    output: &Path,
    kind: PageKind,
) -> Option<(&'i str, usize)> {
    let read = |path: &str| source::read(&output.join(path)).ok();
    let pages = rendered.paths();
    pages
        .filter(|path| view::kind(path) == Some(kind))
        .filter_map(|path| {
            let weight = site::weight(&read, path)?;
            Some((path, weight))
        })
        .max_by_key(|(_, weight)| *weight)
}

/// How many pages an earlier build wrote below a folder of the output that are not written now.
fn lost_pages(folder: &str, earlier: &BTreeSet<String>, rendered: &FileIndex) -> usize {
    let rendered: BTreeSet<&str> = rendered.paths().collect();
    let lost = earlier.iter().filter(|path| {
        let rest = path.strip_prefix(folder);
        let is_inside = rest.is_some_and(|rest| rest.starts_with('/'));
        is_inside && site::is_page(path) && !rendered.contains(path.as_str())
    });
    lost.count()
}

/// A path with its links resolved, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut real = absolute.ancestors().filter_map(|above| {
        let rest = absolute.strip_prefix(above).ok()?;
        Some(above.canonicalize().ok()?.join(rest))
    });
    real.next().unwrap_or_else(|| absolute.clone())
}
