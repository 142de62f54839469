//! The language server, through its protocol.

mod client;
mod completions;
mod features;
mod problems;
mod renames;
mod sessions;
