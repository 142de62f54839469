//! Markdown with the weeks, days and tasks of one edition, which prepbook and people can read. A comment below each task
//! has its id and its area.

use std::fmt::Write as _;

use super::calendar::name;
use super::words::ExportWords;
use crate::view::{ExportEntryView, ExportTaskView, ExportView};

/// An edition as a document.
pub(super) fn markdown(edition: &ExportView, words: &ExportWords) -> String {
    let mut text = format!("# {}\n", escaped(&name(edition)));
    let mut week = "";
    for entry in &edition.entries {
        if entry.week != week || entry.week.is_empty() {
            week = &entry.week;
            let title = match week {
                "" => &entry.title,
                _ => &entry.week_title,
            };
            let _ = write!(text, "\n## {}\n", escaped(title));
        }
        if !entry.day.is_empty() {
            let _ = write!(text, "\n### {}\n", day(entry, words));
        }
        if let Some((first, last)) = entry.dates.filter(|_| !entry.day.is_empty()) {
            let last = Some(last).filter(|last| *last != first);
            let last = last.map(|last| format!(" – {last}")).unwrap_or_default();
            let _ = write!(text, "\n> {first}{last}\n");
        }
        if !entry.tasks.is_empty() {
            text.push('\n');
        }
        for task in &entry.tasks {
            item(task, words, &mut text);
        }
    }
    text
}

fn day(entry: &ExportEntryView, words: &ExportWords) -> String {
    let title = escaped(&entry.day_title);
    match entry.minutes {
        Some(minutes) if minutes > 0 => format!("{title} ({})", time(minutes, words)),
        _ => title,
    }
}

fn item(task: &ExportTaskView, words: &ExportWords, text: &mut String) {
    let mark = if task.is_done { 'x' } else { ' ' };
    let _ = write!(text, "- [{mark}] {}", escaped(&task.words));
    if let Some(minutes) = task.minutes {
        let _ = write!(text, " ({})", time(minutes, words));
    }
    let level = (!task.levels.is_empty()).then(|| format!("level=\"{}\"", task.levels.join(" ")));
    let optional = (!task.is_core).then(|| "optional".to_owned());
    let attributes: Vec<String> = [level, optional].into_iter().flatten().collect();
    if !attributes.is_empty() {
        let _ = write!(text, " {{{}}}", attributes.join(" "));
    }
    let area = task
        .area
        .iter()
        .map(|area| format!(", {}", area.replace("--", "-")));
    let _ = write!(
        text,
        "\n  <!-- {}{} -->\n",
        task.id,
        area.collect::<String>()
    );
}

fn time(minutes: u32, words: &ExportWords) -> String {
    words.time(minutes).replace('\u{a0}', " ")
}

/// Words whose characters are no marks of Markdown, on one line.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '{' | '}' | '|' | '~' | '$' | '&'
            | '#' => escaped.extend(['\\', character]),
            other => escaped.push(other),
        }
    }
    escaped
}
