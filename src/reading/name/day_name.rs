//! The names of days at the start of lines, with the dates beside them.

use super::brackets::beside;
use super::parts::{ordinal, weekdays};
use crate::language::{
    LineReader, WrittenDate, date, date_of_weekday, dates_of_week, end_of_range, numeric_date,
};
use crate::plan::DayName;

/// Takes the name of a day, and the date beside it: `Monday, January 4`.
pub(super) fn day_name(reader: &mut LineReader<'_>) -> Option<(DayName, Option<WrittenDate>)> {
    let first = dates_of_week(reader).or_else(|| {
        let date = lone_date(reader)?;
        Some(end_of_range(reader, date))
    });
    if let Some(date) = first {
        return Some((DayName::Date(date.to_string()), Some(date)));
    }
    if let Some(name) = weekdays(reader) {
        let date = date_beside(reader);
        return Some((name, date));
    }
    Some((ordinal(reader)?, None))
}

/// Takes a date that is the name of a day. One of two numbers must be too large for a month, or a weekday must be behind them:
/// `8/30` and `1/2 (Mon)` are dates, but `1/2` is a half, and `24/7` means always.
fn lone_date(reader: &mut LineReader<'_>) -> Option<WrittenDate> {
    if let Some(date) = date(reader) {
        return Some(date);
    }
    let mut ahead = *reader;
    let date = numeric_date(&mut ahead)?;
    let written = &reader.rest[..reader.rest.len() - ahead.rest.len()];
    let certain = date.day > 12 && (1..=12).contains(&date.month) && written != "24/7";
    let has_weekday = || beside(&mut ahead.clone()).is_some_and(|beside| beside.weekdays.is_some());
    if (!certain || written.ends_with('.')) && !has_weekday() {
        return None;
    }
    reader.rest = ahead.rest;
    Some(date)
}

/// Takes the date beside the name of a weekday: `, January 4`, `(4 Jan)`, `Nov 2`, `11/2`.
fn date_beside(reader: &mut LineReader<'_>) -> Option<WrittenDate> {
    let mut ahead = *reader;
    ahead.rest = ahead.rest.trim_start_matches([',', ' ', '(', '.']);
    let bracketed = reader.rest[..reader.rest.len() - ahead.rest.len()].contains('(');
    let date = date_of_weekday(&mut ahead)?;
    if bracketed {
        ahead.rest = ahead.rest.trim_start().strip_prefix(')')?;
    }
    reader.rest = ahead.rest;
    Some(date)
}
