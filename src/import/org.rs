//! Org files: headlines name phases, weeks and days; the others are tasks or sections.
//!
//! 1. [`headline`] reads the tree of headlines, [`body`] the lines below each.
//! 2. A plan without weeks and days gets them from the dates of its tasks, or else from its top headlines.

mod body;
mod headline;

use body::{body, inline};
use headline::{OrgFile, OrgHeadline, file};

use super::calendar::date;
use super::name::{has_names, in_weeks, labels, number, role};
use super::order::settled;
use super::place::{Places, RowPlace, week_name};
use super::plan::{ImportedPart, ImportedPlan, ImportedRole, ImportedTask, ImportedText};
use super::problem::{ImportReport, listed};
use super::value::{NumberUnit, TIME_HELP, time};
use crate::language::Vocabulary;
use crate::units::{Date, Stated};

/// An Org file as a plan; `title` is its title if it has none.
pub(super) fn org(text: &str, title: &str, report: &mut ImportReport) -> ImportedPlan {
    let file = file(text, report);
    let setting = |key: &str| {
        let mut settings = file.settings.iter();
        settings
            .find(|(own, _)| own == key)
            .map(|(_, value)| value.as_str())
    };
    let mut plan = ImportedPlan {
        title: setting("TITLE").unwrap_or(title).to_owned(),
        ..ImportedPlan::default()
    };
    let language = setting("LANGUAGE").unwrap_or("en");
    let tags = setting("FILETAGS").unwrap_or_default();
    let tags: Vec<String> = tags
        .split([':', ' '])
        .filter(|tag| !tag.is_empty())
        .map(str::to_owned)
        .collect();
    let mut reader = OrgReader {
        words: Vocabulary::of(Some(language)),
        has_tasks: has_tasks(&file.top),
        dated: Vec::new(),
        left_out: Vec::new(),
        report,
    };
    let top = body(&file.top.lines, reader.report);
    plan.texts = top.texts;
    for headline in &file.top.children {
        reader.add(headline, &tags, &mut plan.parts);
    }
    if !top.tasks.is_empty() {
        let mut part = ImportedPart::new(ImportedRole::Section, plan.title.clone());
        part.tasks = top.tasks;
        plan.parts.insert(0, part);
    }
    let (dated, left_out, words) = (reader.dated, reader.left_out, reader.words);
    finish(&mut plan, dated, (words, report));
    note(&file, &left_out, report);
    plan
}

/// Whether any headline is a task, or has checkboxes.
fn has_tasks(headline: &OrgHeadline) -> bool {
    let has_boxes = || {
        !body(&headline.lines, &mut ImportReport::default())
            .tasks
            .is_empty()
    };
    headline.state.is_some() || has_boxes() || headline.children.iter().any(has_tasks)
}

/// Gives a plan weeks and days if it has none, and puts them in order.
fn finish(
    plan: &mut ImportedPlan,
    dated: Vec<DatedTask>,
    (words, report): (&'static Vocabulary, &mut ImportReport),
) {
    unwrap(plan);
    if !has_names(&plan.parts) && !dated.is_empty() {
        let mut places = Places::new(words, false);
        let found = dated.len();
        for DatedTask {
            date,
            above,
            mut task,
        } in dated
        {
            let day = date.to_string();
            let at = places.place(&RowPlace {
                phase: "",
                week: "",
                day: &day,
                block: "",
                title: "",
                date: Some(date),
                is_exported: false,
            });
            take(&mut plan.parts, &task);
            task.texts.extend(ImportedText::named("In", &above));
            places.part(&at).tasks.push(task);
        }
        plan.parts.retain(|part| !is_empty(part));
        let mut weeks = places.parts(report);
        weeks.append(&mut plan.parts);
        plan.parts = weeks;
        report.note(format!(
            "no names of weeks or days: tasks are in the weeks of their dates ({found})"
        ));
    } else if !has_names(&plan.parts) && !plan.parts.is_empty() {
        number(&mut plan.parts, words, report);
    }
    let parts = in_weeks(std::mem::take(&mut plan.parts), words);
    plan.parts = settled(parts, &mut None, &|number| week_name(number, words), report);
}

/// Makes the only headline at the top that has weeks the title.
fn unwrap(plan: &mut ImportedPlan) {
    if let [only] = plan.parts.as_slice()
        && only.role == ImportedRole::Section
        && only.tasks.is_empty()
        && has_names(&only.parts)
    {
        let only = plan.parts.remove(0);
        plan.title = only.heading;
        plan.texts.extend(only.texts);
        plan.parts = only.parts;
    }
}

/// Removes a task that is at a date from its part.
fn take(parts: &mut [ImportedPart], task: &ImportedTask) -> bool {
    parts.iter_mut().any(|part| {
        let at = part.tasks.iter().position(|own| own == task);
        match at {
            Some(at) => {
                part.tasks.remove(at);
                true
            }
            None => take(&mut part.parts, task),
        }
    })
}

fn is_empty(part: &ImportedPart) -> bool {
    part.tasks.is_empty() && part.texts.is_empty() && part.parts.iter().all(is_empty)
}

/// The settings that are read.
const READ: [&str; 6] = [
    "TITLE", "LANGUAGE", "FILETAGS", "TODO", "SEQ_TODO", "TYP_TODO",
];

/// Names what is not in the plan.
fn note(file: &OrgFile, left_out: &[String], report: &mut ImportReport) {
    if !left_out.is_empty() {
        report.note(format!(
            "left out, since they are archived, comments or not for export: {}",
            listed(left_out)
        ));
    }
    let others = file
        .settings
        .iter()
        .filter(|(key, _)| !READ.contains(&key.as_str()));
    let mut others: Vec<String> = others.map(|(key, _)| format!("#+{key}")).collect();
    others.dedup();
    if !others.is_empty() {
        report.note(format!("not imported: {}", listed(&others)));
    }
    if file.drawers > 0 {
        report.note(format!(
            "not imported: drawers such as logbooks ({})",
            file.drawers
        ));
    }
}

/// A task with its date and the headline above it.
struct DatedTask {
    date: Date,
    above: String,
    task: ImportedTask,
}

struct OrgReader<'r> {
    words: &'static Vocabulary,
    /// Whether the file marks its tasks; otherwise, each headline without others below it is one.
    has_tasks: bool,
    /// Tasks with the date that they are scheduled for.
    dated: Vec<DatedTask>,
    left_out: Vec<String>,
    report: &'r mut ImportReport,
}

impl OrgReader<'_> {
    /// Adds a headline as a part.
    fn add(&mut self, headline: &OrgHeadline, above: &[String], parts: &mut Vec<ImportedPart>) {
        let mut part = ImportedPart::new(ImportedRole::Section, String::new());
        self.below(headline, above, &mut part);
        parts.append(&mut part.parts);
        if part.tasks.is_empty() && part.texts.is_empty() {
            return;
        }
        // A task at the top of a file.
        "Tasks".clone_into(&mut part.heading);
        match parts.last_mut().filter(|last| last.heading == part.heading) {
            Some(last) => {
                last.texts.append(&mut part.texts);
                last.tasks.append(&mut part.tasks);
            }
            None => parts.push(part),
        }
    }

    /// Adds a headline to the part above it, as a part or as a task.
    fn below(&mut self, headline: &OrgHeadline, above: &[String], part: &mut ImportedPart) {
        let is_hidden = |tag: &String| ["ARCHIVE", "noexport"].contains(&tag.as_str());
        if headline.words.starts_with("COMMENT ") || headline.tags.iter().any(is_hidden) {
            self.left_out.push(headline.words.clone());
            return;
        }
        let tags = tags(above, &headline.tags);
        if headline.words.is_empty() {
            // What is below it belongs to the headline above.
            let mut body = body(&headline.lines, self.report);
            label(&mut body.tasks, &tags, self.words);
            part.texts.append(&mut body.texts);
            part.tasks.append(&mut body.tasks);
            for child in &headline.children {
                self.below(child, &tags, part);
            }
            return;
        }
        let role = role(&headline.words, self.words);
        let has_more = !headline.children.is_empty()
            || headline.lines.iter().any(|line| !line.trim().is_empty());
        let is_leaf = headline.children.is_empty();
        let is_timed = headline
            .properties
            .iter()
            .any(|(key, _)| key.eq_ignore_ascii_case("EFFORT"));
        let is_unmarked = is_leaf && (!self.has_tasks || is_timed || !headline.dates.is_empty());
        let is_task = match role {
            ImportedRole::Section => headline.state.is_some() || is_unmarked,
            _ => headline.state.is_some() && !has_more,
        };
        if is_task {
            let task = self.task(headline, &tags);
            if let Some(date) = self.scheduled(headline) {
                self.dated.push(DatedTask {
                    date,
                    above: part.heading.clone(),
                    task: task.clone(),
                });
            }
            part.tasks.push(task);
            return;
        }
        let mut own = ImportedPart::new(role, headline.words.clone());
        let body = body(&headline.lines, self.report);
        own.texts = facts(headline);
        own.texts.extend(body.texts);
        own.tasks = body.tasks;
        label(&mut own.tasks, &tags, self.words);
        for child in &headline.children {
            self.below(child, &tags, &mut own);
        }
        part.parts.push(own);
    }

    fn task(&mut self, headline: &OrgHeadline, tags: &[String]) -> ImportedTask {
        let body = body(&headline.lines, self.report);
        let (area, tracks, left) = labels(tags, self.words);
        let mut task = ImportedTask {
            words: inline(&headline.words),
            is_done: headline.state == Some(true),
            time: self.effort(headline),
            area,
            tracks,
            subtasks: body.tasks,
            ..ImportedTask::default()
        };
        task.texts
            .extend(ImportedText::named("Tags", &left.join(", ")));
        task.texts.extend(facts(headline));
        task.texts.extend(body.texts);
        for child in &headline.children {
            // Everything below a task is a part of it.
            let child_tags = child.tags.clone();
            let child = self.task(child, &child_tags);
            if child.words.is_empty() {
                task.texts.extend(child.texts);
                task.subtasks.extend(child.subtasks);
            } else {
                task.subtasks.push(child);
            }
        }
        task
    }

    fn effort(&mut self, headline: &OrgHeadline) -> Option<Stated> {
        let properties = headline.properties.iter().zip(&headline.places);
        let mut efforts = properties.filter(|((key, _), _)| key.eq_ignore_ascii_case("EFFORT"));
        let ((_, text), place) = efforts.next()?;
        let read = time(text, NumberUnit::Minutes, self.words);
        if read.is_none() {
            self.report.problem(
                place.clone(),
                (format!("`{text}` is not a time"), TIME_HELP),
            );
        }
        read
    }

    /// The date that a headline is scheduled for, without its time of day.
    fn scheduled(&self, headline: &OrgHeadline) -> Option<Date> {
        let mut dates = headline.dates.iter();
        let (_, text) = dates.find(|(keyword, _)| keyword == "SCHEDULED")?;
        date(text.get(..10)?, self.words)
    }
}

/// Dates, the priority and other properties as text.
fn facts(headline: &OrgHeadline) -> Vec<ImportedText> {
    let mut texts = Vec::new();
    for (keyword, date) in &headline.dates {
        let (first, rest) = keyword.split_at(1);
        texts.extend(ImportedText::named(
            &format!("{first}{}", rest.to_lowercase()),
            date,
        ));
    }
    let priority = headline.priority.map(String::from).unwrap_or_default();
    texts.extend(ImportedText::named("Priority", &priority));
    for (key, value) in &headline.properties {
        if !key.eq_ignore_ascii_case("EFFORT") {
            texts.extend(ImportedText::named(key, value));
        }
    }
    texts
}

/// The tags of a headline, in front of those that it inherits.
fn tags(above: &[String], own: &[String]) -> Vec<String> {
    let inherited = above.iter().filter(|tag| !own.contains(tag));
    own.iter().chain(inherited).cloned().collect()
}

/// Sets the area and the tracks of checkboxes below a headline with tags.
fn label(tasks: &mut [ImportedTask], tags: &[String], words: &Vocabulary) {
    let (area, tracks, left) = labels(tags, words);
    for task in tasks {
        task.area.clone_from(&area);
        task.tracks.clone_from(&tracks);
        task.texts
            .extend(ImportedText::named("Tags", &left.join(", ")));
    }
}
