//! Documents become a [`Handbook`] of plans and chapters. The entry is [`outline`].
//!
//! 1. [`assemble`] tells plans from chapters and reads each; [`folder`] joins plans that lie in several files, [`select`] tells
//!    which documents are plans and what language they are in, [`promote`] makes headings of weeks and days that are none.
//! 2. [`track`] finds tracks, levels and areas; [`scope`] whom things are for; [`task`] the tasks.
//! 3. [`outline`](mod@outline) nests phases, weeks, days and blocks, with [`heading`] reading
//!    lines by the words of their language; [`area`] finds what tasks are about.
//! 4. [`claim`] finds the hours that the text promises, [`unread`] the times that cannot be read, [`misspelled`] names
//!    that almost are some.
//! 5. [`links`] finds out where links lead.
//! 6. [`calendar`] tells when weeks and days are.
//! 7. [`edition`] narrows a plan to a track, and [`fit`] fits it to the track's hours.

mod area;
mod assemble;
mod calendar;
mod choice;
mod claim;
mod edition;
mod fit;
mod folder;
mod heading;
mod links;
mod misspelled;
mod model;
mod outline;
mod promote;
mod scope;
mod select;
mod task;
mod track;
mod unread;

use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, NodeId};
use crate::language::Vocabulary;
use crate::span::Span;
use crate::units::NavEntry;

pub use assemble::page_id;
pub use calendar::{date_of, day_of_week, days_of_week, plan_length, week_offsets};
pub use choice::NoSuch;
pub use edition::Edition;
pub use fit::{FittedDay, FittedWeek, Place, track_time};
pub use model::{
    Block, Chapter, Claim, Day, DayItem, DayName, Handbook, Part, Phase, Plan, Rank, Section,
    Target, Task, Tasks, TrackNote, Week,
};
pub use outline::{day_time, week_time};
pub use track::share_effort;

/// What is known of the handbook beside its documents.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The title that the author stated.
    pub title: Option<&'a str>,
    /// The language of plans that do not state theirs.
    pub language: Option<&'a str>,
    /// The paths of the plans; empty finds them.
    pub plans: &'a [String],
    /// Where they are named.
    pub configuration: Option<Span>,
    /// The documents in the order in which they are offered; empty takes that of their paths.
    pub nav: &'a [NavEntry],
    /// What is stated about tracks, levels and fit for all plans.
    pub course: &'a Course,
    /// Whether the content folder has a file at a path.
    pub has_asset: &'a (dyn Fn(&str) -> bool + Sync),
}

/// Whether a heading of a document is a week's. `language` is that of documents that do not state theirs.
pub fn has_week(document: &Document, language: Option<&str>) -> bool {
    outline::has_week(document, words_of(document, language))
}

/// Why a heading is a section's though it begins like a phase's, a week's or a day's; nothing where it does not begin so.
pub fn why_section(
    document: &Document,
    heading: NodeId,
    language: Option<&str>,
) -> Option<&'static str> {
    heading::why_section(&document.text(heading), words_of(document, language))
}

fn words_of(document: &Document, language: Option<&str>) -> &'static Vocabulary {
    Vocabulary::of(document.front.language.as_deref().or(language))
}

/// Makes the handbook; what is wrong with it is told in `found`.
pub fn outline(
    documents: Vec<Document>,
    given: &Given<'_>,
    found: &mut Vec<Diagnostic>,
) -> Handbook {
    assemble::assemble(documents, given, found)
}
