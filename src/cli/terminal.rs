//! Output: in color if a terminal supports it, plain text in a pipe.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{IsTerminal, Read, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anstream::{AutoStream, ColorChoice};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::plan;
use crate::report::{self, ColorMode, Detail};
use crate::source::Sources;
use crate::units::Date;

pub(super) use crate::units::number;

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// Show errors only.
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// Show every problem in full; otherwise, further problems of a kind take one line each.
    #[arg(long)]
    pub(super) all: bool,
}

/// The standard streams.
#[derive(Debug)]
pub(super) struct Terminal {
    quiet: bool,
    /// Whether problems in the content are shown.
    lists: bool,
    detail: Detail,
    look: ColorMode,
    started: Stopwatch,
}

impl Terminal {
    /// Uses the verbosity that the arguments ask for.
    pub(super) fn new(report: &ReportArgs) -> Self {
        let look = match AutoStream::choice(&std::io::stderr()) {
            ColorChoice::Never => ColorMode::Plain,
            _ => ColorMode::Colored,
        };
        Self {
            quiet: report.quiet,
            lists: true,
            detail: if report.all {
                Detail::Full
            } else {
                Detail::Grouped
            },
            look,
            started: Stopwatch::start(),
        }
    }

    /// For a command that lists no problems, or whose `--all` is about something else.
    pub(super) fn quiet(quiet: bool) -> Self {
        Self::new(&ReportArgs { quiet, all: false })
    }

    /// For a command whose output is for a program: only errors of the command itself are shown.
    pub(super) fn for_programs() -> Self {
        Self {
            lists: false,
            ..Self::quiet(true)
        }
    }

    /// How long the command has run.
    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Shows problems in the content of severity `least` and above; with `--quiet`, only errors.
    pub(super) fn problems(
        &self,
        (diagnostics, sources): (&[Diagnostic], &Sources),
        least: Severity,
    ) {
        if !self.lists {
            return;
        }
        let least = if self.quiet { Severity::Error } else { least };
        // The order of severities begins with the highest.
        let shown = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity <= least);
        let mut is_brief = false;
        for entry in report::list(shown, sources, self.look, self.detail) {
            let was_brief = is_brief;
            is_brief = !entry.text.contains('\n');
            if was_brief && !is_brief {
                err("");
            }
            err(&entry.text);
            if !is_brief {
                err("");
            }
        }
        if is_brief {
            err("");
        }
    }

    /// How many problems there are of each severity.
    pub(super) fn counts(diagnostics: &[Diagnostic]) -> String {
        let of = |severity| number(count(diagnostics, severity), severity.name());
        [Severity::Error, Severity::Warning, Severity::Note]
            .map(of)
            .join(", ")
    }

    /// Reports why a command could not run.
    pub(super) fn error(&self, error: &Error) {
        self.refusal(&error.to_string());
    }

    /// Reports why a command was refused.
    pub(super) fn refusal(&self, why: &str) {
        let (bold, plain) = match self.look {
            ColorMode::Colored => ("\u{1b}[1;31m", "\u{1b}[0m"),
            ColorMode::Plain => ("", ""),
        };
        err(&format!("{bold}error{plain}: {why}"));
    }

    /// Reports that another build writes to the output folder.
    pub(super) fn waiting(&self, output: &Path) {
        if !self.quiet {
            let output = output.display();
            err(&format!(
                "waiting for another build to finish writing to {output}"
            ));
        }
    }

    /// Reports a file that is left in the output folder.
    pub(super) fn kept(&self, path: &Path, why: &str) {
        if !self.quiet {
            err(&format!(
                "note: {} was left unchanged: {why}",
                path.display()
            ));
        }
    }

    /// Reports something that the command did besides what it was asked for.
    pub(super) fn note(&self, note: &str) {
        if !self.quiet {
            err(&format!("note: {note}"));
        }
    }

    /// Prints the summary, one line.
    pub(super) fn summary(&self, line: &str) {
        if !self.quiet {
            Self::output(line);
        }
    }

    /// Prints the result on standard output.
    pub(super) fn output(text: &str) {
        // A closed pipe means that the reader wants no more lines.
        let _ = writeln!(std::io::stdout(), "{text}");
    }

    /// Writes a file to standard output, as it is.
    pub(super) fn bytes(file: &[u8]) {
        // A closed pipe means that the reader wants no more.
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(file).and_then(|()| out.flush());
    }

    /// A progress line, on terminals only and after one second.
    pub(super) fn progress(&self) -> Progress {
        Progress {
            bar: ProgressBar::hidden(),
            shown: !self.quiet && std::io::stderr().is_terminal(),
            started: self.started,
            rendered: Mutex::new(0),
        }
    }
}

/// All of standard input.
///
/// # Errors
///
/// [`Error::Read`] if it cannot be read.
pub(super) fn input() -> Result<Vec<u8>, Error> {
    let mut text = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut text);
    read.map_err(|source| Error::Read {
        path: "standard input".into(),
        source,
    })?;
    Ok(text)
}

/// How many problems have a severity.
pub(super) fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == severity)
        .count()
}

/// Today's date in UTC. Dates in a plan do not depend on it, only the build date in a lock.
pub(super) fn today() -> Date {
    #[expect(clippy::disallowed_methods, reason = "the command line has the clock")]
    let now = SystemTime::now();
    let seconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let days = u32::try_from(seconds / (24 * 60 * 60)).unwrap_or_default();
    let epoch = Date::constant(1970, 1, 1);
    plan::date_of(epoch, days).unwrap_or(epoch)
}

/// A random id of twelve letters and digits.
pub(super) fn random_id() -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    // Each state begins with new random keys.
    let random = RandomState::new().build_hasher().finish();
    let digit = |at: u32| char::from(DIGITS[(random >> (5 * at) & 31) as usize]);
    (0..12).map(digit).collect()
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

    /// The time since the start.
    pub(super) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

fn err(text: &str) {
    // If standard error is closed, there is nowhere to report it.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A progress line.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    shown: bool,
    started: Stopwatch,
    /// How many parts are shown as drawn.
    rendered: Mutex<usize>,
}

impl Progress {
    /// Shows that `done` of `all` parts of the handbook are drawn. Threads may report out of order, but the line never
    /// goes backwards.
    pub(super) fn at(&self, done: usize, all: usize) {
        if !self.shown || self.started.elapsed() < Duration::from_secs(1) {
            return;
        }
        let mut rendered = self.rendered.lock().unwrap_or_else(PoisonError::into_inner);
        if done <= *rendered {
            return;
        }
        *rendered = done;
        if self.bar.is_hidden() {
            let style = ProgressStyle::with_template("{wide_bar} {percent} %");
            self.bar
                .set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            self.bar.set_length(all as u64);
            self.bar
                .set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
        self.bar.set_position(done as u64);
    }

    /// Removes the line.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
