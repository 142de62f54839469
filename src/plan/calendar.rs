//! The positions of weeks and days in the calendar, in days from the Monday on which a plan begins.

use super::model::{Day, DayName, Plan, Week, WeekKind};
use crate::units::{Date, Numbers};

/// The first day of each week. A week that covers several (`Weeks 1-2`) takes as many.
pub fn week_offsets(plan: &Plan) -> Vec<u32> {
    let mut next = 0;
    let starts = plan.weeks.iter().map(|week| match week.kind {
        WeekKind::Part => 7 * week.numbers.first.saturating_sub(1).min(520),
        WeekKind::Study | WeekKind::Break => {
            let start = next;
            next += days_of_week(week);
            start
        }
    });
    starts.collect()
}

/// How many days the plan takes from its first Monday to its last Sunday.
pub fn plan_length(plan: &Plan) -> u32 {
    plan.weeks.iter().map(days_of_week).sum()
}

/// How many days a week takes: seven for each that it covers.
pub fn days_of_week(week: &Week) -> u32 {
    match week.kind {
        WeekKind::Study => 7 * span(week.numbers),
        WeekKind::Break => 7,
        WeekKind::Part => 0,
    }
}

fn span(numbers: Numbers) -> u32 {
    // A range of years is probably a mistake.
    (numbers.last - numbers.first).saturating_add(1).min(520)
}

/// The weekday on which a day begins, 0 for Monday, and how many days it takes. `position` is its index in the week,
/// which is used if its name has no weekday.
pub fn day_of_week(day: &Day, position: usize) -> (u32, u32) {
    let place = u32::try_from(position).unwrap_or_default();
    match &day.name {
        DayName::Weekdays { first, last } => {
            let (first, last) = (
                u32::try_from(*first).unwrap_or_default(),
                u32::try_from(*last).unwrap_or_default(),
            );
            (first, (last + 7 - first) % 7 + 1)
        }
        DayName::Weekend => (5, 2),
        DayName::Ordinal(numbers) if (1..=7).contains(&numbers.first) => {
            (numbers.first - 1, span(*numbers).min(7))
        }
        DayName::Ordinal(_) | DayName::Date(_) => (place, 1),
    }
}

/// The Monday of the week of a date.
pub(crate) fn monday_of(date: Date) -> Date {
    let days = date.weekday().to_monday_zero_offset();
    // The calendar ranges from the year -9999 to 9999.
    date.checked_sub(jiff::Span::new().days(days))
        .unwrap_or(date)
}

/// The date `offset` days after the Monday on which a plan begins, within the calendar's range.
pub fn date_of(start: Date, offset: u32) -> Option<Date> {
    start.checked_add(jiff::Span::new().days(offset)).ok()
}
