//! Lists, and the tasks in them.

use super::{ProseBuilder, TaskFilter};
use crate::document::{NodeId, NodeKind};
use crate::edition::Placement;
use crate::plan::{Task, TaskPlace};
use crate::view::content::{ListItem, TaskNode, TaskView, ViewNode};

impl<'a> ProseBuilder<'_, 'a> {
    /// A list, if any part of it is shown.
    pub(super) fn list(&mut self, id: NodeId, first: Option<u64>) -> Option<ViewNode<'a>> {
        let document = self.document();
        let mut items = Vec::new();
        for item in document.children(id) {
            if self.has_wanted(item) && (first.is_some() || !self.is_empty(item)) {
                items.push(self.item(item));
            }
        }
        (!items.is_empty()).then_some(ViewNode::List { first, items })
    }

    /// Whether an item is empty, without even a box.
    fn is_empty(&self, item: NodeId) -> bool {
        let document = self.document();
        document.children(item).next().is_none() && !document.is_task(item)
    }

    /// Whether an item has content of the wanted kind.
    fn has_wanted(&self, item: NodeId) -> bool {
        if !self.text.shows(item) {
            return false;
        }
        let document = self.document();
        let place = self.text.place(item);
        match self.wanted {
            _ if place == Placement::Elsewhere => false,
            TaskFilter::All => true,
            TaskFilter::Core => place == Placement::Core,
            TaskFilter::Stretch if document.is_task(item) => place == Placement::Stretch,
            TaskFilter::Stretch => document
                .descendants(item)
                .any(|id| self.text.place(id) == Placement::Stretch),
        }
    }

    fn item(&mut self, item: NodeId) -> ListItem<'a> {
        let text = self.text;
        if self.document().is_task(item)
            && let Some((place, task)) = text.tasks.at(item)
        {
            return self.task(task, place);
        }
        ListItem::Plain {
            levels: text.level_ids(item),
            children: self.children(item),
        }
    }

    fn task(&mut self, task: &Task, place: TaskPlace) -> ListItem<'a> {
        let document = self.document();
        let lead: Vec<NodeId> = document.lead(task.item).collect();
        let in_paragraph = document
            .children(task.item)
            .next()
            .is_some_and(|first| matches!(document.node(first).kind, NodeKind::Paragraph));
        let skip = if in_paragraph { 1 } else { lead.len() };
        // The content below a task is shown along with it.
        let wanted = std::mem::replace(&mut self.wanted, TaskFilter::All);
        let line = std::mem::replace(&mut self.around.line, true);
        let words = self.row(lead.into_iter());
        self.around.line = line;
        let details = self.row(document.children(task.item).skip(skip));
        self.wanted = wanted;
        ListItem::Task(Box::new(TaskNode {
            task: self.task_view(task, place),
            words,
            details,
        }))
    }

    fn task_view(&self, task: &Task, place: TaskPlace) -> TaskView {
        TaskView {
            id: self.text.ids.at(place).to_owned(),
            name: self.title(&task.words),
            bare: self.document().lead_text(task.item).trim().is_empty(),
            done: task.state.is_done(),
            state: task.state.name(),
            template: matches!(place, TaskPlace::InTemplate(_)),
            minutes: task.stated.map(|time| time.high.minutes()),
            area: task
                .area
                .map(|area| self.title(&self.text.areas[area].name)),
            levels: self.text.level_ids(task.item),
        }
    }
}
