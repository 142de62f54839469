//! The changes of a build to a handbook's tasks, as the lock records them and as readers see them.

use std::fmt;

/// A change of tasks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskChange {
    /// What happened.
    pub kind: ChangeKind,
    /// How many tasks, or 1 for a week.
    pub count: u32,
    /// The id of the plan or the page.
    pub part: String,
    /// The id of the week; empty outside of weeks.
    pub week: String,
}

/// The week of tasks outside of weeks.
const NO_WEEK: &str = ".";

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// They are new.
    Added,
    /// They were removed.
    Removed,
    /// They have other words.
    Reworded,
    /// They are in a different week.
    Moved,
    /// The week is in a different position.
    WeekMoved,
    /// They are on a different day of the same week, or their week or day has a different name. Calendars need to know.
    Rescheduled,
}

impl ChangeKind {
    const ALL: [(Self, &str); 6] = [
        (Self::Added, "added"),
        (Self::Removed, "removed"),
        (Self::Reworded, "reworded"),
        (Self::Moved, "moved"),
        (Self::WeekMoved, "week-moved"),
        (Self::Rescheduled, "rescheduled"),
    ];

    /// Its name in the lock.
    pub fn name(self) -> &'static str {
        let known = Self::ALL.iter().find(|(kind, _)| *kind == self);
        known.map_or("", |(_, name)| name)
    }
}

impl TaskChange {
    /// Parses `added 3 week-5 plan`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut columns = text.splitn(4, ' ');
        let mut next = || columns.next();
        let (name, count, week, part) = (next()?, next()?, next()?, next()?);
        let (kind, _) = ChangeKind::ALL
            .into_iter()
            .find(|(_, known)| *known == name)?;
        Some(Self {
            kind,
            count: count.parse().ok()?,
            part: part.to_owned(),
            week: if week == NO_WEEK { "" } else { week }.to_owned(),
        })
    }
}

impl fmt::Display for TaskChange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = match self.week.as_str() {
            "" => NO_WEEK,
            week => week,
        };
        write!(
            out,
            "{} {} {week} {}",
            self.kind.name(),
            self.count,
            self.part
        )
    }
}

#[cfg(test)]
mod tests {
    use super::TaskChange;

    #[test]
    fn a_change_is_read_as_it_was_written() {
        for (text, week) in [
            ("added 3 week-5 plan", Some("week-5")),
            ("removed 1 . notes", Some("")),
            ("reworded 2 week-1 a plan", Some("week-1")),
            ("moved 1 week-2 plan", Some("week-2")),
            ("week-moved 1 week-2 plan", Some("week-2")),
            ("rescheduled 4 week-2 plan", Some("week-2")),
            ("other 1 week-2 plan", None),
            ("added x week-2 plan", None),
            ("added 1 week-2", None),
            ("", None),
        ] {
            let change = TaskChange::parse(text);
            assert_eq!(
                change.as_ref().map(|change| change.week.as_str()),
                week,
                "{text}"
            );
            if let Some(change) = change {
                assert_eq!(change.to_string(), text);
            }
        }
    }
}
