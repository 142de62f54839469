//! Which tasks of a translation are which of its original. A day pairs with the day of the same week and name if both
//! have the same tasks in number and nesting: words in two languages cannot be compared.

use std::collections::{BTreeMap, BTreeSet};

use super::handbook::{Chapter, Handbook};
use super::model::{Plan, Task, Tasks};

/// The tasks of a translation, each with that of the original; `None` if it is not known which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Twins {
    /// For each of [`Tasks::own`], an index into the same list of the original.
    pub own: Vec<Option<usize>>,
    /// For each of [`Tasks::in_templates`], an index into the same list of the original.
    pub in_templates: Vec<Option<usize>>,
    /// The weeks and days whose tasks differ, by their ids; both are empty for tasks outside of weeks.
    pub differing: BTreeSet<(String, String)>,
    /// Whether the tasks in templates differ.
    pub templates_differ: bool,
}

/// The ids of a week and of a day, empty outside of them.
type TaskDay<'a> = (&'a str, &'a str);

impl Handbook {
    /// The plan of a document, if it is one.
    pub fn plan_of(&self, document: usize) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.document == document)
    }

    /// The chapter of a document, if it is one.
    pub fn chapter_of(&self, document: usize) -> Option<&Chapter> {
        let mut chapters = self.all_chapters();
        chapters.find(|chapter| chapter.document == document)
    }

    /// The tasks of a document that is a translation, with those of its original; `None` if it is none.
    pub fn twins(&self, document: usize) -> Option<Twins> {
        let original = *self.originals.get(&document)?;
        let of = |document| {
            let plan = self.plan_of(document);
            let places = plan.map(Plan::task_places);
            let tasks = plan.map(|plan| &plan.tasks);
            let tasks = tasks.or_else(|| Some(&self.chapter_of(document)?.tasks))?;
            Some((tasks, places.unwrap_or(vec![("", ""); tasks.own.len()])))
        };
        Some(Twins::of(of(document)?, of(original)?))
    }
}

impl Twins {
    fn of(
        (own, places): (&Tasks, Vec<TaskDay<'_>>),
        (old, old_places): (&Tasks, Vec<TaskDay<'_>>),
    ) -> Self {
        let mut twins = Self {
            own: vec![None; own.own.len()],
            in_templates: vec![None; own.in_templates.len()],
            ..Self::default()
        };
        let (ours, theirs) = (by_place(&places), by_place(&old_places));
        let all: BTreeSet<&TaskDay<'_>> = ours.keys().chain(theirs.keys()).collect();
        for place in all {
            let of = |tasks: &BTreeMap<TaskDay<'_>, Vec<usize>>| tasks.get(place).cloned();
            let (ours, theirs) = (
                of(&ours).unwrap_or_default(),
                of(&theirs).unwrap_or_default(),
            );
            if nesting(&own.own, &ours) == nesting(&old.own, &theirs) {
                for (own, original) in ours.into_iter().zip(theirs) {
                    twins.own[own] = Some(original);
                }
            } else {
                twins
                    .differing
                    .insert((place.0.to_owned(), place.1.to_owned()));
            }
        }
        let all = |tasks: &[Task]| (0..tasks.len()).collect::<Vec<usize>>();
        let (ours, theirs) = (&own.in_templates, &old.in_templates);
        if nesting(ours, &all(ours)) == nesting(theirs, &all(theirs)) {
            twins.in_templates = (0..ours.len()).map(Some).collect();
        } else {
            twins.templates_differ = true;
        }
        twins
    }
}

/// The tasks at each place, in text order.
fn by_place<'a>(places: &[TaskDay<'a>]) -> BTreeMap<TaskDay<'a>, Vec<usize>> {
    let mut tasks: BTreeMap<TaskDay<'a>, Vec<usize>> = BTreeMap::new();
    for (task, place) in places.iter().enumerate() {
        tasks.entry(*place).or_default().push(task);
    }
    tasks
}

/// For each of some tasks, the position of the one that contains it.
fn nesting(all: &[Task], tasks: &[usize]) -> Vec<Option<usize>> {
    // Both lists are in text order.
    let place = |parent: usize| tasks.binary_search(&parent).ok();
    tasks
        .iter()
        .map(|task| all[*task].parent.and_then(place))
        .collect()
}

impl Plan {
    /// The ids of the week and of the day of each of its own tasks; empty outside of them.
    pub fn task_places(&self) -> Vec<(&str, &str)> {
        let mut places = vec![("", ""); self.tasks.own.len()];
        for week in &self.weeks {
            for place in &mut places[week.tasks.clone()] {
                place.0 = &week.id;
            }
            for day in &week.days {
                for place in &mut places[day.tasks.clone()] {
                    place.1 = &day.id;
                }
            }
        }
        places
    }
}
