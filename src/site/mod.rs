//! Writes files: to the disk, in this room only, or into memory.

mod create;
mod files;
mod folder;
mod index;
mod manifest;
mod order;
mod place;
mod replace;
mod sink;
mod weight;
mod whole;
mod write;

pub use create::{can_create_in, create};
pub use files::{Site, is_page};
pub use index::FileIndex;
pub use place::WriteSummary;
pub use replace::replace;
pub use sink::{Discard, Sink};
pub use weight::weight;
pub use whole::write_file;
pub use write::Staging;

#[cfg(test)]
mod tests;
