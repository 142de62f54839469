//! Where new weeks begin among days without weeks: seven days after the first one of a week, where weekdays or numbers
//! start again, and for dates with the weeks of the calendar.

use std::ops::Range;

use crate::plan::DayName;
use crate::reading::name::{Name, OutlineRole};
use crate::units::Date;

/// The days of a week.
pub(super) const WEEK: usize = 7;

/// The most days between a date and an earlier one in the same year.
const OUT_OF_ORDER: i16 = 180;

/// A day with its date, if that is known with its year.
type KnownDay<'a> = (Option<&'a Name>, Option<Date>);

/// The weeks of days that nothing divides, each as a range of them.
pub(super) fn weeks_of(names: &[Option<&Name>], dates: &[Option<Date>]) -> Vec<Range<usize>> {
    let days: Vec<KnownDay<'_>> = names.iter().copied().zip(dates.iter().copied()).collect();
    let first_weekday = begin(&days);
    let mut weeks = Vec::new();
    let mut from = 0;
    for at in 1..=days.len() {
        let ends =
            at == days.len() || at - from >= WEEK || is_past(days[from], days[at], first_weekday);
        if ends {
            weeks.push(from..at);
            from = at;
        }
    }
    weeks
}

/// The dates of days. Without a year, the first one is in the first of `years`, and others follow it; if they go beyond
/// the last of `years`, none is known.
pub(super) fn dates(names: &[Option<&Name>], years: Option<(i16, i16)>) -> Vec<Option<Date>> {
    let written = |name: Option<&Name>| name.and_then(|name| name.date);
    let first_stated = names.iter().copied().find_map(written);
    let stated = first_stated.and_then(|date| i16::try_from(date.year?).ok());
    let seed = stated.or(years.map(|(first, _)| first));
    let mut last: Option<Date> = None;
    let dates = names.iter().map(|name| {
        let date = written(*name)?;
        let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
        let year = match (date.year, last) {
            (Some(year), _) => i16::try_from(year).ok()?,
            (None, None) => seed?,
            (None, Some(last)) => {
                let own = Date::new(last.year(), month, day).ok()?;
                let is_next = last.day_of_year() - own.day_of_year() > OUT_OF_ORDER;
                last.year() + i16::from(is_next)
            }
        };
        last = Some(Date::new(year, month, day).ok()?);
        last
    });
    let dates: Vec<Option<Date>> = dates.collect();
    let end = years.filter(|_| stated.is_none()).map(|(_, end)| end);
    if dates
        .iter()
        .flatten()
        .any(|date| end.is_some_and(|end| date.year() > end))
    {
        return vec![None; names.len()];
    }
    dates
}

/// The weekday on which weeks begin, 0 for Monday: another one if seven days follow it in order, or if they have no dates
/// and are named from Sunday on.
fn begin(days: &[KnownDay<'_>]) -> usize {
    let is_undated = |(name, _): &KnownDay<'_>| name.is_some_and(|name| name.date.is_none());
    let is_next = |pair: &[KnownDay<'_>]| since(pair[0], pair[1]) == Some(1);
    let is_week = days.len() == WEEK;
    if days.iter().all(is_undated) {
        let weekdays = days.iter().filter_map(|(name, _)| weekday(name.as_ref()?));
        let begin = first_weekday(weekdays);
        return if is_week || begin == 6 { begin } else { 0 };
    }
    match days {
        [first, ..] if is_week && days.windows(2).all(is_next) => begun(*first),
        _ => 0,
    }
}

/// The weekday on which weeks begin, 0 for Monday: Sunday if it is named first and others follow; another one if it is
/// named first and only then all are in order, such as Saturday of `Sat, Sun, Tue, Thu`.
pub(super) fn first_weekday(weekdays: impl Iterator<Item = usize>) -> usize {
    let weekdays: Vec<usize> = weekdays.collect();
    let from = |begin: usize| weekdays.iter().map(move |day| (day + WEEK - begin) % WEEK);
    match weekdays.as_slice() {
        [6, next, ..] if *next < 6 => 6,
        [begin, _, _, ..] if !from(0).is_sorted() && from(*begin).is_sorted_by(|a, b| a < b) => {
            *begin
        }
        _ => 0,
    }
}

/// The first weekday of a name, 0 for Monday.
pub(super) fn weekday(name: &Name) -> Option<usize> {
    match name.role {
        OutlineRole::Day(DayName::Weekdays { first, .. }) => Some(first),
        _ => None,
    }
}

/// The weekday of a day by its name or its date; Monday if neither is known.
fn begun((name, date): KnownDay<'_>) -> usize {
    let by_date = || usize::try_from(date?.weekday().to_monday_zero_offset()).ok();
    name.and_then(weekday).or_else(by_date).unwrap_or_default()
}

/// Whether a day is at least seven days after the first one of a week, or before it. Dates whose weekdays are known are
/// in the week of the calendar.
fn is_past(first: KnownDay<'_>, day: KnownDay<'_>, first_weekday: usize) -> bool {
    let (Some(first_name), Some(name)) = (first.0, day.0) else {
        return false;
    };
    let (OutlineRole::Day(first_day), OutlineRole::Day(own)) = (&first_name.role, &name.role)
    else {
        return false;
    };
    let place = |weekday: usize| (weekday + WEEK - first_weekday) % WEEK;
    if !matches!(own, DayName::Ordinal(_))
        && let Some(since) = since(first, day)
    {
        return place(begun(first)) + since >= WEEK;
    }
    match (first_day, own) {
        (DayName::Ordinal(first), DayName::Ordinal(day)) => {
            day.first >= first.first.saturating_add(7) || day.first < first.first
        }
        (DayName::Weekdays { first, .. }, DayName::Weekdays { first: day, .. }) => {
            place(*day) <= place(*first)
        }
        _ => false,
    }
}

/// How many days one day is after another, if both have dates.
fn since((first, one): KnownDay<'_>, (day, other): KnownDay<'_>) -> Option<usize> {
    match (one, other) {
        (Some(one), Some(other)) if one <= other => {
            usize::try_from(other.duration_since(one).as_hours() / 24).ok()
        }
        _ => days_between(first?, day?),
    }
}

/// How many days one date is after another, if both are written: in a year of 365 days, and at the turn of the year in the
/// next one.
fn days_between(first: &Name, day: &Name) -> Option<usize> {
    const BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let place = |name: &Name| {
        let date = name.date?;
        let month = usize::try_from(date.month).ok()?.checked_sub(1)?;
        Some(BEFORE.get(month)? + date.day)
    };
    let (first, day) = (place(first)?, place(day)?);
    let since = if day < first { day + 365 } else { day } - first;
    usize::try_from(since).ok()
}

#[cfg(test)]
mod tests {
    use super::{dates, days_between, weeks_of};
    use crate::language::Vocabulary;
    use crate::reading::name::{Name, name};

    fn read(text: &str) -> Name {
        name(text, Vocabulary::of(Some("en"))).unwrap()
    }

    #[test]
    fn days_between_dates_go_on_after_the_turn_of_the_year() {
        for (first, day, expected) in [
            ("Monday, 4 January", "Monday, 4 January", Some(0)),
            ("Monday, 4 January", "Sunday, 10 January", Some(6)),
            ("Sunday, 28 February", "Monday, 1 March", Some(1)),
            ("Thursday, 31 December", "Friday, 1 January", Some(1)),
            ("Tuesday, 5 January", "Monday, 4 January", Some(364)),
            ("Monday, 4 January", "Tuesday", None),
            ("Monday", "Tuesday, 5 January", None),
        ] {
            let found = days_between(&read(first), &read(day));
            assert_eq!(found, expected, "{first} {day}");
        }
    }

    /// How many days each week has.
    fn weeks(days: &str, years: Option<(i16, i16)>) -> Vec<usize> {
        let names: Vec<Name> = days.split(" | ").map(read).collect();
        let names: Vec<Option<&Name>> = names.iter().map(Some).collect();
        let weeks = weeks_of(&names, &dates(&names, years));
        weeks.into_iter().map(|week| week.len()).collect()
    }

    #[test]
    fn weeks_end_where_days_start_again() {
        for (days, expected) in [
            ("Day 1 | Day 7 | Day 8", &[2, 1][..]),
            ("Day 3 | Day 9 | Day 10", &[2, 1]),
            ("Day 3 | Day 2", &[1, 1]),
            ("Days 1-2 | Day 7", &[2]),
            ("Monday | Sunday", &[2]),
            ("Tuesday | Monday", &[1, 1]),
            ("Monday | Monday", &[1, 1]),
            ("Monday | Day 9", &[2]),
            ("Sun | Mon | Tue | Wed | Thu | Fri | Sat", &[7]),
            ("Sat | Sun | Mon | Tue | Wed | Thu | Fri", &[7]),
            ("Sunday | Monday | Wednesday", &[3]),
            ("Fri | Sat | Sun | Mon", &[3, 1]),
            ("Fri | Sat | Mon | Fri | Sat | Mon", &[2, 3, 1]),
            ("Monday, 4 January | Sunday, 10 January", &[2]),
            ("Monday, 4 January | Monday, 11 January", &[1, 1]),
            ("Wednesday, 6 January | Sunday, 10 January", &[2]),
            ("Wednesday, 6 January | Monday, 11 January", &[1, 1]),
            ("Sun 3 Jan | Mon 4 Jan | Tue 5 Jan", &[1, 2]),
            (
                "Sun 3 Jan | Mon 4 Jan | Tue 5 Jan | Wed 6 Jan | Thu 7 Jan | Fri 8 Jan | Sat 9 Jan",
                &[7],
            ),
        ] {
            assert_eq!(weeks(days, None), expected, "{days}");
        }
    }

    #[test]
    fn dates_with_a_year_are_in_the_weeks_of_the_calendar() {
        let in_year = Some((2027, 2027));
        for (days, years, expected) in [
            ("2027-02-10 | 2027-02-14 | 2027-02-15", None, &[2, 1][..]),
            (
                "10 February 2027 | 14 February | 15 February",
                None,
                &[2, 1],
            ),
            ("February 10 | February 14 | February 15", in_year, &[2, 1]),
            ("February 10 | February 14 | February 15", None, &[3]),
            ("February 10 | February 14 | February 17", None, &[2, 1]),
            // Whether the year is that of the first date is not known.
            ("December 30 | January 3 | January 5", in_year, &[3]),
            (
                "December 30 | January 3 | January 5",
                Some((2026, 2027)),
                &[2, 1],
            ),
            (
                "2028-02-28 | 2028-02-29 | 2028-03-05 | 2028-03-06",
                None,
                &[3, 1],
            ),
            (
                "2027-02-10 | 2027-02-11 | 2027-02-12 | 2027-02-13 | 2027-02-14 | 2027-02-15 | 2027-02-16",
                None,
                &[7],
            ),
        ] {
            assert_eq!(weeks(days, years), expected, "{days}");
        }
    }
}
