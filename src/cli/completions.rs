//! `prepbook completions`.

use clap::{Args, Command};
use clap_complete::Shell;

use super::outcome::Outcome;
use super::terminal::Terminal;

/// Where shells look for the script.
pub(super) const EXAMPLES: &str = "Examples:
  prepbook completions bash > ~/.local/share/bash-completion/completions/prepbook
  prepbook completions zsh > ~/.zfunc/_prepbook
  prepbook completions fish > ~/.config/fish/completions/prepbook.fish";

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// `whole` is the program with all its commands.
pub(super) fn run(args: &CompletionsArgs, whole: Command) -> Outcome {
    let mut whole = whole;
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut whole, "prepbook", &mut script);
    Terminal::bytes(&script);
    Outcome::Clean
}
