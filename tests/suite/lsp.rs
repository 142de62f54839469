//! The language server, through its protocol.

mod client;
mod features;
mod problems;
mod sessions;
