//! Reads the keys of `mkdocs.yml` that a handbook has too. The file belongs to another program, so its other keys are
//! ignored.

use super::{Config, address, nav::nav, remote::remote};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::units::Redirect;
use crate::yaml::{self, Fields, YamlText};

/// The keys that a handbook is made from; repeated keys elsewhere are ignored.
const READS: &[&[&str]] = &[
    &["site_name"],
    &["site_author"],
    &["site_url"],
    &["docs_dir"],
    &["theme", "language"],
    &["nav"],
    &["exclude_docs"],
    &["draft_docs"],
    &["not_in_nav"],
    &["plugins", "redirects", "redirect_maps"],
];

/// Reads it. Only dead entries of `nav` and bad values below `extra: prepbook:` are reported.
pub(super) fn read(
    piece: YamlText<'_>,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Config {
    let Some(mut fields) = yaml::parse_foreign(piece, READS, diagnostics) else {
        return Config::default();
    };
    let url = fields.foreign_text("site_url");
    Config {
        title: fields.foreign_text("site_name"),
        author: fields.foreign_text("site_author"),
        base_url: url.and_then(|url| address::read(&url).ok()),
        language: fields
            .foreign_section("theme")
            .and_then(|mut theme| theme.foreign_text("language")),
        nav: nav(&mut fields, sources, diagnostics),
        redirects: redirects(&mut fields),
        remote: fields
            .foreign_section("extra")
            .and_then(|mut extra| extra.foreign_section("prepbook"))
            .map(|mut own| remote(&mut own, diagnostics))
            .unwrap_or_default(),
        ..Config::default()
    }
}

/// The old addresses of the plugin `redirects`, as paths of documents, with their targets.
fn redirects(fields: &mut Fields<'_>) -> Vec<Redirect> {
    let maps = fields.foreign_named("plugins", "redirects");
    let maps = maps.and_then(|mut plugin| plugin.foreign_section("redirect_maps"));
    let pairs = maps.map(Fields::foreign_pairs).unwrap_or_default();
    let redirects = pairs.into_iter();
    redirects
        .map(|(from, to, span)| Redirect { from, to, span })
        .collect()
}
