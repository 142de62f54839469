//! Fitting a plan to a track: nothing lost, nothing twice, core time within the budget.

use std::collections::BTreeSet;

use prepbook::rooms::edition::{Edition, Placement};
use prepbook::rooms::ledger::Ids;
use prepbook::rooms::plan::{Day as PlanDay, DayItem, Handbook, Plan, Week, day_time, week_time};
use prepbook::rooms::units::Effort;
use proptest::prelude::*;

use crate::support::{plan, read, words};

/// A day: whether its time is stated, and its blocks, each with its minutes and its tasks' stated minutes.
type Day = (bool, Vec<(u32, Vec<Option<u32>>)>);

fn days() -> impl Strategy<Value = Vec<Day>> {
    let tasks = prop::collection::vec(prop::option::of(1u32..60), 0..5);
    let blocks = prop::collection::vec((5u32..240, tasks), 0..4);
    prop::collection::vec((any::<bool>(), blocks), 1..7)
}

/// The plan in Markdown. Task times beyond the block's are left out, so a block's tasks fit it.
fn markdown(weeks: &[Vec<Day>], hours: u32) -> String {
    const NAMES: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let mut text = format!("# P\n\n### Only Track ({hours} hours/week)\n\n");
    let mut number = 0;
    for (week, days) in weeks.iter().enumerate() {
        text.push_str(&format!("## Week {}: W\n\n", week + 1));
        for (name, (stated, blocks)) in NAMES.iter().zip(days) {
            let sum: u32 = blocks.iter().map(|(minutes, _)| minutes).sum();
            let time = if *stated {
                format!(" ({sum} min)")
            } else {
                String::new()
            };
            text.push_str(&format!("### {name}: D{time}\n\n"));
            for (minutes, tasks) in blocks {
                text.push_str(&format!("**Part ({minutes} min)**\n\n"));
                let mut left = *minutes;
                for task in tasks {
                    number += 1;
                    let time = task.filter(|time| *time <= left).map(|time| {
                        left -= time;
                        format!(" ({time} min)")
                    });
                    text.push_str(&format!(
                        "- [ ] task {number}{}\n",
                        time.unwrap_or_default()
                    ));
                }
                text.push('\n');
            }
        }
    }
    text
}

fn outline(text: &str) -> Handbook {
    read(&plan(text).path(""))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_core_stays_within_the_budget(
        weeks in prop::collection::vec(days(), 1..4),
        hours in 1u32..20,
    ) {
        let handbook = outline(&markdown(&weeks, hours));
        let edition = handbook.editions().next().unwrap();
        let plan = edition.plan;
        let written: usize = weeks.iter().flatten().flat_map(|(_, blocks)| blocks).map(|(_, tasks)| tasks.len()).sum();
        prop_assert_eq!(plan.tasks.own.len(), written);
        let all = Ids::of(&handbook);
        let ids: BTreeSet<_> = all.of_document(plan.document).own.iter().collect();
        prop_assert_eq!(ids.len(), written);
        for (week, fitted) in plan.weeks.iter().zip(edition.weeks()) {
            prop_assert_eq!(fitted.core + fitted.stretch, week.tasks.len());
            let budget = fitted.budget.unwrap();
            let written = week_time(week, &plan.tasks.own).map_or(Effort::ZERO, |time| time.high);
            let limits: u32 = fitted.days.iter().filter_map(|day| day.limit).map(Effort::minutes).sum();
            prop_assert!(written <= budget || limits <= budget.minutes());
            // The time of tasks. Blocks of prose are core regardless of their time.
            let taken: Vec<Effort> = week.days.iter().zip(&fitted.days).map(|(day, fitted)| {
                let blocks = day.blocks().zip(&fitted.blocks).filter(|(block, _)| !block.tasks.is_empty());
                let times = blocks.filter_map(|(_, fitted)| fitted.time);
                times.map(|time| time.core).sum::<Effort>() + fitted.outside.core
            }).collect();
            // A day whose first task does not fit still has that one task.
            let mut days = fitted.days.iter().zip(&taken);
            let first_fits = days.all(|(day, taken)| day.limit.is_none_or(|limit| *taken <= limit));
            let core: u32 = taken.iter().copied().map(Effort::minutes).sum();
            if first_fits {
                prop_assert!(core <= budget.minutes(), "{} of {}", core, budget.minutes());
            }
            for ((day, own), taken) in fitted.days.iter().zip(&week.days).zip(&taken) {
                let core = own.tasks.clone().filter(|task| edition.place(*task) == Placement::Core).count();
                prop_assert!(own.tasks.is_empty() || core > 0, "a day without a core task");
                prop_assert!(core <= 1 || day.limit.is_none_or(|limit| taken.minutes() <= limit.minutes() + 1));
            }
            if written <= budget {
                prop_assert_eq!(fitted.stretch, 0);
            }
        }
    }
}

fn week(hours: &str, rest: &str) -> String {
    let text = format!("# P\n\n### Only Track ({hours} hours/week)\n\n## Week 1: W\n\n{rest}");
    words(plan(&text).rendered().main("plan/only/week-1.html"))
}

#[test]
fn within_the_budget_nothing_changes() {
    let page = week(
        "2",
        "### Monday: D (1 hour)\n\n- [ ] a\n- [ ] b\n\n### Tuesday: D (1 hour)\n\n- [ ] c\n",
    );
    assert!(
        page.contains("Written for 2 h; this track has 2 h: all 3 tasks are core."),
        "{page}"
    );
    assert!(!page.contains("If time allows"), "{page}");
}

/// The limits of a week's days in minutes, for a track with this many hours.
fn limits(hours: &str, days: &str) -> Vec<Option<u32>> {
    let text = format!("# P\n\n### Only Track ({hours} hours/week)\n\n## Week 1: W\n\n{days}");
    let handbook = outline(&text);
    let edition = handbook.editions().next().unwrap();
    let days = edition.weeks()[0].days.iter();
    days.map(|day| day.limit.map(Effort::minutes)).collect()
}

#[test]
fn days_are_rounded_to_five_minutes_and_keep_within_the_budget() {
    // 70 of 210 minutes against 120 is 40 each.
    let days = "### Monday: D (70 min)\n\n- [ ] a\n\n### Tuesday: D (70 min)\n\n- [ ] b\n\n### Friday: D (70 min)\n\n- [ ] c\n";
    assert_eq!(limits("2", days), [Some(40); 3]);
    // 100 of 400 minutes against 210 is 52.5 each, and 55 each would be 220: the last two give five back.
    let days = ["Monday", "Tuesday", "Wednesday", "Friday"]
        .map(|day| format!("### {day}: D (100 min)\n\n- [ ] a\n\n"))
        .concat();
    let all = [Some(55), Some(55), Some(50), Some(50)];
    assert_eq!(limits("3.5", &days), all);
}

/// The placement of every task by `docs/format.md`, The fit, implemented a second time.
pub fn by_the_rule(edition: &Edition<'_>) -> Vec<Placement> {
    let (plan, track) = (edition.plan, edition.track);
    let level = track.and_then(|track| plan.tracks[track].level);
    let is_shown = |task: usize| plan.tasks.own[task].audience.includes(track, level);
    let mut places: Vec<Placement> = (0..plan.tasks.own.len())
        .map(|task| {
            if is_shown(task) {
                Placement::Core
            } else {
                Placement::Elsewhere
            }
        })
        .collect();
    for week in &plan.weeks {
        for (day, limit) in week.days.iter().zip(limits_by_the_rule(plan, week, track)) {
            let written = day_time(day, &plan.tasks.own).map(|time| time.high);
            let Some(limit) = limit.filter(|limit| plan.fit && Some(*limit) < written) else {
                continue;
            };
            let mut order: Vec<usize> = day
                .tasks
                .clone()
                .filter(|task| is_shown(*task) && plan.tasks.own[*task].parent.is_none())
                .collect();
            order.sort_by_key(|task| plan.tasks.own[*task].rank);
            let mut left = i64::try_from(limit.seconds()).unwrap();
            for (position, task) in order.into_iter().enumerate() {
                left -= cost(plan, day, (task, &is_shown));
                if position > 0 && left < 0 {
                    // No task after one that does not fit is core.
                    left = i64::MIN / 2;
                    places[task] = Placement::Stretch;
                }
            }
        }
        for task in week.tasks.clone() {
            let mut whole = task;
            while let Some(parent) = plan.tasks.own[whole].parent {
                whole = parent;
            }
            if places[task] != Placement::Elsewhere {
                places[task] = places[whole];
            }
        }
    }
    places
}

fn limits_by_the_rule(plan: &Plan, week: &Week, track: Option<usize>) -> Vec<Option<Effort>> {
    let written =
        |day: &PlanDay| day_time(day, &plan.tasks.own).map_or(0, |time| time.high.minutes());
    let noted = |day: &PlanDay| {
        day.items.iter().find_map(|item| match item {
            DayItem::Note(note) if Some(note.track) == track => Some(note.stated?.high),
            _ => None,
        })
    };
    let total: u32 = week.days.iter().map(written).sum();
    let budget = track.and_then(|track| plan.tracks[track].budget);
    let budget = budget.map_or(u32::MAX, |budget| budget.high.minutes());
    let is_over = plan.fit && budget < total;
    let exact = |day: &PlanDay| f64::from(written(day)) * f64::from(budget) / f64::from(total);
    let mut limits: Vec<u32> = Vec::new();
    for day in &week.days {
        limits.push(match noted(day) {
            Some(noted) => noted.minutes(),
            // The nearest multiple of five, and the higher one if two are equally near.
            None if is_over => {
                let above = (0..).map(|step| step * 5);
                let mut above =
                    above.skip_while(|step| f64::from(*step) + 2.5 <= exact(day) + 1e-9);
                above.next().unwrap()
            }
            None => written(day),
        });
    }
    while is_over && limits.iter().sum::<u32>() > budget {
        // The last one of those that gained the most.
        let gain = |day: usize| f64::from(limits[day]) - exact(&week.days[day]);
        let may = |day: &usize| noted(&week.days[*day]).is_none() && limits[*day] >= 5;
        let most = (0..limits.len()).filter(may).max_by(|a, b| {
            let (a, b) = (gain(*a), gain(*b));
            if (a - b).abs() < 1e-6 {
                std::cmp::Ordering::Equal
            } else {
                a.total_cmp(&b)
            }
        });
        let Some(day) = most else { break };
        limits[day] -= 5;
    }
    let days = week.days.iter().zip(limits);
    days.map(|(day, limit)| {
        let is_known = day_time(day, &plan.tasks.own).is_some() || noted(day).is_some();
        is_known.then(|| Effort::from_minutes(limit))
    })
    .collect()
}

/// The seconds that a task costs.
fn cost(plan: &Plan, day: &PlanDay, (task, is_shown): (usize, &dyn Fn(usize) -> bool)) -> i64 {
    let own = &plan.tasks.own;
    let seconds = |time: Effort| i64::try_from(time.seconds()).unwrap();
    if let Some(stated) = own[task].stated {
        return seconds(stated.high);
    }
    let timed = || {
        day.blocks()
            .filter_map(|block| Some((block, block.stated?.high)))
    };
    let own_block = timed().find(|(block, _)| block.tasks.contains(&task));
    let (time, beside): (i64, Vec<usize>) = match own_block {
        Some((block, time)) => (seconds(time), block.tasks.clone().collect()),
        None => {
            let written = day_time(day, own).map_or(0, |time| seconds(time.high));
            let in_blocks: i64 = timed().map(|(_, time)| seconds(time)).sum();
            let is_outside = |task: &usize| !timed().any(|(block, _)| block.tasks.contains(task));
            let outside = day.tasks.clone().filter(is_outside);
            ((written - in_blocks).max(0), outside.collect())
        }
    };
    let beside = beside.into_iter();
    let beside: Vec<usize> = beside
        .filter(|task| is_shown(*task) && own[*task].parent.is_none())
        .collect();
    let stated: i64 = beside
        .iter()
        .filter_map(|task| own[*task].stated)
        .map(|time| seconds(time.high))
        .sum();
    let others = beside
        .iter()
        .filter(|task| own[**task].stated.is_none())
        .count();
    (time - stated).max(0) / i64::try_from(others).unwrap()
}

#[test]
fn core_tasks_come_first_and_optional_ones_last_in_any_order() {
    let page = week(
        "1",
        "### Monday: D (2 hours)\n\n- [ ] early {optional}\n- [ ] middle\n- [ ] late {core}\n- [ ] last\n",
    );
    let (core, later) = page.split_once("If time allows").unwrap();
    assert!(
        core.contains("middle") && core.contains("late") && !core.contains("early"),
        "{page}"
    );
    assert!(later.contains("early") && later.contains("last"), "{page}");
}

#[test]
fn a_task_takes_its_stated_time() {
    let page = week(
        "1",
        "### Monday: D (2 hours)\n\n**Block (2 hours)**\n\n- [ ] long {time=50m}\n- [ ] short (5 min)\n- [ ] rest\n",
    );
    let (core, later) = page.split_once("If time allows").unwrap();
    assert!(
        core.contains("long") && core.contains("short") && later.contains("rest"),
        "{page}"
    );
}

#[test]
fn the_parts_of_a_task_go_with_it() {
    let page = week(
        "1",
        "### Monday: D (2 hours)\n\n- [ ] one\n  - [ ] part of one\n- [ ] two\n  - [ ] part of two\n  - a detail of two\n",
    );
    let (core, later) = page.split_once("If time allows").unwrap();
    assert!(
        core.contains("part of one")
            && later.contains("part of two")
            && later.contains("a detail of two"),
        "{page}"
    );
    assert!(!core.contains("detail of two"), "{page}");
}

#[test]
fn a_plan_without_times_is_shown_completely() {
    let page = week("1", "### Monday: D\n\n- [ ] one\n- [ ] two\n");
    assert!(page.contains("No hours stated · 2 tasks"), "{page}");
}

#[test]
fn fit_can_be_turned_off() {
    let text = "---\nfit: off\n---\n# P\n\n### Only Track (1 hour/week)\n\n## Week 1: W\n\n### Monday: D (2 hours)\n\n- [ ] one\n- [ ] two\n";
    let page = words(plan(text).rendered().main("plan/only/week-1.html"));
    assert!(
        page.contains("all 2 tasks are core") && page.contains("Monday 2 h"),
        "{page}"
    );
}
