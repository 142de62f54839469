//! The way back from a rewritten text to the source: which of its bytes are the source's own.

use std::ops::Range;

/// A text made from another, with the pieces that were taken over as they stood.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    /// The new text.
    pub(super) text: String,
    pieces: Vec<Piece>,
}

/// `len` bytes at `new` in the new text that are those at `old` in the old one.
#[derive(Clone, Copy, Debug)]
struct Piece {
    new: usize,
    old: usize,
    len: usize,
}

impl Rewritten {
    /// Takes `range` of the old text over as it stands.
    pub(super) fn keep(&mut self, old: &str, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let new = self.text.len();
        self.text.push_str(&old[range.clone()]);
        match self.pieces.last_mut() {
            Some(last) if last.new + last.len == new && last.old + last.len == range.start => {
                last.len += range.len();
            }
            _ => self.pieces.push(Piece {
                new,
                old: range.start,
                len: range.len(),
            }),
        }
    }

    /// Adds text that stands for nothing in the old one.
    pub(super) fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Where a byte of the new text stood in the old one; for added text, where the piece before it ended.
    pub(super) fn old(&self, new: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.new <= new);
        match after.checked_sub(1).map(|index| self.pieces[index]) {
            Some(piece) => piece.old + (new - piece.new).min(piece.len),
            None => self.pieces.first().map_or(0, |piece| piece.old),
        }
    }

    /// The old range for a new one: from the first byte that was taken over to the last.
    pub(super) fn old_range(&self, new: Range<usize>) -> Range<usize> {
        let first = self
            .pieces
            .partition_point(|piece| piece.new + piece.len <= new.start);
        let start = match self.pieces.get(first) {
            Some(piece) if piece.new < new.end => piece.old + new.start.saturating_sub(piece.new),
            _ => self.old(new.start),
        };
        let end = new.end.checked_sub(1).map_or(0, |last| self.old(last));
        let end = if self.is_kept(new.end.saturating_sub(1)) {
            end + 1
        } else {
            end
        };
        start..end.max(start)
    }

    fn is_kept(&self, new: usize) -> bool {
        let after = self.pieces.partition_point(|piece| piece.new <= new);
        after
            .checked_sub(1)
            .is_some_and(|index| new < self.pieces[index].new + self.pieces[index].len)
    }
}
