//! `prepbook build`.

use std::path::Path;

use super::terminal::{Terminal, count, number};
use super::{BuildArgs, Outcome};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::pipeline;
use crate::site::{self, Index, Staging};
use crate::source;
use crate::units::Exclusion;
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
    let (outlined, templates) = pipeline::outline_with_templates(args.reads.at(&args.place))?;
    terminal.problems(&outlined.found, &outlined.sources);
    if outlined.is_broken() {
        let errors = count(&outlined.found, Severity::Error);
        terminal.summary(&format!("nothing was written: {}", number(errors, "error")));
        return Ok(Outcome::ContentHasErrors);
    }
    let own = outlined.output();
    let output = args.output.as_deref().unwrap_or(&own);
    let staging = Staging::new(output, outlined.sources.protected())?;
    let progress = terminal.progress();
    let drawn = outlined.draw(templates?, &staging, &|done, all| progress.at(done, all));
    progress.end();
    let drawn = drawn?;
    for (path, folder) in outlined.empty_documents() {
        let pages = staging.lost_pages(&folder);
        if pages > 0 {
            return Err(Error::Emptied { path, pages });
        }
    }
    staging.finish()?;
    let counts = outlined.counts();
    terminal.summary(&format!(
        "{}, {}, {}, {}, {}, {:.2} s: {}",
        number(drawn.pages(), "page"),
        number(counts.tracks, "track"),
        number(counts.weeks, "week"),
        number(counts.tasks, "task"),
        number(count(&outlined.found, Severity::Warning), "warning"),
        terminal.elapsed().as_secs_f64(),
        output.join("index.html").display(),
    ));
    if args.output.is_none() {
        terminal.summary(&format!(
            "Preview it while you write: `{}`",
            super::preview(&args.place)
        ));
    }
    if args.verbose {
        for (path, why) in outlined.sources.all_left_out() {
            terminal.summary(&match why {
                Exclusion::Pattern(_) => format!("`{path}` {}", why.reason()),
                _ => format!("`{path}` is left out: it {}", why.reason()),
            });
        }
        for (name, kind) in [("week", PageKind::Week), ("day", PageKind::Day)] {
            if let Some((path, weight)) = heaviest(&drawn, output, kind) {
                let (kilobytes, tenth) = (weight / 1000, weight % 1000 / 100);
                terminal.summary(&format!(
                    "the heaviest {name} page is {kilobytes}.{tenth} KB with its styles and scripts, compressed: {path}"
                ));
            }
        }
    }
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
