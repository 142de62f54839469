//! What is told, and how: colour where a terminal shows it, plain text in a pipe.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressStyle};

use super::Telling;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::report::{self, Look};
use crate::source::Sources;

/// The standard streams.
#[derive(Debug)]
pub(super) struct Terminal {
    quiet: bool,
    fold: bool,
    look: Look,
    started: Stopwatch,
}

impl Terminal {
    /// Tells everything, or what is asked for.
    pub(super) fn new(telling: &Telling) -> Self {
        let look = match AutoStream::choice(&std::io::stderr()) {
            ColorChoice::Never => Look::Plain,
            _ => Look::Coloured,
        };
        Self {
            quiet: telling.quiet,
            fold: !telling.all && std::io::stderr().is_terminal(),
            look,
            started: Stopwatch::start(),
        }
    }

    /// How long the command has run.
    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Tells problems of the content.
    pub(super) fn problems(&self, found: &[Diagnostic], sources: &Sources) {
        let told = found
            .iter()
            .filter(|diagnostic| !self.quiet || diagnostic.severity == Severity::Error);
        let (shown, more) = if self.fold {
            let folded = report::fold(told);
            (folded.shown, folded.more)
        } else {
            (told.collect(), Vec::new())
        };
        for diagnostic in shown {
            err(&format!(
                "{}\n",
                report::text(diagnostic, sources, self.look)
            ));
        }
        for (code, count) in more {
            err(&format!(
                "{count} more of {}; --all shows them",
                code.name()
            ));
        }
    }

    /// Tells what the machine could not do.
    pub(super) fn error(&self, error: &Error) {
        self.refusal(&error.to_string());
    }

    /// Tells why a command cannot be run.
    pub(super) fn refusal(&self, why: &str) {
        let (bold, plain) = match self.look {
            Look::Coloured => ("\u{1b}[1;31m", "\u{1b}[0m"),
            Look::Plain => ("", ""),
        };
        err(&format!("{bold}error{plain}: {why}"));
    }

    /// Reports that another build writes to the output folder.
    pub(super) fn waiting(&self, output: &Path) {
        if !self.quiet {
            let output = output.display();
            err(&format!(
                "waiting for another build that writes to {output}"
            ));
        }
    }

    /// Reports what stays in the output folder.
    pub(super) fn kept(&self, path: &Path, why: &str) {
        if !self.quiet {
            err(&format!("note: {} is left as it is: {why}", path.display()));
        }
    }

    /// Says how it went, in one line.
    pub(super) fn summary(&self, line: &str) {
        if !self.quiet {
            Self::output(line);
        }
    }

    /// Gives what was asked for, on the standard output.
    pub(super) fn output(text: &str) {
        // A reader that went away wants no more lines.
        let _ = writeln!(std::io::stdout(), "{text}");
    }

    /// A line that tells how far a build is; it is shown on a terminal only, and after half a second.
    pub(super) fn progress(&self) -> Progress {
        Progress {
            bar: ProgressBar::hidden(),
            shown: !self.quiet && std::io::stderr().is_terminal(),
            started: self.started,
        }
    }
}

/// How many problems are of one severity.
pub(super) fn count(found: &[Diagnostic], severity: Severity) -> usize {
    found
        .iter()
        .filter(|diagnostic| diagnostic.severity == severity)
        .count()
}

/// `1 page`, `2 pages`.
pub(super) fn number(count: usize, thing: &str) -> String {
    if count == 1 {
        format!("1 {thing}")
    } else {
        format!("{count} {thing}s")
    }
}

/// Measures a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopwatch(Instant);

impl Stopwatch {
    /// Measures from now on.
    pub(super) fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the command line has the clock")]
        let now = Instant::now();
        Self(now)
    }

    /// How long it is since the start.
    pub(super) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

fn err(text: &str) {
    // Nobody is left to tell that nobody can be told.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A progress line.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    shown: bool,
    started: Stopwatch,
}

impl Progress {
    /// Shows that `done` of `all` weeks are drawn.
    pub(super) fn at(&self, done: usize, all: usize) {
        if !self.shown || self.started.elapsed() < Duration::from_millis(500) {
            return;
        }
        if self.bar.is_hidden() {
            let style = ProgressStyle::with_template("{wide_bar} {pos} of {len} weeks");
            self.bar
                .set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            self.bar.set_length(all as u64);
            self.bar
                .set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
        self.bar.set_position(done as u64);
    }

    /// Takes the line away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
