//! The ids that tasks had before there were locks. Browsers may still store ticks under them, which are migrated once.

use std::collections::{BTreeMap, HashMap};

use super::ids::{Ids, digits};
use super::listed::uncompared;
use super::settle::one_line;
use crate::plan::Handbook;

/// The former id of each task, with its current id.
pub fn former_ids(handbook: &Handbook, ids: &Ids) -> BTreeMap<String, String> {
    let mut former = BTreeMap::new();
    let groups = uncompared(handbook).into_iter();
    for group in groups.filter(|group| group.shared.is_none()) {
        let own = ids.of_document(group.document);
        let (own, part) = if group.in_templates {
            (&own.in_templates, format!("{}#template", group.part))
        } else {
            (&own.own, group.part.clone())
        };
        let mut counts: HashMap<String, u32> = HashMap::new();
        for (listed, id) in group.tasks.iter().zip(own) {
            let place = [part.as_str(), listed.week, listed.day];
            let words = one_line(&listed.task.words);
            let first = identity(place, &words, 0);
            let count = counts.entry(first.clone()).or_default();
            let own = match *count {
                0 => first,
                _ => identity(place, &words, *count),
            };
            former.insert(own, id.clone());
            *count += 1;
        }
    }
    former
}

/// Plan, week, day, words and a counter for equal ones.
fn identity(place: [&str; 3], words: &str, count: u32) -> String {
    let mut known = Vec::with_capacity(words.len() + 64);
    for part in place {
        known.extend_from_slice(part.as_bytes());
        known.push(0);
    }
    known.extend_from_slice(words.as_bytes());
    known.extend_from_slice(&count.to_le_bytes());
    digits(&blake3::hash(&known))
}
