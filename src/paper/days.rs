//! The sheet of a day.

use super::calendar::dates;
use super::print::Printing;
use super::row::{Role, Row};
use super::rows::Maker;
use super::sheet::{Fit, Room, Sheet, facts, heading, whole};
use super::text::{Marks, Text};

/// The sheet of a day. Its facts link to its week, if that has a cover in the document.
pub(super) fn sheet(printing: &Printing<'_>, week: usize, day: usize) -> Sheet {
    let (editor, words) = (printing.editor, printing.making.words);
    let of_week = editor.week(week);
    let view = editor.day(week, day);
    let content = editor.day_content(week, day, 3);
    let title = whole(&view.called, &view.title);
    let title = if view.done {
        format!("✓ {title}")
    } else {
        title
    };
    let count = editor.days(week).to_string();
    let number = (day + 1).to_string();
    let date = dates(printing.start, view.offset, view.length)
        .map(|(first, last)| words.dates(first, last));
    let time = words.of_written(view.core_time, view.written);
    let back = Some(of_week.address.as_str()).filter(|page| printing.making.inside.contains(*page));
    let line = facts([
        (whole(&of_week.called, &of_week.title), back),
        (date.unwrap_or_default(), None),
        (printing.track.clone(), None),
        (
            words.fill("of_week", &[("number", &number), ("count", &count)]),
            None,
        ),
        (time, None),
    ]);
    let mut maker = Maker::new(printing.making);
    maker.items(&content.items);
    let later = content.later;
    if !later.is_empty() {
        let head = words.get("stretch");
        maker.row(Row::of(Role::Heading(2), Text::of(&head, Marks::BOLD)));
        maker.items(&later);
    }
    Sheet {
        page: view.address.clone(),
        also: Vec::new(),
        label: format!("{} {}", of_week.called, view.called),
        depth: 0,
        chapter: None,
        head: vec![heading(&title), line],
        body: maker.finish(),
        fit: Fit::One(Some(editor.day_span(week, day))),
        room: Room::Notes,
        address: printing.code(&view.address),
        title,
    }
}
