//! Which folder a handbook's configuration lies in, and which its content.

use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::span::FileId;
use crate::yaml::{self, Piece};

/// The name of the configuration file.
pub(super) const CONFIGURATION: &str = "handbook.yaml";

/// The names of a configuration that is read where there is none of our own.
const MKDOCS: [&str; 2] = ["mkdocs.yml", "mkdocs.yaml"];

/// Whether a configuration of that name is that of `MkDocs`.
pub(super) fn is_mkdocs(name: &str) -> bool {
    MKDOCS.contains(&name)
}

/// The folder of the configuration for a handbook that is read at `folder`, and the configuration's name, if there is one.
pub(super) fn find(folder: &Path) -> (PathBuf, Option<&'static str>) {
    let own = configuration(folder);
    let parent = folder.parent().filter(|_| own.is_none());
    if let Some(parent) = parent {
        let name = folder.file_name().unwrap_or_default();
        match configuration(parent) {
            Some(CONFIGURATION) if name == "content" => {
                return (parent.to_owned(), Some(CONFIGURATION));
            }
            Some(mkdocs) if is_mkdocs(mkdocs) => {
                let text = super::read(&parent.join(mkdocs)).unwrap_or_default();
                let piece = Piece {
                    file: FileId(0),
                    offset: 0,
                    text: &String::from_utf8_lossy(&text),
                };
                let docs = docs_dir(piece, &mut Vec::new());
                if docs.is_some_and(|docs| Path::new(&docs) == Path::new(name)) {
                    return (parent.to_owned(), Some(mkdocs));
                }
            }
            _ => {}
        }
    }
    (folder.to_owned(), own)
}

fn configuration(folder: &Path) -> Option<&'static str> {
    if folder.join(CONFIGURATION).exists() {
        return Some(CONFIGURATION);
    }
    MKDOCS.into_iter().find(|name| folder.join(name).is_file())
}

/// The content folder below `home`: the one that its `mkdocs.yml` names, else `content`, else `home` itself.
pub(super) fn content(
    home: &Path,
    mkdocs: Option<Piece<'_>>,
    found: &mut Vec<Diagnostic>,
) -> PathBuf {
    let named = mkdocs.and_then(|piece| docs_dir(piece, found));
    let mut folders = named.iter().map(String::as_str).chain(["content"]);
    folders
        .find_map(|name| {
            let inner = home.join(name);
            (inner.is_dir() && stays_inside(home, &inner)).then_some(inner)
        })
        .unwrap_or_else(|| home.to_owned())
}

/// The folder that `docs_dir` names, `docs` where it names none; nothing where it leads out.
fn docs_dir(piece: Piece<'_>, found: &mut Vec<Diagnostic>) -> Option<String> {
    // What is wrong with the file as a whole is told when it is read as a configuration.
    let fields = yaml::parse_foreign(piece, &[], &mut Vec::new());
    let named = fields
        .and_then(|mut fields| Some((fields.span("docs_dir"), fields.foreign_text("docs_dir")?)));
    let Some((span, named)) = named else {
        return Some("docs".to_owned());
    };
    let inside = Path::new(&named)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !inside {
        found.push(
            Diagnostic::new(
                Code::BadValue,
                span,
                format!("`docs_dir` leads out of this folder: `{named}`"),
            )
            .hint("name a folder below the one that this file lies in"),
        );
    }
    let plain = Path::new(&named)
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        });
    inside.then(|| plain.collect::<Vec<_>>().join("/"))
}

fn stays_inside(home: &Path, folder: &Path) -> bool {
    match (home.canonicalize(), folder.canonicalize()) {
        (Ok(home), Ok(folder)) => folder.starts_with(home),
        // A home that is the working folder is written as nothing.
        (Err(_), Ok(folder)) => std::env::current_dir()
            .and_then(|home| home.canonicalize())
            .is_ok_and(|home| folder.starts_with(home)),
        _ => false,
    }
}
