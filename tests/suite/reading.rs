//! A plan is read as a whole: text appended to it changes nothing in front.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;

use crate::support::{book, plan, tasks};

/// The single-file plans with weeks, each with its outline.
static PLANS: LazyLock<Vec<(PathBuf, String, Value)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".md"))
        .filter(|path| !path.to_string_lossy().ends_with(".outline.md"))
        .collect();
    paths.sort();
    let plans = paths.into_iter().filter_map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        // Appended text would be inside a fence or an element that is never closed.
        let closed = text.matches("```").count() % 2 == 0 && !text.contains("<div");
        let read = read(&text);
        let weeks = read["weeks"].as_array().unwrap();
        let headed = weeks.iter().all(|week| week["seen_in"] == "a heading");
        (closed && headed && !weeks.is_empty()).then_some((path, text, read))
    });
    plans.collect()
});

/// The outline of a text with a single plan.
fn read(text: &str) -> Value {
    let book = book().file("plan.md", text);
    let outline = prepbook::outline(book.path("plan.md")).unwrap();
    outline.json["plans"][0].clone()
}

/// The weeks with their days and tasks, without line numbers.
fn weeks(plan: &Value) -> Vec<String> {
    let shown = |one: &Value| format!("{} {} {}", one["label"], one["title"], one["tasks"]);
    let days = |week: &Value| -> Vec<String> {
        week["days"].as_array().unwrap().iter().map(shown).collect()
    };
    let weeks = plan["weeks"].as_array().unwrap().iter();
    weeks
        .map(|week| format!("{}: {:?}", shown(week), days(week)))
        .collect()
}

/// The plan's word for a week.
fn word(plan: &Value) -> Option<String> {
    let labels = plan["weeks"].as_array().unwrap().iter();
    let mut labels = labels.map(|week| week["label"].as_str().unwrap());
    let (word, number) = labels.next()?.split_once(' ')?;
    let numbered = number.chars().all(|c| c.is_ascii_digit());
    (numbered && word.chars().all(char::is_alphabetic)).then(|| word.to_owned())
}

#[test]
fn a_loose_mention_changes_nothing_else() {
    let mut tried = 0;
    for (path, text, plan) in PLANS.iter() {
        let Some(word) = word(plan) else { continue };
        let last = plan["weeks"].as_array().unwrap().last().unwrap();
        let next = last["last_number"].as_u64().unwrap() + 1;
        let loose = read(&format!(
            "{text}\n\n# Rest and recover ({word} {next})\n\nSleep.\n"
        ));
        let (before, after) = (weeks(plan), weeks(&loose));
        assert_eq!(before, after[..before.len()], "{}", path.display());
        assert!(
            after.len() <= before.len() + 1,
            "{}: {after:?}",
            path.display()
        );
        assert_eq!(plan["tasks"], loose["tasks"], "{}", path.display());
        tried += 1;
    }
    assert!(tried > 25, "{tried} plans");
}

#[test]
fn a_checklist_of_the_weeks_adds_none() {
    let mut tried = 0;
    for (path, text, plan) in PLANS.iter() {
        let all = plan["weeks"].as_array().unwrap();
        if word(plan).is_none() {
            continue;
        }
        for boxed in ["- [ ] ", "- ", "#### "] {
            let items: Vec<String> = all
                .iter()
                .map(|week| format!("{boxed}{}: ready\n", week["label"].as_str().unwrap()))
                .collect();
            let listed = read(&format!("{text}\n\n# My progress\n\n{}", items.concat()));
            assert_eq!(weeks(plan), weeks(&listed), "{} {boxed}", path.display());
        }
        tried += 1;
    }
    assert!(tried > 25, "{tried} plans");
}

#[test]
fn a_reference_leads_to_its_week() {
    let text = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans/weeks-named-again.md"),
    );
    let pages = plan(&text.unwrap()).rendered();
    let milestones = pages.main("plan/milestones.html");
    assert!(
        milestones.contains("<a href=\"week-2.html\">Week 2</a>"),
        "{milestones}"
    );
    // A reference on the page of its own week needs no link.
    let again = "# P\n\n## Week 1: A\n\n- [ ] a\n\n### Week 1 Checklist\n\n- [ ] b\n\n## Week 2: B\n\n- [ ] c\n";
    let week = plan(again).rendered();
    let week = week.main("plan/week-1.html");
    assert!(
        week.contains("Week 1 Checklist") && !week.contains("<a href=\"week-1.html\">"),
        "{week}"
    );
}

#[test]
fn boxes_in_table_cells_can_be_ticked_in_place() {
    let pages = plan(
        "# P\n\n## Week 1\n\n### Monday\n\n| Step | Draft | Final |\n|---|---|---|\n| Title | [ ] | [x] |\n| Slides | ✅ ten<br>☐ more | |\n| Mood | [ ] High [ ] Low | |\n\n### Tuesday\n\n| Fact |\n|---|\n| ✅ it is so |\n",
    )
    .rendered();
    let week = pages.main("plan/week-1.html");
    for named in [
        "aria-label=\"Title: Draft\"",
        "aria-label=\"Title: Final\" checked",
    ] {
        assert!(week.contains(named), "no {named} in\n{week}");
    }
    assert_eq!(tasks(week).len(), 4, "{week}");
    assert!(week.contains("<th scope=\"col\">Draft</th>"), "{week}");
    for kept in ["[ ] High [ ] Low", "✅ it is so"] {
        assert!(week.contains(kept), "no {kept} in\n{week}");
    }
}

#[test]
fn a_break_takes_a_week_and_has_no_sheet() {
    let pages = plan(
        "# P\n\n## Week 1\n\n- [ ] a\n\n## Spring Break\n\nRest.\n\n## Week 2\n\n- [ ] b\n\n## Final week\n\n- [ ] c\n",
    )
    .rendered();
    let overview = pages.main("plan/index.html");
    assert!(overview.contains("3 weeks"), "{overview}");
    let week = pages.main("plan/week-2.html");
    assert!(week.contains("data-week-start=\"14\""), "{week}");
    assert!(pages.main("plan/spring-break.html").contains("Rest."));
    assert!(!pages.files.contains_key("plan/spring-break-sheets.html"));
    assert!(pages.files.contains_key("plan/week-2-sheets.html"));
    pages.main("plan/week-3.html");
}

#[test]
fn days_outside_all_weeks_are_a_part() {
    let pages = plan(
        "# P\n\n## Day 1: Arrive\n\n- [ ] a\n\n## Week 1: Look\n\n- [ ] b\n\n## Week 2: Do\n\n- [ ] c\n\n## Timetable\n\n| Day | What |\n|---|---|\n| Mon | run |\n| Tue | swim |\n",
    )
    .rendered();
    let overview = pages.main("plan/index.html");
    assert!(overview.contains("2 weeks"), "{overview}");
    assert!(pages.main("plan/day-1-day-1.html").contains("Arrive"));
    assert!(pages.main("plan/timetable.html").contains("<td>swim</td>"));
}

#[test]
fn a_ticked_heading_is_a_day_that_is_done() {
    let pages =
        plan("# P\n\n## Week 1\n\n### [ ] Monday: A\n\na\n\n### [x] Tuesday: B\n\nb\n").rendered();
    let week = pages.main("plan/week-1.html");
    assert!(week.contains("id=\"tuesday-b\""), "{week}");
    assert_eq!(week.matches("aria-label=\"Done\"").count(), 1, "{week}");
}

#[test]
fn front_matter_declares_a_plan() {
    let weeks = "## Week 1\n\n- [ ] a\n\n## Week 2\n\n- [ ] b\n";
    let book = book()
        .file("content/a.md", format!("# A\n\n{weeks}"))
        .file(
            "content/b.md",
            format!("---\nplan: false\n---\n\n# B\n\n{weeks}"),
        )
        .file(
            "content/c.md",
            "---\nplan: true\n---\n\n# C\n\n## Week 1\n\ntext\n",
        );
    let run = book.run(&["outline", "--format", "json"]);
    let outline: Value = serde_json::from_str(&run.out).unwrap();
    let files: Vec<&str> = outline["plans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|plan| plan["file"].as_str().unwrap())
        .collect();
    assert_eq!(files, ["a.md", "c.md"]);
    assert!(run.out.contains("its front matter says `plan: false`"));
}

#[test]
fn days_with_dates_in_several_weeks_are_told_apart_by_their_dates() {
    let weeks = |plan: &str| -> Vec<Vec<String>> {
        let book = crate::support::plan(plan);
        let handbook = crate::support::read(&book.path(""));
        let days = |week: &prepbook::rooms::plan::Week| -> Vec<String> {
            week.days.iter().map(|day| day.id.clone()).collect()
        };
        handbook.plans[0].weeks.iter().map(days).collect()
    };
    let log = "# Log 2026\n\n## Mon 2 Nov\n\n- [ ] a\n\n## Tue 3 Nov\n\n- [ ] b\n\n## Mon 9 Nov\n\n- [ ] c\n\n## Mon 28 Dec\n\n- [ ] d\n\n## Mon 4 Jan\n\n- [ ] e\n";
    assert_eq!(
        weeks(log),
        [
            vec!["monday", "tuesday"],
            vec!["monday"],
            vec!["monday"],
            vec!["monday"]
        ]
    );
    // Without weekdays, a week is seven days from its first date.
    let table = "# Seminar\n\n| Date | Topic |\n|---|---|\n| Jan 12 | a |\n| Jan 14 | b |\n| Jan 19 | c |\n| Jan 25 | d |\n";
    assert_eq!(
        weeks(table),
        [vec!["01-12", "01-14"], vec!["01-19", "01-25"]]
    );
    // Weekdays that recur without dates are still duplicates.
    let twice = "# Week\n\n## Monday\n\n- [ ] a\n\n## Tuesday\n\n- [ ] b\n\n## Monday\n\n- [ ] c\n";
    assert_eq!(weeks(twice), [vec!["monday", "tuesday"]]);
}

#[test]
fn a_duplicate_says_what_it_is_read_as() {
    for (body, what) in [
        ("### Monday\n\n- [ ] b", "another week"),
        ("b", "a section"),
    ] {
        let text = format!("# P\n\n## Week 1\n\n### Monday\n\n- [ ] a\n\n## Week 1\n\n{body}\n");
        let help = format!("until then, it is read as {what}");
        plan(&text)
            .run(&["check"])
            .reports(0, &["duplicate `Week 1`", &help]);
    }
}
