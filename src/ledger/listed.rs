//! The tasks of a handbook, in text order, each with its place.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::words::comparable;
use crate::plan::{Handbook, Task, Tasks, Twins, page_id};

/// Tasks that are distinguished from each other by their words and places: those of a plan or a chapter, or those in
/// its templates.
#[derive(Debug)]
pub(super) struct TaskGroup<'a> {
    /// An index into the handbook's documents.
    pub(super) document: usize,
    /// Whether these are the tasks of text for readers to copy.
    pub(super) in_templates: bool,
    /// The id of the plan, or of the chapter's page.
    pub(super) part: String,
    pub(super) title: &'a str,
    /// The tasks; of a translation only those that it does not share with its original.
    pub(super) tasks: Vec<Listed<'a>>,
    /// If it is a translation, which tasks of its original all its tasks are.
    pub(super) shared: Option<Vec<Option<usize>>>,
}

impl TaskGroup<'_> {
    /// Its name in a lock.
    pub(super) fn key(&self) -> String {
        if self.in_templates {
            format!("{}#copied", self.part)
        } else {
            self.part.clone()
        }
    }
}

/// A task.
#[derive(Debug)]
pub(super) struct Listed<'a> {
    /// The id of its week; empty outside of weeks.
    pub(super) week: &'a str,
    /// The id of its day; empty outside of days.
    pub(super) day: &'a str,
    pub(super) task: &'a Task,
    /// Its normalized words.
    pub(super) words: String,
}

/// The tasks of a handbook: plan by plan, then chapter by chapter; translations come after all others.
pub(super) fn groups(handbook: &Handbook) -> Vec<TaskGroup<'_>> {
    let mut groups = uncompared(handbook);
    for group in &mut groups {
        let tasks = group.tasks.par_iter_mut().with_min_len(FEWEST_AT_ONCE);
        tasks.for_each(|listed| listed.words = comparable(&listed.task.words));
    }
    groups
}

/// The minimum number of tasks per core.
const FEWEST_AT_ONCE: usize = 64;

/// The tasks of a handbook without their normalized words.
pub(super) fn uncompared(handbook: &Handbook) -> Vec<TaskGroup<'_>> {
    let mut groups = Vec::new();
    for plan in &handbook.plans {
        let places = plan.task_places();
        let own = |(task, (week, day))| listed(task, week, day);
        let own = plan.tasks.own.iter().zip(places).map(own);
        groups.push(TaskGroup {
            document: plan.document,
            in_templates: false,
            part: plan.id.clone(),
            title: &plan.title,
            tasks: own.collect(),
            shared: None,
        });
        groups.push(templates(
            plan.document,
            &plan.id,
            (&plan.title, &plan.tasks),
        ));
    }
    for chapter in handbook.all_chapters() {
        let part = page_id(&handbook.documents[chapter.document].page);
        let own = chapter.tasks.own.iter().map(|task| listed(task, "", ""));
        groups.push(TaskGroup {
            document: chapter.document,
            in_templates: false,
            part: part.clone(),
            title: &chapter.title,
            tasks: own.collect(),
            shared: None,
        });
        groups.push(templates(
            chapter.document,
            &part,
            (&chapter.title, &chapter.tasks),
        ));
    }
    share(&mut groups, handbook);
    groups
}

/// Leaves out the tasks that translations share with their originals.
fn share(groups: &mut [TaskGroup<'_>], handbook: &Handbook) {
    let documents = handbook.originals.keys();
    let twins = documents.filter_map(|document| Some((*document, handbook.twins(*document)?)));
    let twins: BTreeMap<usize, Twins> = twins.collect();
    for group in &mut *groups {
        let Some(twins) = twins.get(&group.document) else {
            continue;
        };
        let shared = if group.in_templates {
            &twins.in_templates
        } else {
            &twins.own
        };
        let mut is_own = shared.iter().map(Option::is_none);
        group.tasks.retain(|_| is_own.next().unwrap_or(true));
        group.shared = Some(shared.clone());
    }
    groups.sort_by_key(|group| group.shared.is_some());
}

fn templates<'a>(
    document: usize,
    part: &str,
    (title, tasks): (&'a str, &'a Tasks),
) -> TaskGroup<'a> {
    let tasks = tasks.in_templates.iter().map(|task| listed(task, "", ""));
    TaskGroup {
        document,
        in_templates: true,
        part: part.to_owned(),
        title,
        tasks: tasks.collect(),
        shared: None,
    }
}

fn listed<'a>(task: &'a Task, week: &'a str, day: &'a str) -> Listed<'a> {
    Listed {
        week,
        day,
        task,
        words: String::new(),
    }
}
