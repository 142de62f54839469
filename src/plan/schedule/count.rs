//! Places weeks by their order, and days by their names.

use super::shape::{PlanShape, Schedule, ScheduledDay, ScheduledWeek, WeekShape, from, weekday_of};
use crate::plan::model::{DayName, WeekKind};
use crate::units::{NumberRange, Weekend};

/// A range of weeks or days as long as years is more likely a slip than a plan.
pub(super) const LONGEST_RANGE: u32 = 520;

/// The weekdays on which weeks begin, the most usual ones first.
const USUAL_BEGINS: [u32; 7] = [0, 6, 5, 1, 2, 3, 4];

/// The schedule of a plan regardless of its dates.
pub(super) fn count(plan: &PlanShape<'_>) -> Schedule {
    let weeks = &plan.weeks;
    let names = || weeks.iter().flat_map(WeekShape::names);
    let numbered = names().any(|day| matches!(day, DayName::Ordinal(_)))
        && names().all(|day| matches!(day, DayName::Ordinal(_) | DayName::Date(_)));
    let begins_on = (!numbered).then(|| begins_on(plan));
    let place = DayPlace {
        begins_on: begins_on.unwrap_or(0),
        // `Day 8` is the first one of the second week if days are numbered through.
        is_through: names().any(|day| matches!(day, DayName::Ordinal(days) if days.last > 7)),
        weekend: plan.weekend,
    };
    let offsets = offsets(weeks);
    let mut studied = 0;
    let mut scheduled = Vec::with_capacity(weeks.len());
    for (week, offset) in weeks.iter().zip(&offsets) {
        let days = week.names().enumerate().map(|(position, day)| {
            let (within, length) = place.of(day, position, (studied, week.length()));
            ScheduledDay {
                offset: offset + within + week.paused(position),
                length,
            }
        });
        scheduled.push(ScheduledWeek {
            offset: *offset,
            length: week.length() + week.paused(week.days.len()),
            days: days.collect(),
        });
        if week.kind == WeekKind::Study {
            studied += week.length();
        }
    }
    Schedule {
        begins_on,
        weeks: scheduled,
        length: offsets.last().copied().unwrap_or_default(),
        start: None,
    }
}

/// The first day of each week, and the day after the last one.
fn offsets(weeks: &[WeekShape<'_>]) -> Vec<u32> {
    let mut next = 0;
    let mut offsets: Vec<u32> = Vec::with_capacity(weeks.len() + 1);
    for (index, week) in weeks.iter().enumerate() {
        offsets.push(next);
        let after = &weeks[index + 1..];
        let written = after.iter().take_while(|week| week.kind == WeekKind::Break);
        let written = 7 * u32::try_from(written.count()).unwrap_or_default();
        next += week.length() + week.paused(week.days.len()) + week.off(written);
    }
    offsets.push(next);
    for index in 0..weeks.len() {
        let WeekKind::Part = weeks[index].kind else {
            continue;
        };
        // Days outside of the weeks are in the week that their numbers fall in.
        let number = weeks[index].numbers.first;
        let is_own = |week: &WeekShape<'_>| {
            week.kind == WeekKind::Study
                && (week.numbers.first..=week.numbers.last).contains(&number)
        };
        offsets[index] = match weeks.iter().position(is_own) {
            Some(own) => offsets[own] + 7 * (number - weeks[own].numbers.first).min(LONGEST_RANGE),
            None => 7 * number.saturating_sub(1).min(LONGEST_RANGE),
        };
    }
    offsets
}

impl WeekShape<'_> {
    pub(super) fn names(&self) -> impl Iterator<Item = &DayName> {
        self.days.iter().map(|(name, _)| *name)
    }

    /// How many days it takes, without breaks in it.
    fn length(&self) -> u32 {
        match self.kind {
            WeekKind::Study => 7 * span(self.numbers),
            WeekKind::Break => 7,
            WeekKind::Part => 0,
        }
    }

    /// How many days of breaks in it are in front of one of its days.
    fn paused(&self, day: usize) -> u32 {
        let breaks = self.breaks.iter();
        let before = breaks.filter(|(after, _)| after.is_some_and(|after| after < day));
        before.map(|(_, days)| days).sum()
    }

    /// How many days the breaks after it take, besides those of the breaks that are written there.
    fn off(&self, written: u32) -> u32 {
        let breaks = self.breaks.iter().filter(|(after, _)| after.is_none());
        let days: u32 = breaks.map(|(_, days)| days).sum();
        days.saturating_sub(written)
    }
}

/// The weekday on which the weeks begin: Monday, unless the days of a week would then not be in the order in which they
/// are written; else the first weekday that the plan names, or else the most usual one that keeps the order. If the
/// dates of the weeks agree on a weekday that keeps the order, it is that.
///
/// A plan of Tuesdays and Thursdays that is begun on a Monday has its first day on the next day, not six days before.
fn begins_on(plan: &PlanShape<'_>) -> u32 {
    let weekday = |day: &DayName| named_weekday(day, plan.weekend);
    let mut names = plan.weeks.iter().flat_map(WeekShape::names);
    let first = names.find_map(weekday);
    let keeps_order = |begin: &u32| {
        plan.weeks.iter().all(|week| {
            let days = week.names().filter_map(weekday);
            days.map(|day| from(*begin, day)).is_sorted()
        })
    };
    let [monday, others @ ..] = USUAL_BEGINS;
    dated_weekday(plan, first)
        .into_iter()
        .chain([monday])
        .chain(first)
        .chain(others)
        .find(keeps_order)
        .unwrap_or(monday)
}

/// The weekday of the dates of the weeks, if all are the same; a single date counts only if no day names a weekday.
fn dated_weekday(plan: &PlanShape<'_>, named: Option<u32>) -> Option<u32> {
    let mut dates = plan.weeks.iter().filter_map(|week| week.date);
    let first = weekday_of(dates.next()?);
    let others: Vec<u32> = dates.map(weekday_of).collect();
    let counts = !others.is_empty() || named.is_none();
    (counts && others.iter().all(|other| *other == first)).then_some(first)
}

/// The first weekday that a day names, 0 for Monday.
fn named_weekday(day: &DayName, weekend: Weekend) -> Option<u32> {
    match day {
        DayName::Weekdays { first, .. } => u32::try_from(*first).ok(),
        DayName::Weekend => Some(weekend.first),
        DayName::Ordinal(_) | DayName::Date(_) => None,
    }
}

fn span(numbers: NumberRange) -> u32 {
    let last = numbers.last.saturating_sub(numbers.first);
    last.saturating_add(1).min(LONGEST_RANGE)
}

/// How the days of a plan are placed in their weeks.
#[derive(Clone, Copy, Debug)]
struct DayPlace {
    begins_on: u32,
    /// Whether days are numbered through.
    is_through: bool,
    weekend: Weekend,
}

impl DayPlace {
    /// How many days after the beginning of its week a day is, and how many it takes. `position` is its place in the
    /// week, which serves if its name does not say. `studied` and `own` are how many days the weeks in front of its
    /// week have, and its week.
    fn of(self, day: &DayName, position: usize, (studied, own): (u32, u32)) -> (u32, u32) {
        let place = (u32::try_from(position).unwrap_or_default(), 1);
        match (day, named_weekday(day, self.weekend)) {
            (DayName::Weekdays { first, last }, Some(weekday)) => {
                let length = (last + 7 - first) % 7 + 1;
                let length = u32::try_from(length).unwrap_or(1);
                (from(self.begins_on, weekday), length)
            }
            (_, Some(weekday)) => (from(self.begins_on, weekday), self.weekend.length),
            (DayName::Ordinal(numbers), None) => {
                let (before, own) = if self.is_through {
                    (studied, own.max(7))
                } else {
                    (0, 7)
                };
                let within = numbers.first.checked_sub(before + 1);
                match within.filter(|within| *within < own) {
                    Some(within) => (within, span(*numbers).min(own - within)),
                    None if (1..=7).contains(&numbers.first) => {
                        (numbers.first - 1, span(*numbers).min(7))
                    }
                    None => place,
                }
            }
            _ => place,
        }
    }
}
