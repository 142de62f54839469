//! The time of an edition: parts add up to totals, in blocks, days, weeks, phases and plans.

use std::fs;
use std::path::{Path, PathBuf};

use prepbook::rooms::edition::{Edition, FittedDay, Placement, Split, percentages};
use prepbook::rooms::ledger;
use prepbook::rooms::plan::{Block, Day, Handbook, Week, day_time};
use prepbook::rooms::units::Effort;
use prepbook::rooms::view::{ItemView, ViewSettings, Views};
use proptest::prelude::*;

use crate::fit::by_the_rule;
use crate::support::{book, plan, read, words};

fn sum(times: impl IntoIterator<Item = Effort>) -> u32 {
    times.into_iter().map(Effort::minutes).sum()
}

/// `core+rest` in minutes.
fn split(time: Option<Split>) -> String {
    time.map_or("none".to_owned(), |time| {
        format!("{}+{}", time.core.minutes(), time.rest.minutes())
    })
}

/// A day as `block block / outside = day`.
fn day_text(day: &FittedDay) -> String {
    let blocks: Vec<String> = day.blocks.iter().map(|block| split(block.time)).collect();
    let outside = split(Some(day.outside));
    format!("{} / {outside} = {}", blocks.join(" "), split(day.time))
        .trim()
        .to_owned()
}

/// Checks that every part of an edition adds up to its total.
pub fn adds_up(edition: &Edition<'_>) {
    let plan = edition.plan;
    for (week, fitted) in plan.weeks.iter().zip(edition.weeks()) {
        let days = week.days.iter().zip(&fitted.days);
        for (day, fitted) in days {
            day_adds_up(day, fitted);
        }
        let days = fitted.days.iter().filter_map(|day| day.time);
        let days = days.reduce(|total, time| total + time);
        let is_untimed = week
            .days
            .iter()
            .all(|day| day_time(day, &plan.tasks.own).is_none());
        match (days, week.stated.filter(|_| is_untimed)) {
            (None, Some(stated)) => {
                let heading = fitted
                    .time
                    .is_none_or(|time| time.core == stated.high && time.rest == Effort::ZERO);
                assert!(heading, "{}", week.id);
            }
            (None, None) if week.days.is_empty() => {
                let own = fitted.time.map(|time| (time.core, time.rest));
                assert_eq!(own, tasks_time(edition, week), "{}", week.id);
            }
            (days, _) => assert_eq!(fitted.time, days, "{}", week.id),
        }
        let core = fitted.time.unwrap_or_default().core.minutes();
        assert_eq!(sum(fitted.areas.iter().copied()), core, "{}", week.id);
    }
    let weeks = edition.weeks().iter().filter_map(|week| week.time);
    let total = weeks.clone().reduce(|total, time| total + time);
    assert_eq!(edition.time(), total);
    let loose = plan.weeks.iter().zip(edition.weeks());
    let loose = loose.filter(|(week, _)| week.phase.is_none());
    let loose = loose.filter_map(|(_, fitted)| fitted.time);
    let phases = (0..plan.phases.len()).filter_map(|phase| edition.phase_time(phase));
    assert_eq!(
        phases.chain(loose).sum::<Split>(),
        total.unwrap_or_default()
    );
    let core = total.unwrap_or_default().core.minutes();
    assert_eq!(sum(edition.areas()), core);
    let percent: u32 = percentages(&edition.areas()).iter().sum();
    assert_eq!(percent, if core > 0 { 100 } else { 0 });
}

/// The time of the tasks of a week for the readers of an edition, without their parts: core, and nothing beyond.
fn tasks_time(edition: &Edition<'_>, week: &Week) -> Option<(Effort, Effort)> {
    let own = &edition.plan.tasks.own;
    let shown = week
        .tasks
        .clone()
        .filter(|task| own[*task].parent.is_none() && edition.place(*task) != Placement::Elsewhere);
    let times = shown.filter_map(|task| own[task].stated.map(|time| time.high));
    let whole = times.reduce(|total, time| total + time)?;
    Some((whole, Effort::ZERO))
}

fn day_adds_up(day: &Day, fitted: &FittedDay) {
    let written: Vec<&Block> = day.blocks().collect();
    assert_eq!(written.len(), fitted.blocks.len());
    let mut counted = fitted.outside;
    let mut in_group = None;
    for (block, fitted) in written.iter().zip(&fitted.blocks) {
        let stated = block.stated.filter(|_| fitted.is_shown);
        assert_eq!(
            fitted.time.map(Split::whole),
            stated.map(|time| time.high),
            "{}",
            block.label
        );
        let group = if block.instead { in_group } else { None };
        assert!(!(group == Some(true) && fitted.counts), "two in one place");
        in_group = Some(group == Some(true) || fitted.counts);
        if fitted.counts {
            counted = counted + fitted.time.unwrap();
        }
    }
    assert_eq!(fitted.time.unwrap_or_default(), counted, "{}", day.id);
    assert_ne!(fitted.time, Some(Split::default()), "{}", day.id);
    assert_eq!(
        sum(fitted.areas.iter().copied()),
        counted.core.minutes(),
        "{}",
        day.id
    );
}

/// Compares the times of blocks on pages with the edition: in the core and below.
pub fn pages_show_it(handbook: &Handbook) {
    let ledger = ledger::settle(handbook, None, &|_, _| false);
    let views = Views::of((handbook, &ledger), ViewSettings::default());
    let high = |items: &[ItemView<prepbook::rooms::view::Content<'_>>]| -> u32 {
        let highs = items.iter().filter_map(|item| match item {
            ItemView::Block { high, .. } => *high,
            _ => None,
        });
        highs.sum()
    };
    for (edition, editor) in handbook.editions().zip(views.edition_views()) {
        for (week, fitted) in edition.weeks().iter().enumerate() {
            for (day, fitted) in fitted.days.iter().enumerate() {
                let (view, content) = (editor.day(week, day), editor.day_content(week, day, 3));
                let times = fitted.blocks.iter().filter_map(|block| block.time);
                let all: Split = times.sum();
                assert_eq!(high(&content.items), all.core.minutes(), "{}", view.address);
                // The rest of a block may have no shown task.
                assert!(
                    high(&content.later) <= all.rest.minutes(),
                    "{}",
                    view.address
                );
                let time = fitted.time;
                assert_eq!(view.core_time, time.map(|time| time.core.minutes()));
                assert_eq!(view.written, time.map(|time| time.whole().minutes()));
            }
        }
    }
}

/// A week that fits one track and not the other.
pub const FITTED: &str = "# P

### Full Track (5 hours/week)

- **Reading**: 60%
- **Writing**: 40%

### Short Track (2 hours/week)

- **Reading**: 50%
- **Writing**: 50%

## Phase 1: Go

### Week 1: W

#### Monday: Books (2 hours)

**Reading Block (90 min)**

- [ ] a (30 min)
- [ ] b
- [ ] c

**Talk Block (30 min)**

A talk to listen to.

#### Tuesday: Letters (45-60 min)

**Writing Block (30-45 min)**

- [ ] d
- [ ] e
- [ ] f

**Rest Block (15 min)**

- [ ] g (10 min)
- [ ] h (5 min)

#### Wednesday: Walk

- [ ] i (20 min)
- [ ] j

*Short: 10 minutes, the first one*

#### Friday: Review (1 hour)

- [ ] k {area=writing}
- [ ] l {area=writing}
- [ ] m {area=writing}
- [ ] n {track=full area=reading}

*Short: 20 minutes, k only*
";

/// Every number of one week, by hand. The days are written for 120, 60, 20 and 60 minutes, 260 in all.
#[test]
fn every_number_of_a_fitted_week() {
    let handbook = read(&plan(FITTED).path(""));
    let editions: Vec<Edition<'_>> = handbook.editions().collect();
    let days = |edition: &Edition<'_>| -> Vec<String> {
        edition.weeks()[0].days.iter().map(day_text).collect()
    };
    let minutes =
        |times: &[Effort]| -> Vec<u32> { times.iter().map(|time| time.minutes()).collect() };

    // 300 minutes are enough for 260: everything is core.
    let full = &editions[0];
    assert_eq!(
        days(full),
        [
            "90+0 30+0 / 0+0 = 120+0",
            // The maximum of ranges is used: 45 and 15.
            "45+0 15+0 / 0+0 = 60+0",
            // The day has the 20 minutes of i, and nothing is left for j.
            "/ 20+0 = 20+0",
            // k, l, m and n have 15 minutes each.
            "/ 60+0 = 60+0",
        ]
    );
    // Reading: a, b and c 30 each, n 15. Writing: d, e and f 15 each, k, l and m 15 each. Unassigned: the talk 30, g and
    // h 15, i 20.
    assert_eq!(minutes(&full.weeks()[0].areas), [105, 90, 65]);
    // 40.4, 34.6 and 25.0 of 100: one is missing, and the second was rounded down most.
    assert_eq!(percentages(&full.areas()), [40, 35, 25]);

    // 120 of 260 minutes: Monday gets 55.4, Tuesday 27.7, in steps of five 55 and 30. The others have their notes.
    let short = &editions[1];
    assert_eq!(
        days(short),
        [
            // a takes 30, b would make it 60 of 55. The talk has no task and stays.
            "30+60 30+0 / 0+0 = 60+60",
            // d and e take 30 of 30; f, g and h do not fit.
            "30+15 0+15 / 0+0 = 30+30",
            // The first task is always core, so i takes 20 of 10.
            "/ 20+0 = 20+0",
            // Without n, the others have 20 minutes each; only k fits into the 20 of the note.
            "/ 20+40 = 20+40",
        ]
    );
    let limits: Vec<Option<u32>> = short.weeks()[0]
        .days
        .iter()
        .map(|day| day.limit.map(Effort::minutes))
        .collect();
    assert_eq!(limits, [Some(55), Some(30), Some(10), Some(20)]);
    assert_eq!(split(short.weeks()[0].time), "130+130");
    assert_eq!(split(short.phase_time(0)), "130+130");
    assert_eq!(split(short.time()), "130+130");
    // Reading: a 30. Writing: d and e 30, k 20. Unassigned: the talk 30, i 20.
    assert_eq!(minutes(&short.areas()), [30, 50, 50]);
    // 23.1, 38.5 and 38.5 of 100: one is missing, and the first of two equals gets it.
    assert_eq!(percentages(&short.areas()), [23, 39, 38]);

    for edition in &editions {
        adds_up(edition);
    }
    pages_show_it(&handbook);
}

#[test]
fn pages_show_the_numbers_of_a_fitted_week() {
    let pages = plan(FITTED).rendered();
    let week = words(pages.main("plan/short/week-1.html"));
    for shown in [
        "2 h 10 of 4 h 20 in the plan",
        "Written for 4 h 20; this track has 2 h: 5 tasks are core, 8 are for when time allows.",
        "Monday 1 h Tuesday 30 min Wednesday 20 min Friday 20 min",
        "Area Core Reading 30 min Writing 50 min Unassigned 50 min",
        "Books 1 h of 2 h in the plan Reading Block 30 min a (30 min) Talk Block 30 min A talk to listen to. \
         If time allows 2 tasks Reading Block 1 h b c",
        "Letters 30 min of 1 h in the plan Writing Block 30 min d e If time allows 3 tasks Writing Block 15 min f \
         Rest Block 15 min g (10 min) h (5 min)",
    ] {
        assert!(week.contains(shown), "no {shown:?} in {week}");
    }
    let week = words(pages.main("plan/full/week-1.html"));
    assert!(
        week.contains("Writing Block 30 min – 45 min d e f Rest"),
        "{week}"
    );
    let overview = words(pages.main("plan/short/index.html"));
    for shown in [
        "Go 2 h 10 of 4 h 20 in the plan",
        "Area Target Planned",
        "Reading 50 % 1 h per week 23 % 30 min",
        "Writing 50 % 1 h per week 39 % 50 min",
        "Unassigned 38 % 50 min",
    ] {
        assert!(overview.contains(shown), "no {shown:?} in {overview}");
    }
}

#[test]
fn a_block_whose_tasks_are_below_keeps_its_prose_without_a_time() {
    let text = "# P\n\n### Only Track (1 hour/week)\n\n## Week 1: W\n\n### Monday: D (2 hours)\n\n\
                **A (1 hour)**\n\n- [ ] a\n\n**B (45-60 min)**\n\nText.\n\n- [ ] b\n";
    let page = words(plan(text).rendered().main("plan/only/week-1.html"));
    let shown = "A 1 h a B Text. If time allows 1 task B 45 min – 1 h b";
    assert!(page.contains(shown), "{page}");
}

/// One day in an edition for a track with an hour, and how its time is split: blocks, outside of them, together.
const DAYS: &[(&str, &str, &str)] = &[
    (
        "the blocks count, not a heading that says more",
        "(50 min)\n\n**A (20 min)**\n\n- [ ] a\n\n**B (10 min)**\n\nText.\n",
        "20+0 10+0 / 0+0 = 30+0",
    ),
    (
        "nor one that says less",
        "(20 min)\n\n**A (20 min)**\n\n- [ ] a\n\n**B (15 min)**\n\nText.\n",
        "20+0 15+0 / 0+0 = 35+0",
    ),
    (
        "a day without blocks is what its heading says",
        "(50 min)\n\nText.\n",
        "/ 50+0 = 50+0",
    ),
    (
        "tasks outside blocks have what the heading leaves",
        "(50 min)\n\n- [ ] a\n- [ ] b\n\n**A (20 min)**\n\n- [ ] c\n",
        "20+0 / 30+0 = 50+0",
    ),
    (
        "or what they state, if that is more",
        "(50 min)\n\n- [ ] a (25 min)\n- [ ] b (15 min)\n\n**A (20 min)**\n\n- [ ] c\n",
        "20+0 / 40+0 = 60+0",
    ),
    (
        "a block without a time has what the heading leaves",
        "(50 min)\n\n**A (20 min)**\n\n- [ ] a\n\n**B Block**\n\nText.\n",
        "20+0 none / 30+0 = 50+0",
    ),
    (
        "without any time there is none",
        "\n\n**A Block**\n\n- [ ] a\n",
        "none / 0+0 = none",
    ),
    (
        "of blocks in place of each other the longest counts",
        "\n\n**A (20 min)**\n\n- [ ] a\n\nOR\n\n**B (30-40 min)**\n\n- [ ] b\n\nOR\n\n**C Block**\n\n- [ ] c\n\n**D (5 min)**\n\n- [ ] d\n",
        "20+0 40+0 none 5+0 / 0+0 = 45+0",
    ),
    (
        "a block in place of one with a time takes nothing else",
        "(50 min)\n\n**A (20 min)**\n\n- [ ] a\n\nOR\n\n**B Block**\n\n- [ ] b\n",
        "20+0 none / 0+0 = 20+0",
    ),
    (
        "in a day that is cut, a block has the time of its core tasks",
        "(2 hours)\n\n**A (90 min)**\n\n- [ ] a (50 min)\n- [ ] b (40 min)\n\n**B (30 min)**\n\n- [ ] c\n",
        "50+40 0+30 / 0+0 = 50+70",
    ),
    (
        "the core of a block has no more than the block",
        "(2 hours)\n\n**A (30 min)**\n\n- [ ] a (40 min)\n- [ ] b (40 min)\n\n**B (90 min)**\n\n- [ ] c\n",
        "30+0 0+90 / 0+0 = 30+90",
    ),
    (
        "time that is left is the rest's in a day that is cut",
        "(2 hours)\n\n**A (90 min)**\n\n- [ ] a (10 min)\n- [ ] b (20 min)\n\n**B (30 min)**\n\n- [ ] c\n",
        "30+60 30+0 / 0+0 = 60+60",
    ),
    (
        "blocks of prose are core as a whole",
        "(3 hours)\n\n**A (90 min)**\n\nText.\n\n**B (90 min)**\n\n- [ ] a (50 min)\n- [ ] b (40 min)\n",
        "90+0 50+40 / 0+0 = 140+40",
    ),
    (
        "prose outside blocks is core, too",
        "(3 hours)\n\nText.\n",
        "/ 180+0 = 180+0",
    ),
    (
        "unless a note says how much of it is done",
        "(3 hours)\n\nText.\n\n*Only: 45 min, the first part*\n",
        "/ 45+135 = 45+135",
    ),
    (
        "a note chooses the tasks, and these have their own time",
        "(50 min)\n\n- [ ] a (20 min)\n- [ ] b (30 min)\n\n*Only: 25 min, the first one*\n",
        "/ 20+30 = 20+30",
    ),
    (
        "a note that gives more adds to the core",
        "(50 min)\n\n**A (50 min)**\n\n- [ ] a\n\n*Only: 70 min, twice*\n",
        "50+0 / 20+0 = 70+0",
    ),
    (
        "a note alone is the time of a day",
        "\n\n- [ ] a\n\n*Only: 15 min, the first one*\n",
        "/ 15+0 = 15+0",
    ),
    (
        "equal shares are rounded together: 3 min 20 s is 3",
        "(10 min)\n\n- [ ] a\n- [ ] b\n- [ ] c\n\n*Only: 5 min, the first one*\n",
        "/ 3+7 = 3+7",
    ),
    (
        "and twice 3 min 20 s is 7",
        "(10 min)\n\n- [ ] a\n- [ ] b\n- [ ] c\n\n*Only: 7 min, the first two*\n",
        "/ 7+3 = 7+3",
    ),
    (
        "a block with tasks for other readers only has no time",
        "(50 min)\n\n**A (20 min)**\n\n- [ ] a {track=other}\n\n**B (30 min)**\n\n- [ ] b\n",
        "none 30+0 / 0+0 = 30+0",
    ),
    (
        "neither has a block for other readers",
        "(50 min)\n\n#### A (20 min) {track=other}\n\nText.\n\n#### B (30 min)\n\n- [ ] b\n",
        "none 30+0 / 0+0 = 30+0",
    ),
    (
        "nor a day",
        "(50 min) {track=other}\n\n**A (20 min)**\n\nText.\n\n- [ ] b\n",
        "none / 0+0 = none",
    ),
    (
        "the parts of a task have its time",
        "(2 hours)\n\n- [ ] a (50 min)\n  - [ ] part (20 min)\n- [ ] b\n",
        "/ 50+70 = 50+70",
    ),
];

#[test]
fn the_time_of_a_day() {
    for (rule, day, expected) in DAYS {
        let text = format!(
            "# P\n\n### Only Track (1 hour/week)\n\n### Other Track (9 hours/week)\n\n## Week 1: W\n\n### Monday: D {day}"
        );
        let handbook = read(&plan(&text).path(""));
        let edition = handbook.editions().next().unwrap();
        assert_eq!(day_text(&edition.weeks()[0].days[0]), *expected, "{rule}");
        adds_up(&edition);
        pages_show_it(&handbook);
    }
}

#[test]
fn a_week_without_times_of_days_has_that_of_its_heading() {
    let text = "# P\n\n### Only Track (1 hour/week)\n\n- **Reading**: 50%\n- **Writing**: 50%\n\n\
                ## Week 1: W (2-3 hours)\n\n### Monday: D\n\n- [ ] a {area=reading}\n- [ ] b\n";
    let handbook = read(&plan(text).path(""));
    let edition = handbook.editions().next().unwrap();
    let week = &edition.weeks()[0];
    assert_eq!((split(week.time), week.stretch), ("180+0".to_owned(), 0));
    let areas: Vec<u32> = week.areas.iter().map(|time| time.minutes()).collect();
    assert_eq!(areas, [90, 0, 90]);
    adds_up(&edition);
}

#[test]
fn without_fitting_a_note_does_not_reduce_the_time() {
    let text = "---\nfit: off\n---\n# P\n\n### Only Track (1 hour/week)\n\n## Week 1: W\n\n### Monday: D (2 hours)\n\n\
                **A (2 hours)**\n\n- [ ] a\n- [ ] b\n\n*Only: 30 min, the first one*\n";
    let handbook = read(&plan(text).path(""));
    let edition = handbook.editions().next().unwrap();
    assert_eq!(day_text(&edition.weeks()[0].days[0]), "120+0 / 0+0 = 120+0");
}

#[test]
fn percentages_add_up_to_a_hundred() {
    for (minutes, expected) in [
        (&[][..], &[][..]),
        (&[0, 0], &[0, 0]),
        (&[60], &[100]),
        (&[1, 1, 1], &[34, 33, 33]),
        (&[1, 0, 199], &[1, 0, 99]),
        (&[335, 335, 330], &[34, 33, 33]),
    ] {
        let times: Vec<Effort> = minutes.iter().map(|m| Effort::from_minutes(*m)).collect();
        assert_eq!(percentages(&times), expected, "{minutes:?}");
    }
}

/// The handbook that comes with prepbook, and every plan in `tests/plans`.
#[test]
fn real_plans_add_up_in_every_edition() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let plans = fs::read_dir(root.join("tests/plans")).unwrap();
    let mut places: Vec<PathBuf> = plans.map(|entry| entry.unwrap().path()).collect();
    places.retain(|place| !place.to_string_lossy().ends_with(".outline.md"));
    assert!(places.len() > 100);
    places.push(root.join("content"));
    for place in places {
        let handbook = read(&place);
        for edition in handbook.editions() {
            adds_up(&edition);
            rule_holds(&edition);
        }
        pages_show_it(&handbook);
    }
}

fn rule_holds(edition: &Edition<'_>) {
    let tasks = edition.plan.tasks.own.iter();
    for ((index, task), place) in tasks.enumerate().zip(by_the_rule(edition)) {
        assert_eq!(edition.place(index), place, "{}", task.words);
    }
}

/// The words after a task's name: its time, its rank, its track and its area.
fn task() -> impl Strategy<Value = String> {
    let time = prop_oneof![Just(None), (1u32..50).prop_map(Some)];
    let rank = prop_oneof![4 => Just(""), 1 => Just("core "), 1 => Just("optional ")];
    let track = prop_oneof![4 => Just(""), 1 => Just("track=slow "), 1 => Just("track=fast ")];
    let area = prop_oneof![Just(""), Just("area=reading "), Just("area=writing ")];
    (time, rank, track, area, any::<bool>()).prop_map(|(time, rank, track, area, has_parts)| {
        let time = time.map_or(String::new(), |time| format!(" ({time} min)"));
        let parts = if has_parts {
            "\n  - [ ] part # (5 min)"
        } else {
            ""
        };
        format!("- [ ] task #{time} {{.x {rank}{track}{area}}}{parts}\n")
    })
}

fn tasks() -> impl Strategy<Value = String> {
    prop::collection::vec(task(), 0..5).prop_map(|tasks| tasks.concat() + "\n")
}

/// A time in brackets, which may be a range or missing.
fn time(most: u32) -> impl Strategy<Value = String> {
    let one = (1..most).prop_map(|time| format!(" ({time} min)"));
    let range = (1..most, 1..most).prop_filter("a range", |(low, high)| low < high);
    let range = range.prop_map(|(low, high)| format!(" ({low}-{high} min)"));
    prop_oneof![2 => Just(String::new()), 3 => one, 1 => range]
}

fn block() -> impl Strategy<Value = String> {
    let label = prop_oneof![3 => Just(("**", "**")), 1 => Just(("#### ", "")), 1 => Just(("#### ", " {track=fast}"))];
    let before = prop_oneof![3 => Just(""), 1 => Just("OR\n\n")];
    let prose = prop_oneof![Just(""), Just("Some text.\n\n")];
    (label, before, time(120), prose, tasks()).prop_map(
        |((open, close), before, time, prose, tasks)| {
            format!("{before}{open}Block #{time}{close}\n\n{prose}{tasks}")
        },
    )
}

fn day() -> impl Strategy<Value = String> {
    let for_whom = prop_oneof![8 => Just(""), 1 => Just(" {track=slow}")];
    let note = prop_oneof![
        2 => Just(String::new()),
        1 => (1u32..200).prop_map(|time| format!("*Slow: {time} min, some of it*\n\n")),
        1 => Just("*Slow: some of it*\n\n".to_owned()),
    ];
    let prose = prop_oneof![Just(""), Just("Some text.\n\n")];
    let blocks = prop::collection::vec(block(), 0..4).prop_map(|blocks| blocks.concat());
    (time(300), for_whom, prose, tasks(), (blocks, note)).prop_map(
        |(time, for_whom, prose, tasks, (blocks, note))| {
            format!("D{time}{for_whom}\n\n{prose}{tasks}{blocks}{note}")
        },
    )
}

/// A plan for two tracks with two phases, and a week that may be in neither.
fn random_plan() -> impl Strategy<Value = String> {
    let week = (time(500), prop::collection::vec(day(), 0..5));
    (1u32..12, any::<bool>(), prop::collection::vec(week, 1..4)).prop_map(|(hours, fit, weeks)| {
        let mut text = format!(
            "---\nfit: {fit}\n---\n# P\n\n### Slow Track ({hours} hours/week)\n\n- **Reading**: 60%\n- **Writing**: 40%\n\n### Fast Track (40 hours/week)\n\n"
        );
        for (index, (time, days)) in weeks.iter().enumerate() {
            let phase = if index < 2 { format!("## Phase {}: F\n\n", index + 1) } else { String::new() };
            let level = if index < 2 { "###" } else { "##" };
            text.push_str(&format!("{phase}{level} Week {}: W{time}\n\n", index + 1));
            for (name, day) in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"].iter().zip(days) {
                let day = if index < 2 { day.replace("#### ", "##### ") } else { day.clone() };
                text.push_str(&format!("{level}# {name}: {day}"));
            }
        }
        // Every task and block has a unique name.
        let mut number = 0;
        let parts = text.split("task #").map(str::to_owned).reduce(|text, next| {
            number += 1;
            format!("{text}task {number}{next}")
        });
        parts.unwrap_or_default().replace("Block #", "Block").replace("part #", "part")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_plans_add_up_in_every_edition(text in random_plan()) {
        let handbook = read(&plan(&text).path(""));
        for edition in handbook.editions() {
            adds_up(&edition);
            rule_holds(&edition);
        }
        pages_show_it(&handbook);
    }
}

#[test]
fn areas_of_a_track_without_an_allocation_have_no_target() {
    let text = "# P\n\n### Full Track (2 hours/week)\n\n- **Reading**: 100%\n\n### Short Track (1 hour/week)\n\n\
                ## Week 1: W\n\n### Monday: D (1 hour)\n\n- [ ] read {area=reading}\n";
    let pages = book().file("content/plan.md", text).rendered();
    let overview = words(pages.main("plan/short/index.html"));
    assert!(overview.contains("Reading 100 % 1 h"), "{overview}");
    let overview = words(pages.main("plan/full/index.html"));
    assert!(
        overview.contains("Reading 100 % 2 h per week 100 % 1 h"),
        "{overview}"
    );
}

#[test]
fn areas_are_stated_without_an_allocation() {
    let text = "---\nareas: [Coding Interviews, coding, C]\n---\n# A\n\n## Week 1\n\n### Monday\n\n\
         - [ ] One (1 h) {area=Coding}\n- [ ] Two (1 h) {area=\"coding interviews\"}\n- [ ] Three (1 h) {area=c}\n\
         - [ ] Four (1 h)\n";
    let book = plan(text);
    let checked = book.run(&["check", "--strict"]);
    checked.reports(0, &[]);
    assert_eq!(checked.err, "");
    let csv = book.run(&["export", "--format", "csv"]).out;
    let areas = csv
        .lines()
        .skip(1)
        .map(|row| row.rsplit(',').nth(2).unwrap());
    let areas: Vec<&str> = areas.collect();
    assert_eq!(areas, ["coding", "Coding Interviews", "C", ""]);
    let pages = book.rendered();
    assert!(words(pages.main("plan/index.html")).contains("coding 25 % 1 h"));
}
