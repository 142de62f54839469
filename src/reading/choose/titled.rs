//! The week in the title of a document.

use super::run::span;
use crate::reading::name::{Name, speaks_about};
use crate::reading::scene::{FragmentIndex, Mention};

/// Whether the week that the first mention names is in a heading with days below it too, which is then the week.
pub(super) fn is_named_below(scene: &FragmentIndex<'_>, mentions: &[Mention]) -> bool {
    let Some((title, others)) = mentions.split_first() else {
        return false;
    };
    let numbers = |mention: &Mention| mention.names.iter().find_map(span);
    let is_about =
        |name: &Name| !name.apart || name.about || speaks_about(&name.title, scene.words);
    others.iter().any(|other| {
        let end = || scene.end(other.fragment);
        scene.is_head(other.fragment)
            && numbers(other) == numbers(title)
            && !other.names.iter().any(is_about)
            && scene.holds(other.fragment + 1, end()).days > 0
    })
}
