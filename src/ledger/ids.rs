//! The ids of tasks and of the handbook.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::listed::{TaskGroup, groups};
use crate::plan::{Handbook, TaskPlace};

/// The ids of a handbook and of its tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    handbook: String,
    /// Those of each document's tasks.
    documents: Vec<TaskIds>,
}

/// The ids of the tasks of one document, in text order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskIds {
    /// Those of the plan's or the chapter's own tasks.
    pub own: Vec<String>,
    /// Those of the tasks in templates.
    pub in_templates: Vec<String>,
}

impl Ids {
    /// Ids derived only from titles and words: moving a file, or a task within its plan, does not change them. Equal
    /// tasks are numbered in order, and so are parts of the handbook with the same title.
    pub fn of(handbook: &Handbook) -> Self {
        let groups = groups(handbook);
        let id = short(&["handbook", &handbook.title], 0);
        Self::given(&id, handbook, &groups, &derived(&groups))
    }

    /// The ids of a handbook whose groups of tasks have these. A translation shares those of its original.
    pub(super) fn given(
        id: &str,
        handbook: &Handbook,
        groups: &[TaskGroup<'_>],
        ids: &[Vec<String>],
    ) -> Self {
        let mut known = vec![TaskIds::default(); handbook.documents.len()];
        for (group, ids) in groups.iter().zip(ids) {
            let original = handbook.originals.get(&group.document);
            let original = original.map(|original| known[*original].list(group.in_templates));
            let ids = match (&group.shared, original) {
                (Some(shared), Some(original)) => {
                    let mut own = ids.iter();
                    let id = |twin: &Option<usize>| match twin {
                        Some(twin) => original.get(*twin),
                        None => own.next(),
                    };
                    shared.iter().filter_map(id).cloned().collect()
                }
                _ => ids.clone(),
            };
            let own = &mut known[group.document];
            if group.in_templates {
                own.in_templates = ids;
            } else {
                own.own = ids;
            }
        }
        Self {
            handbook: id.to_owned(),
            documents: known,
        }
    }

    /// The id of the handbook; browsers store readers' data under it.
    pub fn handbook(&self) -> &str {
        &self.handbook
    }

    /// The ids of the tasks of a document, which is an index into the handbook's documents.
    pub fn of_document(&self, document: usize) -> &TaskIds {
        &self.documents[document]
    }
}

impl TaskIds {
    fn list(&self, in_templates: bool) -> &[String] {
        if in_templates {
            &self.in_templates
        } else {
            &self.own
        }
    }

    /// The id of a task.
    pub fn at(&self, place: TaskPlace) -> &str {
        match place {
            TaskPlace::Own(index) => &self.own[index],
            TaskPlace::InTemplate(index) => &self.in_templates[index],
        }
    }
}

/// The ids of the tasks of each group, from their titles and words.
pub(super) fn derived(groups: &[TaskGroup<'_>]) -> Vec<Vec<String>> {
    let mut taken = HashSet::new();
    let mut parts: HashMap<(&str, bool), u32> = HashMap::new();
    let groups = groups.iter();
    groups
        .map(|group| {
            let count = parts.entry((group.title, group.in_templates)).or_default();
            *count += 1;
            ids(group, *count - 1, &mut taken)
        })
        .collect()
}

/// The ids of the tasks of a group; `count` groups with the same title come before it.
fn ids(group: &TaskGroup<'_>, count: u32, taken: &mut HashSet<String>) -> Vec<String> {
    let part = format!("{} {count} {}", group.title, group.in_templates);
    let id = |words: &str, count| short(&[&part, words], count);
    // How many equal tasks come before each.
    let mut counts: HashMap<&str, u32> = HashMap::with_capacity(group.tasks.len());
    let counted: Vec<u32> = group
        .tasks
        .iter()
        .map(|listed| {
            let count = counts.entry(&listed.words).or_default();
            *count += 1;
            *count - 1
        })
        .collect();
    let tasks = group.tasks.par_iter().zip(&counted);
    let mut ids: Vec<String> = tasks
        .map(|(listed, count)| id(&listed.words, *count))
        .collect();
    for (id_of_task, listed) in ids.iter_mut().zip(&group.tasks) {
        // Two hashes may have the same prefix.
        let mut count = u32::MAX;
        while !taken.insert(id_of_task.clone()) {
            *id_of_task = id(&listed.words, count);
            count -= 1;
        }
    }
    ids
}

/// Ten letters and digits of a hash: fifty bits, so among a million tasks the chance of a collision is one in two
/// thousand.
pub(super) fn short(parts: &[&str], count: u32) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.update(&count.to_le_bytes());
    digits(&hasher.finalize())
}

/// The first ten letters and digits of a hash.
pub(super) fn digits(hash: &blake3::Hash) -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    hash.as_bytes()[..10]
        .iter()
        .map(|byte| char::from(DIGITS[usize::from(byte % 32)]))
        .collect()
}
