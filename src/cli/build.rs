//! `prepbook build`.

use std::fmt::Write as _;
use std::path::Path;

use super::terminal::{self, Terminal, count, number};
use super::{BuildArgs, Outcome};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::pipeline::{self, LockChange};
use crate::site::{self, Index, Staging};
use crate::source;
use crate::view::{self, PageKind};

pub(super) fn run(args: &BuildArgs, terminal: &Terminal) -> Outcome {
    match build(args, terminal) {
        Ok(outcome) => outcome,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn build(args: &BuildArgs, terminal: &Terminal) -> Result<Outcome, Error> {
    let (mut outlined, templates) = pipeline::outline_with_templates(&args.place)?;
    terminal.problems((&outlined.found, &outlined.sources), Severity::Warning);
    if outlined.is_broken() {
        terminal.summary(&format!(
            "Nothing was written: {}",
            Terminal::counts(&outlined.found)
        ));
        return Ok(Outcome::ContentHasErrors);
    }
    outlined.begin_lock(terminal::random_id);
    let lock = outlined.lock_change(terminal::today());
    if args.locked && lock != LockChange::None {
        terminal.refusal(
            "handbook.lock is not up to date, and --locked forbids to change it; build without it and commit the lock",
        );
        return Ok(Outcome::ContentHasErrors);
    }
    let own = outlined.output();
    let output = args.output.as_deref().unwrap_or(&own);
    let waiting = || terminal.waiting(output);
    let staging = Staging::new(output, outlined.sources.protected(), &waiting)?;
    let progress = terminal.progress();
    let drawn = outlined.draw(templates?, &staging, &|done, all| progress.at(done, all));
    progress.end();
    let drawn = drawn?;
    // Pages never have an id that the lock does not know.
    outlined.write_lock(&lock)?;
    for (path, why) in staging.finish()?.kept {
        terminal.kept(&path, &why);
    }
    let counts = outlined.counts();
    terminal.summary(&format!(
        "{}, {}, {}, {} in {:.2} s: {}",
        number(drawn.pages(), "page"),
        number(counts.tracks, "track"),
        number(counts.weeks, "week"),
        number(counts.tasks, "task"),
        terminal.elapsed().as_secs_f64(),
        output.join("index.html").display(),
    ));
    if args.verbose {
        for (name, kind) in [("week", PageKind::Week), ("day", PageKind::Day)] {
            if let Some((path, weight)) = heaviest(&drawn, output, kind) {
                let (kilobytes, tenth) = (weight / 1000, weight % 1000 / 100);
                terminal.summary(&format!(
                    "the heaviest {name} page is {kilobytes}.{tenth} KB with its styles and scripts, compressed: {path}"
                ));
            }
        }
    }
    let mut last = Terminal::counts(&outlined.found);
    if count(&outlined.found, Severity::Note) > 0 {
        let command = super::command("check", &args.place, "");
        let _ = write!(last, "; show the notes with `{command}`");
    }
    if args.output.is_none() {
        let command = super::preview(&args.place);
        let _ = write!(last, "; preview the handbook with `{command}`");
    }
    terminal.summary(&last);
    // The process ends here: to give the memory back piece by piece would only take time.
    std::mem::forget(outlined);
    Ok(Outcome::Clean)
}

/// The page of a kind whose first load is the heaviest, with its bytes.
fn heaviest<'i>(drawn: &'i Index, output: &Path, kind: PageKind) -> Option<(&'i str, usize)> {
    let read = |path: &str| source::read(&output.join(path)).ok();
    let pages = drawn.paths();
    pages
        .filter(|path| view::kind(path) == Some(kind))
        .filter_map(|path| {
            let weight = site::weight(&read, path)?;
            Some((path, weight))
        })
        .max_by_key(|(_, weight)| *weight)
}
