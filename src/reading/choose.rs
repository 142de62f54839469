//! Chooses a document's weeks and days among all candidates, as one coherent outline.
//!
//! 1. [`weeks`] chooses one list of weeks among all pieces that name some.
//! 2. [`days`] chooses the days of each week in the same way; [`inside`] decides which belong to weeks and which are
//!    outside, and [`formed`] groups days into weeks if there are none.
//! 3. Mentions that are not chosen stay in the text, and are reported with a reason.

mod anew;
mod days;
mod expand;
mod formed;
mod inside;
mod pairs;
mod run;
mod verdict;
mod weeks;

use rayon::prelude::*;
use verdict::Verdict;

use super::form::Wanted;
use super::name::name_of_heading;
use super::piece::{Head, Piece};
use super::scene::{FEWEST_AT_ONCE, Scene};
use crate::document::{Document, Form, NodeId, NodeKind};
use crate::language::Vocabulary;
use crate::plan::Mention;

/// The pieces of a document with the heads of its outline among them.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub(super) pieces: Vec<Piece>,
    pub(super) left: Vec<Mention>,
}

/// Splits a document into pieces.
pub(super) fn pieces(document: &Document, words: &Vocabulary) -> Vec<Piece> {
    let head = |block: NodeId, level: u8, form: Form| {
        Piece::Head(Box::new(Head {
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
            _ => Piece::Block(block),
        })
        .collect()
}

/// Chooses the outline of a document. Without weeks, they are formed from its days, if there are at least `fewest`.
pub(super) fn choose(
    document: &Document,
    words: &Vocabulary,
    pieces: &[Piece],
    fewest: usize,
) -> Chosen {
    let mut left = Vec::new();
    let scene = Scene::of(document, words, pieces);
    let weeks = weeks::choose(&scene, Wanted::Week).or_else(|| sprints(&scene));
    let with_weeks = weeks.map(|choice| expand::expand_weeks(&scene, &choice, &mut left));
    let pieces = match with_weeks {
        Some(pieces) => {
            drop(scene);
            inside::choose(document, words, pieces, &mut left)
        }
        None => formed::choose(&scene, fewest, &mut left),
    };
    Chosen { pieces, left }
}

/// The sprints of a document without weeks, used as weeks: at least three of them.
fn sprints(scene: &Scene<'_>) -> Option<weeks::Choice> {
    const FEWEST: usize = 3;
    let choice = weeks::choose(scene, Wanted::Sprint)?;
    let taken = choice
        .decided
        .iter()
        .filter(|(_, verdict)| *verdict == Verdict::Taken);
    let names: usize = taken.map(|(mention, _)| mention.names.len()).sum();
    (names >= FEWEST).then_some(choice)
}
