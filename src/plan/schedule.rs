//! When weeks and days are, counted in days from the first day of a plan: [`count`](mod@count) places them by their
//! order and their names, and [`written`] moves those whose dates are written in the plan.

mod count;
#[cfg(test)]
mod tests;
mod written;

use super::model::{DayName, Plan, WeekKind};
use crate::units::{Date, NumberRange, Weekend};

/// When the weeks and days of a plan are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// The weekday on which each week begins, 0 for Monday; `None` if the plan may begin on any day because its days are
    /// only numbered.
    pub begins_on: Option<u32>,
    /// The plan's weeks, in its order.
    pub weeks: Vec<ScheduledWeek>,
    /// How many days the plan takes.
    pub length: u32,
    /// Its first day, if dates are written in the plan: these take precedence.
    pub start: Option<Date>,
}

/// When a week is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScheduledWeek {
    /// Its first day, counted from the plan's first.
    pub offset: u32,
    /// How many days it takes: seven for each week that it covers, none if its days are outside the plan's weeks.
    pub length: u32,
    /// Its days, in its order.
    pub days: Vec<ScheduledDay>,
}

/// When a day is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScheduledDay {
    /// Its date, counted from the plan's first day.
    pub offset: u32,
    /// How many days it takes, 1 at least.
    pub length: u32,
}

/// What the schedule needs to know of a plan.
#[derive(Clone, Debug, Default)]
struct PlanShape<'a> {
    weeks: Vec<WeekShape<'a>>,
    weekend: Weekend,
}

/// What the schedule needs to know of a week.
#[derive(Clone, Debug)]
struct WeekShape<'a> {
    kind: WeekKind,
    numbers: NumberRange,
    days: Vec<(&'a DayName, Option<Date>)>,
    date: Option<Date>,
    /// The breaks in it and after it that are not in the text: the day in front of each, and how many days it takes.
    breaks: Vec<(Option<usize>, u32)>,
}

impl Schedule {
    /// The schedule of a plan.
    pub fn of(plan: &Plan) -> Self {
        let shape = PlanShape::of(plan);
        let counted = count::count(&shape);
        written::dated(&shape, counted)
    }

    /// The schedule of a plan regardless of the dates that are written in it.
    pub(crate) fn without_dates(plan: &Plan) -> Self {
        count::count(&PlanShape::of(plan))
    }

    /// Whether the dates of the plan are written in it.
    pub fn is_fixed(&self) -> bool {
        self.start.is_some()
    }

    /// When a day of a week is.
    pub fn day(&self, week: usize, day: usize) -> ScheduledDay {
        self.weeks[week].days[day]
    }
}

impl<'a> PlanShape<'a> {
    fn of(plan: &'a Plan) -> Self {
        let mut weeks: Vec<WeekShape<'_>> = plan
            .weeks
            .iter()
            .map(|week| WeekShape {
                kind: week.kind,
                numbers: week.numbers,
                days: week.days.iter().map(|day| (&day.name, day.date)).collect(),
                date: week.date,
                breaks: Vec::new(),
            })
            .collect();
        for added in &plan.breaks {
            weeks[added.week].breaks.push((added.day, added.days));
        }
        Self {
            weeks,
            weekend: plan.weekend,
        }
    }
}

/// The last day until `date` on which a week may begin that begins on a weekday; any day if it is `None`. Nothing beyond
/// the end of the calendar.
pub fn week_start(date: Date, begins_on: Option<u32>) -> Option<Date> {
    let since = begins_on.map_or(0, |begin| count::from(begin, count::weekday_of(date)));
    date.checked_sub(jiff::Span::new().days(since)).ok()
}

/// The date that is `offset` days after the first day of a plan, while the calendar lasts.
pub fn date_of(start: Date, offset: u32) -> Option<Date> {
    start.checked_add(jiff::Span::new().days(offset)).ok()
}

/// The first day of a plan that ends for `date`: in its week, or on the day in front of it if the plan may
/// begin on any day. Nothing beyond the end of the calendar.
pub fn start_for_end(date: Date, schedule: &Schedule) -> Option<Date> {
    let earlier = match schedule.begins_on {
        Some(_) => schedule.length.saturating_sub(7),
        None => schedule.length,
    };
    week_start(date, schedule.begins_on)?
        .checked_sub(jiff::Span::new().days(earlier))
        .ok()
}
