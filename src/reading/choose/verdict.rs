//! What is decided of a place that names something, and what becomes of it where it is not chosen.

use crate::document::Form;
use crate::plan::{Mention as Unread, Unchosen as Why};
use crate::reading::name::{Name, Role};
use crate::reading::piece::Piece;
use crate::reading::scene::{Mention, Scene};
use crate::units::Numbers;

/// What is decided of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Taken,
    /// It is taken though its number is there already.
    Again(Why),
    /// It holds the weeks that it names.
    Phase(Numbers),
    Left(Why),
}

/// That what a mention names is there already; a heading of the same level with the same parent is more likely a slip
/// than a reference.
pub(super) fn already(scene: &Scene<'_>, first: &Mention, again: &Mention) -> Why {
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
pub(super) fn unnamed(piece: &Piece, why: Why) -> Piece {
    let mut piece = piece.clone();
    if let Piece::Head(head) = &mut piece
        && head.name.as_ref().is_some_and(|name| !name.is_phase())
    {
        head.name = (why == Why::Group).then(|| Name::unsaid(Role::Group, &head.text));
    }
    piece
}

pub(super) fn leave(scene: &Scene<'_>, (mention, why): (&Mention, Why), left: &mut Vec<Unread>) {
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
