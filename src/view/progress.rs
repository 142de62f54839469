//! The tasks of each week and day, for counting a reader's progress.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::edition::EditionViews;
use super::handbook::HandbookViews;
use super::numbers::NumbersView;
use super::page::listed_plans;
use super::schedule::ScheduleView;
use super::typography::Typography;
use super::week::core as core_time;
use crate::edition::Placement;
use crate::ledger::{TaskIds, former_ids};
use crate::plan::{Block, Plan};

/// The tasks of an edition.
#[derive(Debug, Serialize)]
pub struct ProgressView {
    /// The plan's id.
    pub plan: String,
    /// The track's id; empty if there is none.
    pub track: String,
    /// All tracks of the plan, in their order; empty if it has none.
    pub tracks: Vec<ProgressTrackView>,
    /// The weeks.
    pub weeks: Vec<ProgressWeekView>,
    /// When the plan is, for pages outside of it.
    pub schedule: ScheduleView,
    /// The ids of the tasks outside weeks.
    pub other: Vec<String>,
    /// The track's minutes per week; absent if it has no budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<u32>,
    /// The minutes of the tasks that state a time.
    pub minutes: BTreeMap<String, u32>,
    /// The levels' ids of tasks that are not for all levels, by task.
    pub levels: BTreeMap<String, Vec<String>>,
    /// The ids of the tasks that the author ticked.
    pub done: Vec<String>,
    /// The ids of the pages in this edition that a different track may not have.
    pub pages: Vec<String>,
    /// The ids of the tasks that return for review.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<String>,
    /// How many days after it was done such a task returns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub review_days: Vec<u32>,
}

/// A track of the plan.
#[derive(Debug, Serialize)]
pub struct ProgressTrackView {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// The ids under which readers' ticks were stored before there were locks.
#[derive(Debug, Serialize)]
pub struct FormerView {
    /// The ids of the plans.
    pub plans: Vec<String>,
    /// The former id of each task, with its current id.
    pub tasks: BTreeMap<String, String>,
}

/// The names of a plan's tasks.
#[derive(Debug, Serialize)]
pub struct NamesView<'a> {
    /// The plan's id.
    pub plan: &'a str,
    /// The plan's title.
    pub title: Cow<'a, str>,
    /// The names of its tracks, by their ids.
    pub tracks: BTreeMap<&'a str, Cow<'a, str>>,
    /// The words of each task, by its id.
    pub names: BTreeMap<&'a str, Cow<'a, str>>,
}

impl<'a> HandbookViews<'a> {
    /// The ids that tasks had before there were locks.
    pub fn former(&self) -> FormerView {
        FormerView {
            plans: self.numbered_plans().map(|plan| plan.key.clone()).collect(),
            tasks: former_ids(self.handbook, &self.tables.ledger.ids),
        }
    }

    /// What a reader's links and the news of a plan are read by.
    pub fn numbers(&self) -> NumbersView<'a> {
        let plans: Vec<&Plan> = self.numbered_plans().collect();
        NumbersView::of((self.handbook, self.tables.ledger), &plans, self.typography)
    }

    fn numbered_plans(&self) -> impl Iterator<Item = &'a Plan> {
        listed_plans(self.handbook, self.folder())
    }
}

impl<'a> NamesView<'a> {
    /// The names of a plan's tasks.
    pub(super) fn of(plan: &'a Plan, ids: &'a TaskIds, typography: Typography) -> Self {
        let tasks = plan.tasks.own.iter().zip(&ids.own);
        Self {
            plan: &plan.key,
            title: typography.text(&plan.title),
            tracks: plan
                .tracks
                .iter()
                .map(|track| (track.id.as_str(), typography.text(&track.name)))
                .collect(),
            names: tasks
                .map(|(task, id)| (id.as_str(), typography.text(&task.words)))
                .collect(),
        }
    }
}

/// The tasks of a week.
#[derive(Debug, Serialize)]
pub struct ProgressWeekView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub called: String,
    /// Its title.
    pub title: String,
    /// Its first day, counted from the plan's.
    pub offset: u32,
    /// How many days it takes.
    pub length: u32,
    /// The minutes of its core if it has no days; absent if not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Its days.
    pub days: Vec<ProgressDayView>,
    /// The ids of its tasks outside days.
    pub other: Vec<String>,
}

/// The tasks of a day.
#[derive(Debug, Serialize)]
pub struct ProgressDayView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub called: String,
    /// Its title.
    pub title: String,
    /// When it is, counted from the plan's first day.
    pub offset: u32,
    /// How many days it takes.
    pub length: u32,
    /// The minutes of its core; absent if no part of it states a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// The ids of its core tasks.
    pub core: Vec<String>,
    /// The ids of its optional tasks.
    pub stretch: Vec<String>,
    /// Whether it has nothing to do, so calendars leave it out; absent if not.
    #[serde(skip_serializing_if = "is_false")]
    pub rest: bool,
    /// Its blocks with clock times; absent if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<ClockBlockView>,
}

/// A block with clock times: its number in the day, its label, its beginning and its end in minutes from midnight, and the
/// ids of its tasks.
#[derive(Debug, Serialize)]
pub struct ClockBlockView(usize, String, u32, u32, Vec<String>);

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(value: &bool) -> bool {
    !value
}

type TakeTasks<'a> = &'a mut dyn FnMut(Range<usize>, &dyn Fn(Placement) -> bool) -> Vec<String>;

impl EditionViews<'_> {
    /// The tasks of the edition.
    pub fn progress(&self) -> ProgressView {
        let plan = self.edition.plan;
        let tasks = &plan.tasks.own;
        let mut counted = vec![false; tasks.len()];
        let mut take = |range: Range<usize>, wanted: &dyn Fn(Placement) -> bool| {
            let mut ids = Vec::new();
            for task in range {
                if !counted[task] && wanted(self.edition.place(task)) {
                    counted[task] = true;
                    ids.push(self.ids.own[task].clone());
                }
            }
            ids
        };
        let shown = |place| place != Placement::Elsewhere;
        let weeks = self.progress_weeks(&mut take);
        let tracks = plan.tracks.iter().map(|track| ProgressTrackView {
            id: track.id.clone(),
            title: self.title(&track.name),
        });
        ProgressView {
            plan: plan.key.clone(),
            track: self
                .edition
                .track()
                .map(|track| track.id.clone())
                .unwrap_or_default(),
            tracks: tracks.collect(),
            weeks,
            schedule: ScheduleView::of(plan, &self.schedule),
            other: take(0..tasks.len(), &shown),
            budget: self.budget(),
            minutes: self.task_minutes(),
            levels: self.levels(),
            done: tasks
                .iter()
                .zip(&self.ids.own)
                .filter(|(task, _)| task.state.is_done())
                .map(|(_, id)| id.clone())
                .collect(),
            pages: self
                .shown_sections()
                .iter()
                .map(|section| section.id.clone())
                .collect(),
            reviews: self.reviews(),
            review_days: plan.review_days.clone(),
        }
    }

    /// The weeks; `take` takes the tasks of a range that are at the wanted place and not taken yet.
    fn progress_weeks(&self, take: TakeTasks<'_>) -> Vec<ProgressWeekView> {
        let plan = self.edition.plan;
        let mut weeks = Vec::new();
        let fitted = self.edition.weeks().iter();
        for (index, (week, fitted)) in plan.weeks.iter().zip(fitted).enumerate() {
            let scheduled = &self.schedule.weeks[index];
            let mut days = Vec::new();
            for (at, (day, when)) in week.days.iter().zip(&scheduled.days).enumerate() {
                let time = fitted.days[at].time;
                let core = take(day.tasks.clone(), &|place| place == Placement::Core);
                let stretch = take(day.tasks.clone(), &|place| place == Placement::Stretch);
                days.push(ProgressDayView {
                    id: day.id.clone(),
                    called: self.title(&day.called),
                    title: self.title(&day.title),
                    offset: when.offset,
                    length: when.length,
                    minutes: time.map(|time| time.core.minutes()),
                    rest: core.is_empty() && stretch.is_empty() && self.is_rest(index, at),
                    core,
                    stretch,
                    blocks: self.clock_blocks(index, at),
                });
            }
            weeks.push(ProgressWeekView {
                id: week.id.clone(),
                called: self.title(&week.called),
                title: self.title(&week.title),
                offset: scheduled.offset,
                length: scheduled.length,
                minutes: core_time(fitted.time).filter(|_| days.is_empty()),
                days,
                other: take(week.tasks.clone(), &|place| place != Placement::Elsewhere),
            });
        }
        weeks
    }

    fn clock_blocks(&self, week: usize, day: usize) -> Vec<ClockBlockView> {
        let blocks: Vec<&Block> = self.edition.plan.weeks[week].days[day].blocks().collect();
        let timed = self.timed_blocks(week, day).into_iter();
        let timed = timed.map(|timed| {
            let (begin, end) = timed.clock;
            let tasks = blocks[timed.number - 1].tasks.clone();
            let shown = tasks.filter(|task| self.edition.place(*task) != Placement::Elsewhere);
            let ids = shown.map(|task| self.ids.own[task].clone());
            ClockBlockView(timed.number, timed.label, begin, end, ids.collect())
        });
        timed.collect()
    }

    /// The minutes of the tasks that are for the readers of the edition and state a time.
    fn task_minutes(&self) -> BTreeMap<String, u32> {
        let tasks = self.edition.plan.tasks.own.iter().enumerate();
        let shown = tasks.filter(|(index, _)| self.edition.place(*index) != Placement::Elsewhere);
        let timed = shown.filter_map(|(index, task)| Some((index, task.stated?)));
        timed
            .map(|(index, time)| (self.ids.own[index].clone(), time.high.minutes()))
            .collect()
    }

    /// The ids of the tasks that return for review.
    fn reviews(&self) -> Vec<String> {
        if self.edition.plan.review_days.is_empty() {
            return Vec::new();
        }
        let tasks = self.edition.plan.tasks.own.iter().enumerate();
        let returning = tasks.filter(|(index, task)| {
            task.returns && self.edition.place(*index) != Placement::Elsewhere
        });
        returning
            .map(|(index, _)| self.ids.own[index].clone())
            .collect()
    }

    fn levels(&self) -> BTreeMap<String, Vec<String>> {
        let plan = self.edition.plan;
        let tasks = plan.tasks.own.iter().zip(&self.ids.own);
        let scoped = tasks.filter_map(|(task, id)| {
            let levels = task.audience.levels.as_ref()?;
            let ids = levels.iter().map(|level| plan.levels[*level].id.clone());
            Some((id.clone(), ids.collect()))
        });
        scoped.collect()
    }
}
