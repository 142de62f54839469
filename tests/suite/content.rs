//! The plans that come with prepbook, and the one that `init` writes, keep their promises: every task has a time, every
//! day an outcome, and every note a time that whole tasks fill.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use prepbook::rooms::document::{Document, NodeId, NodeKind};
use prepbook::rooms::edition::Edition;
use prepbook::rooms::plan::{Day, DayItem, Handbook, TrackNote};
use prepbook::rooms::units::Effort;

use crate::support::read;

/// The start of a day's outcome.
const OUTCOME: &str = "To show for it: ";

static HANDBOOKS: LazyLock<[Handbook; 2]> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    [root.join("content"), root.join("starter")].map(|place| read(&place))
});

/// The words in a node.
fn words(document: &Document, id: NodeId) -> String {
    let inner = document.descendants(id);
    let words = inner.filter_map(|id| match &document.node(id).kind {
        NodeKind::Text(text) => Some(text.as_str()),
        _ => None,
    });
    words.collect()
}

/// Every day of the plans, with its document and its name for failure messages.
fn days(handbook: &Handbook) -> impl Iterator<Item = (&Document, &Day, String)> {
    let plans = handbook.plans.iter();
    plans.flat_map(|plan| {
        let document = &handbook.documents[plan.document];
        let days = plan
            .weeks
            .iter()
            .flat_map(|week| week.days.iter().map(move |day| (week, day)));
        days.map(move |(week, day)| {
            let called = format!("{}, {}, {}", document.path, week.called, day.called);
            (document, day, called)
        })
    })
}

fn notes(day: &Day) -> impl Iterator<Item = &TrackNote> {
    day.items.iter().filter_map(|item| match item {
        DayItem::Note(note) => Some(note),
        _ => None,
    })
}

#[test]
fn every_task_of_the_plans_has_a_time_and_an_area() {
    let mut tasks = 0;
    for handbook in &*HANDBOOKS {
        for plan in &handbook.plans {
            for week in &plan.weeks {
                for task in &plan.tasks.own[week.tasks.clone()] {
                    tasks += 1;
                    let (called, words) = (&week.called, &task.words);
                    assert!(task.stated.is_some(), "{called}, no time: {words}");
                    assert!(task.area.is_some(), "{called}, no area: {words}");
                }
            }
        }
    }
    assert!(tasks > 500, "{tasks}");
}

#[test]
fn every_day_of_the_plans_begins_with_its_outcome() {
    let mut seen = BTreeSet::new();
    for handbook in &*HANDBOOKS {
        for (document, day, called) in days(handbook) {
            let Some(DayItem::Prose(first)) = day.items.first() else {
                panic!("{called} does not begin with words");
            };
            let outcome = words(document, first[0]);
            assert!(outcome.starts_with(OUTCOME), "{called}: {outcome}");
            assert!(outcome.ends_with('.'), "{called}: {outcome}");
            let said = (&document.path, outcome);
            assert!(seen.insert(said), "{called} has the outcome of another day");
        }
    }
    assert_eq!(seen.len(), 72 + 36 + 12);
}

#[test]
fn every_track_note_fits_its_day_and_its_time_is_a_sum_of_whole_tasks() {
    let mut seen = BTreeSet::new();
    for handbook in &*HANDBOOKS {
        for (document, day, called) in days(handbook) {
            for note in notes(day) {
                assert!(note.stated.is_some(), "{called}: a note without a time");
                let note = words(document, note.node);
                let (_, keeps) = note.split_once(" – ").unwrap();
                let said = (document.path.clone(), keeps.to_owned());
                assert!(seen.insert(said), "{called} has the note of another day");
            }
        }
        for edition in handbook.editions() {
            core_is_noted(&edition);
        }
    }
    assert!(seen.len() > 150, "{}", seen.len());
}

/// Asserts that the tasks of each day fill the time that the day's note gives them.
fn core_is_noted(edition: &Edition<'_>) {
    let track = edition.track().unwrap();
    for (week, fitted) in edition.plan.weeks.iter().zip(edition.weeks()) {
        for (day, fitted) in week.days.iter().zip(&fitted.days) {
            let core = fitted.time.map_or(Effort::ZERO, |time| time.core);
            let (week, day) = (&week.called, &day.called);
            assert_eq!(fitted.limit, Some(core), "{}, {week}, {day}", track.name);
        }
    }
}
