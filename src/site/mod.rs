//! Where files go: to the disk, which is written nowhere else, or into memory.

mod create;
mod files;
mod index;
mod replace;
mod sink;
mod weight;
mod write;

pub use create::create;
pub use files::{Site, is_page};
pub use index::Index;
pub use replace::replace;
pub use sink::{Discard, Sink};
pub use weight::weight;
pub use write::{Staging, Written, write_file};
