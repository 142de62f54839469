//! What pages know of the lock: the numbers by which readers' links name tasks, the revisions, and where notes are kept.

use serde_json::Value;

use crate::support::{Pages, book, plan};

const PLAN: &str = "# Tick plan\n\n## Week 1: Begin\n\n### Monday: Read\n\n- [ ] Read slowly\n- [ ] Write down ten questions\n\n### Sunday: Rest\n\nSleep.\n";

fn ledger(pages: &Pages) -> Value {
    let text = pages.text("ledger.js");
    let (_, data) = text.split_once(".push(").unwrap();
    serde_json::from_str(data.trim_end().trim_end_matches(");")).unwrap()
}

#[test]
fn the_place_of_an_id_is_its_number_for_ever() {
    let book = book()
        .file("handbook.yaml", "title: Ticks\n")
        .file("content/plan.md", PLAN);
    let first = ledger(&book.built());
    assert_eq!(first["numbered"], true);
    assert_eq!(first["revisions"], serde_json::json!([]));
    assert_eq!(first["plans"]["plan"]["title"], "Tick plan");
    book.write(
        "content/plan.md",
        PLAN.replace("- [ ] Read slowly\n", "- [ ] Sharpen a pencil\n"),
    );
    let pages = book.built();
    let second = ledger(&pages);
    let ids = |ledger: &Value| ledger["ids"].as_array().unwrap().clone();
    // A task that is gone keeps its number.
    assert_eq!(ids(&first).len(), 2);
    assert_eq!(ids(&second)[..2], ids(&first)[..]);
    assert_eq!(ids(&second).len(), 3);
    assert_eq!(
        second["revisions"],
        serde_json::json!([[
            1,
            [
                ["added", 1, "plan", "week-1"],
                ["removed", 1, "plan", "week-1"]
            ]
        ]])
    );
    assert!(
        pages
            .text("plan/index.html")
            .contains("data-revision=\"1\"")
    );
    // The next build makes no revision of what has not changed.
    let pages = book.built();
    assert_eq!(ledger(&pages), second);
}

#[test]
fn without_a_lock_nothing_has_a_number() {
    let ledger = ledger(&plan(PLAN).rendered());
    assert_eq!(ledger["numbered"], false);
    assert_eq!(ledger["ids"].as_array().unwrap().len(), 2);
    assert_eq!(ledger["revisions"], serde_json::json!([]));
}

#[test]
fn a_note_is_kept_with_the_tasks_of_its_day() {
    let pages = plan(PLAN).rendered();
    let tasks = crate::support::tasks(pages.main("plan/week-1-monday.html"));
    let keys = format!("data-note=\"{}\"", tasks.join(" "));
    assert!(
        pages.text("plan/week-1-monday.html").contains(&keys),
        "{keys}"
    );
    let sunday = pages.text("plan/week-1-sunday.html");
    assert!(
        sunday.contains("data-note=\"plan/week-1-sunday\""),
        "{sunday}"
    );
}

#[test]
fn the_log_of_a_week_is_kept_with_its_tasks() {
    let pages = plan("# P\n\n## Week 1\n\n### Monday\n\n- [ ] a\n\n### Tuesday\n\n- [ ] b\n\n## Week 2\n\n### Monday\n\nRest.\n").rendered();
    let week = pages.main("plan/week-1.html");
    let keys = crate::support::tasks(week).join(" ");
    assert!(week.contains(&format!("data-note=\"{keys}\"")), "{keys}");
    let sheets = pages.main("plan/week-1-sheets.html");
    assert!(sheets.contains(&format!("data-log=\"{keys}\"")), "{keys}");
    let empty = pages.main("plan/week-2.html");
    assert!(empty.contains("data-note=\"plan/week-2\""), "{empty}");
}

#[test]
fn lists_name_no_unlisted_plan() {
    let book = book()
        .file(
            "handbook.yaml",
            "title: Ticks\nplans: [plan.md, secret.md]\n",
        )
        .file("content/plan.md", PLAN)
        .file(
            "content/secret.md",
            format!(
                "---\nunlisted: true\n---\n{}",
                PLAN.replace("Tick", "Secret")
            ),
        );
    let pages = book.rendered();
    assert!(!pages.text("ledger.js").contains("Secret"));
    book.write(
        "content/secret.md",
        format!(
            "---\nunlisted: true\n---\n{}- [ ] Hide\n",
            PLAN.replace("Tick", "Secret")
        ),
    );
    assert!(!book.rendered().text("ledger.js").contains("secret"));
}
