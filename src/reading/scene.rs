//! The fragments of a document with their positions: depth, parent, and amount of content.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::form::{Finder, NameKind};
use super::fragment::Fragment;
use super::grid::boxes_in;
use super::name::Name;
use crate::document::{Document, Form, NodeId, NodeKind};
use crate::language::Vocabulary;
use crate::span::Span;

/// The minimum number of fragments per core: fewer are not worth the overhead.
pub(super) const FEWEST_AT_ONCE: usize = 64;

/// A fragment that names weeks or days.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Its index among the fragments.
    pub(super) fragment: usize,
    pub(super) form: Form,
    /// Its names: one in a heading, several in a list or a table.
    pub(super) names: Vec<Name>,
}

/// The days that a fragment names, and their form.
pub(super) type NamedDays = Option<(Form, Vec<Name>)>;

/// The amount of content in a fragment.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ContentSize {
    pub(super) days: u32,
    pub(super) tasks: u32,
    /// How many fragments are not headings.
    pub(super) blocks: u32,
}

impl ContentSize {
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

/// The blocks of a document with the days that each names and its content, in order: they stay the same while the weeks
/// among them become heads.
pub(super) struct ReadBlocks<'a> {
    pub(super) document: &'a Document,
    pub(super) words: &'a Vocabulary,
    blocks: Vec<(NodeId, NamedDays, ContentSize)>,
}

impl ReadBlocks<'_> {
    fn get(&self, fragment: &Fragment) -> Option<&(NodeId, NamedDays, ContentSize)> {
        let Fragment::Block(block) = fragment else {
            return None;
        };
        let place = self.blocks.binary_search_by_key(block, |(id, ..)| *id);
        place.ok().map(|place| &self.blocks[place])
    }
}

/// Fragments with their positions.
pub(super) struct FragmentIndex<'a> {
    pub(super) document: &'a Document,
    pub(super) words: &'a Vocabulary,
    pub(super) fragments: &'a [Fragment],
    /// The blocks that are read already.
    read: Option<&'a ReadBlocks<'a>>,
    /// The level of each head; 0 for other fragments.
    levels: Vec<u8>,
    /// The level of the last head in front of each fragment.
    depths: Vec<u8>,
    /// The end of the content below each head; for other fragments, the index after them.
    ends: Vec<usize>,
    /// The parent of each fragment: a head, or the line of a phase.
    parents: Vec<Option<usize>>,
    /// The total content in front of each fragment, computed on first use.
    before: OnceLock<Vec<ContentSize>>,
    /// The days that each fragment names, computed on first use.
    days: OnceLock<Vec<NamedDays>>,
    /// The heading of the whole page, computed on first use.
    title: OnceLock<Option<usize>>,
}

impl<'a> FragmentIndex<'a> {
    /// An index of fragments, some of which are blocks that are read already.
    pub(super) fn with(read: &'a ReadBlocks<'a>, fragments: &'a [Fragment]) -> Self {
        Self {
            read: Some(read),
            ..Self::of(read.document, read.words, fragments)
        }
    }

    /// The blocks among the fragments that were read; the fragments must be in document order.
    pub(super) fn into_read(self) -> ReadBlocks<'a> {
        let days = self.days.into_inner().unwrap_or_default();
        let before = self.before.into_inner().unwrap_or_default();
        let sizes = before.windows(2).map(|sums| sums[1].minus(sums[0]));
        let read = self.fragments.iter().zip(days).zip(sizes);
        let blocks = read.filter_map(|((fragment, days), size)| match fragment {
            Fragment::Block(block) => Some((*block, days, size)),
            _ => None,
        });
        ReadBlocks {
            document: self.document,
            words: self.words,
            blocks: blocks.collect(),
        }
    }

    pub(super) fn of(
        document: &'a Document,
        words: &'a Vocabulary,
        fragments: &'a [Fragment],
    ) -> Self {
        let weeks = Finder {
            document,
            words,
            wanted: NameKind::Week,
        };
        let mut scene = Self {
            document,
            words,
            fragments,
            read: None,
            levels: Vec::with_capacity(fragments.len()),
            depths: Vec::with_capacity(fragments.len()),
            ends: vec![0; fragments.len()],
            parents: Vec::with_capacity(fragments.len()),
            before: OnceLock::new(),
            days: OnceLock::new(),
            title: OnceLock::new(),
        };
        let phase_lines: Vec<bool> = fragments
            .par_iter()
            .with_min_len(FEWEST_AT_ONCE)
            .map(|fragment| weeks.is_phase_line(fragment))
            .collect();
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut phase: Option<(u8, usize)> = None;
        for (at, fragment) in fragments.iter().enumerate() {
            let depth = open.last().map_or(0, |(level, _)| *level);
            if let Fragment::Head(head) = fragment {
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
            scene.ends[above] = fragments.len();
        }
        scene
    }

    pub(super) fn finder(&self, wanted: NameKind) -> Finder<'a> {
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
        let mut heads = (0..self.fragments.len()).filter(|at| self.is_head(*at));
        let first = heads.next().filter(|first| self.levels[*first] == 1)?;
        let names = |at: usize| self.head_name(at).is_some_and(|name| !name.is_phase());
        let is_only = heads.all(|other| self.levels[other] > 1 || !names(other));
        is_only.then_some(first)
    }

    /// The level of a head, or of a fragment's parent.
    pub(super) fn level(&self, fragment: usize) -> u8 {
        match self.levels[fragment] {
            0 => self.depths[fragment],
            level => level,
        }
    }

    pub(super) fn is_head(&self, fragment: usize) -> bool {
        self.levels[fragment] > 0
    }

    /// The end of the content below a head.
    pub(super) fn end(&self, fragment: usize) -> usize {
        self.ends[fragment]
    }

    pub(super) fn parent(&self, fragment: usize) -> Option<usize> {
        self.parents[fragment]
    }

    /// The end of the content below a line: the next head, or the next given fragment.
    pub(super) fn next_head(&self, fragment: usize, before: usize) -> usize {
        let next = (fragment + 1..before).find(|at| self.is_head(*at));
        next.unwrap_or(before)
    }

    pub(super) fn head_name(&self, fragment: usize) -> Option<&Name> {
        match &self.fragments[fragment] {
            Fragment::Head(head) => head.name.as_ref(),
            _ => None,
        }
    }

    /// The node whose position is reported for a fragment.
    pub(super) fn node(&self, fragment: usize) -> Option<NodeId> {
        match &self.fragments[fragment] {
            Fragment::Head(head) => head.at,
            Fragment::Block(block) => Some(*block),
            Fragment::Lines { of, .. } => Some(*of),
            Fragment::Items { items, .. } => items.first().copied(),
            Fragment::Table(grid) => Some(grid.table),
            Fragment::Cell { cell, .. } | Fragment::Label { cell, .. } => Some(*cell),
            Fragment::Rest { line, .. } => line.first().copied(),
            Fragment::Task { .. } | Fragment::Html { .. } => None,
        }
    }

    /// The span of its words.
    pub(super) fn span(&self, fragment: usize) -> Span {
        match (&self.fragments[fragment], self.node(fragment)) {
            (Fragment::Head(head), _) => head.span,
            (Fragment::Task { span, .. } | Fragment::Html { span, .. }, _) => *span,
            (_, Some(node)) => self.document.words(node),
            (_, None) => Span::file_start(self.document.file),
        }
    }

    /// The total content of consecutive fragments.
    pub(super) fn holds(&self, from: usize, to: usize) -> ContentSize {
        let before = self.look_ahead();
        before[to.max(from)].minus(before[from])
    }

    /// The days that each fragment names.
    pub(super) fn days(&self) -> &[NamedDays] {
        self.look_ahead();
        self.days.get().map_or(&[], Vec::as_slice)
    }

    /// The total content in front of each fragment. On first use, it and the named days are computed on all cores. No
    /// lock is held meanwhile: a thread that waits for others may be given a task that makes the same query.
    pub(super) fn look_ahead(&self) -> &[ContentSize] {
        if let Some(before) = self.before.get() {
            return before;
        }
        let fragments = self.fragments.par_iter().with_min_len(FEWEST_AT_ONCE);
        let days = fragments
            .map(|fragment| self.named_days(fragment))
            .collect();
        let days = self.days.get_or_init(|| days);
        let fragments = self.fragments.par_iter().zip(days);
        let fragments = fragments.with_min_len(FEWEST_AT_ONCE);
        let own = fragments.map(|(fragment, days)| self.own(fragment, days.as_ref()));
        let before = sums(own.collect());
        self.before.get_or_init(|| before)
    }

    /// The days that a fragment names.
    fn named_days(&self, fragment: &Fragment) -> NamedDays {
        match self.read.and_then(|read| read.get(fragment)) {
            Some((_, days, _)) => days.clone(),
            None => self.finder(NameKind::Day).names(fragment),
        }
    }

    /// The content of a fragment itself.
    fn own(&self, fragment: &Fragment, days: Option<&(Form, Vec<Name>)>) -> ContentSize {
        if let Some((_, _, size)) = self.read.and_then(|read| read.get(fragment)) {
            return *size;
        }
        let named = days.map_or(0, |(_, names)| names.len());
        let inner = match fragment {
            // Days in nested lists.
            Fragment::Block(block) if named == 0 => self.finder(NameKind::Day).inner_days(*block),
            _ => 0,
        };
        ContentSize {
            days: u32::try_from(named + inner).unwrap_or(u32::MAX),
            tasks: self.tasks(fragment),
            blocks: u32::from(!matches!(fragment, Fragment::Head(_))),
        }
    }

    /// The number of boxes in a fragment.
    fn tasks(&self, fragment: &Fragment) -> u32 {
        let within = |id: NodeId| {
            let own = std::iter::once(id).chain(self.document.descendants(id));
            let tasks = own.filter(|id| self.document.is_task(*id)).count();
            let boxed = match self.document.node(id).kind {
                NodeKind::Table(_) => boxes_in(self.document, id),
                _ => 0,
            };
            u32::try_from(tasks + boxed).unwrap_or(u32::MAX)
        };
        match fragment {
            Fragment::Block(block) => within(*block),
            Fragment::Items { items, .. } => items.iter().map(|item| within(*item)).sum(),
            Fragment::Table(grid) => within(grid.table),
            Fragment::Task { .. } => 1,
            Fragment::Head(_)
            | Fragment::Lines { .. }
            | Fragment::Cell { .. }
            | Fragment::Label { .. }
            | Fragment::Rest { .. }
            | Fragment::Html { .. } => 0,
        }
    }
}

/// The total content in front of each fragment, and at the end the total of all.
fn sums(own: Vec<ContentSize>) -> Vec<ContentSize> {
    let mut sum = ContentSize::default();
    let mut before = Vec::with_capacity(own.len() + 1);
    before.push(sum);
    for own in own {
        sum = sum.plus(own);
        before.push(sum);
    }
    before
}
