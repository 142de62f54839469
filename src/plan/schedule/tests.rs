//! Schedules of plans, as tables.

use super::shape::WeekShape;
use super::*;
use crate::plan::model::{DayName, WeekKind};
use crate::units::{Date, NumberRange, Weekend};

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

/// The words of a week of a test.
#[derive(Default)]
struct TestWeek {
    covers: u32,
    kind: Option<WeekKind>,
    date: Option<Date>,
    days: Vec<(DayName, Option<Date>)>,
    breaks: Vec<(Option<usize>, u32)>,
}

fn week(text: &str) -> TestWeek {
    let mut week = TestWeek {
        covers: 1,
        ..TestWeek::default()
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let (name, date) = word.split_once('@').unwrap_or((word, ""));
        let date = date.parse().ok();
        match *word {
            "3x" => week.covers = 3,
            "break" => week.kind = Some(WeekKind::Break),
            "part" => week.kind = Some(WeekKind::Part),
            _ if name.is_empty() => week.date = date,
            _ if name.starts_with("off") => {
                let after = (at + 1 < words.len()).then(|| week.days.len() - 1);
                week.breaks.push((after, name[3..].parse().unwrap()));
            }
            _ => week.days.push((day(name), date)),
        }
    }
    week
}

/// A schedule from its weeks: `days of a week`, `break`, `part`, `3x …` for a week that covers three, `@` with the date of
/// a week or of the day in front of it, `off3` for three days off.
fn schedule_with(weeks: &[&str], weekend: Weekend) -> Schedule {
    let mut number = 1;
    let weeks: Vec<TestWeek> = weeks.iter().map(|text| week(text)).collect();
    let shapes = weeks.iter().map(|week| {
        let kind = week.kind.unwrap_or(WeekKind::Study);
        let numbers = NumberRange {
            first: number,
            last: number + week.covers - 1,
        };
        if kind == WeekKind::Study {
            number += week.covers;
        }
        let days = week.days.iter();
        WeekShape {
            kind,
            numbers,
            days: days.map(|(name, date)| (name, *date)).collect(),
            date: week.date,
            breaks: week.breaks.clone(),
        }
    });
    let shape = PlanShape {
        weeks: shapes.collect(),
        weekend,
    };
    written::dated(&shape, count::count(&shape))
}

fn schedule(weeks: &[&str]) -> Schedule {
    schedule_with(weeks, Weekend::default())
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
    let start = schedule
        .start
        .map_or(String::new(), |start| format!("{start}, "));
    format!(
        "{start}{begins}, {}: {}",
        schedule.length,
        weeks.join(" | ")
    )
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
fn breaks_move_what_follows_them() {
    let table: &[(&[&str], &str)] = &[
        (&["mon off7", "mon"], "0, 21: 0 | 14"),
        (&["mon off14", "mon"], "0, 28: 0 | 21"),
        // The break in the text is a part of it.
        (&["mon off7", "break", "mon"], "0, 21: 0 |  | 14"),
        (&["mon off14", "break", "mon"], "0, 28: 0 |  | 21"),
        (
            &["mon", "break", "mon off7", "mon"],
            "0, 35: 0 |  | 14 | 28",
        ),
        (&["1 2 off2 3 7", "8"], "any, 16: 0 1 4 8 | 9"),
        (&["1 7 off3", "8"], "any, 17: 0 6 | 10"),
        // Days outside of the weeks move with the week that they are in.
        (&["mon off7", "mon", "part mon"], "0, 21: 0 | 14 | 14"),
        (
            &["mon", "break", "part mon", "mon"],
            "0, 21: 0 |  | 14 | 14",
        ),
    ];
    for (weeks, expected) in table {
        assert_eq!(shown(&schedule(weeks)), *expected, "{weeks:?}");
    }
}

#[test]
fn a_weekend_is_on_the_days_that_the_author_states() {
    let table: &[(&[&str], (u32, u32), &str)] = &[
        (&["mon weekend"], (4, 2), "0, 7: 0 4+1"),
        (&["sun mon weekend"], (4, 2), "6, 7: 0 1 5+1"),
        (&["sat mon weekend"], (3, 2), "5, 7: 0 2 5+1"),
        (&["mon weekend"], (4, 1), "0, 7: 0 4"),
    ];
    for (weeks, (first, length), expected) in table {
        let (first, length) = (*first, *length);
        let schedule = schedule_with(weeks, Weekend { first, length });
        assert_eq!(shown(&schedule), *expected, "{weeks:?}");
    }
}

#[test]
fn written_dates_win() {
    // 2027-01-04 is a Monday.
    let table: &[(&[&str], &str)] = &[
        (&["@2027-01-04 mon", "mon"], "2027-01-04, 0, 14: 0 | 7"),
        // A gap between weeks is as long as their dates say, and the weeks after it follow.
        (
            &["@2027-01-04 mon", "@2027-01-18 mon", "mon"],
            "2027-01-04, 0, 28: 0 | 14 | 21",
        ),
        // Weeks in front of the first date end at it.
        (&["mon", "@2027-01-11 tue"], "2027-01-04, 0, 14: 0 | 8"),
        (
            &["mon off7", "mon", "@2027-01-25 tue"],
            "2027-01-04, 0, 28: 0 | 14 | 22",
        ),
        // Every date is a Sunday, so weeks begin on Sundays.
        (
            &["@2027-01-03 sun wed", "@2027-01-10 mon"],
            "2027-01-03, 6, 14: 0 3 | 8",
        ),
        (&["@2027-01-06", ""], "2027-01-06, 2, 14:  | "),
        // A date in midweek is in the week that it falls in.
        (
            &["@2027-01-06 mon fri", "mon"],
            "2027-01-04, 0, 14: 0 4 | 7",
        ),
        (&["mon tue@2027-01-05", "mon"], "2027-01-04, 0, 14: 0 1 | 7"),
        // The date of a day takes precedence over its name.
        (
            &["@2027-01-04 mon fri@2027-01-07", "fri"],
            "2027-01-04, 0, 14: 0 3 | 11",
        ),
        (
            &["2027-01-05@2027-01-05 2027-01-09@2027-01-09"],
            "2027-01-04, 0, 7: 1 5",
        ),
        (&["1@2027-01-06 2 3"], "2027-01-06, any, 7: 0 1 2"),
        (&["1 2@2027-01-06 3"], "2027-01-05, any, 7: 0 1 2"),
        (
            &["part 2027-01-06@2027-01-06 2027-01-08@2027-01-08"],
            "2027-01-06, 0, 3: 0 2",
        ),
        // Weeks stay in the author's order.
        (
            &["@2027-01-11 mon", "@2027-01-04 mon"],
            "2027-01-04, 0, 14: 7 | 0",
        ),
        // Over the end of February in a leap year.
        (
            &["@2028-02-21 mon", "@2028-03-06 mon"],
            "2028-02-21, 0, 21: 0 | 14",
        ),
        // A plan over 180 years is a slip.
        (&["@2027-01-04 mon", "@2207-01-12 mon"], "0, 14: 0 | 7"),
    ];
    for (weeks, expected) in table {
        assert_eq!(shown(&schedule(weeks)), *expected, "{weeks:?}");
    }
}

#[test]
fn the_calendar_has_a_beginning() {
    assert_eq!(week_start(Date::MIN, Some(6)), None);
}
