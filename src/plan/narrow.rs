//! A plan with only one of its tracks.

use super::model::{DayItem, Plan};
use crate::units::Audience;

impl Plan {
    /// Leaves out all tracks but one. Parts for other tracks only are for no readers from then on.
    pub fn narrow_to_track(&mut self, track: usize) {
        let mut index = 0;
        self.tracks.retain(|_| {
            index += 1;
            index - 1 == track
        });
        let narrow = |audience: &mut Audience| {
            if let Some(tracks) = &mut audience.tracks {
                tracks.retain(|other| *other == track);
                tracks.fill(0);
            }
        };
        self.audiences.values_mut().for_each(narrow);
        let tasks = self.tasks.own.iter_mut();
        tasks
            .chain(&mut self.tasks.in_templates)
            .for_each(|task| narrow(&mut task.audience));
        for day in self.weeks.iter_mut().flat_map(|week| &mut week.days) {
            day.items.retain_mut(|item| match item {
                DayItem::Note(note) if note.track == track => {
                    note.track = 0;
                    true
                }
                DayItem::Note(_) => false,
                DayItem::Prose(_) | DayItem::Block(_) | DayItem::Section(_) => true,
            });
        }
        self.claims
            .retain(|claim| claim.track.is_none_or(|own| own == track));
        for claim in &mut self.claims {
            claim.track = claim.track.map(|_| 0);
        }
    }
}
