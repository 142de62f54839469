//! Tracks and levels: detected in the text, or stated (`docs/format.md`, Tracks, levels and audiences).

use std::collections::HashMap;

use rayon::prelude::*;

use super::line::lines;
use super::name::name;
use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::{Document, NodeId, NodeKind, Slugs, slug, without_decoration};
use crate::language::{LineReader, Vocabulary, WordList, fold, plain, stated};
use crate::plan::file_name;
use crate::span::Span;
use crate::units::{Area, Level, Share, Stated, Track};

/// The tracks and the levels of a plan.
pub(super) fn read(
    document: &Document,
    title: &str,
    (course, words): (&Course, &Vocabulary),
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Track>, Vec<Level>) {
    let (mut tracks, levels) = rayon::join(
        || tracks(document, course, words),
        || levels(document, title, course),
    );
    fix_levels(&mut tracks, &levels, course, diagnostics);
    (tracks, levels)
}

/// The tracks of a plan: the stated ones, completed from the text, or else those that the text defines.
fn tracks(document: &Document, course: &Course, words: &Vocabulary) -> Vec<Track> {
    let mut found = detected_tracks(document, words);
    if course.tracks.is_empty() {
        if found.is_empty() {
            found = noted_tracks(document, words);
        }
        return found;
    }
    let mut slugs = Slugs::default();
    course
        .tracks
        .iter()
        .map(|stated| {
            let names: Vec<String> = std::iter::once(&stated.name)
                .chain(&stated.id)
                .chain(&stated.aliases)
                .map(|name| plain(name))
                .collect();
            let same = found
                .iter()
                .find(|track| names.contains(&plain(&track.name)));
            let own_allocation = !stated.allocation.is_empty();
            Track {
                id: slugs.unique(&file_name(slug(stated.id.as_ref().unwrap_or(&stated.name)))),
                name: stated.name.clone(),
                aliases: stated.aliases.clone(),
                budget: stated.budget.or(same.and_then(|track| track.budget)),
                allocation: match same {
                    Some(track) if !own_allocation => track.allocation.clone(),
                    _ => stated.allocation.clone(),
                },
                level: None,
                span: stated.span,
            }
        })
        .collect()
}

/// Sets the levels that stated tracks name; an unknown level is an error.
fn fix_levels(
    tracks: &mut [Track],
    levels: &[Level],
    course: &Course,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (track, stated) in tracks.iter_mut().zip(&course.tracks) {
        let Some(name) = &stated.level else { continue };
        track.level = find_level(levels, name);
        if track.level.is_none() {
            let known = levels.iter().map(|level| level.name.as_str());
            diagnostics.push(unknown("level", name, stated.span, known));
        }
    }
}

/// `Standard Track (12 hours/week)`, with the allocation in the list below it.
fn detected_tracks(document: &Document, words: &Vocabulary) -> Vec<Track> {
    let mut slugs = Slugs::default();
    let mut tracks: Vec<Track> = Vec::new();
    let roots: Vec<NodeId> = document.roots().collect();
    let defined = |(index, id): (usize, &NodeId)| {
        let NodeKind::Heading(_) = document.node(*id).kind else {
            return None;
        };
        let text = document.text(*id);
        let (name, budget) = definition(&text, words)?;
        Some((index, name.to_owned(), budget))
    };
    let defined = roots.par_iter().enumerate().filter_map(defined);
    for (index, name, budget) in defined.collect::<Vec<_>>() {
        if tracks
            .iter()
            .any(|track| plain(&track.name) == plain(&name))
        {
            continue;
        }
        let allocation = roots[index + 1..]
            .iter()
            .take_while(|next| !matches!(document.node(**next).kind, NodeKind::Heading(_)))
            .find(|next| matches!(document.node(**next).kind, NodeKind::List(_)))
            .map(|list| allocation(document, *list, words))
            .unwrap_or_default();
        tracks.push(Track {
            id: slugs.unique(&file_name(slug(&name))),
            name,
            aliases: Vec::new(),
            budget: Some(budget),
            allocation,
            level: None,
            span: document.words(roots[index]),
        });
    }
    tracks
}

/// Tracks without a definition that notes in days mention at least twice: `*Part-time option: …*`. Beside them, the
/// whole plan is a track of its own.
fn noted_tracks(document: &Document, words: &Vocabulary) -> Vec<Track> {
    let is_week = |id: &NodeId| name(&document.text(*id), words).is_some_and(|name| name.is_week());
    let mut headings = document.headings().map(|(id, _)| id);
    let Some(first) = headings.find(is_week) else {
        return Vec::new();
    };
    let is_paragraph = |id: &NodeId| matches!(document.node(*id).kind, NodeKind::Paragraph);
    let after = document.all().skip_while(|id| *id <= first);
    let paragraphs: Vec<NodeId> = after.filter(is_paragraph).collect();
    let noted = paragraphs.par_iter().flat_map_iter(|id| {
        let marked = has_mark(document, *id).then(|| lines(document, *id));
        let lines = marked.into_iter().flatten();
        lines.filter_map(|line| Some((noted_name(document, &line, words)?, *id)))
    });
    let mut names: Vec<(String, usize, Span)> = Vec::new();
    for (name, id) in noted.collect::<Vec<_>>() {
        match names
            .iter_mut()
            .find(|(known, ..)| plain(known) == plain(&name))
        {
            Some((_, count, _)) => *count += 1,
            None => names.push((name, 1, document.words(id))),
        }
    }
    names.retain(|(_, count, _)| *count > 1);
    let Some((_, _, first)) = names.first() else {
        return Vec::new();
    };
    let whole = (words.full.clone(), 0, *first);
    let mut slugs = Slugs::default();
    std::iter::once(whole)
        .chain(names)
        .map(|(name, _, span)| Track {
            id: slugs.unique(&file_name(slug(&name))),
            name,
            aliases: Vec::new(),
            budget: None,
            allocation: Vec::new(),
            level: None,
            span,
        })
        .collect()
}

/// Whether any words of a paragraph are emphasized.
fn has_mark(document: &Document, paragraph: NodeId) -> bool {
    let is_mark = |kind: &NodeKind| matches!(kind, NodeKind::Emphasis | NodeKind::Strong);
    let mut lead = document.lead(paragraph);
    lead.any(|id| is_mark(&document.node(id).kind))
}

/// The track in the label of an emphasized line: `Part-time` of `*Part-time option: 1 hour*`.
fn noted_name(document: &Document, line: &[NodeId], words: &Vocabulary) -> Option<String> {
    let first = *line.first()?;
    if !matches!(
        document.node(first).kind,
        NodeKind::Emphasis | NodeKind::Strong
    ) {
        return None;
    }
    let text: String = line.iter().map(|id| document.text(*id)).collect();
    let (label, _) = text.split_once([':', '：'])?;
    let (name, last) = label.trim().rsplit_once(' ')?;
    let last = fold(last);
    let is_track = words.track.contains(&last) || words.alternative.contains(&last);
    let short = name.split_whitespace().count() <= 3 && name.chars().any(char::is_alphabetic);
    (is_track && short).then(|| name.trim().to_owned())
}

fn definition<'a>(text: &'a str, words: &Vocabulary) -> Option<(&'a str, Stated)> {
    let (_, line) = without_decoration(text);
    let (title, inner) = line.trim().strip_suffix(')')?.rsplit_once('(')?;
    let mut reader = LineReader::new(inner, words);
    let budget = reader.length()?;
    if !reader.per_week() {
        return None;
    }
    let name = without_track_word(title.trim(), words)?;
    (!name.is_empty()).then_some((name, budget))
}

/// `Standard` of `Standard Track`.
fn without_track_word<'a>(title: &'a str, words: &Vocabulary) -> Option<&'a str> {
    let (before, last) = title.rsplit_once(' ')?;
    words
        .track
        .iter()
        .any(|track| plain(track) == plain(last))
        .then_some(before.trim())
}

/// `**System Design**: 35% (4.2 hours) - Deep technical mastery`, one area per item.
fn allocation(document: &Document, list: NodeId, words: &Vocabulary) -> Vec<Share> {
    let share = |item| {
        let area = strong_label(document, item)?;
        let text = document.lead_text(item);
        let rest = text
            .trim_start()
            .strip_prefix(area.as_str())?
            .trim_start_matches([':', ' ']);
        let (percent, rest) = rest.split_once('%')?;
        let percent: f64 = percent.trim().replace(',', ".").parse().ok()?;
        if !percent.is_finite() {
            return None;
        }
        let rest = rest.trim_start();
        let (effort, note) = match rest
            .strip_prefix('(')
            .and_then(|inner| inner.split_once(')'))
        {
            Some((inner, after)) => (stated(inner, words).map(|(time, _)| time.high), after),
            None => (None, rest),
        };
        let mut note = LineReader::new(note, words);
        note.separator();
        Some(Share {
            area: area.trim_end_matches(':').to_owned(),
            percent,
            effort,
            note: note.rest.to_owned(),
            span: document.words(item),
        })
    };
    document.children(list).filter_map(share).collect()
}

/// The strong words at the start of an item.
pub(super) fn strong_label(document: &Document, item: NodeId) -> Option<String> {
    let first = document
        .lead(item)
        .find(|id| !matches!(&document.node(*id).kind, NodeKind::Text(text) if text.is_empty()))?;
    matches!(document.node(first).kind, NodeKind::Strong).then(|| document.text(first))
}

/// The areas in the tracks' allocations and then the stated ones, in the order in which they are first named.
pub(super) fn areas(tracks: &[Track], stated: &[String]) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    let shares = tracks.iter().flat_map(|track| &track.allocation);
    for name in shares.map(|share| &share.area).chain(stated) {
        if !areas.iter().any(|area| plain(&area.name) == plain(name)) {
            areas.push(Area {
                id: slug(name),
                name: name.clone(),
            });
        }
    }
    areas
}

/// The levels of a plan: the stated ones, or else recurring strong labels of sibling items that are words of the title.
fn levels(document: &Document, title: &str, course: &Course) -> Vec<Level> {
    let mut slugs = Slugs::default();
    if !course.levels.is_empty() {
        return course
            .levels
            .iter()
            .map(|stated| Level {
                id: slugs.unique(&slug(stated.id.as_ref().unwrap_or(&stated.name))),
                name: stated.name.clone(),
            })
            .collect();
    }
    let in_title: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).collect();
    let mut order: Vec<String> = Vec::new();
    let mut count: HashMap<String, usize> = HashMap::new();
    for list in document
        .all()
        .filter(|id| matches!(document.node(*id).kind, NodeKind::List(_)))
    {
        let labels: Vec<String> = document
            .children(list)
            .filter_map(|item| strong_label(document, item))
            .map(|label| label.trim_end_matches(':').trim().to_owned())
            .filter(|label| in_title.contains(&label.as_str()))
            .collect();
        if labels.len() < 2 {
            continue;
        }
        for label in labels {
            if !order.contains(&label) {
                order.push(label.clone());
            }
            *count.entry(label).or_default() += 1;
        }
    }
    order
        .into_iter()
        .filter(|label| count.get(label).is_some_and(|count| *count > 1))
        .map(|name| Level {
            id: slugs.unique(&slug(&name)),
            name,
        })
        .collect()
}

/// The track with a name, an id or an alias.
pub(super) fn find_track(tracks: &[Track], name: &str) -> Option<usize> {
    let name = plain(name);
    tracks.iter().position(|track| {
        plain(&track.name) == name
            || plain(&track.id) == name
            || track.aliases.iter().any(|alias| plain(alias) == name)
    })
}

/// The level with a name or an id.
pub(super) fn find_level(levels: &[Level], name: &str) -> Option<usize> {
    let name = plain(name);
    levels
        .iter()
        .position(|level| plain(&level.name) == name || plain(&level.id) == name)
}

/// The track of a heading or a label: its name, alone or before one of the words for a track's parts (`Part-Time Track
/// Schedules (1.5-2 hours/day)`). Returns the text after them too.
pub(super) fn track_of_label<'a>(
    tracks: &[Track],
    label: &'a str,
    words: &'a Vocabulary,
) -> Option<(usize, &'a str)> {
    let (_, line) = without_decoration(label);
    let after = |name: &String| {
        let mut reader = LineReader::new(line, words);
        let is_track = reader.word(&WordList::from(vec![fold(name)]))
            && (reader.word(&words.of_track)
                || reader.rest.is_empty()
                || reader.rest.starts_with([':', '：', '(', '（']));
        is_track.then_some(reader.rest)
    };
    tracks.iter().enumerate().find_map(|(index, track)| {
        let mut names = std::iter::once(&track.name).chain(&track.aliases);
        Some((index, names.find_map(after)?))
    })
}

/// Reports a track, level or area that the plan does not have.
pub(super) fn unknown<'a>(
    what: &str,
    name: &str,
    span: Span,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::UnknownName,
        span,
        format!("this plan has no {what} `{name}`"),
    );
    let names: Vec<&str> = known.clone().collect();
    match did_you_mean(name, known) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None if names.is_empty() => {
            diagnostic.hint(format!("define the {what}s of the plan first"))
        }
        None => diagnostic.hint(format!("known {what}s: {}", names.join(", "))),
    }
}
