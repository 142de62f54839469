//! Which of the candidates of a document are its weeks and its days: the one coherent outline.
//!
//! 1. [`weeks`] chooses one list of weeks among all pieces that name some.
//! 2. [`days`] chooses the days of each week in the same way, and tells what to do with those outside.
//! 3. What is not chosen stays as it stands, and is reported with a reason.

mod anew;
mod days;
mod expand;
mod formed;
mod pairs;
mod run;
mod weeks;

use super::form::{Wanted, Writer};
use super::name::{Name, Role, name_of_heading};
use super::piece::{Head, Piece};
use super::scene::{Mention, Scene};
use crate::document::{Document, Form, NodeId, NodeKind};
use crate::language::Vocabulary;
use crate::plan::DayName;
use crate::plan::{Mention as Unread, Unchosen as Why};
use crate::units::Numbers;

/// What is decided of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Taken,
    /// It is taken though its number is there already.
    Again(Why),
    /// It holds the weeks that it names.
    Phase(Numbers),
    Left(Why),
}

/// The pieces of a document with the heads of its outline among them.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub(super) pieces: Vec<Piece>,
    pub(super) left: Vec<Unread>,
}

/// Cuts a document into pieces.
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
    document
        .roots()
        .map(|block| match &document.node(block).kind {
            NodeKind::Heading(heading) => head(block, heading.level, heading.form),
            _ => Piece::Block(block),
        })
        .collect()
}

/// Chooses the outline of a document. Where it has no weeks, they are formed of its days, if these are `fewest` or more.
pub(super) fn choose(
    document: &Document,
    words: &Vocabulary,
    pieces: Vec<Piece>,
    fewest: usize,
) -> Chosen {
    let mut left = Vec::new();
    let scene = Scene::of(document, words, &pieces);
    let weeks = weeks::choose(&scene, Wanted::Week).or_else(|| sprints(&scene));
    let with_weeks = weeks.map(|choice| expand::expand_weeks(&scene, &choice, &mut left));
    let pieces = match with_weeks {
        Some(pieces) => days::choose(document, words, &pieces, &mut left),
        None => formed::choose(document, words, (pieces, fewest), &mut left),
    };
    Chosen { pieces, left }
}

/// The sprints of a document without weeks and days, which are its weeks: three or more of them.
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

/// That what a mention names is there already; a heading of the same level with the same parent is more likely a slip
/// than a reference.
fn already(scene: &Scene<'_>, first: &Mention, again: &Mention) -> Why {
    let span = scene.span(first.piece);
    let is_heading =
        |mention: &Mention| mention.form == Form::Heading && scene.is_head(mention.piece);
    let looks_same = is_heading(first)
        && is_heading(again)
        && scene.level(first.piece) == scene.level(again.piece)
        && scene.parent(first.piece) == scene.parent(again.piece)
        && again.names.iter().all(|name| name.apart && !name.about);
    if looks_same {
        Why::Twice(span)
    } else {
        Why::Already(span)
    }
}

/// A head that names a week or a day which is not chosen is a section's.
fn unnamed(piece: &Piece, why: Why) -> Piece {
    let mut piece = piece.clone();
    if let Piece::Head(head) = &mut piece
        && head.name.as_ref().is_some_and(|name| !name.is_phase())
    {
        head.name = (why == Why::Group).then(|| Name::unsaid(Role::Group, &head.text));
    }
    piece
}

fn leave(scene: &Scene<'_>, (mention, why): (&Mention, Why), left: &mut Vec<Unread>) {
    let called: Vec<&str> = mention
        .names
        .iter()
        .map(|name| name.called.as_str())
        .collect();
    let called = match called.as_slice() {
        [] => return,
        [one] => (*one).to_owned(),
        [first, .., last] => format!("{first} to {last}"),
    };
    let span = scene.span(mention.piece);
    left.push(Unread { called, span, why });
}
