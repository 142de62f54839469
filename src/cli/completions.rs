//! `prepbook completions`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::terminal::Terminal;
use super::{Cli, Outcome};

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

pub(super) fn run(args: &CompletionsArgs) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "prepbook", &mut script);
    Terminal::bytes(&script);
    Outcome::Clean
}
