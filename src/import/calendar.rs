//! Dates as text, and their weeks.

use crate::language::{Vocabulary, WrittenDate, whole_date};
use crate::plan::date_of;
use crate::units::Date;

/// The date that a whole text states, with its year.
pub(super) fn date(text: &str, words: &Vocabulary) -> Option<Date> {
    // Programs write the time of day after the date.
    let day = text.split(['T', ' ']).next().filter(|day| day.len() == 10);
    let read = day.and_then(|day| whole_date(day, words));
    // The first day of a range counts, as Notion writes it.
    let first = text.split('→').next().unwrap_or(text).trim();
    let written = read.or_else(|| whole_date(first, words))?;
    let part = |number: u32| i8::try_from(number).ok();
    let year = i16::try_from(written.year?).ok()?;
    Date::new(year, part(written.month)?, part(written.day)?).ok()
}

/// A date without a year, in the year of an earlier date or in the next one if it would be long before that.
pub(super) fn in_year(written: WrittenDate, earlier: Date) -> Option<Date> {
    let part = |number: u32| i8::try_from(number).ok();
    let (month, day) = (part(written.month)?, part(written.day)?);
    let is_next = month + 6 < earlier.month();
    let year = earlier.year() + i16::from(is_next);
    Date::new(year, month, day).ok()
}

/// The date some days before another.
pub(super) fn back(date: Date, days: u32) -> Option<Date> {
    let mut date = date;
    for _ in 0..days {
        date = date.yesterday().ok()?;
    }
    Some(date)
}

/// The Monday of the week of a date.
pub(super) fn monday(date: Date) -> Option<Date> {
    back(
        date,
        u32::try_from(date.weekday().to_monday_zero_offset()).ok()?,
    )
}

/// How many weeks a Monday is after another; `None` if it is before it or very far away.
pub(super) fn weeks_between(first: Date, other: Date) -> Option<u32> {
    const MOST: u32 = 1000;
    (0..MOST).find(|weeks| date_of(first, weeks * 7) == Some(other))
}
