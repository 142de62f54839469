//! A month as a table of weeks.

use super::read_files;
use super::tables::words;
use crate::pipeline::Outlined;

const WEEK: &str = "| Mon | Tue | Wed | Thu | Fri | Sat | Sun |\n|---|---|---|---|---|---|---|\n";

fn read(text: &str) -> Outlined {
    read_files(&[("content/plan.md", text)])
}

/// The days of a plan, each with its date or else its title.
fn days(outlined: &Outlined) -> Vec<String> {
    let weeks = outlined.handbook.plans.iter().flat_map(|plan| &plan.weeks);
    let days = weeks.flat_map(|week| &week.days).map(|day| {
        let date = day.date.map(|date| date.to_string());
        format!("{} {}", day.called, date.unwrap_or(day.title.clone()))
    });
    days.collect()
}

#[test]
fn the_month_above_a_table_dates_its_days() {
    let rows = "| | | | | 1 a | 2 b | 3 c |\n| 4 d | 5 e | 6 f | 7 g | 8 h | 9 i | 10 j |\n";
    for (above, first) in [
        ("## January 2027", "Fri 1 2027-01-01"),
        (
            "## Calendar of Jan. 2027\n\nSome words about it.",
            "Fri 1 2027-01-01",
        ),
        ("## Calendar\n\n**January 2027**", "Fri 1 2027-01-01"),
        ("## Calendar\n\nJanuary, 2027:", "Fri 1 2027-01-01"),
        // No year fits a month without one, and a table above is not the caption.
        ("## Calendar", "Fri 1 a"),
        (
            "## Calendar\n\nA long line in which nothing is said about January 2027",
            "Fri 1 a",
        ),
        (
            "## January 2027\n\n| a | b |\n|---|---|\n| c | d |",
            "Fri 1 a",
        ),
    ] {
        let outlined = read(&format!("# P\n\n{above}\n\n{WEEK}{rows}"));
        let days = days(&outlined);
        let found = (days.len(), days.first().map(String::as_str));
        assert_eq!(found, (10, Some(first)), "{above}");
    }
}

#[test]
fn the_numbers_of_other_months_are_dated_too() {
    let rows = "| 28 a | 29 b | 30 c | 31 d | 1 e | 2 f | 3 g |\n| 4 h | 5 i | | | | | |\n";
    for (month, first, last) in [
        ("January 2027", "Mon 28 2026-12-28", "Sun 3 2027-01-03"),
        ("January", "Mon 28 a", "Sun 3 g"),
    ] {
        let days = days(&read(&format!("# {month}\n\n{WEEK}{rows}")));
        assert_eq!(
            (days[0].as_str(), days[6].as_str()),
            (first, last),
            "{month}"
        );
    }
    let rows = "| 24 a | 25 b | 26 c | 27 d | 28 e | 29 f | 30 g |\n| 31 h | 1 i | | | | | |\n";
    let days = days(&read(&format!("# December 2029\n\n{WEEK}{rows}")));
    assert_eq!(days[7..], ["Mon 31 2029-12-31", "Tue 1 2030-01-01"]);
}

#[test]
fn a_cell_of_a_month_keeps_what_it_says() {
    for (cell, title, said) in [
        ("8 Run", "Run", "Fri 8: Run"),
        ("8. Run", "Run", "Fri 8: Run"),
        ("8: Run (30 min)", "Run", "Fri 8: Run (30 min)"),
        ("8<br>Run<br>far", "", "Fri 8 Run far"),
        ("8 Run<br>far", "Run", "Fri 8: Run far"),
        ("**8** Run", "", "Fri 8 Run"),
        ("**8 Run**", "Run", "Fri 8: Run"),
        ("8 [Run](https://example.com) far", "", "Fri 8 Run far"),
        ("8 ☐ Run", "", "Fri 8 Run"),
        ("8<br>☐ Run<br>☐ Eat", "", "Fri 8 Run Eat"),
        ("**8 a** b", "", "Fri 8 8 a b"),
    ] {
        let rows = format!("| 4 d | 5 e | 6 f | 7 g | {cell} | 9 i | 10 j |\n");
        let outlined = read(&format!("# P\n\n{WEEK}{rows}"));
        let day = &outlined.handbook.plans[0].weeks[0].days[4];
        assert_eq!(day.title, title, "{cell}");
        let words = words(&outlined);
        let from = words.find("Fri 8").unwrap();
        let to = words.find("Sat 9").unwrap();
        let own = words[from..to].replace(' ', "");
        assert_eq!(own, said.replace(' ', ""), "{cell}");
    }
}

#[test]
fn days_without_text_are_left_out_and_other_columns_stay() {
    let head = "| Week | Mon | Tue | Wed | Thu | Fri | Goal |\n|---|---|---|---|---|---|---|\n";
    let text = format!("# P\n\n{head}| one | 4 | 5 | 6 | 7 | 8 | speed |\n| | a | | b | | c | |\n");
    let outlined = read(&text);
    assert_eq!(days(&outlined), ["Mon 4 ", "Wed 6 ", "Fri 8 "]);
    assert_eq!(
        words(&outlined),
        "P Week Goal one speed Mon 4 – Fri 8 Mon 4 a Wed 6 b Fri 8 c"
    );
    assert!(outlined.handbook.plans[0].tasks.own.is_empty());
}

#[test]
fn weekdays_in_the_first_row_are_below_a_caption() {
    let head = "| January 2027 | | | | | | |\n|---|---|---|---|---|---|---|\n";
    let rows = "| Mon | Tue | Wed | Thu | Fri | Sat | Sun |\n| 4 a | 5 b | 6 c | 7 d | 8 e | 9 f | 10 g |\n";
    let outlined = read(&format!("# P\n\n{head}{rows}"));
    assert_eq!(days(&outlined)[0], "Mon 4 2027-01-04");
    assert!(words(&outlined).starts_with("P January 2027 Mon 4 – Sun 10 Mon 4: a Tue 5: b"));
}

#[test]
fn numbers_that_are_no_days_in_order_are_no_month() {
    for (rows, why) in [
        (
            "| 3 a | 4 a | 5 a | | 6 a | 7 a | 8 a |",
            "an empty cell between",
        ),
        (
            "| 3 a | 4 a | 5 a | rest | 7 a | 8 a | 9 a |",
            "a cell without a number",
        ),
        (
            "| 3 a | 4 a | 5 a | 6 a | 7 a | 8 a | 10 a |",
            "not in order",
        ),
        ("| 3 a | 4 a | 5 a | 6 a | | | |", "too few"),
        (
            "| 26 a | 27 a | 28 a | 1 a | 3 a | 4 a | 5 a |",
            "a day missing",
        ),
        (
            "| 3:10 a | 4:10 a | 5:10 a | 6:10 a | 7:10 a | 8:10 a | 9:10 a |",
            "times",
        ),
        ("| 3km | 4km | 5km | 6km | 7km | 8km | 9km |", "amounts"),
        (
            "| 3% a | 4% a | 5% a | 6% a | 7% a | 8% a | 9% a |",
            "shares",
        ),
        ("| 3 | 4 | 5 | 6 | 7 | 8 | 9 |", "nothing is done"),
        (
            "| 30 a | 31 a | 32 a | 33 a | 34 a | 35 a | 36 a |",
            "no month is so long",
        ),
    ] {
        let days = days(&read(&format!("# P\n\n{WEEK}{rows}\n")));
        assert!(
            days.iter()
                .all(|day| !day.contains(|c: char| c.is_numeric())),
            "{why}: {days:?}"
        );
    }
}
