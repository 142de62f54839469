//! Lists, and the tasks in them.

use std::fmt::Write as _;

use super::{Wanted, Writer};
use crate::document::{Balancer, NodeId, NodeKind};
use crate::edition::Place;
use crate::plan::Task;
use crate::view::escape::escape;
use crate::view::piece::{Piece, TaskView};

impl Writer<'_> {
    pub(super) fn list(&mut self, id: NodeId, first: Option<u64>) {
        let document = self.document();
        let items: Vec<NodeId> = document
            .children(id)
            .filter(|item| self.has_wanted(*item) && (first.is_some() || !self.is_empty(*item)))
            .collect();
        if items.is_empty() {
            return;
        }
        let tasks = if items.iter().any(|item| document.is_task(*item)) {
            " data-tasks"
        } else {
            ""
        };
        let name = if first.is_some() { "ol" } else { "ul" };
        let start = match first {
            Some(first) if first != 1 => format!(" start=\"{first}\""),
            _ => String::new(),
        };
        let _ = writeln!(self.html, "<{name}{start}{tasks}>");
        for item in items {
            if document.is_task(item) {
                self.task(item);
            } else {
                self.item(item);
            }
        }
        let _ = writeln!(self.html, "</{name}>");
    }

    /// Whether there is nothing in an item, not even a box.
    fn is_empty(&self, item: NodeId) -> bool {
        let document = self.document();
        document.children(item).next().is_none() && !document.is_task(item)
    }

    /// Whether an item belongs to what is wanted.
    pub(super) fn has_wanted(&self, item: NodeId) -> bool {
        if !self.text.shows(item) {
            return false;
        }
        let document = self.document();
        let place = self.text.place(item);
        match self.wanted {
            _ if place == Place::Elsewhere => false,
            Wanted::All => true,
            Wanted::Core => place == Place::Core,
            Wanted::Stretch if document.is_task(item) => place == Place::Stretch,
            Wanted::Stretch => document
                .descendants(item)
                .any(|id| self.text.place(id) == Place::Stretch),
        }
    }

    pub(super) fn item(&mut self, item: NodeId) {
        let levels = self.text.level_ids(item);
        self.html.push_str("<li");
        if !levels.is_empty() {
            let _ = write!(self.html, " data-levels=\"{}\"", escape(&levels.join(" ")));
        }
        self.html.push('>');
        self.item_body(item);
        self.html.push_str("</li>\n");
    }

    /// The inside of an item, with the line ends that `CommonMark`'s own renderers write.
    pub(super) fn item_body(&mut self, item: NodeId) {
        let document = self.document();
        let children: Vec<NodeId> = document.children(item).collect();
        let mut raw = Balancer::of(self.around);
        let mut at = 0;
        while at < children.len() {
            let block = !document.node(children[at]).kind.is_inline();
            if block && (at == 0 || !self.html.ends_with('\n')) {
                self.html.push('\n');
            }
            at += self.next_of_row(&children[at..], &mut raw);
        }
        self.html.push_str(&raw.finish());
    }

    pub(super) fn task(&mut self, item: NodeId) {
        let document = self.document();
        let Some((own, task)) = self.text.tasks.at(item) else {
            return self.item(item);
        };
        let lead: Vec<NodeId> = document.lead(item).collect();
        let in_paragraph = document
            .children(item)
            .next()
            .is_some_and(|first| matches!(document.node(first).kind, NodeKind::Paragraph));
        let skip = if in_paragraph { 1 } else { lead.len() };
        let rest: Vec<NodeId> = document.children(item).skip(skip).collect();
        let view = self.task_view(task, own.is_none());
        self.piece(Piece::Task(view));
        // What is below a task goes where the task goes.
        let wanted = std::mem::replace(&mut self.wanted, Wanted::All);
        self.in_line(|writer| writer.row(&lead));
        if !rest.is_empty() {
            self.piece(Piece::TaskDetails);
            self.row(&rest);
        }
        self.wanted = wanted;
        self.piece(Piece::TaskEnd {
            details: !rest.is_empty(),
        });
    }

    pub(super) fn task_view(&self, task: &Task, template: bool) -> TaskView {
        TaskView {
            id: task.id.clone(),
            name: task.words.clone(),
            bare: self.document().lead_text(task.item).trim().is_empty(),
            done: task.state.is_done(),
            state: task.state.name(),
            template,
            minutes: task.stated.map(|time| time.high.minutes()),
            area: task.area.map(|area| self.text.areas[area].name.clone()),
            levels: self.text.level_ids(task.item),
        }
    }
}
