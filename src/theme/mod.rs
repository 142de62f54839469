//! A theme: templates, assets, words and settings for sheets. The entry is [`Theme::load`].
//!
//! 1. [`files`] are a theme's files; the default theme is built into the binary, its styles and scripts without
//!    [`comments`].
//! 2. [`style`] finds the addresses in style sheets, to replace them with file names that include hashes.
//! 3. [`words`] are its words in one language, in the form that [`plural`] chooses for a count; [`wording`] formats
//!    times and numbers.
//! 4. [`check`] compares an author's own files with what pages use: [`scan`] finds the names in templates, and
//!    [`values`] is the list of the values that templates get.

mod check;
mod comments;
mod files;
mod plural;
mod scan;
mod style;
mod values;
mod wording;
mod words;

pub use check::Mismatch;
pub use files::{DeadAddress, Theme, originals};
pub use plural::Plural;
pub use style::StyleAddress;
pub use wording::{decimal, effort, short_effort};
pub use words::{Word, Words, fill};
