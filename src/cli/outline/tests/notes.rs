//! Notes for the readers of one track keep all that their labels say.

use super::read_files;
use crate::plan::DayItem;

/// The notes of a day, each as its track, the words after it and its time.
fn notes(line: &str) -> String {
    let defined = "*Part-time option:* a\n\n*Part-time option:* b";
    let text = format!("# P\n\n## Week 1\n\n{defined}\n\n### Monday\n\n{line}\n");
    let outlined = read_files(&[("content/plan.md", &text)]);
    let handbook = &outlined.handbook;
    let (plan, document) = (&handbook.plans[0], &handbook.documents[0]);
    let items = plan.weeks[0].days[0].items.iter();
    let notes = items.filter_map(|item| match item {
        DayItem::Note(note) => {
            let text = note.text.iter().map(|id| document.text(*id));
            let words = note.first.clone() + &text.collect::<String>();
            let time = note
                .stated
                .map(|time| format!("[{}] ", time.high.minutes()));
            let track = &plan.tracks[note.track].name;
            Some(format!("{track} {}{words}", time.unwrap_or_default()))
        }
        _ => None,
    });
    notes.collect::<Vec<_>>().join("; ")
}

#[test]
fn words_between_the_name_of_a_track_and_the_colon_belong_to_the_note() {
    for (line, expected) in [
        ("Part-time: read", "Part-time read"),
        ("Part-time option: read", "Part-time read"),
        ("*Part-time option:* read", "Part-time  read"),
        ("**Part-time option**: read", "Part-time read"),
        ("Part-time option：read", "Part-time read"),
        ("Part-time option: 1 hour", "Part-time [60] 1 hour"),
        ("Part-time (on Sunday): read", "Part-time (on Sunday): read"),
        ("Part-time (30 min): read", "Part-time [30] (30 min): read"),
        (
            "Part-time option (30 min): 1 hour",
            "Part-time [60] (30 min): 1 hour",
        ),
        (
            "*Part-time version on Sunday :* read",
            "Part-time on Sunday : read",
        ),
        (
            "**Part-time option** (*or* later): read",
            "Part-time (or later): read",
        ),
        ("Part-time version=*short*: read", "Part-time =short: read"),
        // Another track, or none.
        ("Evening option: read", ""),
        ("Part-time readers: read", ""),
    ] {
        assert_eq!(notes(line), expected, "{line}");
    }
}
