//! `nav`: the order of the documents, as `handbook.yaml` and `mkdocs.yml` write it.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, KnownNames};
use crate::source::{SourceKind, Sources};
use crate::system::names::spellings;
use crate::units::NavEntry;
use crate::yaml::Fields;

/// For how many missing documents a suggestion is made: each is compared with all paths.
const SUGGESTED: usize = 50;

/// Takes `nav` out of a configuration. Addresses outside the handbook are skipped; missing documents are reported.
pub(super) fn nav(
    fields: &mut Fields<'_>,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<NavEntry> {
    let mut nav = Vec::new();
    let known: Vec<&str> = sources
        .of_kind(SourceKind::Markdown)
        .map(|(_, source)| source.path.as_str())
        .collect();
    let documents: HashSet<&str> = known.iter().copied().collect();
    let mut nearest = None;
    let mut suggested = 0;
    for entry in fields.entries("nav", diagnostics) {
        let path = entry.value.trim_start_matches("./");
        let from_content = path.strip_prefix('/');
        let from_content = from_content.filter(|path| documents.contains(path));
        let path = from_content.unwrap_or(path);
        let exists = |path: &str| documents.contains(path) || sources.has_asset(path);
        let spelled = spellings(path).find(|path| exists(path));
        let path = spelled.as_deref().unwrap_or(path);
        if is_elsewhere(path) || sources.has_asset(path) {
            continue;
        }
        if documents.contains(path) {
            nav.push(NavEntry {
                path: path.to_owned(),
                title: entry.title,
                span: entry.span,
            });
            continue;
        }
        if let Some(why) = sources.left_out(path) {
            let message = format!("`{path}` {}", why.reason());
            diagnostics.push(
                Diagnostic::new(Code::MissingPage, entry.span, message)
                    .hint(format!("remove the line, or {}", why.remedy())),
            );
            continue;
        }
        let missing = Diagnostic::new(
            Code::MissingPage,
            entry.span,
            format!("document `{path}` not found in the content folder"),
        );
        suggested += 1;
        let near = if suggested > SUGGESTED {
            None
        } else {
            let nearest = nearest.get_or_insert_with(|| Paths::of(&known));
            nearest.to(path)
        };
        diagnostics.push(match near {
            Some(near) => missing.hint(format!("did you mean `{near}`?")),
            None => {
                missing.hint("write its path relative to the content folder, or remove the line")
            }
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
    let is_pattern = path.contains('*') || path.starts_with("...");
    has_scheme || is_absolute_or_anchor || is_pattern || path.ends_with('/')
}

/// The paths of all documents, to suggest one for a missing document.
struct Paths<'a> {
    all: KnownNames<'a>,
    /// The names of the files.
    names: KnownNames<'a>,
    /// The first path with each name.
    first: HashMap<&'a str, &'a str>,
}

impl<'a> Paths<'a> {
    fn of(known: &[&'a str]) -> Self {
        let mut first = HashMap::new();
        for path in known {
            first.entry(name(path)).or_insert(*path);
        }
        Self {
            all: KnownNames::of(known.iter().copied()),
            names: KnownNames::of(known.iter().map(|path| name(path))),
            first,
        }
    }

    /// The path that was probably meant: one that is nearly the same, or a file of the same name in a different folder.
    fn to(&self, path: &str) -> Option<&'a str> {
        let own = name(path);
        let same = || self.first.get(own).copied();
        let near = || self.first.get(self.names.nearest(own)?).copied();
        self.all.nearest(path).or_else(same).or_else(near)
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
