//! The content of a day: blocks with their labels, notes for a track, prose.

use std::ops::Range;

use super::label::BlockLabel;
use super::nesting::OutlineContext;
use crate::document::{NodeId, NodeKind};
use crate::language::{LineReader, field, stated, stated_first, timed};
use crate::plan::{Block, DayItem, TrackNote};
use crate::reading::line::lines;
use crate::reading::track::track_of_label;
use crate::units::Stated;

/// The longest line, in characters, that is a label with a title after its strong words.
const LONGEST_LABEL: usize = 80;

impl OutlineContext<'_> {
    /// Sorts nodes into blocks, notes and prose; the content after a block's label is in the block.
    pub(super) fn fill(&self, body: &[NodeId], items: &mut Vec<DayItem>) {
        for id in body {
            self.fill_with(*id, self.label(*id), items);
        }
    }

    /// Adds a block below a heading with its content. Labels in it divide its time; if they state more, they are blocks of
    /// their own.
    pub(super) fn fill_below(&self, block: Block, body: &[NodeId], items: &mut Vec<DayItem>) {
        let inner = body.iter().filter_map(|id| self.label(*id)?.stated);
        let inner: u32 = inner.map(|time| time.high.minutes()).sum();
        let is_divided = block
            .stated
            .is_some_and(|time| inner <= time.high.minutes());
        items.push(DayItem::Block(block));
        if is_divided {
            for id in body {
                self.fill_with(*id, None, items);
            }
        } else {
            self.fill(body, items);
        }
    }

    /// Adds a node, with the block whose label it is.
    fn fill_with(&self, id: NodeId, label: Option<Block>, items: &mut Vec<DayItem>) {
        if let Some(notes) = self.track_notes(id) {
            return items.extend(notes.into_iter().map(DayItem::Note));
        }
        if let Some(mut label) = label {
            label.instead = self.follows_or(items);
            return items.push(DayItem::Block(label));
        }
        let open = items
            .iter_mut()
            .rev()
            .find(|item| !matches!(item, DayItem::Note(_)));
        match open {
            Some(DayItem::Block(block)) => block.body.push(id),
            Some(DayItem::Prose(nodes)) => nodes.push(id),
            _ => items.push(DayItem::Prose(vec![id])),
        }
    }

    /// The time in a field below a heading: in a line of a paragraph, or in an item that is no task, also in a quote.
    pub(super) fn field(&self, body: &[NodeId]) -> Option<Stated> {
        let document = self.document;
        let read = |inline: &mut dyn Iterator<Item = NodeId>| {
            let mut line = String::new();
            inline.for_each(|id| document.push_text(id, &mut line));
            field(&line, self.words)
        };
        body.iter().find_map(|id| match &document.node(*id).kind {
            NodeKind::Paragraph => {
                let lines = lines(document, *id);
                lines
                    .iter()
                    .find_map(|line| read(&mut line.iter().copied()))
            }
            NodeKind::List(_) => {
                let items = document.children(*id);
                let mut fields = items.filter(|item| !document.is_task(*item));
                fields.find_map(|item| read(&mut document.lead(item)))
            }
            NodeKind::Quote => {
                let inner: Vec<NodeId> = document.children(*id).collect();
                self.field(&inner)
            }
            _ => None,
        })
    }

    /// Whether the last line before a block makes it an alternative to the previous block.
    pub(super) fn follows_or(&self, items: &[DayItem]) -> bool {
        let last = match items.last() {
            Some(DayItem::Block(block)) => block.body.last(),
            Some(DayItem::Prose(nodes)) => nodes.last(),
            _ => None,
        };
        last.is_some_and(|last| self.says_or(*last))
    }

    /// Whether a line only separates two alternatives: `- OR -`.
    fn says_or(&self, id: NodeId) -> bool {
        let document = self.document;
        let line = match &document.node(id).kind {
            NodeKind::Paragraph => id,
            NodeKind::List(_) => match document.children(id).last() {
                Some(item) => item,
                None => return false,
            },
            _ => return false,
        };
        let text = document.text(line);
        let mut reader = LineReader::new(&text, self.words);
        reader.rest = reader
            .rest
            .trim_start_matches(|c: char| !c.is_alphanumeric());
        reader.word(&self.words.or) && !reader.rest.contains(|c: char| c.is_alphanumeric())
    }

    /// The label of a block, in a paragraph: strong words with a time in or after them, or strong words that name a
    /// block.
    pub(super) fn label(&self, id: NodeId) -> Option<Block> {
        let document = self.document;
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
        if children.next().is_some() {
            return None;
        }
        let text = document.text(id);
        let strong = document.text(first);
        let is_alone = rest.trim_matches([':', ' ']).is_empty();
        let timed_after = rest.trim().trim_start_matches(':').trim().starts_with('(')
            && rest.trim().ends_with(')');
        if is_alone || timed_after {
            return BlockLabel::of(&text, self.words).map(|label| label.block(id));
        }
        // `**Evening (1 hour):** Practice`, `**Evening** (1 hour): Practice`
        let is_plain =
            text.chars().count() <= LONGEST_LABEL && document.descendants(id).count() == 3;
        let (time, label) = BlockLabel::around_time(&text, self.words).filter(|_| is_plain)?;
        let parts = [
            &text[time.end.min(strong.len())..strong.len()],
            &text[strong.len()..time.start.max(strong.len())],
        ];
        let is_beside = parts
            .iter()
            .all(|part| part.trim_matches([':', ' ']).is_empty());
        is_beside.then(|| label.block(id))
    }

    /// Lines that are each a note for one track: emphasized, after a strong label, in a quote or an item.
    pub(super) fn track_notes(&self, id: NodeId) -> Option<Vec<TrackNote>> {
        let document = self.document;
        if self.tracks.is_empty() {
            return None;
        }
        let mut notes = Vec::new();
        match &document.node(id).kind {
            NodeKind::Paragraph => {
                for line in lines(document, id) {
                    notes.push(self.line_note(&line)?);
                }
            }
            NodeKind::Quote => {
                for child in document.children(id) {
                    notes.extend(self.track_notes(child)?);
                }
            }
            NodeKind::List(_) => {
                for item in document.children(id) {
                    let lead: Vec<NodeId> = document.lead(item).collect();
                    let more = document.children(item).any(|child| {
                        let kind = &document.node(child).kind;
                        !kind.is_inline() && !matches!(kind, NodeKind::Paragraph)
                    });
                    if more || document.is_task(item) {
                        return None;
                    }
                    notes.push(self.line_note(&lead)?);
                }
            }
            _ => return None,
        }
        (!notes.is_empty()).then_some(notes)
    }

    /// A note in a line, which may be emphasized as a whole.
    fn line_note(&self, line: &[NodeId]) -> Option<TrackNote> {
        let document = self.document;
        match line {
            [one] if matches!(document.node(*one).kind, NodeKind::Emphasis) => {
                let inner: Vec<NodeId> = document.children(*one).collect();
                self.track_note(*one, &inner)
            }
            line => self.track_note(*line.first()?, line),
        }
    }

    /// A line that begins with a track's name and a colon. Further words between them belong to the note: `Part-time
    /// option (weekends): read`.
    fn track_note(&self, node: NodeId, line: &[NodeId]) -> Option<TrackNote> {
        let document = self.document;
        let words = self.words;
        let said: String = line.iter().map(|id| document.text(*id)).collect();
        let (label, after) = said.split_once([':', '：'])?;
        let label = label.trim_end();
        let (track, beside) = track_of_label(self.tracks, label, words)?;
        let mut start = match beside.trim() {
            "" => said.len() - after.len(),
            _ => label.len() - beside.len(),
        };
        // The text may begin inside of a node, which then has the track's name or the colon too.
        let mut texts = line.iter().map(|id| document.text(*id));
        let mut begins_in = 0;
        let first = texts.find_map(|text| {
            begins_in += 1;
            let rest = text.get(start..).map(|rest| rest.trim_start().to_owned());
            start = start.saturating_sub(text.len());
            rest
        })?;
        let time = |text: &str| {
            stated(text, words)
                .map(|(stated, _)| stated)
                .or_else(|| stated_first(text, words))
                .or_else(|| timed(text, words).stated)
        };
        Some(TrackNote {
            track,
            node,
            text: line[begins_in..].to_vec(),
            first,
            stated: time(after).or_else(|| time(beside)),
        })
    }

    /// Assigns each block its tasks.
    pub(super) fn share_out(&self, items: &mut [DayItem], day: &Range<usize>) {
        let tasks = &self.tasks[day.clone()];
        for item in items {
            let DayItem::Block(block) = item else {
                continue;
            };
            let (Some(first), Some(last)) = (block.body.first(), block.body.last()) else {
                continue;
            };
            let end = self.document.after(*last);
            let start = day.start + tasks.partition_point(|task| task.item < *first);
            let stop = day.start + tasks.partition_point(|task| task.item < end);
            block.tasks = start..stop;
        }
    }
}
