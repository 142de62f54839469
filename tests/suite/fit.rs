//! Fitting a plan to a track: nothing lost, nothing twice, core time within the budget.

use std::collections::BTreeSet;

use prepbook::edition::Place;
use prepbook::plan::Handbook;
use proptest::prelude::*;

use crate::support::{plan, read, words};

/// A day: whether its time is stated, and its blocks, each with its minutes and its tasks' stated minutes.
type Day = (bool, Vec<(u32, Vec<Option<u32>>)>);

fn days() -> impl Strategy<Value = Vec<Day>> {
    let tasks = prop::collection::vec(prop::option::of(1u32..60), 0..5);
    let blocks = prop::collection::vec((5u32..240, tasks), 0..4);
    prop::collection::vec((any::<bool>(), blocks), 1..7)
}

/// The plan in Markdown. Task times beyond the block's are left out, so that a block's tasks fit it.
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
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

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
        let ids: BTreeSet<_> = plan.tasks.own.iter().map(|task| &task.id).collect();
        prop_assert_eq!(ids.len(), written);
        for (week, fitted) in plan.weeks.iter().zip(edition.weeks()) {
            prop_assert_eq!(fitted.core + fitted.stretch, week.tasks.len());
            let budget = fitted.budget.unwrap();
            let given: u32 = fitted.days.iter().filter_map(|day| day.time).map(prepbook::units::Effort::minutes).sum();
            prop_assert!(fitted.written <= Some(budget) || given <= budget.minutes());
            // A day whose first task does not fit has that one task all the same.
            let first_fits = fitted.days.iter().all(|day| day.time.is_none_or(|time| day.core <= time));
            let core: u32 = fitted.days.iter().map(|day| day.core.minutes()).sum();
            if first_fits {
                prop_assert!(core <= budget.minutes(), "{} of {}", core, budget.minutes());
            }
            for (day, own) in fitted.days.iter().zip(&week.days) {
                let core = own.tasks.clone().filter(|task| edition.place(*task) == Place::Core).count();
                prop_assert!(own.tasks.is_empty() || core > 0, "a day without a core task");
                prop_assert!(core <= 1 || day.time.is_none_or(|time| day.core.minutes() <= time.minutes() + 1));
            }
            if fitted.written.is_some_and(|written| written <= budget) {
                prop_assert_eq!(fitted.stretch, 0);
            }
        }
    }
}

fn week(hours: &str, rest: &str) -> String {
    let text = format!("# P\n\n### Only Track ({hours} hours/week)\n\n## Week 1: W\n\n{rest}");
    words(plan(&text).built().main("plan/only/week-1.html"))
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

#[test]
fn days_are_rounded_to_five_minutes_and_keep_within_the_budget() {
    // 3 x 110 of 210 minutes against 120: 62.86 each would be 65 each, and 195 in all.
    let page = week(
        "2",
        "### Monday: D (70 min)\n\n- [ ] a\n\n### Tuesday: D (70 min)\n\n- [ ] b\n\n### Friday: D (70 min)\n\n- [ ] c\n",
    );
    assert!(
        page.contains("Monday 40 min Tuesday 40 min Friday 40 min"),
        "{page}"
    );
}

#[test]
fn core_comes_first_and_optional_last_whatever_the_order() {
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
fn a_task_costs_what_it_states() {
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
fn a_plan_without_times_is_shown_whole() {
    let page = week("1", "### Monday: D\n\n- [ ] one\n- [ ] two\n");
    assert!(page.contains("No hours stated · 2 tasks"), "{page}");
}

#[test]
fn fit_can_be_turned_off() {
    let text = "---\nfit: off\n---\n# P\n\n### Only Track (1 hour/week)\n\n## Week 1: W\n\n### Monday: D (2 hours)\n\n- [ ] one\n- [ ] two\n";
    let page = words(plan(text).built().main("plan/only/week-1.html"));
    assert!(
        page.contains("all 2 tasks are core") && page.contains("Monday 2 h"),
        "{page}"
    );
}
