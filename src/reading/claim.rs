//! Finds the hours per week that the text before the first week promises.

use crate::document::{Document, NodeId, NodeKind};
use crate::language::{LineReader, Vocabulary, plain};
use crate::plan::{Claim, Plan};
use crate::units::Track;

/// The claims, in text order. Hours about a track that are not after its name (`for the long track, plan 12 hours a
/// week`) are left out, since their audience is unclear.
pub(super) fn claims(document: &Document, plan: &Plan, words: &Vocabulary) -> Vec<Claim> {
    let phase = plan.phases.first().map(|phase| phase.heading);
    let week = plan.weeks.first().map(|week| week.heading);
    let Some(end) = phase.into_iter().chain(week).min() else {
        return Vec::new();
    };
    let mut claims = Vec::new();
    let mut skipped = None;
    for id in document.all().take_while(|id| *id < end) {
        if skipped.is_some_and(|outer| document.contains(outer, id)) {
            continue;
        }
        match document.node(id).kind {
            // Text for readers to copy and tables are about examples, not about the plan.
            NodeKind::Template { .. } | NodeKind::Table(_) => skipped = Some(id),
            NodeKind::Paragraph => claims.extend(in_text(document, id, &plan.tracks, words)),
            NodeKind::Item { .. } if is_tight(document, id) => {
                claims.extend(in_text(document, id, &plan.tracks, words));
            }
            _ => {}
        }
    }
    claims
}

/// Whether the first words of an item are directly in it, without a paragraph, which would be read separately.
fn is_tight(document: &Document, item: NodeId) -> bool {
    document
        .children(item)
        .next()
        .is_some_and(|first| document.node(first).kind.is_inline())
}

fn in_text(document: &Document, id: NodeId, tracks: &[Track], words: &Vocabulary) -> Vec<Claim> {
    let text = document.lead_text(id);
    let mut claims = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(|c: char| c.is_ascii_digit()) {
        at += next;
        let rest = text[at..].trim_end();
        let mut reader = LineReader::new(rest, words);
        let hours = reader.length().filter(|_| reader.per_week());
        let attached = text[..at].ends_with(|c: char| c.is_alphanumeric() || ".,-–".contains(c));
        let Some(hours) = hours.filter(|_| !attached) else {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            at += digits;
            continue;
        };
        let length = rest.len() - reader.rest.len();
        // The reader also takes a dot after an abbreviation, which may end the sentence here.
        let end = at + rest[..length].trim_end_matches(['.', ' ']).len();
        let track = track_before(&text[..at], tracks, words);
        if track.is_some() || !names_a_track(sentence(&text, at, end), tracks) {
            claims.push(Claim {
                hours,
                track,
                span: document.part(id, &text[at..end]),
            });
        }
        at = end;
    }
    claims
}

/// The track whose name ends `before`, with or without the word for tracks.
fn track_before(before: &str, tracks: &[Track], words: &Vocabulary) -> Option<usize> {
    let before = plain(before);
    tracks.iter().position(|track| {
        names(track).any(|name| {
            before.ends_with(&name)
                || words
                    .track
                    .iter()
                    .any(|word| before.ends_with(&(name.clone() + &plain(word))))
        })
    })
}

fn names_a_track(sentence: &str, tracks: &[Track]) -> bool {
    let sentence = plain(sentence);
    tracks
        .iter()
        .flat_map(names)
        .any(|name| sentence.contains(&name))
}

fn names(track: &Track) -> impl Iterator<Item = String> {
    std::iter::once(&track.name)
        .chain(&track.aliases)
        .map(|name| plain(name))
        .filter(|name| !name.is_empty())
}

/// The sentence around a range of a text.
fn sentence(text: &str, start: usize, end: usize) -> &str {
    let stops = [". ", "! ", "? ", "; "];
    let from = stops.iter().filter_map(|stop| text[..start].rfind(stop));
    let to = stops.iter().filter_map(|stop| text[end..].find(stop));
    let from = from.max().unwrap_or(0);
    let to = to.min().map_or(text.len(), |to| end + to);
    &text[from..to]
}
