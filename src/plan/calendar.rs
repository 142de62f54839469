//! The dates of a plan's days: its schedule from a first day on, with days off and moves.
//!
//! The theme's script has the same rule for the dates that a reader chooses; both run the table in
//! `tests/schedule/calendar.json`.

use jiff::ToSpan;

use super::schedule::{Schedule, date_of, week_start};
use crate::units::Date;

/// The dates of a plan's days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The plan's first day.
    start: Date,
    /// Whether its dates are written in it, so nothing moves them.
    is_fixed: bool,
    /// Whether its days have weekdays, so that a day off leaves the rest of its week in place.
    has_weekdays: bool,
    /// The days off, from the first day on: sorted, each once.
    off: Vec<Date>,
    /// The weeks that are off as a whole, counted from the first day: sorted, each once.
    weeks_off: Vec<u32>,
    moves: Vec<Move>,
}

/// Days that a reader moved: everything from one day of the plan on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The first day that moves, counted from the plan's first day.
    pub from: u32,
    /// By how many days it moves.
    pub days: u32,
}

impl Calendar {
    /// The dates of a schedule that begins on `start`, which must be the first day of a week if its weeks begin on a
    /// certain weekday, with days off in any order. A schedule with a first day of its own keeps that, and has no days
    /// off.
    pub fn new(schedule: &Schedule, start: Date, off: &[Date]) -> Self {
        let is_fixed = schedule.is_fixed();
        let start = schedule.start.unwrap_or(start);
        let is_off = |day: &Date| *day >= start && !is_fixed;
        let mut off: Vec<Date> = off.iter().copied().filter(is_off).collect();
        off.sort_unstable();
        off.dedup();
        let has_weekdays = schedule.begins_on.is_some();
        let week = |day: &Date| u32::try_from(days_between(start, *day) / 7).unwrap_or(u32::MAX);
        let weeks = off.chunk_by(|one, other| week(one) == week(other));
        let weeks_off = weeks.filter(|days| has_weekdays && days.len() == 7);
        Self {
            start,
            is_fixed,
            has_weekdays,
            weeks_off: weeks_off.map(|days| week(&days[0])).collect(),
            off,
            moves: Vec::new(),
        }
    }

    /// The same with days that a reader moved.
    #[must_use]
    pub fn moved(self, mut moves: Vec<Move>) -> Self {
        if self.is_fixed {
            moves.clear();
        }
        Self { moves, ..self }
    }

    /// The first day of the plan.
    pub fn start(&self) -> Date {
        self.start
    }

    /// The date of the day that is `offset` days after the plan's first one; nothing beyond the end of the calendar.
    ///
    /// Days without weekdays move past each day off. With weekdays, a week that is off as a whole moves all that
    /// follow, and on a single day off the tasks move to the next day of the same week that is not off, or else to the
    /// last one before it: the other days keep their weekdays.
    pub fn date(&self, offset: u32) -> Option<Date> {
        let moves = self.moves.iter().filter(|moved| moved.from <= offset);
        let offset = moves.fold(offset, |sum, moved| sum.saturating_add(moved.days));
        if !self.has_weekdays {
            let mut date = date_of(self.start, offset)?;
            for off in &self.off {
                if *off > date {
                    break;
                }
                date = date.checked_add(1.day()).ok()?;
            }
            return Some(date);
        }
        let mut week = offset / 7;
        for off in &self.weeks_off {
            week += u32::from(*off <= week);
        }
        let day = |within: u32| date_of(self.start, week.saturating_mul(7).saturating_add(within));
        let within = offset % 7;
        let nearest = (within..7).chain((0..within).rev());
        let mut days = nearest.filter_map(day);
        days.find(|day| self.off.binary_search(day).is_err())
    }

    /// The first and the last date of something that begins `offset` days after the plan's first day and takes `length`
    /// days; nothing beyond the end of the calendar.
    pub fn dates(&self, offset: u32, length: u32) -> Option<(Date, Date)> {
        let last = offset.saturating_add(length.saturating_sub(1));
        Some((self.date(offset)?, self.date(last)?))
    }
}

/// The first day of a plan that ends for `date`: in its week, or at the latest on the day in front of it if the plan may
/// begin on any day. With days off, the plan begins as much earlier as it must. Nothing beyond the end of the calendar.
pub fn start_for_end(date: Date, schedule: &Schedule, off: &[Date]) -> Option<Date> {
    let (earlier, step, last) = match schedule.begins_on {
        Some(_) => (schedule.length.saturating_sub(7), 7, date),
        None => (schedule.length, 1, date.checked_sub(1.day()).ok()?),
    };
    let mut start = week_start(date, schedule.begins_on)?
        .checked_sub(i64::from(earlier).days())
        .ok()?;
    loop {
        let calendar = Calendar::new(schedule, start, off);
        let end = calendar.date(schedule.length.saturating_sub(1))?;
        if week_start(end, schedule.begins_on)? <= last {
            return Some(start);
        }
        start = start.checked_sub(step.days()).ok()?;
    }
}

/// How many days it is from one date to another.
fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// The table that the theme's script runs too.
    const TABLE: &str = include_str!("../../tests/schedule/calendar.json");

    fn schedule(row: &Value) -> Schedule {
        let number = |name: &str| row[name].as_u64().map(|n| u32::try_from(n).unwrap());
        Schedule {
            begins_on: number("begins_on"),
            length: number("length").unwrap_or_default(),
            ..Schedule::default()
        }
    }

    fn date(value: &Value) -> Date {
        value.as_str().unwrap().parse().unwrap()
    }

    fn list(row: &Value, name: &str) -> Vec<Value> {
        row[name].as_array().cloned().unwrap_or_default()
    }

    fn calendar(row: &Value) -> Calendar {
        let off: Vec<Date> = list(row, "off").iter().map(date).collect();
        let number = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
        let moves = list(row, "moves");
        let moves = moves.iter().map(|moved| Move {
            from: number(&moved[0]),
            days: number(&moved[1]),
        });
        Calendar::new(&schedule(row), date(&row["start"]), &off).moved(moves.collect())
    }

    #[test]
    fn days_are_on_the_dates_of_the_shared_table() {
        let table: Value = serde_json::from_str(TABLE).unwrap();
        let rows = list(&table, "days");
        assert!(rows.len() > 20, "{}", rows.len());
        for row in rows {
            let calendar = calendar(&row);
            for day in list(&row, "days") {
                let [offset, length] = [0, 1].map(|at| u32::try_from(day[at].as_u64().unwrap()));
                let dates = calendar.dates(offset.unwrap(), length.unwrap());
                let expected = (date(&day[2]), date(&day[3]));
                assert_eq!(dates, Some(expected), "{}: {day}", row["name"]);
            }
        }
    }

    #[test]
    fn plans_begin_on_the_dates_of_the_shared_table() {
        let table: Value = serde_json::from_str(TABLE).unwrap();
        for row in list(&table, "starts") {
            let schedule = schedule(&row);
            let start = week_start(date(&row["date"]), schedule.begins_on);
            assert_eq!(start, Some(date(&row["start"])), "{row}");
        }
        for row in list(&table, "ends") {
            let off: Vec<Date> = list(&row, "off").iter().map(date).collect();
            let start = start_for_end(date(&row["date"]), &schedule(&row), &off);
            assert_eq!(start, Some(date(&row["start"])), "{row}");
        }
    }

    #[test]
    fn nothing_moves_dates_that_are_written_in_a_plan() {
        let [start, other]: [Date; 2] =
            ["2027-01-06", "2027-03-01"].map(|day| day.parse().unwrap());
        let schedule = Schedule {
            begins_on: Some(0),
            start: Some(start),
            ..Schedule::default()
        };
        let moves = vec![Move { from: 0, days: 7 }];
        let calendar = Calendar::new(&schedule, other, &[start]).moved(moves);
        assert_eq!(calendar.start(), start);
        assert_eq!(calendar.date(8), date_of(start, 8));
    }

    proptest::proptest! {
        #[test]
        fn every_day_has_a_date_in_order_and_free(
            begins_on in proptest::option::of(0_u32..7),
            off in proptest::collection::vec(0_i64..120, 0..60),
            moves in proptest::collection::vec((0_u32..90, 0_u32..15), 0..4),
        ) {
            // 2027-01-04 is a Monday.
            let monday: Date = "2027-01-04".parse().unwrap();
            let start = monday + i64::from(begins_on.unwrap_or_default()).days();
            let off: Vec<Date> = off.into_iter().map(|day| start + day.days()).collect();
            let moves = moves.into_iter().map(|(from, days)| Move { from, days }).collect();
            let schedule = Schedule { begins_on, ..Schedule::default() };
            let calendar = Calendar::new(&schedule, start, &off).moved(moves);
            let dates: Vec<Date> = (0..90).map(|offset| calendar.date(offset).unwrap()).collect();
            proptest::prop_assert!(dates.is_sorted(), "{dates:?}");
            proptest::prop_assert!(dates.iter().all(|date| !off.contains(date)), "{dates:?}");
        }
    }
}
