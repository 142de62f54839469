//! Moves weeks and days to the dates that are written in the plan.

use super::count::LONGEST_RANGE;
use super::shape::{PlanShape, Schedule, WeekShape, week_start};
use crate::plan::model::WeekKind;
use crate::units::Date;

/// The schedule with the written dates, if there are any. A week that has a date, or a day with one, is at that date;
/// the weeks after it follow it, and those in front of the first one end at it. A day with a date is at its date.
pub(super) fn dated(plan: &PlanShape<'_>, counted: Schedule) -> Schedule {
    let anchors: Vec<Option<i64>> = (0..plan.weeks.len())
        .map(|index| first_day(&plan.weeks[index], index, &counted))
        .collect();
    let Some(firsts) = first_days(plan, &anchors, &counted) else {
        return counted;
    };
    let mut days: Vec<Vec<i64>> = Vec::with_capacity(firsts.len());
    for ((week, first), scheduled) in plan.weeks.iter().zip(&firsts).zip(&counted.weeks) {
        let own = week.days.iter().zip(&scheduled.days);
        let own = own.map(|((_, date), day)| match date {
            Some(date) => number(*date),
            None => first + between(scheduled.offset, day.offset),
        });
        days.push(own.collect());
    }
    let weeks = || plan.weeks.iter().zip(&firsts);
    let takes_time = weeks().filter(|(week, _)| week.kind != WeekKind::Part);
    let earliest = takes_time.map(|(_, first)| first);
    let Some(start) = earliest.chain(days.iter().flatten()).min().copied() else {
        return counted;
    };
    moved(counted, (&firsts, &days), start)
}

/// A schedule with other first days of weeks and other days. Nothing is moved if the dates are years apart.
fn moved(counted: Schedule, (firsts, days): (&[i64], &[Vec<i64>]), start: i64) -> Schedule {
    let longest = i64::from(7 * LONGEST_RANGE + counted.length);
    let offset = |day: i64| u32::try_from(day.saturating_sub(start)).unwrap_or_default();
    let mut schedule = counted.clone();
    schedule.start = date(start);
    schedule.length = 0;
    for ((week, first), days) in schedule.weeks.iter_mut().zip(firsts).zip(days) {
        week.offset = offset(*first);
        schedule.length = schedule.length.max(week.offset + week.length);
        for (day, own) in week.days.iter_mut().zip(days) {
            day.offset = offset(*own);
            schedule.length = schedule.length.max(day.offset + day.length);
        }
    }
    if schedule.start.is_none() || i64::from(schedule.length) > longest {
        return counted;
    }
    schedule
}

/// The first day of a week with a date, or with a day that has one.
fn first_day(week: &WeekShape<'_>, index: usize, counted: &Schedule) -> Option<i64> {
    if let Some(date) = week.date {
        return Some(number(week_start(date, counted.begins_on)?));
    }
    let mut days = week.days.iter().enumerate();
    let (day, date) = days.find_map(|(day, (_, date))| Some((day, (*date)?)))?;
    if counted.begins_on.is_some() && week.kind != WeekKind::Part {
        return Some(number(week_start(date, counted.begins_on)?));
    }
    let scheduled = &counted.weeks[index];
    Some(number(date) - between(scheduled.offset, scheduled.days[day].offset))
}

/// The first day of each week; `None` if no week has one.
fn first_days(
    plan: &PlanShape<'_>,
    anchors: &[Option<i64>],
    counted: &Schedule,
) -> Option<Vec<i64>> {
    let is_part = |index: usize| plan.weeks[index].kind == WeekKind::Part;
    let offset = |index: usize| i64::from(counted.weeks[index].offset);
    let anchored = |index: &usize| anchors[*index].is_some();
    let all = || 0..anchors.len();
    // Days outside of the weeks do not move the weeks.
    let first = all().find(|index| anchored(index) && !is_part(*index));
    let first = first.or_else(|| all().find(anchored))?;
    let mut last = (anchors[first]?, offset(first));
    let mut firsts = Vec::with_capacity(anchors.len());
    for (index, anchor) in anchors.iter().enumerate() {
        let day = anchor.unwrap_or(last.0 + offset(index) - last.1);
        if anchor.is_some() && !is_part(index) {
            last = (day, offset(index));
        }
        firsts.push(day);
    }
    Some(firsts)
}

fn between(from: u32, to: u32) -> i64 {
    i64::from(to) - i64::from(from)
}

/// A date as a number of days.
fn number(date: Date) -> i64 {
    date.duration_since(Date::ZERO).as_hours() / 24
}

fn date(number: i64) -> Option<Date> {
    Date::ZERO
        .checked_add(jiff::Span::new().try_days(number).ok()?)
        .ok()
}
