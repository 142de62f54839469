//! `prepbook lsp`.

use clap::Args;

use super::outcome::Outcome;
use super::terminal::Terminal;
use crate::error::Error;
use crate::lsp::{self, SessionEnd};
use crate::source::Selection;

#[derive(Debug, Args)]
pub(super) struct LspArgs {
    /// Also check documents with `draft: true` in their front matter.
    #[arg(long)]
    drafts: bool,
    /// Use standard input and output, as always; some editors add this option.
    #[arg(long)]
    stdio: bool,
}

pub(super) fn run(args: &LspArgs, terminal: &Terminal) -> Outcome {
    let selection = Selection {
        drafts: args.drafts,
        ..Selection::default()
    };
    let mut output = std::io::stdout().lock();
    match lsp::run(std::io::stdin(), &mut output, selection) {
        Ok(SessionEnd::Orderly) => Outcome::Clean,
        Ok(SessionEnd::Abrupt) => Outcome::Abandoned,
        Err(source) => {
            terminal.error(&Error::Write {
                path: "standard output".into(),
                source,
            });
            Outcome::CouldNotRun
        }
    }
}
