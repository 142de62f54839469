//! The language server: what editors show while an author writes. [`run`] answers the messages of a client.
//!
//! 1. [`messages`] reads and sends messages; [`server`] has the order in which they may come, and [`client`] what the
//!    client can do.
//! 2. [`session`] keeps the open [`texts`] and their [`handbooks`], which are read with these texts in place of the files
//!    on the disk, and sends their [`problems`].
//! 3. [`addresses`] are those of files, [`columns`] convert positions, and [`client_texts`] has both for all files of a
//!    handbook.
//! 4. Requests about a text are answered from its [`context`]: [`actions`] are fixes, with [`edits`] of texts;
//!    [`symbols`] are the outline, [`hover`](mod@hover) is about a heading or a link, and [`hints`](mod@hints) are hours.
//! 5. [`completion`] shows what may be written where something is [`typed`](mod@typed), and [`renames`](mod@renames)
//!    change links when files move.

mod actions;
mod addresses;
mod client;
mod client_texts;
mod columns;
mod completion;
mod context;
mod edits;
mod handbooks;
mod hints;
mod hover;
mod messages;
mod problems;
mod renames;
mod server;
mod session;
mod symbols;
mod texts;
mod typed;

pub use columns::{ColumnUnit, LineColumns};
pub use server::{SessionEnd, run};
