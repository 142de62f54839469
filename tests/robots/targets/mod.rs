//! What is attacked: each target checks one input, and returns what is wrong.

mod copy;
mod files;
mod lock;
mod manifest;
mod pages;
mod request;
mod settled;
mod text;

use super::pieces::{HEADS, MARKDOWN, RECORDS, YAML};

/// Something that takes inputs from outside.
#[derive(Clone, Copy)]
pub struct Target {
    pub name: &'static str,
    /// The folder of the corpus with its seeds.
    pub seeds: &'static str,
    /// What is inserted into them.
    pub pieces: &'static [&'static str],
    /// Checks an input.
    pub check: fn(&[u8]) -> Result<(), String>,
}

const fn target(
    name: &'static str,
    (seeds, pieces): (&'static str, &'static [&'static str]),
    check: fn(&[u8]) -> Result<(), String>,
) -> Target {
    Target {
        name,
        seeds,
        pieces,
        check,
    }
}

/// All targets.
pub const TARGETS: &[Target] = &[
    target("text", ("text", MARKDOWN), text::plain),
    target("trusted", ("text", MARKDOWN), text::trusted),
    target("tracks", ("text", MARKDOWN), text::with_tracks),
    target("folder", ("folder", MARKDOWN), files::folder),
    target("front", ("front", YAML), text::front),
    target("settings", ("settings", YAML), files::settings),
    target("mkdocs", ("mkdocs", YAML), files::mkdocs),
    target("manifest", ("manifest", RECORDS), manifest::check),
    target("lock", ("lock", RECORDS), lock::check),
    target("copy", ("copy", RECORDS), copy::check),
    target("request", ("request", HEADS), request::check),
];

/// Fails with a reason unless something holds.
fn ensure(holds: bool, wrong: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(wrong()) }
}
