//! Chooses a document's weeks and days among all candidates, as one coherent outline.
//!
//! 1. [`weeks`] chooses one list of weeks among all fragments that name some; [`overview`] leaves it in the text if the
//!    plan is a list of numbered days.
//! 2. [`days`] chooses the days of each week in the same way; [`inside`] decides which belong to weeks and which are
//!    outside, and [`formed`] groups days into weeks if there are none, which begin where [`begins`]
//!    finds it.
//! 3. Mentions that are not chosen stay in the text, and are reported with a reason.

mod anew;
mod begins;
mod dated;
mod days;
mod expand;
mod formed;
mod inside;
mod overview;
mod pairs;
mod run;
mod titled;
mod verdict;
mod weeks;

use rayon::prelude::*;
use verdict::Verdict;

use super::form::NameKind;
use super::fragment::{Fragment, Head};
use super::name::name_of_heading;
use super::scene::{FEWEST_AT_ONCE, FragmentIndex};
use crate::document::{Document, Form, NodeId, NodeKind};
use crate::language::Vocabulary;
use crate::plan::UnchosenMention;

/// The fragments of a document with the heads of its outline among them.
#[derive(Debug, Default)]
pub(super) struct ChosenOutline {
    pub(super) fragments: Vec<Fragment>,
    pub(super) left: Vec<UnchosenMention>,
}

/// Splits a document into fragments. The title of a document is not a phase.
pub(super) fn fragments(document: &Document, words: &Vocabulary) -> Vec<Fragment> {
    let mut fragments = split(document, words);
    let mut heads = fragments.iter_mut().filter_map(|fragment| match fragment {
        Fragment::Head(head) => Some(head),
        _ => None,
    });
    if let Some(first) = heads.next()
        && first.level == 1
        && first
            .name
            .as_ref()
            .is_some_and(|name| name.is_phase() && name.inner.is_none())
        && heads.all(|other| other.level > 1)
    {
        first.name = None;
    }
    fragments
}

fn split(document: &Document, words: &Vocabulary) -> Vec<Fragment> {
    let head = |block: NodeId, level: u8, form: Form| {
        Fragment::Head(Box::new(Head {
            name: name_of_heading(&document.text(block), words),
            text: String::new(),
            level,
            form,
            span: document.words(block),
            at: Some(block),
        }))
    };
    let blocks: Vec<NodeId> = document.roots().collect();
    blocks
        .into_par_iter()
        .with_min_len(FEWEST_AT_ONCE)
        .map(|block| match &document.node(block).kind {
            NodeKind::Heading(heading) => head(block, heading.level, heading.form),
            _ => Fragment::Block(block),
        })
        .collect()
}

/// Chooses the outline of a document. Without weeks, they are formed from its days, if there are at least `fewest`.
pub(super) fn choose(
    document: &Document,
    words: &Vocabulary,
    fragments: &[Fragment],
    fewest: usize,
) -> ChosenOutline {
    let mut left = Vec::new();
    let scene = FragmentIndex::of(document, words, fragments);
    let weeks = weeks::choose(&scene, NameKind::Week).or_else(|| sprints(&scene));
    let with_weeks = weeks.and_then(|choice| {
        if overview::is_overview(&scene, &choice) {
            overview::leave_all(&scene, &choice, &mut left);
            return None;
        }
        Some(expand::expand_weeks(&scene, &choice, &mut left))
    });
    let fragments = match with_weeks {
        Some(fragments) => {
            let read = scene.into_read();
            inside::choose(&read, fragments, &mut left)
        }
        None => formed::choose(&scene, fewest, &mut left),
    };
    ChosenOutline { fragments, left }
}

/// The sprints of a document without weeks, used as weeks: at least three of them.
fn sprints(scene: &FragmentIndex<'_>) -> Option<weeks::Choice> {
    const FEWEST: usize = 3;
    let choice = weeks::choose(scene, NameKind::Sprint)?;
    let taken = choice
        .decided
        .iter()
        .filter(|(_, verdict)| *verdict == Verdict::Taken);
    let names: usize = taken.map(|(mention, _)| mention.names.len()).sum();
    (names >= FEWEST).then_some(choice)
}
