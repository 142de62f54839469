//! Dates that contradict each other: a weekday that is not that of its date, dates out of order, a day outside of its
//! week, and a week that is not where `start_date` and the weeks in front of it put it.

use super::written::{DatedPart, WrittenDates};
use crate::course::{Course, StatedDate};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{DayName, Plan, Schedule, WeekKind, date_of, week_start};
use crate::span::Span;
use crate::units::Date;

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// A date and where it is written.
type Place = (Date, Span);

/// Compares the dates of a plan.
struct Comparison<'a> {
    plan: &'a Plan,
    /// The schedule regardless of the dates.
    counted: Schedule,
    /// The last date of a week, and of a day.
    last: [Option<Place>; 2],
    /// The date of the current week, or of the first day in it.
    week: Option<(usize, Place)>,
    /// A day of the plan with its date, from which the next one can be counted.
    known: Option<(u32, Date)>,
    start: Option<StatedDate>,
}

/// Reports contradictions among the dates of a plan.
pub(super) fn report(
    plan: &Plan,
    (written, dates): (&WrittenDates, &[Option<Date>]),
    course: &Course,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if dates.iter().all(Option::is_none) {
        return;
    }
    let counted = Schedule::without_dates(plan);
    let start = course.start;
    let first = start.and_then(|start| week_start(start.date, counted.begins_on));
    let mut comparison = Comparison {
        plan,
        counted,
        last: [None, None],
        week: None,
        known: first.map(|first| (0, first)),
        start,
    };
    for (part, date) in written.parts.iter().zip(dates) {
        if let Some(date) = date {
            diagnostics.extend(comparison.next(part, *date));
        }
    }
}

impl Comparison<'_> {
    /// Compares the next date with those in front of it.
    fn next(&mut self, part: &DatedPart, date: Date) -> Option<Diagnostic> {
        let is_first = self.week.is_none();
        let kind = usize::from(part.day.is_some());
        let last = self.last[kind].replace((date, part.span));
        let begun = self.week.filter(|(week, _)| *week == part.week);
        if begun.is_none() {
            self.week = Some((part.week, (date, part.span)));
        }
        let offset = self.offset(part, is_first);
        let expected = self.expected(offset);
        if let Some(offset) = offset {
            self.known = Some((offset, self.begin(date)));
        }
        wrong_weekday(part, date)
            .or_else(|| out_of_order(part, date, last))
            .or_else(|| self.outside(part, date, begun.map(|(_, place)| place)))
            .or_else(|| self.elsewhere(part, date, expected.filter(|_| begun.is_none())))
    }

    /// The day on which a part is if dates do not count; in a plan with weekdays, the first day of its week. Days outside
    /// of the weeks can be anywhere, except if the plan begins with one.
    fn offset(&self, part: &DatedPart, is_first: bool) -> Option<u32> {
        let week = &self.plan.weeks[part.week];
        let scheduled = &self.counted.weeks[part.week];
        if week.kind == WeekKind::Part && !is_first {
            return None;
        }
        let day = part.day.filter(|_| self.counted.begins_on.is_none());
        match day.map(|day| (day, &week.days[day].name)) {
            None => Some(scheduled.offset),
            Some((_, DayName::Date(_))) if !is_first => None,
            Some((day, _)) => Some(scheduled.days[day].offset),
        }
    }

    /// The date of a part, or the first day of its week in a plan with weekdays.
    fn begin(&self, date: Date) -> Date {
        week_start(date, self.counted.begins_on).unwrap_or(date)
    }

    fn expected(&self, offset: Option<u32>) -> Option<Date> {
        self.start?;
        let (known, date) = self.known?;
        date_of(date, offset?.checked_sub(known)?)
    }

    /// A day that is not in its week. Numbered days may be anywhere after the first one.
    fn outside(&self, part: &DatedPart, date: Date, week: Option<Place>) -> Option<Diagnostic> {
        let (first, span) = week.filter(|_| !part.in_formed)?;
        part.day?;
        if self.counted.begins_on.is_none() && self.plan.weeks[part.week].date.is_none() {
            return None;
        }
        let begin = week_start(first, self.counted.begins_on)?;
        let length = self.counted.weeks[part.week].length.max(7);
        let end = date_of(begin, length)?;
        if (begin..end).contains(&date) || self.counted.weeks[part.week].length == 0 {
            return None;
        }
        let message = format!("the date {date} is not in its week, which begins on {begin}");
        let diagnostic = Diagnostic::new(Code::DateMismatch, part.span, message);
        Some(
            diagnostic
                .label(span, "the week's date is here")
                .hint("correct one of the dates, or move the day to its week"),
        )
    }

    /// A week that is not where it would be without its date.
    fn elsewhere(
        &self,
        part: &DatedPart,
        date: Date,
        expected: Option<Date>,
    ) -> Option<Diagnostic> {
        let (start, expected) = (self.start?, expected?);
        let own = self.begin(date);
        if own == expected {
            return None;
        }
        let what = match part.day {
            Some(_) if self.counted.begins_on.is_none() => "day",
            _ => "week",
        };
        let message = format!(
            "this {what} is dated {own}, but `start_date` and the {what}s in front of it put it on {expected}"
        );
        let diagnostic = Diagnostic::new(Code::DateMismatch, part.span, message);
        Some(diagnostic.label(start.span, "the first day is stated here").hint(
            "the written date is used; correct it or `start_date`, or add the break in front of it to `breaks`",
        ))
    }
}

fn wrong_weekday(part: &DatedPart, date: Date) -> Option<Diagnostic> {
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).ok()?;
    part.weekday.filter(|written| *written != weekday)?;
    let name = WEEKDAYS[weekday];
    let message = match part.date.year {
        Some(_) => format!("`{}` is a {name}", part.words),
        None => format!("`{}` is a {name} in {}", part.words, date.year()),
    };
    let diagnostic = Diagnostic::new(Code::DateMismatch, part.span, message);
    Some(diagnostic.hint("correct the weekday or the date; until then, the date is used"))
}

fn out_of_order(part: &DatedPart, date: Date, last: Option<Place>) -> Option<Diagnostic> {
    let (before, span) = last.filter(|(before, _)| date < *before)?;
    let what = if part.day.is_some() { "day" } else { "week" };
    let message =
        format!("this {what} is dated {date}, before the {what} in front of it ({before})");
    let diagnostic = Diagnostic::new(Code::DateMismatch, part.span, message);
    Some(
        diagnostic
            .label(span, format!("the date of the {what} in front of it"))
            .hint("correct one of the dates"),
    )
}
