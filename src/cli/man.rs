//! `prepbook man`.

use std::io;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;

use super::outcome::Outcome;
use super::terminal::Terminal;
use crate::diagnostic::did_you_mean;
use crate::error::Error;
use crate::site;

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The command [default: prepbook itself].
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    command: Option<String>,
    /// Write the pages of prepbook and of all commands to this folder.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Show errors only.
    #[arg(short, long)]
    quiet: bool,
}

/// `whole` is the program with all its commands.
pub(super) fn run(args: &ManArgs, whole: Command) -> Outcome {
    let terminal = Terminal::quiet(args.quiet);
    match manual(args, whole, &terminal) {
        Ok(()) => Outcome::Clean,
        Err(error) => {
            terminal.error(&error);
            Outcome::CouldNotRun
        }
    }
}

fn manual(args: &ManArgs, whole: Command, terminal: &Terminal) -> Result<(), Error> {
    let mut whole = whole.disable_help_subcommand(true);
    // Gives each command the name of its page.
    whole.build();
    let commands: Vec<&Command> = whole.get_subcommands().collect();
    let Some(folder) = &args.output else {
        let asked = args.command.as_deref();
        let page = match asked {
            None => Some(&whole),
            Some(asked) => {
                let mut commands = commands.iter().copied();
                commands.find(|command| command.get_name() == asked)
            }
        };
        let page = page.ok_or_else(|| unknown(asked.unwrap_or_default(), &whole))?;
        Terminal::bytes(&text(page)?);
        return Ok(());
    };
    for command in [&whole].into_iter().chain(commands) {
        let file = folder.join(Man::new(command.clone()).get_filename());
        site::write_file(&text(command)?, &file, BEGINNING)?;
        terminal.summary(&file.display().to_string());
    }
    Ok(())
}

/// What every page begins with: no file of another kind is overwritten.
const BEGINNING: &[u8] = b".ie";

fn text(command: &Command) -> Result<Vec<u8>, Error> {
    let mut page = Vec::new();
    let written: io::Result<()> = Man::new(command.clone()).render(&mut page);
    written.map_err(|source| Error::Write {
        path: command.get_name().into(),
        source,
    })?;
    Ok(page)
}

fn unknown(asked: &str, whole: &Command) -> Error {
    let names = whole.get_subcommands().map(Command::get_name);
    Error::NotThere {
        asked: format!("unknown command `{asked}`"),
        hint: match did_you_mean(asked, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "run `prepbook --help` to list all commands".to_owned(),
        },
    }
}
