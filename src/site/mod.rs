//! What is built, as a map from paths to bytes, and the one place that writes to the disk.

mod create;
mod files;
mod replace;
mod weight;
mod write;

pub use create::create;
pub use files::{Site, is_page};
pub use replace::replace;
pub use weight::weight;
pub use write::{Written, write, write_file};
