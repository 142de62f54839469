//! JSON, for programs; `docs/calendar.md` has the shape.

use serde_json::{Value, json};

use super::spreadsheet::kind;
use crate::view::{ExportBlockView, ExportEntryView, ExportTaskView, ExportView};

/// An edition as a JSON object.
pub(super) fn json(edition: &ExportView) -> String {
    let named = |id: &str, title: &str| json!({"id": id, "title": title});
    let track = edition.track.as_ref();
    let entries = edition.entries.iter();
    let value = json!({
        "version": 1,
        "handbook": named(&edition.handbook, &edition.handbook_title),
        "plan": named(&edition.plan, &edition.plan_title),
        "track": track.map(|(id, title)| named(id, title)),
        "start": edition.start.map(|start| start.to_string()),
        "entries": entries.map(entry).collect::<Vec<Value>>(),
    });
    format!("{value:#}\n")
}

fn entry(entry: &ExportEntryView) -> Value {
    let some = |id: &str| Some(id.to_owned()).filter(|id| !id.is_empty());
    json!({
        "week": some(&entry.week),
        "day": some(&entry.day),
        "title": entry.title,
        "first": entry.dates.map(|(first, _)| first.to_string()),
        "last": entry.dates.map(|(_, last)| last.to_string()),
        "in_calendar": entry.is_event,
        "minutes": entry.minutes,
        "written_minutes": entry.written,
        "address": entry.address,
        "blocks": entry.blocks.iter().map(block).collect::<Vec<Value>>(),
        "revision": entry.revision.map_or(0, |revision| revision.number),
        "tasks": entry.tasks.iter().map(task).collect::<Vec<Value>>(),
    })
}

fn block(block: &ExportBlockView) -> Value {
    let time = |minutes: u32| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    let (begin, end) = block.clock;
    json!({"label": block.label, "begin": time(begin), "end": time(end)})
}

fn task(task: &ExportTaskView) -> Value {
    json!({
        "id": task.id,
        "words": task.words,
        "kind": kind(task),
        "minutes": task.minutes,
        "area": task.area,
        "levels": task.levels,
        "block": task.block.as_ref().map(|(_, label)| label),
        "done": task.is_done,
    })
}
