//! Problems as people and as programs read them. Used by the command line and by the preview alike.
//!
//! 1. [`text`](fn@text) shows the message, the place, the source line with a caret under the words, and the cure;
//!    [`list`](fn@list) groups problems, so many of one kind do not hide the others.
//! 2. [`json`](fn@json), [`sarif`](fn@sarif) and [`github`](fn@github) say the same to programs, with places from
//!    [`position`].

mod github;
mod json;
mod list;
mod position;
mod sarif;
mod text;

pub use github::github;
pub use json::json;
pub use list::{Detail, Entry, list};
pub use position::line_of;
pub use sarif::sarif;
pub use text::{Look, place, text};
