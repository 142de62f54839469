//! How the content was read, to let an author see why something was not read as intended: [`facts`] of each part, the
//! [`parts`] with them, and all of it as [`json`](fn@json).

mod facts;
mod json;
mod parts;

pub use facts::{
    added_up_from, form, line, seen, source_of_tracks, why_chapter, why_section, why_unchosen,
};
pub use json::json;
pub use parts::{OutlinedKind, OutlinedPart, chapter_parts, plan_parts};
