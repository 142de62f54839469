//! Tables: the rows of a spreadsheet as the tasks of a plan. A week, a day or a phase that a row leaves out is that of
//! the row above, as in tables with merged cells.

use super::calendar::{date, in_year};
use super::cells::{CellRow, TableCell, rows};
use super::header::{ColumnRole, TableColumns, above, columns, no_header};
use super::place::{Placed, Places, RowPlace};
use super::plan::{
    ImportedPlan, ImportedRole, ImportedTask, ImportedText, plain, without_box, without_bullet,
    words,
};
use super::problem::{ImportReport, listed};
use super::start::{DatedDay, start};
use super::value::{NumberUnit, TIME_HELP, clock, is_done, names, number, time};
use crate::language::{Vocabulary, day_comes_first, plain as plain_word, whole_date};
use crate::units::{Date, Stated};

/// How far down the header may be.
const LAST_HEADER: usize = 10;

/// A table as a plan with a title.
pub(super) fn table(text: &str, title: &str, report: &mut ImportReport) -> ImportedPlan {
    let rows = rows(text, report);
    let mut plan = ImportedPlan {
        title: title.to_owned(),
        ..ImportedPlan::default()
    };
    let mut top = rows.iter().take(LAST_HEADER).enumerate();
    let header = top.find_map(|(index, row)| Some((index, columns(row)?)));
    let Some((header, columns)) = header else {
        no_header(&rows, report);
        return plan;
    };
    above(&rows[..header], &mut plan);
    plan.language = columns.language;
    let table = TableReader::new(columns, &rows[header + 1..]);
    if !table.columns.roles.contains(&ColumnRole::Task) {
        let place = rows[header][0].place();
        let why = format!(
            "no column has the tasks, among {}",
            listed(&table.columns.names)
        );
        report.problem(place, (why, "name the column with what to do `task`"));
        return plan;
    }
    table.read(&mut plan, report);
    plan
}

/// The rows of a table below its header.
struct TableReader<'a> {
    columns: TableColumns,
    rows: &'a [CellRow],
    words: &'static Vocabulary,
    /// The words for dates, with the order of day and month that the table uses.
    dates: &'static Vocabulary,
    /// The unit of times without one.
    unit: NumberUnit,
    /// Whether the times are times of day, which are kept as text.
    has_clock: bool,
}

impl<'a> TableReader<'a> {
    fn new(columns: TableColumns, rows: &'a [CellRow]) -> Self {
        let date = columns
            .roles
            .iter()
            .position(|role| *role == ColumnRole::Date);
        let dates = rows
            .iter()
            .filter_map(|row| Some(row.get(date?)?.text.trim()));
        let mut table = Self {
            dates: if day_comes_first(dates) {
                Vocabulary::with_day_first(columns.language)
            } else {
                Vocabulary::of(columns.language)
            },
            words: Vocabulary::of(columns.language),
            unit: NumberUnit::Minutes,
            has_clock: false,
            columns,
            rows,
        };
        let times: Vec<&str> = rows
            .iter()
            .map(|row| table.text(row, ColumnRole::Time))
            .collect();
        let times: Vec<&str> = times.into_iter().filter(|time| !time.is_empty()).collect();
        let is_broken = |time: &&str| number(time).is_some_and(|number| number.fract() > 0.0);
        if times.iter().any(is_broken) || table.has(ColumnRole::Hours) {
            table.unit = NumberUnit::Hours;
        }
        // Nothing takes five hours or more in every row.
        let is_clock = |time: &&str| clock(time).is_some_and(|hours| (5.0..24.0).contains(&hours));
        table.has_clock = !times.is_empty() && times.iter().all(is_clock);
        table
    }

    fn has(&self, role: ColumnRole) -> bool {
        self.columns.roles.contains(&role)
    }

    fn cell(&self, row: &'a CellRow, role: ColumnRole) -> Option<&'a TableCell> {
        let column = self.columns.roles.iter().position(|own| *own == role)?;
        row.get(column).filter(|cell| !cell.text.trim().is_empty())
    }

    fn text(&self, row: &'a CellRow, role: ColumnRole) -> &'a str {
        self.cell(row, role).map_or("", |cell| cell.text.trim())
    }

    /// Reads the rows into a plan.
    fn read(&self, plan: &mut ImportedPlan, report: &mut ImportReport) {
        let mut places = Places::new(self.words, self.has(ColumnRole::Week));
        let mut dated = Vec::new();
        let mut above: Option<RowPlace<'a>> = None;
        let mut sums = Vec::new();
        for row in self.rows {
            if self.is_sum(row) {
                sums.push(format!("line {}", row[0].place.0));
                continue;
            }
            let cells = self.place(row, above.as_ref(), report);
            let at = places.place(&cells);
            dated.extend(self.dated(row, &at));
            let task = self.task(row, report);
            self.describe(row, &at, &mut places);
            match task {
                Some(task) => places.part(&at).tasks.push(task),
                None => places.day(&at).texts.extend(self.remarks(row)),
            }
            above = Some(cells);
        }
        if let Some(start) = start(&dated, places.first_week()) {
            plan.start = Some(start);
        } else {
            for day in dated {
                let part = places.day(&day.placed);
                let line = ImportedText::lines(&day.text).next();
                let line = line.filter(|line| !part.texts.contains(line));
                part.texts.extend(line);
            }
        }
        plan.parts = places.parts(report);
        if !sums.is_empty() {
            report.note(format!(
                "left out, since they are sums: {}",
                sums.join(", ")
            ));
        }
        self.note_columns(report);
    }

    /// The date that is the name of a day. Without a year, it is in the year of the date above it.
    fn date(
        &self,
        cell: &TableCell,
        above: Option<Date>,
        report: &mut ImportReport,
    ) -> Option<Date> {
        let text = cell.text.trim();
        if let Some(date) = date(text, self.dates) {
            return Some(date);
        }
        let written = whole_date(text, self.dates)?;
        if !written.is_possible() {
            let why = format!("`{text}` is not a date of the calendar");
            report.problem(cell.place(), (why, "correct the date"));
            return None;
        }
        let found = above.and_then(|above| in_year(written, above));
        if found.is_none() && !self.has(ColumnRole::Week) {
            let why = format!("`{text}` has no year, so its week is not known");
            report.problem(
                cell.place(),
                (why, "add the year, as in `2027-01-04`, or a column `week`"),
            );
        }
        found
    }

    /// Whether a row adds up the times of others.
    fn is_sum(&self, row: &'a CellRow) -> bool {
        const SUMS: [&str; 7] = [
            "total", "totals", "subtotal", "sum", "summe", "gesamt", "somme",
        ];
        let times = [ColumnRole::Minutes, ColumnRole::Hours, ColumnRole::Time];
        let has_time = times.iter().any(|role| self.cell(row, *role).is_some());
        let is_named = |cell: &TableCell| SUMS.contains(&plain_word(&cell.text).as_str());
        has_time && !self.columns.is_exported && row.iter().any(is_named)
    }

    /// Where a row belongs. What it leaves out is that of the row above, unless prepbook wrote the table.
    fn place(
        &self,
        row: &'a CellRow,
        above: Option<&RowPlace<'a>>,
        report: &mut ImportReport,
    ) -> RowPlace<'a> {
        let mut at = RowPlace {
            phase: self.text(row, ColumnRole::Phase),
            week: self.text(row, ColumnRole::Week),
            day: self.text(row, ColumnRole::Day),
            block: self.text(row, ColumnRole::Block),
            date: None,
            title: self.text(row, ColumnRole::ExportedTitle),
            is_exported: self.columns.is_exported,
        };
        if let Some(cell) = self
            .cell(row, ColumnRole::Date)
            .filter(|_| !self.has(ColumnRole::Day))
        {
            at.day = cell.text.trim();
            at.date = self.date(cell, above.and_then(|above| above.date), report);
        }
        let Some(above) = above.filter(|_| !self.columns.is_exported) else {
            return at;
        };
        if at.phase.is_empty() && (at.week.is_empty() || at.week == above.week) {
            at.phase = above.phase;
        }
        if at.week.is_empty() {
            at.week = above.week;
        }
        if at.day.is_empty() && at.week == above.week {
            at.day = above.day;
            at.date = above.date;
        }
        at
    }

    /// Adds what a row says about its day.
    fn describe(&self, row: &'a CellRow, at: &Placed, places: &mut Places) {
        let title = match self.text(row, ColumnRole::ExportedTitle) {
            "" => self.text(row, ColumnRole::Title),
            title => title.split_once(": ").map_or("", |(_, title)| title),
        };
        if !title.is_empty() && (at.day_name().is_some() || at.week_number().is_some()) {
            places.titled(at, title);
        }
        let part = places.day(at);
        if let ImportedRole::Day(_) = part.role {
            let minutes = self.text(row, ColumnRole::DayMinutes).parse().ok();
            part.minutes = part.minutes.or(minutes);
        }
    }

    /// The date of a row with a day beside it.
    fn dated(&self, row: &'a CellRow, placed: &Placed) -> Option<DatedDay> {
        let date = self
            .cell(row, ColumnRole::Date)
            .filter(|_| self.has(ColumnRole::Day))?;
        let text = date.text.trim().to_owned();
        Some(DatedDay::new(text, placed.clone(), self.dates))
    }

    /// The task of a row; `None` if it has none.
    fn task(&self, row: &'a CellRow, report: &mut ImportReport) -> Option<ImportedTask> {
        let time = self.time(row, report);
        let cell = self.cell(row, ColumnRole::Task)?;
        let text = self.unguarded(&cell.text);
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next()?;
        let (first, is_ticked) = without_box(first).unwrap_or((first, false));
        let mut areas = names(self.text(row, ColumnRole::Area)).into_iter();
        let mut tracks = names(self.text(row, ColumnRole::Track));
        tracks.retain(|track| {
            !["all", "alle", "every", "everyone", "tous", "todos"]
                .contains(&track.to_lowercase().as_str())
        });
        let mut task = ImportedTask {
            words: words(first),
            is_done: is_ticked || is_done(self.text(row, ColumnRole::Done)) == Some(true),
            is_optional: self.is_optional(row),
            time,
            area: areas.next(),
            tracks,
            ..ImportedTask::default()
        };
        for line in lines {
            let line = without_bullet(line);
            task.texts.extend(ImportedText::lines(line));
        }
        let areas: Vec<String> = areas.collect();
        let area = self.name(ColumnRole::Area);
        task.texts
            .extend(ImportedText::named(area, &areas.join(", ")));
        task.texts.extend(self.remarks(row));
        if plain(&task.words).trim().is_empty() {
            None
        } else {
            Some(task)
        }
    }

    fn is_optional(&self, row: &'a CellRow) -> bool {
        let text = self.text(row, ColumnRole::Optional);
        text == "stretch" || is_done(text) == Some(true) || text.eq_ignore_ascii_case("optional")
    }

    /// The name of the column with a role.
    fn name(&self, role: ColumnRole) -> &str {
        let column = self.columns.roles.iter().position(|own| *own == role);
        column.map_or("", |column| &self.columns.names[column])
    }

    /// The time of a row.
    fn time(&self, row: &'a CellRow, report: &mut ImportReport) -> Option<Stated> {
        if self.has_clock {
            return None;
        }
        let roles = [ColumnRole::Minutes, ColumnRole::Hours, ColumnRole::Time];
        let cell = roles.into_iter().find_map(|role| self.cell(row, role))?;
        let text = cell.text.trim();
        if ["-", "–", "—", "n/a", "N/A", "?"].contains(&text) {
            return None;
        }
        let read = time(text, self.unit, self.words);
        if read.is_none() {
            report.problem(
                cell.place(),
                (format!("`{}` is not a time", one_line(text)), TIME_HELP),
            );
        }
        read
    }

    /// The text of the cells that have no other place.
    fn remarks(&self, row: &'a CellRow) -> Vec<ImportedText> {
        let has_task = self.cell(row, ColumnRole::Task).is_some();
        let mut texts = Vec::new();
        for (index, cell) in row.iter().enumerate() {
            let role = self
                .columns
                .roles
                .get(index)
                .copied()
                .unwrap_or(ColumnRole::Other);
            let fallback = format!("Column {}", index + 1);
            let name = self
                .columns
                .names
                .get(index)
                .filter(|name| !name.is_empty());
            let name = name.unwrap_or(&fallback);
            let text = self.unguarded(cell.text.trim());
            let is_kept = match role {
                ColumnRole::Notes => {
                    texts.extend(ImportedText::lines(text));
                    continue;
                }
                ColumnRole::Other => true,
                ColumnRole::Done => is_done(text).is_none(),
                ColumnRole::Optional => {
                    !self.columns.is_exported && is_done(text).is_none() && !self.is_optional(row)
                }
                ColumnRole::Minutes | ColumnRole::Hours | ColumnRole::Time => {
                    self.has_clock || !has_task
                }
                ColumnRole::Track | ColumnRole::Area => {
                    let is_named = has_task || self.columns.is_exported;
                    !is_named || names(text).is_empty()
                }
                _ => false,
            };
            if is_kept {
                texts.extend(ImportedText::named(name, text));
            }
        }
        texts
    }

    /// A text without the apostrophe that keeps a spreadsheet from running it as a formula.
    fn unguarded<'t>(&self, text: &'t str) -> &'t str {
        let after = text.strip_prefix('\'').filter(|_| self.columns.is_exported);
        after
            .filter(|after| after.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']))
            .unwrap_or(text)
    }

    /// Names the columns that are kept as text or not at all.
    fn note_columns(&self, report: &mut ImportReport) {
        let of = |role| {
            let columns = self.columns.roles.iter().zip(&self.columns.names);
            let named = columns.filter(move |(own, name)| **own == role && !name.is_empty());
            named.map(|(_, name)| name.as_str()).collect::<Vec<_>>()
        };
        let kept = of(ColumnRole::Other);
        if !kept.is_empty() {
            report.note(format!("kept as text below the tasks: {}", listed(&kept)));
        }
        let computed = of(ColumnRole::Computed);
        if !computed.is_empty() {
            let why = "not imported, since prepbook computes them again";
            report.note(format!("{why}: {}", listed(&computed)));
        }
        if self.has_clock {
            report.note(format!(
                "`{}` has times of day: kept as text",
                self.name(ColumnRole::Time)
            ));
        }
    }
}

/// A text for a message.
fn one_line(text: &str) -> String {
    const MOST: usize = 40;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    line.chars().take(MOST).chain(['…']).collect()
}
