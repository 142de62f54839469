//! What `mkdocs.yml` says that a handbook has too. It is another program's file: the rest of it is not our matter.

use super::{Config, nav::nav};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::yaml::{self, Piece};

/// The parts of the file that a handbook is made from: what is repeated elsewhere does not matter.
const READS: &[&[&str]] = &[
    &["site_name"],
    &["site_author"],
    &["site_url"],
    &["docs_dir"],
    &["theme", "language"],
    &["nav"],
];

/// Reads it. Only entries of `nav` that lead nowhere are told.
pub(super) fn read(piece: Piece<'_>, sources: &Sources, found: &mut Vec<Diagnostic>) -> Config {
    let Some(mut fields) = yaml::parse_foreign(piece, READS, found) else {
        return Config::default();
    };
    let url = fields.foreign_text("site_url");
    let url = url.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    Config {
        title: fields.foreign_text("site_name"),
        author: fields.foreign_text("site_author"),
        base_url: url.map(|url| format!("{}/", url.trim_end_matches('/'))),
        language: fields
            .foreign_section("theme")
            .and_then(|mut theme| theme.foreign_text("language")),
        nav: nav(&mut fields, sources, found),
        ..Config::default()
    }
}
