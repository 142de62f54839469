//! The years of dates. A date without a year is in the year in which it is nearest to the date in front of it; the first
//! year is a written one, or else that of `start_date` or of the plan's title.

use super::written::{DateSource, DatedPart, WrittenDates, impossible_date};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{LineReader, WrittenDate, date, years_in};
use crate::plan::Plan;
use crate::units::Date;

/// The most days between a date and the next one without a year.
const LONGEST_GAP: i64 = 200;
/// The most days between a date and the next one.
const LONGEST_PAUSE: i64 = 800;
/// How many characters in front of the first week are searched for a date.
const LONGEST_INTRO: usize = 4000;

/// The dates of a plan, in the order of `written`; `None` for those without a known year.
pub(super) fn resolve(
    plan: &Plan,
    written: &WrittenDates,
    source: DateSource<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<Date>> {
    let parts = written.parts.as_slice();
    let mut stated = parts.iter().enumerate();
    let stated = stated.find_map(|(index, part)| Some((index, part.date.year?)));
    let seed = match stated {
        Some((index, year)) => i16::try_from(year).ok().map(|year| (index, year)),
        None if parts.is_empty() => None,
        None => first_year(plan, parts, source, diagnostics).map(|year| (0, year)),
    };
    let Some(seed) = seed else {
        return vec![None; parts.len()];
    };
    let mut dates = chain(parts, seed);
    let mut last: Option<Date> = None;
    for (part, found) in parts.iter().zip(&mut dates) {
        match (*found, last) {
            (Some(date), Some(before)) if days_between(before, date) > LONGEST_PAUSE => {
                let message =
                    format!("the date {date} is years away from the one in front of it, {before}");
                let diagnostic = Diagnostic::new(Code::DateMismatch, part.span, message);
                diagnostics
                    .push(diagnostic.hint("correct the year; until then, this date is not used"));
                *found = None;
            }
            (Some(date), _) => last = Some(date),
            (None, _) => diagnostics.push(impossible_date(part.span, &part.words)),
        }
    }
    dates
}

/// The dates of parts if the one at an index is in a year.
fn chain(parts: &[DatedPart], (index, year): (usize, i16)) -> Vec<Option<Date>> {
    let mut dates = vec![None; parts.len()];
    let mut fill = |at: usize, last: &mut Option<Date>| {
        let part = &parts[at];
        let own = match (part.date.year, *last) {
            (Some(year), _) => i16::try_from(year)
                .ok()
                .and_then(|year| in_year(part, year)),
            (None, Some(last)) => nearest(part, last),
            (None, None) => in_year(part, year),
        };
        dates[at] = own;
        *last = own.or(*last);
    };
    let mut last = None;
    for at in index..parts.len() {
        fill(at, &mut last);
    }
    let mut last = Date::new(year, 7, 1).ok();
    if let Some(first) = in_year(&parts[index], year) {
        last = Some(first);
    }
    for at in (0..index).rev() {
        fill(at, &mut last);
    }
    dates
}

fn in_year(part: &DatedPart, year: i16) -> Option<Date> {
    let (month, day) = (part.date.month, part.date.day);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// How many days there are between two dates.
fn days_between(one: Date, other: Date) -> i64 {
    (one.duration_since(other).as_hours() / 24).abs()
}

/// The date of a part in the year in which it is nearest to another date.
fn nearest(part: &DatedPart, other: Date) -> Option<Date> {
    let away = |date: &Date| days_between(*date, other);
    let years = [other.year() - 1, other.year(), other.year() + 1];
    let dates = years.into_iter().filter_map(|year| in_year(part, year));
    dates
        .min_by_key(away)
        .filter(|date| away(date) <= LONGEST_GAP)
}

/// How many of the dates are on the weekdays beside them, and how many are not.
fn weekdays(parts: &[DatedPart], dates: &[Option<Date>]) -> (usize, usize) {
    let pairs = parts.iter().zip(dates);
    let fits = pairs.filter_map(|(part, date)| Some(is_on(*date, part.weekday?)));
    fits.fold((0, 0), |(right, wrong), fits| {
        (right + usize::from(fits), wrong + usize::from(!fits))
    })
}

fn is_on(date: Option<Date>, weekday: usize) -> bool {
    date.is_some_and(|date| usize::try_from(date.weekday().to_monday_zero_offset()) == Ok(weekday))
}

/// The year of the first date, if no date has one. The weekdays beside the dates must fit.
fn first_year(
    plan: &Plan,
    parts: &[DatedPart],
    source: DateSource<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<i16> {
    let first = parts.first()?;
    let fit = |year: i16| {
        let (right, wrong) = weekdays(parts, &chain(parts, (0, year)));
        (right >= wrong, right > 0 && right >= wrong)
    };
    let Some(start) = source.course.start else {
        return title_year(plan, parts, fit)
            .or_else(|| year_in_intro(plan, first, source).filter(|year| fit(*year).0));
    };
    let near = nearest(first, start.date).map_or(start.date.year(), Date::year);
    if fit(near).0 {
        return Some(near);
    }
    let year = [near - 1, near + 1].into_iter().find(|year| fit(*year).1);
    if year.is_none() {
        let part = parts.iter().find(|part| part.weekday.is_some())?;
        let message = format!(
            "`{}` is on a different weekday in {near}, the year of `start_date`",
            part.words
        );
        diagnostics.push(
            Diagnostic::new(Code::DateMismatch, part.span, message)
                .label(start.span, "the first day is stated here")
                .hint("correct the dates or `start_date`; until then, the dates are not used"),
        );
    }
    year
}

/// The year in the title or the description of a plan: `Fall 2026`, `2026–27`. A single year may be that of the first or
/// of the last date if they are in different years.
fn title_year(plan: &Plan, parts: &[DatedPart], fit: impl Fn(i16) -> (bool, bool)) -> Option<i16> {
    let texts = [Some(plan.title.as_str()), plan.description.as_deref()];
    let mut years: Vec<i16> = texts.into_iter().flatten().flat_map(years_in).collect();
    years.sort_unstable();
    years.dedup();
    match years.as_slice() {
        [year] => {
            let dates = chain(parts, (0, *year));
            let rolls = dates.iter().flatten().any(|date| date.year() != *year);
            if !rolls {
                return Some(*year).filter(|year| fit(*year).0);
            }
            [*year, *year - 1].into_iter().find(|year| fit(*year).1)
        }
        [first, second] if first + 1 == *second => Some(*first).filter(|year| fit(*year).0),
        _ => None,
    }
}

/// The year of the first date, if the text in front of the first week has it with its year.
fn year_in_intro(plan: &Plan, first: &DatedPart, source: DateSource<'_>) -> Option<i16> {
    let mut left = LONGEST_INTRO;
    plan.intro.iter().find_map(|node| {
        let text = source.document.text(*node);
        let end = text.floor_char_boundary(left.min(text.len()));
        left -= end;
        let starts = text[..end]
            .char_indices()
            .filter(|(at, c)| c.is_alphanumeric() && !text[..*at].ends_with(char::is_alphanumeric));
        let mut dates =
            starts.filter_map(|(at, _)| date(&mut LineReader::new(&text[at..], source.words)));
        let is_first =
            |date: &WrittenDate| (date.month, date.day) == (first.date.month, first.date.day);
        let year = dates
            .find(|date| is_first(date) && date.year.is_some())?
            .year?;
        i16::try_from(year).ok()
    })
}
