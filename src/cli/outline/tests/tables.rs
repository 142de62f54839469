//! Days and breaks in tables keep all of their words.

use super::read_files;
use super::shape::shape;
use crate::pipeline::Outlined;

/// All words of a handbook's first document, in order.
pub(super) fn words(outlined: &Outlined) -> String {
    let document = &outlined.handbook.documents[0];
    let words: Vec<String> = document.roots().map(|root| document.text(root)).collect();
    words.join(" ")
}

#[test]
fn a_later_row_of_a_day_keeps_what_it_says_beside_the_name() {
    for (second, expected) in [
        (
            "Tuesday evening",
            "P Week 1 Tuesday write Tuesday evening run",
        ),
        ("Tuesday (1 h)", "P Week 1 Tuesday write Tuesday (1 h) run"),
        ("Tuesday", "P Week 1 Tuesday write run"),
        ("Tue", "P Week 1 Tuesday write Tue run"),
    ] {
        let table = "| Day | Plan |\n|---|---|\n| Tuesday | write |\n";
        let text = format!("# P\n\n## Week 1\n\n{table}| {second} | run |\n");
        let outlined = read_files(&[("content/plan.md", &text)]);
        assert_eq!(outlined.handbook.plans[0].weeks[0].days.len(), 1);
        assert_eq!(words(&outlined), expected, "{second}");
    }
}

#[test]
fn a_name_in_a_cell_keeps_the_number_in_front_of_it() {
    for (table, expected) in [
        (
            "| Day | Plan |\n|---|---|\n| 7: Mon | a |\n| 8. Feb 3 | b |",
            "P Week 1 7: Mon: a 8. Feb: 3 – b",
        ),
        (
            "| Day | Plan |\n|---|---|\n| 7: Feb 3 | a |\n| Tue | b |",
            "P Week 1 7: Feb 3: a Tue: b",
        ),
        (
            "| Plan | |\n|---|---|\n| 7: Mon | 8) Tue |\n| a | b |",
            "P Week 1 Plan 7: Mon a 8) Tue b",
        ),
        (
            "| Day | Plan |\n|---|---|\n| 1. Day 1 | a |\n| 2. Day 2 | b |",
            "P Week 1 Day 1: a Day 2: b",
        ),
    ] {
        let text = format!("# P\n\n## Week 1\n\n{table}\n");
        let outlined = read_files(&[("content/plan.md", &text)]);
        assert_eq!(outlined.handbook.plans[0].weeks[0].days.len(), 2, "{table}");
        assert_eq!(words(&outlined), expected, "{table}");
    }
}

#[test]
fn rows_of_days_begin_the_days_below_them() {
    for (head, rows, days, expected) in [
        // The heads of columns are kept unless they are weekdays.
        (
            "Topics | | ",
            ["Mon | Tue | Wed", "a | b | c"],
            3,
            "P Week 1 Topics Mon a Tue b Wed c",
        ),
        (
            "Mo | Tu | We",
            ["4 Jan | 5 Jan | 6 Jan", "a | b | c"],
            3,
            "P Week 1 4 Jan a 5 Jan b 6 Jan c",
        ),
        (
            "Day 1 | Day 2 | Day 3",
            ["4 Jan | 5 Jan | 6 Jan", "a | b | c"],
            3,
            "P Week 1 Day 1 Day 2 Day 3 4 Jan a 5 Jan b 6 Jan c",
        ),
        (
            " | | ",
            ["Day 1 | Day 2 | Day 3", "a | b | c"],
            3,
            "P Week 1 Day 1 a Day 2 b Day 3 c",
        ),
        (
            "A | B | C",
            ["Tue | | ", "a | b | c"],
            1,
            "P Week 1 Tue A B C a b c",
        ),
        // Each row with a title is of its own day, and so is each one below `From` and `To`.
        (
            "A | B | C",
            ["4 Jan: run | 5 Jan: swim | ", "a | b | c"],
            1,
            "P Week 1 4 Jan: run B: 5 Jan: swim A B C a b c",
        ),
        (
            "From | To | Task",
            ["Mon | Tue | ", "Wed | Fri | a"],
            2,
            "P Week 1 Mon To: Tue Wed: a To: Fri",
        ),
    ] {
        let rows = rows.map(|row| format!("| {row} |\n")).concat();
        let text = format!("# P\n\n## Week 1\n\n| {head} |\n|---|---|---|\n{rows}");
        let outlined = read_files(&[("content/plan.md", &text)]);
        let weeks = outlined.handbook.plans.iter().flat_map(|plan| &plan.weeks);
        let found: usize = weeks.map(|week| week.days.len()).sum();
        assert_eq!(
            (found, words(&outlined).as_str()),
            (days, expected),
            "{head} {rows}"
        );
    }
}

#[test]
fn a_break_between_the_weeks_of_a_table_keeps_all_its_words() {
    for (row, expected) in [
        ("Spring Break | ", "P Spring Break"),
        ("Spring Break | Rest", "P Spring Break: Rest"),
        (" | Spring Break", "P Spring Break"),
        ("- | Trip", "P Trip"),
        ("Unit 3 | No class", "P No class Week: Unit 3"),
        (
            "Spring Break – Easter | ",
            "P Spring Break Week: Spring Break – Easter",
        ),
    ] {
        for head in ["Week", "Sprint"] {
            let rows = format!("| 1 | |\n| {row} |\n| 2 | |\n");
            let text = format!("# P\n\n| {head} | Topic |\n|---|---|\n{rows}");
            let outlined = read_files(&[("content/plan.md", &text)]);
            let numbered = |number: u32| format!(" {head} {number}");
            let words = words(&outlined).replace(&numbered(1), "");
            let words = words.replace(&numbered(2), "").replace(head, "Week");
            let found = outlined.handbook.plans[0].weeks.len();
            assert_eq!((found, words.trim_end()), (3, expected), "{text}");
        }
    }
}

#[test]
fn words_in_the_column_of_phases_belong_to_their_row() {
    for (rows, phases, expected) in [
        (
            "| Phase 1 | 1 | a |\n| Begin | 2 | b |\n| | 3 | c |",
            1,
            "P Phase 1 Week 1: a Week 2: b Unit: Begin Week 3: c",
        ),
        // A row that only begins a phase, with and without other words.
        (
            "| Phase 1 | | |\n| | 1 | a |\n| Phase 2 | | Rest |\n| | 2 | b |",
            2,
            "P Phase 1 Week 1: a Phase 2 Week Topic Rest Week 2: b",
        ),
        (
            "| Phase 1 | 1 | a |\n| Begin | | b |\n| | 2 | c |",
            1,
            "P Phase 1 Week 1: a Unit Week Topic Begin b Week 2: c",
        ),
    ] {
        let text = format!("# P\n\n| Unit | Week | Topic |\n|---|---|---|\n{rows}\n");
        let outlined = read_files(&[("content/plan.md", &text)]);
        assert_eq!(outlined.handbook.plans[0].phases.len(), phases, "{rows}");
        let words = words(&outlined);
        let words: Vec<&str> = words.split_whitespace().collect();
        assert_eq!(words.join(" "), expected, "{rows}");
    }
}

#[test]
fn words_with_a_tag_in_them_are_one_in_the_name_of_a_day() {
    let table = "| Day | Plan |\n|---|---|\n| Mon<i>day</i> | read |\n| Tuesday9:00 | write |\n";
    let outlined = read_files(&[("content/plan.md", &format!("# P\n\n## Week 1\n\n{table}"))]);
    assert_eq!(outlined.handbook.plans[0].weeks[0].days.len(), 2);
    assert_eq!(
        words(&outlined),
        "P Week 1 Monday: read Tuesday: 9:00 – write"
    );
}

#[test]
fn heads_that_end_in_a_week_name_weeks_if_their_numbers_are_in_order() {
    let rows = ["1", "2", "3"];
    for (head, numbers, weeks) in [
        ("Teaching week", rows, "Week 1, Week 2, Week 3"),
        ("Study Week", rows, "Week 1, Week 2, Week 3"),
        (
            "Calendar week",
            ["36", "37", "38"],
            "Week 36, Week 37, Week 38",
        ),
        (
            "Training week",
            ["1-2", "3", "4-5"],
            "Week 1-2, Week 3, Week 4-5",
        ),
        ("Course Week", ["1", "—", "2"], "Week 1, a, Week 2"),
        ("Week(s)", rows, "Week 1, Week 2, Week 3"),
        (
            "Week / Date",
            ["1", "2 (Jan 11)", "3"],
            "Week 1, Week 2, Week 3",
        ),
        ("Semana", rows, "Semana 1, Semana 2, Semana 3"),
        ("Lernwoche", rows, "Woche 1, Woche 2, Woche 3"),
        ("Учебная неделя", rows, "Неделя 1, Неделя 2, Неделя 3"),
        ("教学周", rows, "周 1, 周 2, 周 3"),
        // Other numbers, and numbers of other things.
        ("Training week", ["3", "1", "2"], ""),
        ("Training week", ["4", "6", "8"], ""),
        ("Week(s)", ["4", "2", "6"], ""),
        ("Hours per week", rows, ""),
        ("Hours/week", rows, ""),
        ("Runs a week", rows, ""),
        ("Number of weeks", rows, ""),
        ("Week goal", rows, ""),
        ("What we do in this week", rows, ""),
    ] {
        let language = match head.chars().next() {
            Some('L') => "de",
            Some('У') => "ru",
            Some('教') => "zh",
            _ if head == "Semana" => "es",
            _ => "en",
        };
        let rows = numbers.map(|number| format!("| {number} | a |\n"));
        let table = format!("| {head} | Topic |\n|---|---|\n{}", rows.concat());
        let text = format!("---\nlanguage: {language}\n---\n\n# P\n\n{table}");
        let outlined = read_files(&[("content/plan.md", &text)]);
        let found = outlined.handbook.plans.iter().flat_map(|plan| &plan.weeks);
        let found: Vec<&str> = found.map(|week| week.called.as_str()).collect();
        assert_eq!(found.join(", "), weeks, "{head}");
    }
}

#[test]
fn dates_below_weekdays_are_those_of_the_days() {
    for (row, days, said) in [
        (
            "11/2: Pandas | 11/4: Scraping",
            ["Monday 11/2 2026-11-02", "Wednesday 11/4 2026-11-04"],
            "Monday 11/2 Pandas Wednesday 11/4 Scraping",
        ),
        (
            "10/26: **a** b<br>c | Oct 28 – d",
            ["Monday 10/26 2026-10-26", "Wednesday Oct 28 2026-10-28"],
            "Monday 10/26 a b c Wednesday Oct 28 d",
        ),
        (
            "10/26 | 10/28 - d",
            ["Monday 10/26 2026-10-26", "Wednesday 10/28 2026-10-28"],
            "Monday 10/26 Wednesday 10/28 d",
        ),
        // Not all cells begin with dates, or with nothing else.
        (
            "10/26: a | rest",
            ["Monday ?", "Wednesday ?"],
            "Monday 10/26: a Wednesday rest",
        ),
        (
            "1/2 cup | 1/2 mile",
            ["Monday ?", "Wednesday ?"],
            "Monday 1/2 cup Wednesday 1/2 mile",
        ),
        (
            "10/26/28 a | 10/28 b",
            ["Monday ?", "Wednesday ?"],
            "Monday 10/26/28 a Wednesday 10/28 b",
        ),
    ] {
        let table = "| Week | Monday | Wednesday |\n|---|---|---|\n";
        let text = format!("# P 2026\n\n{table}| 1 | {row} |\n| 2 | a | b |\n");
        let outlined = read_files(&[("content/plan.md", &text)]);
        let week = &outlined.handbook.plans[0].weeks[0];
        let dated = week.days.iter().map(|day| {
            let date = day.date.map(|date| date.to_string());
            format!("{} {}", day.called, date.as_deref().unwrap_or("?"))
        });
        assert_eq!(dated.collect::<Vec<_>>(), days, "{row}");
        let expected = format!("P 2026 1 {said} 2 Monday a Wednesday b");
        assert_eq!(words(&outlined), expected, "{row}");
    }
}

#[test]
fn tabs_around_the_cells_of_a_table_are_spaces() {
    for (table, expected) in [
        (
            "|\tWeek\t|\tTopic\t|\n|\t---\t|\t:---:\t|\n|\t1\t|\ta\t|\n|\t2\t|\tb\t|",
            "Week 1, Week 2",
        ),
        (
            "Day\t|\tTopic\n---\t|\t---\t\nMonday\t|\ta\nTuesday\t|\t[ ]",
            "Week 1 {Monday, Tuesday}",
        ),
        (
            "|\tDate\t|\tTopic\t|\n|\t---|---\t|\n|\t2027-01-04\t|\ta\t|\n|\t2027-01-05\t|\tb\t|",
            "Week 1 {2027-01-04, 2027-01-05}",
        ),
        // Code is not a table.
        ("```\n|\tWeek\t|\n|\t---\t|\n|\t1\t|\n```", ""),
    ] {
        let above = if expected.contains('{') {
            "## Week 1\n\n"
        } else {
            ""
        };
        assert_eq!(
            shape(&format!("# P\n\n{above}{table}\n")),
            expected,
            "{table}"
        );
    }
}

#[test]
fn names_in_a_table_keep_their_words_beside_tags_and_numbers() {
    for (text, expected) in [
        ("|||\n-|-|\nW1\nWe<br>ek1-Tue", "W1 W1  Tue"),
        ("## Monday\n1||q\n-|-|-\nDay3", "Monday – Day3 Monday Day3"),
    ] {
        let outlined = read_files(&[("content/plan.md", text)]);
        assert_eq!(words(&outlined), expected, "{text}");
    }
}
