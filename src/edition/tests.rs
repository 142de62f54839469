//! How a week's hours are shared among its days, one week per line.

use super::fit::allot;
use crate::units::Effort;

/// `90 - 45` as times; `-` is a day without one.
fn times(text: &str) -> Vec<Option<Effort>> {
    let minutes = text.split(' ').map(|word| word.parse().ok());
    minutes.map(|time| time.map(Effort::from_minutes)).collect()
}

fn shown(times: &[Option<Effort>]) -> String {
    let minutes = times.iter().map(|time| match time {
        Some(time) => time.minutes().to_string(),
        None => "-".to_owned(),
    });
    minutes.collect::<Vec<_>>().join(" ")
}

#[test]
fn days_get_their_shares_of_the_hours_of_a_track() {
    for (written, noted, budget, expected) in [
        // Without a budget, or within it, each day has its written time, or that of its note.
        ("60 - 30", "- - -", None, "60 - 30"),
        ("60 - 30", "- 20 45", None, "60 20 45"),
        ("60 60 60", "- - -", Some(180), "60 60 60"),
        ("60 60 60", "90 - -", Some(180), "90 60 60"),
        ("60 60 60", "- - -", Some(179), "60 60 55"),
        // Shares are in proportion, in steps of five minutes.
        ("60 60 60", "- - -", Some(90), "30 30 30"),
        ("120 60 60", "- - -", Some(120), "60 30 30"),
        ("100 50", "- - -", Some(60), "40 20"),
        ("50 50 50", "- - -", Some(100), "35 35 30"),
        ("60 - 60", "- - -", Some(60), "30 - 30"),
        // The days that rounding favored most give back, the last of equal ones first.
        ("55 55 55 55", "- - - -", Some(130), "35 35 30 30"),
        ("30 70 80", "- - -", Some(60), "10 25 25"),
        ("10 290", "- -", Some(15), "0 15"),
        ("15 45", "- -", Some(35), "10 25"),
        // Notes keep their time.
        ("60 60 60", "50 - -", Some(90), "50 20 20"),
        ("60 60", "90 -", Some(90), "90 0"),
        ("60 60", "90 90", Some(90), "90 90"),
        ("60 60 -", "- - 10", Some(60), "25 25 10"),
    ] {
        let budget = budget.map(Effort::from_minutes);
        let found = shown(&allot(&times(written), &times(noted), budget));
        assert_eq!(found, expected, "{written} | {noted} | {budget:?}");
    }
}
