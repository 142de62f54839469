//! The verdict on a mention, and the reason if it is not chosen.

use crate::document::Form;
use crate::plan::{Mention as Unread, Unchosen as Why};
use crate::reading::name::{Name, Role};
use crate::reading::piece::Piece;
use crate::reading::scene::{Mention, Scene};
use crate::units::Numbers;

/// The verdict on a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Taken,
    /// Taken, although its number is in use.
    Again(Why),
    /// A phase with the weeks that it names.
    Phase(Numbers),
    Left(Why),
}

/// The reason for a repeated name; in a heading of the same level with the same parent it is probably a mistake rather
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

/// The head of a section that names a week or a day which is not chosen.
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
