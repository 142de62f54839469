//! The audiences of a plan's nodes (`docs/format.md`, Audiences): headings that name a track, items with a level's
//! label, and attributes or admonitions that state one.

use std::collections::HashMap;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::track::{find_level, find_track, strong_label, track_of_label, unknown};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{AttributeList, Document, NodeId, NodeKind};
use crate::language::Vocabulary;
use crate::plan::Task;
use crate::span::Span;
use crate::units::{Audience, Level, Track};

/// The names that can be an audience.
#[derive(Clone, Copy, Debug)]
pub(super) struct AudienceNames<'a> {
    pub(super) tracks: &'a [Track],
    pub(super) levels: &'a [Level],
    pub(super) words: &'a Vocabulary,
}

/// The nodes that are for some readers only.
pub(super) fn audiences(
    document: &Document,
    names: AudienceNames<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> HashMap<NodeId, Audience> {
    let mut audiences = HashMap::new();
    for id in document.all() {
        let node = document.node(id);
        let audience = match &node.kind {
            NodeKind::Heading(heading) => {
                let mut audience =
                    by_attributes(heading.attributes.as_deref(), names, node.span, diagnostics);
                if audience.tracks.is_none() && !names.tracks.is_empty() {
                    let text = document.text(id);
                    let track = track_of_label(names.tracks, &text, names.words);
                    audience.tracks = track.map(|(track, _)| vec![track]);
                }
                audience
            }
            NodeKind::Item { attributes, .. } => {
                let mut audience =
                    by_attributes(attributes.as_deref(), names, node.span, diagnostics);
                if audience.levels.is_none()
                    && !names.levels.is_empty()
                    && let Some(label) = strong_label(document, id)
                {
                    let level = find_level(names.levels, label.trim_end_matches(':'));
                    audience.levels = level.map(|level| vec![level]);
                }
                audience
            }
            NodeKind::Admonition(admonition) if admonition.kind == "track" => {
                let title = document.box_title(id);
                Audience {
                    tracks: listed(title.as_deref(), ("track", node.span), names, diagnostics),
                    levels: None,
                }
            }
            NodeKind::Admonition(admonition) if admonition.kind == "level" => {
                let title = document.box_title(id);
                Audience {
                    tracks: None,
                    levels: listed(title.as_deref(), ("level", node.span), names, diagnostics),
                }
            }
            _ => continue,
        };
        if audience != Audience::default() {
            audiences.insert(id, audience);
        }
    }
    audiences
}

fn by_attributes(
    attributes: Option<&AttributeList>,
    names: AudienceNames<'_>,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Audience {
    let Some(attributes) = attributes else {
        return Audience::default();
    };
    let span = attributes.span.unwrap_or(span);
    Audience {
        tracks: listed(attributes.get("track"), ("track", span), names, diagnostics),
        levels: listed(attributes.get("level"), ("level", span), names, diagnostics),
    }
}

/// The indices of the tracks or levels in a list, which may be separated by commas or spaces.
fn listed(
    list: Option<&str>,
    (what, span): (&str, Span),
    names: AudienceNames<'_>,
    diagnostics: &mut Vec<Diagnostic>,
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
                diagnostics.push(unknown(
                    what,
                    name,
                    span,
                    names.tracks.iter().map(|t| t.id.as_str()),
                ));
            }
            None => {
                diagnostics.push(unknown(
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

/// Combines each task's audience with those of the nodes around it. `tasks` are in text order.
pub(super) fn apply(
    document: &Document,
    audiences: &HashMap<NodeId, Audience>,
    tasks: &mut [Task],
) {
    let mut scopes = Scopes::of(document, audiences);
    for task in tasks {
        let around = scopes.at(task.item);
        let own = std::mem::take(&mut task.audience);
        task.audience = Audience {
            tracks: both(around.tracks, own.tracks.as_ref()),
            levels: both(around.levels, own.levels.as_ref()),
        };
    }
}

/// Reports each node that no edition shows, since it is for readers who do not see the part around it.
pub(super) fn unseen(
    document: &Document,
    audiences: &HashMap<NodeId, Audience>,
    names: AudienceNames<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let editions: Vec<(Option<usize>, Option<usize>)> = match names.tracks {
        [] => vec![(None, None)],
        tracks => (0..)
            .zip(tracks)
            .map(|(at, track)| (Some(at), track.level))
            .collect(),
    };
    let is_seen = |audience: &Audience| {
        let mut editions = editions.iter();
        editions.any(|(track, level)| audience.includes(*track, *level))
    };
    let mut scopes = Scopes::of(document, audiences);
    // An unknown name is reported when it is read.
    let is_known = |list: &Option<Vec<usize>>| list.as_ref().is_none_or(|list| !list.is_empty());
    let mut nodes: Vec<NodeId> = audiences
        .iter()
        .filter(|(_, audience)| is_known(&audience.tracks) && is_known(&audience.levels))
        .map(|(node, _)| *node)
        .collect();
    nodes.sort_unstable();
    for node in nodes {
        let audience = scopes.at(node);
        let outer = scopes.open.iter().rev().find(|scope| scope.start != node);
        let outer_is_seen = outer.is_none_or(|outer| is_seen(&outer.audience));
        if is_seen(&audience) || !outer_is_seen {
            continue;
        }
        let unseen = |why: &str| {
            let why = format!("no reader sees this: it is {why}");
            Diagnostic::new(Code::NeverShown, document.words(node), why)
        };
        diagnostics.push(match outer {
            Some(outer) => unseen("not for the readers of the part around it")
                .label(document.words(outer.start), "the part around it")
                .hint("move it out of that part, or make both for the same track and level"),
            None => unseen("for a level that no track has").hint("use the level of a track"),
        });
    }
}

/// The parts of a document that are for some readers only, for queries from its start to its end.
struct Scopes<'a> {
    ahead: Peekable<IntoIter<(Scope, &'a Audience)>>,
    /// The parts around the last queried node, innermost last.
    open: Vec<Scope>,
}

/// A node with an audience for everything in it, or for the section below it.
struct Scope {
    start: NodeId,
    /// The first node after it.
    end: NodeId,
    is_section: bool,
    /// Its audience, combined with those of the parts around it.
    audience: Audience,
}

impl<'a> Scopes<'a> {
    fn of(document: &Document, audiences: &'a HashMap<NodeId, Audience>) -> Self {
        let is_heading = |id: &NodeId| matches!(document.node(*id).kind, NodeKind::Heading(_));
        let ends = if audiences.keys().any(is_heading) {
            section_ends(document)
        } else {
            HashMap::new()
        };
        let mut scopes: Vec<(Scope, &Audience)> = audiences
            .iter()
            .map(|(id, audience)| {
                let section = ends.get(id).copied();
                let scope = Scope {
                    start: *id,
                    end: section.unwrap_or_else(|| document.after(*id)),
                    is_section: section.is_some(),
                    audience: Audience::default(),
                };
                (scope, audience)
            })
            .collect();
        scopes.sort_by_key(|(scope, _)| scope.start);
        Self {
            ahead: scopes.into_iter().peekable(),
            open: Vec::new(),
        }
    }

    /// The audience of a node, which must not be in front of earlier queries.
    fn at(&mut self, node: NodeId) -> Audience {
        while let Some((mut scope, own)) = self.ahead.next_if(|(scope, _)| scope.start <= node) {
            self.open.retain(|open| scope.start < open.end);
            let around = self.open.last().map(|open| open.audience.clone());
            let around = around.unwrap_or_default();
            scope.audience.levels = both(around.levels, own.levels.as_ref());
            scope.audience.tracks = match both(around.tracks, own.tracks.as_ref()) {
                // A section for one track in a section for a different one is for its own track.
                Some(nobody) if nobody.is_empty() && scope.is_section => own.tracks.clone(),
                tracks => tracks,
            };
            self.open.push(scope);
        }
        self.open.retain(|open| node < open.end);
        let innermost = self.open.last();
        innermost
            .map(|open| open.audience.clone())
            .unwrap_or_default()
    }
}

/// The indices in both lists; `None` means all of them.
fn both(one: Option<Vec<usize>>, other: Option<&Vec<usize>>) -> Option<Vec<usize>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.into_iter().filter(|i| other.contains(i)).collect()),
        (one, other) => one.or_else(|| other.cloned()),
    }
}

/// The end of the section below each outermost heading.
pub(super) fn section_ends(document: &Document) -> HashMap<NodeId, NodeId> {
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
