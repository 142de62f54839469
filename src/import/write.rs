//! Writes an imported plan as Markdown.

use std::fmt::Write as _;

use super::plan::{
    ImportedPart, ImportedPlan, ImportedRole, ImportedTask, ImportedText, ImportedWords, plain,
    without_box,
};
use super::problem::{ImportReport, listed};
use crate::language::{Vocabulary, plain as letters, timed_task};
use crate::markdown::{LinePlace, address, escape_into, escape_words};
use crate::units::Stated;

/// How deep parts of tasks are nested.
const DEEPEST_PART: usize = 6;

/// The text of a plan.
pub(super) fn write(plan: &ImportedPlan, report: &mut ImportReport) -> String {
    let mut tasks = Vec::new();
    plan.tasks()
        .into_iter()
        .for_each(|task| add_all(task, &mut tasks));
    let areas = distinct(
        tasks.iter().filter_map(|task| task.area.as_ref()),
        "areas",
        report,
    );
    let tracks = distinct(tasks.iter().flat_map(|task| &task.tracks), "tracks", report);
    let mut writer = PlanWriter {
        text: String::from("---\n"),
        words: plan.vocabulary(),
        // If every task is for the only track, the plan is.
        marks_tracks: tracks.len() > 1 || tasks.iter().any(|task| task.tracks.is_empty()),
    };
    let title = one_line(&plan.title);
    let _ = writeln!(writer.text, "title: {}", quoted(&title));
    if let Some(language) = plan.language {
        let _ = writeln!(writer.text, "language: {language}");
    }
    writer.text.push_str("plan: true\n");
    writer.list("tracks", &tracks);
    writer.list("areas", &areas);
    if let Some(start) = plan.start {
        let _ = writeln!(writer.text, "start_date: {start}");
    }
    let _ = write!(
        writer.text,
        "---\n\n# {}\n",
        escape_words(&title, LinePlace::Line)
    );
    writer.texts(&plan.texts);
    for part in &plan.parts {
        writer.part(part, 2);
    }
    writer.text
}

/// Adds a task and its parts.
fn add_all<'a>(task: &'a ImportedTask, tasks: &mut Vec<&'a ImportedTask>) {
    tasks.push(task);
    task.subtasks.iter().for_each(|part| add_all(part, tasks));
}

/// The names that differ in letters and digits, in the order in which they are first used.
fn distinct<'a>(
    names: impl Iterator<Item = &'a String>,
    what: &str,
    report: &mut ImportReport,
) -> Vec<&'a str> {
    let mut all: Vec<&str> = Vec::new();
    let mut same: Vec<&str> = Vec::new();
    for name in names {
        match all.iter().find(|known| letters(known) == letters(name)) {
            Some(known) if *known == name || same.contains(&name.as_str()) => {}
            Some(_) => same.push(name),
            None => all.push(name),
        }
    }
    if !same.is_empty() {
        report.note(format!(
            "{what} that differ from others only in case, spaces or signs are the same: {}",
            listed(&same)
        ));
    }
    all
}

struct PlanWriter {
    text: String,
    words: &'static Vocabulary,
    marks_tracks: bool,
}

impl PlanWriter {
    /// A list in the front matter.
    fn list(&mut self, key: &str, names: &[&str]) {
        if !names.is_empty() {
            let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            let _ = writeln!(self.text, "{key}: [{}]", names.join(", "));
        }
    }

    fn part(&mut self, part: &ImportedPart, level: usize) {
        const DEEPEST: usize = 6;
        let heading = escape_words(&one_line(&part.heading), LinePlace::Line);
        match part.role {
            ImportedRole::Block => {
                let _ = write!(self.text, "\n**{heading}**\n");
            }
            _ => {
                let marks = "#".repeat(level.min(DEEPEST));
                let time =
                    Self::time_of_day(part).map_or(String::new(), |time| format!(" ({time})"));
                let _ = write!(self.text, "\n{marks} {heading}{time}\n");
            }
        }
        self.texts(&part.texts);
        if !part.tasks.is_empty() {
            self.text.push('\n');
        }
        for task in &part.tasks {
            self.task(task, "");
        }
        for part in &part.parts {
            self.part(part, level + 1);
        }
    }

    /// The stated time of a day, unless its tasks state theirs.
    fn time_of_day(day: &ImportedPart) -> Option<String> {
        let blocks = day.parts.iter().flat_map(|part| &part.tasks);
        let times: Vec<Option<Stated>> = day
            .tasks
            .iter()
            .chain(blocks)
            .map(|task| task.time)
            .collect();
        let minutes = day.minutes.filter(|minutes| *minutes > 0)?;
        let sum: u32 = times.iter().flatten().map(|time| time.high.minutes()).sum();
        let is_whole = !times.is_empty() && times.iter().all(Option::is_some);
        (!is_whole && sum <= minutes)
            .then(|| crate::units::Effort::from_minutes(minutes).to_string())
    }

    /// Text below a heading: quoted, so that no line of it is read as a heading, a note or a task.
    fn texts(&mut self, texts: &[ImportedText]) {
        for (index, text) in texts.iter().enumerate() {
            self.text.push_str(if index == 0 { "\n" } else { ">\n" });
            match text {
                ImportedText::Line(words) => {
                    let (mark, words) = boxed(words);
                    let item = if mark.is_empty() { "" } else { "- " };
                    let _ = writeln!(self.text, "> {item}{mark}{}", inline(&words));
                }
                ImportedText::Code(code) => fenced(code, "> ", &mut self.text),
            }
        }
    }

    fn task(&mut self, task: &ImportedTask, indent: &str) {
        let mark = if task.is_done { 'x' } else { ' ' };
        let words = inline(&task.words);
        let mut attributes = Vec::new();
        let mut time = String::new();
        if let Some(stated) = task.time {
            // The time is written as people do if it reads back as the same.
            let whole = format!("{} ({stated})", plain(&task.words).trim());
            let read = timed_task(&whole, self.words);
            if read.stated == Some(stated) && read.title == plain(&task.words).trim() {
                time = format!(" ({stated})");
            } else {
                attributes.push(format!("time=\"{stated}\""));
            }
        }
        if let Some(area) = &task.area {
            attributes.push(format!("area={}", value(area)));
        }
        if self.marks_tracks && !task.tracks.is_empty() {
            let tracks: Vec<String> = task.tracks.iter().map(|track| joined(track)).collect();
            let tracks = tracks.join(" ");
            let is_one = task.tracks.len() == 1;
            attributes.push(if is_one {
                format!("track={tracks}")
            } else {
                format!("track=\"{tracks}\"")
            });
        }
        if task.is_optional {
            attributes.push("optional".to_owned());
        }
        let attributes = if attributes.is_empty() {
            String::new()
        } else {
            format!(" {{{}}}", attributes.join(" "))
        };
        let _ = writeln!(self.text, "{indent}- [{mark}] {words}{time}{attributes}");
        // Parts that are nested deeper than anybody reads are beside each other.
        let is_deepest = indent.len() >= DEEPEST_PART * 2;
        let inner = if is_deepest {
            indent.to_owned()
        } else {
            format!("{indent}  ")
        };
        for text in &task.texts {
            match text {
                ImportedText::Line(words) => {
                    let (mark, words) = boxed(words);
                    let _ = writeln!(self.text, "{inner}- {mark}{}", inline(&words));
                }
                ImportedText::Code(code) => {
                    if !self.text.ends_with("\n\n") {
                        self.text.push('\n');
                    }
                    fenced(code, &inner, &mut self.text);
                    self.text.push('\n');
                }
            }
        }
        for task in &task.subtasks {
            self.task(task, &inner);
        }
    }
}

/// The value of an attribute for a name: its letters and digits identify it.
fn value(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-';
    if name.contains(' ') && name.chars().all(is_plain) {
        return format!("\"{name}\"");
    }
    joined(name)
}

/// The words of a name, joined to one.
fn joined(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A string of YAML, in which JSON's are valid.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Words as Markdown on one line.
fn inline(words: &[ImportedWords]) -> String {
    let mut line = String::new();
    for part in words {
        match part {
            ImportedWords::Plain(words) => {
                escape_into(&mut line, words, LinePlace::Line);
            }
            ImportedWords::Link { words, address: to } if words == to && is_bare(to) => {
                let _ = write!(line, "<{to}>");
            }
            ImportedWords::Link { words, address: to } => {
                let words = escape_words(words, LinePlace::Line);
                let _ = write!(line, "[{}]({})", words.trim(), address(to, LinePlace::Line));
            }
        }
    }
    line.trim().to_owned()
}

/// A line without the box that it begins with, and the mark of the box.
fn boxed(line: &[ImportedWords]) -> (&'static str, Vec<ImportedWords>) {
    if let [ImportedWords::Plain(first), rest @ ..] = line
        && let Some((words, is_ticked)) = without_box(first)
    {
        let mark = if is_ticked { "[x] " } else { "[ ] " };
        let words = ImportedWords::Plain(words.to_owned());
        return (mark, [&[words], rest].concat());
    }
    ("", line.to_vec())
}

/// Whether an address can be written between angle brackets as it is.
fn is_bare(address: &str) -> bool {
    !address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>{}|\\^`\"$%*".contains(c))
}

/// Code in a fence that it does not contain.
fn fenced(code: &str, indent: &str, text: &mut String) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = writeln!(text, "{indent}{fence}text");
    for line in code.lines() {
        let _ = writeln!(text, "{}", format!("{indent}{line}").trim_end());
    }
    let _ = writeln!(text, "{indent}{fence}");
}
