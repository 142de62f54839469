//! Weeks and days that are named by dates, and weeks that are formed of days.

use super::read_files;
use crate::diagnostic::Code;
use crate::pipeline::Outlined;

fn read(text: &str) -> Outlined {
    read_files(&[("content/plan.md", text)])
}

/// The weeks of a plan, each with its days.
fn weeks(outlined: &Outlined) -> String {
    let weeks = outlined.handbook.plans.iter().flat_map(|plan| &plan.weeks);
    let weeks = weeks.map(|week| {
        let days: Vec<&str> = week.days.iter().map(|day| day.called.as_str()).collect();
        days.join(" ")
    });
    weeks.collect::<Vec<_>>().join(" | ")
}

#[test]
fn days_without_weeks_are_cut_where_the_calendar_cuts_them() {
    const HEAD: &str = "| Date | Day | Topic |\n|---|---|---|\n";
    const ROWS: &str =
        "| 8/23 | Wed | a |\n| 8/25 | Fri | b |\n| 8/28 | Mon | c |\n| 9/1 | Fri | d |\n";
    let headings = |days: &[&str]| {
        let days = days.iter().map(|day| format!("## {day}\n\n- [ ] a\n\n"));
        format!("# Plan\n\n{}", days.collect::<String>())
    };
    for (text, expected) in [
        (
            headings(&[
                "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
            ]),
            "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
        ),
        (
            "# Plan\n\n| Sun | Mon | Tue | Wed | Thu | Fri | Sat |\n|---|---|---|---|---|---|---|\n\
             | a | b | c | d | e | f | g |\n"
                .to_owned(),
            "Sun Mon Tue Wed Thu Fri Sat",
        ),
        (
            headings(&["2027-02-10", "2027-02-14", "2027-02-15"]),
            "2027-02-10 2027-02-14 | 2027-02-15",
        ),
        (
            format!("# Course 2023\n\n{HEAD}{ROWS}"),
            "8/23 8/25 | 8/28 9/1",
        ),
        (
            format!("---\ntitle: Course 2023\n---\n\n{HEAD}{ROWS}"),
            "8/23 8/25 | 8/28 9/1",
        ),
        (
            format!("---\nstart_date: 2023-08-23\n---\n\n# Course\n\n{HEAD}{ROWS}"),
            "8/23 8/25 | 8/28 9/1",
        ),
        (format!("# Course\n\n{HEAD}{ROWS}"), "8/23 8/25 8/28 | 9/1"),
    ] {
        let outlined = read(&text);
        assert_eq!(weeks(&outlined), expected, "{text}");
        let mut codes = outlined.diagnostics.iter().map(|found| found.code);
        assert!(codes.all(|code| code != Code::DateMismatch), "{text}");
    }
}

#[test]
fn dates_do_not_contradict_weeks_that_are_formed_of_them() {
    let days = ["8/23", "8/25", "8/28"].map(|day| format!("## {day}: a\n\n- [ ] a\n\n"));
    let plan = format!("# Plan\n\n{}", days.concat());
    for configuration in ["start_date: 2023-08-23", ""] {
        let files = [
            ("content/plan.md", plan.as_str()),
            ("handbook.yaml", configuration),
        ];
        let outlined = read_files(&files);
        assert_eq!(weeks(&outlined), "8/23 8/25 8/28");
        let mut codes = outlined.diagnostics.iter().map(|found| found.code);
        let is_other = |code| code != Code::DateMismatch;
        assert!(codes.all(is_other), "{configuration}");
    }
}

#[test]
fn the_weeks_of_a_plan_are_named_by_their_first_days() {
    let headings = |weeks: [&str; 2]| {
        let weeks = weeks.map(|week| format!("## {week}\n\n- [ ] a\n\n"));
        format!("# Plan 2027\n\n{}", weeks.concat())
    };
    let table = |heads: &str, rows: [&str; 2]| {
        let rows = rows.map(|row| format!("| {row} |\n"));
        format!("# Plan 2027\n\n| {heads} |\n|---|---|\n{}", rows.concat())
    };
    for (text, expected) in [
        (
            headings(["Week of 1/4", "Week of 1/18"]),
            ["01-04", "01-18"],
        ),
        (headings(["w/c 04/01", "w/c 11/01"]), ["01-04", "01-11"]),
        (
            headings(["Week 1 · w/c 26 July", "Week 2 · w/c 2 August"]),
            ["07-26", "08-02"],
        ),
        (
            headings(["Week 1 (week of 1/4)", "Week 2 (week of 1/11)"]),
            ["01-04", "01-11"],
        ),
        (
            table("w/c | Topic", ["04/01 | a", "11/01 | b"]),
            ["01-04", "01-11"],
        ),
        (
            table("Week Start | Topic", ["1/4 | a", "1/11 | b"]),
            ["01-04", "01-11"],
        ),
        (
            table("Week starting | Topic", ["Jan 4 | a", "Jan 11 | b"]),
            ["01-04", "01-11"],
        ),
    ] {
        let outlined = read(&text);
        let weeks = outlined.handbook.plans.iter().flat_map(|plan| &plan.weeks);
        let dates = weeks.filter_map(|week| Some(week.date?.to_string()));
        let expected = expected.map(|date| format!("2027-{date}"));
        assert_eq!(dates.collect::<Vec<_>>(), expected, "{text}");
    }
}
