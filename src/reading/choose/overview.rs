//! Weeks that are only an overview of a plan of numbered days: `Week 1: Basics` in a list of milestones, beside `Day 1`
//! to `Day 30`, which have the tasks.

use std::collections::BTreeSet;

use super::begins::WEEK;
use super::formed::ordinal;
use super::run::holds;
use super::verdict::{Verdict, leave};
use super::weeks::Choice;
use crate::document::Form;
use crate::plan::{Unchosen as Why, UnchosenMention as Unread};
use crate::reading::scene::FragmentIndex;

/// Whether the chosen weeks are in lists or tables and hold nothing but their own boxes, while more than a week of
/// numbered days is elsewhere.
pub(super) fn is_overview(scene: &FragmentIndex<'_>, choice: &Choice) -> bool {
    let taken = choice
        .decided
        .iter()
        .filter(|(_, verdict)| !matches!(verdict, Verdict::Left(_)));
    let is_empty = taken.clone().all(|(mention, verdict)| {
        let held = holds(scene, mention.form, mention.fragment, None);
        *verdict == Verdict::Taken
            && matches!(mention.form, Form::Item | Form::Row)
            && held.days == 0
            && held.tasks as usize <= mention.names.len()
    });
    let weeks: usize = taken.map(|(mention, _)| mention.names.len()).sum();
    is_empty && numbered_days(scene) > weeks.max(WEEK)
}

/// How many days are named by different numbers, at the start of a fragment.
fn numbered_days(scene: &FragmentIndex<'_>) -> usize {
    let named = scene.days().iter().flatten().flat_map(|(_, names)| names);
    let numbers = named.filter_map(ordinal).map(|numbers| numbers.first);
    numbers.collect::<BTreeSet<u32>>().len()
}

/// Leaves all weeks in the text.
pub(super) fn leave_all(scene: &FragmentIndex<'_>, choice: &Choice, left: &mut Vec<Unread>) {
    for (mention, verdict) in &choice.decided {
        let why = match verdict {
            Verdict::Left(why) => *why,
            Verdict::Taken | Verdict::Again(_) | Verdict::Phase(_) => Why::Overview,
        };
        leave(scene, (mention, why), left);
    }
}
