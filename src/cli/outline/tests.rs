//! Plans as people write them: each plan in `tests/plans` is read as in the outline beside it.

#![expect(
    clippy::disallowed_methods,
    unreachable_pub,
    reason = "plans are read from the tests, with a file of theirs"
)]

mod blocks;
mod boxes;
mod dates;
mod hours;
#[path = "../../../tests/support/plans.rs"]
mod listed;
mod months;
mod notes;
mod phases;
mod shape;
mod tables;

use std::fmt::Write;
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use crate::cli::tests::TestBook;
use crate::outline::json;
use crate::pipeline::{self, Outlined, Past};
use crate::plan::{NoPlan, Section};
use listed::plans;

/// The program's outline of a plan, in the same notation.
fn read(plan: &Path) -> String {
    let outline = json(&pipeline::outline(plan).unwrap());
    let plans = outline["plans"].as_array().unwrap();
    plans.iter().map(plan_text).collect()
}

fn plan_text(plan: &Value) -> String {
    let weeks = plan["weeks"].as_array().unwrap();
    let days: usize = weeks
        .iter()
        .chain(plan["parts"].as_array().unwrap())
        .map(|week| week["days"].as_array().unwrap().len())
        .sum();
    let mut text = format!(
        "# {}\nweeks {}, days {days}, tasks {}, tasks in fences {}\n",
        plan["title"].as_str().unwrap(),
        weeks.len(),
        plan["tasks"],
        plan["tasks_in_fences"]
    );
    for list in ["tracks", "levels"] {
        let ids: Vec<&str> = plan[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].as_str().unwrap())
            .collect();
        if !ids.is_empty() {
            writeln!(text, "{list} {}", ids.join(", ")).unwrap();
        }
    }
    let phases = plan["phases"].as_array().unwrap();
    if !weeks.is_empty() || !phases.is_empty() {
        text.push('\n');
    }
    let mut shown = 0;
    for week in weeks {
        let phase = week["phase_index"].as_u64();
        while phase.is_some_and(|phase| shown <= phase) {
            phase_text(&phases[usize::try_from(shown).unwrap()], &mut text);
            shown += 1;
        }
        let indent = if phase.is_some() { "  " } else { "" };
        counted(week, indent, &mut text);
        for day in week["days"].as_array().unwrap() {
            counted(day, &format!("{indent}  "), &mut text);
        }
    }
    for phase in phases.iter().skip(usize::try_from(shown).unwrap()) {
        phase_text(phase, &mut text);
    }
    for (what, list) in [("part", "parts"), ("break", "breaks")] {
        for part in plan[list].as_array().unwrap() {
            counted(part, &format!("({what}) "), &mut text);
            for day in part["days"].as_array().unwrap() {
                counted(day, "  ", &mut text);
            }
        }
    }
    text
}

fn titled(one: &Value) -> String {
    let (label, title) = (
        one["label"].as_str().unwrap(),
        one["title"].as_str().unwrap(),
    );
    if title.is_empty() {
        label.to_owned()
    } else {
        format!("{label}: {title}")
    }
}

fn phase_text(phase: &Value, text: &mut String) {
    writeln!(text, "- {}", titled(phase)).unwrap();
}

fn counted(one: &Value, indent: &str, text: &mut String) {
    let time = match (one["least_minutes"].as_u64(), one["minutes"].as_u64()) {
        (Some(least), Some(most)) if least < most => format!("{least}-{most} min"),
        (_, Some(minutes)) => format!("{minutes} min"),
        _ => "no time".to_owned(),
    };
    let tasks = match one["tasks"].as_u64().unwrap() {
        1 => "1 task".to_owned(),
        tasks => format!("{tasks} tasks"),
    };
    writeln!(text, "{indent}- {} | {time} | {tasks}", titled(one)).unwrap();
}

#[test]
fn every_plan_is_read_as_a_person_reads_it() {
    let plans = plans();
    assert!(plans.len() >= 40, "{} plans", plans.len());
    let otherwise: Vec<String> = plans
        .par_iter()
        .filter_map(|(plan, expected)| {
            let read = read(plan);
            (read.trim() != expected.trim())
                .then(|| format!("{}\n\n{read}\nnot\n\n{expected}", plan.display()))
        })
        .collect();
    assert!(otherwise.is_empty(), "{}", otherwise.join("\n\n"));
}

#[test]
fn files_of_one_plan_have_one_page() {
    for (files, expected) in [
        (&["week-1.md", "week-2.md"][..], "plan.md"),
        (&["index.md", "week-1.md", "week-2.md"], "index.md"),
        (&["plan.md", "week-1.md", "week-2.md"], "plan.md weeks.md"),
        (
            &["notes.md", "piano/week-1.md", "piano/week-2.md"],
            "notes.md piano/index.md",
        ),
        (
            &["piano.md", "piano/week-1.md", "piano/week-2.md"],
            "piano/index.md",
        ),
        (
            &["piano/README.md", "piano/week-1.md", "piano/week-2.md"],
            "piano/index.md",
        ),
        (&["de/week-1.md", "de/week-2.md"], "de/index.md"),
    ] {
        let text = |name: &str| {
            if name.contains("week") {
                "# T\n\n- [ ] a task (1 h)\n"
            } else {
                "# Title\n"
            }
        };
        let paths: Vec<String> = files.iter().map(|name| format!("content/{name}")).collect();
        let files: Vec<_> = paths
            .iter()
            .map(|path| (path.as_str(), text(path)))
            .collect();
        let outlined = read_files(&files);
        let documents = outlined.handbook.documents.iter();
        let mut pages: Vec<&str> = documents.map(|document| document.page.as_str()).collect();
        pages.sort_unstable();
        assert_eq!(pages.join(" "), expected, "{files:?}");
    }
}

#[test]
fn a_section_for_other_readers_is_moved_out_of_the_one_that_contains_it() {
    const PLAN: &str = "---\ntracks: [Full, Slow]\n---\n\n# P\n\n## Week 1\n\n- [ ] a\n\n\
        ## For Full {track=full}\n\n### Inside\n\none\n\n### For Slow {track=slow}\n\ntwo\n\n\
        ## For all\n\n### Slow only {track=slow}\n\nthree\n";
    let outlined = read_files(&[("content/plan.md", PLAN)]);
    let [plan] = &*outlined.handbook.plans else {
        panic!("one plan");
    };
    let document = &outlined.handbook.documents[plan.document];
    let shown = |section: &Section| {
        let inner = section.sections.iter();
        let inner = inner.map(|inner| document.text(inner.heading));
        let title = document.text(section.heading);
        format!("{title}: {}", inner.collect::<Vec<_>>().join(", "))
    };
    let sections: Vec<String> = plan.sections.iter().map(shown).collect();
    let expected = ["For Full: Inside", "For Slow: ", "For all: Slow only"];
    assert_eq!(sections, expected);
}

/// The handbook of some files, each with its path and its text.
fn read_files(files: &[(&str, &str)]) -> Outlined {
    let book = TestBook::new(files);
    pipeline::outline(&book.path("")).unwrap()
}

#[test]
fn plans_in_the_configuration_are_the_only_ones() {
    let files = [
        ("content/a.md", "# A\n\n## Week 1\n\n- [ ] a\n"),
        ("content/b.md", "# B\n\n## Week 1\n\n- [ ] b\n"),
        ("content/piano/one.md", "# One\n\n## Week 1\n\n- [ ] c\n"),
        ("content/piano/two.md", "# Two\n\n## Week 2\n\n- [ ] d\n"),
    ];
    for (plans, expected) in [
        ("", "a.md b.md piano/one.md piano/two.md"),
        ("plans: [b.md]", "b.md"),
        ("plans: [piano]", "piano/index.md"),
        ("plans: [piano, a.md]", "piano/index.md a.md"),
        ("plans: [piano/two.md]", "piano/two.md"),
    ] {
        let outlined = read_files(&[&files[..], &[("handbook.yaml", plans)]].concat());
        let pages: Vec<&str> = outlined
            .handbook
            .plans
            .iter()
            .map(|plan| outlined.handbook.documents[plan.document].page.as_str())
            .collect();
        assert_eq!(pages.join(" "), expected, "{plans}");
    }
}

#[test]
fn a_journal_is_no_plan() {
    let plan = ("content/plan.md", "# P\n\n## Week 1\n\n- [ ] a\n");
    for (days, why) in [
        (
            ["March 3–7", "March 10–14", "March 17–21"],
            Some(NoPlan::Journal),
        ),
        (["Week 1", "Week 2", "Week 3"], None),
    ] {
        let sections = days.map(|day| format!("## {day}\n\nRead a lot.\n"));
        let journal = format!("# J\n\n{}", sections.join("\n"));
        let outlined = read_files(&[plan, ("content/journal.md", &journal)]);
        let chapters = &outlined.handbook.chapters;
        assert_eq!(chapters.first().map(|chapter| chapter.why), why, "{days:?}");
    }
}

#[test]
fn folders_without_a_text_are_headings_at_their_level() {
    let day = "# Words\n\n- [ ] a\n";
    let outlined = read_files(&[
        ("content/index.md", "# Title\n"),
        ("content/phase-1/week-1/day-1.md", day),
        ("content/phase-1/week-1/day-2.md", day),
        ("content/phase-2/week-2/day-3.md", day),
    ]);
    let [document] = &*outlined.handbook.documents else {
        panic!("one document");
    };
    let headings: Vec<String> = document
        .headings()
        .map(|(id, heading)| format!("{} {}", heading.level, document.text(id)))
        .collect();
    let expected = [
        "1 Title",
        "1 Phase 1",
        "2 Week 1",
        "3 Words",
        "3 Words",
        "1 Phase 2",
        "2 Week 2",
        "3 Words",
    ];
    assert_eq!(headings, expected);
}

#[test]
fn breaks_are_no_weeks_of_study() {
    let table = "# P\n\n| Week | Topic |\n|---|---|\n| 1 | a |\n| | Spring break |\n| 2 | b |\n";
    let outlined = read_files(&[("content/plan.md", table)]);
    let plan = &outlined.handbook.plans[0];
    assert_eq!((plan.weeks.len(), plan.study_weeks()), (3, 2));
}

#[test]
fn lessons_in_order_are_days_of_a_plan() {
    for (lessons, days) in [
        (["1", "2", "3", "4"], 4),
        (["1-2", "3", "5", "6"], 4),
        (["1-2", "2-3", "4", "5"], 3),
        (["2", "1", "3", "4"], 0),
    ] {
        let lessons = lessons.map(|lesson| format!("## Lesson {lesson}: Keys\n\n- [ ] type\n"));
        let outlined = read_files(&[("content/plan.md", &format!("# P\n\n{}", lessons.concat()))]);
        let weeks = outlined.handbook.plans.iter().flat_map(|plan| &plan.weeks);
        let found: usize = weeks.map(|week| week.days.len()).sum();
        assert_eq!(found, days, "{lessons:?}");
    }
}

#[test]
fn a_week_in_another_form_fits_into_the_list_of_its_own_part() {
    let part = |name: &str, weeks: &[&str], tasks: &str| {
        let weeks = weeks.iter().map(|week| format!("{week}\n\n{tasks}\n"));
        format!("# {name}\n\n{}", weeks.collect::<String>())
    };
    // The list with more in it is chosen first.
    let first = part(
        "Part 1",
        &["## Week 1", "## Week 2"],
        &"- [ ] a\n".repeat(9),
    );
    for (second, expected) in [
        (
            ["## Week 1", "## Week 2", "**Week 3**", "## Week 4"],
            "1 2 1 2 3 4",
        ),
        (
            ["## Week 1", "## Week 2", "## Week 4", "**Week 3**"],
            "1 2 1 2 4",
        ),
    ] {
        let text = first.clone() + &part("Part 2", &second, "- [ ] a\n");
        let outlined = read_files(&[("content/plan.md", &text)]);
        let weeks = outlined.handbook.plans[0].weeks.iter();
        let numbers: Vec<String> = weeks.map(|week| week.numbers.first.to_string()).collect();
        assert_eq!(numbers.join(" "), expected, "{second:?}");
    }
}

#[test]
fn a_plan_is_read_again_if_only_the_configuration_changed() {
    let plan = "# P\n\n## Week 1\n\n- [ ] a (1 h)\n";
    let book = TestBook::new(&[("content/plan.md", plan)]);
    let mut past = Past::default();
    for (config, fit) in [
        ("fit: false\n", false),
        ("fit: true\n", true),
        ("title: T\n", true),
        ("fit: false\n", false),
    ] {
        book.write("handbook.yaml", config);
        let outlined = pipeline::outline_again(&book.path(""), &mut past).unwrap();
        assert_eq!(outlined.handbook.plans[0].fit, fit, "{config}");
    }
}
