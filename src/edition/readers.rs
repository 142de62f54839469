//! The readers of an edition: what they see of a plan, and the placement of tasks for them.

use crate::document::{Document, NodeId, NodeKind};
use crate::plan::{Block, Plan, TaskPlace};

/// The placement of a task in an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Within the hours of the track.
    Core,
    /// Only if time allows.
    Stretch,
    /// Not in the edition: it is for other readers.
    Elsewhere,
}

/// The readers of an edition of a plan.
#[derive(Clone, Copy)]
pub(super) struct EditionReaders<'a> {
    pub(super) document: &'a Document,
    pub(super) plan: &'a Plan,
    /// Their track, if the plan has tracks.
    pub(super) track: Option<usize>,
    /// Their level, if their track fixes one.
    pub(super) level: Option<usize>,
}

impl EditionReaders<'_> {
    /// Whether a node is for them, judged by its own audience only.
    pub(super) fn see(&self, node: NodeId) -> bool {
        let audience = self.plan.audiences.get(&node);
        audience.is_none_or(|audience| audience.includes(self.track, self.level))
    }

    /// Whether the innermost of nested sections is for them; each is inside the one in front of it. A section for one
    /// track inside a section for a different one is for its own track.
    pub(super) fn see_section(&self, headings: &[NodeId]) -> bool {
        let mut tracks: Option<Vec<usize>> = None;
        for heading in headings {
            let Some(own) = self.plan.audiences.get(heading) else {
                continue;
            };
            if own.levels.is_some() && !self.see_level(own.levels.as_deref()) {
                return false;
            }
            let Some(own) = &own.tracks else { continue };
            let both = tracks.map(|around| {
                let both = around.into_iter().filter(|track| own.contains(track));
                both.collect::<Vec<usize>>()
            });
            tracks = both
                .filter(|both| !both.is_empty())
                .or_else(|| Some(own.clone()));
        }
        match (tracks, self.track) {
            (Some(tracks), Some(track)) => tracks.contains(&track),
            _ => true,
        }
    }

    fn see_level(&self, levels: Option<&[usize]>) -> bool {
        match (levels, self.level) {
            (Some(levels), Some(level)) => levels.contains(&level),
            _ => true,
        }
    }

    /// Whether any part of a block is for them; `around` are the headings above it.
    pub(super) fn see_block(&self, block: &Block, around: &[NodeId], places: &[Placement]) -> bool {
        let has_task = || {
            let mut places = places[block.tasks.clone()].iter();
            places.any(|place| *place != Placement::Elsewhere)
        };
        let has_prose = || block.body.iter().any(|node| self.see_prose(*node, places));
        let headings: Vec<NodeId> = around.iter().copied().chain([block.heading]).collect();
        self.see_section(&headings) && (block.tasks.is_empty() || has_task() || has_prose())
    }

    /// Whether a node has more for them than tasks of other readers.
    fn see_prose(&self, node: NodeId, places: &[Placement]) -> bool {
        let is_for_others = |item| match self.plan.tasks.at(item) {
            Some((TaskPlace::Own(task), _)) => places[task] == Placement::Elsewhere,
            _ => !self.see(item),
        };
        match self.document.node(node).kind {
            NodeKind::List(_) => {
                let mut items = self.document.children(node);
                items.any(|item| !is_for_others(item))
            }
            _ => self.see(node),
        }
    }
}
