//! Where the numbers of weeks begin anew: below another month, for another track, in another plan of the same document.

use super::Name;
use super::run::{Run, Span, holds};
use super::weeks::Chooser;

impl Chooser<'_> {
    /// Whether the numbers of a run are those of other weeks: it stands in another part of the document than the weeks
    /// that are taken, and is not poorer than they are.
    pub(super) fn begins_anew(&self, run: &Run, taken: &[&Run]) -> bool {
        let weeks: usize = run
            .mentions
            .iter()
            .map(|at| self.mentions[*at].names.len())
            .sum();
        let spans: Vec<Span> = run.mentions.iter().flat_map(|at| self.spans(*at)).collect();
        let covered = spans
            .iter()
            .filter(|span| self.covering(**span).is_some())
            .count();
        if covered == 0 {
            return false;
        }
        taken.iter().all(|other| {
            if other.series.before != run.series.before {
                return true;
            }
            if other.series.form != run.series.form {
                return false;
            }
            let Some((own, _)) = self.apart(run, other) else {
                return false;
            };
            let named =
                !self.scene.is_head(own) || self.scene.head_name(own).is_some_and(Name::is_phase);
            // One week of another part refers to the first one, unless the part is a phase.
            if weeks < 2 && !named {
                return false;
            }
            // What has weeks of its own refers to no others.
            covered < spans.len() || !self.is_poorer(run, other, named)
        })
    }

    /// The parts of the document that two runs stand in, where these stand beside each other: months, tracks, plans.
    fn apart(&self, run: &Run, other: &Run) -> Option<(usize, usize)> {
        let above = |run: &Run| {
            let mut at = run.mentions.first().map(|at| self.mentions[*at].piece);
            let mut above = Vec::new();
            while let Some(parent) = at.and_then(|at| self.scene.parent(at)) {
                above.push(parent);
                at = Some(parent);
            }
            above.reverse();
            above
        };
        let (own, other) = (above(run), above(other));
        let mut pairs = own.into_iter().zip(other);
        let (own, other) = pairs.find(|(own, other)| own != other)?;
        (self.scene.level(own) == self.scene.level(other)).then_some((own, other))
    }

    /// Whether what the weeks of a run hold is little beside what others hold.
    fn is_poorer(&self, run: &Run, other: &Run, named: bool) -> bool {
        let average = |run: &Run| {
            let mut days = 0;
            let mut held = 0;
            for (index, at) in run.mentions.iter().enumerate() {
                let mention = &self.mentions[*at];
                let next = run
                    .mentions
                    .get(index + 1)
                    .map(|next| self.mentions[*next].piece);
                let own = holds(self.scene, mention.form, mention.piece, next);
                days += own.days;
                held += own.days + own.tasks + own.blocks;
            }
            let weeks: usize = run
                .mentions
                .iter()
                .map(|at| self.mentions[*at].names.len())
                .sum();
            let weeks = u32::try_from(weeks).unwrap_or(u32::MAX).max(1);
            (days * 100 / weeks, held * 100 / weeks)
        };
        let ((days, held), (other_days, other_held)) = (average(run), average(other));
        if named {
            return days == 0 && other_days > 0 && held * 4 < other_held;
        }
        days * 2 < other_days || held * 2 < other_held
    }
}
