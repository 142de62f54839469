//! What an author states about the calendar, and the dates that a plan has in its text.

use crate::support::{book, plan};

const PLAN: &str =
    "# P\n\n## Week 1: One\n\n### Monday: A\n\n- [ ] read it\n\n### Weekend: B\n\n- [ ] do it\n";

#[test]
fn values_of_the_calendar_are_checked() {
    let table: &[(&str, &[&str])] = &[
        (
            "target_date: soon\n",
            &["handbook.yaml:1:14", "`target_date` must be a date"],
        ),
        (
            "holidays: [2026-12-24, 2027-02-29]\n",
            &[
                "handbook.yaml:1:24",
                "`holidays` must be a list of dates, not `2027-02-29`",
                "2026-12-24 to 2027-01-01",
            ],
        ),
        (
            "holidays:\n  - 2026-12-24 to 2026-01-01\n",
            &["handbook.yaml:2:5", "ends before it begins"],
        ),
        (
            "holidays: 2026-12-24 to 2036-01-01\n",
            &["longer than a year", "correct one of the two years"],
        ),
        (
            "weekend: [friday, sunday]\n",
            &[
                "two weekdays in a row, not `friday-sunday`",
                "friday-saturday",
            ],
        ),
        (
            "review: [1, 400]\n",
            &[
                "handbook.yaml:1:13",
                "`review` must be a list of days from 1 to 365, not `400`",
            ],
        ),
        (
            "breaks:\n  - after: six\n",
            &[
                "handbook.yaml:2:12",
                "`after` must be a whole number from 1 on, not `six`",
            ],
        ),
        (
            "breaks:\n  - weeks: 1\n",
            &["handbook.yaml:2:5", "does not say where it is"],
        ),
        (
            "breaks:\n  - {after: 1, weeks: 1, days: 2}\n",
            &["not both", "remove one of them"],
        ),
        (
            "breaks:\n  - {after: 1, weeks: 0}\n",
            &["`weeks` must be a whole number from 1 to 52, not `0`"],
        ),
        (
            "breaks:\n  - {after: 1, week: 2}\n",
            &["unknown key `week`", "did you mean `weeks`?"],
        ),
        (
            "cohorts:\n  - title: Autumn\n    start: 2027-09-06\n",
            &["this cohort has no id"],
        ),
        (
            "cohorts:\n  - id: a/b\n    start: 2027-09-06\n",
            &["handbook.yaml:2:9", "not `a/b`", "letters, digits"],
        ),
        (
            "cohorts:\n  - id: autumn\n",
            &["the cohort `autumn` has no first day", "start: 2027-09-06"],
        ),
        (
            "cohorts:\n  - {id: a, start: 2027-09-06}\n  - {id: A, start: 2027-10-04}\n",
            &[
                "handbook.yaml:3:10",
                "two cohorts have the id `A`",
                "first used here",
            ],
        ),
    ];
    for (configuration, expected) in table {
        let checked = plan(PLAN)
            .file("handbook.yaml", configuration)
            .run(&["check", "--strict"]);
        checked.reports(1, expected);
    }
}

#[test]
fn values_of_the_calendar_are_read_in_both_places() {
    let all = "target_date: 2027-03-31\nholidays: [2026-12-24 to 2027-01-01, 2026-11-26]\nweekend: Friday-Saturday\nreview: [7, 1]\nbreaks: [{after: 1}]\n";
    let cohorts = "cohorts:\n  - {id: autumn-2027, start: 2027-09-06, holidays: 2027-11-25}\n";
    plan(PLAN)
        .file("handbook.yaml", format!("{all}{cohorts}"))
        .run(&["check", "--strict"])
        .reports(0, &[]);
    plan(&format!("---\n{all}---\n{PLAN}"))
        .run(&["check", "--strict"])
        .reports(0, &[]);
    plan(&format!("---\nreview: off\nweekend: friday\n---\n{PLAN}"))
        .run(&["check", "--strict"])
        .reports(0, &[]);
}

#[test]
fn a_plan_without_a_first_day_ends_for_its_target() {
    let days: String = (1..=7)
        .map(|day| format!("### Day {day}: A\n\n- [ ] task {day}\n\n"))
        .collect();
    let numbered = format!("# P\n\n## Week 1: One\n\n{days}");
    for (text, day, expected) in [
        // 2027-03-31 is a Wednesday: the week of the target is the last one.
        (PLAN, "week-1-monday", "2027-03-29"),
        (numbered.as_str(), "week-1-day-7", "2027-03-30"),
    ] {
        let book = plan(text).file("handbook.yaml", "target_date: 2027-03-31\n");
        let pages = book.rendered();
        let day = pages.main(&format!("plan/{day}.html"));
        assert!(day.contains(&format!("datetime=\"{expected}\"")), "{day}");
    }
}

#[test]
fn days_off_move_the_dates_of_a_plan() {
    let pages = plan("# P\n\n## Week 1\n\n### Monday\n\n- [ ] a\n\n### Thursday\n\n- [ ] b\n\n## Week 2\n\n### Monday\n\n- [ ] c\n")
        .file(
            "handbook.yaml",
            "start_date: 2026-12-14\nholidays: [2026-12-17, 2026-12-21 to 2026-12-27]\n",
        )
        .rendered();
    for (page, date) in [
        ("plan/week-1-monday.html", "14 December 2026"),
        // A single day moves its tasks to the next day of the week, a whole week all that follows.
        ("plan/week-1-thursday.html", "18 December 2026"),
        ("plan/week-2-monday.html", "28 December 2026"),
    ] {
        assert!(
            pages.text(page).contains(&format!(">{date}</time>")),
            "{page}"
        );
    }
    let page = pages.text("plan/week-1.html");
    assert!(page.contains("data-off=\"2026-12-17 2026-12-21 "), "{page}");
}

#[test]
fn a_cohort_has_a_page_with_its_dates() {
    let pages = plan(PLAN)
        .file(
            "handbook.yaml",
            "holidays: [2027-01-05]\ncohorts:\n  - {id: winter, title: Winter 2027, start: 2027-01-06, holidays: [2027-01-04]}\n",
        )
        .file("content/sample.md", "# Dated\n\n## Week 1: 2027-02-01\n\n- [ ] a\n\n## Week 2\n\n- [ ] b\n")
        .file("content/hidden.md", "---\nunlisted: true\n---\n# Hidden\n\n## Week 1\n\n- [ ] a\n\n## Week 2\n\n- [ ] b\n")
        .rendered();
    let page = pages.text("c/winter/index.html");
    assert!(page.contains("<h1>Winter 2027</h1>"), "{page}");
    // The week of a day in midweek, without the days off of the plan and of the cohort
    assert!(page.contains("6 January 2027 – 10 January 2027"), "{page}");
    assert!(
        page.contains("data-first=\"2027-01-06\"") && page.contains("data-off=\"2027-01-04\""),
        "{page}"
    );
    assert!(!page.contains("Dated"), "{page}");
    assert!(!page.contains("Hidden"), "{page}");
    let cover = pages.text("index.html");
    assert!(
        cover.contains("<a href=\"c/winter/index.html\">Winter 2027</a>"),
        "{cover}"
    );
}

#[test]
fn a_handbook_can_be_built_as_on_another_day() {
    let book = book().file("content/plan.md", PLAN);
    let run = book.run(&["build", "--date", "2027-02-10"]);
    run.reports(0, &[]);
    assert!(run.out.contains("build without `--date`"), "{}", run.out);
    let cover = || std::fs::read_to_string(book.path("output/index.html")).unwrap();
    let page = cover();
    assert!(page.contains("data-date=\"2027-02-10\""), "{page}");
    let run = book.run(&["build"]);
    run.reports(0, &[]);
    assert!(!cover().contains("data-date="));
    let run = book.run(&["build", "--date", "tomorrow"]);
    run.reports(2, &["`tomorrow` is not a date", "2027-01-04"]);
}
/// The first date on each page of a plan: of its weeks and its days.
fn dates(text: &str, configuration: &str, pages: &[&str]) -> Vec<String> {
    let built = plan(text).file("handbook.yaml", configuration).rendered();
    let date = |page: &&str| {
        let page = built.main(&format!("plan/{page}.html"));
        let after = page.split("datetime=\"").nth(1);
        after.map_or("none".to_owned(), |date| date[..10].to_owned())
    };
    pages.iter().map(date).collect()
}

#[test]
fn weeks_are_at_the_dates_in_their_headings() {
    let text = "# P\n\n## Week 1 (Feb 22 – 28)\n\n### Monday: A\n\n- [ ] one\n\n## Week 2 (Mar 1 – 7)\n\n### Monday: B\n\n- [ ] two\n\n## Spring Break\n\n## Week 3 (Mar 15 – 21)\n\n### Tuesday: C\n\n- [ ] three\n\n## Week 4\n\n### Wednesday, March 24: D\n\n- [ ] four\n";
    let pages = [
        "week-1",
        "week-1-monday",
        "week-2-monday",
        "week-3-tuesday",
        "week-4-wednesday",
    ];
    let expected = [
        "2027-02-22",
        "2027-02-22",
        "2027-03-01",
        "2027-03-16",
        "2027-03-24",
    ];
    assert_eq!(dates(text, "start_date: 2027-02-22\n", &pages), expected);
    // The first day is only needed for the year.
    let title = text.replacen("# P\n", "# Spring 2027\n", 1);
    assert_eq!(dates(&title, "", &pages), expected);
    // Without a year, dates are names.
    assert_eq!(dates(text, "", &pages), ["none"; 5]);
    // Days off do not move written dates.
    let off = "start_date: 2027-02-22\nholidays: [2027-03-01 to 2027-03-07]\n";
    assert_eq!(dates(text, off, &pages), expected);
}

#[test]
fn rows_have_the_dates_of_their_cells() {
    let text = "# P\n\n| Week | Date | Topic |\n|---|---|---|\n| 1 | Sep 7 | Trees |\n| 2 | Sep 14 | Heaps |\n| 3 | Sep 28 | Graphs |\n\nRead before class.\n";
    let pages = ["week-1", "week-2", "week-3"];
    assert_eq!(
        dates(text, "start_date: 2026-09-07\n", &pages),
        ["2026-09-07", "2026-09-14", "2026-09-28"]
    );
    let days = "# P\n\n## Week 1\n\n| Day | Date | Topic |\n|---|---|---|\n| Day 1 | 2027-01-05 | Trees |\n| Day 2 | 2027-01-08 | Heaps |\n";
    let pages = ["week-1-day-1", "week-1-day-2"];
    assert_eq!(dates(days, "", &pages), ["2027-01-05", "2027-01-08"]);
}

#[test]
fn stated_breaks_and_weekends_move_days() {
    let text = "# P\n\n## Week 1\n\n### Sunday: A\n\n- [ ] one\n\n### Monday: A\n\n- [ ] and\n\n### Weekend: B\n\n- [ ] two\n\n## Week 2\n\n### Sunday: C\n\n- [ ] three\n";
    let pages = ["week-1-sunday", "week-1-weekend", "week-2-sunday"];
    let stated =
        "start_date: 2027-01-03\nweekend: friday-saturday\nbreaks: [{after: 1, weeks: 2}]\n";
    assert_eq!(
        dates(text, stated, &pages),
        ["2027-01-03", "2027-01-08", "2027-01-24"]
    );
    let numbered = "# P\n\n### Day 1: A\n\n- [ ] one\n\n### Day 2: B\n\n- [ ] two\n\n### Day 3: C\n\n- [ ] three\n";
    let stated = "start_date: 2027-01-06\nbreaks: [{after: 1, days: 3}]\n";
    let built = plan(numbered).file("handbook.yaml", stated).rendered();
    let paths = built.pages("plan/");
    let has = |date: &str| {
        let date = format!("datetime=\"{date}\"");
        let mut days = paths.iter().filter(|path| path.contains("-day-"));
        days.any(|path| built.text(path).contains(&date))
    };
    assert!(has("2027-01-10") && !has("2027-01-07"));
}

#[test]
fn readers_cannot_move_dates_that_are_written() {
    let text = "# P\n\n## Week 1: 2027-01-04\n\n### Monday: A\n\n- [ ] one\n";
    let pages = plan(text).rendered();
    let data = "data-fixed data-start=\"2027-01-04\"";
    assert!(pages.text("plan/week-1-monday.html").contains(data));
    assert!(pages.text("index.html").contains(data));
    let relative = plan(PLAN).file("handbook.yaml", "start_date: 2027-01-04\n");
    assert!(
        !relative
            .rendered()
            .text("index.html")
            .contains("data-fixed")
    );
}

#[test]
fn the_outline_has_the_written_dates() {
    let text = "# P\n\n## Week of January 4, 2027\n\n### Day 1 (January 5): A\n\n- [ ] one\n\n### Day 2: B\n\n- [ ] two\n";
    let run = plan(text).run(&["outline", "--format", "json"]);
    let outline: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let week = &outline["plans"][0]["weeks"][0];
    assert_eq!(week["date"], "2027-01-04");
    assert_eq!(week["days"][0]["date"], "2027-01-05");
    assert!(week["days"][1]["date"].is_null());
}

#[test]
fn breaks_of_the_configuration_are_shown_with_their_dates() {
    let weeks = "# P\n\n## Week 1\n\n- [ ] a\n\n## Week 2\n\n- [ ] b\n\n## Week 3\n\n- [ ] c\n";
    let pages = plan(weeks)
        .file(
            "handbook.yaml",
            "start_date: 2027-01-04\nbreaks:\n  - {after: 1, weeks: 1, title: Ski week}\n  - {after: 2, weeks: 2}\n",
        )
        .rendered();
    let page = crate::support::words(pages.main("plan/index.html"));
    for shown in [
        "Week 1 4 January 2027 – 10 January 2027",
        "Ski week 11 January 2027 – 17 January 2027 7 days",
        "Week 2 18 January 2027 – 24 January 2027",
        "Break 25 January 2027 – 7 February 2027 14 days",
        "Week 3 8 February 2027 – 14 February 2027",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    // Days of numbered plans, and a break that is written in the text
    let days = "# P\n\n## Day 1\n\n- [ ] a\n\n## Day 2\n\n- [ ] b\n\n## Day 3\n\n- [ ] c\n";
    let pages = plan(days)
        .file(
            "handbook.yaml",
            "start_date: 2027-01-07\nbreaks:\n  - {after: 2, days: 1, title: Rest}\n",
        )
        .rendered();
    let page = crate::support::words(pages.main("plan/index.html"));
    assert!(page.contains("Rest 9 January 2027 1 day"), "{page}");
    let written =
        "# P\n\n## Week 1\n\n- [ ] a\n\n## Spring Break\n\nRest.\n\n## Week 2\n\n- [ ] b\n";
    let pages = plan(written)
        .file(
            "handbook.yaml",
            "breaks:\n  - {after: 1, weeks: 1, title: Off}\n",
        )
        .rendered();
    let page = crate::support::words(pages.main("plan/index.html"));
    assert!(
        page.contains("Spring Break") && !page.contains("Off"),
        "{page}"
    );
}
