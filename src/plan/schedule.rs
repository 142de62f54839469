//! When weeks and days are, counted in days from the first day of a plan.

use super::model::{DayName, Plan, WeekKind};
use crate::units::{Date, NumberRange};

/// A range of weeks or days as long as years is more likely a slip than a plan.
const LONGEST_RANGE: u32 = 520;
/// Saturday, counted from Monday.
const SATURDAY: u32 = 5;

/// The weekdays on which weeks begin, the most usual ones first.
const USUAL_BEGINS: [u32; 7] = [0, 6, 5, 1, 2, 3, 4];

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

/// What the schedule needs to know of a week.
struct Shape<'a> {
    kind: WeekKind,
    numbers: NumberRange,
    days: Vec<&'a DayName>,
}

impl Schedule {
    /// The schedule of a plan.
    pub fn of(plan: &Plan) -> Self {
        let shapes = plan.weeks.iter().map(|week| Shape {
            kind: week.kind,
            numbers: week.numbers,
            days: week.days.iter().map(|day| &day.name).collect(),
        });
        Self::of_shapes(&shapes.collect::<Vec<_>>())
    }

    fn of_shapes(weeks: &[Shape<'_>]) -> Self {
        let names = || weeks.iter().flat_map(|week| &week.days);
        let numbered = names().any(|day| matches!(day, DayName::Ordinal(_)))
            && names().all(|day| matches!(day, DayName::Ordinal(_) | DayName::Date(_)));
        let begins_on = (!numbered).then(|| begins_on(weeks));
        // `Day 8` is the first one of the second week if days are numbered through.
        let is_through = names().any(|day| matches!(day, DayName::Ordinal(days) if days.last > 7));
        let (mut next, mut studied) = (0, 0);
        let mut scheduled = Vec::with_capacity(weeks.len());
        for week in weeks {
            let length = week.length();
            let offset = match week.kind {
                WeekKind::Part => 7 * week.numbers.first.saturating_sub(1).min(LONGEST_RANGE),
                WeekKind::Study | WeekKind::Break => next,
            };
            let days = week.days.iter().enumerate().map(|(position, day)| {
                let through = is_through.then_some((studied, length));
                let (within, days) = week_day(day, position, (begins_on.unwrap_or(0), through));
                ScheduledDay {
                    offset: offset + within,
                    length: days,
                }
            });
            scheduled.push(ScheduledWeek {
                offset,
                length,
                days: days.collect(),
            });
            next += length;
            if week.kind == WeekKind::Study {
                studied += length;
            }
        }
        Self {
            begins_on,
            weeks: scheduled,
            length: next,
        }
    }

    /// When a day of a week is.
    pub fn day(&self, week: usize, day: usize) -> ScheduledDay {
        self.weeks[week].days[day]
    }
}

impl Shape<'_> {
    fn length(&self) -> u32 {
        match self.kind {
            WeekKind::Study => 7 * span(self.numbers),
            WeekKind::Break => 7,
            WeekKind::Part => 0,
        }
    }
}

/// The weekday on which the weeks begin: Monday, unless the days of a week would then not be in the order in which they
/// are written; else the first weekday that the plan names, or else the most usual one that keeps the order.
///
/// A plan of Tuesdays and Thursdays that is begun on a Monday has its first day on the next day, not six days before.
fn begins_on(weeks: &[Shape<'_>]) -> u32 {
    let first = weeks
        .iter()
        .flat_map(|week| &week.days)
        .find_map(|day| weekday(day));
    let keeps_order = |begin: &u32| {
        weeks.iter().all(|week| {
            let days = week.days.iter().filter_map(|day| weekday(day));
            days.map(|day| from(*begin, day)).is_sorted()
        })
    };
    let [monday, others @ ..] = USUAL_BEGINS;
    [monday]
        .into_iter()
        .chain(first)
        .chain(others)
        .find(keeps_order)
        .unwrap_or(monday)
}

/// The first weekday that a day names, 0 for Monday.
fn weekday(day: &DayName) -> Option<u32> {
    match day {
        DayName::Weekdays { first, .. } => u32::try_from(*first).ok(),
        DayName::Weekend => Some(SATURDAY),
        DayName::Ordinal(_) | DayName::Date(_) => None,
    }
}

/// How many days a weekday is after another.
fn from(begin: u32, day: u32) -> u32 {
    (day + 7 - begin) % 7
}

fn span(numbers: NumberRange) -> u32 {
    let last = numbers.last.saturating_sub(numbers.first);
    last.saturating_add(1).min(LONGEST_RANGE)
}

/// How many days after the beginning of its week a day is, and how many it takes. `position` is its place in the week,
/// which serves if its name does not say. `through` is how many days the weeks in front of it have, and its own, if days
/// are numbered through.
fn week_day(
    day: &DayName,
    position: usize,
    (begin, through): (u32, Option<(u32, u32)>),
) -> (u32, u32) {
    let place = (u32::try_from(position).unwrap_or_default(), 1);
    match (day, weekday(day)) {
        (DayName::Weekdays { first, last }, Some(weekday)) => {
            let length = (last + 7 - first) % 7 + 1;
            (from(begin, weekday), u32::try_from(length).unwrap_or(1))
        }
        (_, Some(weekday)) => (from(begin, weekday), 2),
        (DayName::Ordinal(numbers), None) => {
            let before = through.map_or(0, |(before, _)| before);
            let own = through.map_or(7, |(_, own)| own.max(7));
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

/// The last day until `date` on which a week may begin that begins on a weekday; any day if it is `None`. Nothing beyond
/// the end of the calendar.
pub fn week_start(date: Date, begins_on: Option<u32>) -> Option<Date> {
    let weekday = u32::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    let since = begins_on.map_or(0, |begin| from(begin, weekday));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(name: &str) -> DayName {
        const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let weekday = |name: &str| NAMES.iter().position(|known| *known == name);
        let number = |text: &str| text.parse::<u32>().unwrap();
        let (first, last) = name.split_once('-').unwrap_or((name, name));
        match weekday(first) {
            _ if name == "weekend" => DayName::Weekend,
            _ if name.starts_with("2027") => DayName::Date(name.to_owned()),
            Some(first) => DayName::Weekdays {
                first,
                last: weekday(last).unwrap(),
            },
            None => DayName::Ordinal(NumberRange {
                first: number(first),
                last: number(last),
            }),
        }
    }

    /// A schedule from its weeks: `days of a week`, `break`, `part`, and `3x …` for a week that covers three.
    fn schedule(weeks: &[&str]) -> Schedule {
        let mut number = 1;
        let names: Vec<Vec<DayName>> = weeks
            .iter()
            .map(|week| {
                let days = week
                    .split(' ')
                    .filter(|word| !["break", "part", "3x", ""].contains(word));
                days.map(day).collect()
            })
            .collect();
        let shapes = weeks.iter().zip(&names).map(|(week, names)| {
            let covers = if week.starts_with("3x") { 3 } else { 1 };
            let kind = match week.split(' ').next() {
                Some("break") => WeekKind::Break,
                Some("part") => WeekKind::Part,
                _ => WeekKind::Study,
            };
            let numbers = NumberRange {
                first: number,
                last: number + covers - 1,
            };
            if kind == WeekKind::Study {
                number += covers;
            }
            Shape {
                kind,
                numbers,
                days: names.iter().collect(),
            }
        });
        Schedule::of_shapes(&shapes.collect::<Vec<_>>())
    }

    /// `begins on, length: days of each week`, where a day is its offset, and `+` with the days that it takes beyond one.
    fn shown(schedule: &Schedule) -> String {
        let days = |week: &ScheduledWeek| {
            let days = week.days.iter().map(|day| match day.length {
                1 => day.offset.to_string(),
                length => format!("{}+{}", day.offset, length - 1),
            });
            days.collect::<Vec<_>>().join(" ")
        };
        let weeks: Vec<String> = schedule.weeks.iter().map(days).collect();
        let begins = schedule
            .begins_on
            .map_or("any".to_owned(), |day| day.to_string());
        format!("{begins}, {}: {}", schedule.length, weeks.join(" | "))
    }

    #[test]
    fn days_are_where_their_names_say() {
        let table: &[(&[&str], &str)] = &[
            (&["mon tue sun", "mon"], "0, 14: 0 1 6 | 7"),
            // A week begins on the day with which the author begins it, if it is not in the order from Monday on.
            (&["sun mon sat", "sun mon"], "6, 14: 0 1 6 | 7 8"),
            (&["sat sun mon"], "5, 7: 0 1 2"),
            (&["wed fri tue", "wed"], "2, 14: 0 2 6 | 7"),
            (&["tue thu sat", "tue sat"], "0, 14: 1 3 5 | 8 12"),
            // A first week that is not whole does not turn the others around.
            (&["wed thu fri", "mon tue wed"], "0, 14: 2 3 4 | 7 8 9"),
            (&["thu fri", "sun mon thu"], "6, 14: 4 5 | 7 8 11"),
            (&["tue mon", "mon tue"], "0, 14: 1 0 | 7 8"),
            (&["mon-wed thu-sun"], "0, 7: 0+2 3+3"),
            (&["sun mon-fri sat"], "6, 7: 0 1+4 6"),
            (&["mon weekend"], "0, 7: 0 5+1"),
            // Days that are only numbered may begin on any day.
            (&["1 2 7", "1 2"], "any, 14: 0 1 6 | 7 8"),
            (&["1 2 3-7", "8-14", "15"], "any, 21: 0 1 2+4 | 7+6 | 14"),
            (&["1 7", "break", "8 9"], "any, 21: 0 6 |  | 14 15"),
            (&["3x 1 10 21", "22"], "any, 28: 0 9 20 | 21"),
            (&["1 mon", "2"], "0, 14: 0 0 | 8"),
            // A break takes a week; days outside all weeks take none.
            (&["sun mon", "break", "sun"], "6, 21: 0 1 |  | 14"),
            (&["mon", "part mon", "tue"], "0, 14: 0 | 7 | 8"),
            (&["", ""], "0, 14:  | "),
            (&["2027-01-04 2027-01-06"], "0, 7: 0 1"),
            (&["3x mon sun", "mon"], "0, 28: 0 6 | 21"),
            (&[], "0, 0: "),
        ];
        for (weeks, expected) in table {
            assert_eq!(shown(&schedule(weeks)), *expected, "{weeks:?}");
        }
    }

    #[test]
    fn a_plan_begins_on_the_weekday_of_its_weeks() {
        let table = [
            // 2026-11-25 is a Wednesday.
            ("2026-11-25", Some(0), "2026-11-23"),
            ("2026-11-25", Some(6), "2026-11-22"),
            ("2026-11-22", Some(6), "2026-11-22"),
            ("2026-11-25", Some(2), "2026-11-25"),
            ("2026-11-25", Some(3), "2026-11-19"),
            ("2026-11-25", None, "2026-11-25"),
            // Over the end of a year, and of a February with 29 days.
            ("2027-01-01", Some(0), "2026-12-28"),
            ("2028-03-01", Some(0), "2028-02-28"),
            ("2028-03-01", Some(1), "2028-02-29"),
        ];
        for (date, begins_on, expected) in table {
            let start = week_start(date.parse().unwrap(), begins_on).unwrap();
            assert_eq!(start.to_string(), expected, "{date} {begins_on:?}");
        }
        assert_eq!(week_start(Date::MIN, Some(6)), None);
    }

    #[test]
    fn a_plan_ends_for_a_date() {
        let table = [
            // The week of the interview is the last one.
            ("2027-03-31", 84, Some(0), "2027-01-11"),
            ("2027-03-31", 84, Some(6), "2027-01-10"),
            ("2027-03-31", 0, Some(0), "2027-03-29"),
            // Thirty days end on the day in front of it.
            ("2027-03-31", 30, None, "2027-03-01"),
        ];
        for (date, length, begins_on, expected) in table {
            let schedule = Schedule {
                begins_on,
                weeks: Vec::new(),
                length,
            };
            let start = start_for_end(date.parse().unwrap(), &schedule).unwrap();
            assert_eq!(start.to_string(), expected, "{date} {length} {begins_on:?}");
        }
    }
}
