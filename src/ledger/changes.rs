//! What a build changed of the tasks of a handbook, as the lock records it and as readers are told.

use std::fmt;

/// A change of tasks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// How many tasks, or 1 for a week.
    pub count: u32,
    /// The id of the plan or the page.
    pub part: String,
    /// The id of the week; empty outside weeks.
    pub week: String,
}

/// The week of tasks that are in none.
const NO_WEEK: &str = ".";

/// What happened to tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// They are new.
    Added,
    /// They are gone.
    Removed,
    /// They have other words.
    Reworded,
    /// They are in another week.
    Moved,
    /// The week is in another place.
    WeekMoved,
}

impl ChangeKind {
    const ALL: [(Self, &str); 5] = [
        (Self::Added, "added"),
        (Self::Removed, "removed"),
        (Self::Reworded, "reworded"),
        (Self::Moved, "moved"),
        (Self::WeekMoved, "week-moved"),
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        let known = Self::ALL.iter().find(|(kind, _)| *kind == self);
        known.map_or("", |(_, name)| name)
    }
}

impl Change {
    /// Reads `added 3 week-5 plan`.
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

impl fmt::Display for Change {
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
