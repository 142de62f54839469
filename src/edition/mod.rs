//! A plan narrowed to a track and fitted to its hours. The entry is [`Handbook::editions`](crate::plan::Handbook::editions).
//!
//! 1. [`edition`](mod@edition) narrows a plan to a track.
//! 2. [`fit`] fits its weeks and days to the hours of the track.
//! 3. [`choice`] finds one edition by the names of its plan and its track.

mod choice;
#[expect(
    clippy::module_inception,
    reason = "the file is named after the type in it"
)]
mod edition;
mod fit;

pub use choice::NoSuch;
pub use edition::Edition;
pub use fit::{FittedDay, FittedWeek, Place};
