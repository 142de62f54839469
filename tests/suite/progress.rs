//! `prepbook progress`: how far readers are, from the copies that they saved.

use serde_json::{Value, json};

use crate::support::{Book, book};

const PLAN: &str = "\
# Tick plan

## Week 1: Begin

### Monday: Read

- [ ] Read the first chapter
- [x] Write down ten questions

### Tuesday: Practice

- [ ] Solve two problems

## Week 2: Go on

### Monday: Design

- [ ] Draw a queue
- [ ] Explain it {level=senior}

## Reading list

- [ ] The long book
";

/// A handbook with its id and the ids of its tasks, in their order.
struct Published {
    book: Book,
    handbook: String,
    ids: Vec<String>,
}

fn published() -> Published {
    let book = book()
        .file(
            "handbook.yaml",
            "title: Ticks\ntracks: [Slow, Fast]\nlevels: [Junior, Senior]\n",
        )
        .file("content/plan.md", PLAN);
    let pages = book.built();
    let everything = pages.text("plan/fast/everything.html");
    let ids = crate::support::tasks(everything);
    let ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
    assert_eq!(ids.len(), 6, "{ids:?}");
    let (_, rest) = everything.split_once("data-handbook=\"").unwrap();
    let (handbook, _) = rest.split_once('"').unwrap();
    let handbook = handbook.to_owned();
    Published {
        book,
        handbook,
        ids,
    }
}

impl Published {
    /// A copy of the newest format. `ticks` are pairs of a task's place and a tick.
    fn copy(&self, plan: &Value, settings: &Value, ticks: &[(usize, Value)]) -> Value {
        let ticks = ticks.iter();
        let ticks = ticks.map(|(task, tick)| (self.ids[*task].clone(), tick.clone()));
        json!({
            "prepbook": 3, "handbook": self.handbook, "saved": "2027-01-20",
            "plans": {"plan": plan}, "settings": settings,
            "ticks": Value::Object(ticks.collect()), "notes": {},
        })
    }

    /// What a table shows of a copy in its line: the cells behind the name.
    fn cells(&self, copy: &Value, day: &str) -> Vec<String> {
        self.book.write("copies/anna.json", copy.to_string());
        let arguments = ["progress", "copies/anna.json", "--on", day];
        let run = self.book.run(&arguments);
        run.reports(0, &[]);
        assert_eq!(run.err, "");
        let line = run.out.lines().nth(1).unwrap();
        let cells = line.split("   ").map(str::trim);
        let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        assert_eq!(cells[0], "anna");
        cells[1..].iter().map(|cell| (*cell).to_owned()).collect()
    }
}

#[test]
fn a_copy_is_counted_as_the_readers_pages_count_it() {
    let published = published();
    let fast = json!({"track": "fast", "start": "2027-01-04"});
    let moved = json!({"track": "fast", "start": "2027-01-04", "moved": "2027-01-05"});
    // Everything a week later; a Monday off moves its tasks to Tuesday.
    let later = json!({"track": "fast", "start": "2027-01-04", "moves": ["0+7"]});
    let off = json!({"track": "fast", "start": "2027-01-04", "off": ["2027-01-04"]});
    let again = json!({"track": "fast", "start": "2027-01-04", "again": [format!("{}@7", published.ids[0])]});
    let lost = json!({"track": "fast", "start": "2027-01-04", "again": [format!("{}@9", published.ids[0])]});
    let untimed = json!({"track": "slow"});
    let (none, junior) = (json!({}), json!({"level": "junior"}));
    let unread = json!({"level": "chief"});
    let ticked = |day: &str| json!([day, 1]);
    for (plan, settings, ticks, day, expected) in [
        // Nothing is ticked; the author's own tick counts.
        (
            &fast,
            &none,
            vec![],
            "2027-01-04",
            "Fast 2027-01-04 1of6 - - 0tasks",
        ),
        // A day is over only when the next one begins.
        (
            &fast,
            &none,
            vec![],
            "2027-01-05",
            "Fast 2027-01-04 1of6 - - 1task",
        ),
        (
            &fast,
            &none,
            vec![],
            "2027-01-06",
            "Fast 2027-01-04 1of6 - - 2tasks",
        ),
        (
            &fast,
            &none,
            vec![],
            "2028-01-01",
            "Fast 2027-01-04 1of6 - - 4tasks",
        ),
        (
            &fast,
            &none,
            vec![],
            "2026-01-01",
            "Fast 2027-01-04 1of6 - - 0tasks",
        ),
        // The reader moved on from what is before a day.
        (
            &moved,
            &none,
            vec![],
            "2027-01-06",
            "Fast 2027-01-04 1of6 - - 1task",
        ),
        (
            &later,
            &none,
            vec![],
            "2027-01-06",
            "Fast 2027-01-04 1of6 - - 0tasks",
        ),
        (
            &later,
            &none,
            vec![],
            "2027-01-13",
            "Fast 2027-01-04 1of6 - - 2tasks",
        ),
        (
            &off,
            &none,
            vec![],
            "2027-01-05",
            "Fast 2027-01-04 1of6 - - 0tasks",
        ),
        (
            &off,
            &none,
            vec![],
            "2027-01-06",
            "Fast 2027-01-04 1of6 - - 2tasks",
        ),
        // What is planned again for another day is not late, and what is skipped does not count.
        (
            &again,
            &none,
            vec![],
            "2027-01-05",
            "Fast 2027-01-04 1of6 - - 0tasks",
        ),
        (
            &again,
            &none,
            vec![],
            "2027-01-11",
            "Fast 2027-01-04 1of6 - - 1task",
        ),
        (
            &again,
            &none,
            vec![],
            "2027-01-12",
            "Fast 2027-01-04 1of6 - - 4tasks",
        ),
        // A new day that is not in the plan does not count.
        (
            &lost,
            &none,
            vec![],
            "2027-01-05",
            "Fast 2027-01-04 1of6 - - 1task",
        ),
        (
            &fast,
            &none,
            vec![(0, json!(["2027-01-05", 2]))],
            "2027-01-05",
            "Fast 2027-01-04 1of5 - 2027-01-05 0tasks",
        ),
        // Ticks, with days and without.
        (
            &fast,
            &none,
            vec![
                (0, ticked("2027-01-05")),
                (2, ticked("2027-01-06")),
                (5, ticked("")),
            ],
            "2027-01-06",
            "Fast 2027-01-04 4of6 Week1 2027-01-06 0tasks",
        ),
        (
            &fast,
            &none,
            vec![(3, json!(["2027-01-04", 1, 7]))],
            "2027-01-06",
            "Fast 2027-01-04 2of6 Week2 2027-01-04 2tasks",
        ),
        // The reader unticked what the author ticked: a change is activity, though nothing is done.
        (
            &fast,
            &none,
            vec![(1, json!(["2027-01-07", 0]))],
            "2027-01-05",
            "Fast 2027-01-04 0of6 - 2027-01-07 2tasks",
        ),
        // Tasks of other levels do not count; a level that the plan does not have means all.
        (
            &fast,
            &junior,
            vec![(4, ticked(""))],
            "2027-01-04",
            "Fast 2027-01-04 1of5 Week2 - 0tasks",
        ),
        (
            &fast,
            &unread,
            vec![(4, ticked(""))],
            "2027-01-04",
            "Fast 2027-01-04 2of6 Week2 - 0tasks",
        ),
        // Without a first day, nobody is behind.
        (
            &untimed,
            &none,
            vec![(0, ticked(""))],
            "2027-01-06",
            "Slow - 2of6 Week1 - -",
        ),
    ] {
        let copy = published.copy(plan, settings, &ticks);
        let cells = published.cells(&copy, day);
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace(' ', "")).collect();
        assert_eq!(
            cells.join(" "),
            format!("Tickplan {expected}"),
            "{copy} on {day}"
        );
    }
}

#[test]
fn notes_are_activity_too() {
    let published = published();
    let plan = json!({"track": "fast", "start": "2027-01-04"});
    for (key, expected) in [
        (published.ids[3].as_str(), "2027-01-09"),
        ("plan/week-1-monday", "2027-01-09"),
        ("another/week-1-monday", "-"),
    ] {
        let mut copy = published.copy(&plan, &json!({}), &[]);
        copy["notes"] = json!({key: [["2027-01-02", "old", []], ["2027-01-09", "new"]]});
        assert_eq!(published.cells(&copy, "2027-01-04")[5], expected, "{key}");
    }
}

#[test]
fn older_copies_are_read() {
    let published = published();
    let second = json!({
        "prepbook": 2, "handbook": published.handbook,
        "kept": {
            "plan": "plan", "track:plan": "fast", "start:plan": "2027-01-04", "scheme": "dark", "former": 1,
            format!("task:{}", published.ids[0]): "1", format!("task:{}", published.ids[1]): "0",
            format!("task:{}", published.ids[2]): 1,
        },
    });
    let expected = [
        "Tick plan",
        "Fast",
        "2027-01-04",
        "2 of 6",
        "Week 1",
        "-",
        "1 task",
    ];
    assert_eq!(published.cells(&second, "2027-01-06"), expected);
    // The ids of the first format are those of before there were locks.
    let pages = crate::support::Pages::read(&published.book.path("output"));
    let former = pages.text("former.js");
    let (before, _) = former
        .split_once(&format!("\":\"{}\"", published.ids[3]))
        .unwrap();
    let id = before.rsplit('"').next().unwrap();
    let first = json!({"prepbook": 1, "kept": {"track:plan": "fast", format!("task:{id}"): "1"}});
    let expected = ["Tick plan", "Fast", "-", "2 of 6", "Week 2", "-", "-"];
    assert_eq!(published.cells(&first, "2027-01-06"), expected);
}

#[test]
fn a_renamed_plan_is_still_the_readers() {
    let published = published();
    let plan = json!({"track": "fast", "start": "2027-01-04"});
    let copy = published.copy(&plan, &json!({"plan": "plan"}), &[]);
    let content = |name: &str| published.book.path(&format!("content/{name}.md"));
    std::fs::rename(content("plan"), content("course")).unwrap();
    published.book.built();
    let cells = published.cells(&copy, "2027-01-05");
    assert_eq!(cells[1..4], ["Fast", "2027-01-04", "1 of 6"]);
}

#[test]
fn only_plans_that_a_reader_has_begun_are_shown() {
    let published = published();
    let other = PLAN
        .replace("Tick plan", "Other plan")
        .replace("Draw a", "Sketch a");
    published.book.write("content/other.md", other);
    published.book.built();
    let copy = |plans: Value, opened: &str| {
        json!({
            "prepbook": 3, "handbook": published.handbook, "plans": plans,
            "settings": {"plan": opened}, "ticks": {},
        })
    };
    let both = json!({"plan": {"start": "2027-01-04"}, "other": {"start": "2027-01-11"}});
    let one = json!({"plan": {"track": "fast"}, "other": {"track": "fast", "start": "2027-01-11"}});
    let none = json!({"plan": {"track": "fast"}});
    for (copy, expected) in [
        (copy(both, "plan"), &["Other plan", "Tick plan"][..]),
        (copy(one, "plan"), &["Other plan"]),
        (copy(none.clone(), "plan"), &["Tick plan"]),
        (copy(none, "gone"), &["not started"]),
    ] {
        published.book.write("anna.json", copy.to_string());
        let run = published.book.run(&["progress", "anna.json"]);
        run.reports(0, &[]);
        let mut plans: Vec<String> = run
            .out
            .lines()
            .skip(1)
            .map(|line| {
                let cells = line.split("   ").map(str::trim);
                cells
                    .filter(|cell| !cell.is_empty())
                    .nth(1)
                    .unwrap()
                    .to_owned()
            })
            .collect();
        plans.sort_unstable();
        assert_eq!(plans, expected, "{copy}");
    }
}

#[test]
fn formats_are_for_people_spreadsheets_and_programs() {
    let published = published();
    let plan = json!({"track": "fast", "start": "2027-01-04"});
    let mut copy = published.copy(&plan, &json!({}), &[(0, json!(["2027-01-05", 1]))]);
    copy["ticks"]["gone"] = json!(["2027-01-05", 1]);
    for name in ["ben", "anna, \"x\""] {
        let path = format!("{name}.json");
        if path.contains('"') && cfg!(windows) {
            continue;
        }
        published.book.write(&path, copy.to_string());
    }
    let run = |format: &str| {
        let on = ["--on", "2027-01-06", "--format", format];
        let run = published
            .book
            .run(&[&["progress", "ben.json"][..], &on].concat());
        run.reports(0, &[]);
        run.out
    };
    assert_eq!(
        run("text"),
        "name   plan        track   start        done     week     last active   behind\n\
         ben    Tick plan   Fast    2027-01-04   2 of 6   Week 1   2027-01-05    1 task\n\
         \n\
         ben has 1 tick for tasks that this handbook does not have\n"
    );
    assert_eq!(
        run("csv"),
        "name,plan,track,start,done,tasks,week,last_active,behind\n\
         ben,plan,fast,2027-01-04,2,6,week-1,2027-01-05,1\n"
    );
    let json: Value = serde_json::from_str(&run("json")).unwrap();
    let expected = json!({
        "version": 1,
        "date": "2027-01-06",
        "readers": [{
            "name": "ben", "file": "ben.json", "saved": "2027-01-20", "unknown_ticks": 1,
            "plans": [{
                "id": "plan", "title": "Tick plan", "track": "fast", "start": "2027-01-04", "done": 2, "tasks": 6,
                "week": "week-1", "last_active": "2027-01-05", "behind": 1,
            }],
        }],
    });
    assert_eq!(json, expected);
}

#[test]
fn a_file_that_cannot_be_counted_is_named_and_the_rest_are_shown() {
    let published = published();
    let good = published.copy(&json!({"track": "fast"}), &json!({}), &[]);
    let text = good.to_string();
    let mut other = good.clone();
    other["handbook"] = json!("somethingelse");
    let mut newer = good.clone();
    newer["prepbook"] = json!(4);
    let mut odd = good.clone();
    odd["ticks"] = json!({"abc": "done"});
    let files: [(&str, &str, &str); 8] = [
        (
            "other",
            &other.to_string(),
            "other.json: this copy belongs to a different handbook",
        ),
        (
            "newer",
            &newer.to_string(),
            "newer.json: this copy has format 4",
        ),
        (
            "cut",
            &text[..text.len() - 5],
            "cut.json: this copy is damaged",
        ),
        (
            "odd",
            &odd.to_string(),
            "odd.json: this copy is damaged: the tick `abc` cannot be read",
        ),
        ("list", "[1, 2]", "list.json: this is not a copy"),
        ("text", "hello", "text.json: this is not a copy"),
        ("empty", "", "empty.json: this is not a copy"),
        (
            "old",
            "{\"prepbook\": 2, \"handbook\": \"x\"}",
            "old.json: this copy is damaged",
        ),
    ];
    for (name, text, _) in &files {
        published.book.write(&format!("{name}.json"), text);
    }
    published.book.write("anna.json", format!("\u{feff}{text}"));
    let mut arguments = vec!["progress".to_owned(), "missing.json".to_owned()];
    arguments.extend(files.iter().map(|(name, ..)| format!("{name}.json")));
    arguments.push("anna.json".to_owned());
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let run = published.book.run(&arguments);
    run.reports(2, &["missing.json"]);
    for (.., printed) in files {
        assert!(run.err.contains(printed), "no {printed:?} in {}", run.err);
    }
    assert_eq!(run.err.lines().count(), 9, "{}", run.err);
    assert!(run.out.contains("anna   Tick plan   Fast"), "{}", run.out);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
}

#[test]
fn the_handbook_may_be_elsewhere_and_must_be_whole() {
    let published = published();
    let copy = published.copy(&json!({"track": "fast"}), &json!({}), &[]);
    let coach = book().file("anna.json", copy.to_string());
    coach.run(&["progress", "anna.json"]).reports(2, &["error"]);
    let place = published.book.path("");
    let place = place.to_str().unwrap();
    let run = coach.run(&["progress", "anna.json", "--handbook", place]);
    run.reports(0, &[]);
    assert!(run.out.contains("Tick plan"), "{}", run.out);
    coach
        .run(&["progress", "anna.json", "--on", "tomorrow"])
        .reports(2, &["`tomorrow`"]);
    published.book.write("handbook.lock", "<<<<<<< HEAD\n");
    let run = coach.run(&["progress", "anna.json", "--handbook", place]);
    run.reports(1, &["error[bad-lock]"]);
    assert_eq!(run.out, "");
}
