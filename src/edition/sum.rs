//! Sums over weeks: the time of a phase and of the plan, and the time of each area.

use super::choice::same;
use super::edition::Edition;
use super::fit::FittedWeek;
use super::time::Split;
use crate::units::{Area, Effort, Share, Track};

impl Edition<'_> {
    /// The time of the whole plan; `None` if no part states a time.
    pub fn time(&self) -> Option<Split> {
        together(self.weeks())
    }

    /// The time of a phase, an index into the plan's phases; `None` if no part of it states a time.
    pub fn phase_time(&self, phase: usize) -> Option<Split> {
        together(&self.weeks()[self.plan.phases[phase].weeks.clone()])
    }

    /// The time of the plan's core by area, in the order of the plan's areas; the last one is unassigned.
    pub fn areas(&self) -> Vec<Effort> {
        let weeks = self.weeks();
        let area = |area| weeks.iter().map(|week| week.areas[area]).sum();
        (0..=self.plan.areas.len()).map(area).collect()
    }

    /// The shares of an area in the track's allocation: usually one, if any.
    pub fn shares(&self, area: &Area) -> impl Iterator<Item = (&Track, &Share)> {
        self.track().into_iter().flat_map(move |track| {
            let shares = track.allocation.iter();
            let own = shares.filter(|share| same(&share.area, &area.name));
            own.map(move |share| (track, share))
        })
    }
}

fn together(weeks: &[FittedWeek]) -> Option<Split> {
    let times = weeks.iter().filter_map(|week| week.time);
    times.reduce(|total, time| total + time)
}

/// Times in percent of their sum, rounded to add up to 100; all are 0 if there is no time.
pub fn percentages(times: &[Effort]) -> Vec<u32> {
    let minutes = |time: &Effort| u64::from(time.minutes());
    let total: u64 = times.iter().map(minutes).sum::<u64>().max(1);
    let exact: Vec<u64> = times.iter().map(|time| minutes(time) * 100).collect();
    let mut percent: Vec<u64> = exact.iter().map(|part| part / total).collect();
    let missing: u64 = exact.iter().map(|part| part % total).sum::<u64>() / total;
    // Percentages with the largest remainders are rounded up, the first of equal ones first.
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(exact[*index] % total));
    for index in order
        .into_iter()
        .take(usize::try_from(missing).unwrap_or(0))
    {
        percent[index] += 1;
    }
    let percent = percent.into_iter().map(u32::try_from);
    percent.map(|part| part.unwrap_or(100)).collect()
}
