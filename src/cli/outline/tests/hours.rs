//! Columns with hours per day or per week.

use super::read_files;
use super::shape::shape_of;
use super::tables::words;

#[test]
fn hours_per_day_or_week_are_the_time_of_days_or_weeks() {
    let weeks = [
        ("Hours/Week", "15-20", "Week 1 15 h to 20 h, Week 2"),
        ("Hrs/wk", "6", "Week 1 6 h, Week 2"),
        ("Hours per week", "6", "Week 1 6 h, Week 2"),
        ("Hours (per week)", "6", "Week 1 6 h, Week 2"),
        ("Minutes / week", "90", "Week 1 1 h 30 min, Week 2"),
        ("Time/week", "6 h", "Week 1 6 h, Week 2"),
        ("Hours/day", "2", "Week 1, Week 2"),
        ("Time/day", "2 h", "Week 1, Week 2"),
        ("Hours/session", "2", "Week 1, Week 2"),
        ("Time / min", "90", "Week 1 1 h 30 min, Week 2"),
    ];
    for (head, cell, expected) in weeks {
        let table =
            format!("| Week | Topic | {head} |\n|---|---|---|\n| 1 | a | {cell} |\n| 2 | b | |\n");
        let outlined = read_files(&[("content/plan.md", &format!("# P\n\n{table}"))]);
        assert_eq!(shape_of(&outlined), expected, "{head}");
        // A number that is not the time is kept beside the head of its column.
        let is_kept = words(&outlined).contains(&format!("{head}: {cell}"));
        assert_eq!(
            is_kept,
            !expected.contains('h'),
            "{head} {}",
            words(&outlined)
        );
    }
    for (head, cell, expected) in [
        ("Hours/Day", "2", "Week 1 {Mon 2 h, Tue}"),
        ("Hours a day", "1-2", "Week 1 {Mon 1 h to 2 h, Tue}"),
        ("Min/d", "45", "Week 1 {Mon 45 min, Tue}"),
        ("Hours/week", "2", "Week 1 {Mon, Tue}"),
        ("Hours/session", "2", "Week 1 {Mon, Tue}"),
    ] {
        let table = format!(
            "| Day | Topic | {head} |\n|---|---|---|\n| Mon | a | {cell} |\n| Tue | b | |\n"
        );
        let outlined = read_files(&[("content/plan.md", &format!("# P\n\n## Week 1\n\n{table}"))]);
        assert_eq!(shape_of(&outlined), expected, "{head}");
        let is_kept = words(&outlined).contains(&format!("{head}: {cell}"));
        assert_eq!(
            is_kept,
            expected.ends_with("{Mon, Tue}"),
            "{head} {}",
            words(&outlined)
        );
    }
}
