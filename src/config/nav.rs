//! `nav`: the order of the documents, as `handbook.yaml` and `mkdocs.yml` write it.

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::{Kind, Sources};
use crate::units::NavEntry;
use crate::yaml::Fields;

/// Takes `nav` out of a configuration. What leads out of the handbook is passed over; what is not there is told.
pub(super) fn nav(
    fields: &mut Fields<'_>,
    sources: &Sources,
    found: &mut Vec<Diagnostic>,
) -> Vec<NavEntry> {
    let mut nav = Vec::new();
    for entry in fields.entries("nav", found) {
        let path = entry.value.trim_start_matches("./");
        let documents = || sources.of_kind(Kind::Markdown).map(|(_, source)| source);
        let is_document = |path: &str| documents().any(|source| source.path == path);
        let from_content = path.strip_prefix('/').filter(|path| is_document(path));
        let path = from_content.unwrap_or(path);
        if is_elsewhere(path) || sources.has_asset(path) {
            continue;
        }
        if is_document(path) {
            nav.push(NavEntry {
                path: path.to_owned(),
                title: entry.title,
                span: entry.span,
            });
            continue;
        }
        let missing = Diagnostic::new(
            Code::MissingPage,
            entry.span,
            format!("there is no document `{path}` in the content"),
        );
        let known: Vec<&str> = documents().map(|source| source.path.as_str()).collect();
        found.push(match nearest(path, &known) {
            Some(near) => missing.hint(format!("did you mean `{near}`?")),
            None => missing.hint("write its path from the content folder, or remove the line"),
        });
    }
    nav
}

/// Whether an entry is an address, an anchor or a pattern rather than a file.
fn is_elsewhere(path: &str) -> bool {
    let has_scheme = path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    let is_absolute_or_anchor = path.starts_with(['/', '#', '?']);
    has_scheme || is_absolute_or_anchor || path.contains('*') || path.ends_with('/')
}

/// The path that was meant: one that is nearly the same, or a file of the same name in another folder.
fn nearest<'a>(path: &str, known: &[&'a str]) -> Option<&'a str> {
    let name = |path: &'a str| path.rsplit('/').next().unwrap_or(path);
    let own = path.rsplit('/').next().unwrap_or(path);
    let same_name = known.iter().copied().find(|other| name(other) == own);
    did_you_mean(path, known.iter().copied())
        .or(same_name)
        .or_else(|| {
            let near = did_you_mean(own, known.iter().map(|other| name(other)))?;
            known.iter().copied().find(|other| name(other) == near)
        })
}
