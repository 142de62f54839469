//! Puts weeks and days into the order of the calendar, and fills gaps that a plan must not have.

use super::plan::{ImportedPart, ImportedRole, capitalized};
use super::problem::ImportReport;
use crate::plan::DayName;
use crate::units::{NumberRange, WEEKDAYS};

/// How many weeks may be missing in a plan.
const MOST_MISSING: u32 = 52;

/// The weeks in the order of their numbers, without gaps since the `last` one, and their days in order.
pub(super) fn ordered(
    mut weeks: Vec<ImportedPart>,
    last: &mut Option<u32>,
    name: &impl Fn(u32) -> String,
    report: &mut ImportReport,
) -> Vec<ImportedPart> {
    weeks.sort_by_key(|week| numbers(week).map(|numbers| (numbers.first, numbers.last)));
    let first = first_weekday(&weeks);
    for week in &mut weeks {
        order_days(week, first);
    }
    let mut all: Vec<ImportedPart> = Vec::new();
    let mut added = Vec::new();
    for week in weeks {
        let Some(numbers) = numbers(&week) else {
            continue;
        };
        let next = last.map_or(numbers.first, |last: u32| last.saturating_add(1));
        if numbers.first.saturating_sub(next) > MOST_MISSING {
            report.problem(
                "",
                (
                    format!(
                        "week {} follows week {}: too many weeks are missing",
                        numbers.first,
                        next - 1
                    ),
                    "number the weeks one after the other",
                ),
            );
            return all;
        }
        for missing in next..numbers.first {
            added.push(name(missing));
            let range = NumberRange {
                first: missing,
                last: missing,
            };
            all.push(ImportedPart::new(ImportedRole::Week(range), name(missing)));
        }
        *last = (*last).max(Some(numbers.last));
        all.push(week);
    }
    if !added.is_empty() {
        report.note(format!(
            "no rows for {}: added without tasks",
            added.join(", ")
        ));
    }
    fill_days(&mut all, report);
    all
}

/// Puts the weeks among parts in order, and the days in each; other parts stay in front of the weeks or after them.
pub(super) fn settled(
    parts: Vec<ImportedPart>,
    last: &mut Option<u32>,
    name: &impl Fn(u32) -> String,
    report: &mut ImportReport,
) -> Vec<ImportedPart> {
    let (mut before, mut weeks, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for mut part in parts {
        if numbers(&part).is_some() {
            weeks.push(part);
            continue;
        }
        if !matches!(part.role, ImportedRole::Day(_) | ImportedRole::Block) {
            part.parts = settled(std::mem::take(&mut part.parts), last, name, report);
        }
        if weeks.is_empty() {
            before.push(part);
        } else {
            after.push(part);
        }
    }
    before.append(&mut ordered(weeks, last, name, report));
    before.append(&mut after);
    before
}

fn numbers(week: &ImportedPart) -> Option<NumberRange> {
    match week.role {
        ImportedRole::Week(numbers) => Some(numbers),
        _ => None,
    }
}

/// The first and the last weekday of a day, 0 for Monday.
fn weekdays(day: &ImportedPart) -> Option<(usize, usize)> {
    match day.role {
        ImportedRole::Day(DayName::Weekdays { first, last }) => Some((first, last)),
        ImportedRole::Day(DayName::Weekend) => Some((5, 6)),
        _ => None,
    }
}

fn ordinals(day: &ImportedPart) -> Option<NumberRange> {
    match day.role {
        ImportedRole::Day(DayName::Ordinal(numbers)) => Some(numbers),
        _ => None,
    }
}

/// The weekday that weeks begin on, so that most of the order of the table stays: Monday, or else Sunday or Saturday.
fn first_weekday(weeks: &[ImportedPart]) -> usize {
    let is_kept = |first: &usize| {
        weeks.iter().all(|week| {
            let places = week.parts.iter().filter_map(weekdays);
            places.map(|(day, _)| (day + 7 - first) % 7).is_sorted()
        })
    };
    [0, 6, 5].into_iter().find(is_kept).unwrap_or(0)
}

/// Sorts the days of a week. Days with dates stay in their order.
fn order_days(week: &mut ImportedPart, first: usize) {
    let key = |part: &ImportedPart| match (weekdays(part), ordinals(part), &part.role) {
        (Some((day, last)), ..) => Some((0, (day + 7 - first) % 7, last)),
        (_, Some(numbers), _) => Some((1, numbers.first as usize, numbers.last as usize)),
        // Days end where a section begins, so sections are last.
        (.., ImportedRole::Section) => Some((2, 0, 0)),
        _ => None,
    };
    let dated = |part: &ImportedPart| key(part).is_none();
    if week.parts.iter().any(dated) {
        week.parts
            .sort_by_key(|part| part.role == ImportedRole::Section);
    } else {
        week.parts.sort_by_key(key);
    }
}

/// Adds days that are missing: numbers between others, and weekdays that most other weeks have.
fn fill_days(weeks: &mut [ImportedPart], report: &mut ImportReport) {
    let having = |day: usize| {
        let has = |week: &&ImportedPart| covers(week, day);
        weeks.iter().filter(has).count()
    };
    let others = weeks.len().saturating_sub(1);
    let usual: Vec<usize> = (0..7)
        .filter(|day| others >= 3 && having(*day) * 4 >= others * 3)
        .collect();
    let called: Vec<String> = (0..7).map(|day| called(weeks, day)).collect();
    let mut added = Vec::new();
    for week in weeks {
        fill_numbers(week, &mut added);
        for day in &usual {
            let places: Vec<(usize, usize)> = week.parts.iter().filter_map(weekdays).collect();
            let is_inside = places.iter().any(|(first, _)| first < day)
                && places.iter().any(|(first, _)| first > day);
            if covers(week, *day) || !is_inside {
                continue;
            }
            let before = (0..week.parts.len())
                .filter(|at| weekdays(&week.parts[*at]).is_some_and(|(first, _)| first < *day));
            let at = before.max_by_key(|at| weekdays(&week.parts[*at]));
            let role = ImportedRole::Day(DayName::Weekdays {
                first: *day,
                last: *day,
            });
            let new = ImportedPart::new(role, called[*day].clone());
            week.parts.insert(at.map_or(0, |at| at + 1), new);
            added.push(format!("{} of {}", called[*day], week.heading));
        }
    }
    if !added.is_empty() {
        report.note(format!(
            "no rows for {}: added without tasks",
            added.join(", ")
        ));
    }
}

/// The name of a weekday in the other weeks.
fn called(weeks: &[ImportedPart], day: usize) -> String {
    let mut days = weeks.iter().flat_map(|week| &week.parts);
    let same = days.find(|part| weekdays(part) == Some((day, day)));
    let name = same.map_or(WEEKDAYS[day], |part| &part.heading);
    let name = name
        .split([':', '(', '–', '-', ','])
        .next()
        .unwrap_or(name)
        .trim();
    capitalized(name)
}

fn covers(week: &ImportedPart, day: usize) -> bool {
    let mut days = week.parts.iter().filter_map(weekdays);
    days.any(|(first, last)| {
        if first <= last {
            (first..=last).contains(&day)
        } else {
            day >= first
        }
    })
}

/// Adds the numbers between those of a week's days.
fn fill_numbers(week: &mut ImportedPart, added: &mut Vec<String>) {
    const MOST: u32 = 31;
    let mut index = 1;
    while index < week.parts.len() {
        let pair = (
            ordinals(&week.parts[index - 1]),
            ordinals(&week.parts[index]),
        );
        if let (Some(before), Some(after)) = pair {
            let missing = before.last.saturating_add(1)..after.first;
            if !missing.is_empty() && missing.len() <= MOST as usize {
                for number in missing.rev() {
                    let range = NumberRange {
                        first: number,
                        last: number,
                    };
                    let role = ImportedRole::Day(DayName::Ordinal(range));
                    week.parts
                        .insert(index, ImportedPart::new(role, format!("Day {number}")));
                    added.push(format!("day {number} of {}", week.heading));
                }
            }
        }
        index += 1;
    }
}
