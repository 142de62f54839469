//! Turns documents into a [`Handbook`] of plans and chapters. The entry is [`read`].
//!
//! 1. [`assemble`] separates [`plans`](mod@plans) from chapters and reads each, with its [`title`]; [`translation`]
//!    finds those that are the same in another language, and [`locales`](mod@locales) the language of each; [`folder`]
//!    joins plans in several files and splits documents into [`fragment`]s.
//! 2. [`name`](mod@name) finds the name in a line, [`form`] in each fragment; [`scene`] has the positions of fragments.
//! 3. [`choose`](mod@choose) selects the coherent list of weeks and days among them, for the [`possible`] outline of a
//!    document; [`select`] decides by its [`shape`] which documents are plans, and [`compose`](mod@compose) builds one
//!    tree of the fragments. [`past`] keeps outlines and plans for the next time.
//! 4. [`track`] finds tracks, levels and areas, [`scope`] the audiences, and [`task`] the tasks; [`area`] assigns tasks
//!    to areas, and [`review`] finds the tasks that return.
//! 5. [`outline`](mod@outline) nests phases, weeks, days and blocks by the names in their headings.
//! 6. [`calendar`] finds the plan's first day and places the author's breaks, [`unique`] gives each plan a folder for
//!    its pages, and in development builds [`whole`] asserts that nothing is lost.
//! 7. [`claim`] finds the hours that the text promises, [`unread`] times that cannot be read, and [`misspelled`]
//!    misspelled names.

mod area;
mod assemble;
mod calendar;
mod choose;
mod claim;
mod compose;
mod context;
mod folder;
mod form;
mod fragment;
mod grid;
mod line;
mod line_name;
mod locales;
mod misspelled;
mod name;
mod outline;
mod past;
mod pictures;
mod plans;
mod possible;
mod review;
mod scene;
mod scope;
mod select;
mod shape;
mod task;
mod title;
mod track;
mod translation;
mod unique;
mod unread;
mod whole;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, NodeId};
use crate::language::Vocabulary;
use crate::plan::Handbook;

pub use context::HandbookContext;
pub(crate) use line_name::{LineRole, line_name};
pub use past::PastReading;

/// Why a heading that begins like a phase, a week or a day is not one; `None` if it does not begin like one.
pub fn why_section(
    document: &Document,
    heading: NodeId,
    language: Option<&str>,
) -> Option<&'static str> {
    let words = Vocabulary::of(document.front.language.as_deref().or(language));
    name::why_no_name(&document.text(heading), words)
}

/// Reads the handbook from its documents, and reports problems in `diagnostics`. With `past`, outlines and plans of
/// documents that are the same as last time are not read again.
pub fn read(
    documents: Vec<Document>,
    context: &HandbookContext<'_>,
    past: Option<&mut PastReading>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Handbook {
    assemble::assemble(documents, context, past, diagnostics)
}
