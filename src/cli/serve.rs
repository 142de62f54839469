//! `prepbook serve`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use clap::Args;

use super::Outcome;
use super::terminal::{Stopwatch, Terminal, count, number};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::pipeline::Draft;
use crate::serve::{self, Editor, Event, Preview};

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// A plan (a Markdown file), or a folder with handbook.yaml or content/.
    #[arg(value_name = "PLAN|DIR", default_value = ".")]
    place: PathBuf,
    /// The port; else the first free one from 4600 on.
    #[arg(short, long, value_name = "N")]
    port: Option<u16>,
    /// The address to listen on. All but this machine's own let others in the network read the handbook.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    host: String,
    /// Look at the files three times a second instead of asking the system to tell of changes: for network drives and
    /// shared folders.
    #[arg(long)]
    poll: bool,
    /// Open the preview in the browser.
    #[arg(long)]
    open: bool,
    /// What opens the text behind a page: vscode, vscodium, cursor, zed, idea, sublime, textmate, none, or an address
    /// with {path}, {line} and {column}.
    #[arg(long, value_name = "NAME|ADDRESS", default_value = "vscode", value_parser = editor)]
    editor: Chosen,
    #[command(flatten)]
    pub(super) telling: super::Telling,
}

/// The editor, where one is wanted.
#[derive(Clone, Debug)]
struct Chosen(Option<Editor>);

fn editor(name: &str) -> Result<Chosen, String> {
    if name == "none" {
        return Ok(Chosen(None));
    }
    let known = Editor::of(name).ok_or_else(|| {
        let names: Vec<&str> = Editor::names().collect();
        format!(
            "no such editor; take one of {}, none, or an address such as `editor://open?file={{path}}&line={{line}}`",
            names.join(", ")
        )
    })?;
    Ok(Chosen(Some(known)))
}

pub(super) fn run(args: &ServeArgs, terminal: &Terminal) -> Outcome {
    let teller = Teller {
        terminal,
        told: Mutex::new(Told {
            watch: Stopwatch::start(),
            problems: BTreeSet::new(),
        }),
    };
    match serve(args, &teller) {
        Ok(()) => Outcome::Clean,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn serve(args: &ServeArgs, teller: &Teller<'_>) -> Result<(), Error> {
    let listening = serve::listen(&args.host, args.port)?;
    let url = listening.url();
    let preview = Preview {
        place: &args.place,
        polls: args.poll,
        editor: args.editor.0.as_ref(),
    };
    serve::serve(listening, preview, &|event| {
        if let Event::Following = event {
            Terminal::output(&url);
            if args.open {
                open(&url, teller.terminal);
            }
        }
        teller.tell(event);
    })
}

/// Tells how the preview goes, in one line a build and a report for each problem that is new.
struct Teller<'a> {
    terminal: &'a Terminal,
    told: Mutex<Told>,
}

struct Told {
    watch: Stopwatch,
    /// The problems of the last build, as they were told.
    problems: BTreeSet<String>,
}

impl Teller<'_> {
    fn tell(&self, event: Event<'_>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Following => {}
            Event::Polling => self.terminal.summary(
                "The system cannot watch these files; they are checked three times a second instead.",
            ),
            Event::Missed => self.terminal.summary(
                "The system did not report this change; files are checked every 2 seconds. With --poll, they are checked three times a second.",
            ),
            Event::Noticed => told.watch = Stopwatch::start(),
            Event::Built {
                changed,
                draft,
                pages,
            } => {
                let time = told.watch.elapsed();
                self.problems(draft, &mut told.problems);
                self.terminal.summary(&line(changed, draft, pages, time));
            }
            Event::Failed(error) => self.terminal.error(error),
        }
    }

    /// Tells the problems that the build before did not have.
    fn problems(&self, draft: &Draft, known: &mut BTreeSet<String>) {
        // Its line does not count: what is written above a problem moves it, and makes no new one of it.
        let told = |problem: &Diagnostic| {
            let file = &draft.outlined.sources.get(problem.span.file).path;
            format!("{file} {} {}", problem.code.name(), problem.message)
        };
        let new: Vec<Diagnostic> = draft
            .outlined
            .found
            .iter()
            .filter(|problem| {
                problem.severity == Severity::Error || !known.contains(&told(problem))
            })
            .cloned()
            .collect();
        *known = draft.outlined.found.iter().map(told).collect();
        self.terminal.problems(&new, &draft.outlined.sources);
    }
}

/// What is said of a build.
fn line(changed: &[String], draft: &Draft, pages: Option<usize>, time: Duration) -> String {
    let what = match changed {
        [] => String::new(),
        [one] => format!("{one}: "),
        [first, rest @ ..] => format!("{first} and {}: ", number(rest.len(), "other")),
    };
    let pages = match pages {
        Some(pages) => number(pages, "page"),
        None => {
            let errors = number(count(&draft.outlined.found, Severity::Error), "error");
            format!("{errors}, the last good pages stay")
        }
    };
    format!(
        "{what}{pages}, {}, {:.0} ms",
        number(count(&draft.outlined.found, Severity::Warning), "warning"),
        time.as_secs_f64() * 1e3
    )
}

/// Opens an address in the browser that the system has for it.
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
        // It is waited for beside the preview, so that nothing is left of it.
        Ok(mut browser) => drop(std::thread::spawn(move || browser.wait())),
        Err(error) => terminal.summary(&format!(
            "The browser could not be opened ({program}: {error}); open the address yourself."
        )),
    }
}
