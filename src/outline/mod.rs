//! How the content was read, to let an author see why something was not read as intended: [`facts`] of each part, and
//! all of it as [`json`](fn@json).

mod facts;
mod json;

pub use facts::{
    added_up_from, form, line, seen, seen_in, source_of_tracks, why_chapter, why_section,
    why_unchosen,
};
pub use json::json;
