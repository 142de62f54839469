//! The changes that keep links working when files or folders are renamed: in links to what moves, in relative links of
//! what moves, in the configuration, and in lines that insert snippets.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::edits::TextChanges;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, NodeKind};
use crate::fix;
use crate::pipeline::Outlined;
use crate::plan::MovedFile;
use crate::source::snippet::{self, SnippetLine};
use crate::source::{SourceKind, Sources};
use crate::span::{FileId, Span};

/// The files of a handbook that move: their paths below the content folder, before and after.
struct MovedPaths<'a> {
    sources: &'a Sources,
    moved: BTreeMap<String, String>,
}

/// The changes of the texts of a handbook if files or folders move, each from a place to another one.
pub(super) fn renames(
    outlined: &Outlined,
    places: &[(PathBuf, PathBuf)],
) -> BTreeMap<FileId, TextChanges> {
    let sources = &outlined.sources;
    let paths = sources.paths();
    let moved = paths.filter_map(|path| {
        let to = moved_to(&sources.content.join(path), places)?;
        let below = to.strip_prefix(&sources.content).ok()?;
        let below = below.to_str()?.replace('\\', "/");
        (below != path).then(|| (path.to_owned(), below))
    });
    let moved = MovedPaths {
        sources,
        moved: moved.collect(),
    };
    if moved.moved.is_empty() {
        return BTreeMap::new();
    }
    let mut problems: BTreeMap<FileId, Vec<Diagnostic>> = BTreeMap::new();
    let mut add = |span: Span, wrong: &str, right: &str| {
        let change = Diagnostic::new(Code::DeadLink, span, "").fix(span, wrong, right);
        problems.entry(span.file).or_default().push(change);
    };
    for document in &outlined.handbook.documents {
        moved.links(document, &mut add);
    }
    let code = code(&outlined.handbook.documents);
    for kind in [SourceKind::Markdown, SourceKind::Snippet] {
        for (file, source) in sources.of_kind(kind) {
            let mut add = |span: Span, wrong: &str, right: &str| {
                let is_in = |code: &Span| code.start <= span.start && span.end <= code.end;
                if !code.get(&file).is_some_and(|code| code.iter().any(is_in)) {
                    add(span, wrong, right);
                }
            };
            moved.lines((file, &source.path, source.written()), &mut add);
        }
    }
    for (file, source) in sources.of_kind(SourceKind::Configuration) {
        moved.configuration((file, source.written()), &mut add);
    }
    let changes = problems.into_iter().map(|(file, mut problems)| {
        problems.sort_by_key(|problem| problem.span);
        problems.dedup();
        let problems: Vec<&Diagnostic> = problems.iter().collect();
        let applied = fix::apply(sources.get(file).written(), &problems);
        let changes = applied.changes().into_iter();
        let changes = changes.map(|(range, right)| (range, right.to_owned()));
        (file, changes.collect())
    });
    let changes = changes.filter(|(_, changes): &(_, TextChanges)| !changes.is_empty());
    changes.collect()
}

/// Where a file is after these moves; `None` if it stays.
fn moved_to(file: &Path, places: &[(PathBuf, PathBuf)]) -> Option<PathBuf> {
    places.iter().find_map(|(from, to)| {
        let below = file.strip_prefix(from).ok()?;
        Some(if below.as_os_str().is_empty() {
            to.clone()
        } else {
            to.join(below)
        })
    })
}

/// The blocks of code in each file.
fn code(documents: &[Document]) -> BTreeMap<FileId, Vec<Span>> {
    let mut code: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
    for document in documents {
        let nodes = document.all().map(|id| document.node(id));
        for node in nodes.filter(|node| matches!(node.kind, NodeKind::Code(_))) {
            code.entry(node.span.file).or_default().push(node.span);
        }
    }
    code
}

impl MovedPaths<'_> {
    /// The address that a link in a file needs; `None` if it stays the same.
    fn address(&self, from: &str, written: &str) -> Option<String> {
        let file = MovedFile {
            from,
            to: self.moved.get(from).map_or(from, String::as_str),
        };
        let exists =
            |path: &str| self.sources.named(path).is_some() || self.sources.has_asset(path);
        file.address(written, exists, |path| self.moved.get(path).cloned())
    }

    /// The links of a document, in Markdown and in raw HTML.
    fn links(&self, document: &Document, add: &mut impl FnMut(Span, &str, &str)) {
        for id in document.all() {
            let node = document.node(id);
            if let NodeKind::Link { target, .. } | NodeKind::Image { target, .. } = &node.kind
                && let Some(new) = self.address(document.path_of(id), target)
            {
                add(node.span, target, &new);
            }
        }
        for (from, address) in document.raw_addresses() {
            if let Some(new) = self.address(from, &address.written) {
                let text = self.sources.get(address.span.file).written();
                let tag = text.get(address.span.range()).unwrap_or_default();
                if let Some(at) = tag.find(&address.written) {
                    let start = address.span.range().start + at;
                    let end = start + address.written.len();
                    let span = Span::new(address.span.file, start, end);
                    add(span, &address.written, &new);
                }
            }
        }
    }

    /// Definitions of links, `[label]: address`, and lines that insert snippets.
    fn lines(
        &self,
        (file, path, text): (FileId, &str, &str),
        add: &mut impl FnMut(Span, &str, &str),
    ) {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if let Some((at, address)) = defined(line)
                && let Some(new) = self.address(path, address)
            {
                let span = Span::new(file, start + at, start + at + address.len());
                add(span, address, &new);
            }
            if let Some(SnippetLine::Named(name, range)) = snippet::line(line.trim_end()) {
                let written = snippet::part(name).0;
                let named = self.sources.snippet_path(written);
                let new = named.as_ref().and_then(|named| self.moved.get(named));
                if let (Some(named), Some(new)) = (&named, new)
                    && let Some(lead) = written.strip_suffix(named.as_str())
                {
                    let at = start + range.start;
                    let span = Span::new(file, at, at + written.len());
                    add(span, written, &format!("{lead}{new}"));
                }
            }
            start += line.len();
        }
    }

    /// Paths in the configuration: in `plans`, in `nav` and others.
    fn configuration(&self, (file, text): (FileId, &str), add: &mut impl FnMut(Span, &str, &str)) {
        let ends = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "\"'[],/".contains(c));
        for (old, new) in &self.moved {
            for (at, _) in text.match_indices(old.as_str()) {
                let end = at + old.len();
                let before = text[..at].chars().next_back();
                let is_root = before == Some('/') && {
                    let lead = text[..at].trim_end_matches(['.', '/']);
                    ends(lead.chars().next_back())
                };
                let is_whole = before != Some('/') && ends(before) || is_root;
                if is_whole && ends(text[end..].chars().next().filter(|c| *c != '/')) {
                    add(Span::new(file, at, end), old, new);
                }
            }
        }
    }
}

/// The address that a line defines, and where it is in the line.
fn defined(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches([' ', '>']);
    let (label, rest) = words.strip_prefix('[')?.split_once("]:")?;
    let rest = rest.trim_start();
    let address = match rest.strip_prefix('<') {
        Some(inner) => inner.split('>').next()?,
        None => rest.split_whitespace().next()?,
    };
    let is_one = !label.is_empty() && !label.starts_with('^') && !label.contains(['[', ']']);
    let rest = rest.strip_prefix('<').unwrap_or(rest);
    is_one.then_some((line.len() - rest.len(), address))
}
