//! Formats diagnostics for people and for programs, for both the command line and the preview.
//!
//! 1. [`list`](fn@list) groups problems, so many of one kind do not hide the others; [`text`] shows the message, the
//!    position, the source line with a caret below the words, and the help.
//! 2. [`json`](fn@json), [`sarif`](fn@sarif) and [`github`](fn@github) are formats for programs, with positions from
//!    [`position`].

mod github;
mod json;
mod list;
mod position;
mod sarif;
#[cfg(test)]
mod tests;
mod text;

pub use github::github;
pub use json::{json, json_place};
pub use list::{Detail, ListEntry, list};
pub use position::{Position, line_of};
pub use sarif::sarif;
pub use text::{ColorMode, place};
