//! The verdict on a mention, and the reason if it is not chosen.

use crate::document::Form;
use crate::plan::{Unchosen as Why, UnchosenMention as Unread};
use crate::reading::fragment::Fragment;
use crate::reading::name::{Name, OutlineRole};
use crate::reading::scene::{FragmentIndex, Mention};
use crate::units::NumberRange;

/// The verdict on a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Taken,
    /// Taken, although its number is in use.
    Again(Why),
    /// A phase with the weeks that it names.
    Phase(NumberRange),
    Left(Why),
}

/// The reason for a repeated name; in a heading of the same level with the same parent it is probably a mistake rather
/// than a reference.
pub(super) fn already(scene: &FragmentIndex<'_>, first: &Mention, again: &Mention) -> Why {
    let span = scene.span(first.fragment);
    let is_heading =
        |mention: &Mention| mention.form == Form::Heading && scene.is_head(mention.fragment);
    let looks_same = is_heading(first)
        && is_heading(again)
        && scene.level(first.fragment) == scene.level(again.fragment)
        && scene.parent(first.fragment) == scene.parent(again.fragment)
        && again.names.iter().all(|name| name.apart && !name.about);
    if looks_same {
        Why::Twice(span)
    } else {
        Why::Already(span)
    }
}

/// The head of a section that names a week or a day which is not chosen.
pub(super) fn unnamed(fragment: &Fragment, why: Why) -> Fragment {
    let mut fragment = fragment.clone();
    if let Fragment::Head(head) = &mut fragment
        && (head.name.as_ref()).is_some_and(|name| !name.is_phase() || why == Why::Title)
    {
        head.name = (why == Why::Group).then(|| Name::unsaid(OutlineRole::Group, &head.text));
    }
    fragment
}

pub(super) fn leave(
    scene: &FragmentIndex<'_>,
    (mention, why): (&Mention, Why),
    left: &mut Vec<Unread>,
) {
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
    let span = scene.span(mention.fragment);
    left.push(Unread { called, span, why });
}
