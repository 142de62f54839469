//! The values of a schedule, and what it needs to know of a plan.

use crate::plan::model::{DayName, Plan, WeekKind};
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

impl Schedule {
    /// Whether the dates of the plan are written in it.
    pub fn is_fixed(&self) -> bool {
        self.start.is_some()
    }

    /// When a day of a week is.
    pub fn day(&self, week: usize, day: usize) -> ScheduledDay {
        self.weeks[week].days[day]
    }
}

/// What the schedule needs to know of a plan.
#[derive(Clone, Debug, Default)]
pub(super) struct PlanShape<'a> {
    pub(super) weeks: Vec<WeekShape<'a>>,
    pub(super) weekend: Weekend,
}

/// What the schedule needs to know of a week.
#[derive(Clone, Debug)]
pub(super) struct WeekShape<'a> {
    pub(super) kind: WeekKind,
    pub(super) numbers: NumberRange,
    pub(super) days: Vec<(&'a DayName, Option<Date>)>,
    pub(super) date: Option<Date>,
    /// The breaks in it and after it that are not in the text: the day in front of each, and how many days it takes.
    pub(super) breaks: Vec<(Option<usize>, u32)>,
}

impl<'a> PlanShape<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
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

/// The weekday of a date, 0 for Monday.
pub(super) fn weekday_of(date: Date) -> u32 {
    u32::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default()
}

/// How many days a weekday is after another.
pub(super) fn from(begin: u32, day: u32) -> u32 {
    (day + 7 - begin) % 7
}

/// The last day until `date` on which a week may begin that begins on a weekday; any day if it is `None`. Nothing beyond
/// the end of the calendar.
pub fn week_start(date: Date, begins_on: Option<u32>) -> Option<Date> {
    let since = begins_on.map_or(0, |begin| from(begin, weekday_of(date)));
    date.checked_sub(jiff::Span::new().days(since)).ok()
}

/// The date that is `offset` days after the first day of a plan, while the calendar lasts.
pub fn date_of(start: Date, offset: u32) -> Option<Date> {
    start.checked_add(jiff::Span::new().days(offset)).ok()
}
