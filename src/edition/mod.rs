//! A plan narrowed to a track and fitted to its hours. The entry is [`Handbook::editions`](crate::plan::Handbook::editions).
//!
//! 1. [`edition`](mod@edition) narrows a plan to a track, and [`readers`] decides what its readers see.
//! 2. [`fit`] fits its weeks and days to the hours of the track.
//! 3. [`time`] splits their time between the core and the rest, and [`sum`] adds it up.
//! 4. [`choice`] finds an edition by the names of its plan and its track.

mod choice;
#[expect(
    clippy::module_inception,
    reason = "the file is named after the type in it"
)]
mod edition;
mod fit;
mod readers;
mod sum;
#[cfg(test)]
mod tests;
mod time;

pub use choice::ChoiceError;
pub use edition::Edition;
pub use fit::FittedWeek;
pub use readers::Placement;
pub use sum::percentages;
pub use time::{FittedBlock, FittedDay, Split};
