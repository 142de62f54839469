//! Reads the keys of `mkdocs.yml` that a handbook has too. The file belongs to another program, so its other keys are
//! ignored.

use url::Url;

use super::settings::{Config, EditUrl, PathStart};
use super::{address, nav::nav, remote::remote};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::units::Redirect;
use crate::yaml::{self, Fields, YamlKey, YamlKeys, YamlShape, YamlText};

/// The keys that a handbook is made from; repeated keys elsewhere are ignored.
const READS: YamlKeys = &[&[
    read_key("site_name", YamlShape::Text),
    read_key("site_author", YamlShape::Text),
    read_key("site_url", YamlShape::Text),
    read_key("repo_url", YamlShape::Text),
    read_key("edit_uri", YamlShape::Text),
    read_key("edit_uri_template", YamlShape::Text),
    read_key("docs_dir", YamlShape::Text),
    read_key(
        "theme",
        YamlShape::Section(&[&[read_key("language", YamlShape::Text)]]),
    ),
    read_key("nav", YamlShape::Entries),
    read_key("exclude_docs", YamlShape::Text),
    read_key("draft_docs", YamlShape::Text),
    read_key("not_in_nav", YamlShape::Text),
    read_key(
        "plugins",
        YamlShape::Section(&[&[read_key("redirects", REDIRECTS)]]),
    ),
]];
const REDIRECTS: YamlShape = YamlShape::Section(&[&[read_key(
    "redirect_maps",
    YamlShape::Pairs(&YamlShape::Text),
)]]);
/// A key that its own program describes.
const fn read_key(name: &'static str, shape: YamlShape) -> YamlKey {
    YamlKey::new(name, shape, "")
}

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
        edit_url: edit_url(&mut fields),
        language: fields
            .foreign_section("theme")
            .and_then(|mut theme| theme.foreign_text("language")),
        nav: nav(&mut fields, sources, diagnostics),
        redirects: redirects(&mut fields),
        // Other programs may repeat keys of their own in `extra`.
        remote: yaml::parse_part(piece)
            .and_then(|mut all| all.foreign_section("extra"))
            .and_then(|mut extra| extra.foreign_section("prepbook"))
            .map(|mut own| remote(&mut own, diagnostics))
            .unwrap_or_default(),
        ..Config::default()
    }
}

/// Where sources can be edited, by the rules of `MkDocs`: `edit_uri` or `edit_uri_template` is joined to `repo_url`, and the
/// servers that `MkDocs` knows have a default. An empty `edit_uri` switches the links off.
fn edit_url(fields: &mut Fields<'_>) -> Option<EditUrl> {
    let repository = fields.foreign_text("repo_url");
    let folder = fields.foreign_text("edit_uri");
    let template = fields.foreign_text("edit_uri_template");
    let template = template.filter(|template| !template.is_empty());
    let host = repository.as_deref().and_then(|url| Url::parse(url).ok());
    let host = host.as_ref().and_then(Url::host_str);
    let folder = folder.or_else(|| {
        let folder = match host? {
            "github.com" | "gitlab.com" => "edit/master/docs/",
            "bitbucket.org" => "src/default/docs/",
            _ => return None,
        };
        Some(folder.to_owned())
    });
    let form = template.or_else(|| {
        let folder = folder.filter(|folder| !folder.is_empty())?;
        let slash = if folder.ends_with('/') { "" } else { "/" };
        Some(format!("{folder}{slash}{{path}}"))
    })?;
    // Paths are in the form of addresses anyway.
    let form = form.replace("!q}", "}");
    address::joined(repository.as_deref(), &form).map(|form| EditUrl {
        form,
        start: PathStart::Content,
    })
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
