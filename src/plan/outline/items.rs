//! What is in a day: blocks with their labels, notes for a track, prose.

use std::ops::Range;

use super::Nesting;
use crate::document::{NodeId, NodeKind};
use crate::plan::model::{Block, DayItem, TrackNote};
use crate::plan::reader::{Reader, Timed, stated, timed};
use crate::plan::track::track_of_label;
use crate::plan::vocabulary::Vocabulary;

impl Nesting<'_, '_> {
    /// Sorts nodes into blocks, notes and prose; what follows a block's label is in the block.
    pub(super) fn fill(&self, body: &[NodeId], items: &mut Vec<DayItem>) {
        for id in body {
            if let Some(notes) = self.track_notes(*id) {
                items.extend(notes.into_iter().map(DayItem::Note));
            } else if let Some(label) = self.label(*id) {
                items.push(DayItem::Block(label));
            } else {
                let open = items
                    .iter_mut()
                    .rev()
                    .find(|item| !matches!(item, DayItem::Note(_)));
                match open {
                    Some(DayItem::Block(block)) => block.body.push(*id),
                    Some(DayItem::Prose(nodes)) => nodes.push(*id),
                    _ => items.push(DayItem::Prose(vec![*id])),
                }
            }
        }
    }

    /// A paragraph that is a block's label: strong words with a time in or behind them, or strong words
    /// that call themselves a block.
    pub(super) fn label(&self, id: NodeId) -> Option<Block> {
        let document = self.reading.document;
        if !matches!(document.node(id).kind, NodeKind::Paragraph) {
            return None;
        }
        let mut children = document.children(id);
        let first = children.next()?;
        if !matches!(document.node(first).kind, NodeKind::Strong) {
            return None;
        }
        let rest = children
            .next()
            .map(|next| document.text(next))
            .unwrap_or_default();
        let timed_after = rest.trim().trim_start_matches(':').trim().starts_with('(')
            && rest.trim().ends_with(')');
        if children.next().is_some() || !(rest.trim_matches([':', ' ']).is_empty() || timed_after) {
            return None;
        }
        let text = document.text(id);
        block_label(&text, self.reading.words).map(|timed| block(&timed, id))
    }

    /// A paragraph whose lines are each an emphasised note for one track.
    pub(super) fn track_notes(&self, id: NodeId) -> Option<Vec<TrackNote>> {
        let document = self.reading.document;
        if !matches!(document.node(id).kind, NodeKind::Paragraph) {
            return None;
        }
        let mut notes = Vec::new();
        for child in document.children(id) {
            match &document.node(child).kind {
                NodeKind::Emphasis => notes.push(self.track_note(child)?),
                NodeKind::SoftBreak | NodeKind::HardBreak => {}
                NodeKind::Text(text) if text.trim().is_empty() => {}
                _ => return None,
            }
        }
        (!notes.is_empty()).then_some(notes)
    }

    pub(super) fn track_note(&self, emphasis: NodeId) -> Option<TrackNote> {
        let document = self.reading.document;
        let mut children = document.children(emphasis);
        let first = children.next()?;
        let text = document.text(first);
        let (label, rest) = text.split_once(':')?;
        let track = track_of_label(self.reading.tracks, label, self.reading.words)?;
        let said = document.text(emphasis);
        let after = said.split_once(':')?.1;
        let time = Reader::new(after, self.reading.words).rest;
        let time = stated(time, self.reading.words).or_else(|| {
            let timed = timed(after, self.reading.words);
            timed.stated.map(|stated| (stated, ""))
        });
        Some(TrackNote {
            track,
            node: emphasis,
            text: children.collect(),
            first: rest.trim_start().to_owned(),
            stated: time.map(|(stated, _)| stated),
        })
    }

    /// Gives each block its tasks.
    pub(super) fn share_out(&self, items: &mut [DayItem], day: &Range<usize>) {
        let tasks = &self.reading.tasks[day.clone()];
        for item in items {
            let DayItem::Block(block) = item else {
                continue;
            };
            let (Some(first), Some(last)) = (block.body.first(), block.body.last()) else {
                continue;
            };
            let end = self.reading.document.after(*last);
            let start = day.start + tasks.partition_point(|task| task.item < *first);
            let stop = day.start + tasks.partition_point(|task| task.item < end);
            block.tasks = start..stop;
        }
    }
}

pub(super) fn block_label<'a>(text: &'a str, words: &'a Vocabulary) -> Option<Timed<'a>> {
    let timed = timed(text, words);
    let called_block = || {
        timed.title.split_whitespace().any(|word| {
            let mut reader = Reader::new(word, words);
            reader.word(&words.block) && reader.rest.is_empty()
        })
    };
    let is_label = !timed.title.is_empty() && (timed.stated.is_some() || called_block());
    is_label.then_some(timed)
}

pub(super) fn block(timed: &Timed<'_>, heading: NodeId) -> Block {
    Block {
        label: timed.title.to_owned(),
        stated: timed.stated,
        note: timed.note.to_owned(),
        heading,
        body: Vec::new(),
        tasks: 0..0,
    }
}
