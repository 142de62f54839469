//! The tasks that return for review.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Pages, plan, words};

/// The data of a script.
fn data(pages: &Pages, path: &str) -> Value {
    let script = pages.text(path);
    let (_, json) = script.split_once(".push(").unwrap();
    serde_json::from_str(json.trim_end().strip_suffix(");").unwrap()).unwrap()
}

/// The words of the tasks of an edition that return.
fn returning(pages: &Pages, folder: &str) -> BTreeSet<String> {
    let names = data(pages, "plan/names.js");
    let progress = data(pages, &format!("{folder}/tasks.js"));
    let ids = progress["reviews"].as_array().cloned().unwrap_or_default();
    let name = |id: &Value| {
        names["names"][id.as_str().unwrap()]
            .as_str()
            .unwrap()
            .to_owned()
    };
    ids.iter().map(name).collect()
}

#[test]
fn tasks_sections_and_admonitions_mark_what_returns() {
    let table: &[(&str, &[&str])] = &[
        ("- [ ] a {review}\n- [ ] b\n", &["a"]),
        (
            "- [ ] a {time=20m review core}\n- [ ] b {optional}\n",
            &["a"],
        ),
        // A part of a task is a task of its own.
        (
            "- [ ] a {review}\n  - [ ] b\n  - [ ] c {review}\n",
            &["a", "c"],
        ),
        (
            "- [ ] a\n\n#### Cards {review}\n\n- [ ] b\n  - [ ] c\n\n##### Inner\n\n- [ ] d\n\n#### After\n\n- [ ] e\n",
            &["b", "c", "d"],
        ),
        (
            "!!! review\n    - [ ] a\n\n    1. [ ] b\n\n- [ ] c\n",
            &["a", "b"],
        ),
        ("> [!review]\n> - [ ] a\n\n- [ ] b\n", &["a"]),
        (
            "!!! tip\n    !!! review \"Again\"\n        - [ ] a\n\n    - [ ] b\n",
            &["a"],
        ),
        (
            "!!! review\n    !!! tip\n        - [ ] a\n\n    - [ ] b\n\n- [ ] c\n",
            &["a", "b"],
        ),
        (
            "#### Cards {review}\n\n!!! review\n    - [ ] a\n\n- [ ] b\n",
            &["a", "b"],
        ),
        // A template is for copying.
        ("- [ ] a\n\n```markdown\n- [ ] b {review}\n```\n", &[]),
        (
            "#### Cards {review}\n\n- [ ] a\n\n```markdown\n- [ ] b\n```\n",
            &["a"],
        ),
        // Anything else in the braces makes all of it text.
        ("- [ ] a {reviewed}\n- [ ] b {review soon}\n", &[]),
    ];
    for (day, expected) in table {
        let pages = plan(&format!(
            "# P\n\n## Week 1\n\n### Monday\n\n{day}\n### Tuesday\n\n- [ ] later\n"
        ))
        .rendered();
        let expected: BTreeSet<String> = expected.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(returning(&pages, "plan"), expected, "{day}");
    }
}

#[test]
fn days_weeks_and_nested_sections_mark_what_returns() {
    let text = "# P\n\n## Week 1: One {review}\n\n### Monday: A\n\n- [ ] a\n\n### Tuesday\n\n- [ ] b\n\n## Week 2\n\n\
        ### Monday {review}\n\n- [ ] c\n\n### Tuesday\n\n- [ ] d\n\n## Cards {review}\n\n- [ ] e\n\n### Inner\n\n- [ ] f\n\n\
        ## Other\n\n- [ ] g\n";
    let pages = plan(text).rendered();
    let expected = ["a", "b", "c", "e", "f"].map(str::to_owned);
    assert_eq!(returning(&pages, "plan"), BTreeSet::from(expected));
    assert_eq!(
        data(&pages, "plan/tasks.js")["review_days"],
        serde_json::json!([1, 3, 7, 14, 30])
    );
    let week = words(pages.main("plan/week-1.html"));
    assert!(!week.contains("review"), "{week}");
}

#[test]
fn an_edition_lists_its_own_reviews_and_a_plan_without_any_lists_none() {
    let tracks = "# P\n\n### Long Track (2 hours/week)\n\n### Short Track (1 hour/week)\n\n";
    let weeks = "## Week 1\n\n### Monday\n\n- [ ] both {review}\n- [ ] one {review track=long}\n\n### Tuesday\n\n- [ ] x\n";
    let pages = plan(&format!("{tracks}{weeks}")).rendered();
    let both = ["both", "one"].map(str::to_owned);
    assert_eq!(returning(&pages, "plan/long"), BTreeSet::from(both));
    let own = ["both"].map(str::to_owned);
    assert_eq!(returning(&pages, "plan/short"), BTreeSet::from(own));
    let plain = plan("# P\n\n## Week 1\n\n### Monday\n\n- [ ] x\n").rendered();
    let progress = data(&plain, "plan/tasks.js");
    assert!(progress.get("reviews").is_none());
}

#[test]
fn the_configuration_sets_when_tasks_return() {
    let text = "# P\n\n## Week 1\n\n### Monday\n\n- [ ] a {review}\n";
    let stated = |value: &str| {
        let book = plan(text).file("handbook.yaml", format!("title: P\nreview: {value}\n"));
        data(&book.rendered(), "plan/tasks.js")
    };
    assert_eq!(stated("[2, 5]")["review_days"], serde_json::json!([2, 5]));
    let off = stated("off");
    assert!(off.get("reviews").is_none() && off.get("review_days").is_none());
}

#[test]
fn the_outline_counts_reviews() {
    let book = plan(
        "# P\n\n## Week 1\n\n### Monday\n\n- [ ] a {review}\n- [ ] b\n\n!!! review\n    - [ ] c\n",
    );
    let run = book.run(&["outline", "--format", "json"]);
    let outline: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(outline["plans"][0]["reviews"], 2);
}
