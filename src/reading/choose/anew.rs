//! Detects where the numbers of weeks restart: below a new month, for a new track, or for another plan in the same
//! document.

use super::run::{MentionRun, holds};
use crate::reading::name::Name;
use crate::reading::scene::{FragmentIndex, Mention};

/// How many of the first and of the last runs one is compared with.
const COMPARED: usize = 16;

/// How many of the numbers of a run are in use already.
#[derive(Clone, Copy, Debug)]
pub(super) struct Covered {
    pub(super) taken: usize,
    pub(super) all: usize,
}

/// Whether the numbers of a run, some of which are in use, belong to other weeks: it is in a different part of the
/// document from the chosen weeks, and has about as much content.
pub(super) fn begins_anew(
    scene: &FragmentIndex<'_>,
    mentions: &[Mention],
    (run, covered): (&MentionRun, Covered),
    taken: &[&MentionRun],
) -> bool {
    let weeks: usize = run
        .mentions
        .iter()
        .map(|at| mentions[*at].names.len())
        .sum();
    if covered.taken == 0 || taken.is_empty() {
        return false;
    }
    let first = taken.iter().take(COMPARED);
    let last = taken.iter().skip(COMPARED).rev().take(COMPARED);
    first.chain(last).all(|other| {
        if other.series.before != run.series.before {
            return true;
        }
        if other.series.form != run.series.form {
            return false;
        }
        let Some(own) = part(scene, mentions, run, other) else {
            return false;
        };
        let is_phase = !scene.is_head(own) || scene.head_name(own).is_some_and(Name::is_phase);
        // One week in a different part refers to the first one, unless the part is a phase.
        if weeks < 2 && !is_phase {
            return false;
        }
        // A run with weeks of its own does not refer to others.
        covered.taken < covered.all || !is_poorer(scene, mentions, (run, is_phase), other)
    })
}

/// The part of the document that contains a run, if there are parallel parts: a month, a track, a plan.
fn part(
    scene: &FragmentIndex<'_>,
    mentions: &[Mention],
    run: &MentionRun,
    other: &MentionRun,
) -> Option<usize> {
    let above = |run: &MentionRun| {
        let mut at = run.mentions.first().map(|at| mentions[*at].fragment);
        let mut above = Vec::new();
        while let Some(parent) = at.and_then(|at| scene.parent(at)) {
            above.push(parent);
            at = Some(parent);
        }
        above.reverse();
        above
    };
    let mut pairs = above(run).into_iter().zip(above(other));
    let (own, other) = pairs.find(|(own, other)| own != other)?;
    (scene.level(own) == scene.level(other)).then_some(own)
}

/// Whether the weeks of a run have much less content than others; those of a phase may have less.
fn is_poorer(
    scene: &FragmentIndex<'_>,
    mentions: &[Mention],
    (run, is_phase): (&MentionRun, bool),
    other: &MentionRun,
) -> bool {
    let average = |run: &MentionRun| {
        let mut days = 0;
        let mut held = 0;
        for (index, at) in run.mentions.iter().enumerate() {
            let mention = &mentions[*at];
            let next = run
                .mentions
                .get(index + 1)
                .map(|next| mentions[*next].fragment);
            let own = holds(scene, mention.form, mention.fragment, next);
            days += own.days;
            held += own.days + own.tasks + own.blocks;
        }
        let weeks: usize = run
            .mentions
            .iter()
            .map(|at| mentions[*at].names.len())
            .sum();
        let weeks = u32::try_from(weeks).unwrap_or(u32::MAX).max(1);
        (
            days.saturating_mul(100) / weeks,
            held.saturating_mul(100) / weeks,
        )
    };
    let ((days, held), (other_days, other_held)) = (average(run), average(other));
    if is_phase {
        return days == 0 && other_days > 0 && held.saturating_mul(4) < other_held;
    }
    days * 2 < other_days || held * 2 < other_held
}
