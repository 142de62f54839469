//! `prepbook diff`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::outcome::Outcome;
use super::terminal::{Terminal, number};
use crate::ledger::{self, ChangeKind, Difference, Lock, TaskLocation};
use crate::source;

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The older version.
    #[arg(value_name = "OLD.lock")]
    old: PathBuf,
    /// The newer version.
    #[arg(value_name = "NEW.lock")]
    new: PathBuf,
    /// Show errors only.
    #[arg(short, long)]
    pub(super) quiet: bool,
}

pub(super) fn run(args: &DiffArgs, terminal: &Terminal) -> Outcome {
    match (read(&args.old), read(&args.new)) {
        (Ok(old), Ok(new)) => {
            Terminal::output(text(&ledger::diff(&old, &new)).trim_end());
            Outcome::Clean
        }
        (Err(why), _) | (_, Err(why)) => {
            terminal.refusal(&why);
            Outcome::CouldNotRun
        }
    }
}

/// Reads a lock, or returns why it is not one.
fn read(path: &Path) -> Result<Lock, String> {
    let bytes = source::read(path).map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| {
        format!(
            "{} is not UTF-8\n  = help: pass two versions of handbook.lock",
            path.display()
        )
    })?;
    Lock::parse(&text).map_err(|damage| {
        let line = text[..damage.at.start].matches('\n').count() + 1;
        format!(
            "{}:{line}: {}\n  = help: {}",
            path.display(),
            damage.message,
            damage.help
        )
    })
}

/// The differences as Markdown: a list for each week, and a line with their number.
fn text(differences: &[Difference]) -> String {
    if differences.is_empty() {
        return "No tasks changed".to_owned();
    }
    let mut places: Vec<&TaskLocation> = Vec::new();
    for difference in differences {
        if !places.contains(&&difference.place) {
            places.push(&difference.place);
        }
    }
    let mut text = String::new();
    for place in places {
        let week = match place.week.as_str() {
            "" => String::new(),
            week => format!(", {week}"),
        };
        let _ = write!(text, "## {}{week}\n\n", place.part);
        for difference in differences
            .iter()
            .filter(|difference| difference.place == *place)
        {
            let Difference { words, before, .. } = difference;
            let _ = match difference.kind {
                ChangeKind::Added => writeln!(text, "- Added: {words}"),
                ChangeKind::Removed => writeln!(text, "- Removed: {words}"),
                ChangeKind::Reworded => writeln!(text, "- Reworded: {before} → {words}"),
                ChangeKind::Moved if before.is_empty() => writeln!(text, "- Moved here: {words}"),
                ChangeKind::Moved => writeln!(text, "- Moved here from {before}: {words}"),
                ChangeKind::WeekMoved => writeln!(text, "- Formerly {before}"),
                ChangeKind::Rescheduled => writeln!(text, "- Rescheduled: {words}"),
            };
        }
        text.push('\n');
    }
    let counted = [
        ChangeKind::Added,
        ChangeKind::Removed,
        ChangeKind::Reworded,
        ChangeKind::Moved,
    ];
    let counts = counted.map(|kind| {
        let of_kind = differences
            .iter()
            .filter(|difference| difference.kind == kind);
        format!("{} {}", number(of_kind.count(), "task"), kind.name())
    });
    text + &counts.join(", ")
}
