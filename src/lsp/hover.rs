//! What a link leads to, and the hours of the week or the day that a heading names.

use lsp_types::Position;
use serde_json::{Value, json};

use super::context::TextContext;
use crate::check::{NO_HOURS, day_time_for, week_hours};
use crate::document::{Document, NodeId, NodeKind};
use crate::outline::{OutlinedPart, plan_parts};
use crate::plan::{Handbook, LinkSource, Plan, Target};
use crate::span::Span;

/// What there is to know about the words at a position.
pub(super) fn hover(context: &mut TextContext<'_>, position: Position) -> Option<Value> {
    let byte = context.byte(position);
    let (text, span) = link(context, byte).or_else(|| heading(context, byte))?;
    Some(json!({
        "contents": {"kind": "markdown", "value": text},
        "range": context.texts.range(span),
    }))
}

/// The target of the link or image at a byte.
fn link(context: &TextContext<'_>, byte: usize) -> Option<(String, Span)> {
    let (index, document) = context.document()?;
    let links = document.all().filter_map(|id| {
        let node = document.node(id);
        let (NodeKind::Link { target, .. } | NodeKind::Image { target, .. }) = &node.kind else {
            return None;
        };
        context
            .is_at(node.span, byte)
            .then_some((id, target, node.span))
    });
    // The innermost one.
    let (id, written, span) = links.last()?;
    let handbook = &context.outlined.handbook;
    let text = match handbook.links[index].get(&LinkSource::Node(id))? {
        Target::Document {
            document, heading, ..
        } => to_document(handbook, *document, *heading),
        Target::Asset(path) => match context.outlined.sources.picture_size(path) {
            Some(size) => format!("`{path}`, {} × {} pixels", size.width, size.height),
            None => format!("`{path}`"),
        },
        Target::External => format!("`{written}`"),
        Target::Missing | Target::Refused => {
            let mut problems = context.outlined.diagnostics.iter();
            let problem = problems.find(|problem| problem.span == span)?;
            match &problem.hint {
                Some(hint) => format!("{}\n\n{hint}", problem.message),
                None => problem.message.clone(),
            }
        }
    };
    Some((text, span))
}

/// The title of a document, the words of a heading in it, and its path.
fn to_document(handbook: &Handbook, index: usize, heading: Option<NodeId>) -> String {
    let document = &handbook.documents[index];
    let mut text = format!("**{}**", plain(&title(handbook, index)));
    let mut path = document.path.clone();
    if let Some(heading) = heading {
        document.path_of(heading).clone_into(&mut path);
        if let Some(anchor) = document.anchor(heading) {
            text = format!("{text}: {}", plain(&document.text(heading)));
            path = format!("{path}#{anchor}");
        }
    }
    format!("{text}\n\n`{path}`")
}

/// The title of a document.
pub(super) fn title(handbook: &Handbook, index: usize) -> String {
    let mut plans = handbook.plans.iter();
    let mut chapters = handbook.all_chapters();
    let plan = plans.find(|plan| plan.document == index);
    let mut chapter = || chapters.find(|chapter| chapter.document == index);
    match plan {
        Some(plan) => plan.title.clone(),
        None => chapter().map_or_else(
            || handbook.documents[index].path.clone(),
            |chapter| chapter.title.clone(),
        ),
    }
}

/// The facts about the part of a plan whose heading is at a byte, or in its line.
fn heading(context: &mut TextContext<'_>, byte: usize) -> Option<(String, Span)> {
    let (_, document) = context.document()?;
    let plan = context.plan()?;
    let parts = plan_parts(context.outlined, plan);
    let line = context.texts.columns(context.file).line(byte);
    let mut found = Vec::new();
    collect(&parts, &mut found);
    let own = found.into_iter().filter_map(|part| {
        let span = document.words(part.heading);
        let is_near = span.file == context.file && line.contains(&span.range().start);
        is_near.then_some((part, span))
    });
    let own: Vec<_> = own.collect();
    let exact = own.iter().find(|(_, span)| context.is_at(*span, byte));
    let (part, span) = exact.or_else(|| own.first())?;
    Some((facts(plan, document, part), *span))
}

/// All parts, outer ones first.
fn collect<'p>(parts: &'p [OutlinedPart], found: &mut Vec<&'p OutlinedPart>) {
    for part in parts {
        found.push(part);
        collect(&part.parts, found);
    }
}

/// The facts about a part, and for a week or a day its hours by track.
fn facts(plan: &Plan, document: &Document, part: &OutlinedPart) -> String {
    let facts = part.facts.join(", ");
    let mut text = format!("**{}**\n\n{facts}", plain(&part.name));
    let week = plan.weeks.iter().find(|week| week.heading == part.heading);
    let mut days = plan.weeks.iter().flat_map(|week| &week.days);
    let day = days.find(|day| day.heading == part.heading);
    let times: Vec<String> = match (week, day) {
        (Some(week), _) => week_hours(plan, week).track_texts(&plan.tracks).collect(),
        (None, Some(day)) => (0..plan.tracks.len())
            .map(|track| {
                day_time_for(plan, day, track)
                    .map_or_else(|| NO_HOURS.to_owned(), |time| time.to_string())
            })
            .collect(),
        (None, None) => Vec::new(),
    };
    let times = plan.tracks.iter().zip(times);
    let times: Vec<String> = times
        .map(|(track, time)| format!("- {}: {time}", plain(&track.name)))
        .collect();
    if !times.is_empty() {
        text = format!("{text}\n\n{}", times.join("\n"));
    }
    match document.anchor(part.heading) {
        Some(anchor) => format!("{text}\n\n`#{anchor}`"),
        None => text,
    }
}

/// A text without marks that Markdown would read.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_[]<>#".contains(character) {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
}
