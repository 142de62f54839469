#![doc = include_str!("explain/empty-task.md")]

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::plan::{Handbook, Tasks};

pub(super) fn check(handbook: &Handbook, diagnostics: &mut Vec<Diagnostic>) {
    for plan in &handbook.plans {
        in_tasks(&handbook.documents[plan.document], &plan.tasks, diagnostics);
    }
    for chapter in handbook.all_chapters() {
        in_tasks(
            &handbook.documents[chapter.document],
            &chapter.tasks,
            diagnostics,
        );
    }
}

/// Text for readers to copy may have empty boxes on purpose.
fn in_tasks(document: &Document, tasks: &Tasks, diagnostics: &mut Vec<Diagnostic>) {
    for task in &tasks.own {
        if task.words.trim().is_empty() {
            diagnostics.push(
                Diagnostic::new(
                    Code::EmptyTask,
                    document.node(task.item).span,
                    "this task is empty",
                )
                .hint("describe the task, or remove the line"),
            );
        }
    }
}
