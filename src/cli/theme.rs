//! `prepbook theme`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::outcome::Outcome;
use super::terminal::{Terminal, number};
use crate::diagnostic::did_you_mean;
use crate::error::Error;
use crate::pipeline::{self, OwnTheme};
use crate::site::{self, Site};

#[derive(Debug, Args)]
pub(super) struct ThemeArgs {
    #[command(subcommand)]
    command: ThemeCommand,
}

#[derive(Debug, Subcommand)]
enum ThemeCommand {
    /// Copy files of the default theme into your own, to change them; without any, list the files.
    #[command(
        after_help = "Examples:\n  prepbook theme eject\n  prepbook theme eject parts/head.html words/en.yaml\n  prepbook theme eject --all"
    )]
    Eject(EjectArgs),
}

#[derive(Debug, Args)]
struct EjectArgs {
    /// The files, such as templates/day.html or day.html, or a folder, such as words.
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Copy the complete theme. Updates of prepbook then change none of its files.
    #[arg(long, conflicts_with = "files")]
    all: bool,
    /// The handbook: a folder with handbook.yaml or content/.
    #[arg(long, value_name = "DIR", default_value = ".")]
    handbook: PathBuf,
    /// Show errors only.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &ThemeArgs) -> Outcome {
    let ThemeCommand::Eject(args) = &args.command;
    let terminal = Terminal::quiet(args.quiet);
    match eject(args, &terminal) {
        Ok(()) => Outcome::Clean,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn eject(args: &EjectArgs, terminal: &Terminal) -> Result<(), Error> {
    let originals = pipeline::default_theme();
    let names: Vec<&str> = originals.iter().map(|(path, _)| path.as_str()).collect();
    if args.files.is_empty() && !args.all {
        for name in &names {
            Terminal::output(name);
        }
        return Ok(());
    }
    let mut wanted: Vec<&str> = Vec::new();
    for asked in &args.files {
        wanted.extend(matching(asked, &names)?);
    }
    let own = pipeline::own_theme(&args.handbook)?;
    let mut files = Site::default();
    for (path, bytes) in &originals {
        if args.all || wanted.contains(&path.as_str()) {
            files.add(path.clone(), bytes.to_vec())?;
        }
    }
    site::create(&files, &own.folder)?;
    for (path, _) in files.iter() {
        terminal.summary(&own.folder.join(path).display().to_string());
    }
    terminal.summary(&next(&own, files.iter().len()));
    Ok(())
}

/// What was done, and what is left to do.
fn next(own: &OwnTheme, count: usize) -> String {
    let name = &own.name;
    let copied = format!("Copied {} into the theme `{name}`", number(count, "file"));
    if own.is_used {
        copied
    } else {
        format!("{copied}; to use it, write `theme: {name}` in handbook.yaml")
    }
}

/// The files of the theme that a name means: a path, its end, or a folder.
fn matching<'n>(asked: &str, names: &[&'n str]) -> Result<Vec<&'n str>, Error> {
    let plain = asked.trim_start_matches("./").trim_matches('/');
    let folder = format!("{plain}/");
    let end = format!("/{plain}");
    let in_folder = |name: &&&str| **name == plain || name.starts_with(&folder);
    let exact: Vec<&str> = names.iter().filter(in_folder).copied().collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    let ending = names.iter().filter(|name| name.ends_with(&end));
    match ending.copied().collect::<Vec<&str>>().as_slice() {
        [one] => Ok(vec![one]),
        [] => Err(unknown(asked, plain, names)),
        several => Err(Error::NotThere {
            asked: format!("several files of the theme are called `{asked}`"),
            hint: format!("write one of: {}", several.join(", ")),
        }),
    }
}

fn unknown(asked: &str, plain: &str, names: &[&str]) -> Error {
    let short = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    let whole = did_you_mean(plain, names.iter().copied());
    let all: Vec<String> = names.iter().map(|name| short(name)).collect();
    let near = did_you_mean(plain, all.iter().map(String::as_str));
    Error::NotThere {
        asked: format!("`{asked}` is not a file of the default theme"),
        hint: match whole.or(near) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "run `prepbook theme eject` to list the files".to_owned(),
        },
    }
}
