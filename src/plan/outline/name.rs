//! What parts of a plan are called in headings and addresses.

use crate::document::without_decoration;
use crate::plan::model::DayName;
use crate::units::Numbers;

pub(super) fn icon(text: &str) -> String {
    without_decoration(text).0.to_owned()
}

/// What stands before the title: `Week 3` of `Week 3: Title`.
pub(super) fn called(text: &str, title: &str) -> String {
    let (_, line) = without_decoration(text);
    let before = line
        .rfind(title)
        .filter(|_| !title.is_empty())
        .map_or(line, |at| &line[..at]);
    let end = |c: char| c.is_whitespace() || ":-–—·|(".contains(c);
    before.trim_end_matches(end).to_owned()
}

pub(super) fn range(numbers: Numbers) -> String {
    if numbers.first == numbers.last {
        numbers.first.to_string()
    } else {
        format!("{}-to-{}", numbers.first, numbers.last)
    }
}

/// English whatever the plan's language, so that addresses stay when a plan is translated.
pub(super) fn day_id(name: &DayName) -> String {
    const WEEKDAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    match name {
        DayName::Weekdays { first, last } if first == last => WEEKDAYS[*first].to_owned(),
        DayName::Weekdays { first, last } => format!("{}-to-{}", WEEKDAYS[*first], WEEKDAYS[*last]),
        DayName::Weekend => "weekend".to_owned(),
        DayName::Ordinal(numbers) => format!("day-{}", range(*numbers)),
        DayName::Date(date) => date.clone(),
    }
}
