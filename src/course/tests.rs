//! Values of `tracks`, one line per case.

use super::Course;
use crate::span::FileId;
use crate::yaml::{YamlText, parse_part};

/// A text of YAML as a course, and its problems.
fn course(text: &str) -> (Course, Vec<String>) {
    let text = YamlText {
        file: FileId(0),
        offset: 0,
        text,
    };
    let mut diagnostics = Vec::new();
    let course = Course::take(&mut parse_part(text).unwrap(), &mut diagnostics);
    let messages = diagnostics.into_iter().map(|problem| problem.message);
    (course, messages.collect())
}

#[test]
fn hours_per_week_are_a_number_or_a_range() {
    for (hours, expected) in [
        ("9", Some((540, 540))),
        ("8-10", Some((480, 600))),
        ("8–10", Some((480, 600))),
        ("8 - 10", Some((480, 600))),
        ("8-8", Some((480, 480))),
        ("0.5", Some((30, 30))),
        ("168", Some((10_080, 10_080))),
        ("10-8", None),
        ("0", None),
        ("-1", None),
        ("169", None),
        ("160-169", None),
        ("8-10-12", None),
        ("8-", None),
        ("eight", None),
    ] {
        let text = format!("tracks:\n  - name: A\n    hours_per_week: \"{hours}\"\n");
        let (course, messages) = course(&text);
        let budget = course.tracks[0].budget;
        let found = budget.map(|time| (time.low.minutes(), time.high.minutes()));
        assert_eq!(found, expected, "{hours}");
        let message = format!("`hours_per_week` must be between 0 and 168, not `{hours}`");
        let messages_expected = if expected.is_some() {
            vec![]
        } else {
            vec![message]
        };
        assert_eq!(messages, messages_expected, "{hours}");
    }
}

#[test]
fn allocations_are_percentages() {
    for (percent, expected) in [
        ("60", Some(60.0)),
        ("60%", Some(60.0)),
        ("60 %", Some(60.0)),
        ("0", Some(0.0)),
        ("100", Some(100.0)),
        ("12.5", Some(12.5)),
        ("100.5", None),
        ("-1", None),
        ("half", None),
    ] {
        let text = format!("tracks:\n  - name: A\n    allocation: {{Reading: \"{percent}\"}}\n");
        let (course, messages) = course(&text);
        let shares = course.tracks[0].allocation.iter();
        let found: Vec<_> = shares
            .map(|share| (share.area.as_str(), share.percent))
            .collect();
        let wanted: Vec<_> = expected
            .iter()
            .map(|percent| ("Reading", *percent))
            .collect();
        assert_eq!(found, wanted, "{percent}");
        assert_eq!(messages.is_empty(), expected.is_some(), "{percent}");
    }
}

#[test]
fn stated_values_take_precedence_one_by_one() {
    let (own, _) = course("fit: off\nreview: [3]\ntracks: [{name: A}]\n");
    let (other, _) = course(
        "fit: on\nreview: [5]\nareas: [X]\ntracks: [{name: B}]\nlevels: [{id: c}]\nstart_date: 2027-01-04\nweekend: friday\n",
    );
    let both = own.or(&other);
    assert_eq!(both.fit, Some(false));
    assert_eq!(both.review, Some(vec![3]));
    assert_eq!(both.tracks[0].name, "A");
    assert_eq!(both.areas, ["X"]);
    assert_eq!(
        (both.levels[0].name.as_str(), both.levels[0].id.as_deref()),
        ("c", Some("c"))
    );
    assert!(both.start.is_some() && both.weekend.is_some() && both.target.is_none());
}

#[test]
fn a_track_or_a_level_without_a_name_is_reported() {
    let (course, messages) = course("tracks: [{hours_per_week: 5}, {id: a}]\nlevels: [{id: b}]\n");
    assert_eq!(messages, ["this track has no name"]);
    assert_eq!(
        (course.tracks.len(), course.tracks[0].name.as_str()),
        (1, "a")
    );
}
