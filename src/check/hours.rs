//! The hours of each plan, added up from blocks to days, weeks and the plan, for all readers and for each track, and by
//! area against the allocation.

use super::times::week_time;
use crate::document::slug;
use crate::edition::Edition;
use crate::plan::{Handbook, Plan, Week, day_time, share_effort};
use crate::units::Effort;

/// The hours of a plan.
#[derive(Debug)]
pub struct PlanHours<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its document's path.
    pub path: &'a str,
    /// Its weeks.
    pub weeks: Vec<WeekHours<'a>>,
    /// The areas of each track, in the order of the plan's tracks; empty if the plan has no areas.
    pub areas: Vec<Vec<AreaHours<'a>>>,
}

/// The hours of a week.
#[derive(Debug)]
pub struct WeekHours<'a> {
    /// The week.
    pub week: &'a Week,
    /// The sum of its days.
    pub written: Effort,
    /// How many of its days have no time.
    pub untimed: usize,
    /// Its time for the readers of each track, in the order of the plan's tracks.
    pub by_track: Vec<Effort>,
}

/// An area's part of the core hours of a track.
#[derive(Debug)]
pub struct AreaHours<'a> {
    /// The area's name; `None` for time without a known area.
    pub name: Option<&'a str>,
    /// Its time per week by the allocation.
    pub allocated: Option<Effort>,
    /// Its core time in each week.
    pub core: Vec<Effort>,
}

/// Adds up the hours of every plan.
pub fn hours(handbook: &Handbook) -> Vec<PlanHours<'_>> {
    let of_plan = |plan| PlanHours {
        plan,
        path: &handbook.documents[plan.document].path,
        weeks: plan.weeks.iter().map(|week| of_week(plan, week)).collect(),
        areas: if plan.areas.is_empty() {
            Vec::new()
        } else {
            let tracks = 0..plan.tracks.len();
            tracks.map(|track| areas(handbook, plan, track)).collect()
        },
    };
    handbook.plans.iter().map(of_plan).collect()
}

fn of_week<'a>(plan: &Plan, week: &'a Week) -> WeekHours<'a> {
    let times: Vec<_> = week
        .days
        .iter()
        .map(|day| day_time(day, &plan.tasks.own))
        .collect();
    WeekHours {
        week,
        written: times.iter().flatten().map(|time| time.high).sum(),
        untimed: times.iter().filter(|time| time.is_none()).count(),
        by_track: (0..plan.tracks.len())
            .map(|track| week_time(plan, week, track))
            .collect(),
    }
}

fn areas<'a>(handbook: &'a Handbook, plan: &'a Plan, track: usize) -> Vec<AreaHours<'a>> {
    let edition = Edition::of(handbook, plan, Some(track));
    let allocation = &plan.tracks[track].allocation;
    let names = plan.areas.iter().map(Some).chain([None]);
    names
        .enumerate()
        .map(|(index, area)| {
            let share =
                area.and_then(|area| allocation.iter().find(|share| slug(&share.area) == area.id));
            AreaHours {
                name: area.map(|area| area.name.as_str()),
                allocated: share.and_then(|share| share_effort(&plan.tracks[track], share)),
                core: edition
                    .weeks()
                    .iter()
                    .map(|week| week.areas[index])
                    .collect(),
            }
        })
        .collect()
}
