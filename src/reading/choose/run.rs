//! Mentions with ascending numbers, and the list that is made of them.

use std::collections::{BTreeMap, HashMap};

use crate::document::Form;
use crate::reading::name::{Name, OutlineRole};
use crate::reading::scene::{ContentSize, FragmentIndex};

/// The range of numbers of a mention, including the last one.
pub(super) type NumberSpan = (u32, u32);

/// The common properties of the mentions in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Series {
    pub(super) form: Form,
    pub(super) level: u8,
    /// Words in front of the names.
    pub(super) before: String,
}

/// Mentions of one series that ascend.
#[derive(Clone, Debug)]
pub(super) struct MentionRun {
    pub(super) series: Series,
    /// Indices of mentions.
    pub(super) mentions: Vec<usize>,
    /// The last number of the last one.
    pub(super) last: u32,
    /// The parent of the last one.
    pub(super) parent: Option<usize>,
}

/// The weight of a fragment that names something, by its content.
pub(super) fn worth(form: Form, names: usize, holds: ContentSize) -> u32 {
    let strength = match form {
        Form::Heading => 3,
        Form::Tail | Form::Bold | Form::Title => 2,
        _ => 0,
    };
    let names = u32::try_from(names).unwrap_or(u32::MAX);
    let held = 3 * holds.days + holds.tasks + holds.blocks.min(2);
    names
        .saturating_mul(3 + strength)
        .saturating_add(held.min(names.saturating_mul(30)))
}

/// The chosen items of a list by number, each with its mention.
#[derive(Clone, Debug, Default)]
pub(super) struct List(BTreeMap<u32, (u32, usize)>);

impl List {
    pub(super) fn add(&mut self, (first, last): NumberSpan, mention: usize) {
        self.0.insert(first, (last, mention));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The mention that covers some of these numbers.
    pub(super) fn covering(&self, (first, last): NumberSpan) -> Option<usize> {
        let (_, (end, mention)) = self.0.range(..=last).next_back()?;
        (*end >= first).then_some(*mention)
    }

    /// Whether unused numbers fit at a position in the text: after smaller numbers, in front of larger ones. `place`
    /// returns the position of a mention.
    pub(super) fn has_room(
        &self,
        (first, last): NumberSpan,
        at: usize,
        place: impl Fn(usize) -> usize,
    ) -> bool {
        let before = self.0.range(..first).next_back();
        let after = self.0.range(last.saturating_add(1)..).next();
        before.is_none_or(|(_, (_, mention))| place(*mention) < at)
            && after.is_none_or(|(_, (_, mention))| place(*mention) > at)
    }
}

/// The content of a mention: the fragment itself, and for a heading or a line everything below it up to the next
/// mention of its run or, for a line, up to the next heading.
pub(super) fn holds(
    scene: &FragmentIndex<'_>,
    form: Form,
    fragment: usize,
    next: Option<usize>,
) -> ContentSize {
    let end = match form {
        Form::Item | Form::Row | Form::Column | Form::Title => fragment + 1,
        Form::Bold | Form::Line => {
            let next = next.unwrap_or(scene.fragments.len());
            scene.next_head(fragment, next)
        }
        _ => scene.end(fragment).min(next.unwrap_or(usize::MAX)),
    };
    scene.holds(fragment, end)
}

/// The longest range of numbers, as [`NumberSpan`]s, that is searched number by number.
const LONGEST: u32 = 4_000;

/// The numbers chosen in any list, each with its first mention.
#[derive(Clone, Debug, Default)]
pub(super) struct ChosenNumbers(HashMap<u32, usize>);

impl ChosenNumbers {
    pub(super) fn add(&mut self, (first, last): NumberSpan, mention: usize) {
        for number in first..=last.min(first.saturating_add(LONGEST)) {
            self.0.entry(number).or_insert(mention);
        }
    }

    pub(super) fn covering(&self, (first, last): NumberSpan) -> Option<usize> {
        let mut numbers = first..=last.min(first.saturating_add(LONGEST));
        numbers.find_map(|number| self.0.get(&number).copied())
    }
}

/// The range of a week's numbers, scaled to leave room for letters.
pub(super) fn span(name: &Name) -> Option<NumberSpan> {
    let OutlineRole::Week { numbers, letter } = &name.role else {
        return None;
    };
    let numbers = (*numbers)?;
    let letter = letter.map_or(0, |letter| letter as u32 - 'a' as u32);
    let place = |number: u32| number.saturating_mul(4).saturating_add(letter);
    Some((place(numbers.first), place(numbers.last)))
}

/// The number of a week with a letter: 8 of `Week 8b`.
pub(super) fn plain_span(name: &Name) -> Option<NumberSpan> {
    match name.role {
        OutlineRole::Week {
            numbers: Some(numbers),
            letter: Some(_),
        } => {
            let place = numbers.first.saturating_mul(4);
            Some((place, place))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{List, worth};
    use crate::document::Form;
    use crate::reading::scene::ContentSize;

    #[test]
    fn a_mention_is_worth_its_form_and_its_content() {
        let size = |days, tasks, blocks| ContentSize {
            days,
            tasks,
            blocks,
        };
        for (form, names, holds, expected) in [
            (Form::Heading, 1, size(0, 0, 0), 6),
            (Form::Bold, 1, size(0, 0, 0), 5),
            (Form::Item, 1, size(0, 0, 0), 3),
            (Form::Row, 4, size(0, 0, 0), 12),
            (Form::Heading, 1, size(2, 3, 1), 16),
            // More than two blocks count as two, and content as at most thirty for each name.
            (Form::Heading, 1, size(0, 0, 9), 8),
            (Form::Heading, 1, size(7, 40, 2), 36),
            (Form::Row, 2, size(7, 40, 2), 66),
            (Form::Item, 0, size(7, 40, 2), 0),
        ] {
            let found = worth(form, names, holds);
            assert_eq!(found, expected, "{form:?} {names} {holds:?}");
        }
    }

    #[test]
    fn numbers_fit_between_smaller_and_larger_ones() {
        // Weeks 2 to 3 are in fragment 10, and week 6 in fragment 20.
        let mut list = List::default();
        list.add((2, 3), 10);
        list.add((6, 6), 20);
        for (numbers, at, fits, covering) in [
            ((1, 1), 9, true, None),
            ((1, 1), 10, false, None),
            ((4, 5), 10, false, None),
            ((4, 5), 11, true, None),
            ((4, 5), 19, true, None),
            ((4, 5), 20, false, None),
            ((7, 7), 20, false, None),
            ((7, 7), 21, true, None),
            ((1, 2), 9, true, Some(10)),
            ((3, 4), 11, true, Some(10)),
            ((5, 8), 11, true, Some(20)),
        ] {
            let found = list.has_room(numbers, at, |mention| mention);
            assert_eq!(
                (found, list.covering(numbers)),
                (fits, covering),
                "{numbers:?} {at}"
            );
        }
        assert!(List::default().has_room((1, 1), 0, |mention| mention));
    }
}
