//! The handbook for one track: what of a plan is shown, and what of it is core.

use std::sync::OnceLock;

use super::fit::{FittedWeek, fit_week};
use super::readers::{Place, Readers};
use crate::document::NodeId;
use crate::plan::{Handbook, Plan, Task};
use crate::units::{Level, Track};

/// A plan for one track; or all of a plan that has no tracks.
#[derive(Debug)]
pub struct Edition<'a> {
    /// The handbook that the plan is in.
    pub handbook: &'a Handbook,
    /// The plan.
    pub plan: &'a Plan,
    /// The track: an index into the plan's tracks; `None` where the plan has none.
    pub track: Option<usize>,
    fitted: OnceLock<Fitted>,
}

/// What of a plan is core in an edition.
#[derive(Debug)]
struct Fitted {
    weeks: Vec<FittedWeek>,
    /// By the plan's tasks.
    places: Vec<Place>,
}

impl Handbook {
    /// The editions: for each plan one a track, or one of everything where it has no tracks.
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

    /// The fit, which is made when it is first asked for: a preview draws a page of one edition at a time.
    fn fitted(&self) -> &Fitted {
        self.fitted.get_or_init(|| {
            let readers = self.readers();
            let place = |task: &Task| {
                if task.audience.includes(readers.track, readers.level) {
                    Place::Core
                } else {
                    Place::Elsewhere
                }
            };
            let plan = self.plan;
            let mut places: Vec<Place> = plan.tasks.own.iter().map(place).collect();
            let fit = |week| fit_week(readers, week, &mut places);
            let weeks = plan.weeks.iter().map(fit).collect();
            Fitted { weeks, places }
        })
    }

    /// Where one of the plan's tasks stands.
    pub fn place(&self, task: usize) -> Place {
        self.fitted().places[task]
    }

    /// Whether a node is for the readers of this edition, by what it says of itself.
    pub fn shows(&self, node: NodeId) -> bool {
        self.readers().see(node)
    }

    fn readers(&self) -> Readers<'a> {
        Readers {
            document: &self.handbook.documents[self.plan.document],
            plan: self.plan,
            track: self.track,
            level: self.level_index(),
        }
    }

    /// The track, where there is one.
    pub fn track(&self) -> Option<&'a Track> {
        self.track.map(|track| &self.plan.tracks[track])
    }

    /// The level that the edition is for, where the author fixed one.
    pub fn level(&self) -> Option<&'a Level> {
        self.level_index().map(|level| &self.plan.levels[level])
    }

    fn level_index(&self) -> Option<usize> {
        self.track().and_then(|track| track.level)
    }
}
