//! Problems in a file of another program, and notes on what was changed or left out.

use std::fmt;

/// A reason why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    /// Its place: `7:3` for the line and the column of a text, `cards[3].pos` for a value in JSON; empty for the whole
    /// file.
    pub place: String,
    /// What is wrong.
    pub why: String,
    /// How to fix it.
    pub help: String,
}

impl fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = &self.place;
        let separator = if place.is_empty() { "" } else { ": " };
        write!(f, "{place}{separator}{}\n  = help: {}", self.why, self.help)
    }
}

/// Everything that an import reports.
#[derive(Clone, Debug, Default)]
pub(super) struct ImportReport {
    /// The problems.
    pub(super) problems: Vec<ImportProblem>,
    /// The notes.
    pub(super) notes: Vec<String>,
}

impl ImportReport {
    /// Adds a problem.
    pub(super) fn problem(&mut self, place: impl Into<String>, (why, help): (String, &str)) {
        let problem = ImportProblem {
            place: place.into(),
            why,
            help: help.to_owned(),
        };
        // A value may be read more than once.
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Adds a note.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}

/// The first words of a list in backticks, and how many more there are.
pub(super) fn listed<S: AsRef<str>>(words: &[S]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = words
        .iter()
        .take(SHOWN)
        .map(|word| format!("`{}`", word.as_ref()))
        .collect();
    let more = words.len().saturating_sub(SHOWN);
    let shown = shown.join(", ");
    if more == 0 {
        shown
    } else {
        format!("{shown} and {more} more")
    }
}
