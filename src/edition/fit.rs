//! Fits each edition to the hours of its track, and hides nothing: tasks that do not fit are done if time allows
//! (`docs/format.md`, The fit).

use super::readers::{EditionReaders, Placement};
use super::time::{DayFit, FittedDay, Split, Splitter};
use crate::plan::{Block, Day, Rank, Task, Week, day_time, noted_time};
use crate::units::{Effort, Stated};

/// A week in an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FittedWeek {
    /// The hours of the track.
    pub budget: Option<Effort>,
    /// Its time: the sum of its days, or else the one that it states, or else that of its tasks if it has no days. `None`
    /// if none of them has a time.
    pub time: Option<Split>,
    /// Its days.
    pub days: Vec<FittedDay>,
    /// How many tasks are core.
    pub core: usize,
    /// How many tasks are stretch.
    pub stretch: usize,
    /// The time of its core by area, in the order of the plan's areas; the last one is unassigned.
    pub areas: Vec<Effort>,
}

/// Fits a week to a track; `places` receives the placement of each task of the plan.
pub(super) fn fit_week(
    readers: EditionReaders<'_>,
    week: &Week,
    places: &mut [Placement],
) -> FittedWeek {
    let plan = readers.plan;
    let track = readers.track.map(|track| &plan.tracks[track]);
    let budget = track
        .and_then(|track| track.budget)
        .map(|budget| budget.high);
    let fits = choose(readers, week, (budget, places));
    follow_parents(week, &plan.tasks.own, places);
    let splitter = Splitter { readers, places };
    let days: Vec<FittedDay> = week
        .days
        .iter()
        .zip(fits)
        .map(|(day, fit)| splitter.day(day, &fit))
        .collect();
    let (time, areas) = add_up(&splitter, week, &days);
    let count = |wanted| {
        let places = places[week.tasks.clone()].iter();
        places.filter(|place| **place == wanted).count()
    };
    FittedWeek {
        budget,
        time,
        days,
        core: count(Placement::Core),
        stretch: count(Placement::Stretch),
        areas,
    }
}

/// Chooses the core tasks of each day of a week.
fn choose(
    readers: EditionReaders<'_>,
    week: &Week,
    (budget, places): (Option<Effort>, &mut [Placement]),
) -> Vec<DayFit> {
    let plan = readers.plan;
    let tasks = &plan.tasks.own;
    let high = |time: Option<Stated>| time.map(|time| time.high);
    let days = week.days.iter();
    let written: Vec<Option<Effort>> = days.clone().map(|day| high(day_time(day, tasks))).collect();
    let noted: Vec<Option<Effort>> = days
        .clone()
        .map(|day| high(noted_time(day, readers.track)))
        .collect();
    let limits = allot(&written, &noted, budget.filter(|_| plan.fit));
    let around = week.phase.map(|phase| plan.phases[phase].heading);
    let mut fits = Vec::new();
    for (index, day) in days.enumerate() {
        let shown = |task: usize| places[task] != Placement::Elsewhere;
        let costs = costs(day, tasks, written[index], shown);
        // Without a time there is no limit, and with all of the written time everything fits.
        let is_cut = plan.fit && limits[index].is_some() && limits[index] < written[index];
        place(&costs, limits[index].filter(|_| is_cut), tasks, places);
        let headings = around.into_iter().chain([week.heading, day.heading]);
        fits.push(DayFit {
            limit: limits[index],
            is_cut,
            noted: noted[index],
            headings: headings.collect(),
        });
    }
    fits
}

/// The time of a week, and its core by area.
fn add_up(
    splitter: &Splitter<'_>,
    week: &Week,
    days: &[FittedDay],
) -> (Option<Split>, Vec<Effort>) {
    let plan = splitter.readers.plan;
    let around = week.phase.map(|phase| plan.phases[phase].heading);
    let headings: Vec<_> = around.into_iter().chain([week.heading]).collect();
    let is_untimed = days.iter().all(|day| day.time.is_none())
        && week
            .days
            .iter()
            .all(|day| day_time(day, &plan.tasks.own).is_none());
    let is_alone = is_untimed && splitter.readers.see_section(&headings);
    if let Some(whole) = is_alone.then(|| splitter.week(week)).flatten() {
        return (Some(whole.split), whole.areas);
    }
    let times = days.iter().filter_map(|day| day.time);
    let area = |area| days.iter().map(|day| day.areas[area]).sum();
    let areas = (0..=plan.areas.len()).map(area).collect();
    (times.reduce(|total, time| total + time), areas)
}

/// The time of each day: its share of the budget in steps of five minutes, or the time in its note. The shares never
/// exceed the budget in total: if rounding did that, the days that gained most give five minutes back.
pub(super) fn allot(
    written: &[Option<Effort>],
    noted: &[Option<Effort>],
    budget: Option<Effort>,
) -> Vec<Option<Effort>> {
    let total: u64 = written
        .iter()
        .flatten()
        .map(|time| u64::from(time.minutes()))
        .sum();
    let budget = match budget {
        Some(budget) if total > u64::from(budget.minutes()) => u64::from(budget.minutes()),
        _ => {
            let pairs = noted.iter().zip(written);
            return pairs.map(|(noted, written)| noted.or(*written)).collect();
        }
    };
    // In units of 1/total minute, so no share is rounded before the last step.
    let exact: Vec<u64> = written
        .iter()
        .map(|time| time.map_or(0, |time| u64::from(time.minutes())) * budget)
        .collect();
    let mut given: Vec<u64> = exact
        .iter()
        .zip(noted)
        .map(|(exact, noted)| match noted {
            Some(noted) => u64::from(noted.minutes()),
            None => (exact * 2 + 5 * total) / (10 * total) * 5,
        })
        .collect();
    while given.iter().sum::<u64>() > budget {
        let favoured = (0..given.len())
            .filter(|day| noted[*day].is_none() && given[*day] >= 5)
            .max_by_key(|day| {
                i128::from(given[*day]) * i128::from(total) - i128::from(exact[*day])
            });
        match favoured {
            Some(day) => given[day] -= 5,
            None => break,
        }
    }
    given
        .into_iter()
        .enumerate()
        .map(|(day, minutes)| {
            let known = written[day].is_some() || noted[day].is_some();
            known.then(|| Effort::from_minutes(u32::try_from(minutes).unwrap_or(u32::MAX)))
        })
        .collect()
}

/// The shown top-level tasks of a day, each with its cost in seconds: its stated time, or an equal share of what is
/// left of its block (outside blocks, of its day).
fn costs(
    day: &Day,
    tasks: &[Task],
    written: Option<Effort>,
    shown: impl Fn(usize) -> bool,
) -> Vec<(usize, u64)> {
    let counts = |task: &usize| tasks[*task].parent.is_none() && shown(*task);
    let blocks: Vec<&Block> = day.blocks().collect();
    let stated_outside = |task: &usize| {
        !blocks
            .iter()
            .any(|b| b.stated.is_some() && b.tasks.contains(task))
    };
    let in_blocks: u64 = blocks
        .iter()
        .filter_map(|b| b.stated)
        .map(|time| time.high.seconds())
        .sum();
    let left = written.map_or(0, Effort::seconds).saturating_sub(in_blocks);
    let mut costs = Vec::new();
    let outside: Vec<usize> = day
        .tasks
        .clone()
        .filter(counts)
        .filter(stated_outside)
        .collect();
    costs.extend(shares(&outside, tasks, left));
    for block in &blocks {
        if let Some(stated) = block.stated {
            let own: Vec<usize> = block.tasks.clone().filter(counts).collect();
            costs.extend(shares(&own, tasks, stated.high.seconds()));
        }
    }
    costs.sort_unstable();
    costs
}

fn shares(own: &[usize], tasks: &[Task], time: u64) -> Vec<(usize, u64)> {
    let stated: u64 = own
        .iter()
        .filter_map(|task| tasks[*task].stated)
        .map(|time| time.high.seconds())
        .sum();
    let unstated = own
        .iter()
        .filter(|task| tasks[**task].stated.is_none())
        .count();
    let share = time.saturating_sub(stated) / u64::try_from(unstated.max(1)).unwrap_or(1);
    let cost = |time: Option<Stated>| time.map_or(share, |time| time.high.seconds());
    own.iter()
        .map(|task| (*task, cost(tasks[*task].stated)))
        .collect()
}

/// Goes through a day in order: tasks are core until its time is used up, with at least one core task; the rest are
/// stretch.
fn place(costs: &[(usize, u64)], limit: Option<Effort>, tasks: &[Task], places: &mut [Placement]) {
    let mut order: Vec<(Rank, usize, u64)> = costs
        .iter()
        .map(|(task, cost)| (tasks[*task].rank, *task, *cost))
        .collect();
    order.sort_unstable();
    let mut used = 0;
    let mut full = false;
    for (position, (_, task, cost)) in order.into_iter().enumerate() {
        full = full || position > 0 && limit.is_some_and(|limit| used + cost > limit.seconds());
        places[task] = if full {
            Placement::Stretch
        } else {
            Placement::Core
        };
        used += if full { 0 } else { cost };
    }
}

/// Parts of a task have the task's placement.
fn follow_parents(week: &Week, tasks: &[Task], places: &mut [Placement]) {
    for task in week.tasks.clone() {
        if let Some(parent) = tasks[task].parent
            && places[task] != Placement::Elsewhere
        {
            places[task] = places[parent];
        }
    }
}
