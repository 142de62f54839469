//! Calendar files: the days of an edition as events, stable from build to build.

use std::collections::BTreeMap;

use crate::support::{Book, Pages, book};

const PLAN: &str = "\
# Talk, in two weeks

## Week 1: Begin; and go on

### Monday: Read (90 min)

- [ ] Read the first chapter, slowly
- [ ] Write down ten questions (30 min)

### Tuesday

Rest.

### Wednesday to Friday: Practice

- [ ] Solve two problems
- [x] Find a partner {optional}

### Saturday

Read the list of questions once more, from the first to the last, and choose three of them for the talk itself.

- one
- two
- three

## Week 2

### Monday: Design

- [ ] Draw a queue
- [ ] Explain it {level=senior}

## Spring Break

## Week 3

- [ ] Talk
";

const CONFIG: &str = "title: Talks\nstart_date: 2027-02-22\ntracks: [Slow, Fast]\nlevels: [Junior, Senior]\n\
                      base_url: https://example.org/talks/\n";

fn talks() -> Book {
    book()
        .file("handbook.yaml", CONFIG)
        .file("content/plan.md", PLAN)
}

/// The events of a calendar: the properties of each, in their order, with lines unfolded.
fn events(calendar: &str) -> Vec<BTreeMap<String, String>> {
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(calendar.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    assert!(!calendar.replace("\r\n", "").contains(['\r', '\n']));
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
    let calendar = calendar.replace("\r\n ", "");
    let events = calendar.split("BEGIN:VEVENT\r\n").skip(1);
    let property = |line: &str| {
        let (name, value) = line.split_once(':').unwrap();
        (name.to_owned(), value.to_owned())
    };
    events
        .map(|event| event.lines().map(property).collect())
        .collect()
}

fn calendar(pages: &Pages) -> Vec<BTreeMap<String, String>> {
    events(pages.text("plan/fast/calendar.ics"))
}

/// A property of each event.
fn each<'e>(events: &'e [BTreeMap<String, String>], name: &str) -> Vec<&'e str> {
    events.iter().map(|event| event[name].as_str()).collect()
}

#[test]
fn each_day_with_content_is_an_event_on_its_dates() {
    let pages = talks().rendered();
    let events = calendar(&pages);
    let shown = events.iter().map(|event| {
        let dates = ["DTSTART;VALUE=DATE", "DTEND;VALUE=DATE"].map(|name| &event[name][..]);
        format!("{} {} {}", dates[0], dates[1], event["SUMMARY"])
    });
    // A day without tasks that is no rest day is an event, a break is none, and a week without days is one.
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "20270222 20270223 Week 1\\, Monday: Read",
            "20270224 20270227 Week 1\\, Wednesday to Friday: Practice",
            "20270227 20270228 Week 1\\, Saturday",
            "20270301 20270302 Week 2\\, Monday: Design",
            "20270315 20270322 Week 3",
        ]
    );
    assert_eq!(
        events[0]["DESCRIPTION"],
        "1 h 30 min\\n\\n- Read the first chapter\\, slowly\\n- Write down ten questions\\n\\n\
         https://example.org/talks/plan/fast/week-1-monday.html"
            .replace("1 h 30 min", "1\u{a0}h 30\u{a0}min")
    );
    let practice = &events[1];
    assert!(practice["DESCRIPTION"].contains("- Solve two problems"));
    assert_eq!(
        practice["URL"],
        "https://example.org/talks/plan/fast/week-1-wednesday-to-friday.html"
    );
    // The id is that of the place, in the handbook, the plan and the track.
    let id = pages
        .text("index.html")
        .split("data-handbook=\"")
        .nth(1)
        .unwrap();
    let (id, _) = id.split_once('"').unwrap();
    let fast = format!("{id}.plan.fast.week-1-monday@prepbook");
    assert_eq!(events[0]["UID"], fast);
    let slow = self::events(pages.text("plan/slow/calendar.ics"));
    assert_eq!(slow[0]["UID"], fast.replace("fast", "slow"));
    let page = pages.main("plan/fast/index.html");
    assert!(page.contains("href=\"calendar.ics\""));
    assert!(page.contains("href=\"webcal://example.org/talks/plan/fast/calendar.ics\""));
}

#[test]
fn a_plan_without_a_start_has_no_calendar_file() {
    let book = talks().file(
        "handbook.yaml",
        CONFIG.replace("start_date", "# start_date"),
    );
    let pages = book.rendered();
    assert!(pages.files.keys().all(|path| !path.ends_with(".ics")));
    assert!(!pages.main("plan/fast/index.html").contains("calendar.ics"));
    // Without the address of the handbook, nothing can be subscribed to.
    let book = talks().file("handbook.yaml", CONFIG.replace("base_url", "# base_url"));
    let pages = book.rendered();
    assert!(!pages.main("plan/fast/index.html").contains("webcal:"));
    let events = calendar(&pages);
    assert!(events.iter().all(|event| !event.contains_key("URL")));
}

#[test]
fn a_changed_day_keeps_its_id_and_is_newer() {
    let book = talks();
    let first = book.built();
    assert_eq!(book.built().files, first.files);
    let before = calendar(&first);
    assert_eq!(each(&before, "SEQUENCE"), ["0"; 5]);
    assert_eq!(each(&before, "DTSTAMP"), ["19700101T000000Z"; 5]);
    let mut text = PLAN.to_owned();
    let mut revision = 0;
    for (old, new, changed) in [
        // Other words, and a task more.
        (
            "Solve two problems",
            "Solve two hard problems",
            &[0, 1, 2][..],
        ),
        (
            "- [ ] Draw a queue\n",
            "- [ ] Draw a queue\n- [ ] Erase it\n",
            &[3],
        ),
        // A task that moves to another day of its week.
        ("- [ ] Solve two hard problems\n", "", &[0, 1, 2]),
        // One that moves to another week: its former day changes too.
        ("- [ ] Erase it\n", "", &[0, 1, 2, 3, 4]),
    ] {
        text = text.replace(old, new);
        if new.is_empty() {
            let task = "- [ ] Write down ten questions (30 min)\n";
            text = text.replace(task, &format!("{task}{old}"));
        }
        book.write("content/plan.md", &text);
        let built = book.built();
        // The build that makes a revision has the same files as the next one.
        assert_eq!(book.built().files, built.files);
        let now = calendar(&built);
        revision += 1;
        assert_eq!(each(&now, "UID"), each(&before, "UID"), "{old}");
        for (index, event) in now.iter().enumerate() {
            let is_new = event["SEQUENCE"] == revision.to_string();
            assert_eq!(is_new, changed.contains(&index), "{old}: {index}");
            let is_dated = event["DTSTAMP"].as_str() > "2026";
            assert_eq!(is_dated, event["SEQUENCE"] != "0");
        }
    }
    // A new week in front: the days after it have other content.
    text = text.replace(
        "## Week 2",
        "## Week 2: New\n\n### Monday\n\n- [ ] New\n\n## Week 3",
    );
    text = text.replace("## Week 3\n\n- [ ] Talk", "## Week 4\n\n- [ ] Talk");
    book.write("content/plan.md", &text);
    let now = calendar(&book.built());
    assert_eq!(each(&now, "SEQUENCE"), ["4", "4", "4", "5", "5", "5"]);
}

#[test]
fn blocks_with_clock_times_are_events_of_their_own() {
    let monday = "### Monday: Read\n\n- [ ] Plan it\n\n**Early (07:00-08:30)**\n\n- [ ] Read\n\n\
                  **23:30-00:30**\n\n- [ ] Sleep\n\n**Free (30 min)**\n\n- [ ] Walk\n\n";
    let tuesday = "### Tuesday\n\n**6–7 pm**\n\n- [ ] Draw\n\n";
    let days = "### Wednesday-Thursday\n\n**6–7 pm**\n\n- [ ] Run\n";
    let book = book()
        .file(
            "handbook.yaml",
            "title: Clock\nstart_date: 2027-01-04\nholidays: [2027-01-06]\n",
        )
        .file(
            "content/plan.md",
            format!("# P\n\n## Week 1\n\n{monday}{tuesday}{days}"),
        );
    let pages = book.rendered();
    let events = events(pages.text("plan/calendar.ics"));
    let shown = events.iter().map(|event| {
        let start = event
            .iter()
            .find(|(name, _)| name.starts_with("DTSTART"))
            .unwrap()
            .1;
        let end = event
            .iter()
            .find(|(name, _)| name.starts_with("DTEND"))
            .unwrap()
            .1;
        let (_, place) = event["UID"].split_once(".plan.").unwrap();
        let tasks = event["DESCRIPTION"].rsplit("\\n\\n").next().unwrap();
        let is_free = event.contains_key("TRANSP");
        format!(
            "{place} {start} {end} {is_free} {} {tasks}",
            event["SUMMARY"]
        )
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "week-1-monday@prepbook 20270104 20270105 true Week 1\\, Monday: Read - Plan it\\n- Walk",
            "week-1-monday.1@prepbook 20270104T070000 20270104T083000 false Week 1\\, Monday: Read – Early - Read",
            "week-1-monday.2@prepbook 20270104T233000 20270105T003000 false Week 1\\, Monday: Read – 23:30–00:30 - Sleep",
            "week-1-tuesday.1@prepbook 20270105T180000 20270105T190000 false Week 1\\, Tuesday – 6–7 pm - Draw",
            // Clock times on several days are of no single one. Wednesday is off.
            "week-1-wednesday-to-thursday@prepbook 20270107 20270108 true Week 1\\, Wednesday-Thursday - Run",
        ]
    );
}

#[test]
fn each_cohort_has_calendar_files_of_its_own() {
    let cohorts = "cohorts:\n  - {id: autumn, title: Autumn group, start: 2027-09-06, holidays: [2027-09-06]}\n  - {id: spring, start: 2028-03-06}\n";
    let book = talks().file(
        "handbook.yaml",
        CONFIG.replace("start_date", "# start_date") + cohorts,
    );
    let pages = book.rendered();
    let calendar = pages.text("c/autumn/plan/fast.ics");
    assert!(calendar.contains("\r\nNAME:Talk\\, in two weeks – Fast – Autumn group\r\n"));
    let (autumn, spring) = (
        events(calendar),
        events(pages.text("c/spring/plan/fast.ics")),
    );
    assert_eq!(autumn[0]["DTSTART;VALUE=DATE"], "20270907");
    assert_eq!(spring[0]["DTSTART;VALUE=DATE"], "20280306");
    assert!(autumn[0]["UID"].ends_with(".c.autumn.plan.fast.week-1-monday@prepbook"));
    assert_eq!(
        autumn[0]["URL"],
        "https://example.org/talks/plan/fast/week-1-monday.html"
    );
    let page = pages.main("c/autumn/index.html");
    assert!(page.contains("href=\"plan/fast.ics\""), "{page}");
    assert!(page.contains("href=\"plan/slow.ics\""), "{page}");
}
