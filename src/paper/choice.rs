//! Selects the weeks and days to print.

use crate::error::Error;
use crate::plan::Calendar;
use crate::units::Date;
use crate::view::EditionViews;

/// The part of a plan to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintRange {
    /// Everything: the overview, all weeks and all sections.
    All,
    /// The weeks with these numbers, from the first to the last.
    Weeks(u32, u32),
    /// The weeks of the phase with this number.
    Phase(u32),
    /// Single days: `3-monday`, `week-3-monday` or a date.
    Days(Vec<String>),
}

/// A week to print, with its days and whether it has a cover.
pub(super) struct ChosenWeek {
    pub(super) week: usize,
    /// Those with sheets of their own.
    pub(super) days: Vec<usize>,
    /// Those that appear only on the cover.
    pub(super) rest: Vec<usize>,
    pub(super) cover: bool,
}

/// Finds what is to be printed; `calendar` has the dates of the plan.
///
/// # Errors
///
/// [`Error::NotThere`] if the plan has no such week, phase or day.
pub(super) fn choose(
    views: &EditionViews<'_>,
    part: &PrintRange,
    calendar: Option<&Calendar>,
) -> Result<Vec<ChosenWeek>, Error> {
    let whole = |week: usize| {
        let has_cover = views.week(week).sheets.is_some();
        let rests = |day: &usize| {
            has_cover
                && views
                    .day_content(week, *day, 3)
                    .is_rest(&views.day(week, *day))
        };
        let (rest, days) = (0..views.days(week)).partition(rests);
        ChosenWeek {
            week,
            days,
            rest,
            cover: true,
        }
    };
    let weeks = 0..views.weeks();
    match part {
        PrintRange::All => Ok(weeks.map(whole).collect()),
        PrintRange::Weeks(first, last) => {
            let meets = |week: &usize| {
                let (low, high) = views.week_numbers(*week);
                low <= *last && *first <= high
            };
            let found: Vec<ChosenWeek> = weeks.filter(meets).map(whole).collect();
            let asked = if first == last {
                format!("--week {first}")
            } else {
                format!("--week {first}-{last}")
            };
            some(found, &asked, || weeks_there(views))
        }
        PrintRange::Phase(number) => {
            let phase = views
                .phases()
                .find(|((first, last), _)| (first..=last).contains(&number));
            let found = phase.map_or(Vec::new(), |(_, weeks)| weeks.map(whole).collect());
            some(found, &format!("--phase {number}"), || phases_there(views))
        }
        PrintRange::Days(days) => days
            .iter()
            .map(|day| one_day(views, day, calendar))
            .collect(),
    }
}

fn some(
    found: Vec<ChosenWeek>,
    asked: &str,
    hint: impl FnOnce() -> String,
) -> Result<Vec<ChosenWeek>, Error> {
    if found.is_empty() {
        return Err(Error::NotThere {
            asked: format!("nothing in the plan matches `{asked}`"),
            hint: hint(),
        });
    }
    Ok(found)
}

fn weeks_there(views: &EditionViews<'_>) -> String {
    let last = views.weeks().saturating_sub(1);
    let ends = (views.week_numbers(0).0, views.week_numbers(last).1);
    match ends {
        (first, last) if first == last => format!("the plan has only week {first}"),
        (first, last) => format!("the plan has weeks {first} to {last}"),
    }
}

fn phases_there(views: &EditionViews<'_>) -> String {
    let numbers: Vec<String> = views
        .phases()
        .map(|((first, _), _)| first.to_string())
        .collect();
    match numbers.as_slice() {
        [] => "the plan has no phases; choose weeks with --week".to_owned(),
        [only] => format!("the plan has only phase {only}"),
        several => format!("the plan has phases {}", several.join(", ")),
    }
}

fn one_day(
    views: &EditionViews<'_>,
    asked: &str,
    calendar: Option<&Calendar>,
) -> Result<ChosenWeek, Error> {
    let date = asked.parse::<Date>().ok();
    let wanted = asked.trim().trim_start_matches("week-").to_lowercase();
    for week in 0..views.weeks() {
        for day in 0..views.days(week) {
            let view = views.day(week, day);
            let named = || {
                let page = view.address.trim_end_matches(".html");
                page == asked || page.trim_start_matches("week-") == wanted
            };
            let found = match date {
                Some(date) => calendar
                    .and_then(|calendar| calendar.dates(view.offset, view.length))
                    .is_some_and(|(first, last)| (first..=last).contains(&date)),
                None => named(),
            };
            if found {
                return Ok(ChosenWeek {
                    week,
                    days: vec![day],
                    rest: Vec::new(),
                    cover: false,
                });
            }
        }
    }
    let hint = match (date, calendar) {
        (Some(_), None) => "set the dates of the plan with --start or --interview".into(),
        (Some(_), Some(_)) => "the plan has no day on that date".into(),
        (None, _) if views.weeks() > 0 && views.days(0) > 0 => {
            let first = views.day(0, 0).address;
            format!(
                "write the week and the day, such as `{}`",
                first.trim_start_matches("week-").trim_end_matches(".html")
            )
        }
        (None, _) => "the plan has no days".into(),
    };
    Err(Error::NotThere {
        asked: format!("nothing in the plan matches `--day {asked}`"),
        hint,
    })
}
