//! The pieces of a document with their positions: depth, parent, and amount of content.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::form::{Finder, Wanted};
use super::grid::boxes_in;
use super::name::Name;
use super::piece::Piece;
use crate::document::{Document, Form, NodeId, NodeKind};
use crate::language::Vocabulary;
use crate::span::Span;

/// The minimum number of pieces per core: fewer are not worth the overhead.
pub(super) const FEWEST_AT_ONCE: usize = 64;

/// A piece that names weeks or days.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Its index among the pieces.
    pub(super) piece: usize,
    pub(super) form: Form,
    /// Its names: one in a heading, several in a list or a table.
    pub(super) names: Vec<Name>,
}

/// The days that a piece names, and their form.
pub(super) type Days = Option<(Form, Vec<Name>)>;

/// The amount of content in a piece.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Holds {
    pub(super) days: u32,
    pub(super) tasks: u32,
    /// How many pieces are not headings.
    pub(super) blocks: u32,
}

impl Holds {
    fn plus(self, other: Self) -> Self {
        Self {
            days: self.days + other.days,
            tasks: self.tasks + other.tasks,
            blocks: self.blocks + other.blocks,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            days: self.days - other.days,
            tasks: self.tasks - other.tasks,
            blocks: self.blocks - other.blocks,
        }
    }
}

/// Pieces with their positions.
pub(super) struct Scene<'a> {
    pub(super) document: &'a Document,
    pub(super) words: &'a Vocabulary,
    pub(super) pieces: &'a [Piece],
    /// The level of each head; 0 for other pieces.
    levels: Vec<u8>,
    /// The level of the last head in front of each piece.
    depths: Vec<u8>,
    /// The end of the content below each head; for other pieces, the index after them.
    ends: Vec<usize>,
    /// The parent of each piece: a head, or the line of a phase.
    parents: Vec<Option<usize>>,
    /// The total content in front of each piece, computed on first use.
    before: OnceLock<Vec<Holds>>,
    /// The days that each piece names, computed on first use.
    days: OnceLock<Vec<Days>>,
    /// The heading of the whole page, computed on first use.
    title: OnceLock<Option<usize>>,
}

impl<'a> Scene<'a> {
    pub(super) fn of(document: &'a Document, words: &'a Vocabulary, pieces: &'a [Piece]) -> Self {
        let weeks = Finder {
            document,
            words,
            wanted: Wanted::Week,
        };
        let mut scene = Self {
            document,
            words,
            pieces,
            levels: Vec::with_capacity(pieces.len()),
            depths: Vec::with_capacity(pieces.len()),
            ends: vec![0; pieces.len()],
            parents: Vec::with_capacity(pieces.len()),
            before: OnceLock::new(),
            days: OnceLock::new(),
            title: OnceLock::new(),
        };
        let phase_lines: Vec<bool> = pieces
            .par_iter()
            .with_min_len(FEWEST_AT_ONCE)
            .map(|piece| weeks.is_phase_line(piece))
            .collect();
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut phase: Option<(u8, usize)> = None;
        for (at, piece) in pieces.iter().enumerate() {
            let depth = open.last().map_or(0, |(level, _)| *level);
            if let Piece::Head(head) = piece {
                while let Some((_, above)) = open.pop_if(|(level, _)| *level >= head.level) {
                    scene.ends[above] = at;
                }
                // A week of the same level as its phase is still inside it.
                let goes_on = head.name.as_ref().is_some_and(|name| !name.is_phase());
                if phase
                    .is_some_and(|(level, _)| head.level < level || head.level == level && !goes_on)
                {
                    phase = None;
                }
                let above = open.last().map(|(_, above)| *above);
                scene.parents.push(phase.map(|(_, at)| at).max(above));
                scene.levels.push(head.level);
                if head.name.as_ref().is_some_and(Name::is_phase) {
                    phase = Some((head.level, at));
                }
                open.push((head.level, at));
            } else {
                scene.ends[at] = at + 1;
                let above = open.last().map(|(_, above)| *above);
                scene.parents.push(phase.map(|(_, at)| at).max(above));
                scene.levels.push(0);
                if phase_lines[at] {
                    phase = Some((depth + 1, at));
                }
            }
            scene.depths.push(depth);
        }
        for (_, above) in open {
            scene.ends[above] = pieces.len();
        }
        scene
    }

    pub(super) fn finder(&self, wanted: Wanted) -> Finder<'a> {
        Finder {
            document: self.document,
            words: self.words,
            wanted,
        }
    }

    /// The heading of the whole page: the first one, if no other of the first level names a week or a day.
    pub(super) fn title(&self) -> Option<usize> {
        *self.title.get_or_init(|| self.find_title())
    }

    fn find_title(&self) -> Option<usize> {
        let mut heads = (0..self.pieces.len()).filter(|at| self.is_head(*at));
        let first = heads.next().filter(|first| self.levels[*first] == 1)?;
        let names = |at: usize| self.head_name(at).is_some_and(|name| !name.is_phase());
        let is_only = heads.all(|other| self.levels[other] > 1 || !names(other));
        is_only.then_some(first)
    }

    /// The level of a head, or of a piece's parent.
    pub(super) fn level(&self, piece: usize) -> u8 {
        match self.levels[piece] {
            0 => self.depths[piece],
            level => level,
        }
    }

    pub(super) fn is_head(&self, piece: usize) -> bool {
        self.levels[piece] > 0
    }

    /// The end of the content below a head.
    pub(super) fn end(&self, piece: usize) -> usize {
        self.ends[piece]
    }

    pub(super) fn parent(&self, piece: usize) -> Option<usize> {
        self.parents[piece]
    }

    /// The end of the content below a line: the next head, or the next given piece.
    pub(super) fn next_head(&self, piece: usize, before: usize) -> usize {
        let next = (piece + 1..before).find(|at| self.is_head(*at));
        next.unwrap_or(before)
    }

    pub(super) fn head_name(&self, piece: usize) -> Option<&Name> {
        match &self.pieces[piece] {
            Piece::Head(head) => head.name.as_ref(),
            _ => None,
        }
    }

    /// The node whose position is reported for a piece.
    pub(super) fn node(&self, piece: usize) -> Option<NodeId> {
        match &self.pieces[piece] {
            Piece::Head(head) => head.at,
            Piece::Block(block) => Some(*block),
            Piece::Lines { of, .. } => Some(*of),
            Piece::Items { items, .. } => items.first().copied(),
            Piece::Table(grid) => Some(grid.table),
            Piece::Cell { cell, .. } | Piece::Label { cell, .. } => Some(*cell),
            Piece::Rest { line, .. } => line.first().copied(),
            Piece::Task { .. } | Piece::Html { .. } => None,
        }
    }

    /// The span of its words.
    pub(super) fn span(&self, piece: usize) -> Span {
        match (&self.pieces[piece], self.node(piece)) {
            (Piece::Head(head), _) => head.span,
            (Piece::Task { span, .. } | Piece::Html { span, .. }, _) => *span,
            (_, Some(node)) => self.document.words(node),
            (_, None) => Span::file_start(self.document.file),
        }
    }

    /// The total content of consecutive pieces.
    pub(super) fn holds(&self, from: usize, to: usize) -> Holds {
        let before = self.before.get_or_init(|| self.count());
        before[to.max(from)].minus(before[from])
    }

    /// The days that each piece names.
    pub(super) fn days(&self) -> &[Days] {
        let finder = self.finder(Wanted::Day);
        let named = || self.pieces.iter().map(|piece| finder.names(piece));
        self.days.get_or_init(|| named().collect())
    }

    /// Computes on all cores the days that are named and the content of all pieces, for later queries. It must not wait
    /// for another core: a waiting thread may be given a task that makes the same query.
    pub(super) fn look_ahead(&self) {
        if self.before.get().is_some() {
            return;
        }
        let finder = self.finder(Wanted::Day);
        let pieces = self.pieces.par_iter().with_min_len(FEWEST_AT_ONCE);
        let days = pieces.map(|piece| finder.names(piece)).collect();
        let days = self.days.get_or_init(|| days);
        let pieces = self.pieces.par_iter().zip(days);
        let pieces = pieces.with_min_len(FEWEST_AT_ONCE);
        let own = pieces.map(|(piece, days)| self.own(piece, days.as_ref()));
        let before = sums(own.collect());
        self.before.get_or_init(|| before);
    }

    fn count(&self) -> Vec<Holds> {
        let pieces = self.pieces.iter().zip(self.days());
        let own = pieces.map(|(piece, days)| self.own(piece, days.as_ref()));
        sums(own.collect())
    }

    /// The content of a piece itself.
    fn own(&self, piece: &Piece, days: Option<&(Form, Vec<Name>)>) -> Holds {
        let named = days.map_or(0, |(_, names)| names.len());
        let inner = match piece {
            // Days in nested lists.
            Piece::Block(block) if named == 0 => self.finder(Wanted::Day).inner_days(*block),
            _ => 0,
        };
        Holds {
            days: u32::try_from(named + inner).unwrap_or(u32::MAX),
            tasks: self.tasks(piece),
            blocks: u32::from(!matches!(piece, Piece::Head(_))),
        }
    }

    /// The number of boxes in a piece.
    fn tasks(&self, piece: &Piece) -> u32 {
        let within = |id: NodeId| {
            let own = std::iter::once(id).chain(self.document.descendants(id));
            let tasks = own.filter(|id| self.document.is_task(*id)).count();
            let boxed = match self.document.node(id).kind {
                NodeKind::Table(_) => boxes_in(self.document, id),
                _ => 0,
            };
            u32::try_from(tasks + boxed).unwrap_or(u32::MAX)
        };
        match piece {
            Piece::Block(block) => within(*block),
            Piece::Items { items, .. } => items.iter().map(|item| within(*item)).sum(),
            Piece::Table(grid) => within(grid.table),
            Piece::Task { .. } => 1,
            Piece::Head(_)
            | Piece::Lines { .. }
            | Piece::Cell { .. }
            | Piece::Label { .. }
            | Piece::Rest { .. }
            | Piece::Html { .. } => 0,
        }
    }
}

/// The total content in front of each piece, and at the end the total of all.
fn sums(own: Vec<Holds>) -> Vec<Holds> {
    let mut sum = Holds::default();
    let mut before = Vec::with_capacity(own.len() + 1);
    before.push(sum);
    for own in own {
        sum = sum.plus(own);
        before.push(sum);
    }
    before
}
