//! The hours of each plan, added up from blocks to days, weeks and the plan, for all readers and for each track, and by
//! area against the allocation.

use std::cmp::Ordering;

use super::times::week_time;
use crate::document::slug;
use crate::edition::Edition;
use crate::plan::{Handbook, Plan, Week, day_time, share_effort};
use crate::units::{Effort, Track, number};

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

impl WeekHours<'_> {
    /// The sum of its days, in words.
    pub fn written_text(&self) -> String {
        match self.untimed {
            _ if self.written == Effort::ZERO => NO_HOURS.to_owned(),
            0 => self.written.to_string(),
            untimed => format!(
                "{} ({} without a time)",
                self.written,
                number(untimed, "day")
            ),
        }
    }

    /// Its time for the readers of each track compared with the hours of the track, in words.
    pub fn track_texts<'t>(&'t self, tracks: &'t [Track]) -> impl Iterator<Item = String> + 't {
        let times = self.by_track.iter().zip(tracks);
        times.map(|(time, track)| match *time {
            Effort::ZERO => NO_HOURS.to_owned(),
            time => against(time, track.budget.map(|budget| budget.high)),
        })
    }
}

/// The words for a part of a plan without a time.
pub const NO_HOURS: &str = "no hours";

/// A time compared with the one that is planned: `14 h, 2 h over`.
pub fn against(time: Effort, budget: Option<Effort>) -> String {
    let Some(budget) = budget else {
        return time.to_string();
    };
    let apart = Effort::from_minutes(time.minutes().abs_diff(budget.minutes()));
    match time.cmp(&budget) {
        Ordering::Less => format!("{time}, {apart} under"),
        Ordering::Equal => time.to_string(),
        Ordering::Greater => format!("{time}, {apart} over"),
    }
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
        weeks: plan
            .weeks
            .iter()
            .map(|week| week_hours(plan, week))
            .collect(),
        areas: if plan.areas.is_empty() {
            Vec::new()
        } else {
            let tracks = 0..plan.tracks.len();
            tracks.map(|track| areas(handbook, plan, track)).collect()
        },
    };
    handbook.plans.iter().map(of_plan).collect()
}

/// Adds up the hours of a week.
pub fn week_hours<'a>(plan: &Plan, week: &'a Week) -> WeekHours<'a> {
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
