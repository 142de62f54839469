//! Files of other programs as the text of a plan. The entry is [`import`].
//!
//! 1. [`decode`](mod@decode) finds the text of a file, [`cells`] the cells of a table, and [`header`] what its columns have.
//! 2. [`table`](mod@table) reads the [`value`]s of rows, [`place`] the weeks and days that they name; [`order`] puts these
//!    in order, and [`start`](mod@start) compares them with the dates of [`calendar`].
//! 3. [`org`](mod@org) reads the headings of Org files by their [`name`]s, and [`trello`](mod@trello) the lists and cards of
//!    a board in [`json`].
//! 4. Each format ends in the same value of [`plan`], which [`write`](mod@write) writes as Markdown.
//! 5. [`problem`] has what is reported: problems, with which nothing is written, and notes.

mod calendar;
mod cells;
mod decode;
mod header;
mod json;
mod name;
mod order;
mod org;
mod place;
mod plan;
mod problem;
mod start;
mod table;
mod trello;
mod value;
mod write;

pub use problem::ImportProblem;

use plan::capitalized;
use problem::ImportReport;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportFormat {
    /// A table: comma-separated values, or with tabs or semicolons.
    Csv,
    /// Headings, tasks and checkboxes of Emacs' Org mode.
    Org,
    /// A board that Trello exported as JSON.
    Trello,
}

impl ImportFormat {
    /// The format of a file by its extension.
    pub fn of(extension: &str) -> Option<Self> {
        match extension.to_lowercase().as_str() {
            "csv" | "tsv" | "tab" | "txt" => Some(Self::Csv),
            "org" => Some(Self::Org),
            "json" => Some(Self::Trello),
            _ => None,
        }
    }
}

/// A file of another program as a plan.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The text of the plan.
    pub text: String,
    /// What was changed, added or left out.
    pub notes: Vec<String>,
}

/// The title that the name of a file suggests: `My plan` for `my-plan`.
pub fn title_of(name: &str) -> String {
    let title = name.replace(['-', '_'], " ");
    match title.trim() {
        "" => "Plan".to_owned(),
        title => capitalized(title),
    }
}

/// Reads a file; `title` is the title of the plan if the file has none.
///
/// # Errors
///
/// All [`ImportProblem`]s in the order of the file, if there is any.
pub fn import(
    bytes: &[u8],
    format: ImportFormat,
    title: &str,
) -> Result<Imported, Vec<ImportProblem>> {
    let mut report = ImportReport::default();
    let Some(text) = decode::decode(bytes, &mut report) else {
        return Err(report.problems);
    };
    let mut plan = match format {
        ImportFormat::Csv => table::table(&text, title, &mut report),
        ImportFormat::Org => org::org(&text, title, &mut report),
        ImportFormat::Trello => trello::trello(&text, title, &mut report),
    };
    if report.problems.is_empty() && plan.tasks().is_empty() {
        report.problem(
            "",
            (
                "this file has no tasks".to_owned(),
                "check that it is the file that you meant",
            ),
        );
    }
    if !report.problems.is_empty() {
        return Err(report.problems);
    }
    plan.find_language();
    let text = write::write(&plan, &mut report);
    Ok(Imported {
        text,
        notes: report.notes,
    })
}
