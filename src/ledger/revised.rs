//! The last revision that may have changed the days of a week, for calendars: a newer version of a day replaces an older
//! one there.

use std::collections::BTreeMap;

use super::Ledger;
use super::changes::ChangeKind;
use super::lock::TaskLocation;
use crate::units::Date;

/// A revision of a handbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DatedRevision {
    /// Its number, from 1.
    pub number: u32,
    /// Its day; that of the revision before it if the lock does not have it yet, and `None` if there is none.
    pub date: Option<Date>,
}

/// The last revision of each week of a plan.
#[derive(Clone, Debug, Default)]
pub struct WeekRevisions {
    /// Of those that may have changed any week.
    all: Option<DatedRevision>,
    weeks: BTreeMap<String, DatedRevision>,
}

impl WeekRevisions {
    /// The last revision that may have changed a week; `None` if it never changed.
    pub fn of(&self, week: &str) -> Option<DatedRevision> {
        self.weeks.get(week).copied().max(self.all)
    }
}

impl Ledger {
    /// The last revision of each week of a plan. A moved task is recorded at its new place only, so it counts for all
    /// weeks: one of them has lost it.
    pub fn week_revisions(&self, plan: &str) -> WeekRevisions {
        let mut last = WeekRevisions::default();
        let Some(next) = &self.next else {
            return last;
        };
        let known = next.revisions.iter();
        let known = known.map(|revision| (revision.number, Some(revision.date), &revision.changes));
        let new = next.next_revision(&self.changes);
        // Only a build that writes the lock knows the day of its revision.
        let last_day = next.revisions.last().map(|revision| revision.date);
        let new = new.map(|number| (number, self.today.or(last_day), &self.changes));
        for (number, date, changes) in known.chain(new) {
            let revision = Some(DatedRevision { number, date });
            for change in changes {
                let place = TaskLocation {
                    part: change.part.clone(),
                    week: change.week.clone(),
                    day: String::new(),
                };
                let place = next.addresses.get(&place).unwrap_or(&place);
                match change.kind {
                    ChangeKind::Moved => last.all = last.all.max(revision),
                    _ if place.part != plan => {}
                    ChangeKind::WeekMoved => last.all = last.all.max(revision),
                    ChangeKind::Added
                    | ChangeKind::Removed
                    | ChangeKind::Reworded
                    | ChangeKind::Rescheduled => {
                        let week = last.weeks.entry(place.week.clone());
                        let week = week.or_insert(DatedRevision { number, date });
                        *week = (*week).max(DatedRevision { number, date });
                    }
                }
            }
        }
        last
    }
}
