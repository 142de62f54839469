//! Notes for Anki, in its text format: each task is a note with the day on its back.

use super::calendar::name;
use super::spreadsheet::kind;
use crate::view::{ExportEntryView, ExportTaskView, ExportView};

/// An edition as notes. Their ids are those of the tasks, so importing a newer file updates them.
pub(super) fn anki(edition: &ExportView) -> String {
    let deck = one_line(&name(edition).replace("::", ":"));
    let mut text = format!(
        "#separator:tab\n#html:true\n#notetype:Basic\n#deck:{deck}\n#columns:guid\tFront\tBack\tTags\n#guid column:1\n#tags column:4\n"
    );
    for entry in &edition.entries {
        for task in &entry.tasks {
            let fields = [
                format!("{}-{}", edition.handbook, task.id),
                html(&task.words),
                back(entry),
                tags(entry, task),
            ];
            text.push_str(&fields.map(|field| quoted(&field)).join("\t"));
            text.push('\n');
        }
    }
    text
}

/// The day of a task, with a link to its page if its address is known.
fn back(entry: &ExportEntryView) -> String {
    let title = html(&entry.title);
    let title = if entry.is_on_the_web {
        format!("<a href=\"{}\">{title}</a>", html(&entry.address))
    } else {
        title
    };
    match entry.dates {
        Some((first, last)) if first == last => format!("{title}<br>{first}"),
        Some((first, last)) => format!("{title}<br>{first} – {last}"),
        None => title,
    }
}

/// A tag has no spaces, and `::` in it means a hierarchy.
fn tags(entry: &ExportEntryView, task: &ExportTaskView) -> String {
    let tag = |words: &str| {
        let words: Vec<&str> = words.split_whitespace().collect();
        words.join("-").replace("::", ":")
    };
    let area = task.area.as_deref().map(tag);
    let week = Some(entry.week.clone()).filter(|week| !week.is_empty());
    let all = [week, Some(kind(task).to_owned()), area];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn html(words: &str) -> String {
    let words = one_line(words).replace('&', "&amp;").replace('<', "&lt;");
    words.replace('>', "&gt;").replace('"', "&quot;")
}

fn one_line(words: &str) -> String {
    words.replace(['\n', '\r', '\t'], " ")
}

/// Quoted if it contains a quotation mark, which would otherwise begin a quoted field.
fn quoted(field: &str) -> String {
    if field.contains('"') {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
