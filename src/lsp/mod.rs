//! The language server: what editors show while an author writes. [`run`] answers the messages of a client.
//!
//! 1. [`messages`] reads and sends messages; [`server`] has the order in which they may come, and [`client`] what the
//!    client can do.
//! 2. [`session`] keeps the open [`texts`] and their [`handbooks`], which are read with these texts in place of the files
//!    on the disk, and sends their [`problems`].
//! 3. [`addresses`] are those of files, [`columns`] convert positions, and [`client_texts`] has both for all files of a
//!    handbook.

mod addresses;
mod client;
mod client_texts;
mod columns;
mod handbooks;
mod messages;
mod problems;
mod server;
mod session;
mod texts;

pub use columns::{ColumnUnit, LineColumns};
pub use server::{SessionEnd, run};
