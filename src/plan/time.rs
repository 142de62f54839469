//! The written time of days and weeks.

use super::model::{Day, DayItem, Task, Week};
use crate::units::{Effort, Share, Stated, Track};

/// The time of a day: the time in its heading, or else the sum of its blocks, or else of its tasks.
pub fn day_time(day: &Day, tasks: &[Task]) -> Option<Stated> {
    day.stated.or_else(|| parts_time(day, tasks))
}

/// The time of a day without the one in its heading: the sum of its blocks, or else of its tasks.
pub fn parts_time(day: &Day, tasks: &[Task]) -> Option<Stated> {
    blocks_time(&day.items).or_else(|| sum(&tasks[day.tasks.clone()]))
}

/// The time of a week: the sum of its days, or else the one that it states, or else the sum of its tasks if it has no
/// days.
pub fn week_time(week: &Week, tasks: &[Task]) -> Option<Stated> {
    let days = week.days.iter().filter_map(|day| day_time(day, tasks));
    let own = || sum(&tasks[week.tasks.clone()]).filter(|_| week.days.is_empty());
    let days = days.reduce(|total, time| total + time);
    days.or(week.stated).or_else(own)
}

/// The sum of the times of tasks without their parts.
fn sum(tasks: &[Task]) -> Option<Stated> {
    let own = tasks.iter().filter(|task| task.parent.is_none());
    let times = own.filter_map(|task| task.stated);
    times.reduce(|total, time| total + time)
}

/// The sum of a day's blocks. Of two alternative blocks, the shorter one counts toward the minimum.
fn blocks_time(items: &[DayItem]) -> Option<Stated> {
    let mut whole: Option<Stated> = None;
    let mut last: Option<Stated> = None;
    let add = |whole: Option<Stated>, last: Option<Stated>| match (whole, last) {
        (Some(whole), Some(last)) => Some(whole + last),
        (whole, last) => whole.or(last),
    };
    for item in items {
        let DayItem::Block(block) = item else {
            continue;
        };
        last = match (block.instead, last, block.stated) {
            (true, Some(one), Some(other)) => Some(Stated {
                low: one.low.min(other.low),
                high: one.high.max(other.high),
            }),
            (true, one, other) => one.or(other),
            (false, one, other) => {
                whole = add(whole, one);
                other
            }
        };
    }
    add(whole, last)
}

/// The time of a track's own note on a day.
pub(crate) fn noted_time(day: &Day, track: Option<usize>) -> Option<Stated> {
    day.items.iter().find_map(|item| match item {
        DayItem::Note(note) if Some(note.track) == track => note.stated,
        _ => None,
    })
}

/// The written time of a day for the readers of a track: the time of the track's own note, or else the day's.
pub fn track_time(day: &Day, track: usize, tasks: &[Task]) -> Option<Stated> {
    noted_time(day, Some(track)).or_else(|| day_time(day, tasks))
}

/// The hours of an allocation's share: the stated hours, or else its percentage of the track's hours.
pub fn share_effort(track: &Track, share: &Share) -> Option<Effort> {
    share.effort.or_else(|| {
        let budget = track.budget?.high;
        Some(Effort::from_hours(
            f64::from(budget.minutes()) / 60.0 * share.percent / 100.0,
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::share_effort;
    use crate::span::{FileId, Span};
    use crate::units::{Effort, Share, Stated, Track};

    #[test]
    fn a_share_is_its_hours_or_its_part_of_the_budget() {
        let span = Span::new(FileId(0), 0, 0);
        // The minutes of the track, the share in percent, its own minutes, and the result.
        for (budget, percent, own, expected) in [
            (Some(600), 25.0, None, Some(150)),
            (Some(600), 33.0, None, Some(198)),
            (Some(600), 25.0, Some(120), Some(120)),
            (None, 25.0, Some(120), Some(120)),
            (None, 25.0, None, None),
            (Some(600), 0.0, None, Some(0)),
        ] {
            let track = Track {
                id: "a".to_owned(),
                name: "A".to_owned(),
                aliases: Vec::new(),
                budget: budget.map(|minutes| Stated::exactly(Effort::from_minutes(minutes))),
                allocation: Vec::new(),
                level: None,
                span,
            };
            let share = Share {
                area: "reading".to_owned(),
                percent,
                effort: own.map(Effort::from_minutes),
                note: String::new(),
                span,
            };
            let found = share_effort(&track, &share).map(Effort::minutes);
            assert_eq!(found, expected, "{budget:?} {percent} {own:?}");
        }
    }
}
