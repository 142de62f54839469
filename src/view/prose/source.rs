//! The source of a text.

use std::collections::HashMap;

use crate::document::{Document, Fold, NodeId};
use crate::edition::Placement;
use crate::ledger::TaskIds;
use crate::plan::{Task, TaskPlace, Tasks};
use crate::units::{Area, Audience, Level};
use crate::view::address::Links;
use crate::view::content::TaskView;
use crate::view::highlight::Highlighter;
use crate::view::typography::Typography;

/// The tasks of a text to include.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::view) enum TaskFilter {
    /// The text with its core tasks.
    Core,
    /// Only the lists' stretch tasks.
    Stretch,
    /// The text with all its tasks.
    All,
}

/// The source of a text, and the context for building it.
#[derive(Clone, Copy)]
pub(in crate::view) struct ProseSource<'l, 'a> {
    /// The document and its index in the handbook.
    pub(in crate::view) document: &'a Document,
    pub(in crate::view) index: usize,
    pub(in crate::view) tasks: &'a Tasks,
    pub(in crate::view) ids: &'a TaskIds,
    pub(in crate::view) audiences: &'a HashMap<NodeId, Audience>,
    pub(in crate::view) areas: &'a [Area],
    pub(in crate::view) levels: &'a [Level],
    pub(in crate::view) links: Links<'l>,
    pub(in crate::view) highlighter: &'l Highlighter,
    pub(in crate::view) typography: Typography,
}

impl ProseSource<'_, '_> {
    /// Words without markup, in the form they are shown.
    pub(super) fn title(&self, words: &str) -> String {
        self.typography.title(words)
    }

    pub(super) fn shows(&self, node: NodeId) -> bool {
        match self.links.edition {
            Some(edition) => edition.shows(node),
            None => true,
        }
    }

    /// The placement of a task; items that are not tasks of the plan are core.
    pub(super) fn place(&self, item: NodeId) -> Placement {
        match (self.links.edition, self.tasks.at(item)) {
            (Some(edition), Some((TaskPlace::Own(task), _))) => edition.place(task),
            _ => Placement::Core,
        }
    }

    pub(super) fn level_ids(&self, node: NodeId) -> Vec<String> {
        let levels = self
            .audiences
            .get(&node)
            .and_then(|audience| audience.levels.as_ref());
        levels.map_or(Vec::new(), |levels| {
            levels
                .iter()
                .map(|level| self.levels[*level].id.clone())
                .collect()
        })
    }

    /// Whether an item has content of a wanted kind.
    pub(super) fn has(&self, wanted: TaskFilter, item: NodeId) -> bool {
        if !self.shows(item) {
            return false;
        }
        let document = self.document;
        let place = self.place(item);
        match wanted {
            _ if place == Placement::Elsewhere => false,
            TaskFilter::All => true,
            TaskFilter::Core => place == Placement::Core,
            TaskFilter::Stretch if document.is_task(item) => place == Placement::Stretch,
            TaskFilter::Stretch => document
                .descendants(item)
                .any(|id| self.place(id) == Placement::Stretch),
        }
    }

    /// Whether an item is empty, without even a box.
    pub(super) fn is_empty(&self, item: NodeId) -> bool {
        let document = self.document;
        document.children(item).next().is_none() && !document.is_task(item)
    }

    /// A task.
    pub(super) fn task(&self, task: &Task, place: TaskPlace) -> TaskView {
        TaskView {
            id: self.ids.at(place).to_owned(),
            name: self.title(&task.words),
            bare: self.document.lead_text(task.item).trim().is_empty(),
            done: task.state.is_done(),
            state: task.state.name(),
            template: matches!(place, TaskPlace::InTemplate(_)),
            minutes: task.stated.map(|time| time.high.minutes()),
            area: task.area.map(|area| self.title(&self.areas[area].name)),
            levels: self.level_ids(task.item),
        }
    }

    /// Whether an admonition has a title is up to its author, but one that folds always has one.
    pub(super) fn is_untitled(&self, id: NodeId, fold: Fold) -> bool {
        let title = self.document.box_title(id);
        fold == Fold::Never && title.is_some_and(|title| title.trim().is_empty())
    }
}
