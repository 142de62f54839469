//! The sheet of a day.

use super::printing::Printing;
use super::row::{RowRole, SheetRow};
use super::rows::SheetRowBuilder;
use super::sheet::{Fit, Room, Sheet, facts, heading, whole};
use super::text::{Emphasis, StyledText};

/// The sheet of a day. Its facts link to its week, if that has a cover in the document.
pub(super) fn sheet(printing: &Printing<'_>, week: usize, day: usize) -> Sheet {
    let (views, words) = (printing.views, printing.making.words);
    let of_week = views.week(week);
    let view = views.day(week, day);
    let content = views.day_content(week, day, 3);
    let title = whole(&view.called, &view.title);
    let title = if view.done {
        format!("✓ {title}")
    } else {
        title
    };
    let count = views.days(week).to_string();
    let number = (day + 1).to_string();
    let date = printing
        .dates(view.offset, view.length)
        .map(|(first, last)| words.dates(first, last));
    let time = words.of_written(view.core_time, view.written);
    let back = Some(of_week.address.as_str()).filter(|page| printing.making.inside.contains(*page));
    let line = facts([
        (whole(&of_week.called, &of_week.title), back),
        (date.unwrap_or_default(), None),
        (view.time_note.clone(), None),
        (printing.track.clone(), None),
        (
            words.fill("of_week", &[("number", &number), ("count", &count)]),
            None,
        ),
        (time, None),
    ]);
    let mut maker = SheetRowBuilder::new(printing.making);
    maker.items(&content.items);
    let later = content.later;
    if !later.is_empty() {
        let head = words.get("stretch");
        maker.row(SheetRow::of(
            RowRole::Heading(2),
            StyledText::of(&head, Emphasis::BOLD),
        ));
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
        fit: Fit::One(Some(views.day_span(week, day))),
        room: Room::Notes,
        address: printing.code(&view.address),
        title,
    }
}
