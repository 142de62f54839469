//! The language server, through its protocol.

mod client;
mod problems;
mod sessions;
