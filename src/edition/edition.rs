//! The handbook for one track: which parts of a plan are shown, and which tasks are core.

use std::sync::OnceLock;

use super::fit::{FittedWeek, fit_week};
use super::readers::{EditionReaders, Placement};
use crate::document::NodeId;
use crate::plan::{Handbook, Plan, Task};
use crate::units::{Level, Track};

/// A plan for one track; or the whole plan if it has no tracks.
#[derive(Debug)]
pub struct Edition<'a> {
    /// The handbook that contains the plan.
    pub handbook: &'a Handbook,
    /// The plan.
    pub plan: &'a Plan,
    /// The track: an index into the plan's tracks; `None` if the plan has none.
    pub track: Option<usize>,
    fitted: OnceLock<Fitted>,
}

/// The result of fitting a plan to an edition.
#[derive(Debug)]
struct Fitted {
    weeks: Vec<FittedWeek>,
    /// Indexed by the plan's tasks.
    places: Vec<Placement>,
}

impl Handbook {
    /// The editions: one per track of each plan, or one of everything for a plan without tracks.
    pub fn editions(&self) -> impl Iterator<Item = Edition<'_>> {
        self.plans.iter().flat_map(move |plan| {
            let tracks: Vec<Option<usize>> = if plan.tracks.is_empty() {
                vec![None]
            } else {
                (0..plan.tracks.len()).map(Some).collect()
            };
            tracks
                .into_iter()
                .map(move |track| Edition::of(self, plan, track))
        })
    }
}

impl<'a> Edition<'a> {
    /// Narrows a plan to a track.
    pub fn of(handbook: &'a Handbook, plan: &'a Plan, track: Option<usize>) -> Self {
        Self {
            handbook,
            plan,
            track,
            fitted: OnceLock::new(),
        }
    }

    /// The plan's weeks, fitted to the track's hours.
    pub fn weeks(&self) -> &[FittedWeek] {
        &self.fitted().weeks
    }

    /// The fit, which is computed on first use: a preview draws a page of one edition at a time.
    fn fitted(&self) -> &Fitted {
        self.fitted.get_or_init(|| {
            let readers = self.readers();
            let place = |task: &Task| {
                if task.audience.includes(readers.track, readers.level) {
                    Placement::Core
                } else {
                    Placement::Elsewhere
                }
            };
            let plan = self.plan;
            let mut places: Vec<Placement> = plan.tasks.own.iter().map(place).collect();
            let fit = |week| fit_week(readers, week, &mut places);
            let weeks = plan.weeks.iter().map(fit).collect();
            Fitted { weeks, places }
        })
    }

    /// The placement of one of the plan's tasks.
    pub fn place(&self, task: usize) -> Placement {
        self.fitted().places[task]
    }

    /// Whether a node is for the readers of this edition, by its own audience.
    pub fn shows(&self, node: NodeId) -> bool {
        self.readers().see(node)
    }

    fn readers(&self) -> EditionReaders<'a> {
        EditionReaders {
            document: &self.handbook.documents[self.plan.document],
            plan: self.plan,
            track: self.track,
            level: self.level_index(),
        }
    }

    /// The track, if there is one.
    pub fn track(&self) -> Option<&'a Track> {
        self.track.map(|track| &self.plan.tracks[track])
    }

    /// The level of the edition, if the author set one.
    pub fn level(&self) -> Option<&'a Level> {
        self.level_index().map(|level| &self.plan.levels[level])
    }

    fn level_index(&self) -> Option<usize> {
        self.track().and_then(|track| track.level)
    }
}
