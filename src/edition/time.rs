//! Splits the time of a day between its core and the rest (`docs/format.md`, Times in an edition). Whole minutes are
//! assigned once, to tasks and blocks; everything above them is a sum.

use std::iter::Sum;
use std::ops::{Add, Range};

use super::readers::{EditionReaders, Placement};
use crate::document::NodeId;
use crate::plan::{Block, Day, Week};
use crate::units::Effort;

/// Time in an edition, split into core time and the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The time of the core.
    pub core: Effort,
    /// The time of the rest, which is done if time allows.
    pub rest: Effort,
}

impl Split {
    /// Time that is core.
    pub const fn core(core: Effort) -> Self {
        Self {
            core,
            rest: Effort::ZERO,
        }
    }

    /// Both together.
    pub fn whole(self) -> Effort {
        self.core + self.rest
    }
}

impl Add for Split {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            core: self.core + other.core,
            rest: self.rest + other.rest,
        }
    }
}

impl Sum for Split {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), Add::add)
    }
}

/// A day in an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FittedDay {
    /// The limit for its tasks, by the fit.
    pub limit: Option<Effort>,
    /// Its time: the blocks that count, and tasks outside blocks. `None` if no part states a time.
    pub time: Option<Split>,
    /// Its blocks, in order.
    pub blocks: Vec<FittedBlock>,
    /// The time outside blocks, and in blocks without a time.
    pub outside: Split,
    /// The time of its core by area, in the order of the plan's areas; the last one is unassigned.
    pub areas: Vec<Effort>,
}

/// A block in an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FittedBlock {
    /// Whether any part of it is for the readers of the edition.
    pub is_shown: bool,
    /// Its time; `None` if it states none or is not shown.
    pub time: Option<Split>,
    /// Whether its time counts toward the day's: of alternative blocks, only the longest does.
    pub counts: bool,
}

/// The limits of a day.
pub(super) struct DayFit {
    /// The limit for its tasks.
    pub(super) limit: Option<Effort>,
    /// Whether that is less than the written time.
    pub(super) is_cut: bool,
    /// The time of the track's note.
    pub(super) noted: Option<Effort>,
    /// The headings of its phase, its week and itself.
    pub(super) headings: Vec<NodeId>,
}

/// Splits the time of an edition.
pub(super) struct Splitter<'a> {
    pub(super) readers: EditionReaders<'a>,
    /// The placements of the plan's tasks.
    pub(super) places: &'a [Placement],
}

/// A split time, with its core by area.
#[derive(Clone)]
pub(super) struct SplitByArea {
    pub(super) split: Split,
    pub(super) areas: Vec<Effort>,
}

impl SplitByArea {
    fn add(&mut self, other: &Self) {
        self.split = self.split + other.split;
        for (area, time) in self.areas.iter_mut().zip(&other.areas) {
            *area = *area + *time;
        }
    }

    /// Adds core time without a task.
    fn add_unassigned(&mut self, time: Effort) {
        self.split = self.split + Split::core(time);
        if let Some(area) = self.areas.last_mut() {
            *area = *area + time;
        }
    }
}

impl Splitter<'_> {
    pub(super) fn day(&self, day: &Day, fit: &DayFit) -> FittedDay {
        let blocks: Vec<&Block> = day.blocks().collect();
        let fitted = self.blocks(&blocks, fit);
        let mut all = self.none();
        for (block, _) in blocks.iter().zip(&fitted).filter(|(_, it)| it.counts) {
            if let Some(stated) = block.stated {
                all.add(&self.split(stated.high, &self.tasks(block.tasks.clone()), fit.is_cut));
            }
        }
        let mut outside = self.none();
        if self.readers.see_section(&fit.headings) {
            outside = self.outside(day, (&blocks, &fitted), (fit, all.split.core));
            // A note may give a day more than the written time.
            let together = all.split.whole() + outside.split.whole();
            outside.add_unassigned(fit.noted.unwrap_or_default().minus(together));
        }
        all.add(&outside);
        FittedDay {
            limit: fit.limit,
            time: Some(all.split).filter(|time| time.whole() > Effort::ZERO),
            blocks: fitted,
            outside: outside.split,
            areas: all.areas,
        }
    }

    fn blocks(&self, blocks: &[&Block], fit: &DayFit) -> Vec<FittedBlock> {
        let mut fitted: Vec<FittedBlock> = Vec::new();
        for block in blocks {
            let is_shown = self.readers.see_block(block, &fit.headings, self.places);
            let stated = block.stated.filter(|_| is_shown);
            let tasks = self.tasks(block.tasks.clone());
            fitted.push(FittedBlock {
                is_shown,
                time: stated.map(|time| self.split(time.high, &tasks, fit.is_cut).split),
                counts: false,
            });
        }
        for group in groups(blocks) {
            // The longest block; the first if several are equally long.
            let longest = group
                .filter_map(|index| Some((index, fitted[index].time?.whole())))
                .reduce(|one, other| if other.1 > one.1 { other } else { one });
            if let Some((index, _)) = longest {
                fitted[index].counts = true;
            }
        }
        fitted
    }

    /// The time outside blocks with a time: what is left of the day's, or the sum of its tasks if that is more.
    fn outside(
        &self,
        day: &Day,
        (blocks, fitted): (&[&Block], &[FittedBlock]),
        (fit, in_blocks): (&DayFit, Effort),
    ) -> SplitByArea {
        let mut elsewhere: Vec<Range<usize>> = Vec::new();
        let mut written = Effort::ZERO;
        let mut has_untimed = false;
        for group in groups(blocks) {
            let times = || group.clone().filter_map(|index| blocks[index].stated);
            written = written + times().map(|time| time.high).max().unwrap_or_default();
            // Alternatives to a block with a time take none of the day's time.
            let is_timed = group.clone().any(|index| fitted[index].counts);
            for index in group {
                if is_timed || blocks[index].stated.is_some() {
                    elsewhere.push(blocks[index].tasks.clone());
                } else {
                    has_untimed |= fitted[index].is_shown;
                }
            }
        }
        let mut tasks = self.tasks(day.tasks.clone());
        tasks.retain(|task| !elsewhere.iter().any(|block| block.contains(task)));
        let is_untimed = blocks.iter().all(|block| block.stated.is_none());
        if tasks.is_empty() && !has_untimed && !is_untimed {
            return self.none();
        }
        let own = &self.readers.plan.tasks.own;
        let stated = tasks.iter().filter_map(|task| own[*task].stated);
        let heading = day.stated.map_or(Effort::ZERO, |time| time.high);
        let time = heading
            .minus(written)
            .max(stated.map(|time| time.high).sum());
        let mut timed = self.split(time, &tasks, fit.is_cut);
        if let (true, true, Some(noted)) = (fit.is_cut, tasks.is_empty(), fit.noted) {
            // Without tasks nothing can be left out, and the note alone states how much is done.
            timed = self.none();
            timed.add_unassigned(noted.minus(in_blocks).min(time));
            timed.split.rest = time.minus(timed.split.core);
        }
        timed
    }

    /// The top-level tasks among these that are for the readers.
    fn tasks(&self, tasks: Range<usize>) -> Vec<usize> {
        let own = &self.readers.plan.tasks.own;
        tasks
            .filter(|task| {
                own[*task].parent.is_none() && self.places[*task] != Placement::Elsewhere
            })
            .collect()
    }

    fn none(&self) -> SplitByArea {
        SplitByArea {
            split: Split::default(),
            areas: vec![Effort::ZERO; self.readers.plan.areas.len() + 1],
        }
    }

    /// The time of a week whose days have none: the one that it states, or else that of its tasks if it has no days. All
    /// of it is core.
    pub(super) fn week(&self, week: &Week) -> Option<SplitByArea> {
        let tasks = self.tasks(week.tasks.clone());
        let own = || {
            let own = tasks.iter().map(|task| &self.readers.plan.tasks.own[*task]);
            let times = own.filter_map(|task| task.stated).map(|time| time.high);
            let sum = times.reduce(|total, time| total + time);
            sum.filter(|_| week.days.is_empty())
        };
        let time = week.stated.map(|time| time.high).or_else(own)?;
        Some(self.split(time, &tasks, false))
    }

    /// Splits a time among its tasks. In a day that is cut, the core is the time of its core tasks, and the rest is
    /// what remains; otherwise, and without tasks, everything is core.
    fn split(&self, time: Effort, tasks: &[usize], is_cut: bool) -> SplitByArea {
        let own = &self.readers.plan.tasks.own;
        let shares = Shares::of(
            time,
            tasks.iter().map(|task| own[*task].stated.map(|t| t.high)),
        );
        let is_core = |task: &usize| self.places[*task] == Placement::Core;
        let pairs = tasks.iter().zip(&shares.parts);
        let core: Vec<(usize, u64)> = pairs
            .filter(|(task, _)| is_core(task))
            .map(|(task, part)| (*task, *part))
            .collect();
        let taken = shares.minutes(
            core.iter()
                .fold(0, |sum, (_, part)| part.saturating_add(sum)),
        );
        let core_time = if is_cut && !tasks.is_empty() {
            taken.min(time)
        } else {
            time
        };
        let mut timed = self.none();
        let (mut parts, mut dealt) = (0, Effort::ZERO);
        for (task, part) in core {
            parts = part.saturating_add(parts);
            let next = shares.minutes(parts).min(core_time);
            let area = own[task].area.unwrap_or(self.readers.plan.areas.len());
            timed.areas[area] = timed.areas[area] + next.minus(dealt);
            dealt = next;
        }
        timed.split.core = dealt;
        timed.add_unassigned(core_time.minus(dealt));
        timed.split.rest = time.minus(core_time);
        timed
    }
}

/// How a time is shared by tasks: each has its own time, or else an equal share of the remaining time.
struct Shares {
    /// The share of each, in equal parts of a minute.
    parts: Vec<u64>,
    /// How many parts a minute has.
    in_minute: u64,
}

impl Shares {
    fn of(time: Effort, tasks: impl Iterator<Item = Option<Effort>> + Clone) -> Self {
        let stated: Effort = tasks.clone().flatten().sum();
        let left = u64::from(time.minus(stated).minutes());
        let untimed = tasks.clone().filter(Option::is_none).count();
        let in_minute = u64::try_from(untimed).unwrap_or(u64::MAX).max(1);
        let part = |own: Option<Effort>| {
            own.map_or(left, |own| {
                u64::from(own.minutes()).saturating_mul(in_minute)
            })
        };
        Self {
            parts: tasks.map(part).collect(),
            in_minute,
        }
    }

    /// Parts in minutes, rounded.
    fn minutes(&self, parts: u64) -> Effort {
        let minutes = parts.saturating_add(self.in_minute / 2) / self.in_minute;
        Effort::from_minutes(u32::try_from(minutes).unwrap_or(u32::MAX))
    }
}

/// Groups of alternative blocks, as ranges; most groups have one block.
fn groups(blocks: &[&Block]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if block.instead => group.end = index + 1,
            _ => groups.push(index..index + 1),
        }
    }
    groups
}
