//! Finds the folder of a handbook's configuration, and its content folder.

use std::path::{Component, Path, PathBuf};

use super::unsaved::UnsavedTexts;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::error::Error;
use crate::span::FileId;
use crate::yaml::{self, YamlText};

/// The name of the configuration.
pub(super) const CONFIGURATION: &str = "handbook.yaml";

/// All names of the configuration; the first existing one is used.
const OWN: [&str; 2] = [CONFIGURATION, "handbook.yml"];

/// The names of a configuration to use if there is none of our own.
const MKDOCS: [&str; 2] = ["mkdocs.yml", "mkdocs.yaml"];

/// Whether a configuration of that name is that of `MkDocs`.
pub(super) fn is_mkdocs(name: &str) -> bool {
    MKDOCS.contains(&name)
}

/// Whether a file of that name is a configuration.
pub(super) fn is_configuration(name: &str) -> bool {
    OWN.contains(&name) || is_mkdocs(name)
}

/// The folder of the configuration for a handbook that is read at `folder`, and the configuration's name, if there is
/// one.
pub(super) fn find(folder: &Path, unsaved: &UnsavedTexts) -> (PathBuf, Option<&'static str>) {
    let own = configuration(folder, unsaved);
    let parent = folder.parent().filter(|_| own.is_none());
    if let Some(parent) = parent {
        let name = folder.file_name().unwrap_or_default();
        match configuration(parent, unsaved) {
            Some(own) if OWN.contains(&own) && name == "content" => {
                return (parent.to_owned(), Some(own));
            }
            Some(mkdocs) if is_mkdocs(mkdocs) => {
                let text = unsaved.bytes_of(&parent.join(mkdocs)).unwrap_or_default();
                let piece = YamlText {
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

/// The nearest folder above the file at `path` with a configuration: the home of the handbook that it may belong to.
pub fn home_above(path: &Path, unsaved: &UnsavedTexts) -> Option<PathBuf> {
    let mut above = path.ancestors().skip(1);
    let home = above.find(|folder| configuration(folder, unsaved).is_some());
    home.map(Path::to_owned)
}

fn configuration(folder: &Path, unsaved: &UnsavedTexts) -> Option<&'static str> {
    let is_unsaved = |name: &str| unsaved.has(&folder.join(name));
    let mut own = OWN.into_iter();
    let own = own.find(|name| is_unsaved(name) || folder.join(name).exists());
    own.or_else(|| {
        let mut foreign = MKDOCS.into_iter();
        foreign.find(|name| is_unsaved(name) || folder.join(name).is_file())
    })
}

/// The content folder of the handbook in `home`: the folder that its `mkdocs.yml` names, or `content`. Without a
/// configuration and `content`, it is `home` itself.
///
/// # Errors
///
/// [`Error::NoContent`] if there is no such folder beside a configuration: `home` may contain files that are not for
/// readers.
pub(super) fn content(
    (home, configuration): (&Path, Option<&str>),
    piece: Option<YamlText<'_>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<PathBuf, Error> {
    let Some(configuration) = configuration else {
        let inner = home.join("content");
        return Ok(if inner.is_dir() {
            inner
        } else {
            home.to_owned()
        });
    };
    let mut names = vec!["content".to_owned()];
    if is_mkdocs(configuration) {
        match piece.and_then(|piece| docs_dir(piece, diagnostics)) {
            Some(folder) => names.insert(0, folder),
            // A folder outside of the handbook, which is reported.
            None => return Ok(home.to_owned()),
        }
    }
    let mut folders = names.iter().map(|name| home.join(name));
    if let Some(folder) = folders.find(|folder| folder.is_dir()) {
        return Ok(folder);
    }
    let wanted = names.swap_remove(0);
    Err(Error::NoContent {
        near: near(home, &wanted),
        configuration: home.join(configuration),
        wanted,
    })
}

/// The folder in `home` with the most similar name.
#[expect(clippy::disallowed_methods, reason = "this room reads the disk")]
fn near(home: &Path, wanted: &str) -> Option<String> {
    let entries = home.read_dir().or_else(|_| Path::new(".").read_dir());
    let entries = entries.into_iter().flatten().filter_map(Result::ok);
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    did_you_mean(wanted, names.iter().map(String::as_str)).map(str::to_owned)
}

/// The folder in `docs_dir`, by default `docs`; `None` if it is outside of the handbook.
fn docs_dir(piece: YamlText<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    // Problems with the file as a whole are reported when it is read as a configuration.
    let fields = yaml::parse_part(piece);
    let named = fields
        .and_then(|mut fields| Some((fields.span("docs_dir"), fields.foreign_text("docs_dir")?)));
    let Some((span, named)) = named else {
        return Some("docs".to_owned());
    };
    let inside = Path::new(&named)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !inside {
        diagnostics.push(
            Diagnostic::new(
                Code::BadValue,
                span,
                format!("`docs_dir` must be inside this folder, not `{named}`"),
            )
            .hint("choose a folder inside the one that contains this file"),
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
