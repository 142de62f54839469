//! Which boxes are tasks, and their names.

use super::read_files;

/// The words of the tasks of a text.
fn tasks(text: &str) -> String {
    let outlined = read_files(&[("content/plan.md", text)]);
    let plans = outlined.handbook.plans.iter();
    let tasks = plans.flat_map(|plan| plan.tasks.own.iter());
    let words: Vec<&str> = tasks.map(|task| task.words.as_str()).collect();
    words.join(", ")
}

#[test]
fn a_box_in_a_legend_is_not_a_task() {
    for (legend, expected) in [
        ("- ☐ = Not started\n- ☑ = Done", "a"),
        ("- [ ] = Not started\n- [x] = Done\n- [/] = Begun", "a"),
        ("- [ ] = Not started\n\n- [x] = Done", "a"),
        ("☐ = Not started\n☑ = Done", "a"),
        ("| Sign | |\n|---|---|\n| ☐ = open | ☑ = done |", "a"),
        ("- ☐ Not started\n- ☑ x = 1", "Not started, x = 1, a"),
        ("- [ ] =1+1\n- [ ] =2", "=1+1, =2, a"),
        ("- [ ] = Not started\n- [x] Read", "= Not started, Read, a"),
        ("- [ ] = Not started", "= Not started, a"),
    ] {
        let text = format!("# P\n\n## Legend\n\n{legend}\n\n## Week 1\n\n- [ ] a\n");
        assert_eq!(tasks(&text), expected, "{legend}");
    }
}

#[test]
fn a_box_in_the_head_of_a_table_is_not_a_task() {
    for (head, day) in [
        ("Time | Task | ☐", "### Monday\n\n"),
        ("Day | Task | [ ]", ""),
    ] {
        let rows = "| 9:00 | Read | ☐ |\n| 10:00 | Write | ☐ |\n";
        let rows = if day.is_empty() {
            rows.replace("9:00", "Mon").replace("10:00", "Tue")
        } else {
            rows.to_owned()
        };
        let text = format!("# P\n\n## Week 1\n\n{day}| {head} |\n|---|---|---|\n{rows}");
        assert_eq!(tasks(&text).split(", ").count(), 2, "{head}");
    }
}

#[test]
fn a_box_without_words_is_named_by_its_row_or_column() {
    for (table, expected) in [
        (
            "| Habit | Mon | Tue |\n|---|---|---|\n| Read | ☐ | ☐ |\n| Run: | ☐ | ☑ |",
            "Read, Run, Read, Run",
        ),
        (
            "| Day | Read | Run |\n|---|---|---|\n| Mon | [ ] | [ ] |\n| Tue | [x] | |",
            "Mon, Run, Tue",
        ),
        (
            "| Habit | Mon | Tue |\n|---|---|---|\n| Read | ☐ ten pages | ☐ |",
            "ten pages, Read",
        ),
    ] {
        assert_eq!(
            tasks(&format!("# P\n\n## Week 1\n\n{table}\n")),
            expected,
            "{table}"
        );
    }
}
