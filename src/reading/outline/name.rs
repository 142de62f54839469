//! The names of a plan's parts in headings and addresses.

use crate::document::{slug, without_decoration};
use crate::plan::{DayName, Phase, part_name};

use crate::units::{NumberRange, WEEKDAYS};

pub(super) fn icon(text: &str) -> String {
    without_decoration(text).0.to_owned()
}

pub(super) fn range(numbers: NumberRange) -> String {
    if numbers.first == numbers.last {
        numbers.first.to_string()
    } else {
        format!("{}-to-{}", numbers.first, numbers.last)
    }
}

/// `week-3`, or `phase-2-week-3` if another phase has a week with that number.
pub(super) fn week_id(numbers: NumberRange, phase: Option<&Phase>) -> String {
    let week = format!("week-{}", range(numbers));
    match phase.map(|phase| (phase.numbers, part_name(slug(&phase.called)))) {
        Some((Some(phase), _)) => format!("phase-{}-{week}", range(phase)),
        Some((None, called)) => format!("{called}-{week}"),
        None => week,
    }
}

/// In English for all languages, so addresses stay the same when a plan is translated.
pub(super) fn day_id(name: &DayName) -> String {
    match name {
        DayName::Weekdays { first, last } if first == last => WEEKDAYS[*first].to_owned(),
        DayName::Weekdays { first, last } => format!("{}-to-{}", WEEKDAYS[*first], WEEKDAYS[*last]),
        DayName::Weekend => "weekend".to_owned(),
        DayName::Ordinal(numbers) => format!("day-{}", range(*numbers)),
        DayName::Date(date) => date.clone(),
    }
}
