//! Comma-separated values, for spreadsheets.

use crate::view::{ExportEntryView, ExportTaskView, ExportView};

const COLUMNS: [&str; 16] = [
    "plan",
    "track",
    "week",
    "day",
    "title",
    "first",
    "last",
    "day_minutes",
    "address",
    "task",
    "id",
    "kind",
    "minutes",
    "area",
    "block",
    "done",
];

/// An edition with a row for each task, and one for each day without tasks.
pub(super) fn csv(edition: &ExportView) -> String {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for entry in &edition.entries {
        let day = day_cells(edition, entry);
        if entry.tasks.is_empty() {
            let none = std::iter::repeat_n(String::new(), COLUMNS.len() - day.len());
            rows.push(day.iter().cloned().chain(none).collect());
        }
        for task in &entry.tasks {
            rows.push(day.iter().cloned().chain(task_cells(task)).collect());
        }
    }
    csv_table(&rows)
}

fn day_cells(edition: &ExportView, entry: &ExportEntryView) -> [String; 9] {
    let dates = entry.dates;
    let track = edition.track.as_ref().map(|(id, _)| id.clone());
    [
        edition.plan.clone(),
        track.unwrap_or_default(),
        entry.week.clone(),
        entry.day.clone(),
        entry.title.clone(),
        dates
            .map(|(first, _)| first.to_string())
            .unwrap_or_default(),
        dates.map(|(_, last)| last.to_string()).unwrap_or_default(),
        number(entry.minutes),
        entry.address.clone(),
    ]
}

fn task_cells(task: &ExportTaskView) -> [String; 7] {
    [
        task.words.clone(),
        task.id.clone(),
        kind(task).to_owned(),
        number(task.minutes),
        task.area.clone().unwrap_or_default(),
        task.block
            .as_ref()
            .map_or("", |(_, label)| label)
            .to_owned(),
        if task.is_done { "yes" } else { "no" }.to_owned(),
    ]
}

/// The name of a task's placement.
pub(super) fn kind(task: &ExportTaskView) -> &'static str {
    if task.is_core { "core" } else { "stretch" }
}

fn number(number: Option<u32>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// Rows as comma-separated values (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe.
pub fn csv_table(rows: &[Vec<String>]) -> String {
    let mut table = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail.
        let _ = table.write_record(row.iter().map(|cell| without_formula(cell)));
    }
    let bytes = table.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn without_formula(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::csv_table;

    #[test]
    fn cells_are_quoted_and_no_formulas() {
        for (cell, expected) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("“a” \"b\"", "\"“a” \"\"b\"\"\""),
            ("a\nb", "\"a\nb\""),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-2", "'-2"),
            ("@x", "'@x"),
            ("\t=1", "'\t=1"),
            ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
            ("a=b", "a=b"),
            ("2027-01-04", "2027-01-04"),
        ] {
            let row = vec![cell.to_owned(), "end".to_owned()];
            assert_eq!(csv_table(&[row]), format!("{expected},end\n"));
        }
    }
}
