//! The weeks and days that rows belong to, and their headings.

use super::calendar::{monday, weeks_between};
use super::order::ordered;
use super::plan::{ImportedPart, ImportedRole, ImportedText, capitalized};
use super::problem::{ImportReport, listed};
use crate::language::Vocabulary;
use crate::plan::DayName;
use crate::reading::{LineRole, line_name};
use crate::units::{Date, NumberRange};

/// What the cells of a row say about its place.
#[derive(Clone, Debug)]
pub(super) struct RowPlace<'a> {
    pub(super) phase: &'a str,
    pub(super) week: &'a str,
    pub(super) day: &'a str,
    pub(super) block: &'a str,
    /// The title of a place outside of weeks.
    pub(super) title: &'a str,
    /// The date that is the name of the day.
    pub(super) date: Option<Date>,
    /// Whether prepbook wrote the table: weeks and days are ids.
    pub(super) is_exported: bool,
}

/// The place of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    phase: String,
    week: WeekKey,
    day: Option<ImportedRole>,
    /// The headings of the week, the day and the block.
    headings: [String; 3],
}

/// A week.
#[derive(Clone, Debug, PartialEq)]
enum WeekKey {
    Numbered(NumberRange),
    /// The week that begins on a Monday.
    Dated(Date),
    /// Words that name no week.
    Named(String),
}

impl Placed {
    /// The first number of its week.
    pub(super) fn week_number(&self) -> Option<u32> {
        match self.week {
            WeekKey::Numbered(numbers) => Some(numbers.first),
            _ => None,
        }
    }

    /// Its day.
    pub(super) fn day_name(&self) -> Option<&DayName> {
        match &self.day {
            Some(ImportedRole::Day(day)) => Some(day),
            _ => None,
        }
    }
}

/// The weeks of a table.
pub(super) struct Places {
    words: &'static Vocabulary,
    has_weeks: bool,
    /// The parts of each week, in the order of the table.
    weeks: Vec<(WeekKey, String, ImportedPart)>,
    /// The last week and its last weekday, in a table without weeks.
    last: (u32, usize),
}

impl Places {
    /// No weeks yet; `has_weeks` is whether the table has a column for them.
    pub(super) fn new(words: &'static Vocabulary, has_weeks: bool) -> Self {
        Self {
            words,
            has_weeks,
            weeks: Vec::new(),
            last: (1, 0),
        }
    }

    /// The place that cells name.
    pub(super) fn place(&mut self, at: &RowPlace<'_>) -> Placed {
        let text = |cell: &str| {
            let text = if at.is_exported {
                of_id(cell)
            } else {
                cell.to_owned()
            };
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let day_text = at
            .date
            .map_or_else(|| text(at.day), |date| date.to_string());
        let (mut day, day_heading) = self.day_of(day_text);
        let (week, week_heading) = match text(at.week) {
            cell if cell.is_empty() && at.is_exported && at.day.is_empty() => {
                (WeekKey::Named(at.title.to_owned()), at.title.to_owned())
            }
            // In a table of days, words that name none are a part of their own.
            cell if cell.is_empty() && !self.has_weeks && day == Some(ImportedRole::Section) => {
                day = None;
                (WeekKey::Named(day_heading.clone()), day_heading.clone())
            }
            cell if cell.is_empty() => self.week_of_day(day.as_ref(), at.date),
            cell => self.week_of(cell),
        };
        Placed {
            phase: text(at.phase),
            week,
            day,
            headings: [
                week_heading,
                day_heading,
                at.block.split_whitespace().collect::<Vec<_>>().join(" "),
            ],
        }
    }

    /// The week that a cell names, with its heading.
    fn week_of(&self, cell: String) -> (WeekKey, String) {
        if let Ok(number) = cell.parse::<u32>() {
            return self.numbered(number);
        }
        match line_name(&cell, self.words).map(|name| name.role) {
            Some(LineRole::Week(numbers)) => (WeekKey::Numbered(numbers), cell),
            _ => (WeekKey::Named(cell.clone()), cell),
        }
    }

    fn numbered(&self, number: u32) -> (WeekKey, String) {
        let numbers = NumberRange {
            first: number,
            last: number,
        };
        (WeekKey::Numbered(numbers), week_name(number, self.words))
    }

    /// The day that a cell names, with its heading; `None` without a cell.
    fn day_of(&self, cell: String) -> (Option<ImportedRole>, String) {
        if cell.is_empty() {
            return (None, cell);
        }
        if let Ok(number) = cell.parse::<u32>() {
            let numbers = NumberRange {
                first: number,
                last: number,
            };
            let day = DayName::Ordinal(numbers);
            let own = self
                .words
                .day
                .first()
                .map(|word| format!("{} {number}", capitalized(word)));
            let is_read = |name: &String| {
                line_name(name, self.words)
                    .is_some_and(|name| name.role == LineRole::Day(day.clone()))
            };
            let heading = own
                .filter(is_read)
                .unwrap_or_else(|| format!("Day {number}"));
            return (Some(ImportedRole::Day(day)), heading);
        }
        match line_name(&cell, self.words).map(|name| name.role) {
            Some(LineRole::Day(day)) => (Some(ImportedRole::Day(day)), cell),
            _ => (Some(ImportedRole::Section), cell),
        }
    }

    /// The week of a day in a row without a week: by its date, by its number, or the next one if weekdays begin again.
    fn week_of_day(&mut self, day: Option<&ImportedRole>, date: Option<Date>) -> (WeekKey, String) {
        if let Some(monday) = date.and_then(monday).filter(|_| !self.has_weeks) {
            return (WeekKey::Dated(monday), String::new());
        }
        let number = match day {
            Some(ImportedRole::Day(DayName::Ordinal(numbers))) if !self.has_weeks => {
                numbers.first.saturating_sub(1) / 7 + 1
            }
            Some(ImportedRole::Day(DayName::Weekdays { first, .. })) if !self.has_weeks => {
                let week = self.last.0 + u32::from(*first < self.last.1);
                self.last = (week, *first);
                week
            }
            _ => self.last.0,
        };
        self.numbered(number)
    }

    /// The lowest number of a week.
    pub(super) fn first_week(&self) -> u32 {
        let numbers = self.weeks.iter().filter_map(|(key, ..)| match key {
            WeekKey::Numbered(numbers) => Some(numbers.first),
            _ => None,
        });
        numbers.min().unwrap_or(1)
    }

    fn week(&mut self, placed: &Placed) -> &mut ImportedPart {
        let known = self.weeks.iter().position(|(key, ..)| *key == placed.week);
        let index = known.unwrap_or(self.weeks.len());
        if known.is_none() {
            let role = match placed.week {
                WeekKey::Numbered(numbers) => ImportedRole::Week(numbers),
                _ => ImportedRole::Section,
            };
            let part = ImportedPart::new(role, placed.headings[0].clone());
            self.weeks
                .push((placed.week.clone(), placed.phase.clone(), part));
        }
        let (_, phase, part) = &mut self.weeks[index];
        if phase.is_empty() {
            phase.clone_from(&placed.phase);
        }
        if is_bare(&part.heading, self.words) && !is_bare(&placed.headings[0], self.words) {
            part.heading.clone_from(&placed.headings[0]);
        }
        part
    }

    /// The day of a place, or its week if it has no day.
    pub(super) fn day(&mut self, placed: &Placed) -> &mut ImportedPart {
        let words = self.words;
        let week = self.week(placed);
        let Some(role) = &placed.day else { return week };
        let heading = &placed.headings[1];
        let is_same = |part: &ImportedPart| match role {
            ImportedRole::Section => part.role == *role && part.heading == *heading,
            role => part.role == *role,
        };
        let known = week.parts.iter().position(is_same);
        let index = known.unwrap_or(week.parts.len());
        if known.is_none() {
            week.parts
                .push(ImportedPart::new(role.clone(), heading.clone()));
        }
        let part = &mut week.parts[index];
        if is_bare(&part.heading, words) && !is_bare(heading, words) {
            part.heading.clone_from(heading);
        }
        part
    }

    /// The part that the task of a place is in.
    pub(super) fn part(&mut self, placed: &Placed) -> &mut ImportedPart {
        let day = self.day(placed);
        match placed.headings[2].as_str() {
            "" => day,
            label => day.last_part(ImportedRole::Block, label),
        }
    }

    /// Adds a title to the heading of a day or a week, or to its text if it has another title.
    pub(super) fn titled(&mut self, placed: &Placed, title: &str) {
        let words = self.words;
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let part = self.day(placed);
        let named = line_name(&part.heading, words);
        let is_titled = named.as_ref().is_some_and(|name| name.title == title);
        let whole = format!("{}: {title}", part.heading);
        let is_read = || {
            line_name(&whole, words).map(|name| name.role)
                == named.as_ref().map(|name| name.role.clone())
        };
        if is_bare(&part.heading, words) && is_read() {
            part.heading = whole;
        } else if !is_titled {
            let lines = ImportedText::lines(&title).filter(|line| !part.texts.contains(line));
            let lines: Vec<_> = lines.collect();
            part.texts.extend(lines);
        }
    }

    /// All parts: the weeks in order, in their phases, then the sections.
    pub(super) fn parts(self, report: &mut ImportReport) -> Vec<ImportedPart> {
        let weeks = self.dated_and_named(report);
        let (mut phases, mut numbered, mut sections) = (Vec::new(), Vec::new(), Vec::new());
        for (phase, part) in weeks {
            match part.role {
                ImportedRole::Week(numbers) => {
                    phases.push((numbers, phase));
                    numbered.push(part);
                }
                _ => sections.push(part),
            }
        }
        let numbered = ordered(
            numbered,
            &mut None,
            &|number| week_name(number, self.words),
            report,
        );
        let mut parts = in_phases(numbered, &phases, self.words);
        parts.append(&mut sections);
        parts
    }

    /// The weeks with numbers for dates, and for names if no week has a number.
    fn dated_and_named(&self, report: &mut ImportReport) -> Vec<(String, ImportedPart)> {
        let is_numbered = |key: &WeekKey| matches!(key, WeekKey::Numbered(_) | WeekKey::Dated(_));
        let has_numbers = self.weeks.iter().any(|(key, ..)| is_numbered(key));
        let mondays = self.weeks.iter().filter_map(|(key, ..)| match key {
            WeekKey::Dated(monday) => Some(*monday),
            _ => None,
        });
        let first = mondays.min();
        let mut named = Vec::new();
        let mut weeks = Vec::new();
        for (key, phase, part) in &self.weeks {
            let mut part = part.clone();
            match key {
                WeekKey::Numbered(_) => {}
                WeekKey::Dated(monday) => {
                    let after = first.and_then(|first| weeks_between(first, *monday));
                    self.rename(&mut part, after.map_or(u32::MAX, |after| after + 1), "");
                }
                WeekKey::Named(text) => {
                    named.push(text.clone());
                    let number = u32::try_from(named.len()).unwrap_or(u32::MAX);
                    if !has_numbers && !text.is_empty() {
                        self.rename(&mut part, number, text);
                    }
                }
            }
            merge(&mut weeks, phase, part);
        }
        if !named.is_empty() {
            let what = if has_numbers {
                "they are sections after the weeks"
            } else {
                "they are numbered in their order"
            };
            report.note(format!("no names of weeks: {}; {what}", listed(&named)));
        }
        weeks
    }

    fn rename(&self, part: &mut ImportedPart, number: u32, title: &str) {
        let numbers = NumberRange {
            first: number,
            last: number,
        };
        part.role = ImportedRole::Week(numbers);
        part.heading = week_name(number, self.words);
        if !title.is_empty() {
            part.heading = format!("{}: {title}", part.heading);
        }
    }
}

/// Adds a week, or its content to the same week: a table may have dates and other names of days.
fn merge(weeks: &mut Vec<(String, ImportedPart)>, phase: &str, mut part: ImportedPart) {
    let is_week = matches!(part.role, ImportedRole::Week(_));
    let same = weeks
        .iter_mut()
        .find(|(_, own)| is_week && own.role == part.role);
    match same {
        Some((_, own)) => {
            own.texts.append(&mut part.texts);
            own.tasks.append(&mut part.tasks);
            own.parts.append(&mut part.parts);
        }
        None => weeks.push((phase.to_owned(), part)),
    }
}

/// Groups weeks by their phases. A week without one is in the phase of the week in front of it.
fn in_phases(
    weeks: Vec<ImportedPart>,
    phases: &[(NumberRange, String)],
    words: &Vocabulary,
) -> Vec<ImportedPart> {
    let known = phases
        .iter()
        .map(|(_, phase)| phase)
        .find(|phase| !phase.is_empty());
    let Some(first) = known else { return weeks };
    let mut current = first.clone();
    let mut parts: Vec<ImportedPart> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for week in weeks {
        let is_own = |(numbers, phase): &&(NumberRange, String)| {
            week.role == ImportedRole::Week(*numbers) && !phase.is_empty()
        };
        if let Some((_, phase)) = phases.iter().find(is_own) {
            current.clone_from(phase);
        }
        if names.last() != Some(&current) {
            names.push(current.clone());
            let is_phase =
                line_name(&current, words).is_some_and(|name| name.role == LineRole::Phase);
            let heading = if is_phase {
                current.clone()
            } else {
                format!("Phase {}: {current}", names.len())
            };
            parts.push(ImportedPart::new(ImportedRole::Phase, heading));
        }
        if let Some(phase) = parts.last_mut() {
            phase.parts.push(week);
        }
    }
    parts
}

/// `Week 3` in the language of the words.
pub(super) fn week_name(number: u32, words: &Vocabulary) -> String {
    let numbers = NumberRange {
        first: number,
        last: number,
    };
    let own = words.week.first();
    let own = own.map(|word| format!("{} {number}", capitalized(word)));
    let is_read = |name: &String| {
        line_name(name, words).is_some_and(|name| name.role == LineRole::Week(numbers))
    };
    own.filter(is_read)
        .unwrap_or_else(|| format!("Week {number}"))
}

/// Whether a heading is only a name, without a title.
fn is_bare(heading: &str, words: &Vocabulary) -> bool {
    line_name(heading, words).is_some_and(|name| name.title.is_empty())
}

/// The name that an id is made of: `Week 3` of `week-3`.
fn of_id(id: &str) -> String {
    let mut name = String::new();
    let mut signs = id.chars().peekable();
    while let Some(sign) = signs.next() {
        let is_joint =
            name.ends_with(char::is_alphabetic) && signs.peek().is_some_and(char::is_ascii_digit);
        name.push(if sign == '-' && is_joint { ' ' } else { sign });
    }
    capitalized(&name)
}
