//! Days of the calendar: `holidays`, `weekend` and `review`.

use std::iter;

use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::units::{Date, WEEKDAYS, Weekend};
use crate::yaml::Fields;

/// A longer range of holidays is more likely a slip than time off.
const LONGEST_HOLIDAY: usize = 366;
/// A review later than this is of no use to a plan.
pub(super) const LATEST_REVIEW: u32 = 365;

/// Reads `holidays: [2026-11-26, 2026-12-24 to 2027-01-01]`: the dates in order, each once.
pub(crate) fn holidays(fields: &mut Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Date> {
    let mut dates = Vec::new();
    for (text, span) in fields.places_of_texts("holidays", diagnostics) {
        match range(&text) {
            Ok(range) => dates.extend(range),
            Err(problem) => diagnostics.push(problem.diagnostic(&text, span)),
        }
    }
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// Why a text is not a range of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HolidayProblem {
    NoDate,
    Backwards,
    TooLong,
}

impl HolidayProblem {
    fn diagnostic(self, text: &str, span: Span) -> Diagnostic {
        let (problem, hint) = match self {
            Self::NoDate => (
                format!("`holidays` must be a list of dates, not `{text}`"),
                "write one date per line, such as `2026-12-24`, or a range, such as `2026-12-24 to 2027-01-01`",
            ),
            Self::Backwards => (
                format!("the range `{text}` ends before it begins"),
                "write the first day of the range first",
            ),
            Self::TooLong => (
                format!("the range `{text}` is longer than a year"),
                "correct one of the two years",
            ),
        };
        Diagnostic::new(Code::BadValue, span, problem).hint(hint)
    }
}

/// The dates of `2026-12-24` or `2026-12-24 to 2027-01-01`.
fn range(text: &str) -> Result<Vec<Date>, HolidayProblem> {
    let (first, last) = [" to ", " – ", "–", " - ", ".."]
        .iter()
        .find_map(|sign| text.split_once(*sign))
        .unwrap_or((text, text));
    let date = |text: &str| text.trim().parse::<Date>();
    let (Ok(first), Ok(last)) = (date(first), date(last)) else {
        return Err(HolidayProblem::NoDate);
    };
    if last < first {
        return Err(HolidayProblem::Backwards);
    }
    let dates: Vec<Date> = iter::successors(Some(first), |date| date.tomorrow().ok())
        .take_while(|date| *date <= last)
        .take(LONGEST_HOLIDAY + 1)
        .collect();
    if dates.len() > LONGEST_HOLIDAY {
        return Err(HolidayProblem::TooLong);
    }
    Ok(dates)
}

/// Reads `weekend: friday-saturday`, or the same as a list.
pub(super) fn weekend(
    fields: &mut Fields<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Weekend> {
    let span = fields.span("weekend");
    let text = fields.texts("weekend", diagnostics).join("-");
    if text.is_empty() {
        return None;
    }
    let weekend = weekend_of(&text);
    if weekend.is_none() {
        let message = format!("`weekend` must be two weekdays in a row, not `{text}`");
        diagnostics.push(
            Diagnostic::new(Code::BadValue, span, message)
                .hint("write English weekdays, such as `friday-saturday`"),
        );
    }
    weekend
}

/// The weekend of `friday-saturday`, or of `friday` if it has one day.
fn weekend_of(text: &str) -> Option<Weekend> {
    let days: Option<Vec<usize>> = text.split(['-', '–']).map(weekday).collect();
    let length = match days?.as_slice() {
        [first] => (*first, 1),
        [first, last] if (first + 1) % 7 == *last => (*first, 2),
        _ => return None,
    };
    Some(Weekend {
        first: u32::try_from(length.0).ok()?,
        length: length.1,
    })
}

/// The weekday with an English name, or with the first three letters of one.
fn weekday(name: &str) -> Option<usize> {
    let name = name.trim().to_lowercase();
    let is_named = |known: &&str| **known == name || known[..3] == name;
    WEEKDAYS.iter().position(is_named)
}

/// Reads `review: [1, 3, 7, 14, 30]`; `off` is an empty list.
pub(super) fn review(
    fields: &mut Fields<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<u32>> {
    let is_stated = fields.has("review");
    let texts = fields.places_of_texts("review", diagnostics);
    if !is_stated {
        return None;
    }
    if texts.iter().map(|(text, _)| text.as_str()).eq(["off"]) {
        return Some(Vec::new());
    }
    let mut days = Vec::new();
    for (text, span) in texts {
        let day = text.parse().ok();
        match day.filter(|day| (1..=LATEST_REVIEW).contains(day)) {
            Some(day) => days.push(day),
            None => diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    span,
                    format!(
                        "`review` must be a list of days from 1 to {LATEST_REVIEW}, not `{text}`"
                    ),
                )
                .hint("write days after a task was done, such as `[1, 3, 7, 14, 30]`, or `off`"),
            ),
        }
    }
    days.sort_unstable();
    days.dedup();
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_holidays_contain_both_ends() {
        let shown = |text: &str| match range(text) {
            Ok(dates) => dates
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" "),
            Err(problem) => format!("{problem:?}"),
        };
        for (text, expected) in [
            ("2026-12-24", "2026-12-24"),
            (
                "2026-12-31 to 2027-01-02",
                "2026-12-31 2027-01-01 2027-01-02",
            ),
            ("2028-02-28–2028-03-01", "2028-02-28 2028-02-29 2028-03-01"),
            ("2026-12-24 to 2026-12-24", "2026-12-24"),
            ("2027-02-29", "NoDate"),
            ("24 December", "NoDate"),
            ("2026-12-24 to", "NoDate"),
            ("2026-12-24 to 2026-12-23", "Backwards"),
            ("2026-12-24 to 2036-12-24", "TooLong"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn weekends_are_weekdays_in_a_row() {
        for (text, expected) in [
            ("friday-saturday", Some((4, 2))),
            ("Thu–Fri", Some((3, 2))),
            ("sunday-monday", Some((6, 2))),
            ("friday", Some((4, 1))),
            ("saturday-friday", None),
            ("friday-sunday", None),
            ("fri-sat-sun", None),
            ("freitag", None),
        ] {
            let found = weekend_of(text).map(|weekend| (weekend.first, weekend.length));
            assert_eq!(found, expected, "{text}");
        }
    }
}
