//! Each edition fits what is written to the hours that its track allows, and hides nothing: what does not
//! fit is done if time allows (`docs/format.md`, The fit).

use crate::plan::{Block, Day, Plan, Rank, Task, Week, day_time, noted_time};
use crate::units::{Effort, Stated};

/// Where a task stands in an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the time that the track allows.
    Core,
    /// Below it, if time allows.
    Stretch,
    /// Nowhere: it is for other readers.
    Elsewhere,
}

/// A week as an edition has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FittedWeek {
    /// What is written: the sum of its days, or else what its heading states.
    pub written: Option<Effort>,
    /// What the track allows.
    pub budget: Option<Effort>,
    /// Its days.
    pub days: Vec<FittedDay>,
    /// How many tasks are core.
    pub core: usize,
    /// How many tasks are stretch.
    pub stretch: usize,
    /// The time of its core tasks by area, in the order of the plan's areas; the last is unassigned.
    pub areas: Vec<Effort>,
}

/// A day as an edition has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FittedDay {
    /// What is written; `None` where nothing states a time.
    pub written: Option<Effort>,
    /// What the edition gives it.
    pub time: Option<Effort>,
    /// What its core tasks take.
    pub core: Effort,
}

/// Fits a week to a track; `places` receives where each task of the plan stands.
pub(super) fn fit_week(
    plan: &Plan,
    week: &Week,
    track: Option<usize>,
    places: &mut [Place],
) -> FittedWeek {
    let budget = track
        .and_then(|track| plan.tracks[track].budget)
        .map(|budget| budget.high);
    let written: Vec<Option<Effort>> = week
        .days
        .iter()
        .map(|day| day_time(day, &plan.tasks.own).map(|time| time.high))
        .collect();
    let noted: Vec<Option<Effort>> = week
        .days
        .iter()
        .map(|day| noted_time(day, track).map(|time| time.high))
        .collect();
    let limit = if plan.fit { budget } else { None };
    let given = allot(&written, &noted, limit);
    let mut seconds = vec![0; plan.areas.len() + 1];
    let mut days = Vec::new();
    for (index, day) in week.days.iter().enumerate() {
        let costs = costs(day, &plan.tasks.own, written[index], |task| {
            places[task] != Place::Elsewhere
        });
        // Without a time there is nothing to fit to, and with all of the written time everything fits.
        let fits = !plan.fit || given[index].is_none() || given[index] >= written[index];
        let limit = if fits { None } else { given[index] };
        let core = place(&costs, limit, &plan.tasks.own, places);
        for (task, cost) in &costs {
            if places[*task] == Place::Core {
                let area = plan.tasks.own[*task].area.unwrap_or(plan.areas.len());
                seconds[area] += cost;
            }
        }
        days.push(FittedDay {
            written: written[index],
            time: given[index],
            core: minutes(core),
        });
    }
    follow_parents(week, &plan.tasks.own, places);
    let count = |wanted| {
        places[week.tasks.clone()]
            .iter()
            .filter(|place| **place == wanted)
            .count()
    };
    FittedWeek {
        written: written
            .iter()
            .any(Option::is_some)
            .then(|| written.iter().flatten().copied().sum())
            .or(week.stated.map(|stated| stated.high)),
        budget,
        days,
        core: count(Place::Core),
        stretch: count(Place::Stretch),
        areas: seconds.into_iter().map(minutes).collect(),
    }
}

fn minutes(seconds: u64) -> Effort {
    Effort::from_minutes(u32::try_from((seconds + 30) / 60).unwrap_or(u32::MAX))
}

/// What each day gets: its share of the budget in steps of five minutes, or what its note says. The shares
/// never add up to more than the budget: where rounding did that, the days that it favoured most give
/// five minutes back.
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
    // In units of 1/total minute, so that no share is rounded before the last step.
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

/// The shown tasks of a day that are no one's part, each with the seconds that it costs: what it states, or an
/// equal share of what its block (outside blocks, its day) has left.
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

/// Goes down a day: tasks are core until its time is used up, at least one of them is, the rest are stretch.
/// Gives the seconds that the core takes.
fn place(
    costs: &[(usize, u64)],
    limit: Option<Effort>,
    tasks: &[Task],
    places: &mut [Place],
) -> u64 {
    let mut order: Vec<(Rank, usize, u64)> = costs
        .iter()
        .map(|(task, cost)| (tasks[*task].rank, *task, *cost))
        .collect();
    order.sort_unstable();
    let mut used = 0;
    let mut full = false;
    for (position, (_, task, cost)) in order.into_iter().enumerate() {
        full = full || position > 0 && limit.is_some_and(|limit| used + cost > limit.seconds());
        places[task] = if full { Place::Stretch } else { Place::Core };
        used += if full { 0 } else { cost };
    }
    used
}

/// A part of a task stands where the task stands.
fn follow_parents(week: &Week, tasks: &[Task], places: &mut [Place]) {
    for task in week.tasks.clone() {
        if let Some(parent) = tasks[task].parent
            && places[task] != Place::Elsewhere
        {
            places[task] = places[parent];
        }
    }
}
