//! `prepbook outline` and `prepbook check --hours`: how content was read, and the sums of its hours.

use serde_json::{Value, json};

use crate::support::{Run, book, plan};

const PLAN: &str = "# My Plan

### Slow Track (2 hours/week)

- **Reading**: 50% (1 hour)
- **Writing**: 50% (1 hour)

## Phase 1: Go (Weeks 1-2)

### Week 1: Start

**Theme: \"Begin\"**

#### Monday: Reading (3 hours)

**Main Block (2 hours)**

- [ ] read
  - [ ] twice

**Late Block (1 hour)**

- [ ] write

*Slow: 1 hour, the first chapter*

#### Tuesday

**Block (90 min)**

- [ ] rest

### Week 2b

### Week 2

## Week 3 Checklist

```markdown
- [ ] copied
```

## Friday's talk
";

fn outline(arguments: &[&str]) -> Run {
    let book = plan(PLAN).file(
        "content/notes.md",
        "# Notes\n\n## Monday: later\n\n- [ ] x\n",
    );
    let run = book.run(&[&["outline"], arguments].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    run
}

#[test]
fn the_tree_shows_what_was_read_and_its_source() {
    let expected =
        "        plan plan.md: My Plan, 1 phase, 2 weeks, 2 days, 4 tasks, 1 more in templates
     3    track Slow, 2 h per week, 2 areas, from its heading
     3    section Slow Track (2 hours/week)
     8    Phase 1: Go, weeks 1-2
    10      Week 1: Start, theme “Begin”, 4 h 30 min, 4 tasks
    14        Monday: Reading, 3 h, 3 tasks
    16          block Main Block, 2 h, 2 tasks
    21          block Late Block, 1 h, 1 task
    25          note for Slow, 1 h
    27        Tuesday, 1 h 30 min (total of its blocks), 1 task
    29          block Block, 1 h 30 min, 1 task
    33      section Week 2b, it duplicates line 35
    35      Week 2, no time, 0 tasks
    37    section Week 3 Checklist, the words after its number only mention it
    43    section Friday's talk, its first word refers to a day, but does not name one
        chapter notes.md: Notes, 1 task, not a plan: it has no weeks
     3    section Monday: later, it begins like a day, but is not in a week
";
    assert_eq!(outline(&[]).out, expected);
}

#[test]
fn json_has_the_shape_that_is_documented() {
    let read: Value = serde_json::from_str(&outline(&["--format", "json"]).out).unwrap();
    let plan = &read["plans"][0];
    assert_eq!(
        (&plan["title"], &plan["tasks"], &plan["tasks_in_fences"]),
        (&json!("My Plan"), &json!(4), &json!(1))
    );
    assert_eq!(
        plan["phases"],
        json!([{
            "number": 1, "label": "Phase 1", "title": "Go", "promised": [1, 2], "weeks": [1, 2],
            "seen_in": "a heading", "line": 8,
        }])
    );
    assert_eq!(plan["levels"], json!([]));
    let track = &plan["tracks"][0];
    assert_eq!(
        (&track["id"], &track["minutes_per_week"]),
        (&json!("slow"), &json!(120))
    );
    assert_eq!(
        track["allocation"][0],
        json!({"area": "Reading", "percent": 50.0, "minutes": 60})
    );
    let week = &plan["weeks"][0];
    assert_eq!(
        (
            &week["number"],
            &week["title"],
            &week["theme"],
            &week["tasks"],
            &week["minutes"]
        ),
        (
            &json!(1),
            &json!("Start"),
            &json!("Begin"),
            &json!(4),
            &json!(270)
        )
    );
    assert_eq!(
        week["days"][0],
        json!({
            "date": null,
            "label": "Monday", "title": "Reading", "minutes": 180, "least_minutes": 180,
            "stated": true, "tasks": 3, "seen_in": "a heading", "line": 14,
            "blocks": [
                {"label": "Main Block", "minutes": 120, "least_minutes": 120, "instead": false, "tasks": 2, "line": 16},
                {"label": "Late Block", "minutes": 60, "least_minutes": 60, "instead": false, "tasks": 1, "line": 21},
            ],
            "notes": [{"track": "slow", "minutes": 60, "line": 25}],
        })
    );
    assert_eq!(week["days"][1]["stated"], false);
    assert_eq!(plan["weeks"][1]["days"], json!([]));
    let sections = plan["sections"].as_array().unwrap();
    assert!(
        sections
            .iter()
            .any(|section| section["why"] == "the words after its number only mention it")
    );
    assert_eq!(sections[0]["tracks"], json!(["slow"]));
    assert_eq!(read["chapters"][0]["why"], "it has no weeks");
}

#[test]
fn every_key_of_the_outline_is_documented() {
    fn keys(value: &Value, all: &mut std::collections::BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    all.insert(key.clone());
                    keys(inner, all);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| keys(item, all)),
            _ => {}
        }
    }
    let documented = |page: &str, value: &Value| {
        let page =
            std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(page))
                .unwrap();
        let mut all = std::collections::BTreeSet::new();
        keys(value, &mut all);
        for key in all {
            assert!(
                page.contains(&format!("`{key}`")) || page.contains(&format!("`{key}[]`")),
                "{key}"
            );
        }
    };
    documented(
        "docs/outline.md",
        &serde_json::from_str(&outline(&["--format", "json"]).out).unwrap(),
    );
    let check = plan(PLAN).run(&["check", "--hours", "--format", "json"]);
    documented("docs/checks.md", &serde_json::from_str(&check.out).unwrap());
}

#[test]
fn a_plan_without_weeks_shows_its_sections() {
    let run = book()
        .file("content/a.md", "# A\n\n## Weekly plan\n\n## Week of May\n")
        .run(&["outline"]);
    assert_eq!(
        run.out,
        "        plan a.md: A, 0 phases, 0 weeks, 0 days, 0 tasks\n     3    section Weekly plan\n     5    section Week of May, no number follows its first word\n"
    );
}

#[test]
fn plans_that_are_not_named_say_so() {
    let book = plan(PLAN)
        .file("content/b.md", "# B\n\n## Week 1\n")
        .file("handbook.yaml", "plans: [plan.md]\n");
    let run = book.run(&["outline"]);
    assert!(
        run.out
            .contains("chapter b.md: B, not a plan: `plans:` names other documents\n"),
        "{}",
        run.out
    );
}

#[test]
fn hours_are_held_against_each_track_and_area() {
    let run = plan(PLAN).run(&["check", "--hours"]);
    run.reports(0, &["over-budget"]);
    let expected = "My Plan (plan.md)

         written      Slow
                      of 2 h per week
Week 1   4 h 30 min   2 h 30 min, 30 min over
Week 2   no hours     no hours
total    4 h 30 min   2 h 30 min

Slow, per week   core               allocated
Reading          1 h                1 h
Writing          0 min, 1 h under   1 h
unassigned       45 min

0 errors, 1 warning, 1 note in 1 document
";
    assert_eq!(run.out, expected);
}

#[test]
fn hours_as_json_are_minutes() {
    let run = plan(PLAN).run(&["check", "--hours", "--format", "json"]);
    let hours = &serde_json::from_str::<Value>(&run.out).unwrap()["hours"][0];
    assert_eq!(hours["written"], 270);
    assert_eq!(
        hours["weeks"][0],
        json!({"number": 1, "called": "Week 1", "written": 270, "days_without_time": 0, "tracks": [{"id": "slow", "written": 150, "over": 30}]})
    );
    assert_eq!(
        hours["weeks"][1]["tracks"][0],
        json!({"id": "slow", "written": null, "over": null})
    );
    let area = &hours["tracks"][0]["areas"][0];
    assert_eq!(
        (&area["name"], &area["allocated"]),
        (&json!("Reading"), &json!(60))
    );
    assert_eq!(area["core"].as_array().unwrap().len(), 2);
    plan(PLAN)
        .run(&["check", "--hours", "--format", "sarif"])
        .reports(2, &["--hours supports only the formats text and json"]);
}
