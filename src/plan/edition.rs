//! The handbook for one track: what of a plan is shown, and what of it is core.

use rayon::prelude::*;

use super::fit::{FittedWeek, Place, fit_week};
use super::model::{Handbook, Plan};
use crate::document::NodeId;
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
    /// The plan's weeks, fitted.
    pub weeks: Vec<FittedWeek>,
    places: Vec<Place>,
}

impl Handbook {
    /// The editions: for each plan one a track, or one of everything where it has no tracks.
    pub fn editions(&self) -> Vec<Edition<'_>> {
        let all = self.plans.iter().flat_map(|plan| {
            let tracks: Vec<Option<usize>> = if plan.tracks.is_empty() {
                vec![None]
            } else {
                (0..plan.tracks.len()).map(Some).collect()
            };
            tracks.into_iter().map(move |track| (plan, track))
        });
        let all: Vec<_> = all.collect();
        all.into_par_iter()
            .map(|(plan, track)| Edition::of(self, plan, track))
            .collect()
    }
}

impl<'a> Edition<'a> {
    /// Narrows a plan to a track and fits it to the track's hours.
    pub fn of(handbook: &'a Handbook, plan: &'a Plan, track: Option<usize>) -> Self {
        let level = track.and_then(|track| plan.tracks[track].level);
        let mut places: Vec<Place> = plan
            .tasks
            .own
            .iter()
            .map(|task| {
                if task.audience.includes(track, level) {
                    Place::Core
                } else {
                    Place::Elsewhere
                }
            })
            .collect();
        let weeks = plan
            .weeks
            .iter()
            .map(|week| fit_week(plan, week, track, &mut places))
            .collect();
        Self {
            handbook,
            plan,
            track,
            weeks,
            places,
        }
    }

    /// Where one of the plan's tasks stands.
    pub fn place(&self, task: usize) -> Place {
        self.places[task]
    }

    /// Whether a node is for the readers of this edition, by what it says of itself.
    pub fn shows(&self, node: NodeId) -> bool {
        self.plan
            .audiences
            .get(&node)
            .is_none_or(|audience| audience.includes(self.track, self.level_index()))
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
