//! `prepbook export`: an edition in the formats of other programs.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::support::{Book, book, command};

const PLAN: &str = "\
# Talk

## Week 1: Begin

### Monday: Read (90 min)

**Morning (60 min)**

- [ ] Read [the *first* chapter](https://example.org/) {area=Reading}
- [x] =1+1, \"twice\" (20 min)

**Evening (30 min)**

- [ ] Write {optional}

### Weekend

- [ ] Rest & eat {level=senior}

## Checklist

- [ ] Know where the room is
";

fn talk() -> Book {
    let config = "title: Talks\ntracks: [Slow, {name: Fast, allocation: {Reading: 100}}]\nlevels: [Junior, Senior]\n";
    book()
        .file("handbook.yaml", config)
        .file("content/plan.md", PLAN)
}

/// The result of a successful export of the fast track.
fn exported(book: &Book, arguments: &[&str]) -> String {
    let all = [&["export", "--track", "fast"], arguments].concat();
    let run = book.run(&all);
    run.reports(0, &[]);
    assert_eq!(run.err, "");
    run.out
}

#[test]
fn the_formats_have_the_same_days_and_tasks() {
    let book = talk();
    book.rendered();
    let start = ["--start", "2027-01-06", "--format"];
    let of = |format| exported(&book, &[&start[..], &[format]].concat());
    let json: Value = serde_json::from_str(&of("json")).unwrap();
    assert_eq!(json["start"], "2027-01-04");
    let entries = json["entries"].as_array().unwrap();
    let days: Vec<String> = entries
        .iter()
        .map(|entry| format!("{} {} {}", entry["title"], entry["first"], entry["last"]))
        .collect();
    assert_eq!(
        days,
        [
            "\"Week 1, Monday: Read\" \"2027-01-04\" \"2027-01-04\"",
            "\"Week 1, Weekend\" \"2027-01-09\" \"2027-01-10\"",
            "\"Talk\" null null",
        ]
    );
    assert_eq!(entries[0]["address"], "plan/fast/week-1-monday.html");
    let tasks: Vec<&Value> = entries
        .iter()
        .flat_map(|entry| entry["tasks"].as_array().unwrap())
        .collect();
    let second = tasks[1];
    assert_eq!(second["words"], "=1+1, “twice”");
    assert_eq!(second["minutes"], 20);
    assert_eq!(second["block"], "Morning");
    assert_eq!(second["done"], true);
    assert_eq!(tasks[0]["area"], "Reading");
    assert_eq!(tasks[3]["levels"][0], "senior");
    let (csv, md, anki) = (of("csv"), of("md"), of("anki"));
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 1 + tasks.len());
    let notes: Vec<&str> = anki.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(notes.len(), tasks.len());
    for (index, task) in tasks.iter().enumerate() {
        let id = task["id"].as_str().unwrap();
        assert!(rows[index + 1].contains(&format!(",{id},")), "{csv}");
        let guid = format!("{}-{id}\t", json["handbook"]["id"].as_str().unwrap());
        assert!(notes[index].starts_with(&guid), "{anki}");
        assert_eq!(notes[index].split('\t').count(), 4);
        assert!(md.contains(&format!("  <!-- {id}")), "{md}");
    }
    // No formula for a spreadsheet.
    assert!(rows[2].contains("\"'=1+1, “twice”\""), "{}", rows[2]);
    assert!(notes[3].contains("Rest &amp; eat"), "{}", notes[3]);
    let calendar = of("ics");
    assert_eq!(calendar.matches("BEGIN:VEVENT\r\n").count(), 2);
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn exported_markdown_is_read_as_the_same_plan() {
    let book = talk();
    let md = exported(&book, &["--format", "md", "--interview", "2027-01-08"]);
    assert!(md.contains("> 2027-01-04\n"), "{md}");
    let again = crate::support::plan(&md);
    again.run(&["check", "--strict"]).reports(0, &[]);
    let outline = again.run(&["outline", "--format", "json"]).out;
    let outline: Value = serde_json::from_str(&outline).unwrap();
    let plan = &outline["plans"][0];
    assert_eq!(plan["title"], "Talk – Fast");
    assert_eq!(plan["tasks"], 5);
    let days = plan["weeks"][0]["days"].as_array().unwrap();
    let minutes: Vec<&Value> = days.iter().map(|day| &day["minutes"]).collect();
    assert_eq!(minutes, [&Value::from(90), &Value::Null]);
}

#[test]
fn a_level_leaves_out_the_tasks_of_others() {
    let book = talk();
    let json = exported(&book, &["--format", "json", "--level", "Junior"]);
    assert!(!json.contains("Rest & eat"));
    assert!(json.contains("Know where the room is"));
}

#[test]
fn alarms_are_made_only_if_they_are_asked_for() {
    let book = talk();
    let start = ["--format", "ics", "--start", "2027-01-04"];
    assert!(!exported(&book, &start).contains("VALARM"));
    let calendar = exported(&book, &[&start[..], &["--alarm", "2h"]].concat());
    assert_eq!(calendar.matches("TRIGGER:-PT120M\r\n").count(), 2);
    let run = book.run(&["export", "--format", "ics", "--alarm", "soon"]);
    run.reports(2, &["expected a time such as `30m`"]);
}

#[test]
fn what_cannot_be_exported_is_named() {
    let book = talk();
    for (arguments, words) in [
        (
            &["--format", "csv"][..],
            "`plan` has several tracks to choose from",
        ),
        (
            &["--format", "csv", "--track", "fats"],
            "did you mean `fast`?",
        ),
        (
            &["--format", "csv", "--plan", "x"],
            "nothing matches `--plan x`",
        ),
        (
            &["--format", "csv", "--track", "fast", "--level", "x"],
            "available: Junior, Senior",
        ),
        (
            &["--format", "ics", "--track", "fast"],
            "this plan has no start date, so its days have no dates",
        ),
    ] {
        book.run(&[&["export"], arguments].concat())
            .reports(2, &[words]);
    }
}

#[test]
fn a_file_of_another_kind_is_not_overwritten() {
    let book = talk().file("plan.ics", "mine");
    let arguments = ["export", "--track", "fast", "--format", "csv", "-o"];
    let to = |file| book.run(&[&arguments[..], &[file]].concat());
    to("plan.ics").reports(2, &["it is a file of a different kind"]);
    assert_eq!(
        std::fs::read_to_string(book.path("plan.ics")).unwrap(),
        "mine"
    );
    to("plan.csv").reports(0, &[]);
    to("plan.csv").reports(0, &[]);
    let csv = std::fs::read_to_string(book.path("plan.csv")).unwrap();
    assert!(csv.starts_with("plan,track,week,day,title,"));
}

/// Asserts that the calendar of each track of a handbook has the days and tasks of its JSON.
pub fn calendars_have_their_days(place: &Path, tracks: usize) {
    let run = |arguments: &[&str]| {
        let [verb, options @ ..] = arguments else {
            panic!("no command");
        };
        let output = command()
            .arg(verb)
            .arg(place)
            .args(options)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let outline: Value = serde_json::from_str(&run(&["outline", "--format", "json"])).unwrap();
    for plan in outline["plans"].as_array().unwrap() {
        for track in plan["tracks"].as_array().unwrap().iter().take(tracks) {
            let [plan, track] = [plan, track].map(|named| named["id"].as_str().unwrap());
            let of = |format| {
                let start = ["--start", "2027-01-04", "--format", format];
                run(&[&["export", "--plan", plan, "--track", track][..], &start].concat())
            };
            let json: Value = serde_json::from_str(&of("json")).unwrap();
            let entries = json["entries"].as_array().unwrap().iter();
            let days: Vec<&Value> = entries.filter(|day| day["in_calendar"] == true).collect();
            let calendar = of("ics").replace("\r\n ", "");
            let events: Vec<&str> = calendar.split("BEGIN:VEVENT").skip(1).collect();
            assert!(days.len() > 20, "{plan} {track}");
            assert_eq!(events.len(), days.len(), "{plan} {track}");
            let uids: BTreeSet<&str> = events.iter().map(|event| line(event, "UID:")).collect();
            assert_eq!(uids.len(), events.len());
            for (event, day) in events.iter().zip(days) {
                let first = day["first"].as_str().unwrap().replace('-', "");
                assert_eq!(line(event, "DTSTART;VALUE=DATE:"), first);
                let tasks = day["tasks"].as_array().unwrap();
                let listed = line(event, "DESCRIPTION:").matches("\\n- ").count();
                let is_untimed = line(event, "DESCRIPTION:").starts_with("- ");
                assert_eq!(listed + usize::from(is_untimed), tasks.len(), "{event}");
            }
        }
    }
}

/// The value of a property; empty if the event lacks it.
fn line<'e>(event: &'e str, property: &str) -> &'e str {
    let mut lines = event.lines();
    lines
        .find_map(|line| line.strip_prefix(property))
        .unwrap_or_default()
}

#[test]
fn the_plans_of_the_handbook_have_their_days_in_a_calendar() {
    calendars_have_their_days(Path::new(env!("CARGO_MANIFEST_DIR")), 1);
}
