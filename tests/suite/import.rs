//! `prepbook import`: files of other programs as plans.

use std::path::Path;

use prepbook::rooms::import::{ImportFormat, Imported, import};
use prepbook::rooms::pipeline::{self, Outlined};
use prepbook::rooms::plan::Plan;
use prepbook::rooms::source::Input;
use proptest::prelude::*;

use crate::support::book;

/// A plan in the form that the command checks it in.
fn outlined(text: &str) -> Outlined {
    pipeline::outline(Input {
        text: Some(text.as_bytes()),
        ..Input::from(Path::new("-"))
    })
    .unwrap()
}

/// Words, minutes, area and tracks.
type ReadTask = (String, Option<u32>, Option<String>, Vec<String>);

/// The tasks of a plan.
fn tasks(plan: &Plan) -> Vec<ReadTask> {
    let tasks = plan.tasks.own.iter().map(|task| {
        let tracks = task.audience.tracks.iter().flatten();
        (
            task.words.clone(),
            task.stated.map(|time| time.high.minutes()),
            task.area.map(|area| plan.areas[area].name.clone()),
            tracks
                .map(|track| plan.tracks[*track].name.clone())
                .collect(),
        )
    });
    tasks.collect()
}

/// Words that mean something in plans, and some that do not.
const FRAGMENTS: &[&str] = &[
    "Read",
    "*",
    "**bold**",
    "_a_",
    "#",
    "#1",
    "|",
    "[x]",
    "[ ]",
    "<b>",
    "</div>",
    "<!--",
    "{core}",
    "{time=5m}",
    "`code`",
    "``",
    "Tuesday:",
    "Week 2:",
    "Day 3",
    "Short:",
    "Short track:",
    "- [ ]",
    "1.",
    "2)",
    "+",
    "-",
    "---",
    "===",
    "!!!",
    "!!! note",
    "???",
    ">",
    "> [!NOTE]",
    "~~x~~",
    "==y==",
    "^z^",
    "H~2~O",
    "&amp;",
    "&",
    "$x$",
    "https://example.org/a_b?c=d&e={f}",
    "www.example.org",
    "a@example.org",
    ":smile:",
    "[[Note]]",
    "[a](b.md)",
    "[a]: b",
    "![a](b.png)",
    "%%",
    "--8<--",
    "{{ x }}",
    "{% y %}",
    "{: .wide }",
    "{#id}",
    "☐",
    "✅",
    "\\",
    "\"quoted\"",
    "'",
    "é",
    "日本",
    "[^1]",
    "*[HTML]: x",
    ":::",
    "```",
    "++ctrl++",
    "/* x */",
    "OR",
    "Theme: x",
    "L6:",
    "import x",
    "=cmd",
    "@home",
    "^a1b2c3",
    "🎯",
    "\u{a0}",
];

fn words() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(FRAGMENTS);
    let joint = prop::sample::select(&["", " "][..]);
    prop::collection::vec((fragment, joint), 1..6).prop_map(|parts| {
        let parts = parts
            .into_iter()
            .flat_map(|(fragment, joint)| [fragment, joint]);
        let words = parts.collect::<String>();
        // Boxes in front of words are those of the task.
        let is_boxed = words.trim_start().starts_with(['[', '-', '☐', '+', '*']);
        if is_boxed {
            format!("x{}", words.trim_start())
        } else {
            words
        }
    })
}

/// A row: week, weekday, words, minutes, area and tracks.
type Row = (u32, usize, String, Option<u32>, usize, Vec<usize>);

fn row() -> impl Strategy<Value = Row> {
    let minutes = prop::option::of(1_u32..600);
    let tracks = prop::sample::subsequence(vec![0, 1, 2], 0..3);
    (1_u32..4, 0_usize..7, words(), minutes, 0_usize..5, tracks)
}

const DAYS: [&str; 7] = [
    "Monday",
    "Tue",
    "Wednesday",
    "Thu",
    "friday",
    "Saturday",
    "SUNDAY",
];
const AREAS: [&str; 5] = ["", "Reading", "C", "C Interviews", "Système & co"];
const TRACKS: [&str; 3] = ["Standard", "Part-time", "Evening plan"];

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

fn csv(rows: &[Row]) -> String {
    let mut text = String::from("Task,Week,Day,Minutes,Area,Track,Note\n");
    for (week, day, words, minutes, area, tracks) in rows {
        let tracks: Vec<&str> = tracks.iter().map(|track| TRACKS[*track]).collect();
        let minutes = minutes
            .map(|minutes| minutes.to_string())
            .unwrap_or_default();
        text += &format!(
            "{},{week},{},{minutes},{},{},{}\n",
            quoted(words),
            DAYS[*day],
            quoted(AREAS[*area]),
            quoted(&tracks.join(", ")),
            quoted(&format!("see\n{words}"))
        );
    }
    text
}

/// Words with single spaces, as they are read.
fn spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_plan_has_the_rows_of_the_table(mut rows in prop::collection::vec(row(), 1..8)) {
        rows.retain(|row| row.2.contains(char::is_alphanumeric));
        // In this order, weeks begin on Monday.
        rows.insert(0, (1, 0, "First".to_owned(), None, 0, Vec::new()));
        rows.insert(1, (1, 6, "Last".to_owned(), None, 0, Vec::new()));
        let table = csv(&rows);
        let imported = import(table.as_bytes(), ImportFormat::Csv, "Table").unwrap();
        let outlined = outlined(&imported.text);
        let problems: Vec<String> = outlined.diagnostics.iter().map(|one| format!("{:?}: {}", one.code, one.message)).collect();
        prop_assert!(problems.is_empty(), "{problems:?}\n{}", imported.text);
        let plan = &outlined.handbook.plans[0];
        rows.sort_by_key(|row| (row.0, row.1));
        let has_tracks = rows.iter().any(|row| row.5 != rows[0].5) || rows[0].5.len() > 1;
        let expected: Vec<_> = rows
            .iter()
            .map(|(_, _, words, minutes, _, tracks)| {
                let tracks = tracks.iter().filter(|_| has_tracks).map(|track| TRACKS[*track].to_owned());
                (spaced(words), *minutes, tracks.collect::<Vec<_>>())
            })
            .collect();
        let read = tasks(plan);
        let words: Vec<_> = read.iter().map(|(words, minutes, _, tracks)| (spaced(words), *minutes, tracks.clone())).collect();
        prop_assert_eq!(words, expected, "{}", imported.text);
        for ((_, _, area, _), row) in read.iter().zip(&rows) {
            // An area that a row leaves out may be found in its words.
            let wanted = Some(AREAS[row.4].to_owned()).filter(|area| !area.is_empty());
            prop_assert!(wanted.is_none() || *area == wanted, "{area:?} {row:?}\n{}", imported.text);
        }
        let mut days: Vec<(u32, usize)> = rows.iter().map(|row| (row.0, row.1)).collect();
        days.dedup();
        let with_tasks = plan.weeks.iter().flat_map(|week| &week.days).filter(|day| !day.tasks.is_empty());
        prop_assert_eq!(with_tasks.count(), days.len(), "{}", imported.text);
    }
}

/// The plan and the notes of a file; its text must be read without any problem.
fn imported(file: &str, format: ImportFormat) -> Imported {
    let imported =
        import(file.as_bytes(), format, "Title").unwrap_or_else(|problems| panic!("{problems:?}"));
    let problems = outlined(&imported.text).diagnostics;
    assert!(problems.is_empty(), "{problems:?}\n{}", imported.text);
    imported
}

/// The text of a plan after its front matter.
fn body(imported: &Imported) -> &str {
    imported
        .text
        .splitn(3, "---\n")
        .nth(2)
        .unwrap()
        .trim_start()
}

const TABLE: &str = "\
My plan;;;;;;
Woche;Tag;Aufgabe;Dauer;Bereich;Spur;Priorität
1;Montag;Lesen, Kapitel 1;1,5;Lesen;Kurz, Lang;hoch
;;Üben;0,5;Üben;Lang;
;Mittwoch;Wiederholen;;;;
3;Mo;Prüfen;1;;Kurz;
";

#[test]
fn a_table_is_read_in_its_language() {
    let imported = imported(TABLE, ImportFormat::Csv);
    assert_eq!(
        imported.text,
        "---\ntitle: \"My plan\"\nlanguage: de\nplan: true\ntracks: [\"Kurz\", \"Lang\"]\nareas: [\"Lesen\", \"Üben\"]\n---\n\n\
         # My plan\n\n## Woche 1\n\n### Montag\n\n\
         - [ ] Lesen, Kapitel 1 (1 h 30 min) {area=Lesen track=\"Kurz Lang\"}\n  - Priorität: hoch\n\
         - [ ] Üben (30 min) {area=Üben track=Lang}\n\n### Mittwoch\n\n- [ ] Wiederholen\n\n## Woche 2\n\n## Woche 3\n\n\
         ### Mo\n\n- [ ] Prüfen (1 h) {track=Kurz}\n"
    );
    assert_eq!(
        imported.notes,
        [
            "no rows for Woche 2: added without tasks",
            "kept as text below the tasks: `Priorität`"
        ]
    );
}

#[test]
fn tables_name_weeks_and_days_in_many_ways() {
    for (table, expected) in [
        // Numbers of days without weeks.
        (
            "Day,Task\n1,a\n8,b\n9,c\n",
            "## Week 1 ### Day 1 a ## Week 2 ### Day 8 b ### Day 9 c",
        ),
        // Weekdays that begin again.
        (
            "Day,Task\nMon,a\nWed,b\nTue,c\n",
            "## Week 1 ### Mon a ### Wed b ## Week 2 ### Tue c",
        ),
        // Dates.
        (
            "Date,Task\n2027-01-13,b\n2027-01-04,a\n",
            "## Week 1 ### 2027-01-04 a ## Week 2 ### 2027-01-13 b",
        ),
        (
            "Date,Task\n13/01/2027,b\n04/01/2027,a\nLater,c\n",
            "## Week 1 ### 2027-01-04 a ## Week 2 ### 2027-01-13 b ## Later c",
        ),
        ("Week,Task,Area\n1,a,???\n", "## Week 1 a Area: ???"),
        (
            "Date,Task\n\"January 4, 2027 → January 5, 2027\",a\n\"January 11, 2027\",b\nJan 12,c\n",
            "## Week 1 ### 2027-01-04 a ## Week 2 ### 2027-01-11 b ### 2027-01-12 c",
        ),
        (
            "Week,Content,Time\n1,a,30\n,Total,30\n",
            "## Week 1 a (30 min)",
        ),
        // Names in place of numbers.
        (
            "Week,Task\nTrees,a\nGraphs,b\n",
            "## Week 1: Trees a ## Week 2: Graphs b",
        ),
        (
            "Week,Task\n2,b\nLater,c\nWeek 1: Go,a\n",
            "## Week 1: Go a ## Week 2 b ## Later c",
        ),
        // Phases, and titles of days.
        (
            "Phase,Week,Day,Topic,Task\nBase,1,1,Arrays,a\n,,2,Trees,b\nMore,2,1,,c\n",
            "## Phase 1: Base ### Week 1 #### Day 1: Arrays a #### Day 2: Trees b ## Phase 2: More ### Week 2 #### Day 1 c",
        ),
        // The order of the calendar; Sunday may be first.
        (
            "Week,Day,Task\n1,Tue,b\n1,Mon,a\n",
            "## Week 1 ### Mon a ### Tue b",
        ),
        (
            "Week,Day,Task\n1,Sun,a\n1,Mon,b\n",
            "## Week 1 ### Sun a ### Mon b",
        ),
        (
            "Week,Day,Task\n1,Day 3,b\n1,1,a\n",
            "## Week 1 ### Day 1 a ### Day 2 ### Day 3 b",
        ),
        // Only tasks, and blocks.
        ("Task,Time\na,30\n", "## Week 1 a (30 min)"),
        (
            "Week,Day,Block,Task\n1,Mon,Evening,a\n",
            "## Week 1 ### Mon **Evening** a",
        ),
        (
            "Name,Status,Week\na,Done,1\nb,In progress,1\n",
            "## Week 1 a b Status: In progress",
        ),
    ] {
        let imported = imported(table, ImportFormat::Csv);
        let lines = body(&imported).lines().skip(1).map(|line| {
            let line = line.trim_start();
            line.trim_start_matches("- ")
                .trim_start_matches("[ ] ")
                .trim_start_matches("[x] ")
        });
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.join(" "), expected, "{table}");
    }
}

#[test]
fn dates_beside_days_become_the_first_day_of_the_plan_if_they_agree() {
    let table = |date: &str| format!("Week,Day,Date,Task\n1,Tue,2027-01-05,a\n2,Mon,{date},b\n");
    let agreed = imported(&table("2027-01-11"), ImportFormat::Csv);
    assert!(
        agreed.text.contains("\nstart_date: 2027-01-04\n"),
        "{}",
        agreed.text
    );
    assert!(!agreed.text.contains("2027-01-11"));
    let later = table("2027-01-11")
        .replace("\n1,", "\n5,")
        .replace("\n2,", "\n6,");
    let later = imported(&later, ImportFormat::Csv);
    assert!(
        later.text.contains("\nstart_date: 2027-01-04\n"),
        "{}",
        later.text
    );
    let different = imported(&table("2027-01-12"), ImportFormat::Csv);
    assert!(!different.text.contains("start_date"));
    assert!(different.text.contains("> 2027-01-05\n") && different.text.contains("> 2027-01-12\n"));
}

/// The place of each problem, with its first words.
fn problems(file: &str, format: ImportFormat) -> Vec<String> {
    let problems = import(file.as_bytes(), format, "Title").unwrap_err();
    let problems = problems.into_iter();
    problems
        .map(|problem| format!("{} {}", problem.place, problem.why))
        .collect()
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    for (file, format, expected) in [
        (
            "Week,Task,Time\n1,a,soon\n1,b,1:75\n",
            ImportFormat::Csv,
            "2:5 `soon` is not a time; 3:5 `1:75` is not a time",
        ),
        (
            "Week,Task\n1,\"a\n",
            ImportFormat::Csv,
            "2:3 the quote that opens this cell is not closed",
        ),
        (
            "Week,Day\n1,Mon\n",
            ImportFormat::Csv,
            "1:1 no column has the tasks, among `Week`, `Day`",
        ),
        (
            "a,b\n1,2\n",
            ImportFormat::Csv,
            "1:1 no row names the columns; the first one has `a`, `b`",
        ),
        (
            "Week,Task\n1,\n",
            ImportFormat::Csv,
            " this file has no tasks",
        ),
        ("", ImportFormat::Csv, " this file is empty"),
        (
            "Date,Task\n2027-02-30,a\n",
            ImportFormat::Csv,
            "2:1 `2027-02-30` is not a date of the calendar",
        ),
        (
            "Date,Task\nJan 4,a\n",
            ImportFormat::Csv,
            "2:1 `Jan 4` has no year, so its week is not known",
        ),
        (
            "Week,Task\n1,a\n900,b\n",
            ImportFormat::Csv,
            " week 900 follows week 1: too many weeks are missing",
        ),
        (
            "* TODO a\n:PROPERTIES:\n:EFFORT: x\n:END:\n",
            ImportFormat::Org,
            "3:1 `x` is not a time",
        ),
        (
            "* TODO a\n:PROPERTIES:\n",
            ImportFormat::Org,
            "2:1 the drawer `:PROPERTIES:` is not closed",
        ),
        (
            "{\"lists\": [],",
            ImportFormat::Trello,
            "1:13 this is not JSON: EOF while parsing a value",
        ),
        (
            "{\"lists\": []}",
            ImportFormat::Trello,
            " `cards` is missing, so this is not a board of Trello",
        ),
        (
            "{\"lists\": [{\"id\": \"1\", \"name\": 5}], \"cards\": [{\"idList\": \"2\", \"name\": \"a\", \"pos\": \"x\"}]}",
            ImportFormat::Trello,
            "cards[0].pos expected a number, but this is a string; cards[0].idList no list has the id `2`; \
             lists[0].name expected a string, but this is a number",
        ),
        (
            "{\"lists\": [], \"cards\": [], \"checklists\": [{\"id\": \"1\"}, {\"id\": \"2\", \"idCard\": \"3\"}]}",
            ImportFormat::Trello,
            "checklists[0] `idCard` is missing; checklists[1].idCard no card has the id `3`",
        ),
    ] {
        assert_eq!(problems(file, format).join("; "), expected, "{file}");
    }
}

const ORG: &str = "\
#+TITLE: Org plan
#+STARTUP: overview
Some *intro*.
* Phase 1: Base
** Week 1: Arrays                                        :coding:
*** Monday
**** TODO [#A] Read [[https://example.org/][the book]] [1/2] :reading:track_short:
SCHEDULED: <2027-01-04 Mon>
:PROPERTIES:
:EFFORT: 1:30
:END:
- [X] one
- [ ] two
  about two
  - [ ] inner
#+BEGIN_SRC c
  a;
    b;
#+END_SRC
**** DONE Solve it
** Notes
Remember {core}.
* Later :ARCHIVE:
";

#[test]
fn org_headlines_are_weeks_days_and_tasks() {
    let imported = imported(ORG, ImportFormat::Org);
    assert_eq!(
        body(&imported),
        "# Org plan\n\n> Some \\*intro\\*.\n\n## Phase 1: Base\n\n### Week 1: Arrays\n\n#### Monday\n\n\
         - [ ] Read [the book](https://example.org/) (1 h 30 min) {area=reading track=short}\n  - Tags: coding\n  \
         - Scheduled: 2027-01-04 Mon\n  - Priority: A\n\n  ```text\n  a;\n    b;\n  ```\n\n  - [x] one\n  - [ ] two\n    \
         - about two\n    - [ ] inner\n- [x] Solve it {area=coding}\n\n### Notes\n\n> Remember \\{core}.\n"
    );
    assert_eq!(
        imported.notes,
        [
            "left out, since they are archived, comments or not for export: `Later`",
            "not imported: `#+STARTUP`",
        ]
    );
}

#[test]
fn org_tasks_without_weeks_are_placed_by_their_dates_or_their_headlines() {
    let dated = "* Trees\n** TODO a\nSCHEDULED: <2027-01-13 Wed>\n** TODO b\nSCHEDULED: <2027-01-04 Mon>\n** TODO c\n";
    let dated = imported(dated, ImportFormat::Org);
    let headings: Vec<&str> = dated
        .text
        .lines()
        .filter(|line| line.starts_with('#'))
        .collect();
    assert_eq!(
        headings,
        [
            "# Title",
            "## Week 1",
            "### 2027-01-04",
            "## Week 2",
            "### 2027-01-13",
            "## Trees"
        ]
    );
    assert!(
        dated
            .text
            .contains("- [ ] b\n  - Scheduled: 2027-01-04 Mon\n  - In: Trees\n"),
        "{}",
        dated.text
    );
    let plain = imported("* Trees\n** a\n** b\n* Graphs\n** c\n", ImportFormat::Org);
    assert_eq!(
        body(&plain),
        "# Title\n\n## Week 1: Trees\n\n- [ ] a\n- [ ] b\n\n## Week 2: Graphs\n\n- [ ] c\n"
    );
}

#[test]
fn odd_headlines_lose_nothing() {
    let text = "* Plan\n** Phase 1\n*** Week 1\n**** TODO a\n***** TODO b :tag:\n** Phase 2\n*** \nwords\n**** TODO c\n*** Week 3\n- [ ] d\n";
    let imported = imported(text, ImportFormat::Org);
    assert_eq!(
        body(&imported),
        "# Plan\n\n## Phase 1\n\n### Week 1\n\n- [ ] a\n  - [ ] b {area=tag}\n\n## Phase 2\n\n> words\n\n- [ ] c\n\n\
         ### Week 2\n\n### Week 3\n\n- [ ] d\n"
    );
}

#[test]
fn nesting_without_end_is_flat_at_some_depth() {
    let stars = |depth: usize| format!("{} TODO a{depth}\n", "*".repeat(depth));
    let boxes = |depth: usize| format!("{}- [ ] b{depth}\n", " ".repeat(depth));
    let headlines: String = (1..200).map(stars).collect();
    let boxes: String = (0..200).map(boxes).collect();
    let text = format!("* Week 1\n{boxes}{headlines}");
    let imported = imported(&text, ImportFormat::Org);
    let tasks = imported.text.matches("- [ ] ").count();
    assert_eq!(tasks, 399);
}

const BOARD: &str = r#"{"name": "Board", "desc": "About", "lists": [
  {"id": "l2", "name": "Week 2: Trees", "pos": 2}, {"id": "l1", "name": "Week 1", "pos": 1},
  {"id": "l3", "name": "Old", "pos": 3, "closed": true}],
 "cards": [
  {"id": "c1", "idList": "l1", "name": "Monday", "pos": 2, "desc": "First https://example.org", "due": "2027-01-04T10:00:00.000Z",
   "labels": [{"name": "Coding"}, {"name": "track: Short"}, {"name": "", "color": "red"}], "idMembers": ["m"]},
  {"id": "c2", "idList": "l1", "name": "Set *up*", "pos": 1, "dueComplete": true,
   "attachments": [{"name": "A [b]", "url": "https://example.org/a b"}]},
  {"id": "c3", "idList": "l2", "name": "Gone", "pos": 1, "closed": true},
  {"id": "c4", "idList": "l2", "name": "Read (30 min)", "pos": 1.5}],
 "checklists": [
  {"id": "k1", "idCard": "c1", "name": "Checklist", "pos": 1, "checkItems": [
   {"name": "two", "state": "incomplete", "pos": 2}, {"name": "one", "state": "complete", "pos": 1}]},
  {"id": "k2", "idCard": "c2", "name": "Tools", "checkItems": [{"name": "install", "state": "incomplete"}]}],
 "actions": [{"type": "commentCard"}]}"#;

#[test]
fn lists_and_cards_of_trello_are_weeks_days_and_tasks() {
    let imported = imported(BOARD, ImportFormat::Trello);
    assert_eq!(
        body(&imported),
        "# Board\n\n> About\n\n## Week 1\n\n- [x] Set \\*up\\*\n  - [A \\[b\\]](https://example.org/a%20b)\n  \
         - [ ] install\n\n### Monday\n\n> First <https://example.org>\n>\n> Due: 2027-01-04\n>\n> Labels: red\n\n\
         - [x] one {area=Coding track=Short}\n- [ ] two {area=Coding track=Short}\n\n## Week 2: Trees\n\n\
         - [ ] Read (30 min)\n"
    );
    assert_eq!(
        imported.notes,
        [
            "left out, since they are archived or templates: `Gone`, `Old (0 cards)`",
            "not imported: comments (1), cards with members (1)",
        ]
    );
}

#[test]
fn lists_without_names_of_weeks_are_numbered() {
    let board = r#"{"lists": [{"id": "1", "name": "Trees"}, {"id": "2", "name": "Graphs"}],
        "cards": [{"idList": "1", "name": "a"}, {"idList": "2", "name": "b"}]}"#;
    let numbered = imported(board, ImportFormat::Trello);
    assert_eq!(
        body(&numbered),
        "# Title\n\n## Week 1: Trees\n\n- [ ] a\n\n## Week 2: Graphs\n\n- [ ] b\n"
    );
    let days = board
        .replace("Trees", "Tuesday")
        .replace("Graphs", "Monday");
    let days = imported(&days, ImportFormat::Trello);
    assert_eq!(
        body(&days),
        "# Title\n\n## Week 1\n\n### Monday\n\n- [ ] b\n\n### Tuesday\n\n- [ ] a\n"
    );
}

#[test]
fn a_plan_is_written_that_check_finds_clean() {
    let book = book().file(
        "my-table.csv",
        "Week,Day,Task,Minutes,Why\n1,Mon,a,30,x\n1,Tue,b,45,\n",
    );
    let run = book.run(&["import", "my-table.csv", "-o", "plans/plan.md"]);
    run.reports(
        0,
        &["note: my-table.csv: kept as text below the tasks: `Why`\n"],
    );
    assert_eq!(
        run.out,
        "1 week, 2 days, 2 tasks: plans/plan.md; check it with `prepbook check plans/plan.md`\n"
    );
    let checked = book.run(&["check", "--strict", "plans/plan.md"]);
    checked.reports(0, &[]);
    let plan = std::fs::read_to_string(book.path("plans/plan.md")).unwrap();
    assert!(plan.starts_with("---\ntitle: \"My table\"\n"), "{plan}");
    // Nothing is overwritten unless it is asked for.
    book.write("plans/plan.md", "mine");
    book.run(&["import", "my-table.csv", "-o", "plans/plan.md"])
        .reports(2, &["plans/plan.md: it already exists", "--force"]);
    assert_eq!(
        std::fs::read_to_string(book.path("plans/plan.md")).unwrap(),
        "mine"
    );
    book.run(&[
        "import",
        "my-table.csv",
        "-o",
        "plans/plan.md",
        "--force",
        "--quiet",
    ])
    .reports(0, &[]);
    assert_eq!(
        std::fs::read_to_string(book.path("plans/plan.md")).unwrap(),
        plan
    );
    // A pipe, in the encoding of Excel's Unicode text.
    let text = "Week\tTask\r\n1\tÜben\r\n";
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    let run = book.piped(&["import", "-", "--format", "csv", "-o", "-"], &bytes);
    run.reports(0, &[]);
    assert!(
        run.out.ends_with("# Plan\n\n## Week 1\n\n- [ ] Üben\n"),
        "{}",
        run.out
    );
}

#[test]
fn a_file_that_cannot_be_imported_writes_nothing() {
    let rows: String = (0..12).map(|_| "1,a,soon\n").collect();
    let book = book()
        .file("a.csv", format!("Week,Task,Time\n{rows}"))
        .file("plan.xlsx", b"PK\x03\x04")
        .file("plan.csv", b"PK\x03\x04");
    let run = book.run(&["import", "a.csv", "-o", "plan.md"]);
    run.reports(
        1,
        &[
            "error: a.csv:2:5: `soon` is not a time\n  = help: write minutes",
            "a.csv: 2 more problems",
        ],
    );
    book.run(&["import", "plan.xlsx", "-o", "plan.md"]).reports(
        2,
        &[
            "the name of plan.xlsx does not show its format",
            "export a workbook as CSV first",
        ],
    );
    book.run(&["import", "plan.csv", "-o", "plan.md"]).reports(
        1,
        &[
            "plan.csv: this is a workbook or an archive, not a text",
            "Save As",
        ],
    );
    book.run(&["import", "none.csv", "-o", "plan.md"])
        .reports(2, &["cannot read none.csv"]);
    assert!(!book.path("plan.md").exists());
}

#[test]
fn an_exported_table_is_imported_as_the_same_plan() {
    let plan = "# Talk\n\n## Week 1: Begin\n\n### Monday: Read (90 min)\n\n- [ ] Read [it](https://example.org/) {area=reading}\n\
                - [x] =1+1 (20 min)\n- [ ] More {optional}\n\n### Weekend\n\n- [ ] Rest\n\n## Week 2\n\n### Day 8\n\n\
                - [ ] Go (1 h)\n\n## Checklist\n\n- [ ] Room\n";
    let config = "title: T\nareas: [Reading]\nstart_date: 2027-01-04\n";
    let book = book()
        .file("handbook.yaml", config)
        .file("content/plan.md", plan);
    book.run(&["export", "--format", "csv", "-o", "plan.csv"])
        .reports(0, &[]);
    let run = book.run(&["import", "plan.csv", "-o", "again.md"]);
    run.reports(
        0,
        &["prepbook computes them again: `plan`, `last`, `address`, `id`"],
    );
    let again = std::fs::read_to_string(book.path("again.md")).unwrap();
    book.run(&["check", "--strict", "again.md"]).reports(0, &[]);
    assert!(again.contains("\nstart_date: 2027-01-04\n"), "{again}");
    // Of each row the week, the day, and all from the task on but its id.
    let rows = |csv: &str| -> Vec<String> {
        let row = |row: &str| {
            let place = row.splitn(5, ',').skip(2).take(2);
            let last = row.rsplit(',').take(7).enumerate();
            let last = last.filter(|(at, _)| *at != 5).map(|(_, cell)| cell);
            place.chain(last).collect::<Vec<_>>().join(",")
        };
        csv.lines().skip(1).map(row).collect()
    };
    let before = std::fs::read_to_string(book.path("plan.csv")).unwrap();
    let after = book.run(&["export", "again.md", "--format", "csv"]).out;
    assert_eq!(rows(&after), rows(&before), "{again}");
}
