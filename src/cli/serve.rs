//! `prepbook serve`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use clap::Args;

use super::outcome::Outcome;
use super::reads::{Reads, STDIN};
use super::terminal::{ReportArgs, Stopwatch, Terminal, count, number};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::paper;
use crate::pipeline::Draft;
use crate::serve::{self, Editor, Event, Preview};
use crate::source::Input;
use crate::units::Date;

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// A Markdown file, or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    #[command(flatten)]
    reads: Reads,
    /// The port [default: the first free one from 4600].
    #[arg(short, long, value_name = "N")]
    port: Option<u16>,
    /// The address to listen on. With any address but a local one, anyone on the network can read the handbook; use one
    /// only on networks you trust.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    host: String,
    /// Also accept requests for this host, such as the name under which an editor in the cloud or a container forwards
    /// the preview. Can be given more than once.
    #[arg(long, value_name = "NAME", value_parser = host_name)]
    allow_host: Vec<String>,
    /// Let pages of this origin show the preview in a frame, such as the preview pane of an editor. Can be given more
    /// than once.
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    allow_frame: Vec<String>,
    /// Check the files three times per second instead of asking the system to report changes; for network drives and
    /// shared folders.
    #[arg(long)]
    poll: bool,
    /// Show the handbook as on this day, such as 2027-02-10.
    #[arg(long, value_name = "DATE", value_parser = paper::date)]
    date: Option<Date>,
    /// Open the preview in the browser.
    #[arg(long)]
    open: bool,
    /// The editor that opens the source of a page: vscode, vscodium, cursor, zed, idea, sublime, textmate, none, or a URL
    /// with {path}, {line} and {column}.
    #[arg(long, value_name = "NAME|ADDRESS", default_value = "vscode", value_parser = editor)]
    editor: EditorChoice,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

/// The editor, or none.
#[derive(Clone, Debug)]
struct EditorChoice(Option<Editor>);

fn editor(name: &str) -> Result<EditorChoice, String> {
    if name == "none" {
        return Ok(EditorChoice(None));
    }
    let known = Editor::of(name).ok_or_else(|| {
        let names: Vec<&str> = Editor::names().collect();
        format!(
            "unknown editor; expected one of {}, none, or a URL such as `editor://open?file={{path}}&line={{line}}`",
            names.join(", ")
        )
    })?;
    Ok(EditorChoice(Some(known)))
}

fn host_name(name: &str) -> Result<String, String> {
    let is_name = |part: char| part.is_ascii_alphanumeric() || "-._".contains(part);
    let is_address = name.parse::<std::net::IpAddr>().is_ok();
    if is_address || !name.is_empty() && name.chars().all(is_name) {
        Ok(name.trim_end_matches('.').to_owned())
    } else {
        Err("not a host name; omit the scheme and the port, as in `host.docker.internal`".into())
    }
}

/// An origin in the form of a content policy: a scheme and a host, or a scheme alone.
fn origin(text: &str) -> Result<String, String> {
    let (scheme, host) = text.split_once(':').unwrap_or_default();
    let is_scheme = |part: char| part.is_ascii_alphanumeric() || "+-.".contains(part);
    let is_host = |part: char| part.is_ascii_alphanumeric() || "-._:*[]".contains(part);
    let host = host.strip_suffix('/').unwrap_or(host);
    let named = host.strip_prefix("//");
    let fits = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(is_scheme)
        && (host.is_empty()
            || named.is_some_and(|host| !host.is_empty() && host.chars().all(is_host)));
    if fits {
        Ok(format!("{scheme}:{host}"))
    } else {
        Err(
            "not an origin; expected one such as `https://editor.example` or `vscode-webview:`"
                .into(),
        )
    }
}

pub(super) fn run(args: &ServeArgs, terminal: &Terminal) -> Outcome {
    let reporter = Reporter {
        terminal,
        state: Mutex::new(ReporterState {
            watch: Stopwatch::start(),
            problems: BTreeSet::new(),
        }),
    };
    match serve(args, &reporter) {
        Ok(()) => Outcome::Clean,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn serve(args: &ServeArgs, reporter: &Reporter<'_>) -> Result<(), Error> {
    if args.place == Path::new(STDIN) {
        return Err(Error::NotThere {
            asked: "standard input cannot be read again after a change".to_owned(),
            hint: "save the plan, and preview the file".to_owned(),
        });
    }
    let listening = serve::listen(&args.host, args.port)?;
    let url = listening.url();
    let local = listening.is_local();
    let preview = Preview {
        place: Input {
            today: args.date,
            ..args.reads.at(&args.place)?
        },
        polls: args.poll,
        editor: args.editor.0.as_ref(),
        hosts: &args.allow_host,
        frames: &args.allow_frame,
    };
    serve::serve(listening, preview, &|event| {
        if let Event::Following = event {
            Terminal::output(&url);
            if !local {
                reporter.terminal.summary(
                    "Anyone on the network can read the handbook at this address; use it only on networks you trust.",
                );
            }
            if args.open {
                open(&url, reporter.terminal);
            }
        }
        reporter.report(event);
    })
}

/// Reports the progress of the preview: one line per build and a report for each new problem.
struct Reporter<'a> {
    terminal: &'a Terminal,
    state: Mutex<ReporterState>,
}

struct ReporterState {
    watch: Stopwatch,
    /// The problems of the last build, as they were reported.
    problems: BTreeSet<String>,
}

impl Reporter<'_> {
    fn report(&self, event: Event<'_>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Following => {}
            Event::Polling => self.terminal.summary(
                "The system cannot watch these files; checking them three times per second instead.",
            ),
            Event::Missed => self.terminal.summary(
                "The system did not report this change; it was found by the check that runs every 2 seconds. With --poll, files are checked three times per second.",
            ),
            Event::Noticed => state.watch = Stopwatch::start(),
            Event::Built {
                changed,
                draft,
                pages,
            } => {
                let time = state.watch.elapsed();
                self.problems(draft, &mut state.problems);
                self.terminal.summary(&line(changed, draft, pages, time));
            }
            Event::Failed(error) => self.terminal.error(error),
            Event::Refused(host) => self.terminal.summary(&format!(
                "Refused a request for the host {host}. If you opened that address yourself, start the preview with \
                 --allow-host {host}."
            )),
        }
    }

    /// Reports the problems that the previous build did not have.
    fn problems(&self, draft: &Draft, known: &mut BTreeSet<String>) {
        // The line number is left out: text added above a problem moves it but does not make it new.
        let key = |problem: &Diagnostic| {
            let file = &draft.outlined.sources.get(problem.span.file).path;
            format!("{file} {} {}", problem.code.name(), problem.message)
        };
        let new: Vec<Diagnostic> = draft
            .outlined
            .diagnostics
            .iter()
            .filter(|problem| problem.severity == Severity::Error || !known.contains(&key(problem)))
            .cloned()
            .collect();
        *known = draft.outlined.diagnostics.iter().map(key).collect();
        self.terminal
            .problems((&new, &draft.outlined.sources), Severity::Warning);
    }
}

/// The line for a build.
fn line(changed: &[String], draft: &Draft, pages: Option<usize>, time: Duration) -> String {
    let what = match changed {
        [] => String::new(),
        [one] => format!("{one}: "),
        [first, rest @ ..] => format!("{first} and {}: ", number(rest.len(), "other")),
    };
    let pages = match pages {
        Some(pages) => number(pages, "page"),
        None => {
            let errors = number(count(&draft.outlined.diagnostics, Severity::Error), "error");
            format!("{errors}; showing the last good pages")
        }
    };
    format!(
        "{what}{pages}, {}, {}, {:.0} ms",
        number(
            count(&draft.outlined.diagnostics, Severity::Warning),
            "warning"
        ),
        number(count(&draft.outlined.diagnostics, Severity::Note), "note"),
        time.as_secs_f64() * 1e3
    )
}

/// Opens an address in the system's browser.
fn open(url: &str, terminal: &Terminal) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let started = Command::new(program)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match started {
        // Waiting in a thread of its own reaps the process.
        Ok(mut browser) => drop(std::thread::spawn(move || browser.wait())),
        Err(error) => terminal.summary(&format!(
            "Could not open the browser ({program}: {error}); open the address above."
        )),
    }
}
