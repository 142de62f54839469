//! A theme: templates, assets, words and what sheets look like. The entry is [`Theme::load`].
//!
//! 1. [`files`] are a theme's; the default theme travels in the binary, its styles and scripts without [`comments`].
//! 2. [`style`] finds the addresses in style sheets, so they lead to files whose names have hashes in them.
//! 3. [`words`] are what it says in a language, in the form that [`plural`] chooses for a count; [`wording`] writes out
//!    times and numbers.

mod comments;
mod files;
mod plural;
mod style;
mod wording;
mod words;

pub use files::{DeadAddress, Theme};
pub use plural::Plural;
pub use style::{StyleAddress, style_addresses};
pub use wording::{decimal, effort};
pub use words::{Word, Words, fill};
