//! Completion: addresses and anchors of links, attributes and their values, kinds of admonitions, and what can be
//! written in YAML.

use std::collections::BTreeMap;

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, Position, TextEdit,
};

use super::columns::LineColumns;
use super::context::TextContext;
use super::hover::title;
use super::typed::{TypedPart, typed};
use crate::config;
use crate::document::{FRONT_KEYS, NodeKind, attribute_names, kinds};
use crate::plan::{encoded, relative};
use crate::source::{Front, SourceKind, WhyUnread, front_matter};
use crate::yaml::{ExpectedWords, YamlKeys, expected};

/// Words to insert, and how editors show them.
struct Suggestion {
    /// What is inserted.
    text: String,
    /// What it is.
    kind: CompletionItemKind,
    /// The words beside it.
    detail: String,
    /// The words below it.
    about: &'static str,
    /// Its place among the others.
    rank: usize,
}

impl Suggestion {
    fn of(text: impl Into<String>, kind: CompletionItemKind) -> Self {
        Self {
            text: text.into(),
            kind,
            detail: String::new(),
            about: "",
            rank: 0,
        }
    }
}

/// Whether anything can be completed at a position, by the text alone.
pub(super) fn is_completed(columns: &LineColumns<'_>, position: Position, is_yaml: bool) -> bool {
    let text = columns.text();
    let byte = columns.byte(position);
    let line = &text[columns.line(byte).start..byte];
    is_yaml || front(text, byte).is_some() || typed(line).is_some()
}

/// What can be written at a position.
pub(super) fn complete(context: &mut TextContext<'_>, position: Position) -> Vec<CompletionItem> {
    let byte = context.byte(position);
    let columns = context.texts.columns(context.file).clone();
    let text = columns.text();
    let (range, suggestions) = if let Some((offset, yaml, keys)) = yaml(context, text, byte) {
        let (start, suggestions) = of_yaml(expected(yaml, byte - offset, keys), offset);
        (start..byte, suggestions)
    } else {
        let line = &text[columns.line(byte).start..byte];
        let start = byte - line.len();
        let Some(part) = typed(line).filter(|_| !is_code(context, start)) else {
            return Vec::new();
        };
        let (written, suggestions) = of_part(context, part);
        let rest = &text[byte..columns.line(byte).end];
        let range = byte - written.len()..byte + rest_of(part, rest).len();
        (range, suggestions)
    };
    let range = columns.range(range);
    let count = suggestions.len();
    let items = suggestions.into_iter().enumerate();
    items
        .map(|(index, suggestion)| CompletionItem {
            label: suggestion.text.trim_end_matches([':', ' ', '=']).to_owned(),
            kind: Some(suggestion.kind),
            detail: Some(suggestion.detail).filter(|detail| !detail.is_empty()),
            documentation: Some(suggestion.about)
                .filter(|about| !about.is_empty())
                .map(|about| Documentation::String(about.to_owned())),
            sort_text: Some(format!("{:07}", suggestion.rank * count + index)),
            filter_text: Some(suggestion.text.clone()),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(
                range,
                suggestion.text,
            ))),
            ..CompletionItem::default()
        })
        .collect()
}

/// The rest of an address that is already closed: it is replaced too.
fn rest_of<'l>(part: TypedPart<'_>, after: &'l str) -> &'l str {
    let is_address = matches!(part, TypedPart::Link(_) | TypedPart::Image(_));
    let end = after.find([' ', '\t', ')', '>', '#']);
    match end.filter(|end| is_address && after[*end..].starts_with([')', '>', '#'])) {
        Some(end) => &after[..end],
        None => "",
    }
}

/// The YAML at a byte, with the byte that it begins at and its keys.
fn yaml<'t>(
    context: &TextContext<'_>,
    text: &'t str,
    byte: usize,
) -> Option<(usize, &'t str, YamlKeys)> {
    match context.source().kind {
        SourceKind::Configuration if context.outlined.sources.is_mkdocs() => None,
        SourceKind::Configuration => Some((0, text, config::KEYS)),
        _ => {
            let (start, yaml) = front(text, byte)?;
            Some((start, yaml, FRONT_KEYS))
        }
    }
}

/// The front matter at a byte, which may be unfinished, with the byte that it begins at.
fn front(text: &str, byte: usize) -> Option<(usize, &str)> {
    let range = match front_matter(text) {
        Front::Yaml { yaml, .. } => yaml,
        Front::Unread(front) if front.why == WhyUnread::Unclosed => front.inner,
        Front::Unread(front) if front.why == WhyUnread::Apart => front.inner,
        _ if text.starts_with("---\n") || text.starts_with("---\r\n") => {
            // Nothing is written below the first line yet.
            let start = text.find('\n')? + 1;
            let line = text[start..].lines().next().unwrap_or_default();
            start..start + line.len()
        }
        _ => return None,
    };
    let is_inside = range.start <= byte && byte <= range.end;
    let closes = text[range.end..].starts_with("---") && byte == range.end && !range.is_empty();
    (is_inside && !closes).then(|| (range.start, &text[range]))
}

fn of_yaml(words: ExpectedWords, offset: usize) -> (usize, Vec<Suggestion>) {
    let ExpectedWords { start, words } = words;
    let suggestions = words.into_iter().map(|word| Suggestion {
        about: word.about,
        ..Suggestion::of(
            format!("{}{}", word.text, word.then),
            if word.then.is_empty() {
                CompletionItemKind::VALUE
            } else {
                CompletionItemKind::PROPERTY
            },
        )
    });
    (offset + start, suggestions.collect())
}

/// Whether a byte is in a block of code. It is the start of a line, which is at the same byte in the text as it was
/// read last.
fn is_code(context: &TextContext<'_>, byte: usize) -> bool {
    let Some((_, document)) = context.document() else {
        return false;
    };
    let mut nodes = document.all().map(|id| document.node(id));
    nodes.any(|node| matches!(node.kind, NodeKind::Code(_)) && context.is_at(node.span, byte))
}

/// What can be written for a part, and the characters of it that are written.
fn of_part<'l>(context: &TextContext<'_>, part: TypedPart<'l>) -> (&'l str, Vec<Suggestion>) {
    match part {
        TypedPart::Link(written) => match written.split_once('#') {
            Some((path, anchor)) => (anchor, anchors(context, path)),
            None => (written, paths(context, written, |_| true)),
        },
        TypedPart::Image(written) => (written, paths(context, written, is_picture)),
        TypedPart::Attribute(written) => (written, attributes()),
        TypedPart::Value(key, written) => (written, values(context, key)),
        TypedPart::Kind(written) => {
            let kinds = kinds().map(|kind| Suggestion::of(kind, CompletionItemKind::KEYWORD));
            (written, kinds.collect())
        }
    }
}

fn is_picture(path: &str) -> bool {
    let endings = [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico",
    ];
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
}

/// The files of the content folder as addresses in the form of the written one. Documents come first.
fn paths(
    context: &TextContext<'_>,
    written: &str,
    is_meant: impl Fn(&str) -> bool,
) -> Vec<Suggestion> {
    let handbook = &context.outlined.handbook;
    let indices = handbook.documents.iter().enumerate();
    let files =
        indices.flat_map(|(index, document)| document.files().map(move |(path, _)| (path, index)));
    let documents: BTreeMap<&str, usize> = files.collect();
    let own = &context.source().path;
    let all = context.outlined.sources.paths();
    let all = all.filter(|path| path != own && is_meant(path));
    let suggestions = all.map(|path| {
        let address = match written.strip_prefix('/') {
            Some(_) => format!("/{path}"),
            None => relative(own, path),
        };
        let address = if written.starts_with("./") && !address.starts_with('.') {
            format!("./{address}")
        } else {
            address
        };
        // Between angle brackets, spaces are written as they are.
        let address = if written.contains(' ') {
            address
        } else {
            encoded(&address)
        };
        let document = documents.get(path);
        Suggestion {
            detail: document.map_or_else(String::new, |index| title(handbook, *index)),
            rank: usize::from(document.is_none()),
            ..Suggestion::of(address, CompletionItemKind::FILE)
        }
    });
    suggestions.collect()
}

/// The anchors of the document that a path leads to, each with the words of its heading.
fn anchors(context: &TextContext<'_>, path: &str) -> Vec<Suggestion> {
    let handbook = &context.outlined.handbook;
    let Some(index) = handbook.linked_document(&context.source().path, path) else {
        return Vec::new();
    };
    let document = &handbook.documents[index];
    let anchors = handbook.anchors(index).into_iter();
    let suggestions = anchors.map(|(anchor, node)| Suggestion {
        detail: document.text(node),
        ..Suggestion::of(anchor, CompletionItemKind::REFERENCE)
    });
    suggestions.collect()
}

fn attributes() -> Vec<Suggestion> {
    let (keys, words) = attribute_names();
    let keys = keys.iter().map(|key| format!("{key}="));
    let keys = keys.map(|key| Suggestion::of(key, CompletionItemKind::PROPERTY));
    let words = words.iter().copied();
    let words = words.map(|word| Suggestion::of(word, CompletionItemKind::KEYWORD));
    keys.chain(words).collect()
}

/// The tracks, levels or areas of the plan, by their ids.
fn values(context: &TextContext<'_>, key: &str) -> Vec<Suggestion> {
    let Some(plan) = context.plan() else {
        return Vec::new();
    };
    let named: Vec<(&String, &String)> = match key {
        "track" => {
            let tracks = plan.tracks.iter();
            tracks.map(|track| (&track.id, &track.name)).collect()
        }
        "level" => {
            let levels = plan.levels.iter();
            levels.map(|level| (&level.id, &level.name)).collect()
        }
        "area" => {
            let areas = plan.areas.iter();
            areas.map(|area| (&area.id, &area.name)).collect()
        }
        _ => Vec::new(),
    };
    let suggestions = named.into_iter().map(|(id, name)| Suggestion {
        detail: name.clone(),
        ..Suggestion::of(id, CompletionItemKind::ENUM_MEMBER)
    });
    suggestions.collect()
}
