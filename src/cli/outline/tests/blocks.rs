//! Blocks of a day: which words are their labels, and what they take.

use super::read_files;

/// The blocks of the first day, each with its minutes, its note and how many nodes are below it.
fn blocks(day: &str) -> Vec<String> {
    let text = format!("# P\n\n## Week 1\n\n### Monday\n\n{day}\n");
    let outlined = read_files(&[("content/plan.md", &text)]);
    let day = &outlined.handbook.plans[0].weeks[0].days[0];
    let blocks = day.blocks().map(|block| {
        let minutes = block.stated.map(|time| time.high.minutes());
        let minutes = minutes.map_or("none".to_owned(), |minutes| minutes.to_string());
        format!(
            "{} {minutes} {} {}",
            block.label,
            block.note,
            block.body.len()
        )
    });
    blocks.collect()
}

#[test]
fn words_after_a_label_are_its_title_if_they_are_few_and_plain() {
    for (line, expected) in [
        ("**Evening (1 hour):** Practice", "Evening: Practice 60  1"),
        ("**Evening (1 hour)**: Practice", "Evening: Practice 60  1"),
        ("**Evening** (1 hour): Practice", "Evening: Practice 60  1"),
        (
            "**Evening** (19:00-20:00): Practice",
            "Evening: Practice 60 19:00-20:00 1",
        ),
        (
            "**Evening (1 hour, if you can):**",
            "Evening 60 if you can 1",
        ),
    ] {
        assert_eq!(blocks(&format!("{line}\n\n- [ ] a")), [expected], "{line}");
    }
    for line in [
        "**Evening** is short (1 hour): Practice",
        "**Evening (1 hour)** and morning: Practice",
        "**Evening (1 hour):** Practice with [a book](https://example.com)",
        "**Evening (1 hour):** Practice and then write down what you learned on this day, in three sentences",
        "**Evening (1 hour):** *Practice*",
    ] {
        assert!(blocks(&format!("{line}\n\n- [ ] a")).is_empty(), "{line}");
    }
}

#[test]
fn labels_below_the_heading_of_a_block_divide_its_time() {
    let parts = "**Read (45 min)**\n\n- [ ] a\n\n**Write (45 min)**\n\n- [ ] b";
    for (heading, expected) in [
        (
            "#### Morning (90 min): Theory",
            &["Morning: Theory 90  4"][..],
        ),
        ("#### Morning (2 hours)", &["Morning 120  4"]),
        (
            "#### Morning (1 hour)",
            &["Morning 60  0", "Read 45  1", "Write 45  1"],
        ),
    ] {
        assert_eq!(
            blocks(&format!("{heading}\n\n{parts}")),
            expected,
            "{heading}"
        );
    }
}
