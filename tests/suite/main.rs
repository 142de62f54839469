//! Plans in, pages out: every test uses the command or the library's pipeline.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::too_many_lines,
    unreachable_pub,
    reason = "a test may panic, read and write where it likes, and be as long as its subject"
)]

mod aliases;
mod bad_input;
#[path = "../support/balance.rs"]
mod balance;
mod boundary;
mod boxes;
mod calendar;
mod check;
mod cohorts;
mod command;
mod commonmark;
mod content;
mod copies;
mod diagnostics;
mod dialect;
mod events;
mod export;
mod fit;
mod fix;
mod format;
mod formats;
mod forwarded;
mod house;
mod http;
mod import;
mod languages;
mod ledger;
mod links;
#[path = "../support/plans.rs"]
mod listed_plans;
mod load;
mod locks;
mod losses;
mod lsp;
mod mkdocs;
mod mojibake;
mod names;
mod numbers;
mod options;
mod outline;
mod output;
mod package;
mod paper;
mod past;
mod pictures;
mod planner;
mod plans;
#[path = "../support/png.rs"]
mod png;
mod policy;
mod preview;
mod progress;
mod raw_html;
mod raw_links;
mod reading;
mod reviews;
mod runner;
mod sample;
mod schema;
mod shape;
mod starter;
mod support;
mod text;
mod theme;
mod theme_values;
mod times;
mod translations;
mod trees;
mod typography;
mod visitor;
mod watching;
mod wording;
mod writing;
