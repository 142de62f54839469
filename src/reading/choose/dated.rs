//! Weeks that are named by dates: `Week of January 4`, `January 4–10`.

use super::run::Series;
use crate::reading::name::Name;
use crate::reading::scene::Mention;

/// Whether a mention names weeks only by their dates: `January 4–10`.
pub(super) fn is_dated(mention: &Mention) -> bool {
    let mut names = mention.names.iter();
    names.all(Name::is_dated_week)
}

/// The form and the level of most weeks with dates, if there are several of them.
pub(super) fn most<'a>(mentions: impl Iterator<Item = (Series, &'a Mention)>) -> Option<Series> {
    let mut all: Vec<(usize, Series)> = Vec::new();
    for (series, mention) in mentions {
        let names = mention.names.iter();
        let weeks = names.filter(|name| name.date.is_some()).count();
        match all.iter_mut().find(|(_, known)| *known == series) {
            Some((count, _)) => *count += weeks,
            None => all.push((weeks, series)),
        }
    }
    let (count, series) = all.into_iter().rev().max_by_key(|(count, _)| *count)?;
    (count >= 2).then_some(series)
}
