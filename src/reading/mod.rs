//! Documents become a [`Handbook`] of plans and chapters. The entry is [`read`].
//!
//! 1. [`assemble`] separates plans from chapters and reads each; [`folder`] joins plans that span several files, [`select`]
//!    decides which documents are plans and which language they are in, and [`promote`] turns weeks and days that are
//!    not headings into headings.
//! 2. [`track`] finds tracks, levels and areas, [`scope`] the audiences, and [`task`] the tasks.
//! 3. [`outline`] nests phases, weeks, days and blocks, and [`heading`] reads lines by the words of their language;
//!    [`area`] finds what tasks are about.
//! 4. [`claim`] finds the hours that the text promises, [`unread`] times that cannot be read, and [`misspelled`] names
//!    with a typo.

mod area;
mod assemble;
mod choose;
mod claim;
mod folder;
mod form;
mod misspelled;
mod name;
mod outline;
mod piece;
mod scene;
mod scope;
mod select;
mod shape;
mod task;
mod track;
mod unread;

use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, NodeId};
use crate::language::Vocabulary;
use crate::plan::Handbook;
use crate::span::Span;
use crate::units::NavEntry;

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

/// Why a heading names no phase, week or day though it begins like one that does; nothing where it does not begin so.
pub fn why_section(
    document: &Document,
    heading: NodeId,
    language: Option<&str>,
) -> Option<&'static str> {
    name::why_no_name(&document.text(heading), words_of(document, language))
}

fn words_of(document: &Document, language: Option<&str>) -> &'static Vocabulary {
    Vocabulary::of(document.front.language.as_deref().or(language))
}

/// Reads the handbook from its documents, and reports problems in `diagnostics`.
pub fn read(
    documents: Vec<Document>,
    given: &Given<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Handbook {
    assemble::assemble(documents, given, diagnostics)
}
