//! Many problems of one kind hide the others: on a terminal, each kind is shown a few times and then counted.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};

/// How often a kind of problem is shown before it is only counted.
const SHOWN: usize = 5;

/// The problems that are shown, and how many more there are.
#[derive(Clone, Debug)]
pub struct Folded<'a> {
    /// What is shown, in its order.
    pub shown: Vec<&'a Diagnostic>,
    /// How many more there are of each kind of which not all are shown.
    pub more: Vec<(Code, usize)>,
}

/// Shows the first five of each kind.
pub fn fold<'a>(found: impl IntoIterator<Item = &'a Diagnostic>) -> Folded<'a> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for diagnostic in found {
        let count = counts.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= SHOWN {
            shown.push(diagnostic);
        }
    }
    counts.retain(|_, count| *count > SHOWN);
    Folded {
        shown,
        more: counts
            .into_iter()
            .map(|(code, count)| (code, count - SHOWN))
            .collect(),
    }
}
