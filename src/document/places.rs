//! Maps a rewritten text back to the source, and records which of its bytes are the source's own.

use std::ops::Range;

/// A text made from another, with the ranges that were copied unchanged.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    /// The new text.
    pub(super) text: String,
    pieces: Vec<MappedRange>,
}

/// `len` bytes at `new` in the new text that equal those at `old` in the old one, or replace all of them.
#[derive(Clone, Copy, Debug)]
struct MappedRange {
    new: usize,
    old: usize,
    len: usize,
    /// How many bytes of the old text they replace, if they are not copied.
    replaces: Option<usize>,
}

impl MappedRange {
    fn old_start(self, new: usize) -> usize {
        match self.replaces {
            Some(_) => self.old,
            None => self.old + new.saturating_sub(self.new).min(self.len),
        }
    }
}

impl Rewritten {
    /// Copies `range` of the old text unchanged.
    pub(super) fn keep(&mut self, old: &str, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let new = self.text.len();
        self.text.push_str(&old[range.clone()]);
        match self.pieces.last_mut() {
            Some(last)
                if last.replaces.is_none()
                    && last.new + last.len == new
                    && last.old + last.len == range.start =>
            {
                last.len += range.len();
            }
            _ => self.pieces.push(MappedRange {
                new,
                old: range.start,
                len: range.len(),
                replaces: None,
            }),
        }
    }

    /// Adds text that replaces `range` of the old one as a whole.
    pub(super) fn replace(&mut self, range: Range<usize>, text: &str) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(MappedRange {
            new: self.text.len(),
            old: range.start,
            len: text.len(),
            replaces: Some(range.len()),
        });
        self.text.push_str(text);
    }

    /// Removes the first bytes of the new text.
    pub(super) fn cut_start(&mut self, bytes: usize) {
        self.text.drain(..bytes);
        self.pieces.retain_mut(|piece| {
            let cut = bytes.saturating_sub(piece.new).min(piece.len);
            piece.new = piece.new.saturating_sub(bytes);
            piece.len -= cut;
            if piece.replaces.is_none() {
                piece.old += cut;
            }
            piece.len > 0
        });
    }

    /// Adds text without a counterpart in the old one.
    pub(super) fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The mapped range that contains a byte of the new text, or else the one before it.
    fn piece(&self, new: usize) -> Option<MappedRange> {
        let after = self.pieces.partition_point(|piece| piece.new <= new);
        after.checked_sub(1).map(|index| self.pieces[index])
    }

    /// The position in the old text of a byte of the new one; for added text, the end of the range before it.
    pub(super) fn old(&self, new: usize) -> usize {
        match self.piece(new) {
            Some(piece) => piece.old_start(new),
            None => self.pieces.first().map_or(0, |piece| piece.old),
        }
    }

    /// The old range for a new one: from the first to the last byte that was copied.
    pub(super) fn old_range(&self, new: Range<usize>) -> Range<usize> {
        let first = self
            .pieces
            .partition_point(|piece| piece.new + piece.len <= new.start);
        let start = match self.pieces.get(first) {
            Some(piece) if piece.new < new.end => piece.old_start(new.start),
            _ => self.old(new.start),
        };
        let end = match new.end.checked_sub(1).map(|last| (last, self.piece(last))) {
            Some((last, Some(piece))) => match piece.replaces {
                Some(len) => piece.old + len,
                None if last < piece.new + piece.len => self.old(last) + 1,
                None => self.old(last),
            },
            Some((last, None)) => self.old(last),
            None => 0,
        };
        start..end.max(start)
    }
}
