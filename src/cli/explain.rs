//! `prepbook explain`.

use clap::Args;

use super::outcome::Outcome;
use super::terminal::Terminal;
use crate::check;
use crate::diagnostic::{Code, did_you_mean};

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A diagnostic code, such as `dead-link`; without one, all codes are listed.
    code: Option<String>,
    /// Show errors only.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

pub(super) fn run(args: &ExplainArgs, terminal: &Terminal) -> Outcome {
    let Some(name) = &args.code else {
        for code in Code::ALL {
            let title = check::explain(*code).lines().next().unwrap_or_default();
            Terminal::output(&format!(
                "{:<20}{:<9}{}",
                code.name(),
                code.severity().name(),
                title.trim_start_matches(['#', ' '])
            ));
        }
        return Outcome::Clean;
    };
    let name = name.trim_matches(['[', ']']);
    if let Some(code) = Code::named(name) {
        let page = check::explain(code).trim_end();
        let (title, rest) = page.split_once('\n').unwrap_or((page, ""));
        let severity = code.severity().name();
        Terminal::output(&format!(
            "{title}\n\n`{}`, default severity: {severity}\n{rest}",
            code.name()
        ));
        return Outcome::Clean;
    }
    let hint = match did_you_mean(name, Code::ALL.iter().map(|code| code.name())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "run `prepbook explain` to list all codes".to_owned(),
    };
    terminal.refusal(&format!("unknown code `{name}`\n  = help: {hint}"));
    Outcome::CouldNotRun
}
