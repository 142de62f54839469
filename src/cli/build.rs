//! `prepbook build`.

use super::terminal::{Terminal, count, number};
use super::{BuildArgs, Outcome};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::pipeline;
use crate::site::{self, Site};
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
    let progress = terminal.progress();
    let built = pipeline::build(&args.place, &|done, all| progress.at(done, all));
    progress.end();
    let built = built?;
    terminal.problems(&built.found, &built.sources);
    let Some(handbook) = &built.site else {
        let errors = count(&built.found, Severity::Error);
        terminal.summary(&format!("nothing was written: {}", number(errors, "error")));
        return Ok(Outcome::ContentHasErrors);
    };
    let output = args.output.as_deref().unwrap_or(&built.output);
    site::write(handbook, output, built.sources.protected())?;
    terminal.summary(&format!(
        "{}, {}, {}, {}, {}, {:.2} s: {}",
        number(handbook.pages(), "page"),
        number(built.counts.tracks, "track"),
        number(built.counts.weeks, "week"),
        number(built.counts.tasks, "task"),
        number(count(&built.found, Severity::Warning), "warning"),
        terminal.elapsed().as_secs_f64(),
        output.join("index.html").display(),
    ));
    if args.verbose {
        for (name, kind) in [("week", PageKind::Week), ("day", PageKind::Day)] {
            if let Some((path, weight)) = heaviest(handbook, kind) {
                let (kilobytes, tenth) = (weight / 1000, weight % 1000 / 100);
                terminal.summary(&format!(
                    "the heaviest {name} page is {kilobytes}.{tenth} KB with its styles and scripts, compressed: {path}"
                ));
            }
        }
    }
    // The process ends here: to give the memory back piece by piece would only take time.
    std::mem::forget(built);
    Ok(Outcome::Clean)
}

/// The page of a kind whose first load is the heaviest, with its bytes.
fn heaviest(handbook: &Site, kind: PageKind) -> Option<(&str, usize)> {
    let pages = handbook.iter().map(|(path, _)| path);
    pages
        .filter(|path| view::kind(path) == Some(kind))
        .filter_map(|path| Some((path, site::weight(handbook, path)?)))
        .max_by_key(|(_, weight)| *weight)
}
