//! Addresses that open the author's editor at a position.

use std::path::PathBuf;

use super::percent::encoded;
use crate::report;
use crate::source::Sources;
use crate::span::Span;

/// A position in a file on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileLocation {
    file: PathBuf,
    /// From 1.
    line: usize,
    /// From 1.
    column: usize,
}

impl FileLocation {
    pub(super) fn of(span: Span, sources: &Sources) -> Self {
        let (path, line, column) = report::place(span, sources);
        Self {
            // Without a working folder, the path stays relative.
            file: std::path::absolute(path).unwrap_or_else(|_| path.into()),
            line,
            column,
        }
    }
}

/// How to open a file in an editor: an address with `{path}`, `{line}` and `{column}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    address: String,
}

/// The editors that are known by name.
const KNOWN: &[(&str, &str)] = &[
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    (
        "idea",
        "idea://open?file={path}&line={line}&column={column}",
    ),
    (
        "sublime",
        "subl://open?url=file://{path}&line={line}&column={column}",
    ),
    (
        "textmate",
        "txmt://open?url=file://{path}&line={line}&column={column}",
    ),
];

impl Editor {
    /// The editor called `name`, or an editor for an address with `{path}` in it.
    pub fn of(name: &str) -> Option<Self> {
        let known = KNOWN.iter().find(|(known, _)| *known == name);
        let address = match known {
            Some((_, address)) => address,
            // The scheme is in front of the path, so no file name can change it.
            None if name.contains("{path}") && is_safe(name) => name,
            None => return None,
        };
        Some(Self {
            address: address.to_owned(),
        })
    }

    /// The names of the known editors.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(name, _)| *name)
    }

    /// The address that opens a position.
    pub(super) fn address(&self, place: &FileLocation) -> String {
        let path = place.file.to_string_lossy().replace('\\', "/");
        let root = if path.starts_with('/') { "" } else { "/" };
        self.address
            .replace("{line}", &place.line.to_string())
            .replace("{column}", &place.column.to_string())
            .replace("{path}", &format!("{root}{}", encoded(&path)))
    }
}

/// Whether an address opens a program and runs nothing in the page.
fn is_safe(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let written_so = !scheme.is_empty()
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let runs = ["javascript", "data", "vbscript", "blob"];
    written_so && !runs.contains(&scheme.to_ascii_lowercase().as_str())
}
