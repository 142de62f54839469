//! Whom pieces of a plan are for (PLAN-FORMAT, section 4): headings that name a track, items with a
//! level's label, and whatever says so with attributes or an admonition.

use std::collections::HashMap;

use super::model::Task;
use super::track::{find_level, find_track, strong_label, track_of_label, unknown};
use super::vocabulary::Vocabulary;
use crate::diagnostic::Diagnostic;
use crate::document::{Attributes, Document, NodeId, NodeKind};
use crate::span::Span;
use crate::units::{Audience, Level, Track};

/// The names that something may be for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    pub(super) tracks: &'a [Track],
    pub(super) levels: &'a [Level],
    pub(super) words: &'a Vocabulary,
}

/// The nodes that are for some readers only.
pub(super) fn audiences(
    document: &Document,
    names: Names<'_>,
    found: &mut Vec<Diagnostic>,
) -> HashMap<NodeId, Audience> {
    let mut audiences = HashMap::new();
    for id in document.all() {
        let node = document.node(id);
        let audience = match &node.kind {
            NodeKind::Heading(heading) => {
                let mut audience = by_attributes(&heading.attributes, names, node.span, found);
                if audience.tracks.is_none() {
                    let track = track_of_label(names.tracks, &document.text(id), names.words);
                    audience.tracks = track.map(|track| vec![track]);
                }
                audience
            }
            NodeKind::Item { attributes, .. } => {
                let mut audience = by_attributes(attributes, names, node.span, found);
                if audience.levels.is_none()
                    && let Some(label) = strong_label(document, id)
                {
                    let level = find_level(names.levels, label.trim_end_matches(':'));
                    audience.levels = level.map(|level| vec![level]);
                }
                audience
            }
            NodeKind::Admonition {
                kind: "track",
                title,
                ..
            } => Audience {
                tracks: listed(title.as_deref(), ("track", node.span), names, found),
                levels: None,
            },
            NodeKind::Admonition {
                kind: "level",
                title,
                ..
            } => Audience {
                tracks: None,
                levels: listed(title.as_deref(), ("level", node.span), names, found),
            },
            _ => continue,
        };
        if audience != Audience::default() {
            audiences.insert(id, audience);
        }
    }
    audiences
}

fn by_attributes(
    attributes: &Attributes,
    names: Names<'_>,
    span: Span,
    found: &mut Vec<Diagnostic>,
) -> Audience {
    let span = attributes.span.unwrap_or(span);
    Audience {
        tracks: listed(attributes.get("track"), ("track", span), names, found),
        levels: listed(attributes.get("level"), ("level", span), names, found),
    }
}

/// The indices of the tracks or levels that a list names, which may be separated by commas or spaces.
fn listed(
    list: Option<&str>,
    (what, span): (&str, Span),
    names: Names<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<usize>> {
    let list = list?;
    let find = |name: &str| match what {
        "track" => find_track(names.tracks, name),
        _ => find_level(names.levels, name),
    };
    if let Some(index) = find(list) {
        return Some(vec![index]);
    }
    let separators: &[char] = if list.contains(',') {
        &[',']
    } else {
        &[' ', ';', '/']
    };
    let mut indices = Vec::new();
    for name in list
        .split(separators)
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        match find(name) {
            Some(index) => indices.push(index),
            None if what == "track" => {
                found.push(unknown(
                    what,
                    name,
                    span,
                    names.tracks.iter().map(|t| t.id.as_str()),
                ));
            }
            None => {
                found.push(unknown(
                    what,
                    name,
                    span,
                    names.levels.iter().map(|l| l.id.as_str()),
                ));
            }
        }
    }
    Some(indices)
}

/// Gives each task the audience of all that it stands in. `tasks` are in the order of the text.
pub(super) fn apply(
    document: &Document,
    audiences: &HashMap<NodeId, Audience>,
    tasks: &mut [Task],
) {
    let ends = section_ends(document);
    let mut scopes: Vec<(NodeId, NodeId, &Audience)> = audiences
        .iter()
        .map(|(id, audience)| {
            let end = ends.get(id).copied().unwrap_or_else(|| document.after(*id));
            (*id, end, audience)
        })
        .collect();
    scopes.sort_by_key(|(start, ..)| *start);
    let mut scopes = scopes.into_iter().peekable();
    let mut open: Vec<(NodeId, &Audience)> = Vec::new();
    for task in tasks {
        while let Some((_, end, audience)) = scopes.next_if(|(start, ..)| *start <= task.item) {
            open.push((end, audience));
        }
        open.retain(|(end, _)| task.item < *end);
        for (_, audience) in &open {
            task.audience.tracks = both(task.audience.tracks.take(), audience.tracks.as_ref());
            task.audience.levels = both(task.audience.levels.take(), audience.levels.as_ref());
        }
    }
}

fn both(one: Option<Vec<usize>>, other: Option<&Vec<usize>>) -> Option<Vec<usize>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.into_iter().filter(|i| other.contains(i)).collect()),
        (one, other) => one.or_else(|| other.cloned()),
    }
}

/// Where the section below each outermost heading ends.
fn section_ends(document: &Document) -> HashMap<NodeId, NodeId> {
    let mut ends = HashMap::new();
    let mut open: Vec<(u8, NodeId)> = Vec::new();
    let mut last = None;
    for id in document.roots() {
        last = Some(document.after(id));
        let NodeKind::Heading(heading) = &document.node(id).kind else {
            continue;
        };
        while let Some((_, start)) = open.pop_if(|(level, _)| *level >= heading.level) {
            ends.insert(start, id);
        }
        open.push((heading.level, id));
    }
    for (_, start) in open {
        ends.insert(start, last.unwrap_or(start));
    }
    ends
}
