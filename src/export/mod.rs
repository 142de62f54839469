//! An edition in the formats of other programs. The entry is [`export`].
//!
//! 1. [`calendar`](mod@calendar) writes iCalendar (RFC 5545), in the [`lines`] of that format.
//! 2. [`spreadsheet`], [`json`](mod@json), [`markdown`](mod@markdown) and [`anki`](mod@anki) write the other formats.
//! 3. [`words`] has the theme's words in these files.

mod anki;
mod calendar;
mod json;
mod lines;
mod markdown;
mod spreadsheet;
mod words;

use crate::view::ExportView;

pub use calendar::{Alarm, calendar};
pub use spreadsheet::csv_table;
pub use words::ExportWords;

/// A format of other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// iCalendar, with an alarm before each event if it is asked for.
    Calendar(Option<Alarm>),
    /// Comma-separated values.
    Csv,
    /// A JSON object.
    Json,
    /// Markdown that prepbook can read.
    Markdown,
    /// Notes for Anki, as text.
    Anki,
}

/// An edition in a format.
pub fn export(edition: &ExportView, format: ExportFormat, words: &ExportWords) -> String {
    match format {
        ExportFormat::Calendar(alarm) => calendar(edition, words, alarm),
        ExportFormat::Csv => spreadsheet::csv(edition),
        ExportFormat::Json => json::json(edition),
        ExportFormat::Markdown => markdown::markdown(edition, words),
        ExportFormat::Anki => anki::anki(edition),
    }
}
