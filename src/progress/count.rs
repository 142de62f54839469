//! A copy counted against the tasks of its handbook, as the reader's own pages count it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::copy::{Choices, CopyError, SavedCopy, Tick};
use crate::ledger::{Ledger, former_ids};
use crate::plan::{Calendar, Handbook, Plan, Schedule, week_start};
use crate::units::{Date, Track};
use crate::view::{ProgressDayView, ProgressView, ProgressWeekView};

/// What readers' copies are counted against.
#[derive(Clone, Copy, Debug)]
pub struct PublishedHandbook<'a> {
    /// The handbook.
    pub handbook: &'a Handbook,
    /// The ids of its tasks.
    pub ledger: &'a Ledger,
    /// The tasks of each edition.
    pub editions: &'a [ProgressView],
}

/// How far a reader is.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyProgress<'a> {
    /// The plans that the reader has begun: those with a tick or a first day, or else the one that was opened last.
    pub plans: Vec<PlanProgress<'a>>,
    /// How many ticks are for tasks that the handbook does not have.
    pub unknown: usize,
}

/// How far a reader is in a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanProgress<'a> {
    /// The id of the plan.
    pub plan: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The track.
    pub track: Option<&'a Track>,
    /// The Monday on which the reader began.
    pub start: Option<Date>,
    /// How many of the tasks are done.
    pub done: usize,
    /// How many tasks the track has, at the reader's level; those for when time allows are not counted.
    pub tasks: usize,
    /// The last week with a ticked task: its id and what it is called.
    pub week: Option<(&'a str, &'a str)>,
    /// The last day with a tick or a note; `None` if no day is recorded.
    pub active: Option<Date>,
    /// How many tasks of past days are open; `None` if there is no first day.
    pub behind: Option<usize>,
}

/// Counts a copy as of a day.
///
/// # Errors
///
/// [`CopyError::OtherHandbook`] if the copy belongs to a different handbook.
pub fn progress<'a>(
    copy: &SavedCopy,
    published: PublishedHandbook<'a>,
    today: Date,
) -> Result<CopyProgress<'a>, CopyError> {
    let own = published.ledger.ids.handbook();
    if copy.handbook.as_deref().is_some_and(|id| id != own) {
        return Err(CopyError::OtherHandbook);
    }
    let ticks = ticks(copy, published);
    let (mut begun, mut opened) = (Vec::new(), Vec::new());
    let handbook = published.handbook;
    let is_original = |plan: &&Plan| !handbook.originals.contains_key(&plan.document);
    let plans: Vec<&Plan> = handbook.plans.iter().filter(is_original).collect();
    for plan in &plans {
        let plan: &Plan = plan;
        let ids = ids(plan, published.ledger);
        let choices = ids.iter().find_map(|id| copy.plans.get(*id)).cloned();
        let choices = choices.unwrap_or_default();
        let Some(tasks) = edition(plan, (&choices, &ticks), published.editions) else {
            continue;
        };
        let level = copy.level.as_deref();
        let is_level = |level: &&str| plan.levels.iter().any(|known| known.id == *level);
        let reader = ReaderOfPlan {
            plan,
            tasks,
            choices: &choices,
            noted: noted(copy, tasks, &ids),
            level: level.filter(is_level),
            ticks: &ticks,
        };
        let is_opened = copy.opened.as_deref().is_some_and(|id| ids.contains(&id));
        if reader.has_begun() {
            begun.push(reader.progress(today));
        } else if is_opened || plans.len() == 1 {
            opened.push(reader.progress(today));
        }
    }
    Ok(CopyProgress {
        plans: if begun.is_empty() { opened } else { begun },
        unknown: unknown(&ticks, published),
    })
}

type Ticks = BTreeMap<String, Tick>;

/// The ticks by the ids that tasks have now.
fn ticks(copy: &SavedCopy, published: PublishedHandbook<'_>) -> Ticks {
    if !copy.has_former_ids() {
        return copy.ticks.clone();
    }
    let former = former_ids(published.handbook, &published.ledger.ids);
    let ticks = copy.ticks.iter();
    ticks
        .map(|(id, tick)| (former.get(id).unwrap_or(id).clone(), *tick))
        .collect()
}

/// How many ticks are for tasks that the handbook does not have.
fn unknown(ticks: &Ticks, published: PublishedHandbook<'_>) -> usize {
    let documents = 0..published.handbook.documents.len();
    let known: HashSet<&str> = documents
        .map(|document| published.ledger.ids.of_document(document))
        .flat_map(|tasks| tasks.own.iter().chain(&tasks.in_templates))
        .map(String::as_str)
        .collect();
    let ticks = ticks.iter();
    ticks
        .filter(|(id, tick)| tick.is_done && !known.contains(id.as_str()))
        .count()
}

/// The id of a plan, and those that it had when its file had other names.
fn ids<'a>(plan: &'a Plan, ledger: &'a Ledger) -> Vec<&'a str> {
    let moved = ledger.moved();
    let former = moved
        .filter(|(from, to)| from.week.is_empty() && to.week.is_empty() && to.part == plan.id)
        .map(|(from, _)| from.part.as_str());
    std::iter::once(plan.id.as_str()).chain(former).collect()
}

/// The tasks of the reader's track; those of the first one if the plan does not have that track any more. If the plan is
/// translated, they are those of the language with the most ticks: on a day that differs, each has its own.
fn edition<'a>(
    plan: &Plan,
    (choices, ticks): (&Choices, &Ticks),
    editions: &'a [ProgressView],
) -> Option<&'a ProgressView> {
    let of_plan = || editions.iter().filter(|edition| edition.plan == plan.key);
    let track = choices.track.as_deref().unwrap_or_default();
    let has_track = of_plan().any(|edition| edition.track == track);
    let first = of_plan().next()?;
    let track = if has_track { track } else { &first.track };
    let own = of_plan().filter(|edition| edition.track == track);
    let ticked = |edition: &&ProgressView| {
        let done = all_tasks(edition).filter(|id| ticks.contains_key(*id));
        done.count()
    };
    // Of several with as many, the last one of the reversed list is the original.
    own.rev().max_by_key(ticked)
}

fn all_tasks(tasks: &ProgressView) -> impl Iterator<Item = &String> {
    tasks
        .weeks
        .iter()
        .flat_map(tasks_of_week)
        .chain(&tasks.other)
}

fn tasks_of_week(week: &ProgressWeekView) -> impl Iterator<Item = &String> {
    let days = week.days.iter();
    let days = days.flat_map(|day| day.core.iter().chain(&day.stretch));
    days.chain(&week.other)
}

/// The last day with a note on a plan.
fn noted(copy: &SavedCopy, tasks: &ProgressView, ids: &[&str]) -> Option<Date> {
    let of_days = copy.notes.iter().filter(|(key, _)| {
        let address = key.rsplit_once('/');
        address.is_some_and(|(plan, _)| ids.contains(&plan))
    });
    let of_tasks = all_tasks(tasks).filter_map(|id| copy.notes.get(id));
    of_days.map(|(_, day)| day).chain(of_tasks).max().copied()
}

/// A reader of a plan. `'a` is how long the handbook is there, `'r` how long the copy is.
struct ReaderOfPlan<'a, 'r> {
    plan: &'a Plan,
    tasks: &'a ProgressView,
    choices: &'r Choices,
    /// The last day with a note.
    noted: Option<Date>,
    /// The level, if it is one of the plan's.
    level: Option<&'r str>,
    ticks: &'r Ticks,
}

impl<'a> ReaderOfPlan<'a, '_> {
    fn has_begun(&self) -> bool {
        self.choices.start.is_some() || self.own_ticks().next().is_some()
    }

    /// The ticks of the plan's tasks.
    fn own_ticks(&self) -> impl Iterator<Item = &Tick> {
        all_tasks(self.tasks).filter_map(|id| self.ticks.get(id))
    }

    fn progress(&self, today: Date) -> PlanProgress<'a> {
        let tasks = self.tasks;
        let weeks = tasks.weeks.iter();
        let core = weeks
            .clone()
            .flat_map(|week| {
                let days = week.days.iter().flat_map(|day| &day.core);
                days.chain(&week.other)
            })
            .chain(&tasks.other)
            .filter(|id| self.is_for_level(id) && !self.is_skipped(id));
        let mut reached = weeks
            .rev()
            .filter(|week| tasks_of_week(week).any(|id| self.has_ticked(id)));
        let days = self.own_ticks().filter_map(|tick| tick.day);
        let schedule = Schedule::of(self.plan);
        let start = self.choices.start.or(self.plan.start);
        let start = start.and_then(|date| week_start(date, schedule.begins_on));
        let start = schedule.start.or(start);
        PlanProgress {
            plan: &self.plan.id,
            title: &self.plan.title,
            track: self
                .plan
                .tracks
                .iter()
                .find(|track| track.id == tasks.track),
            start,
            done: core.clone().filter(|id| self.is_done(id)).count(),
            tasks: core.count(),
            week: reached
                .next()
                .map(|week| (week.id.as_str(), week.called.as_str())),
            active: days.chain(self.noted).max(),
            behind: start.map(|start| self.behind(start, today)),
        }
    }

    /// How many tasks of the days that are over are open.
    fn behind(&self, start: Date, today: Date) -> usize {
        let off: Vec<Date> = self
            .plan
            .holidays
            .iter()
            .chain(&self.choices.off)
            .copied()
            .collect();
        let calendar =
            Calendar::new(&Schedule::of(self.plan), start, &off).moved(self.choices.moves.clone());
        let is_past = |day: &&ProgressDayView| {
            let dates = calendar.dates(day.offset, day.length);
            dates.is_some_and(|(first, last)| {
                last < today && self.choices.moved.is_none_or(|moved| moved <= first)
            })
        };
        let days = self.tasks.weeks.iter().flat_map(|week| &week.days);
        let there: HashSet<u32> = days.clone().map(|day| day.offset).collect();
        // A task whose new day is not in the plan any more stays on its own.
        let again = self.choices.again.iter();
        let again: HashMap<&String, Option<u32>> = again
            .map(|(id, day)| (id, *day))
            .filter(|(_, day)| day.is_none_or(|day| there.contains(&day)))
            .collect();
        let past = days.clone().filter(is_past);
        let planned = past.clone().flat_map(|day| &day.core);
        let planned = planned.filter(|id| !again.contains_key(id));
        let ended: HashSet<u32> = past.map(|day| day.offset).collect();
        let has_ended = |day: &Option<u32>| day.is_some_and(|day| ended.contains(&day));
        let planned_again = days.flat_map(|day| &day.core);
        let planned_again = planned_again.filter(|id| again.get(id).is_some_and(has_ended));
        planned
            .chain(planned_again)
            .filter(|id| self.is_for_level(id) && !self.is_done(id) && !self.is_skipped(id))
            .count()
    }

    fn is_for_level(&self, task: &str) -> bool {
        let levels = self.tasks.levels.get(task);
        match (self.level, levels) {
            (Some(level), Some(levels)) => levels.iter().any(|known| known == level),
            _ => true,
        }
    }

    /// Whether the reader skipped a task; such tasks do not count.
    fn is_skipped(&self, task: &str) -> bool {
        self.ticks.get(task).is_some_and(|tick| tick.is_skipped)
    }

    /// Whether the reader ticked a task.
    fn has_ticked(&self, task: &str) -> bool {
        self.ticks.get(task).is_some_and(|tick| tick.is_done)
    }

    /// Whether a task is done: as the reader says, or else as its author does.
    fn is_done(&self, task: &String) -> bool {
        match self.ticks.get(task) {
            Some(tick) => tick.is_done,
            None => self.tasks.done.contains(task),
        }
    }
}
