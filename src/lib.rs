//! prepbook makes a linked, printable handbook from a preparation plan written in Markdown.
//!
//! Most people use the command `prepbook`. A program that embeds prepbook gives it the same places, a Markdown file or a
//! folder, and gets values back:
//!
//! - [`build`] makes the handbook in memory: a [`Site`] of files by their paths.
//! - [`check`] lists the [`Problem`]s in the text, each with its place and how to fix it.
//! - [`outline`] shows how the text was read: phases, weeks, days, blocks and tasks, as JSON.
//!
//! Nothing is written and nothing is printed. An [`Error`] is a failure of the machine, such as a file that cannot be
//! read; whatever is wrong with the author's text is a [`Problem`].

#![cfg_attr(
    not(feature = "rooms"),
    allow(
        unnameable_types,
        unreachable_pub,
        unused_imports,
        reason = "rooms are public for tests only, which check these"
    )
)]

mod api;
mod check;
mod cli;
mod config;
mod course;
mod diagnostic;
mod document;
mod edition;
mod error;
mod export;
mod fix;
mod import;
mod language;
mod ledger;
mod lsp;
mod markdown;
mod outline;
mod paper;
mod pipeline;
mod plan;
mod progress;
mod reading;
mod render;
mod report;
mod serve;
mod site;
mod source;
mod span;
mod starter;
mod system;
mod theme;
mod units;
mod view;
mod yaml;

pub use api::{Build, HandbookOutline, Problem, build, check, outline};
pub use diagnostic::Severity;
pub use error::Error;
pub use report::Position;
pub use site::Site;

/// Runs the command `prepbook`.
#[doc(hidden)]
pub use cli::run;

/// The rooms, for the tests and benchmarks of this package; nothing here is stable.
#[cfg(feature = "rooms")]
#[doc(hidden)]
pub mod rooms {
    pub mod check {
        pub use crate::check::*;
    }
    pub mod config {
        pub use crate::config::*;
    }
    pub mod course {
        pub use crate::course::*;
    }
    pub mod diagnostic {
        pub use crate::diagnostic::*;
    }
    pub mod document {
        pub use crate::document::*;
    }
    pub mod edition {
        pub use crate::edition::*;
    }
    pub mod error {
        pub use crate::error::*;
    }
    pub mod export {
        pub use crate::export::*;
    }
    pub mod fix {
        pub use crate::fix::*;
    }
    pub mod import {
        pub use crate::import::*;
    }
    pub mod ledger {
        pub use crate::ledger::*;
    }
    pub mod lsp {
        pub use crate::lsp::*;
    }
    pub mod outline {
        pub use crate::outline::*;
    }
    pub mod paper {
        pub use crate::paper::*;
    }
    pub mod pipeline {
        pub use crate::pipeline::*;
    }
    pub mod plan {
        pub use crate::plan::*;
    }
    pub mod progress {
        pub use crate::progress::*;
    }
    pub mod reading {
        pub use crate::reading::*;
    }
    pub mod render {
        pub use crate::render::*;
    }
    pub mod report {
        pub use crate::report::*;
    }
    pub mod serve {
        pub use crate::serve::*;
    }
    pub mod site {
        pub use crate::site::*;
    }
    pub mod source {
        pub use crate::source::*;
    }
    pub mod span {
        pub use crate::span::*;
    }
    pub mod starter {
        pub use crate::starter::*;
    }
    pub mod theme {
        pub use crate::theme::*;
    }
    pub mod units {
        pub use crate::units::*;
    }
    pub mod view {
        pub use crate::view::*;
    }
    pub mod yaml {
        pub use crate::yaml::*;
    }
}
